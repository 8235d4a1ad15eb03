//! What staff do with a demand before anything is handed out: filing, approving, refusing, withdrawing.

use db::Tx;
use ids::{LegalDemandId, SubjectId};
use units::Timestamp;

use crate::error::Error;
use crate::model::{ApprovedBy, Demand, Ended, Ending, NewDemand, Standing, Use, UseCount, Uses, document, written};
use crate::{Legal, WORDS_CHARACTERS_MAX, store};

impl Legal {
    /// Files what was demanded. It opens nothing: of the person nothing is read but that they have an account.
    ///
    /// # Errors
    /// [`Error::Field`], and the database's.
    pub async fn file(&self, officer: SubjectId, new: NewDemand) -> Result<Demand, Error> {
        let (now, member) = (self.now(), new.member);
        let facts = new.checked(now)?;
        if !self.0.rights.living().await?.contains(&member) {
            return Err(Error::field(
                "member",
                "legal.member",
                "没有这个账号；请核对账号编号",
                "there is no such account; please check its number",
            ));
        }
        let id = LegalDemandId::random(&mut rand::rng());
        let (subject, filer) = (self.0.staff.digest_of(member), self.0.staff.digest_of(officer));
        let mut tx = self.0.db.begin().await?;
        store::file(&mut tx, id, &facts, &subject, &filer, now).await?;
        tx.commit().await?;
        self.demand(id).await
    }

    /// All demands, the latest first; at most 200.
    ///
    /// # Errors
    /// The database's.
    pub async fn demands(&self) -> Result<Vec<Demand>, Error> {
        let reader = self.0.db.service();
        let mut demands = Vec::new();
        for id in store::latest(&reader).await? {
            demands.extend(store::whole(&reader, id).await?);
        }
        Ok(demands)
    }

    /// One demand with everything that is on file about it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn demand(&self, id: LegalDemandId) -> Result<Demand, Error> {
        store::whole(&self.0.db.service(), id).await?.ok_or(Error::NotFound)
    }

    /// Approves a demand. Two people do, neither of whom filed it, and each says which document they looked at: who saw
    /// another one than was filed cannot approve.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::OwnDemand`], [`Error::AlreadyApproved`], [`Error::Ended`], [`Error::Expired`],
    /// [`Error::Field`] for another document, and the database's.
    pub async fn approve(&self, id: LegalDemandId, by: ApprovedBy) -> Result<Demand, Error> {
        let (seen, approver) = (document(&by.document_sha256)?, self.0.staff.digest_of(by.officer));
        let now = self.now();
        let mut tx = self.0.db.begin().await?;
        let demand = undecided(&mut tx, id, now).await?;
        if demand.filed_by_digest == approver {
            return Err(Error::OwnDemand);
        }
        let is_again = demand.approvals.iter().any(|approval| approval.by_digest == approver);
        if is_again || demand.standing(now) == Standing::Approved {
            return Err(Error::AlreadyApproved);
        }
        if demand.document_sha256 != seen {
            return Err(Error::field(
                "document_sha256",
                "legal.other_document",
                "这不是登记的那份文书；请核对文件，确有出入的请拒绝",
                "this is not the document that was filed; check the file, and refuse the demand where they differ",
            ));
        }
        store::approve(&mut tx, &demand, &approver, now).await?;
        tx.commit().await?;
        self.demand(id).await
    }

    /// Refuses a demand that waits for approval; the words say why.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::OwnDemand`], [`Error::AlreadyApproved`], [`Error::Ended`], [`Error::Expired`],
    /// [`Error::Field`], and the database's.
    pub async fn refuse(&self, id: LegalDemandId, officer: SubjectId, words: &str) -> Result<Demand, Error> {
        let words = written("words", words, WORDS_CHARACTERS_MAX)?;
        let (now, by_digest) = (self.now(), self.0.staff.digest_of(officer));
        let mut tx = self.0.db.begin().await?;
        let demand = undecided(&mut tx, id, now).await?;
        if demand.filed_by_digest == by_digest {
            return Err(Error::OwnDemand);
        }
        if demand.standing(now) == Standing::Approved {
            return Err(Error::AlreadyApproved);
        }
        store::end(&mut tx, id, &Ended { kind: Ending::Refused, words, by_digest, at: now }).await?;
        tx.commit().await?;
        self.demand(id).await
    }

    /// Takes a demand back, approved or not; the words say why. What was handed out before stays on file.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Ended`], [`Error::Expired`], [`Error::Field`], and the database's.
    pub async fn withdraw(&self, id: LegalDemandId, officer: SubjectId, words: &str) -> Result<Demand, Error> {
        let words = written("words", words, WORDS_CHARACTERS_MAX)?;
        let (now, by_digest) = (self.now(), self.0.staff.digest_of(officer));
        let mut tx = self.0.db.begin().await?;
        undecided(&mut tx, id, now).await?;
        store::end(&mut tx, id, &Ended { kind: Ending::Withdrawn, words, by_digest, at: now }).await?;
        tx.commit().await?;
        self.demand(id).await
    }

    /// The report of all uses without consent: how often by case of the law, and the latest of them.
    ///
    /// # Errors
    /// The database's.
    pub async fn uses(&self) -> Result<Uses, Error> {
        let reader = self.0.db.service();
        let counted = store::counts(&reader).await?;
        let latest: Vec<Use> = store::uses(&reader).await?;
        let counts = policy::current().exemptions.iter().map(|exemption| {
            let found = counted.iter().find(|(code, ..)| *code == exemption.code);
            let (uses, records) = found.map_or((0, 0), |(_, uses, records)| (*uses, *records));
            UseCount { exemption: exemption.code.clone(), uses, records }
        });
        Ok(Uses { counts: counts.collect(), latest })
    }
}

/// A demand that can still be decided about, held by this transaction from here on.
async fn undecided(tx: &mut Tx, id: LegalDemandId, now: Timestamp) -> Result<Demand, Error> {
    let is_open = store::step(tx, id, now).await?;
    let demand = store::held(tx, id).await?.ok_or(Error::NotFound)?;
    match demand.standing(now) {
        Standing::Refused | Standing::Withdrawn => Err(Error::Ended),
        Standing::Expired => Err(Error::Expired),
        Standing::Waiting | Standing::Approved if is_open => Ok(demand),
        Standing::Waiting | Standing::Approved => Err(db::Error::Busy.into()),
    }
}
