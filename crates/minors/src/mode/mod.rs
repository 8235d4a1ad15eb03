//! Minors' mode: how long somebody may listen, when, and to what (PRV-15).
//!
//! A row says that an account is in the mode. Whatever serves sound asks [`Mode::admit`] first, which refuses, or counts
//! what is handed out. So the time is what the service served and not what a page tells: a page that says nothing is
//! counted by the songs it fetches, and two devices are counted together, an hour of both at once as one hour. A song
//! counts from when its sound was fetched until the same device fetches another one, and no longer than it lasts.

mod error;
pub(crate) mod model;
pub(crate) mod routes;
pub(crate) mod store;
mod views;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use accounts::{Limiter, Passwords};
use consent::Consents;
use db::Db;
use http_api::SignedIn;
use ids::SubjectId;
use units::{Clock, Millis, Timestamp};

pub use error::ModeError;
pub use model::{Allows, Day, Lasting, Limits, Openness, Pause, REST_EVERY, Sound, usual_limit};

use model::{DAYS_KEPT, PASSWORD_CHARACTERS};

/// Wrong passwords of one account within [`TRIES_WITHIN`].
const TRIES_MAX: usize = 5;
const TRIES_WITHIN: Millis = Millis::minutes(15);
/// How long it is taken for granted that nobody at all is in the mode; so much later another node hears that somebody is.
const AT_REST_FOR: Millis = Millis::seconds(1);

/// Minors' mode of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Mode(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    consents: Consents,
    passwords: Passwords,
    tries: Limiter,
    clock: Arc<dyn Clock>,
    rest: Mutex<Rest>,
}

/// Whether anybody at all is in the mode, as this node saw it last.
#[derive(Debug, Default)]
struct Rest {
    /// How often somebody came into the mode on this node.
    comings: u64,
    /// When it was seen that nobody is in it, and nobody came since.
    since: Option<Timestamp>,
}

/// Who may leave the mode and change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// The guardian, in their own account.
    Guardian,
    /// Whoever has the password.
    Password,
    /// The member: there was a guardian, and the member has come of age.
    Member,
}

/// An account in the mode, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InMode {
    /// Since when.
    pub turned_on_at: Timestamp,
    /// Who may leave it.
    pub keeper: Keeper,
    /// What was set.
    pub limits: Limits,
    /// The limit of the day in force.
    pub limit: Millis,
    /// What was heard today.
    pub played: Millis,
    /// Whether there may be sound.
    pub openness: Openness,
    /// The last seven days, the latest last, each with what was heard.
    pub days: Vec<(Timestamp, Millis)>,
}

impl Mode {
    /// Minors' mode over this database; passwords are hashed in turn with those of accounts.
    #[must_use]
    pub fn new(db: Db, consents: Consents, passwords: Passwords, clock: Arc<dyn Clock>) -> Self {
        let tries = Limiter::new(TRIES_MAX, TRIES_WITHIN);
        Self(Arc::new(Inner { db, consents, passwords, tries, clock, rest: Mutex::default() }))
    }

    /// Whether nobody at all is in the mode, as far as was seen within the last second; then nobody need be asked for.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        let since = self.rest().since;
        since.is_some_and(|since| (Millis(0)..=AT_REST_FOR).contains(&self.now().since(since)))
    }

    /// What is let in for somebody in the mode; nothing for whoever is not.
    ///
    /// # Errors
    /// The database's.
    pub async fn allows(&self, subject: SubjectId) -> db::Result<Option<Allows>> {
        Ok(self.kept(subject).await?.map(|kept| kept.limits.allows))
    }

    /// Lets sound be served, or says why not; what is served is counted from now on. `device_number` tells devices of one
    /// account apart.
    ///
    /// # Errors
    /// [`ModeError::LeftOut`], [`ModeError::Untold`], [`ModeError::TimeOver`], [`ModeError::Pause`], the database's.
    pub async fn admit(
        &self,
        subject: SubjectId,
        device_number: i64,
        sound: Sound,
        lasting: Lasting,
    ) -> Result<(), ModeError> {
        let Some(kept) = self.kept(subject).await? else { return Ok(()) };
        let allows = kept.limits.allows;
        match sound {
            Sound::Song { is_explicit } if is_explicit && !allows.explicit => return Err(ModeError::LeftOut),
            Sound::Episode if !allows.podcasts => return Err(ModeError::LeftOut),
            Sound::Untold => return Err(ModeError::Untold),
            Sound::Song { .. } | Sound::Episode => {}
        }
        let now = self.now();
        match self.openness(subject, &kept, now).await? {
            (_, _, Openness::TimeOver { goes_on_at }) => return Err(ModeError::TimeOver { goes_on_at }),
            (_, _, Openness::Pause { goes_on_at }) => return Err(ModeError::Pause { goes_on_at }),
            (_, _, Openness::Open { .. }) => {}
        }
        let (lasts, follows) = match lasting {
            Lasting::Nothing => return Ok(()),
            Lasting::For(lasts) => (lasts, false),
            Lasting::AfterThat(lasts) => (lasts, true),
        };
        let mut tx = self.0.db.begin().await?;
        match store::count(&mut tx, subject, device_number, lasts, follows, now).await {
            // It was turned off this very moment.
            Err(error) if error.is_constraint(db::Constraint::ForeignKey) => return Ok(()),
            other => other?,
        }
        Ok(tx.commit().await?)
    }

    /// How somebody in the mode stands; nothing while it is off.
    ///
    /// # Errors
    /// The database's.
    pub async fn show(&self, subject: SubjectId) -> Result<Option<InMode>, ModeError> {
        let Some(kept) = self.kept(subject).await? else { return Ok(None) };
        let now = self.now();
        let (limit, played, openness) = self.openness(subject, &kept, now).await?;
        let first = now.day_began() - Millis::days(DAYS_KEPT - 1);
        let known = store::days(&self.0.db.service(), subject, first).await?;
        let days = (0..DAYS_KEPT).map(|day| first + Millis::days(day)).map(|began_at| {
            let heard = known.iter().find(|day| day.began_at == began_at);
            (began_at, heard.map_or(Millis(0), |day| day.played_at(now)))
        });
        Ok(Some(InMode {
            turned_on_at: kept.turned_on_at,
            keeper: self.keeper(subject, &kept).await?,
            limits: kept.limits,
            limit,
            played,
            openness,
            days: days.collect(),
        }))
    }

    /// Turns it on for the member; where no guardian decides, a password is chosen. On an account that is in it already
    /// nothing changes.
    ///
    /// # Errors
    /// [`ModeError::PasswordLength`], and what hashing meets.
    pub async fn turn_on(&self, subject: SubjectId, password: Option<String>) -> Result<(), ModeError> {
        let known = self.0.consents.minor_of(subject).await?;
        if known.is_some_and(|known| known.guardianship.is_some()) {
            return self.turn_on_with(subject, None).await;
        }
        if self.kept(subject).await?.is_some() {
            return Ok(());
        }
        let password = password.filter(|password| PASSWORD_CHARACTERS.contains(&password.chars().count()));
        let hash = self.0.passwords.hash(password.ok_or(ModeError::PasswordLength)?).await?;
        self.turn_on_with(subject, Some(&hash)).await
    }

    /// Turns it off for the member, who has the password; whoever forgot it signs in anew, but for known minors.
    ///
    /// # Errors
    /// As [`Mode::change`].
    pub async fn turn_off(&self, member: &SignedIn, password: Option<String>) -> Result<(), ModeError> {
        let Some(kept) = self.kept(member.subject).await? else { return Ok(()) };
        self.require(member, &kept, password).await?;
        self.turn_off_of_ward(member.subject).await
    }

    /// Changes what is limited and let in, for the member who has the password.
    ///
    /// # Errors
    /// [`ModeError::Off`]; [`ModeError::GuardianDecides`]; [`ModeError::PasswordNeeded`], [`ModeError::PasswordWrong`],
    /// [`ModeError::TooMany`]; [`ModeError::Limit`].
    pub async fn change(
        &self,
        member: &SignedIn,
        password: Option<String>,
        change: impl FnOnce(&mut Limits),
    ) -> Result<(), ModeError> {
        let kept = self.kept(member.subject).await?.ok_or(ModeError::Off)?;
        self.require(member, &kept, password).await?;
        self.change_of_ward(member.subject, change).await
    }

    /// Turns it on for a ward, whose guardian decides from then on.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn turn_on_of_ward(&self, ward: SubjectId) -> Result<(), ModeError> {
        self.turn_on_with(ward, None).await
    }

    /// Turns it off for a ward; what was counted goes with it.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn turn_off_of_ward(&self, ward: SubjectId) -> Result<(), ModeError> {
        let mut tx = self.0.db.begin().await?;
        store::turn_off(&mut tx, ward).await?;
        Ok(tx.commit().await?)
    }

    /// Changes what is limited and let in for a ward.
    ///
    /// # Errors
    /// [`ModeError::Off`], [`ModeError::Limit`], the database's.
    pub(crate) async fn change_of_ward(
        &self,
        ward: SubjectId,
        change: impl FnOnce(&mut Limits),
    ) -> Result<(), ModeError> {
        let mut limits = self.kept(ward).await?.ok_or(ModeError::Off)?.limits;
        change(&mut limits);
        limits.check()?;
        let mut tx = self.0.db.begin().await?;
        store::change(&mut tx, ward, &limits, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Somebody is in the mode from now on, and every node hears of it: this one at once.
    pub(crate) fn wake(&self) {
        let mut rest = self.rest();
        rest.comings += 1;
        rest.since = None;
    }

    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.0.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn turn_on_with(&self, subject: SubjectId, hash: Option<&str>) -> Result<(), ModeError> {
        let mut tx = self.0.db.begin().await?;
        store::turn_on(&mut tx, subject, hash, self.now()).await?;
        tx.commit().await?;
        self.wake();
        Ok(())
    }

    /// What is kept of somebody in the mode; asks the database for nobody while nobody is in it.
    async fn kept(&self, subject: SubjectId) -> db::Result<Option<store::Kept>> {
        if self.is_at_rest() {
            return Ok(None);
        }
        let (reader, now, comings) = (self.0.db.service(), self.now(), self.rest().comings);
        let kept = store::kept(&reader, subject, now).await?;
        if kept.is_none() && !store::anybody(&reader).await? {
            let mut rest = self.rest();
            // Unless somebody came in the meantime.
            if rest.comings == comings {
                rest.since = Some(now);
            }
        }
        Ok(kept)
    }

    /// The limit of the day, what was heard of it, and whether there may be sound.
    async fn openness(
        &self,
        subject: SubjectId,
        kept: &store::Kept,
        now: Timestamp,
    ) -> db::Result<(Millis, Millis, Openness)> {
        let limit = match kept.limits.limit_minutes {
            Some(minutes) => Millis::minutes(i64::from(minutes)),
            None => usual_limit(self.0.consents.mode_band(subject).await?),
        };
        let played = kept.today.map_or(Millis(0), |day| day.played_at(now));
        Ok((limit, played, Openness::of(played, limit, kept.limits.pause, now)))
    }

    async fn keeper(&self, subject: SubjectId, kept: &store::Kept) -> db::Result<Keeper> {
        if kept.password_hash.is_some() {
            return Ok(Keeper::Password);
        }
        // A known minor without a guardian waits for one: nobody else lets them out.
        let is_known = self.0.consents.minor_of(subject).await?.is_some();
        Ok(if is_known { Keeper::Guardian } else { Keeper::Member })
    }

    /// Lets only whoever decides go on.
    async fn require(&self, member: &SignedIn, kept: &store::Kept, password: Option<String>) -> Result<(), ModeError> {
        let known = self.0.consents.minor_of(member.subject).await?;
        if known.as_ref().is_some_and(|known| known.guardianship.is_some()) {
            return Err(ModeError::GuardianDecides);
        }
        let Some(hash) = &kept.password_hash else {
            return if known.is_some() { Err(ModeError::GuardianDecides) } else { Ok(()) };
        };
        let now = self.now();
        let Some(password) = password else {
            // Whoever can sign in anew since is the account's own person; a child it was handed to cannot.
            let came_back = member.signed_in_at > kept.turned_on_at && member.require_recent(now).is_ok();
            return if known.is_none() && came_back { Ok(()) } else { Err(ModeError::PasswordNeeded) };
        };
        let key = member.subject.to_string();
        self.0.tries.admit(&key, now).map_err(|retry_after| ModeError::TooMany { retry_after })?;
        if !self.0.passwords.verify(password, Some(hash.clone())).await? {
            return Err(ModeError::PasswordWrong);
        }
        self.0.tries.forget(&key);
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}

impl Limits {
    /// Refuses limits that are none, which the database would refuse too.
    fn check(&self) -> Result<(), ModeError> {
        if self.limit_minutes.is_some_and(|minutes| !(1..=1440).contains(&minutes)) {
            return Err(ModeError::Limit("limit_minutes"));
        }
        if self.pause.from_minute > 1439 {
            return Err(ModeError::Limit("pause_from_minute"));
        }
        if self.pause.to_minute > 1439 {
            return Err(ModeError::Limit("pause_to_minute"));
        }
        Ok(())
    }
}
