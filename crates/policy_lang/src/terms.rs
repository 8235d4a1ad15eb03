//! What a person who agreed to an earlier version keeps while a later one is in force (promise P-170).
//!
//! A later version may widen what the service does. It binds whoever agreed to it; for everybody else the rights of the
//! version they agreed to stand beside it, and the better of both holds: [`as_held`].
//! What a consent was given for is another question: where that was widened, the consent rests until it is given for
//! what is asked now: [`widened_purposes`].

use std::collections::BTreeSet;

use crate::diff::{self, ChangeKind};
use crate::model::{CompiledPolicy, Item, SubjectLink};

/// The version in force with the rights of whoever agreed to the one before: what they could see, export, correct and
/// erase they still can, as thoroughly, and nothing stays longer.
///
/// A law is stronger than both: an item that a legal floor keeps stays as the version in force says.
#[must_use]
pub fn as_held(before: &CompiledPolicy, after: &CompiledPolicy) -> CompiledPolicy {
    let mut held = after.clone();
    for item in &mut held.items {
        if let Some(past) = before.item(&item.id) {
            keep_rights(past, item);
            if item.retention.floor.is_none() {
                keep_terms(past, item);
            }
        }
    }
    held
}

fn keep_rights(past: &Item, item: &mut Item) {
    item.export |= past.export;
    for column in &mut item.columns {
        if let Some(was) = past.column(&column.name) {
            column.correctable |= was.correctable;
            column.secret &= was.secret;
        }
    }
}

fn keep_terms(past: &Item, item: &mut Item) {
    if past.erase.thoroughness() > item.erase.thoroughness() {
        item.erase = past.erase;
        item.anonymise.clone_from(&past.anonymise);
    }
    let counts_here = |column: &String| item.column(column).is_some();
    if diff::is_longer(&past.retention, &item.retention) && past.retention.column.as_ref().is_none_or(counts_here) {
        item.retention = past.retention.clone();
    }
}

/// The purposes of which `after` makes more than `before` did: what was agreed to is less than what is asked now.
///
/// Losing a right and staying longer are not among them where that is all: those who agreed before keep both.
#[must_use]
pub fn widened_purposes(before: &CompiledPolicy, after: &CompiledPolicy) -> BTreeSet<String> {
    let kept = |kind: ChangeKind| matches!(kind, ChangeKind::RightLost | ChangeKind::RetentionLonger);
    let widened = diff::diff(before, after).into_iter().filter(|change| change.widening && !kept(change.kind));
    let mut purposes: BTreeSet<String> = BTreeSet::new();
    for change in widened {
        match change.kind {
            // What a device may be asked for belongs to the purposes of the function that asks.
            ChangeKind::PermissionAdded | ChangeKind::PermissionFunctionAdded => {
                let asking = asking_functions(after, &change.subject);
                let of_these = after.purposes.iter().filter(|purpose| asking.contains(purpose.function.as_str()));
                purposes.extend(of_these.map(|purpose| purpose.id.clone()));
            }
            _ => purposes.extend(change.purpose),
        }
    }
    purposes
}

/// The functions that a change of permissions is about: `camera.history` of one, `camera` of all that use it.
fn asking_functions<'a>(after: &'a CompiledPolicy, subject: &str) -> BTreeSet<&'a str> {
    let (permission, function) = subject.split_once('.').map_or((subject, None), |(one, of)| (one, Some(of)));
    let declared = after.permission(permission).into_iter().flat_map(|one| &one.functions);
    declared.map(String::as_str).filter(|one| function.is_none_or(|function| function == *one)).collect()
}

/// The condition, in SQL, that a row of an item belongs to nobody who agreed to any of these later versions.
///
/// What is kept by consent goes by the version that the consent was given under, everything else by the versions that
/// its person accepted. A row that names nobody belongs to nobody who agreed.
#[must_use]
pub fn belongs_to_earlier(policy: &CompiledPolicy, item: &Item, later: &[&str]) -> Option<String> {
    let table = &item.table;
    let subject = match &item.subject {
        SubjectLink::None => return None,
        SubjectLink::Column { column } => format!("{table}.{column}"),
        SubjectLink::Through { column, item: other, key } => {
            let other = policy.item(other)?;
            let subject = other.subject_column()?;
            format!("(SELECT owners.{subject} FROM {} owners WHERE owners.{key} = {table}.{column})", other.table)
        }
    };
    let purpose = policy.purpose(&item.purpose)?;
    let versions = later.iter().map(|version| format!("'{version}'")).collect::<Vec<_>>().join(", ");
    let agreed = if purpose.basis.needs_grant() {
        format!("grants agreed WHERE agreed.purpose_no = {} AND agreed.policy_version IN ({versions})", purpose.no)
    } else {
        format!("policy_acceptances agreed WHERE agreed.version IN ({versions})")
    };
    Some(format!("NOT EXISTS (SELECT 1 FROM {agreed} AND agreed.subject_id = {subject})"))
}
