//! Rules about items: what is kept, how it is protected and when it goes.

use std::collections::BTreeMap;

use super::Findings;
use crate::model::{Basis, Erase, Item, RetentionPeriod, RetentionStart, Sensitivity, SubjectLink, UsageKind};

/// Column that carries the grant under which a row was written.
const GRANT_COLUMN: &str = "grant_id";
/// Column that replaces the subject once a row only rests.
const DIGEST_COLUMN: &str = "subject_digest";
/// Column with the time from which a row only rests.
const RESTRICTED_COLUMN: &str = "restricted_at";

fn place(item: &Item, key: &str) -> String {
    format!("items.{}.{key}", item.id)
}

/// Two categories for one column would be two answers to one question.
pub(super) fn columns_have_one_category(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let mut owners: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for item in &policy.items {
        if item.columns.is_empty() {
            findings.report(
                place(item, "columns"),
                format!("item '{}' names no column; name every column of its table", item.id),
            );
        }
        for column in &item.columns {
            if let Some(other) = owners.insert((&item.table, &column.name), &item.id) {
                findings.report(
                    place(item, &format!("columns.{}", column.name)),
                    format!(
                        "column '{}' of table '{}' already belongs to item '{other}'; a column has one category",
                        column.name, item.table
                    ),
                );
            }
        }
    }
}

/// What is recorded about use is one of the kinds that listeners are told, and nothing beside them.
pub(super) fn usage_is_of_a_known_kind(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        let recording = item
            .columns
            .iter()
            .find(|column| policy.category(&column.category).is_some_and(|category| category.records_usage));
        match (recording, item.usage) {
            (Some(column), None) => findings.report(
                place(item, &format!("columns.{}", column.name)),
                format!(
                    "column '{}' records what a listener did; say what with 'usage', which knows {}",
                    column.name,
                    UsageKind::ALL.map(|(word, _)| word).join(", ")
                ),
            ),
            (None, Some(_)) => findings.report(
                place(item, "usage"),
                format!("item '{}' has no column that records use; remove 'usage'", item.id),
            ),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

/// A row nobody can be found for can be neither shown nor erased, unless its term ends by itself.
pub(super) fn rows_have_a_subject(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (at, item) in policy.items.iter().enumerate() {
        if item.column(&item.row_id).is_none() {
            findings.report(
                place(item, "row_id"),
                format!("row_id '{}' is no column of item '{}'; name one", item.row_id, item.id),
            );
        }
        match &item.subject {
            SubjectLink::Column { column } if item.column(column).is_none() => findings.report(
                place(item, "subject"),
                format!("subject '{column}' is no column of item '{}'; name one, or \"none\"", item.id),
            ),
            SubjectLink::Through { column, item: other, key } => {
                let earlier = policy.items[..at].iter().find(|earlier| earlier.id == *other);
                let linked = item.column(column).is_some()
                    && earlier
                        .is_some_and(|earlier| earlier.column(key).is_some() && earlier.subject_column().is_some());
                if !linked {
                    findings.report(
                        place(item, "subject_through"),
                        format!("item '{}' reaches its subject through '{other}.{key}'; both columns have to exist and '{other}' has to be declared earlier", item.id),
                    );
                }
            }
            SubjectLink::None if matches!(item.retention.period, RetentionPeriod::WhileAccount) => findings.report(
                place(item, "subject"),
                format!("item '{}' has no subject and no term; give it one of the two", item.id),
            ),
            SubjectLink::Column { .. } | SubjectLink::None => {}
        }
    }
}

/// What can harm is sealed, or asked for by itself (PIPL 29).
pub(super) fn sensitive_columns_are_protected(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        let separate = policy.purpose(&item.purpose).is_some_and(|purpose| purpose.basis == Basis::SeparateConsent);
        for column in &item.columns {
            let sensitive =
                policy.category(&column.category).is_some_and(|one| one.sensitivity == Sensitivity::Sensitive);
            if sensitive && !column.sealed && !separate {
                findings.report(
                    place(item, &format!("columns.{}", column.name)),
                    format!(
                        "column '{}' is sensitive; add it to 'sealed' or put the item on separate consent",
                        column.name
                    ),
                );
            }
        }
    }
}

/// A category that is to be sealed is sealed wherever it is kept.
pub(super) fn sealed_categories_are_sealed(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        for column in &item.columns {
            if policy.category(&column.category).is_some_and(|one| one.sealed) && !column.sealed {
                findings.report(
                    place(item, &format!("columns.{}", column.name)),
                    format!(
                        "column '{}' has the sealed category '{}'; add it to 'sealed'",
                        column.name, column.category
                    ),
                );
            }
        }
        let seals = item.columns.iter().any(|column| column.sealed);
        if seals && item.subject_column().is_none() {
            findings.report(
                place(item, "sealed"),
                format!(
                    "item '{}' seals columns but has no subject column, and keys belong to subjects; name the subject",
                    item.id
                ),
            );
        }
        if seals && item.erase != Erase::Crypto {
            findings.report(
                place(item, "erase"),
                format!("item '{}' seals columns; set erase = \"crypto\" so that the key goes with the row", item.id),
            );
        }
    }
}

/// What opens an account is never shown, not even to its owner.
pub(super) fn secrets_stay_secret(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        for column in item.columns.iter().filter(|column| column.category == "credential" || column.secret) {
            let place = place(item, &format!("columns.{}", column.name));
            if !column.secret {
                findings.report(place, format!("column '{}' is a credential; add it to 'secret'", column.name));
            } else if column.correctable || column.sealed {
                findings.report(
                    place,
                    format!("column '{}' is secret and can be neither corrected nor unsealed; choose one", column.name),
                );
            }
        }
    }
}

/// A row on consent names the grant it lives by: withdrawing removes it.
pub(super) fn consent_rows_carry_their_grant(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        let on_consent = policy.purpose(&item.purpose).is_some_and(|purpose| purpose.basis.needs_grant());
        let carries = item.column(GRANT_COLUMN).is_some() && item.subject_column().is_some();
        if on_consent && !carries {
            findings.report(
                place(item, "columns"),
                format!("item '{}' rests on consent; give its table '{GRANT_COLUMN}' and a subject column", item.id),
            );
        }
    }
}

/// A term that cannot be computed is no term.
pub(super) fn retention_is_computable(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        let retention = &item.retention;
        let message = match (retention.period, &retention.column) {
            (RetentionPeriod::WhileAccount, Some(_)) => {
                Some("'while_account' counts from no column; remove 'column'".to_owned())
            }
            (RetentionPeriod::WhileAccount, None) if retention.after != RetentionStart::Closed => {
                Some("'while_account' ends when the account is closed; set after = \"closed\"".to_owned())
            }
            (RetentionPeriod::Fixed(_), None) => {
                Some("the period needs the column it counts from; add 'column'".to_owned())
            }
            (RetentionPeriod::Fixed(_), Some(column)) if item.column(column).is_none() => {
                Some(format!("'{column}' is no column of item '{}'; name the one with the time", item.id))
            }
            _ => None,
        };
        if let Some(message) = message {
            findings.report(place(item, "retention"), message);
        }
    }
}

/// Only a law makes us keep what a person wants gone, and only as long as it says.
pub(super) fn floors_rest_on_law(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        let Some(floor) = item.retention.floor.as_ref().and_then(|id| policy.legal_floor(id)) else { continue };
        let by_law = policy.purpose(&item.purpose).is_some_and(|purpose| purpose.basis == Basis::Law);
        let rests = item.erase == Erase::RestrictUntilFloor || item.subject == SubjectLink::None;
        if !by_law || !rests {
            findings.report(
                place(item, "retention"),
                format!("item '{}' has a legal floor; its purpose has to rest on law and its erase has to be \"restrict_until_floor\"", item.id),
            );
        }
        let RetentionPeriod::Fixed(period) = item.retention.period else {
            findings.report(
                place(item, "retention"),
                format!("item '{}' has a legal floor but no term; give it one", item.id),
            );
            continue;
        };
        if period.approximate_seconds() != floor.period.approximate_seconds() {
            findings.report(
                place(item, "retention"),
                format!(
                    "item '{}' stays {period}, its floor is {}; what is kept for a law goes when the law allows",
                    item.id, floor.period
                ),
            );
        }
    }
}

/// What is kept for a law alone rests: no name, no use, a reason, an end.
pub(super) fn restricted_rows_can_rest(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in policy.items.iter().filter(|item| item.erase == Erase::RestrictUntilFloor) {
        for column in [DIGEST_COLUMN, RESTRICTED_COLUMN] {
            if item.column(column).is_none() {
                findings.report(
                    place(item, "erase"),
                    format!("item '{}' is restricted on erasure; give its table the column '{column}'", item.id),
                );
            }
        }
        if item.retention.floor.is_none() {
            findings.report(
                place(item, "erase"),
                format!("item '{}' is restricted on erasure without a legal floor; name the law or delete", item.id),
            );
        }
        if item.why_kept.is_none() {
            findings.report(
                place(item, "erase"),
                format!("item '{}' outlives erasure; tell the listener why in 'why_kept'", item.id),
            );
        }
    }
}

/// Anonymous means that nothing in the row leads back.
pub(super) fn anonymised_rows_lose_their_subject(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        let anonymises = item.erase == Erase::Anonymise;
        if !anonymises && !item.anonymise.is_empty() {
            findings.report(place(item, "anonymise"), "'anonymise' needs erase = \"anonymise\"; remove one".to_owned());
        }
        let subject = item.subject_column();
        if anonymises && !subject.is_some_and(|subject| item.anonymise.iter().any(|name| name == subject)) {
            findings.report(
                place(item, "anonymise"),
                format!("item '{}' is anonymised; list its subject column in 'anonymise'", item.id),
            );
        }
        for name in item.anonymise.iter().filter(|name| item.column(name).is_none()) {
            findings.report(
                place(item, "anonymise"),
                format!("'{name}' in 'anonymise' is no column of item '{}'", item.id),
            );
        }
    }
}

/// An edition keeps a part of what the whole policy keeps, never more.
pub(super) fn editions_are_known(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        for edition in item.editions.iter().filter(|edition| !policy.editions.contains(edition)) {
            let hint = crate::diagnostic::suggestion(edition, policy.editions.iter().map(String::as_str));
            findings.report(
                place(item, &format!("editions.{edition}")),
                format!("edition '{edition}' is not declared{hint}"),
            );
        }
    }
}

/// A table is personal or it is not.
pub(super) fn tables_are_declared_once(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (at, table) in policy.not_personal.iter().enumerate() {
        let twice = policy.not_personal[..at].iter().any(|other| other.name == table.name);
        if twice || policy.item_of_table(&table.name).is_some() {
            findings.report(
                format!("not_personal.{}", table.name),
                format!("table '{}' is declared elsewhere already; keep one declaration", table.name),
            );
        }
        if table.reason.trim().is_empty() {
            findings.report(
                format!("not_personal.{}.reason", table.name),
                format!("table '{}' gives no reason; say why nothing in it is about a person", table.name),
            );
        }
    }
}
