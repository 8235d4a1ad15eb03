//! Leave to touch one person's data for one purpose.

use std::fmt;
use std::marker::PhantomData;

use ids::SubjectId;
use policy::{Purpose, ServicePurpose};

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
