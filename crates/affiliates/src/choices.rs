//! What a member agrees to, use by use.

use consent::{Erased, Permit};
use ids::{AffiliateUseId, SubjectId};
use units::Timestamp;

use crate::Affiliates;
use crate::error::Error;
use crate::model::{Affiliate, Use};
use crate::store;
use crate::values::{Value, values};

/// A company as one member sees it.
#[derive(Debug)]
pub struct OwnAffiliate {
    /// The company.
    pub affiliate: Affiliate,
    /// What it asks for.
    pub uses: Vec<OwnUse>,
}

/// A use as one member sees it.
#[derive(Debug)]
pub struct OwnUse {
    /// The use.
    pub of: Use,
    /// What would be sent, as it is now.
    pub values: Vec<Value>,
    /// What the member agreed to, where they did.
    pub choice: Option<OwnChoice>,
}

/// That a member agreed to a use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnChoice {
    /// When.
    pub agreed_at: Timestamp,
    /// When the company was last told something.
    pub told_at: Option<Timestamp>,
}

impl Affiliates {
    /// The companies that stand, what each asks for, what would be sent about this member, and what they agreed to. What
    /// was agreed to by other words counts as not agreed to.
    ///
    /// # Errors
    /// The vault's and the database's.
    pub async fn own(&self, member: SubjectId) -> Result<Vec<OwnAffiliate>, Error> {
        let reader = self.0.db.service();
        let now = self.now();
        let chosen = store::choices(&reader, member).await?;
        // To themselves a member's own data is shown as the account's.
        let permit = Permit::<policy::Account>::of_service(member);
        let mut own = Vec::new();
        for (affiliate, standing) in self.roll().await? {
            let mut uses = Vec::with_capacity(standing.len());
            for of in standing {
                let current = |choice: &&store::Choice| {
                    choice.of == of.id && of.is_current(&affiliate.name, affiliate.control, &choice.text_hash)
                };
                let choice = chosen.iter().find(current);
                let choice = choice.map(|one| OwnChoice { agreed_at: one.agreed_at, told_at: one.told_at });
                let values = values(&reader, &self.0.vault, &permit, &of.fields, now).await?;
                uses.push(OwnUse { of, values, choice });
            }
            own.push(OwnAffiliate { affiliate, uses });
        }
        Ok(own)
    }

    /// Notes that a member agreed to one use, by the sentence whose hash this is. Agreeing twice changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Ended`], [`Error::TextChanged`], [`Error::NoConsent`] while the purpose itself is not
    /// turned on, [`Error::Minor`], and the database's.
    pub async fn agree(&self, member: SubjectId, id: AffiliateUseId, text_hash: &str) -> Result<(), Error> {
        let reader = self.0.db.service();
        let of = store::use_of(&reader, id).await?.ok_or(Error::NotFound)?;
        let affiliate = store::affiliate_of(&reader, of.affiliate).await?.ok_or(Error::NotFound)?;
        if !of.stands || !affiliate.is_living(self.now()) {
            return Err(Error::Ended);
        }
        let current = of.text_hashes(&affiliate.name, affiliate.control);
        if !current.iter().any(|one| one == text_hash) {
            return Err(Error::TextChanged);
        }
        if self.0.consents.is_minor(member).await? {
            return Err(Error::Minor);
        }
        let grant = self.0.consents.grant::<policy::AffiliateSharing>(member).await?;
        let mut grant = grant.ok_or(Error::NoConsent)?;
        store::agree(&mut grant, id, text_hash, [&current[0], &current[1]], self.now()).await?;
        Ok(grant.commit().await?)
    }

    /// Takes the agreement to one use back; taking back what was never given changes nothing.
    ///
    /// No backup brings it back: it is noted beside the keys, as every erasure is, and then all choices of this member are
    /// asked anew.
    ///
    /// # Errors
    /// The vault's and the database's.
    pub async fn withdraw(&self, member: SubjectId, id: AffiliateUseId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if store::withdraw(&mut tx, member, id).await? {
            let what = Erased::Item("affiliate_choice".to_owned());
            consent::note_erasure(&mut tx, member, &what, self.now()).await?;
        }
        tx.commit().await?;
        self.0.consents.finish_erasures_soon();
        Ok(())
    }
}
