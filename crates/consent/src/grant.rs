//! A live consent, as the transaction in which it was read.

use std::marker::PhantomData;

use db::Tx;
use ids::{GrantId, SubjectId};
use policy::Purpose;

use crate::permit::Permit;

/// One person's live consent for purpose `P`, as the transaction in which it was read.
///
/// What is recorded under it goes through [`Grant::tx`] and carries [`Grant::id`];
/// nothing is kept until [`Grant::commit`], after which the grant is gone.
#[derive(Debug)]
pub struct Grant<P: Purpose> {
    tx: Tx,
    id: GrantId,
    permit: Permit<P>,
    purpose: PhantomData<fn() -> P>,
}

impl<P: Purpose> Grant<P> {
    pub(crate) fn new(tx: Tx, id: GrantId, subject: SubjectId) -> Self {
        Self { tx, id, permit: Permit::of_grant(subject), purpose: PhantomData }
    }

    /// Who agreed.
    #[must_use]
    pub fn subject(&self) -> SubjectId {
        self.permit.subject()
    }

    /// The id that a row recorded under this consent carries.
    #[must_use]
    pub fn id(&self) -> GrantId {
        self.id
    }

    /// Leave to read what was kept for this purpose.
    #[must_use]
    pub fn permit(&self) -> &Permit<P> {
        &self.permit
    }

    /// Leave that outlives the transaction, in which nothing was recorded: for what only passes through.
    ///
    /// # Errors
    /// The database's.
    pub async fn into_permit(self) -> db::Result<Permit<P>> {
        self.tx.commit().await?;
        Ok(self.permit)
    }

    /// The transaction.
    pub fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// Keeps what was recorded.
    ///
    /// # Errors
    /// The database's; then nothing was kept.
    pub async fn commit(self) -> db::Result<()> {
        self.tx.commit().await
    }
}
