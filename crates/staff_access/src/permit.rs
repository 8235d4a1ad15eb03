//! Leave for somebody of the staff to see one person's data, once it is noted.

use std::fmt;

use consent::Permit;
use ids::SubjectId;
use policy::{Purpose, ServicePurpose};

/// Leave to see one person's data for purpose `P`, which the log knows of already.
///
/// Only [`crate::StaffAccess`] makes one, when it opens something, and it is used up where it is shown.
pub struct StaffPermit<P> {
    permit: Permit<P>,
    item: &'static str,
    number: i64,
}

impl<P: ServicePurpose> StaffPermit<P> {
    pub(crate) fn new(subject: SubjectId, item: &'static str, number: i64) -> Self {
        Self { permit: Permit::of_service(subject), item, number }
    }
}

impl<P: Purpose> StaffPermit<P> {
    /// As [`StaffPermit::new`], on the ground of what the person agreed to.
    pub(crate) fn agreed(permit: Permit<P>, item: &'static str, number: i64) -> Self {
        Self { permit, item, number }
    }

    /// Gives back the leave on which it rests, for the next item.
    #[must_use]
    pub fn into_permit(self) -> Permit<P> {
        self.permit
    }

    /// Whose data it opens.
    #[must_use]
    pub fn subject(&self) -> SubjectId {
        self.permit.subject()
    }

    /// Which item of the policy it opens, as the log has it.
    #[must_use]
    pub fn item(&self) -> &'static str {
        self.item
    }

    /// The permit with which the vault opens what is sealed.
    #[must_use]
    pub fn permit(&self) -> &Permit<P> {
        &self.permit
    }

    /// The number of the entry in the log.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.number
    }
}

impl<P: Purpose> fmt::Debug for StaffPermit<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StaffPermit<{}>({})", P::ID, self.number)
    }
}
