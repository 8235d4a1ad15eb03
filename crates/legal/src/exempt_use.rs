//! Leave to use what is held about one person without their consent, as the transaction in which it was found to stand.

use db::Tx;
use ids::{DisclosureId, LegalDemandId, SubjectId};
use sharing::HandedOut;
use units::Timestamp;

use crate::error::Error;
use crate::model::{Demand, Standing};
use crate::store;

/// One use without consent: by a case of the law, under a case number, by somebody's hand, for one addressee.
///
/// Only a demand that stands approved in the database makes one, in the transaction that writes the evidence; it holds
/// that transaction, so the demand cannot be withdrawn, refused or run out between the check and the use.
pub struct ExemptUse<'t> {
    tx: &'t mut Tx,
    demand: Demand,
    actor_digest: String,
    at: Timestamp,
}

impl<'t> ExemptUse<'t> {
    /// The use that an approved demand allows now, by one of those who approved it and for whom it names.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotApproved`], [`Error::Ended`], [`Error::Expired`], [`Error::NotAnApprover`],
    /// [`Error::OtherAddressee`], and the database's; then nothing may be used.
    pub(crate) async fn of_demand(
        tx: &'t mut Tx,
        id: LegalDemandId,
        actor_digest: &str,
        addressee: &str,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let is_open = store::step(tx, id, now).await?;
        let demand = store::held(tx, id).await?.ok_or(Error::NotFound)?;
        usable(&demand, actor_digest, addressee, now)?;
        // What the database let us take and what we read of it are the same row.
        if !is_open {
            return Err(Error::Expired);
        }
        Ok(Self { tx, demand, actor_digest: actor_digest.to_owned(), at: now })
    }

    /// Which case of the law, by its code in the policy.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.demand.exemption
    }

    /// Under which case number.
    #[must_use]
    pub fn case_number(&self) -> &str {
        &self.demand.case_number
    }

    /// By whose hand, by their digest in the log of staff access.
    #[must_use]
    pub fn actor_digest(&self) -> &str {
        &self.actor_digest
    }

    /// For whom, and nobody else.
    #[must_use]
    pub fn addressee(&self) -> &str {
        &self.demand.addressee
    }

    /// When.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Uses it up: writes the evidence, and the line that the person reads unless a law orders silence. What is handed out
    /// is there once the transaction is committed.
    ///
    /// # Errors
    /// [`Error::MemberGone`] for an account that was closed meanwhile, and the database's.
    pub(crate) async fn record(self, subject: SubjectId, records: &[(&str, u64)]) -> Result<DisclosureId, Error> {
        let Self { tx, demand, actor_digest, at } = self;
        let id = DisclosureId::random(&mut rand::rng());
        store::hand_out(tx, id, &demand, &actor_digest, at, records).await?;
        if demand.silence.is_none() {
            let items: Vec<&str> = records.iter().map(|(item, _)| *item).collect();
            let Demand { addressee: recipient, article: legal_basis, .. } = &demand;
            let line = HandedOut { id, subject, recipient, items: &items, legal_basis, at };
            line.enter::<policy::LegalDemand>(tx).await.map_err(gone)?;
        }
        Ok(id)
    }
}

impl std::fmt::Debug for ExemptUse<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExemptUse").field("demand", &self.demand.id).field("code", &self.demand.exemption).finish()
    }
}

/// The ledger's line names the person, so there is none without an account.
fn gone(error: db::Error) -> Error {
    if error.is_constraint(db::Constraint::ForeignKey) { Error::MemberGone } else { error.into() }
}

/// Whether a demand allows a use at `now`, by this person's hand and for this addressee.
pub(crate) fn usable(demand: &Demand, actor_digest: &str, addressee: &str, now: Timestamp) -> Result<(), Error> {
    match demand.standing(now) {
        Standing::Approved => {}
        Standing::Waiting => return Err(Error::NotApproved),
        Standing::Refused | Standing::Withdrawn => return Err(Error::Ended),
        Standing::Expired => return Err(Error::Expired),
    }
    if !demand.approvals.iter().any(|approval| approval.by_digest == actor_digest) {
        return Err(Error::NotAnApprover);
    }
    if addressee.trim() != demand.addressee {
        return Err(Error::OtherAddressee);
    }
    Ok(())
}
