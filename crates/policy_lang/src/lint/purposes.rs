//! Rules about functions and purposes.

use super::Findings;
use crate::model::{Basis, FunctionKind, OnSignal, Root, UsageKind};

/// Whoever only browses, searches and plays gives nothing: a basic function owns no item, purpose or recipient.
pub(super) fn basic_functions_own_nothing(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let is_basic = |id: &str| policy.function(id).is_some_and(|function| function.kind == FunctionKind::Basic);
    let items = policy.items.iter().map(|one| ("items", &one.id, &one.function));
    let purposes = policy.purposes.iter().map(|one| ("purposes", &one.id, &one.function));
    let recipients = policy.recipients.iter().map(|one| ("recipients", &one.id, &one.function));
    for (list, id, function) in items.chain(purposes).chain(recipients) {
        if is_basic(function) {
            findings.report(
                format!("{list}.{id}.function"),
                format!("'{id}' belongs to the basic function '{function}', which needs no personal information; give it to an extended function"),
            );
        }
    }
}

/// Grants carry the number: a number used again would let an old consent speak for a new purpose.
pub(super) fn numbers_are_never_reused(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (at, purpose) in policy.purposes.iter().enumerate() {
        let place = format!("purposes.{}.no", purpose.id);
        if let Some(other) = policy.purposes[..at].iter().find(|other| other.no == purpose.no) {
            findings.report(
                place,
                format!(
                    "number {} is already that of purpose '{}'; take one that was never used",
                    purpose.no, other.id
                ),
            );
            continue;
        }
        for version in findings.published {
            let past = version.purposes.iter().find(|past| (past.no == purpose.no) != (past.id == purpose.id));
            if let Some(past) = past {
                findings.report(
                    place.clone(),
                    format!(
                        "version {} has purpose '{}' under number {}; a purpose keeps its number and no other may have it",
                        version.version, past.id, past.no
                    ),
                );
            }
        }
    }
}

/// Separate consent is for what can harm: an impact assessment comes first (PIPL 55).
pub(super) fn separate_consent_is_assessed(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for purpose in &policy.purposes {
        let assessed = purpose.pipia.as_ref().is_some_and(|id| !id.trim().is_empty());
        if purpose.basis == Basis::SeparateConsent && !assessed {
            findings.report(
                format!("purposes.{}", purpose.id),
                format!(
                    "purpose '{}' asks for separate consent without an impact assessment; add pipia = \"…\"",
                    purpose.id
                ),
            );
        }
    }
}

/// A purpose that owns nothing, reads nothing and sends nothing would only ask people for something.
pub(super) fn are_needed(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for purpose in &policy.purposes {
        let sends = policy.recipients.iter().any(|recipient| recipient.purpose == purpose.id);
        let owns = policy.items_of_purpose(&purpose.id).next().is_some();
        if !owns && !sends && purpose.reads.is_empty() {
            findings.report(
                format!("purposes.{}", purpose.id),
                format!(
                    "purpose '{}' has no item, reads none and serves no recipient; remove it or give it an item",
                    purpose.id
                ),
            );
        }
    }
}

/// A browser's wish not to be tracked stops whatever watches: what improves by reading about people, and what records
/// what they do while they do something else. Only what people keep by an act of their own may go on.
pub(super) fn signals_are_heeded(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for purpose in &policy.purposes {
        let watches = purpose.root == Root::Improve
            || !purpose.reads.is_empty()
            || policy.items_of_purpose(&purpose.id).any(|item| item.usage.is_some_and(UsageKind::is_observed));
        let message = match (purpose.basis.needs_grant(), purpose.on_signal) {
            (true, None) => {
                "rests on consent; say with on_signal = \"rests\" or \"own_act\" what Do Not Track does to it"
            }
            (true, Some(OnSignal::OwnAct)) if watches => {
                "watches what people do, so it has to rest when a browser asks not to be tracked"
            }
            (false, Some(_)) => "is not by choice, so a browser's signal changes nothing; remove on_signal",
            _ => continue,
        };
        findings.report(format!("purposes.{}", purpose.id), format!("purpose '{}' {message}", purpose.id));
    }
}

/// Consent for one function must not be collected under another: an item on consent belongs to its purpose's function.
pub(super) fn item_functions_agree(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for item in &policy.items {
        let Some(purpose) = policy.purpose(&item.purpose) else { continue };
        if purpose.basis.needs_grant() && purpose.function != item.function {
            findings.report(
                format!("items.{}.function", item.id),
                format!(
                    "item '{}' serves function '{}' but its consent is asked for '{}'; make them the same",
                    item.id, item.function, purpose.function
                ),
            );
        }
    }
}

/// A place that shows personalised content does so by a purpose people agreed to.
pub(super) fn surfaces_ask(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for surface in policy.surfaces.iter().filter(|surface| surface.active) {
        let purpose = surface.purpose.as_ref().and_then(|id| policy.purpose(id));
        if !purpose.is_some_and(|purpose| purpose.basis.needs_grant()) {
            findings.report(
                format!("surfaces.{}", surface.id),
                format!(
                    "surface '{}' is active without a purpose on consent; name one or set active = false",
                    surface.id
                ),
            );
        }
    }
}
