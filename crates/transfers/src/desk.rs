//! What staff do with a transfer before anything is handed over: filing, approving, calling off.

use db::Tx;
use ids::{SubjectId, TransferId};
use units::{Millis, Timestamp};

use crate::error::Error;
use crate::model::{CalledOff, Counts, HAND_OVER_WITHIN, NewTransfer, Transfer, written};
use crate::{Transfers, WORDS_CHARACTERS_MAX, store};

impl Transfers {
    /// Files a transfer. It asks nobody, and opens nothing.
    ///
    /// # Errors
    /// [`Error::Field`], and the database's.
    pub async fn file(&self, officer: SubjectId, new: &NewTransfer) -> Result<Transfer, Error> {
        let now = self.now();
        let facts = new.checked(now)?;
        let id = TransferId::random(&mut rand::rng());
        let mut tx = self.0.db.begin().await?;
        store::file(&mut tx, id, &facts, &self.0.staff.digest_of(officer), now).await?;
        tx.commit().await?;
        self.transfer(id).await
    }

    /// All transfers, the latest first; at most 200.
    ///
    /// # Errors
    /// The database's.
    pub async fn transfers(&self) -> Result<Vec<Transfer>, Error> {
        let reader = self.0.db.service();
        let mut transfers = Vec::new();
        for id in store::latest(&reader).await? {
            transfers.extend(store::whole(&reader, id).await?);
        }
        Ok(transfers)
    }

    /// One transfer with everything that is on file about it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn transfer(&self, id: TransferId) -> Result<Transfer, Error> {
        store::whole(&self.0.db.service(), id).await?.ok_or(Error::NotFound)
    }

    /// How people answered so far.
    ///
    /// # Errors
    /// The database's.
    pub async fn counts(&self, id: TransferId) -> Result<Counts, Error> {
        Ok(store::counts(&self.0.db.service(), id, self.now()).await?)
    }

    /// Approves a transfer. Two people do, neither of whom filed it; the second approval announces it, and everybody's
    /// time to answer begins. None is announced while another one can be answered: a no to that one would take the consent
    /// away that a yes to this one stands on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::OwnTransfer`], [`Error::AlreadyApproved`], [`Error::CalledOff`],
    /// [`Error::AnotherIsOpen`], and the database's.
    pub async fn approve(&self, id: TransferId, officer: SubjectId) -> Result<Transfer, Error> {
        let (now, approver) = (self.now(), self.0.staff.digest_of(officer));
        let mut tx = self.0.db.begin().await?;
        store::hold_waiting(&mut tx).await?;
        let transfer = standing(&mut tx, id, now).await?;
        if transfer.filed_by_digest == approver {
            return Err(Error::OwnTransfer);
        }
        let is_again = transfer.approvals.iter().any(|approval| approval.by_digest == approver);
        if is_again || transfer.announced.is_some() {
            return Err(Error::AlreadyApproved);
        }
        store::approve(&mut tx, &transfer, &approver, now).await?;
        if transfer.approvals.len() == 1 {
            if store::is_another_open(&mut tx, id, now - HAND_OVER_WITHIN).await? {
                return Err(Error::AnotherIsOpen);
            }
            store::announce(&mut tx, id, now, now + Millis::days(transfer.answer_days)).await?;
        }
        tx.commit().await?;
        self.transfer(id).await
    }

    /// Calls a transfer off, announced or not; the words say why. What was agreed to goes at once, and a file that is being
    /// made breaks off; what was handed over before stays on file.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::CalledOff`], [`Error::Field`], and the database's.
    pub async fn call_off(&self, id: TransferId, officer: SubjectId, words: &str) -> Result<Transfer, Error> {
        let words = written("words", words, WORDS_CHARACTERS_MAX)?;
        let (now, by_digest) = (self.now(), self.0.staff.digest_of(officer));
        let mut tx = self.0.db.begin().await?;
        standing(&mut tx, id, now).await?;
        store::call_off(&mut tx, id, &CalledOff { words, by_digest, at: now }).await?;
        tx.commit().await?;
        self.transfer(id).await
    }
}

/// A transfer that was not called off, held by this transaction from here on.
pub(crate) async fn standing(tx: &mut Tx, id: TransferId, now: Timestamp) -> Result<Transfer, Error> {
    let stands = store::step(tx, id, now).await?;
    let transfer = store::held(tx, id).await?.ok_or(Error::NotFound)?;
    if stands { Ok(transfer) } else { Err(Error::CalledOff) }
}

/// A transfer that was not called off, held by this transaction while somebody answers. That is no step of the transfer,
/// and keeps neither it nor its approvals for longer.
pub(crate) async fn answered(tx: &mut Tx, id: TransferId) -> Result<Transfer, Error> {
    let stands = store::hold(tx, id).await?;
    let transfer = store::held(tx, id).await?.ok_or(Error::NotFound)?;
    if stands { Ok(transfer) } else { Err(Error::NotOpen) }
}
