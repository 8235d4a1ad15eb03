//! Looking after the safety of data at set times: what was looked at, what was found, and a report of it.
//!
//! Policy: nothing about a person; the table is declared in `policy/not_personal.toml`. Promise P-147.
//!
//! The program says what there is to look at ([`Check`]). Once a day, and whenever staff ask for it, every check is made,
//! and what was found is filed: a text that names the report before it, signed with a key of the service (Ed25519,
//! RFC 8032). Anybody who has the public key verifies a report without the service.
//!
//! Invariants
//! - One inspection a day, however many nodes there are and however often they try: `tests/filing.rs`, both engines.
//! - A check that could not be made is a fault, and keeps no other from being made: `tests/filing.rs`.
//! - A report that was changed, swapped or taken out is found out, the last one too, whose number is noted beside the
//!   keys: `tests/filing.rs`, both engines.

mod error;
mod report;
mod routes;
mod signing;
mod store;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use db::Db;
use http_api::Text;
use units::{Clock, Millis, Timestamp};
use vault::Vault;

pub use error::Error;
use report::hash_of;
pub use report::{CheckReport, FORMAT, Report, Told};
pub use routes::routes;
pub use signing::{SigningKey, is_signed};

db::migrations!["0001_inspections"];

/// For what the seed of the signing key is derived.
const KEY_LABEL: &str = "signatures of inspections";
/// The name under which the vault notes the last report.
const LOG: &str = "inspections";
/// An inspection is due this long after the last one began: an hour before the day is over, since the job that looks
/// whether it is due comes round every hour.
pub const DUE_AFTER: Millis = Millis::hours(23);
/// From this age of the last one on, inspections are late.
pub const LATE_AFTER: Millis = Millis::hours(24);
/// Faults of one check that are written down; all are counted.
pub const FAULTS_TOLD_MAX: usize = 20;
/// How often a report is made anew because another node filed one at the same moment.
const ATTEMPTS_MAX: usize = 8;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// How many things were looked at, so that a check of nothing does not pass for one of everything.
    pub looked_at: u64,
    /// What is wrong, a sentence each, without a word about a person.
    pub faults: Vec<Text>,
}

impl Finding {
    /// Nothing wrong among this many.
    #[must_use]
    pub fn sound(looked_at: u64) -> Self {
        Self { looked_at, faults: Vec::new() }
    }
}

/// Looking at one thing: what was found, or why it could not be looked at.
pub type Looking = Pin<Box<dyn Future<Output = Result<Finding, String>> + Send>>;

/// One thing that inspections look at.
pub struct Check {
    name: &'static str,
    title: Text,
    look: Box<dyn Fn() -> Looking + Send + Sync>,
}

impl Check {
    /// A check with a name that stays, and what it asks, in words.
    pub fn new<F, Fut>(name: &'static str, title: Text, look: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Finding, String>> + Send + 'static,
    {
        Self { name, title, look: Box::new(move || Box::pin(look())) }
    }

    async fn report(&self) -> CheckReport {
        let found = (self.look)().await.unwrap_or_else(|reason| {
            // The reason may name files; the report is read by more people than the log.
            tracing::error!(job = self.name, error = reason, "an inspection could not look at something");
            let told = Text::new("没能检查，原因见日志", "could not be looked at; the log says why");
            Finding { looked_at: 0, faults: vec![told] }
        });
        CheckReport::of(self.name, self.title.clone(), found)
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What [`Inspections`] are made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The vault, of whose master key the key is made that signs reports, and beside whose keys the last one is noted.
    pub vault: Vault,
    /// What there is to look at.
    pub checks: Vec<Check>,
}

/// Inspections of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Inspections(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    parts: Parts,
    key: SigningKey,
}

/// A report on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// What it says.
    pub report: Report,
    /// The text that was signed.
    pub text: String,
    /// Its signature: Ed25519, 64 bytes as hexadecimal digits.
    pub signature: String,
}

impl Inspections {
    /// Inspections with these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let key = SigningKey::of_seed(&parts.vault.derive(KEY_LABEL));
        Self(Arc::new(Inner { parts, key }))
    }

    /// Makes every check and files the report, unless the last inspection is younger than [`DUE_AFTER`].
    ///
    /// # Errors
    /// The database's; what the checks find is no error.
    pub async fn inspect_if_due(&self) -> Result<Option<Filed>, Error> {
        let limit = self.0.parts.clock.now() - DUE_AFTER;
        let is_due = |last: Option<&store::Last>| last.is_none_or(|last| last.begun_at <= limit);
        let mut tx = self.0.parts.db.begin().await?;
        let last = store::last(&mut tx).await?;
        drop(tx);
        if !is_due(last.as_ref()) {
            return Ok(None);
        }
        self.inspect_where(is_due).await
    }

    /// Makes every check now, and files the report.
    ///
    /// # Errors
    /// The database's.
    pub async fn inspect(&self) -> Result<Filed, Error> {
        self.inspect_where(|_| true).await?.ok_or(Error::Busy)
    }

    /// Makes every check, and files the report if the last one on file is then still `wanted` to have another.
    async fn inspect_where(&self, wanted: impl Fn(Option<&store::Last>) -> bool) -> Result<Option<Filed>, Error> {
        let begun_at = self.0.parts.clock.now();
        let mut checks = vec![self.look_at_reports().await?];
        for check in &self.0.parts.checks {
            checks.push(check.report().await);
        }
        let ended_at = self.0.parts.clock.now();
        for _ in 0..ATTEMPTS_MAX {
            let mut tx = self.0.parts.db.begin().await?;
            let last = store::last(&mut tx).await?;
            if !wanted(last.as_ref()) {
                return Ok(None);
            }
            let report = Report::following(last.as_ref(), begun_at, ended_at, checks.clone());
            let text = report.text();
            let filed = Filed { signature: self.0.key.sign(&text), report, text };
            match store::file(tx, &filed).await {
                Ok(()) => {
                    self.note(&filed).await?;
                    return Ok(Some(filed));
                }
                // Another node was quicker: this report follows that one, if it is wanted still.
                Err(db::Error::Constraint { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Error::Busy)
    }

    /// Notes beside the keys that this report is the last. Where later ones were cut off, the report says so, and what
    /// is noted goes back with it.
    async fn note(&self, filed: &Filed) -> Result<(), Error> {
        let (vault, number, hash) = (&self.0.parts.vault, filed.report.number, hash_of(&filed.text));
        vault.note_head(LOG, number, &hash).await?;
        let is_behind = vault.head(LOG).await?.is_some_and(|(noted, _)| noted > number);
        if is_behind && filed.report.tells_of_a_cut() {
            vault.move_head(LOG, number, &hash).await?;
        }
        Ok(())
    }

    /// The reports on file, the latest first.
    ///
    /// # Errors
    /// The database's, and [`Error::Unreadable`].
    pub async fn reports(&self, limit: u32) -> Result<Vec<Filed>, Error> {
        store::latest(&self.0.parts.db.service(), limit).await?.into_iter().map(store::Row::read).collect()
    }

    /// One report.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Unreadable`], and the database's.
    pub async fn report(&self, number: i64) -> Result<Filed, Error> {
        store::one(&self.0.parts.db.service(), number).await?.ok_or(Error::NotFound)?.read()
    }

    /// The public key that verifies reports: Ed25519, 32 bytes as hexadecimal digits.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.0.key.public()
    }

    /// Whether the last inspection is older than it may be, or there is none.
    #[must_use]
    pub fn is_late(&self, last: Option<&Report>) -> bool {
        let limit = self.0.parts.clock.now() - LATE_AFTER;
        last.is_none_or(|last| Timestamp::from_millis(last.begun_at_ms) < limit)
    }

    /// Goes through the reports on file: each is what was signed, and follows the one before it.
    async fn look_at_reports(&self) -> Result<CheckReport, Error> {
        let reader = self.0.parts.db.service();
        // What is noted is read first: what is filed meanwhile only comes after it.
        let noted = self.0.parts.vault.head(LOG).await?.map_or(0, |(number, _)| number);
        let (mut expected, mut previous, mut looked_at, mut faults) = (1_i64, None::<String>, 0_u64, Vec::new());
        loop {
            let rows = store::after(&reader, expected - 1).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                looked_at += 1;
                if row.number != expected {
                    faults.push(Text::made(
                        format!("第 {expected} 份报告不见了"),
                        format!("report {expected} is missing"),
                    ));
                } else if !row.is_sound(&self.0.key.public(), previous.as_deref()) {
                    faults.push(Text::made(
                        format!("第 {expected} 份报告不是当初签名的那一份"),
                        format!("report {expected} is not the one that was signed"),
                    ));
                }
                expected = row.number + 1;
                previous = Some(row.hash);
            }
        }
        if noted >= expected {
            let last = expected - 1;
            faults.push(Text::made(
                format!("末尾的报告被删掉了：写到过第 {noted} 份，只剩到第 {last} 份"),
                format!("the last reports were taken away: {noted} was filed, and {last} is the last that is there"),
            ));
        }
        let title = Text::new("以往的检查报告没有被改动", "Earlier reports are as they were signed");
        Ok(CheckReport::of(report::REPORTS, title, Finding { looked_at, faults }))
    }
}
