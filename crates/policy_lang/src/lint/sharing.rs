//! Rules about recipients and permissions: what may leave, and what may be asked of a device.

use super::Findings;
use crate::model::{Basis, FunctionKind, RecipientClass, Root};

/// Categories that an affiliate may receive at most.
const AFFILIATE_CATEGORIES: &[&str] = &["network_identity", "contact", "usage", "social", "trade"];

/// A request is built from declared fields, so each has to come from somewhere and be sendable.
pub(super) fn fields_have_a_source(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for recipient in &policy.recipients {
        if recipient.fields.is_empty() {
            findings.report(
                format!("recipients.{}", recipient.id),
                format!("recipient '{}' receives no field; declare what it receives or remove it", recipient.id),
            );
        }
        for field in &recipient.fields {
            let Some(source) = &field.source else { continue };
            let column = source.split_once('.').and_then(|(item, column)| policy.item(item)?.column(column));
            let place = format!("recipients.{}.fields.{}.source", recipient.id, field.id);
            match column {
                None => {
                    findings.report(place, format!("'{source}' is no item and column of the policy; write item.column"))
                }
                Some(column) if column.secret => {
                    findings.report(place, format!("'{source}' is secret and leaves for nobody; send something else"));
                }
                Some(column) if column.category != field.category => findings.report(
                    place,
                    format!(
                        "'{source}' has category '{}', the field says '{}'; make them the same",
                        column.category, field.category
                    ),
                ),
                Some(_) => {}
            }
        }
    }
}

/// Belonging to the same group is no reason to receive everything (PIPL 23).
pub(super) fn affiliates_get_a_closed_list(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for recipient in policy.recipients.iter().filter(|recipient| recipient.class == RecipientClass::Affiliate) {
        if policy.purpose(&recipient.purpose).is_none_or(|purpose| purpose.basis != Basis::SeparateConsent) {
            findings.report(
                format!("recipients.{}.purpose", recipient.id),
                format!("affiliate '{}' needs a purpose on separate consent; name one", recipient.id),
            );
        }
        for field in recipient.fields.iter().filter(|field| !AFFILIATE_CATEGORIES.contains(&field.category.as_str())) {
            findings.report(
                format!("recipients.{}.fields.{}", recipient.id, field.id),
                format!("affiliates may receive {} only; remove '{}'", AFFILIATE_CATEGORIES.join(", "), field.id),
            );
        }
    }
}

/// Nothing leaves the country without separate consent (PIPL 39).
pub(super) fn foreign_recipients(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for recipient in policy.recipients.iter().filter(|recipient| recipient.country != "CN") {
        let separate =
            policy.purpose(&recipient.purpose).is_some_and(|purpose| purpose.basis == Basis::SeparateConsent);
        if !separate {
            findings.report(
                format!("recipients.{}.country", recipient.id),
                format!(
                    "recipient '{}' is in '{}'; leaving the country needs a purpose on separate consent",
                    recipient.id, recipient.country
                ),
            );
        }
    }
}

/// Agreement and security check come before the first sending, so the operator switches a recipient on.
pub(super) fn start_disabled(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for recipient in &policy.recipients {
        if recipient.enabled_by_default {
            findings.report(
                format!("recipients.{}.enabled_by_default", recipient.id),
                format!(
                    "recipient '{}' would receive before agreement and check are recorded; remove enabled_by_default",
                    recipient.id
                ),
            );
        }
        if recipient.configuration.trim().is_empty() {
            findings.report(
                format!("recipients.{}.configuration", recipient.id),
                format!(
                    "recipient '{}' has no configuration key for agreement, check and hosts; name one",
                    recipient.id
                ),
            );
        }
    }
}

/// Something about a minor leaves because the service they asked for, their safety or a law needs it, and for no other
/// reason: what rests on a choice, and what improves the service, can wait until they are of age.
pub(super) fn minors_by_need(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for recipient in policy.recipients.iter().filter(|recipient| recipient.minors.is_some()) {
        let is_needed = policy
            .purpose(&recipient.purpose)
            .is_some_and(|purpose| !purpose.basis.needs_grant() && purpose.root != Root::Improve);
        if !is_needed {
            findings.report(
                format!("recipients.{}.minors", recipient.id),
                format!(
                    "recipient '{}' would receive something about minors by choice or to improve the service; remove minors",
                    recipient.id
                ),
            );
        }
    }
}

/// Basic functions work with every permission refused.
pub(super) fn permissions_serve_extended_functions(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for permission in &policy.permissions {
        for id in &permission.functions {
            if policy.function(id).is_some_and(|function| function.kind == FunctionKind::Basic) {
                findings.report(
                    format!("permissions.{}.functions.{id}", permission.id),
                    format!(
                        "basic function '{id}' works without any permission; give '{}' to an extended function",
                        permission.id
                    ),
                );
            }
        }
    }
}
