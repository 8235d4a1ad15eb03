//! What purposes and recipients have in common, so that code can be generic over them.

use crate::generated::{FunctionId, PurposeId, RecipientId};
use policy_lang::Basis;

/// A purpose of the policy, as a type.
///
/// The types are uninhabited: a purpose is only ever named, as in `Grant<'_, PlayHistory>`.
pub trait Purpose: Send + Sync + 'static {
    /// Identifier in the policy.
    const ID: &'static str;
    /// Number that grants of this purpose carry, 1..=255.
    const NO: u8;
    /// Legal basis.
    const BASIS: Basis;
    /// The same purpose as a value.
    const PURPOSE: PurposeId;
    /// Function that the purpose serves.
    const FUNCTION: FunctionId;
}

/// A purpose that needs the subject's consent; only these have grants.
pub trait ConsentPurpose: Purpose {}

/// A purpose that rests on the contract, on security or on the law, and so needs no consent.
///
/// Which purposes these are is decided by the policy alone.
pub trait ServicePurpose: Purpose {}

/// A recipient of the policy, as a type.
pub trait Recipient: Send + Sync + 'static {
    /// Identifier in the policy.
    const ID: &'static str;
    /// The same recipient as a value.
    const RECIPIENT: RecipientId;
    /// The one purpose for which it receives anything.
    type Purpose: Purpose;
    /// The closed list of what it may receive.
    type Field: RecipientField;
}

/// One thing that a recipient may receive.
pub trait RecipientField: Copy + Eq + Send + Sync + 'static {
    /// Identifier in the policy.
    fn id(self) -> &'static str;
}

#[cfg(test)]
mod tests {
    #[test]
    fn exactly_the_purposes_without_consent_are_service_purposes() {
        let without_consent = |purpose: &&crate::PurposeId| !purpose.basis().needs_grant();
        let mut declared: Vec<String> = crate::PurposeId::ALL
            .iter()
            .filter(without_consent)
            .map(|purpose| format!("impl ServicePurpose for {purpose:?} {{}}"))
            .collect();
        let code = include_str!("generated.rs");
        let mut here: Vec<&str> = code.lines().filter(|line| line.starts_with("impl ServicePurpose for ")).collect();
        declared.sort_unstable();
        here.sort_unstable();
        assert_eq!(here, declared);
    }
}
