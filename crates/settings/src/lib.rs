//! What operators set in the web app: sealed where it is kept, checked before, and taken by every node while it runs.
//!
//! Policy: nothing about a person; the tables are declared in `policy/not_personal.toml`.
//!
//! Stored settings are the weakest that anybody wrote: the file, the environment and the flags overrule them, so that
//! whoever has the machine has the last word over whoever has an operator's password.
//!
//! Invariants
//! - No value stands in clear in the database, and none opens under another setting's name: `tests/sealing.rs`.
//! - What does not fit is refused with the setting's name, and then nothing at all is saved: `tests/saving.rs`.
//! - What one node saved the others take; what does not open keeps none from starting: `tests/nodes.rs`.
//! - A secret is told to nobody, whoever asks: `tests/saving.rs`.

mod error;
mod in_force;
mod routes;
mod store;
mod views;

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use config::{Config, EDITABLE, KEYS, Problem, Stored, is_within};
use db::Db;
use http_api::Text;
use tokio::sync::watch;
use units::Clock;
use vault::ServiceSeal;

pub use error::{Error, Fault, codes};
pub use in_force::{InForce, Trouble, in_force};
pub use routes::routes;

db::migrations!["0001_settings"];

/// For what the key is derived that seals stored settings.
pub const SEAL_LABEL: &str = "stored settings";
/// How often a node looks whether another one saved something.
pub const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Bytes of one value at most.
pub const VALUE_BYTES_MAX: usize = 4_096;

/// What following new settings comes to: done, or why not.
pub type Followed<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'a>>;

/// Whoever works by the settings and can take new ones while it runs.
pub trait Follower: Send + Sync {
    /// Works by these from now on.
    fn follow<'a>(&'a self, config: &'a Config) -> Followed<'a>;
}

/// What [`Settings`] are built from.
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Seals and opens values: the vault's, for [`SEAL_LABEL`].
    pub seal: ServiceSeal,
    /// What the service was started with, without anything stored.
    pub base: Config,
    /// What [`in_force`] read at the start.
    pub in_force: InForce,
    /// Who follows.
    pub follower: Arc<dyn Follower>,
}

/// The settings of the web app; clones share them.
#[derive(Clone)]
pub struct Settings(Arc<Inner>);

struct Inner {
    parts: Parts,
    now: RwLock<Arc<InForce>>,
    /// One change at a time is followed, in the order in which they were made.
    turn: tokio::sync::Mutex<()>,
    /// Which change was followed last.
    followed: watch::Sender<i64>,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Settings").field(&self.in_force()).finish()
    }
}

/// Changes by the settings' full names: a new value, or nothing to remove the stored one.
pub type Changes = BTreeMap<String, Option<String>>;

impl Settings {
    /// The settings of these.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let now = RwLock::new(Arc::new(parts.in_force.clone()));
        let followed = watch::Sender::new(parts.in_force.change);
        Self(Arc::new(Inner { parts, now, turn: tokio::sync::Mutex::default(), followed }))
    }

    /// What is in force now.
    #[must_use]
    pub fn in_force(&self) -> Arc<InForce> {
        Arc::clone(&self.0.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tells of each change once it was followed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<i64> {
        self.0.followed.subscribe()
    }

    /// Saves changes of one section, all of them or none, and lets the running service follow.
    ///
    /// # Errors
    /// [`Error::Refused`] with every fault, [`Error::Sealed`], [`Error::NotFound`] for a section that is none,
    /// [`Error::NotTaken`], and the database's.
    pub async fn change(&self, section: &str, changes: &Changes) -> Result<(), Error> {
        let section = EDITABLE.iter().find(|one| **one == section).ok_or(Error::NotFound)?;
        let Parts { db, clock, seal, base, .. } = &self.0.parts;
        let _turn = self.0.turn.lock().await;
        let changes = self.read(section, changes)?;
        let now = clock.now();
        let mut tx = db.begin().await?;
        store::note_change(&mut tx).await?;
        // Another node may have saved something a moment ago, so what is there is read here and not remembered.
        let mut stored = in_force::open(seal, &store::all_in(&mut tx).await?).ok_or(Error::Sealed)?;
        let before = self.in_force().config.check_connectors(now);
        for (name, value) in &changes {
            match value {
                Some(value) => stored.insert(name.clone(), value.clone()),
                None => stored.remove(name),
            };
        }
        let found = verdict(base, &stored, section, &before, now);
        if !found.is_empty() {
            return Err(Error::Refused(found.iter().map(Fault::from).collect()));
        }
        for (name, value) in &changes {
            match value {
                Some(value) => store::put(&mut tx, name, &seal.seal(name, value.as_bytes()), now).await?,
                None => store::remove(&mut tx, name).await?,
            }
        }
        tx.commit().await?;
        tracing::info!(rows = changes.len() as u64, "an operator saved settings in the web app");
        self.take().await
    }

    /// Removes everything that is stored, whether it opens or not.
    ///
    /// # Errors
    /// [`Error::NotTaken`], and the database's.
    pub async fn forget_all(&self) -> Result<(), Error> {
        let _turn = self.0.turn.lock().await;
        let mut tx = self.0.parts.db.begin().await?;
        store::note_change(&mut tx).await?;
        store::remove_all(&mut tx).await?;
        tx.commit().await?;
        tracing::info!("an operator removed all settings of the web app");
        self.take().await
    }

    /// Takes what another node saved; tells whether there was anything.
    ///
    /// # Errors
    /// [`Error::NotTaken`], and the database's.
    pub async fn look_again(&self) -> Result<bool, Error> {
        let _turn = self.0.turn.lock().await;
        let change = store::change(&self.0.parts.db.catalogue()).await?;
        if change == self.in_force().change {
            return Ok(false);
        }
        self.take().await?;
        Ok(true)
    }

    /// Looks again and again, until it is dropped.
    pub async fn watch(self) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if let Err(error) = self.look_again().await {
                tracing::warn!(error = &error as &dyn std::error::Error, "settings of the web app");
            }
        }
    }

    /// Reads what is stored and lets the service follow.
    async fn take(&self) -> Result<(), Error> {
        let Parts { db, seal, base, follower, .. } = &self.0.parts;
        let read = Arc::new(in_force(db, seal, base).await?);
        *self.0.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&read);
        follower.follow(&read.config).await.map_err(Error::NotTaken)?;
        self.0.followed.send_replace(read.change);
        Ok(())
    }

    /// The changes as they are kept: known, of this section, and not settled elsewhere; empty text is none.
    fn read(&self, section: &str, changes: &Changes) -> Result<Changes, Error> {
        let base = &self.0.parts.base;
        let mut faults = Vec::new();
        let mut read = Changes::new();
        for (name, value) in changes {
            let mut refuse = |zh: String, en: String| {
                faults.push(Fault { name: name.clone(), text: Text::made(zh, en) });
            };
            if !is_within(name, section) || KEYS.iter().all(|key| key.name != name) {
                refuse("这一组里没有这项设置".to_owned(), "there is no such setting in this section".to_owned());
                continue;
            }
            let value = value.as_ref().map(|text| text.trim()).filter(|text| !text.is_empty());
            let place = base.standing(name).and_then(|standing| standing.source.place().map(str::to_owned));
            match (value, place) {
                (Some(_), Some(place)) => refuse(
                    format!("这项设置已写在 {place}，那里的优先；请到那里修改"),
                    format!("this setting stands in {place}, which overrules this page; change it there"),
                ),
                (Some(value), None) if value.len() > VALUE_BYTES_MAX => refuse(
                    format!("太长了：最多 {VALUE_BYTES_MAX} 字节"),
                    format!("this is too long: write {VALUE_BYTES_MAX} bytes at most"),
                ),
                (value, _) => drop(read.insert(name.clone(), value.map(str::to_owned))),
            }
        }
        if faults.is_empty() { Ok(read) } else { Err(Error::Refused(faults)) }
    }
}

/// What speaks against these stored settings: what is wrong in the section, and what was right before elsewhere.
fn verdict(base: &Config, stored: &Stored, section: &str, before: &[Problem], now: units::Timestamp) -> Vec<Problem> {
    match base.with_stored(stored) {
        Err(problems) => problems.0,
        Ok(config) => {
            let found = config.check_connectors(now).into_iter();
            found.filter(|problem| is_within(&problem.place, section) || !before.contains(problem)).collect()
        }
    }
}
