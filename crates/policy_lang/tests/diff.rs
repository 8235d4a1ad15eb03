//! One change of each kind; the list of kinds and the corpus are the same.

use crate::common;
use std::collections::BTreeSet;

use policy_lang::diff::{self, ChangeKind};
use policy_lang::{
    Basis, CompiledPolicy, Erase, Exemption, FunctionKind, Item, LocalText, LogField, OnSignal, Permission,
    RecipientClass, RetentionPeriod, RetentionStart,
};

/// A kind, its subject, and the change that makes it.
pub(crate) type Case = (ChangeKind, &'static str, fn(&mut CompiledPolicy));

fn item<'a>(policy: &'a mut CompiledPolicy, id: &str) -> &'a mut Item {
    policy.items.iter_mut().find(|item| item.id == id).expect("the fixture has this item")
}

fn column<'a>(policy: &'a mut CompiledPolicy, id: &str, name: &str) -> &'a mut policy_lang::Column {
    item(policy, id).columns.iter_mut().find(|column| column.name == name).expect("the fixture has this column")
}

fn fixed(period: &str) -> RetentionPeriod {
    RetentionPeriod::Fixed(period.parse().expect("a period"))
}

/// Changes whose mirror image is a kind of its own are tried in both directions.
pub(crate) const FORWARD: &[Case] = &[
    (ChangeKind::ItemAdded, "diary", |policy| {
        let mut diary = item(policy, "listen").clone();
        diary.id = "diary".into();
        policy.items.push(diary);
    }),
    (ChangeKind::ColumnAdded, "listen.pulse", |policy| {
        let pulse = column(policy, "pulse", "pulse").clone();
        item(policy, "listen").columns.push(pulse);
    }),
    (ChangeKind::CategoryChanged, "account.nickname", |policy| {
        column(policy, "account", "nickname").category = "contact".into()
    }),
    (ChangeKind::SealLost, "account.phone", |policy| column(policy, "account", "phone").sealed = false),
    (ChangeKind::ItemPurposeChanged, "listen", |policy| item(policy, "listen").purpose = "training".into()),
    (ChangeKind::ItemRequired, "listen", |policy| item(policy, "listen").required = true),
    (ChangeKind::EditionAdded, "listen.lite", |policy| item(policy, "listen").editions.push("lite".into())),
    (ChangeKind::RetentionLonger, "listen", |policy| item(policy, "listen").retention.period = fixed("P1Y")),
    (ChangeKind::FloorAdded, "listen", |policy| item(policy, "listen").retention.floor = Some("evidence".into())),
    (ChangeKind::RightLost, "listen.export", |policy| item(policy, "listen").export = false),
    (ChangeKind::PurposeAdded, "selling", |policy| {
        let mut selling = policy.purposes[0].clone();
        selling.id = "selling".into();
        selling.no = 9;
        policy.purposes.push(selling);
    }),
    (ChangeKind::PurposeBasisWeakened, "history", |policy| policy.purposes[1].basis = Basis::Contract),
    (ChangeKind::PurposeReadsAdded, "account.listen", |policy| policy.purposes[0].reads.push("listen".into())),
    (ChangeKind::AskedAgainSooner, "history", |policy| policy.purposes[1].ask_again_after_days = 1),
    (ChangeKind::SignalIgnored, "history", |policy| policy.purposes[1].on_signal = Some(OnSignal::OwnAct)),
    (ChangeKind::NoticeChanged, "history", |policy| policy.purposes[1].notice.en.push('!')),
    (ChangeKind::BasicFunctionLost, "play", |policy| policy.functions[0].kind = FunctionKind::Extended),
    (ChangeKind::RecipientAdded, "shop", |policy| {
        let mut shop = policy.recipients[0].clone();
        shop.id = "shop".into();
        policy.recipients.push(shop);
    }),
    (ChangeKind::RecipientFieldAdded, "gateway.name", |policy| {
        let mut field = policy.recipients[0].fields[1].clone();
        field.id = "name".into();
        policy.recipients[0].fields.push(field);
    }),
    (ChangeKind::StorageRegionAdded, "SG", |policy| policy.storage_regions.push("SG".into())),
    (ChangeKind::CountryChanged, "gateway", |policy| policy.recipients[0].country = "SG".into()),
    (ChangeKind::RecipientClassChanged, "gateway", |policy| policy.recipients[0].class = RecipientClass::Partner),
    (ChangeKind::RecipientPurposeChanged, "gateway", |policy| policy.recipients[0].purpose = "training".into()),
    (ChangeKind::RecipientMinorsAdded, "gateway", |policy| policy.recipients[0].minors = Some(LocalText::default())),
    (ChangeKind::PermissionAdded, "contacts", |policy| {
        let contacts = Permission { id: "contacts".into(), ..policy.permissions[0].clone() };
        policy.permissions.push(contacts);
    }),
    (ChangeKind::PermissionFunctionAdded, "camera.history", |policy| {
        policy.permissions[1].functions.push("history".into())
    }),
    (ChangeKind::CookieAdded, "tracker", |policy| {
        let mut tracker = policy.cookies[0].clone();
        tracker.name = "tracker".into();
        policy.cookies.push(tracker);
    }),
    (ChangeKind::StorageKeyAdded, "app.id", |policy| {
        let mut id = policy.storage_keys[0].clone();
        id.name = "app.id".into();
        policy.storage_keys.push(id);
    }),
    (ChangeKind::LogFieldAdded, "listener", |policy| {
        let listener = LogField { name: "listener".into(), ..policy.log_fields[0].clone() };
        policy.log_fields.push(listener);
    }),
    (ChangeKind::BrowserEntryLonger, "session", |policy| policy.cookies[0].max_age = None),
    (ChangeKind::SurfaceActivated, "home", |policy| policy.surfaces[0].active = true),
    (ChangeKind::ExemptionAdded, "E9", |policy| {
        policy.exemptions.push(Exemption { code: "E9".into(), ..policy.exemptions[0].clone() });
    }),
    (ChangeKind::TextChanged, "en.use", |policy| {
        let text = policy.texts.iter_mut().rfind(|text| text.id == "use").expect("the fixture has this chapter");
        text.body.push_str("More.\n");
    }),
];

/// What each widening change is called when it is taken back.
const MIRRORED: &[(ChangeKind, ChangeKind)] = &[
    (ChangeKind::ItemAdded, ChangeKind::ItemRemoved),
    (ChangeKind::ColumnAdded, ChangeKind::ColumnRemoved),
    (ChangeKind::SealLost, ChangeKind::SealGained),
    (ChangeKind::RetentionLonger, ChangeKind::RetentionShorter),
    (ChangeKind::FloorAdded, ChangeKind::FloorRemoved),
    (ChangeKind::RightLost, ChangeKind::RightGained),
    (ChangeKind::PurposeAdded, ChangeKind::PurposeRemoved),
    (ChangeKind::SignalIgnored, ChangeKind::SignalHeeded),
    (ChangeKind::PurposeBasisWeakened, ChangeKind::PurposeBasisStrengthened),
    (ChangeKind::RecipientAdded, ChangeKind::RecipientRemoved),
    (ChangeKind::RecipientFieldAdded, ChangeKind::RecipientFieldRemoved),
    (ChangeKind::PermissionFunctionAdded, ChangeKind::PermissionFunctionRemoved),
    (ChangeKind::RecipientMinorsAdded, ChangeKind::RecipientMinorsRemoved),
    (ChangeKind::StorageRegionAdded, ChangeKind::StorageRegionRemoved),
];

fn kinds(before: &CompiledPolicy, after: &CompiledPolicy) -> Vec<(ChangeKind, String)> {
    diff::diff(before, after).into_iter().map(|change| (change.kind, change.subject)).collect()
}

#[test]
fn every_change_is_found_once_and_nothing_else() {
    let before = common::loaded().policy;
    for (kind, subject, change) in FORWARD {
        let after = common::changed(change);
        assert_eq!(kinds(&before, &after), [(*kind, (*subject).to_owned())], "{kind:?}");
    }
}

#[test]
fn every_change_taken_back_is_found_too() {
    let before = common::loaded().policy;
    for (kind, subject, change) in FORWARD {
        let Some((_, mirrored)) = MIRRORED.iter().find(|(forward, _)| forward == kind) else { continue };
        let after = common::changed(change);
        assert_eq!(kinds(&after, &before), [(*mirrored, (*subject).to_owned())], "{kind:?}");
        assert!(!mirrored.is_widening(), "{mirrored:?}");
    }
}

#[test]
fn the_corpus_holds_every_kind() {
    let tried: BTreeSet<ChangeKind> =
        FORWARD.iter().map(|case| case.0).chain(MIRRORED.iter().map(|(_, mirrored)| *mirrored)).collect();
    let all: BTreeSet<ChangeKind> = ChangeKind::ALL.iter().copied().collect();
    assert_eq!(tried, all);
}

#[test]
fn only_words_and_narrowing_do_not_widen() {
    let words = [ChangeKind::NoticeChanged, ChangeKind::TextChanged];
    for (kind, _, change) in FORWARD {
        let changes = diff::diff(&common::loaded().policy, &common::changed(change));
        assert_eq!(diff::is_widening(&changes), !words.contains(kind), "{kind:?}");
    }
}

#[test]
fn a_later_start_is_a_longer_term() {
    let before = common::loaded().policy;
    let terms: &[(RetentionStart, RetentionPeriod, ChangeKind)] = &[
        (RetentionStart::Updated, fixed("P180D"), ChangeKind::RetentionLonger),
        (RetentionStart::Closed, fixed("P1D"), ChangeKind::RetentionLonger),
        (RetentionStart::Closed, RetentionPeriod::WhileAccount, ChangeKind::RetentionLonger),
        (RetentionStart::Created, fixed("P30D"), ChangeKind::RetentionShorter),
    ];
    for (after, period, kind) in terms {
        let changed = common::changed(|policy| {
            item(policy, "listen").retention.after = *after;
            item(policy, "listen").retention.period = *period;
        });
        assert_eq!(kinds(&before, &changed), [(*kind, "listen".to_owned())], "{after:?} {period:?}");
    }
}

#[test]
fn weaker_erasure_and_correction_are_lost_rights() {
    let before = common::loaded().policy;
    let weaker = common::changed(|policy| item(policy, "account").erase = Erase::Delete);
    assert_eq!(kinds(&before, &weaker), [(ChangeKind::RightLost, "account.erase".to_owned())]);
    let fixed = common::changed(|policy| column(policy, "account", "nickname").correctable = false);
    assert_eq!(kinds(&before, &fixed), [(ChangeKind::RightLost, "account.nickname".to_owned())]);
    let hidden = common::changed(|policy| column(policy, "pulse", "pulse").secret = true);
    assert_eq!(kinds(&before, &hidden), [(ChangeKind::RightLost, "pulse.pulse".to_owned())]);
}

#[test]
fn another_ground_without_agreement_counts_as_weaker() {
    let before = common::loaded().policy;
    let after = common::changed(|policy| policy.purposes[0].basis = Basis::Law);
    assert_eq!(kinds(&before, &after), [(ChangeKind::PurposeBasisWeakened, "account".to_owned())]);
}

#[test]
fn a_policy_does_not_differ_from_itself() {
    let policy = common::loaded().policy;
    assert_eq!(diff::diff(&policy, &policy), []);
}
