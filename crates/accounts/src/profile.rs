//! What a member sees and changes of the own account.

use std::sync::Arc;

use http_api::{Problem, SignedIn};
use ids::SubjectId;
use policy::{ConsentPurpose, ProfileBirthday, ProfileGender, ProfileRegion, ProfileSignature, Purpose};

use crate::accounts::Accounts;
use crate::avatar;
use crate::error::Error;
use crate::password::Strength;
use crate::store::accounts::{self, Account};
use crate::store::profile::{self, Detail};
use crate::store::sessions;

/// What a person added to the profile.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) signature: Option<String>,
    pub(crate) gender: Option<String>,
    pub(crate) birthday: Option<String>,
    pub(crate) region: Option<String>,
}

/// What a member asks to change: `None` leaves a field as it is, `Some(None)` clears it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    pub(crate) nickname: Option<Option<String>>,
    pub(crate) signature: Option<Option<String>>,
    pub(crate) gender: Option<Option<String>>,
    pub(crate) birthday: Option<Option<String>>,
    pub(crate) region: Option<Option<String>>,
}

impl Accounts {
    /// The account as its owner sees it.
    pub(crate) async fn account(&self, subject: SubjectId) -> Result<Account, Error> {
        accounts::account(&self.0.db.service(), subject).await?.ok_or(Error::NotFound)
    }

    /// The details of the profile whose consent lives.
    pub(crate) async fn details(&self, subject: SubjectId) -> Result<Details, Error> {
        let kept = profile::kept(&self.0.db.service(), subject).await?;
        Ok(Details {
            signature: self.detail::<ProfileSignature>(subject, &kept).await?,
            gender: self.detail::<ProfileGender>(subject, &kept).await?,
            birthday: self.detail::<ProfileBirthday>(subject, &kept).await?,
            region: self.detail::<ProfileRegion>(subject, &kept).await?,
        })
    }

    async fn detail<P: Detail>(&self, subject: SubjectId, kept: &[String]) -> Result<Option<String>, Error> {
        if !kept.iter().any(|id| id == P::ID) {
            return Ok(None);
        }
        let Some(mut grant) = self.0.consents.grant::<P>(subject).await? else { return Ok(None) };
        Ok(profile::get(&mut grant).await?.map(|value| value.into_open(grant.permit())))
    }

    /// Changes nickname and details. Every consent is asked for before anything is written,
    /// so a missing one leaves all as it was.
    pub(crate) async fn change_profile(&self, subject: SubjectId, changes: Changes) -> Result<(), Error> {
        let Changes { nickname, signature, gender, birthday, region } = changes;
        self.require::<ProfileSignature>(subject, &signature).await?;
        self.require::<ProfileGender>(subject, &gender).await?;
        self.require::<ProfileBirthday>(subject, &birthday).await?;
        self.require::<ProfileRegion>(subject, &region).await?;
        self.put::<ProfileSignature>(subject, signature).await?;
        self.put::<ProfileGender>(subject, gender).await?;
        self.put_birthday(subject, birthday).await?;
        self.put::<ProfileRegion>(subject, region).await?;
        if let Some(nickname) = nickname {
            let mut tx = self.0.db.begin().await?;
            accounts::set_nickname(&mut tx, subject, nickname.as_deref()).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn require<P: ConsentPurpose>(
        &self,
        subject: SubjectId,
        change: &Option<Option<String>>,
    ) -> Result<(), Error> {
        if matches!(change, Some(Some(_))) && self.0.consents.grant::<P>(subject).await?.is_none() {
            return Err(Error::NoConsent(<P as Purpose>::ID));
        }
        Ok(())
    }

    async fn put<P: Detail>(&self, subject: SubjectId, change: Option<Option<String>>) -> Result<(), Error> {
        match change {
            None => Ok(()),
            Some(None) => {
                let mut tx = self.0.db.begin().await?;
                profile::remove::<P>(&mut tx, subject).await?;
                Ok(tx.commit().await?)
            }
            Some(Some(value)) => {
                let mut grant = self.0.consents.grant::<P>(subject).await?.ok_or(Error::NoConsent(P::ID))?;
                profile::put(&mut grant, &value, self.now()).await?;
                Ok(grant.commit().await?)
            }
        }
    }

    /// As [`Accounts::put`], and what a birthday says of its owner's age takes effect in the same transaction.
    async fn put_birthday(&self, subject: SubjectId, change: Option<Option<String>>) -> Result<(), Error> {
        let consents = &self.0.consents;
        let ended = match change {
            None => return Ok(()),
            Some(None) => {
                let mut tx = self.0.db.begin().await?;
                profile::remove::<ProfileBirthday>(&mut tx, subject).await?;
                let ended = consents.look_at_birthday(&mut tx, subject).await?;
                tx.commit().await?;
                ended
            }
            Some(Some(value)) => {
                let grant = consents.grant::<ProfileBirthday>(subject).await?;
                let mut grant = grant.ok_or(Error::NoConsent(ProfileBirthday::ID))?;
                consents.may_change_birthday(grant.tx(), subject).await?;
                profile::put(&mut grant, &value, self.now()).await?;
                let ended = consents.look_at_birthday(grant.tx(), subject).await?;
                grant.commit().await?;
                ended
            }
        };
        if !ended.is_empty() {
            consents.finish_erasures_soon();
        }
        Ok(())
    }

    /// Sets or changes the password; an existing one has to be shown, and the first asks for a recent sign-in, so that
    /// whoever finds a device left open does not make the account theirs. Other devices are signed out.
    pub(crate) async fn change_password(
        &self,
        member: &SignedIn,
        current: Option<String>,
        new_password: String,
    ) -> Result<(), Problem> {
        let subject = member.subject;
        let kept = accounts::password(&self.0.db.service(), subject).await?;
        if kept.is_none() {
            member.require_recent(self.now())?;
        } else {
            let now = self.now();
            let key = subject.to_string();
            let too_many = |retry_after| Error::TooMany { retry_after };
            self.0.passwords_of_number.admit(&key, now).map_err(too_many)?;
            if !self.0.passwords.verify(current.unwrap_or_default(), kept).await? {
                return Err(Error::PasswordWrong.into());
            }
            self.0.passwords_of_number.forget(&key);
        }
        let phone = self.phone_of(subject).await?;
        let account = self.account(subject).await?;
        let known: Vec<&str> =
            phone.iter().map(crate::phone::PhoneNumber::national).chain(account.nickname.as_deref()).collect();
        Strength::of(&new_password, &known).require()?;
        let hash = self.0.passwords.hash(new_password).await?;
        let mut tx = self.0.db.begin().await?;
        accounts::put_password(&mut tx, subject, &hash, self.now()).await?;
        sessions::remove_others(&mut tx, subject, member.session).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps a picture, drawn anew; tells when it changed.
    pub(crate) async fn put_picture(&self, subject: SubjectId, bytes: axum::body::Bytes) -> Result<i64, Error> {
        // A small file can take a quarter of a gigabyte to read, so it is one at a time, also when nobody waits any more.
        let turn =
            Arc::clone(&self.0.pictures).acquire_owned().await.map_err(|error| Error::Hash(error.to_string()))?;
        let redraw = move || {
            let _turn = turn;
            avatar::redraw(&bytes)
        };
        let drawn = tokio::task::spawn_blocking(redraw).await.map_err(|error| Error::Hash(error.to_string()))??;
        let now = self.now();
        let mut tx = self.0.db.begin().await?;
        accounts::put_avatar(&mut tx, subject, drawn, avatar::MEDIA_TYPE, now).await?;
        tx.commit().await?;
        Ok(now.as_millis())
    }

    pub(crate) async fn remove_picture(&self, subject: SubjectId) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        accounts::remove_avatar(&mut tx, subject).await?;
        Ok(tx.commit().await?)
    }
}
