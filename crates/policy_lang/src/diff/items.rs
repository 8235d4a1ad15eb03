//! What is kept: items, columns, terms and rights.

use super::{ChangeKind, Changes};
use crate::model::{CompiledPolicy, Item, Language, LocalText, Retention, RetentionPeriod, RetentionStart};
use crate::words::retention_text;

pub(super) fn compare(changes: &mut Changes, before: &CompiledPolicy, after: &CompiledPolicy) {
    for item in &after.items {
        match before.item(&item.id) {
            None => {
                changes.add(ChangeKind::ItemAdded, &item.id, &item.title, Some(&item.purpose));
            }
            Some(past) => {
                compare_columns(changes, past, item);
                compare_rights(changes, past, item);
                compare_terms(changes, (before, past), (after, item));
                compare_use(changes, past, item);
            }
        }
    }
    for item in before.items.iter().filter(|item| after.item(&item.id).is_none()) {
        changes.add(ChangeKind::ItemRemoved, &item.id, &item.title, Some(&item.purpose));
    }
}

fn compare_use(changes: &mut Changes, past: &Item, item: &Item) {
    let purpose = Some(item.purpose.as_str());
    if past.purpose != item.purpose {
        changes.add(ChangeKind::ItemPurposeChanged, &item.id, &item.title, purpose);
    }
    if item.required && !past.required {
        changes.add(ChangeKind::ItemRequired, &item.id, &item.title, purpose);
    }
    for edition in item.editions.iter().filter(|edition| !past.editions.contains(edition)) {
        changes.add(ChangeKind::EditionAdded, format!("{}.{edition}", item.id), &item.title, purpose);
    }
}

fn compare_columns(changes: &mut Changes, past: &Item, item: &Item) {
    let purpose = Some(item.purpose.as_str());
    for column in &item.columns {
        let subject = format!("{}.{}", item.id, column.name);
        let Some(was) = past.column(&column.name) else {
            changes.add(ChangeKind::ColumnAdded, subject, &column.title, purpose);
            continue;
        };
        if was.category != column.category {
            changes.add(ChangeKind::CategoryChanged, subject.clone(), &column.title, purpose);
        }
        if was.sealed != column.sealed {
            let kind = if column.sealed { ChangeKind::SealGained } else { ChangeKind::SealLost };
            changes.add(kind, subject.clone(), &column.title, purpose);
        }
        let (could, can) = (was.correctable, column.correctable);
        let (saw, sees) = (!was.secret, !column.secret);
        if (could && !can) || (saw && !sees) {
            changes.add(ChangeKind::RightLost, subject.clone(), &column.title, purpose);
        }
        if (!could && can) || (!saw && sees) {
            changes.add(ChangeKind::RightGained, subject, &column.title, purpose);
        }
    }
    for column in past.columns.iter().filter(|column| item.column(&column.name).is_none()) {
        changes.add(ChangeKind::ColumnRemoved, format!("{}.{}", item.id, column.name), &column.title, purpose);
    }
}

fn compare_rights(changes: &mut Changes, past: &Item, item: &Item) {
    let purpose = Some(item.purpose.as_str());
    let mut right = |subject: &str, before: bool, after: bool| {
        if before != after {
            let kind = if before { ChangeKind::RightLost } else { ChangeKind::RightGained };
            changes.add(kind, format!("{}.{subject}", item.id), &item.title, purpose);
        }
    };
    right("export", past.export, item.export);
    right(
        "erase",
        past.erase.thoroughness() > item.erase.thoroughness(),
        past.erase.thoroughness() < item.erase.thoroughness(),
    );
}

fn compare_terms(changes: &mut Changes, before: (&CompiledPolicy, &Item), after: (&CompiledPolicy, &Item)) {
    let (past, item) = (before.1, after.1);
    let purpose = Some(item.purpose.as_str());
    let kind = if is_longer(&past.retention, &item.retention) {
        Some(ChangeKind::RetentionLonger)
    } else if is_longer(&item.retention, &past.retention) {
        Some(ChangeKind::RetentionShorter)
    } else {
        None
    };
    if let Some(kind) = kind {
        changes.add(kind, &item.id, &item.title, purpose).with(words(before), words(after));
    }
    if past.retention.floor != item.retention.floor {
        let kind = if item.retention.floor.is_some() { ChangeKind::FloorAdded } else { ChangeKind::FloorRemoved };
        changes.add(kind, &item.id, &item.title, purpose).with(words(before), words(after));
    }
}

/// Whether rows may stay longer under `after` in any case: by a later start or by a longer period.
pub(crate) fn is_longer(before: &Retention, after: &Retention) -> bool {
    let (start_before, length_before) = extent(before);
    let (start_after, length_after) = extent(after);
    // Under `while_account` a row goes with the account, whatever the length of the new term.
    start_after > start_before || (start_before != 2 && length_after > length_before)
}

/// When the term starts, the later the larger, and its length in seconds.
fn extent(retention: &Retention) -> (u8, u64) {
    match (retention.period, retention.after) {
        (RetentionPeriod::WhileAccount, _) => (2, 0),
        (RetentionPeriod::Fixed(period), RetentionStart::Closed) => (3, period.approximate_seconds()),
        (RetentionPeriod::Fixed(period), RetentionStart::Updated) => (1, period.approximate_seconds()),
        (RetentionPeriod::Fixed(period), RetentionStart::Created | RetentionStart::Expires) => {
            (0, period.approximate_seconds())
        }
    }
}

fn words((policy, item): (&CompiledPolicy, &Item)) -> LocalText {
    LocalText { zh: retention_text(policy, item, Language::ZhCn), en: retention_text(policy, item, Language::En) }
}
