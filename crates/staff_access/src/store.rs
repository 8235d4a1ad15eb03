//! The statements of staff access.

use db::{Reader, Row, Tx, args, sql};
use ids::{StaffTrainingId, SubjectId};
use units::Timestamp;

use crate::chain::End;
use crate::entry::{Entry, GENESIS};
use crate::training::Noted;

sql! {
    static LAST = "SELECT number, hash FROM staff_accesses ORDER BY number DESC LIMIT 1";
    static ANCHOR = "SELECT number, hash, seal FROM staff_access_anchors WHERE id = 1";
    static ADD = "INSERT INTO staff_accesses (number, at, staff_digest, subject_digest, role, purpose, item, ticket, words, \
        previous, hash, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    static FROM = "SELECT number, at, staff_digest, subject_digest, role, purpose, item, ticket, words, previous, hash, seal \
        FROM staff_accesses WHERE number > $1 ORDER BY number LIMIT $2";
    static LATEST = "SELECT number, at, staff_digest, subject_digest, role, purpose, item, ticket, words, previous, hash, seal \
        FROM staff_accesses WHERE number < $1 ORDER BY number DESC LIMIT $2";
    static OF_SUBJECT = "SELECT number, at, staff_digest, subject_digest, role, purpose, item, ticket, words, previous, hash, seal \
        FROM staff_accesses WHERE subject_digest = $1 AND number < $2 \
        AND number NOT IN (SELECT number FROM staff_access_silences WHERE silent_until > $4) ORDER BY number DESC LIMIT $3";
    static KEEP_SILENT = "INSERT INTO staff_access_silences (number, silent_until) VALUES ($1, $2)";
    static PEOPLE = "SELECT DISTINCT staff_digest, subject_digest FROM staff_accesses WHERE at BETWEEN $1 AND $2 \
        AND role <> 'service'";
    // The oldest end only: the chain has no holes, even where clocks disagreed.
    static OLDEST_TO_STAY = "SELECT min(number) FROM staff_accesses WHERE at >= $1";
    static LAST_BEFORE = "SELECT number, hash FROM staff_accesses WHERE number < $1 ORDER BY number DESC LIMIT 1";
    static SET_ANCHOR = "INSERT INTO staff_access_anchors (id, number, hash, seal) VALUES (1, $1, $2, $3) \
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash, seal = excluded.seal \
        WHERE staff_access_anchors.number < excluded.number";
    static END = "DELETE FROM staff_accesses WHERE number <= $1";
    static ADD_TRAINING = "INSERT INTO staff_trainings (id, subject_id, trained_at, course, own_word, noted_by_digest, noted_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    static LATEST_TRAINING = "SELECT trained_at, course, own_word FROM staff_trainings WHERE subject_id = $1 \
        ORDER BY trained_at DESC, own_word, id DESC LIMIT 1";
}

fn entry(row: &Row<'_>) -> db::Result<Entry> {
    Ok(Entry {
        number: row.get(0)?,
        at: row.get(1)?,
        staff_digest: row.get(2)?,
        subject_digest: row.get(3)?,
        role: row.get(4)?,
        purpose: row.get(5)?,
        item: row.get(6)?,
        ticket: row.get(7)?,
        words: row.get(8)?,
        previous: row.get(9)?,
        hash: row.get(10)?,
        seal: row.get(11)?,
    })
}

fn end_of(row: &Row<'_>) -> db::Result<(i64, String)> {
    Ok((row.get(0)?, row.get(1)?))
}

/// Number and hash of the newest entry, or of what the chain begins after.
pub(crate) async fn end(tx: &mut Tx) -> db::Result<(i64, String)> {
    if let Some(last) = tx.query_optional(&LAST, &[], end_of).await? {
        return Ok(last);
    }
    let anchor = tx.query_optional(&ANCHOR, &[], end_of).await?;
    Ok(anchor.unwrap_or_else(|| (0, GENESIS.to_owned())))
}

pub(crate) async fn add(tx: &mut Tx, entry: &Entry, silent_until: Option<Timestamp>) -> db::Result<()> {
    let Entry { number, at, staff_digest, subject_digest, role, purpose, item, ticket, words, previous, hash, seal } =
        entry;
    let arguments =
        args![*number, *at, staff_digest, subject_digest, role, purpose, item, ticket, words, previous, hash, seal];
    tx.execute(&ADD, &arguments).await?;
    if let Some(silent_until) = silent_until {
        tx.execute(&KEEP_SILENT, &args![*number, silent_until]).await?;
    }
    Ok(())
}

pub(crate) async fn anchor(reader: &Reader) -> db::Result<Option<(End, String)>> {
    reader.query_optional(&ANCHOR, &[], |row| Ok((End { number: row.get(0)?, hash: row.get(1)? }, row.get(2)?))).await
}

pub(crate) async fn from(reader: &Reader, after: i64, limit: i64) -> db::Result<Vec<Entry>> {
    reader.query(&FROM, &args![after, limit], entry).await
}

pub(crate) async fn latest(reader: &Reader, before: i64, limit: i64) -> db::Result<Vec<Entry>> {
    reader.query(&LATEST, &args![before, limit], entry).await
}

/// What a person may read about themselves at `now`.
pub(crate) async fn of_subject(
    reader: &Reader,
    digest: &str,
    before: i64,
    limit: i64,
    now: Timestamp,
) -> db::Result<Vec<Entry>> {
    reader.query(&OF_SUBJECT, &args![digest, before, limit, now], entry).await
}

/// Who opened whose data from one time to another, by their digests.
pub(crate) async fn people(reader: &Reader, from: Timestamp, to: Timestamp) -> db::Result<Vec<(String, String)>> {
    reader.query(&PEOPLE, &args![from, to], |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// The last entry of the oldest end that is older than `limit`, if there is one.
pub(crate) async fn last_overdue(tx: &mut Tx, limit: Timestamp) -> db::Result<Option<(i64, String)>> {
    let stays: Option<i64> = tx.query_one(&OLDEST_TO_STAY, &args![limit], |row| row.get(0)).await?;
    tx.query_optional(&LAST_BEFORE, &args![stays.unwrap_or(i64::MAX)], end_of).await
}

/// Removes the oldest end up to a number, which the anchor now names; tells how many went.
pub(crate) async fn end_up_to(tx: &mut Tx, number: i64, hash: &str, seal: &str) -> db::Result<u64> {
    tx.execute(&SET_ANCHOR, &args![number, hash, seal]).await?;
    tx.execute(&END, &args![number]).await
}

pub(crate) async fn add_training(
    tx: &mut Tx,
    id: StaffTrainingId,
    subject: SubjectId,
    noted: &Noted,
    noted_by: &str,
    now: Timestamp,
) -> db::Result<()> {
    let arguments = args![id, subject, noted.trained_at, &noted.course, noted.is_own_word, noted_by, now];
    tx.execute(&ADD_TRAINING, &arguments).await.map(drop)
}

pub(crate) async fn latest_training(reader: &Reader, subject: SubjectId) -> db::Result<Option<Noted>> {
    reader
        .query_optional(&LATEST_TRAINING, &args![subject], |row| {
            Ok(Noted { trained_at: row.get(0)?, course: row.get(1)?, is_own_word: row.get(2)? })
        })
        .await
}
