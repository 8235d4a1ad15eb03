//! Leave to touch one person's data for one purpose.

use std::fmt;
use std::marker::PhantomData;

use ids::SubjectId;
use policy::Purpose;

/// A purpose that rests on the contract, on security or on the law, and so needs no consent.
///
/// Which purposes these are is decided by the policy alone.
pub trait ServicePurpose: Purpose {}

macro_rules! service_purposes {
    ($($purpose:ident),* $(,)?) => {
        $(impl ServicePurpose for policy::$purpose {})*

        #[cfg(test)]
        const SERVICE_PURPOSES: &[(&str, policy::Basis)] =
            &[$((<policy::$purpose as Purpose>::ID, <policy::$purpose as Purpose>::BASIS)),*];
    };
}
service_purposes!(
    Account,
    SignInVerification,
    AccountSecurity,
    ConsentRecord,
    SharingRecord,
    ErasureRecord,
    Operation,
    Favourites,
    Playlists,
    AppAccess,
);

/// Leave to read or write one person's data for purpose `P`.
///
/// It names the person and the purpose and nothing else; a function that takes it says with its type
/// what it touches personal data for, and a reader can search for every place that makes one.
pub struct Permit<P> {
    subject: SubjectId,
    purpose: PhantomData<fn() -> P>,
}

impl<P: ServicePurpose> Permit<P> {
    /// Leave on the ground of the service itself: what the person asked for, keeping accounts safe, or a law.
    #[must_use]
    pub fn of_service(subject: SubjectId) -> Self {
        Self { subject, purpose: PhantomData }
    }
}

impl<P: Purpose> Permit<P> {
    /// Leave on the ground of a live grant; only [`crate::Grant`] calls this.
    pub(crate) fn of_grant(subject: SubjectId) -> Self {
        Self { subject, purpose: PhantomData }
    }

    /// Whose data.
    #[must_use]
    pub fn subject(&self) -> SubjectId {
        self.subject
    }
}

impl<P: Purpose> fmt::Debug for Permit<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permit<{}>", P::ID)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_purposes_without_consent_are_service_purposes() {
        let mut declared: Vec<&str> = policy::current()
            .purposes
            .iter()
            .filter(|purpose| !purpose.basis.needs_grant())
            .map(|purpose| purpose.id.as_str())
            .collect();
        let mut here: Vec<&str> = SERVICE_PURPOSES.iter().map(|(id, _)| *id).collect();
        declared.sort_unstable();
        here.sort_unstable();
        assert_eq!(here, declared);
        assert!(SERVICE_PURPOSES.iter().all(|(_, basis)| !basis.needs_grant()));
    }
}
