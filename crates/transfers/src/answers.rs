//! What members are asked, and what they answer.

use consent::Shown;
use http_api::words;
use ids::{SubjectId, TransferId};
use policy::{PurposeId, Transfer as ByConsent};
use units::Timestamp;

use crate::error::Error;
use crate::model::{HAND_OVER_WITHIN, Standing, Transfer};
use crate::{Transfers, desk, store};

words! {
    /// What a member said to a transfer; who said nothing has not agreed.
    #[schema(as = TransferAnswer)]
    Answer {
        /// Nothing yet.
        None = "none",
        /// Yes.
        Agreed = "agreed",
        /// No.
        Refused = "refused",
    }
}

/// A transfer as one member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The transfer.
    pub transfer: Transfer,
    /// What the member said.
    pub answer: Answer,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// When the member's information was last handed over.
    pub handed_over_at: Option<Timestamp>,
}

impl Transfers {
    /// What a member is asked, and what they answered, the latest first, until the time of handing over is past. Minors
    /// are not asked.
    ///
    /// # Errors
    /// The database's.
    pub async fn announced_to(&self, member: SubjectId) -> Result<Vec<Announcement>, Error> {
        let (reader, now) = (self.0.db.service(), self.now());
        let ids = store::announced(&reader, now - HAND_OVER_WITHIN).await?;
        if ids.is_empty() || self.0.consents.is_minor(member).await? {
            return Ok(Vec::new());
        }
        let mut announced = Vec::new();
        for id in ids {
            let Some(transfer) = store::whole(&reader, id).await? else { continue };
            let (answer, answered_at, handed_over_at) = store::answer_of(&reader, id, member).await?;
            announced.push(Announcement { transfer, answer, answered_at, handed_over_at });
        }
        Ok(announced)
    }

    /// Records that a member agrees to one transfer, by the text they were shown; agreeing twice changes nothing.
    ///
    /// The general consent of purpose `transfer` is given along with it, and hands nothing over by itself.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::TextChanged`], [`Error::NotOpen`], those of [`consent::Consents::give`], such as for
    /// a minor, and the database's; then nothing was recorded.
    pub async fn agree(&self, member: SubjectId, id: TransferId, text_hash: &str) -> Result<(), Error> {
        let transfer = self.open_to_answers(id).await?;
        let language = transfer.shown_in(text_hash).ok_or(Error::TextChanged)?;
        if self.0.consents.is_minor(member).await? {
            return Err(consent::Error::from(consent::MinorRefusal::KeptFromMinors).into());
        }
        let shown = Shown { text_hash: policy::text_hash(PurposeId::Transfer, language.into()) };
        self.0.consents.give(member, PurposeId::Transfer, &shown).await?;
        // Taken back at this very moment, or at rest at the wish of a browser: then there is nothing to stand on.
        let Some(mut grant) = self.0.consents.grant::<ByConsent>(member).await? else { return Err(Error::NotOpen) };
        let now = self.now();
        let transfer = desk::answered(grant.tx(), id).await?;
        let Some((_, ends_at)) = transfer.announced.filter(|(_, ends_at)| now < *ends_at) else {
            return Err(Error::NotOpen);
        };
        store::agree(&mut grant, id, ends_at, text_hash, now).await?;
        Ok(grant.commit().await?)
    }

    /// Records that a member does not agree to a transfer, or takes back that they did: with the consent go their answer
    /// and, by the same door, what a backup would bring back of it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::NotOpen`] once it was called off or can be handed over no more, and the database's.
    pub async fn refuse(&self, member: SubjectId, id: TransferId) -> Result<(), Error> {
        let now = self.now();
        let transfer = self.0.announced(id).await?;
        let (_, ends_at) = transfer.announced.ok_or(Error::NotFound)?;
        // From then on it can be handed over no more, and what was answered is forgotten.
        if transfer.called_off.is_some() || ends_at <= now - HAND_OVER_WITHIN {
            return Err(Error::NotOpen);
        }
        self.0.rights.withdraw(member, PurposeId::Transfer).await?;
        let mut tx = self.0.db.begin().await?;
        desk::answered(&mut tx, id).await?;
        store::refuse(&mut tx, member, id, ends_at, now).await?;
        Ok(tx.commit().await?)
    }

    async fn open_to_answers(&self, id: TransferId) -> Result<Transfer, Error> {
        let transfer = self.0.announced(id).await?;
        if transfer.standing(self.now()) == Standing::Open { Ok(transfer) } else { Err(Error::NotOpen) }
    }
}

impl crate::Parts {
    /// A transfer that was announced; of others members know nothing.
    async fn announced(&self, id: TransferId) -> Result<Transfer, Error> {
        let transfer = store::whole(&self.db.service(), id).await?;
        transfer.filter(|transfer| transfer.announced.is_some()).ok_or(Error::NotFound)
    }
}
