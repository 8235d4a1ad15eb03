//! Functions, purposes and exemptions.

use super::{ChangeKind, Changes};
use crate::model::{Basis, CompiledPolicy, FunctionKind, Language, LocalText, OnSignal, Purpose};
use crate::words::basis_title;

pub(super) fn compare(changes: &mut Changes, before: &CompiledPolicy, after: &CompiledPolicy) {
    for function in before.functions.iter().filter(|function| function.kind == FunctionKind::Basic) {
        if !after.function(&function.id).is_some_and(|now| now.kind == FunctionKind::Basic) {
            changes.add(ChangeKind::BasicFunctionLost, &function.id, &function.title, None);
        }
    }
    for purpose in &after.purposes {
        match before.purpose(&purpose.id) {
            None => {
                changes.add(ChangeKind::PurposeAdded, &purpose.id, &purpose.title, Some(&purpose.id)).after =
                    Some(purpose.notice.clone());
            }
            Some(past) => compare_purpose(changes, past, purpose),
        }
    }
    for purpose in before.purposes.iter().filter(|purpose| after.purpose(&purpose.id).is_none()) {
        changes.add(ChangeKind::PurposeRemoved, &purpose.id, &purpose.title, Some(&purpose.id));
    }
    for exemption in after.exemptions.iter().filter(|exemption| before.exemption(&exemption.code).is_none()) {
        changes.add(ChangeKind::ExemptionAdded, &exemption.code, &exemption.title, None).after =
            Some(exemption.citation.clone());
    }
}

fn compare_purpose(changes: &mut Changes, past: &Purpose, purpose: &Purpose) {
    let id = Some(purpose.id.as_str());
    if past.basis != purpose.basis {
        let stronger = agreement(purpose.basis) > agreement(past.basis);
        let kind = if stronger { ChangeKind::PurposeBasisStrengthened } else { ChangeKind::PurposeBasisWeakened };
        changes.add(kind, &purpose.id, &purpose.title, id).with(basis(past.basis), basis(purpose.basis));
    }
    for item in purpose.reads.iter().filter(|item| !past.reads.contains(item)) {
        changes.add(ChangeKind::PurposeReadsAdded, format!("{}.{item}", purpose.id), &purpose.title, id);
    }
    if purpose.ask_again_after_days < past.ask_again_after_days {
        let days = |days: u32| LocalText { zh: format!("{days} 天"), en: format!("{days} days") };
        changes
            .add(ChangeKind::AskedAgainSooner, &purpose.id, &purpose.title, id)
            .with(days(past.ask_again_after_days), days(purpose.ask_again_after_days));
    }
    if past.on_signal != purpose.on_signal {
        let heeds = purpose.on_signal == Some(OnSignal::Rests);
        let kind = if heeds { ChangeKind::SignalHeeded } else { ChangeKind::SignalIgnored };
        changes.add(kind, &purpose.id, &purpose.title, id);
    }
    if past.notice != purpose.notice {
        changes
            .add(ChangeKind::NoticeChanged, &purpose.id, &purpose.title, id)
            .with(past.notice.clone(), purpose.notice.clone());
    }
}

/// How much agreement a basis asks for.
///
/// Grounds without agreement are equal, and moving from one to another counts as weaker:
/// the listener was told a different reason.
fn agreement(basis: Basis) -> u8 {
    match basis {
        Basis::SeparateConsent => 2,
        Basis::Consent => 1,
        Basis::Contract | Basis::Law | Basis::Security => 0,
    }
}

fn basis(basis: Basis) -> LocalText {
    LocalText { zh: basis_title(basis, Language::ZhCn).to_owned(), en: basis_title(basis, Language::En).to_owned() }
}
