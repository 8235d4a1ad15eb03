//! What was kept under a consent, to be shown to its person and removed by them.

use std::fmt;

use db::Tx;
use ids::SubjectId;
use policy::Purpose;

use crate::grant::Grant;
use crate::permit::Permit;

mod sealed {
    pub trait Sealed {}
    impl<P: policy::Purpose> Sealed for crate::Grant<P> {}
    impl<P: policy::Purpose> Sealed for super::Kept<P> {}
}

/// A transaction in which what was kept for purpose `P` may be shown to its person and removed by them:
/// a [`Grant`], or what is [`Kept`] while the consent rests.
pub trait Holding<P: Purpose>: sealed::Sealed {
    /// Whose it is.
    fn subject(&self) -> SubjectId;
    /// Leave to read it.
    fn permit(&self) -> &Permit<P>;
    /// The transaction.
    fn tx(&mut self) -> &mut Tx;
}

/// What one person let be kept for purpose `P`, whether the consent rests or not.
///
/// It has no number for a new row to name, so nothing can be recorded by it.
pub struct Kept<P: Purpose> {
    tx: Tx,
    permit: Permit<P>,
}

impl<P: Purpose> Kept<P> {
    pub(crate) fn new(tx: Tx, subject: SubjectId) -> Self {
        Self { tx, permit: Permit::of_grant(subject) }
    }

    /// Keeps what was removed removed.
    ///
    /// # Errors
    /// The database's; then nothing was removed.
    pub async fn commit(self) -> db::Result<()> {
        self.tx.commit().await
    }
}

impl<P: Purpose> Holding<P> for Kept<P> {
    fn subject(&self) -> SubjectId {
        self.permit.subject()
    }

    fn permit(&self) -> &Permit<P> {
        &self.permit
    }

    fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

impl<P: Purpose> Holding<P> for Grant<P> {
    fn subject(&self) -> SubjectId {
        Self::subject(self)
    }

    fn permit(&self) -> &Permit<P> {
        Self::permit(self)
    }

    fn tx(&mut self) -> &mut Tx {
        Self::tx(self)
    }
}

impl<P: Purpose> fmt::Debug for Kept<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept<{}>", P::ID)
    }
}
