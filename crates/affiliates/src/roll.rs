//! The register: which companies there are, and what each asks for.

use std::collections::BTreeMap;

use ids::{AffiliateId, AffiliateUseId};

use crate::Affiliates;
use crate::error::Error;
use crate::model::{Affiliate, Facts, NewAffiliate, NewUse, Use};
use crate::store;

/// A company, what it asks for, and how that stands in numbers.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The company.
    pub affiliate: Affiliate,
    /// Its uses, the earliest first, and how many people agreed to each.
    pub uses: Vec<(Use, u64)>,
    /// Of how many people it was told to erase something, and has not said that it did.
    pub to_erase: u64,
}

impl Affiliates {
    /// Registers a company with the proof of control.
    ///
    /// # Errors
    /// [`Error::Field`], and the database's.
    pub async fn register(&self, new: NewAffiliate) -> Result<Affiliate, Error> {
        let Facts { affiliate, key } = new.checked(AffiliateId::random(&mut rand::rng()), self.now())?;
        let key = key.map(|key| self.0.register.seal(affiliate.id, &key));
        store::add(&self.0.db, &affiliate, key.as_ref()).await?;
        Ok(affiliate)
    }

    /// Adds what a company asks for, and what for; everybody is asked, and nobody has agreed.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Ended`], [`Error::Field`], and the database's.
    pub async fn add_use(&self, affiliate: AffiliateId, new: NewUse) -> Result<Use, Error> {
        let now = self.now();
        store::affiliate_of(&self.0.db.service(), affiliate).await?.ok_or(Error::NotFound)?;
        let new = new.checked(AffiliateUseId::random(&mut rand::rng()), affiliate, now)?;
        let mut tx = self.0.db.begin().await?;
        if !store::add_use(&mut tx, &new, now).await? {
            return Err(Error::Ended);
        }
        tx.commit().await?;
        Ok(new)
    }

    /// Ends a use: whoever agreed has agreed to nothing any more, and the company is told to erase what it has by it.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn end_use(&self, id: AffiliateUseId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if !store::end_use(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Takes a company out of the register, as [`Affiliates::end_use`] does with each of its uses.
    ///
    /// # Errors
    /// [`Error::NotFound`], and the database's.
    pub async fn end(&self, id: AffiliateId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if !store::end(&mut tx, id, self.now()).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// Every company there ever was, those that stand first.
    ///
    /// # Errors
    /// The database's.
    pub async fn registrations(&self) -> Result<Vec<Registration>, Error> {
        let reader = self.0.db.service();
        let people: BTreeMap<AffiliateUseId, u64> = store::people(&reader).await?.into_iter().collect();
        let to_erase: BTreeMap<AffiliateId, u64> = store::to_erase(&reader).await?.into_iter().collect();
        let mut uses: BTreeMap<AffiliateId, Vec<(Use, u64)>> = BTreeMap::new();
        for of in store::uses(&reader).await? {
            let agreed = people.get(&of.id).copied().unwrap_or(0);
            uses.entry(of.affiliate).or_default().push((of, agreed));
        }
        let now = self.now();
        let mut found: Vec<Registration> = store::affiliates(&reader)
            .await?
            .into_iter()
            .map(|affiliate| Registration {
                uses: uses.remove(&affiliate.id).unwrap_or_default(),
                to_erase: to_erase.get(&affiliate.id).copied().unwrap_or(0),
                affiliate,
            })
            .collect();
        found.sort_by_key(|one| !one.affiliate.is_living(now));
        Ok(found)
    }

    /// The roll that everybody reads: the companies that stand, with the uses that can be agreed to.
    ///
    /// # Errors
    /// The database's.
    pub async fn roll(&self) -> Result<Vec<(Affiliate, Vec<Use>)>, Error> {
        let reader = self.0.db.service();
        let now = self.now();
        let uses = store::uses(&reader).await?;
        let standing = |affiliate: Affiliate| {
            let own = uses.iter().filter(|of| of.affiliate == affiliate.id && of.stands).cloned().collect();
            (affiliate, own)
        };
        let living = store::affiliates(&reader).await?.into_iter().filter(|affiliate| affiliate.is_living(now));
        Ok(living.map(standing).collect())
    }
}
