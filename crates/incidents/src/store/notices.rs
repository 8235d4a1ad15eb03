//! The statements about who is concerned.

use db::{Reader, Row, Tx, args, sql};
use ids::{IncidentId, IncidentNoticeId, SubjectId};
use units::Timestamp;

use crate::model::{Counts, Notice};

sql! {
    static ADD = "INSERT INTO incident_notices (id, incident_id, subject_id, created_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (incident_id, subject_id) DO NOTHING";
    static TELL = "UPDATE incident_notices SET announcement_id = $1, notified_at = $2 \
        WHERE incident_id = $1 AND subject_id IS NOT NULL AND notified_at IS NULL";
    static TELL_AGAIN = "UPDATE incident_notices SET announcement_id = $1, notified_at = $2, shown_at = NULL, read_at = NULL, \
        mailed_at = NULL \
        WHERE incident_id = $1 AND subject_id IS NOT NULL";
    // Who was found and closed the account before the others were told cannot be told there any more.
    static COUNTS = "SELECT count(*), count(notified_at), count(shown_at), count(read_at), \
        COALESCE(SUM(CASE WHEN subject_id IS NULL AND notified_at IS NULL THEN 1 ELSE 0 END), 0) FROM incident_notices \
        WHERE incident_id = $1";
    static ONE = "SELECT incident_id, subject_id, created_at, notified_at, shown_at, read_at FROM incident_notices \
        WHERE incident_id = $1 AND subject_id = $2";
    static OF_SUBJECT = "SELECT incident_id, subject_id, created_at, notified_at, shown_at, read_at FROM incident_notices \
        WHERE subject_id = $1 AND notified_at IS NOT NULL ORDER BY notified_at DESC, id DESC LIMIT 200";
    static SHOW = "UPDATE incident_notices SET shown_at = $2 \
        WHERE subject_id = $1 AND notified_at IS NOT NULL AND shown_at IS NULL";
    static READ = "UPDATE incident_notices SET read_at = COALESCE(read_at, $3), shown_at = COALESCE(shown_at, $3) \
        WHERE subject_id = $1 AND incident_id = $2 AND notified_at IS NOT NULL";
    static UNSEEN = "SELECT 1 FROM incident_notices WHERE incident_id = $1 AND notified_at <= $2 AND shown_at IS NULL \
        AND mailed_at IS NULL LIMIT 1";
    static MAILED = "UPDATE incident_notices SET mailed_at = $4 \
        WHERE subject_id = $1 AND incident_id = $2 AND notified_at = $3";
    static DAYS = "SELECT (shown_at - $2) / 86400000, count(*), count(read_at) FROM incident_notices \
        WHERE incident_id = $1 AND shown_at IS NOT NULL GROUP BY 1 ORDER BY 1";
}

/// Notes people as concerned; tells how many were not noted before.
pub(crate) async fn add(
    tx: &mut Tx,
    id: IncidentId,
    people: &[(IncidentNoticeId, SubjectId)],
    now: Timestamp,
) -> db::Result<u64> {
    let rows: Vec<Vec<db::Value>> =
        people.iter().map(|(notice, subject)| args![*notice, id, *subject, now].to_vec()).collect();
    tx.execute_many(&ADD, &rows).await
}

/// Gives a notice to whoever has none, or anew to everybody; tells to how many.
pub(crate) async fn tell(tx: &mut Tx, id: IncidentId, again: bool, now: Timestamp) -> db::Result<u64> {
    tx.execute(if again { &TELL_AGAIN } else { &TELL }, &args![id, now]).await
}

pub(crate) async fn counts(reader: &Reader, id: IncidentId) -> db::Result<Counts> {
    let counts = |row: &Row<'_>| {
        Ok(Counts {
            people: row.get(0)?,
            notified: row.get(1)?,
            shown: row.get(2)?,
            read: row.get(3)?,
            unreachable: row.get(4)?,
        })
    };
    reader.query_one(&COUNTS, &args![id], counts).await
}

pub(crate) async fn one(reader: &Reader, id: IncidentId, subject: SubjectId) -> db::Result<Option<Notice>> {
    Ok(reader.query_optional(&ONE, &args![id, subject], notice).await?.map(|(_, notice)| notice))
}

pub(crate) async fn of_subject(reader: &Reader, subject: SubjectId) -> db::Result<Vec<(IncidentId, Notice)>> {
    reader.query(&OF_SUBJECT, &args![subject], notice).await
}

/// Notes that a person's notices were shown to them.
pub(crate) async fn show(tx: &mut Tx, subject: SubjectId, now: Timestamp) -> db::Result<u64> {
    tx.execute(&SHOW, &args![subject, now]).await
}

/// Notes that a person read a notice; the first time stands. Tells whether there is one.
pub(crate) async fn read(tx: &mut Tx, subject: SubjectId, id: IncidentId, now: Timestamp) -> db::Result<u64> {
    tx.execute(&READ, &args![subject, id, now]).await
}

/// Notes that what a person was told at a time went to their mail address and was taken there.
pub(crate) async fn note_mailed(
    tx: &mut Tx,
    subject: SubjectId,
    id: IncidentId,
    notified_at: Timestamp,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&MAILED, &args![subject, id, notified_at, now]).await.map(drop)
}

/// Whether somebody was told before `before`, was shown nothing since, and was reached by no mail.
pub(crate) async fn has_unseen(reader: &Reader, id: IncidentId, before: Timestamp) -> db::Result<bool> {
    Ok(reader.query_optional(&UNSEEN, &args![id, before], |_| Ok(())).await?.is_some())
}

/// For each day since `from` on which a notice was first shown: the day, to how many, and how many of these read it.
pub(crate) async fn days(reader: &Reader, id: IncidentId, from: Timestamp) -> db::Result<Vec<(i64, u64, u64)>> {
    reader.query(&DAYS, &args![id, from], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

fn notice(row: &Row<'_>) -> db::Result<(IncidentId, Notice)> {
    let notice = Notice {
        subject: row.get(1)?,
        found_at: row.get(2)?,
        notified_at: row.get(3)?,
        shown_at: row.get(4)?,
        read_at: row.get(5)?,
    };
    Ok((row.get(0)?, notice))
}
