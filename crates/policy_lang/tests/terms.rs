//! Whoever agreed to an earlier version loses nothing by a later one, tried with one change of every kind.

use policy_lang::diff::{self, ChangeKind};
use policy_lang::terms::{as_held, belongs_to_earlier, widened_purposes};
use policy_lang::{Erase, Language, RetentionPeriod, history, sql};

use crate::common;
use crate::diff::FORWARD;

/// Changes that widen what is done under a purpose by consent, so that it is asked anew.
const ASKED_ANEW: &[ChangeKind] = &[
    ChangeKind::ItemAdded,
    ChangeKind::ColumnAdded,
    ChangeKind::CategoryChanged,
    ChangeKind::SealLost,
    ChangeKind::ItemPurposeChanged,
    ChangeKind::ItemRequired,
    ChangeKind::EditionAdded,
    ChangeKind::FloorAdded,
    ChangeKind::PurposeAdded,
    ChangeKind::PurposeBasisWeakened,
    ChangeKind::PurposeReadsAdded,
    ChangeKind::AskedAgainSooner,
    ChangeKind::SignalIgnored,
    ChangeKind::RecipientAdded,
    ChangeKind::RecipientFieldAdded,
    ChangeKind::CountryChanged,
    ChangeKind::RecipientClassChanged,
    ChangeKind::RecipientPurposeChanged,
    ChangeKind::RecipientMinorsAdded,
    ChangeKind::PermissionAdded,
    ChangeKind::PermissionFunctionAdded,
];

/// Changes that take a right or let something stay longer; the earlier rule stays for those who agreed to it.
const KEPT: &[ChangeKind] = &[ChangeKind::RightLost, ChangeKind::RetentionLonger];

#[test]
fn every_widening_leaves_rights_and_terms_as_they_were_agreed_to() {
    let before = common::loaded().policy;
    for (kind, subject, change) in FORWARD {
        let after = common::changed(change);
        let held = as_held(&before, &after);
        let lost: Vec<_> =
            diff::diff(&before, &held).into_iter().filter(|change| KEPT.contains(&change.kind)).collect();
        assert_eq!(lost, [], "{kind:?}");
        let widened = widened_purposes(&before, &after);
        assert_eq!(!widened.is_empty(), ASKED_ANEW.contains(kind), "{kind:?} of {subject}: {widened:?}");
        if KEPT.contains(kind) {
            assert_ne!(held, after, "{kind:?}");
        }
    }
}

#[test]
fn every_change_is_told_in_words_on_the_page_that_is_published() {
    let before = common::loaded().policy;
    for (kind, subject, change) in FORWARD {
        let mut after = common::changed(change);
        after.version = "2".to_owned();
        for language in [Language::ZhCn, Language::En] {
            let page = history::markdown(&[before.clone(), after.clone()], language);
            let told = format!("- **{}**", kind.title(language));
            assert_eq!(page.matches(&told).count(), 1, "{kind:?}: {page}");
            assert!(page.contains(&format!("(`{subject}`)")), "{kind:?}: {page}");
        }
    }
}

#[test]
fn each_right_is_kept_by_itself_and_a_gain_is_for_everybody() {
    let before = common::loaded().policy;
    let after = common::changed(|policy| {
        let listen = policy.items.iter_mut().find(|item| item.id == "listen").unwrap();
        listen.export = false;
        listen.erase = Erase::Anonymise;
        listen.columns.iter_mut().for_each(|column| (column.correctable, column.secret) = (false, true));
        let account = policy.items.iter_mut().find(|item| item.id == "account").unwrap();
        account.columns.iter_mut().for_each(|column| column.correctable = true);
    });
    let held = as_held(&before, &after);
    assert_eq!(held.item("listen"), before.item("listen"));
    assert_eq!(held.item("account"), after.item("account"));
}

#[test]
fn a_law_that_keeps_something_is_stronger_than_an_agreement() {
    let before = common::loaded().policy;
    let after = common::changed(|policy| {
        let listen = policy.items.iter_mut().find(|item| item.id == "listen").unwrap();
        listen.retention.floor = Some("evidence".into());
        listen.retention.period = RetentionPeriod::Fixed("P3Y".parse().unwrap());
        listen.erase = Erase::RestrictUntilFloor;
    });
    assert_eq!(as_held(&before, &after).item("listen"), after.item("listen"));
}

#[test]
fn rows_of_those_who_agreed_to_nothing_later_end_with_the_earlier_term() {
    let before = common::loaded().policy;
    let after = common::changed(|policy| {
        let listen = policy.items.iter_mut().find(|item| item.id == "listen").unwrap();
        listen.retention.period = RetentionPeriod::Fixed("P1Y".parse().unwrap());
    });
    let held = as_held(&before, &after);
    let listen = held.item("listen").unwrap();
    let ends = sql::earlier_retention(&after, listen, &["2", "3"]).expect("it stays longer now");
    assert_eq!(RetentionPeriod::Fixed(ends.term), before.item("listen").unwrap().retention.period);
    let among = belongs_to_earlier(&after, listen, &["2", "3"]).unwrap();
    let no = after.purpose(&listen.purpose).unwrap().no;
    assert_eq!(
        among,
        format!(
            "NOT EXISTS (SELECT 1 FROM grants agreed WHERE agreed.purpose_no = {no} \
             AND agreed.policy_version IN ('2', '3') AND agreed.subject_id = {}.subject_id)",
            listen.table
        )
    );
    for statement in [&ends.end_batch, &ends.count_overdue] {
        assert!(statement.contains(&among), "{statement}");
    }
    let account = held.item("account").unwrap();
    assert_eq!(sql::earlier_retention(&after, account, &["2"]), None, "it stays as long as it did");
    let among = belongs_to_earlier(&after, account, &["2"]).unwrap();
    assert!(among.contains("FROM policy_acceptances agreed WHERE agreed.version IN ('2')"), "{among}");
}
