//! Who receives, what a device is asked, and what stays in the browser.

use super::{ChangeKind, Changes, plain};
use crate::model::{BrowserEntry, CompiledPolicy, Permission, Recipient};

pub(super) fn compare(changes: &mut Changes, before: &CompiledPolicy, after: &CompiledPolicy) {
    for recipient in &after.recipients {
        match before.recipient(&recipient.id) {
            None => {
                changes.add(ChangeKind::RecipientAdded, &recipient.id, &recipient.title, Some(&recipient.purpose));
            }
            Some(past) => compare_recipient(changes, past, recipient),
        }
    }
    for recipient in before.recipients.iter().filter(|recipient| after.recipient(&recipient.id).is_none()) {
        changes.add(ChangeKind::RecipientRemoved, &recipient.id, &recipient.title, Some(&recipient.purpose));
    }
    for permission in &after.permissions {
        match before.permission(&permission.id) {
            None if permission.functions.is_empty() => {}
            None => {
                changes.add(ChangeKind::PermissionAdded, &permission.id, &permission.title, None);
            }
            Some(past) => compare_permission(changes, past, permission),
        }
    }
    for region in after.storage_regions.iter().filter(|region| !before.storage_regions.contains(region)) {
        changes.add(ChangeKind::StorageRegionAdded, region, &plain(region), None);
    }
    for region in before.storage_regions.iter().filter(|region| !after.storage_regions.contains(region)) {
        changes.add(ChangeKind::StorageRegionRemoved, region, &plain(region), None);
    }
    browser(changes, ChangeKind::CookieAdded, &before.cookies, &after.cookies);
    browser(changes, ChangeKind::StorageKeyAdded, &before.storage_keys, &after.storage_keys);
    for field in &after.log_fields {
        if !before.log_fields.iter().any(|past| past.name == field.name) {
            changes.add(ChangeKind::LogFieldAdded, &field.name, &field.title, None).after = Some(field.why.clone());
        }
    }
    for surface in after.surfaces.iter().filter(|surface| surface.active) {
        if !before.surfaces.iter().any(|past| past.id == surface.id && past.active) {
            changes.add(ChangeKind::SurfaceActivated, &surface.id, &surface.title, surface.purpose.as_deref());
        }
    }
}

fn compare_recipient(changes: &mut Changes, past: &Recipient, recipient: &Recipient) {
    let purpose = Some(recipient.purpose.as_str());
    for field in &recipient.fields {
        if !past.fields.iter().any(|was| was.id == field.id && was.source == field.source) {
            let subject = format!("{}.{}", recipient.id, field.id);
            changes.add(ChangeKind::RecipientFieldAdded, subject, &field.title, purpose);
        }
    }
    for field in past.fields.iter().filter(|was| !recipient.fields.iter().any(|field| field.id == was.id)) {
        let subject = format!("{}.{}", recipient.id, field.id);
        changes.add(ChangeKind::RecipientFieldRemoved, subject, &field.title, purpose);
    }
    if past.country != recipient.country {
        changes
            .add(ChangeKind::CountryChanged, &recipient.id, &recipient.title, purpose)
            .with(plain(&past.country), plain(&recipient.country));
    }
    if past.class != recipient.class {
        changes.add(ChangeKind::RecipientClassChanged, &recipient.id, &recipient.title, purpose);
    }
    if past.purpose != recipient.purpose {
        changes.add(ChangeKind::RecipientPurposeChanged, &recipient.id, &recipient.title, purpose);
    }
    match (&past.minors, &recipient.minors) {
        (None, Some(_)) => {
            changes.add(ChangeKind::RecipientMinorsAdded, &recipient.id, &recipient.title, purpose);
        }
        (Some(_), None) => {
            changes.add(ChangeKind::RecipientMinorsRemoved, &recipient.id, &recipient.title, purpose);
        }
        _ => {}
    }
}

fn compare_permission(changes: &mut Changes, past: &Permission, permission: &Permission) {
    for function in permission.functions.iter().filter(|function| !past.functions.contains(function)) {
        let subject = format!("{}.{function}", permission.id);
        changes.add(ChangeKind::PermissionFunctionAdded, subject, &permission.title, None);
    }
    for function in past.functions.iter().filter(|function| !permission.functions.contains(function)) {
        let subject = format!("{}.{function}", permission.id);
        changes.add(ChangeKind::PermissionFunctionRemoved, subject, &permission.title, None);
    }
}

fn browser(changes: &mut Changes, added: ChangeKind, before: &[BrowserEntry], after: &[BrowserEntry]) {
    // Without a maximum age an entry stays until the listener clears it, longer than any period, or until the tab goes.
    let length = |entry: &BrowserEntry| match entry.max_age {
        Some(period) => period.approximate_seconds(),
        None if entry.until_tab_closed => 0,
        None => u64::MAX,
    };
    for entry in after {
        match before.iter().find(|past| past.name == entry.name) {
            None => {
                changes.add(added, &entry.name, &entry.title, None).after = Some(entry.purpose.clone());
            }
            Some(past) if length(entry) > length(past) => {
                changes.add(ChangeKind::BrowserEntryLonger, &entry.name, &entry.title, None);
            }
            Some(_) => {}
        }
    }
}
