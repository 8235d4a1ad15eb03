//! All SQL of this crate.

use db::{Reader, Tx, args, sql};
use units::Timestamp;

use crate::error::Error;
use crate::report::{Report, hash_of};
use crate::{Filed, signing};

/// Reports that are gone through at a time.
const BATCH: i64 = 100;

sql! {
    static LAST = "SELECT number, begun_at, hash FROM inspections ORDER BY number DESC LIMIT 1";
    static FILE = "INSERT INTO inspections (number, begun_at, ended_at, check_count, failed_count, report, hash, \
        previous_hash, signature) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    static LATEST = "SELECT number, report, hash, previous_hash, signature FROM inspections \
        ORDER BY number DESC LIMIT $1";
    static ONE = "SELECT number, report, hash, previous_hash, signature FROM inspections WHERE number = $1";
    static AFTER = "SELECT number, report, hash, previous_hash, signature FROM inspections WHERE number > $1 \
        ORDER BY number LIMIT $2";
}

/// The last report, as far as the next one has to know it.
#[derive(Debug)]
pub(crate) struct Last {
    pub(crate) number: i64,
    pub(crate) begun_at: Timestamp,
    pub(crate) hash: String,
}

/// A report as it lies there.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) number: i64,
    text: String,
    pub(crate) hash: String,
    previous_hash: Option<String>,
    signature: String,
}

impl Row {
    fn of(row: &db::Row<'_>) -> db::Result<Self> {
        Ok(Self {
            number: row.get(0)?,
            text: row.get(1)?,
            hash: row.get(2)?,
            previous_hash: row.get(3)?,
            signature: row.get(4)?,
        })
    }

    /// What it says.
    pub(crate) fn read(self) -> Result<Filed, Error> {
        let report: Report = serde_json::from_str(&self.text).map_err(|_| Error::Unreadable(self.number))?;
        Ok(Filed { report, text: self.text, signature: self.signature })
    }

    /// Whether it is what was signed under its number, after the report with that hash.
    pub(crate) fn is_sound(&self, public_key: &str, previous: Option<&str>) -> bool {
        let Ok(report) = serde_json::from_str::<Report>(&self.text) else { return false };
        report.number == self.number
            && report.previous_hash.as_deref() == previous
            && self.previous_hash.as_deref() == previous
            && self.hash == hash_of(&self.text)
            && signing::is_signed(public_key, &self.text, &self.signature)
    }
}

/// The last report, as this transaction sees it: also one that was filed and is not flushed yet.
pub(crate) async fn last(tx: &mut Tx) -> db::Result<Option<Last>> {
    let last = |row: &db::Row<'_>| Ok(Last { number: row.get(0)?, begun_at: row.get(1)?, hash: row.get(2)? });
    tx.query_optional(&LAST, &[], last).await
}

/// Files a report; a rule is broken when another one was filed under its number meanwhile.
pub(crate) async fn file(mut tx: Tx, filed: &Filed) -> db::Result<()> {
    let Filed { report, text, signature } = filed;
    let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
    let (checks, failed) = (count(report.checks.len()), count(report.failed_count()));
    let hash = hash_of(text);
    tx.execute(
        &FILE,
        &args![
            report.number,
            report.begun_at_ms,
            report.ended_at_ms,
            checks,
            failed,
            text.as_str(),
            hash.as_str(),
            report.previous_hash.as_deref(),
            signature.as_str()
        ],
    )
    .await?;
    tx.commit().await
}

pub(crate) async fn latest(reader: &Reader, limit: u32) -> db::Result<Vec<Row>> {
    reader.query(&LATEST, &args![i64::from(limit)], Row::of).await
}

pub(crate) async fn one(reader: &Reader, number: i64) -> db::Result<Option<Row>> {
    reader.query_optional(&ONE, &args![number], Row::of).await
}

/// The reports after this number, in their order; a few at a time.
pub(crate) async fn after(reader: &Reader, number: i64) -> db::Result<Vec<Row>> {
    reader.query(&AFTER, &args![number, BATCH], Row::of).await
}
