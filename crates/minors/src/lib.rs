//! Minors and their guardians: how a guardian comes to agree, what happens where none does, and minors' mode (PRV-15).
//!
//! Policy: items `minor`, `guardianship`, `guardian_event` (of crate `consent`) and `guardian_invitation`, purpose
//! `minor_protection`; items `minors_mode` and `minors_mode_day`, purpose `minors_mode`.
//!
//! The minor makes a link and hands it to their guardian, who opens it signed in to an account of their own, reads the
//! minors' statement, and agrees. Who can consent to what from then on, and what goes when the guardianship ends, is
//! crate `consent`'s, in the database. Here is the way there, and the clock that runs while nobody agreed.
//!
//! Invariants
//! - A guardian is somebody else and of age, has proved a phone of their own and was there within fifteen minutes, and
//!   what they read is the statement in force: `tests/guardians.rs`, both engines.
//! - A link opens once, for a week, and the latest alone: `tests/guardians.rs`.
//! - Within a day after it was found out that a minor has no guardian everything is erased and certified, unless a
//!   guardian agreed or the birthday was corrected in time: `tests/erasure.rs`, both engines.
//! - In minors' mode nothing sounds beyond the limit of the day and in the pause, whatever devices do together, and what
//!   is served is what counts: `tests/mode.rs`, both engines; on every route: `tests/minors_mode.rs` in crate `qingyin`.
//! - Only the guardian, or whoever has the password, leaves the mode or changes it: `tests/mode.rs`.

mod error;
pub mod mode;
mod routes;
mod store;
mod views;

use std::sync::Arc;

use consent::{AgeBand, Consents, Guardianship, KnownMinor, MinorRefusal, NewGuardianship, Shown};
use db::Db;
use http_api::SignedIn;
use ids::{GuardianshipId, SubjectId};
use policy::{Language, MinorsStatement, PurposeId};
use rights::Rights;
use units::{Clock, Millis, Timestamp};
use vault::LinkToken;

use mode::Mode;

pub use error::Error;
pub use routes::routes;

db::migrations!["0001_invitations", "0002_mode"];

/// How long a link to a guardian stands.
pub const INVITED_FOR: Millis = Millis::days(7);

/// Minors and guardians of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Minors(Arc<Parts>);

/// What [`Minors`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// Who agreed to what.
    pub consents: Consents,
    /// What erases and certifies it.
    pub rights: Rights,
    /// Minors' mode.
    pub mode: Mode,
    /// Who runs the service, for the statement.
    pub operator: policy::Operator,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// A link as a guardian finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What the minor is called here.
    pub nickname: Option<String>,
    /// Until when it stands.
    pub expires_at: Timestamp,
}

/// Somebody whose guardian a member is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ward {
    /// The guardianship.
    pub guardianship: Guardianship,
    /// What the minor is called here.
    pub nickname: Option<String>,
    /// What else is known of them.
    pub minor: KnownMinor,
}

/// What one look came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// How many were noted, let go or given a new term.
    pub changed: u64,
    /// How many accounts were erased.
    pub erased: u64,
}

impl Minors {
    /// Minors and guardians on these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Minors' mode.
    #[must_use]
    pub fn mode(&self) -> &Mode {
        &self.0.mode
    }

    /// The minors' statement in force.
    #[must_use]
    pub fn statement(&self, language: Language) -> MinorsStatement {
        policy::minors_statement(language, &self.0.operator)
    }

    /// What is known of a member who is a minor, and until when a link of theirs to a guardian stands.
    ///
    /// # Errors
    /// The database's.
    pub async fn standing(&self, subject: SubjectId) -> Result<Option<(KnownMinor, Option<Timestamp>)>, Error> {
        let Some(known) = self.0.consents.minor_of(subject).await? else { return Ok(None) };
        let invited_until = store::invited_until(&self.0.db.service(), subject, self.now()).await?;
        Ok(Some((known, invited_until)))
    }

    /// Makes the link that a minor hands to their guardian; an earlier one stands no longer. It is told once.
    ///
    /// # Errors
    /// [`MinorRefusal::NotKnown`], [`MinorRefusal::AlreadyGuarded`], [`MinorRefusal::TooLate`].
    pub async fn invite(&self, subject: SubjectId) -> Result<(LinkToken, Timestamp), Error> {
        let now = self.now();
        let known = self.0.consents.minor_of(subject).await?.ok_or(MinorRefusal::NotKnown)?;
        if known.guardianship.is_some() {
            return Err(MinorRefusal::AlreadyGuarded.into());
        }
        if known.due_at.is_some_and(|due_at| due_at <= now) {
            return Err(MinorRefusal::TooLate.into());
        }
        let token = LinkToken::random(&mut rand::rng());
        let expires_at = now + INVITED_FOR;
        let mut tx = self.0.db.begin().await?;
        store::invite(&mut tx, subject, &token.digest(), now, expires_at).await?;
        tx.commit().await?;
        Ok((token, expires_at))
    }

    /// Who invites with this link.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not stand.
    pub async fn preview(&self, token: &LinkToken) -> Result<Invitation, Error> {
        store::preview(&self.0.db.service(), &token.digest(), self.now()).await?.ok_or(Error::NotFound)
    }

    /// Lets a guardian agree to the statement they were shown; what the minor had agreed to alone ends.
    ///
    /// # Errors
    /// [`Error::NotRecent`], [`Error::StatementChanged`], [`Error::NotFound`] when the link does not stand, and
    /// [`MinorRefusal`] where the two cannot be minor and guardian; then the link stands as before.
    pub async fn agree(&self, guardian: &SignedIn, token: &LinkToken, text_hash: &str) -> Result<Guardianship, Error> {
        let now = self.now();
        guardian.require_recent(now).map_err(|problem| Error::NotRecent(Box::new(problem)))?;
        let languages = [Language::ZhCn, Language::En];
        let shown = languages.into_iter().map(|language| self.statement(language));
        let shown = shown.into_iter().find(|statement| statement.text_hash == text_hash);
        let shown = shown.ok_or(Error::StatementChanged)?;
        let mut tx = self.0.db.begin().await?;
        let minor = store::take(&mut tx, &token.digest(), now).await?.ok_or(Error::NotFound)?;
        if !store::has_phone(&mut tx, guardian.subject).await? {
            return Err(MinorRefusal::GuardianUnfit.into());
        }
        let new = NewGuardianship {
            minor,
            guardian: guardian.subject,
            policy_version: shown.version,
            text_hash: &shown.text_hash,
        };
        let is_child = self.0.consents.minor_of(minor).await?.is_some_and(|known| known.age == AgeBand::Child);
        let (guardianship, _) = self.0.consents.begin_guardianship(&mut tx, &new).await?;
        if is_child {
            mode::store::turn_on(&mut tx, minor, None, now).await?;
        }
        // Whatever password a minor chose, the guardian decides from now on.
        mode::store::leave_to_guardian(&mut tx, minor).await?;
        tx.commit().await?;
        self.0.mode.wake();
        self.0.consents.finish_erasures_soon();
        Ok(guardianship)
    }

    /// Ends a guardianship; what was kept by consent goes, and another guardian can be named for a day.
    ///
    /// # Errors
    /// [`Error::NotRecent`], and [`MinorRefusal::NotGuardian`] when it is not theirs.
    pub async fn end(&self, guardian: &SignedIn, id: GuardianshipId) -> Result<(), Error> {
        guardian.require_recent(self.now()).map_err(|problem| Error::NotRecent(Box::new(problem)))?;
        self.0.consents.end_guardianship(id, guardian.subject).await?;
        Ok(())
    }

    /// Whose guardian a member is, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn wards(&self, guardian: SubjectId) -> Result<Vec<Ward>, Error> {
        let mut wards = Vec::new();
        for guardianship in self.0.consents.wards_of(guardian).await? {
            // It may have ended since.
            let Some(minor) = self.0.consents.minor_of(guardianship.minor).await? else { continue };
            let nickname = store::nickname(&self.0.db.service(), guardianship.minor).await?;
            wards.push(Ward { guardianship, nickname, minor });
        }
        Ok(wards)
    }

    /// One of a member's wards.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not theirs.
    pub async fn ward(&self, guardian: SubjectId, id: GuardianshipId) -> Result<Ward, Error> {
        let wards = self.wards(guardian).await?;
        wards.into_iter().find(|ward| ward.guardianship.id == id).ok_or(Error::NotFound)
    }

    /// Agrees to one purpose in a child's place.
    ///
    /// # Errors
    /// As [`Consents::give_for`].
    pub async fn agree_for(
        &self,
        guardian: SubjectId,
        id: GuardianshipId,
        purpose: PurposeId,
        shown: &Shown,
    ) -> Result<SubjectId, Error> {
        let minor = self.ward(guardian, id).await?.guardianship.minor;
        self.0.consents.give_for(guardian, minor, purpose, shown).await?;
        Ok(minor)
    }

    /// Takes back one consent of a ward, and what was kept under it; tells how many rows went.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not theirs.
    pub async fn withdraw_for(
        &self,
        guardian: SubjectId,
        id: GuardianshipId,
        purpose: PurposeId,
    ) -> Result<(SubjectId, u64), Error> {
        let minor = self.ward(guardian, id).await?.guardianship.minor;
        Ok((minor, self.0.rights.withdraw(minor, purpose).await?))
    }

    /// Notes minors whom nobody noted, and erases those for whom no guardian agreed in time; safe to run twice.
    ///
    /// One account that cannot be erased now does not keep the others waiting.
    ///
    /// # Errors
    /// The last one that was met; what was done stays done.
    pub async fn watch(&self) -> Result<Watched, Error> {
        let mut watched = Watched::default();
        let mut failed: Option<Error> = None;
        match self.0.consents.sweep_minors().await {
            Ok(changed) => watched.changed += changed.len() as u64,
            Err(error) => failed = Some(error.into()),
        }
        for (subject, certificate) in self.0.consents.minors_due().await? {
            match self.0.rights.close_under(subject, certificate).await {
                Ok(_) => watched.erased += 1,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "an account waits to be erased");
                    failed = Some(error.into());
                }
            }
        }
        match failed {
            Some(error) => Err(error),
            None => Ok(watched),
        }
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}
