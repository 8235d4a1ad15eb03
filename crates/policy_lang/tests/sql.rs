//! The statements of each kind of item, as they are sent.

use crate::common;
use policy_lang::sql::{self, ItemStatements};
use policy_lang::{Erase, constraints};

fn of(item: &str) -> ItemStatements {
    let policy = common::loaded().policy;
    sql::statements(&policy).into_iter().find(|one| one.item == item).expect("the fixture has this item")
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_subject_reads_and_erases_its_rows() {
    let listen = of("listen");
    assert_eq!(
        listen.read_first,
        some("SELECT id, subject_id, grant_id, created_at FROM listens WHERE subject_id = $1 ORDER BY id LIMIT $2")
    );
    assert_eq!(
        listen.read_next,
        some(
            "SELECT id, subject_id, grant_id, created_at FROM listens WHERE subject_id = $1 AND id > $2 ORDER BY id LIMIT $3"
        )
    );
    assert_eq!(
        listen.count,
        some("SELECT COUNT(*), MIN(created_at), MAX(created_at) FROM listens WHERE subject_id = $1")
    );
    assert_eq!(listen.erase.map(|erase| erase.sql), some("DELETE FROM listens WHERE subject_id = $1"));
    assert_eq!(listen.erase_row, some("DELETE FROM listens WHERE subject_id = $1 AND id = $2"));
}

#[test]
fn secrets_are_never_read() {
    assert_eq!(of("account").columns, ["subject_id", "nickname", "phone", "created_at"]);
    assert!(of("code").read_row.is_some_and(|sql| !sql.contains("hash") && sql.starts_with("SELECT id, created_at")));
}

#[test]
fn a_column_is_corrected_by_name() {
    let expected = "UPDATE accounts SET nickname = $3 WHERE subject_id = $1 AND subject_id = $2";
    assert_eq!(of("account").correct, [("nickname".to_owned(), expected.to_owned())]);
    assert_eq!(of("listen").correct, []);
}

#[test]
fn rows_without_a_subject_column_are_reached_through_another_item() {
    let expected = "DELETE FROM codes WHERE phone_index IN (SELECT phone_index FROM accounts WHERE subject_id = $1)";
    assert_eq!(of("code").erase.map(|erase| erase.sql), some(expected));
}

#[test]
fn dependants_are_erased_before_what_they_depend_on() {
    let policy = common::loaded().policy;
    let order: Vec<String> = sql::statements(&policy).into_iter().map(|one| one.item).collect();
    assert_eq!(order, ["proof", "pulse", "listen", "code", "account"]);
}

#[test]
fn what_a_law_keeps_loses_its_subject_and_rests() {
    let proof = of("proof");
    let erase = proof.erase.expect("the item has a subject");
    assert_eq!(erase.action, Erase::RestrictUntilFloor);
    assert_eq!(
        erase.sql,
        "UPDATE proofs SET subject_id = NULL, subject_digest = $2, restricted_at = $3 WHERE subject_id = $1"
    );
    assert_eq!(proof.erase_row, None);
    let retention = proof.retention.expect("the item has a term");
    assert_eq!(
        retention.end_batch,
        "DELETE FROM proofs WHERE id IN (SELECT id FROM proofs WHERE restricted_at < $1 ORDER BY restricted_at LIMIT $2)"
    );
    assert_eq!(retention.count_overdue, "SELECT COUNT(*) FROM proofs WHERE restricted_at < $1");
}

#[test]
fn an_anonymised_row_is_past_its_term_only_while_it_names_someone() {
    let pulse = of("pulse");
    let expected = "UPDATE pulses SET subject_id = NULL, grant_id = NULL WHERE subject_id = $1";
    assert_eq!(pulse.erase.map(|erase| erase.sql), some(expected));
    assert_eq!(
        pulse.retention.map(|retention| retention.end_batch),
        some(
            "UPDATE pulses SET subject_id = NULL, grant_id = NULL WHERE id IN \
             (SELECT id FROM pulses WHERE created_at < $1 AND subject_id IS NOT NULL ORDER BY created_at LIMIT $2)"
        )
    );
}

#[test]
fn what_lasts_as_long_as_the_account_has_no_term() {
    assert_eq!(of("account").retention, None);
}

#[test]
fn a_name_that_needs_quoting_is_refused() {
    for name in ["", "Listens", "1st", "a b", "a;b", "select", "naïve", &"a".repeat(64)] {
        assert!(!sql::is_plain_identifier(name), "{name}");
    }
    assert!(sql::is_plain_identifier("listens_2"));
}

#[test]
fn a_consent_table_is_bound_to_grants_of_its_purpose() {
    let policy = common::loaded().policy;
    let tables = constraints::constraints(&policy);
    let listens = tables.iter().find(|table| table.table == "listens").expect("the fixture has this table");
    assert_eq!(listens.checks, ["grant_id / 36028797018963968 = 2"]);
    assert_eq!(listens.not_null, ["grant_id", "subject_id"]);
    assert_eq!(listens.foreign_keys[0].columns, ["grant_id", "subject_id"]);
    assert_eq!(listens.foreign_keys[0].references, "grants");
    let pulses = tables.iter().find(|table| table.table == "pulses").expect("the fixture has this table");
    assert_eq!((pulses.not_null.len(), pulses.nullable.len()), (0, 2), "an anonymised row names no grant");
    let accounts = tables.iter().find(|table| table.table == "accounts").expect("the fixture has this table");
    assert_eq!(accounts.foreign_keys, []);
}
