//! Which role works for which purpose: the one table of it.

use http_api::{Role, SignedIn};
use policy::{Purpose, PurposeId};

use crate::error::Error;

/// Who may open other people's data for what.
/// A purpose that is not here is nobody's business; the gate of crate `qingyin` compares the routes with it.
const TABLE: &[(Role, &[PurposeId])] = &[
    (Role::Operator, &[PurposeId::Operation, PurposeId::StaffAccess]),
    (
        Role::PrivacyOfficer,
        &[
            PurposeId::RightsRequest,
            PurposeId::StaffAccess,
            PurposeId::IncidentNotice,
            PurposeId::LegalDemand,
            PurposeId::Transfer,
        ],
    ),
];

/// Whether a role works for a purpose.
#[must_use]
pub fn may(role: Role, purpose: PurposeId) -> bool {
    TABLE.iter().any(|(of, purposes)| *of == role && purposes.contains(&purpose))
}

/// Lets only those go on whose role works for the purpose.
///
/// # Errors
/// [`Error::NotInRole`].
pub fn require<P: Purpose>(staff: &SignedIn) -> Result<(), Error> {
    for_purpose(&staff.roles, P::PURPOSE).map(drop).ok_or(Error::NotInRole)
}

/// The role under which somebody works for a purpose.
pub(crate) fn for_purpose(roles: &[Role], purpose: PurposeId) -> Option<Role> {
    roles.iter().copied().find(|role| may(*role, purpose))
}

/// A role's word in the log.
pub(crate) const fn word(role: Role) -> &'static str {
    match role {
        Role::Listener => "listener",
        Role::Operator => "operator",
        Role::PrivacyOfficer => "privacy_officer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_works_for_its_purposes_and_no_other() {
        assert!(may(Role::PrivacyOfficer, PurposeId::RightsRequest) && may(Role::Operator, PurposeId::Operation));
        assert!(!may(Role::Operator, PurposeId::RightsRequest) && !may(Role::PrivacyOfficer, PurposeId::Operation));
        for &purpose in PurposeId::ALL {
            assert!(!may(Role::Listener, purpose), "{}", purpose.id());
            assert!(!may(Role::Operator, purpose) || !purpose.basis().needs_grant(), "{}", purpose.id());
        }
    }
}
