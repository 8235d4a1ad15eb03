//! The statements of consent; the only ones that may write its tables.

use db::{Reader, Sql, Tx, Value, args, sql};
use ids::{ConsentEventId, GrantId, SubjectId};
use units::Timestamp;

sql! {
    pub(crate) static LIVE_GRANTS = "SELECT purpose_no FROM grants WHERE subject_id = $1";
    pub(crate) static LIVE_GRANT = "SELECT id FROM grants WHERE subject_id = $1 AND purpose_no = $2";
    // What tells the age has the number 8; it outlives a guardianship.
    pub(crate) static WAKING_GRANT = "SELECT id FROM grants WHERE subject_id = $1 AND purpose_no = $2 \
        AND rests_since IS NULL AND (guardianship_id IS NOT NULL OR purpose_no = 8 \
        OR NOT EXISTS (SELECT 1 FROM minors m WHERE m.subject_id = grants.subject_id))";
    pub(crate) static GRANTS_OF = "SELECT purpose_no, granted_at, policy_version, text_hash, rests_since FROM grants \
        WHERE subject_id = $1";
    pub(crate) static ADD_GRANT = "INSERT INTO grants \
        (id, subject_id, purpose_no, granted_at, policy_version, text_hash, guardianship_id) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (subject_id, purpose_no) DO NOTHING";
    pub(crate) static WAKE_GRANT = "UPDATE grants SET rests_since = NULL, granted_at = $3, policy_version = $4, \
        text_hash = $5 WHERE subject_id = $1 AND purpose_no = $2 AND rests_since IS NOT NULL";
    pub(crate) static LET_REST = "UPDATE grants SET rests_since = $3 WHERE subject_id = $1 AND purpose_no = $2 \
        AND rests_since IS NULL";
    pub(crate) static ASK_ANEW = "UPDATE grants SET rests_since = $3 WHERE purpose_no = $1 AND policy_version = $2 \
        AND rests_since IS NULL";
    pub(crate) static SIGNALS_OF = "SELECT gpc_seen_at, dnt_seen_at FROM browser_signals WHERE subject_id = $1";
    pub(crate) static NOTE_SIGNALS = "INSERT INTO browser_signals (subject_id, gpc_seen_at, dnt_seen_at) \
        VALUES ($1, $2, $3) ON CONFLICT (subject_id) DO UPDATE SET \
        gpc_seen_at = coalesce(browser_signals.gpc_seen_at, excluded.gpc_seen_at), \
        dnt_seen_at = coalesce(browser_signals.dnt_seen_at, excluded.dnt_seen_at) \
        WHERE (browser_signals.gpc_seen_at IS NULL AND excluded.gpc_seen_at IS NOT NULL) \
        OR (browser_signals.dnt_seen_at IS NULL AND excluded.dnt_seen_at IS NOT NULL)";
    pub(crate) static REMOVE_GRANT = "DELETE FROM grants WHERE subject_id = $1 AND purpose_no = $2";
    pub(crate) static ADD_EVENT = "INSERT INTO consent_events \
        (id, subject_id, purpose_no, event, at, policy_version, text_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub(crate) static EVENTS_OF = "SELECT id, purpose_no, event, at, policy_version, text_hash FROM consent_events \
        WHERE subject_id = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4";
    pub(crate) static LAST_EVENTS_OF = "SELECT e.purpose_no, e.event, e.at, e.policy_version FROM consent_events e \
        WHERE e.subject_id = $1 AND NOT EXISTS (SELECT 1 FROM consent_events later \
        WHERE later.subject_id = e.subject_id AND later.purpose_no = e.purpose_no AND (later.at, later.id) > (e.at, e.id))";
    /// Compared where it lies: what leaves the database is whether, and never the birthday.
    static IS_MINOR = "SELECT (SELECT count(*) FROM profile_birthdays WHERE subject_id = $1 AND value >= $2) \
        + (SELECT count(*) FROM minors m WHERE m.subject_id = $1 \
        AND NOT EXISTS (SELECT 1 FROM profile_birthdays b WHERE b.subject_id = m.subject_id))";
    static HAS_SUBJECT = "SELECT 1 FROM subjects WHERE id = $1";
    static ADD_SUBJECT = "INSERT INTO subjects (id, created_at) VALUES ($1, $2)";
    static REMOVE_SUBJECT = "DELETE FROM subjects WHERE id = $1";
    static RESTRICT = "UPDATE consent_events SET subject_id = NULL, subject_digest = $2, restricted_at = $3 WHERE subject_id = $1";
}

pub(crate) async fn has_subject(tx: &mut Tx, subject: SubjectId) -> db::Result<bool> {
    Ok(tx.query_optional(&HAS_SUBJECT, &args![subject], |_| Ok(())).await?.is_some())
}

pub(crate) async fn is_minor(reader: &Reader, subject: SubjectId, now: Timestamp) -> db::Result<bool> {
    let found: i64 = reader.query_one(&IS_MINOR, &args![subject, now.minors_born_since()], |row| row.get(0)).await?;
    Ok(found > 0)
}

pub(crate) async fn live_grant(tx: &mut Tx, subject: SubjectId, purpose_no: u8) -> db::Result<Option<GrantId>> {
    tx.query_optional(&LIVE_GRANT, &args![subject, purpose_no], |row| row.get(0)).await
}

/// As [`live_grant`], and nothing while the consent rests.
pub(crate) async fn waking_grant(tx: &mut Tx, subject: SubjectId, purpose_no: u8) -> db::Result<Option<GrantId>> {
    tx.query_optional(&WAKING_GRANT, &args![subject, purpose_no], |row| row.get(0)).await
}

pub(crate) struct NewEvent<'a> {
    pub(crate) id: ConsentEventId,
    pub(crate) subject: SubjectId,
    pub(crate) purpose_no: u8,
    pub(crate) event: &'static str,
    pub(crate) at: Timestamp,
    pub(crate) policy_version: &'a str,
    pub(crate) text_hash: &'a str,
}

pub(crate) async fn add_event(tx: &mut Tx, event: &NewEvent<'_>) -> db::Result<()> {
    let (sql, arguments) = adding(event);
    tx.execute(sql, &arguments).await?;
    Ok(())
}

/// The statement of [`add_event`], for whoever sends it along with others.
pub(crate) fn adding(event: &NewEvent<'_>) -> (&'static Sql, Vec<Value>) {
    let NewEvent { id, subject, purpose_no, event, at, policy_version, text_hash } = *event;
    (&ADD_EVENT, args![id, subject, purpose_no, event, at, policy_version, text_hash].to_vec())
}

/// Begins to hold data about a person; the account's other rows follow in the same transaction.
///
/// # Errors
/// The database's.
pub async fn add_subject(tx: &mut Tx, subject: SubjectId, now: Timestamp) -> db::Result<()> {
    tx.execute(&ADD_SUBJECT, &args![subject, now]).await?;
    Ok(())
}

/// Ends holding data about a person, the last step of closing an account.
///
/// # Errors
/// A foreign key refuses while anything about the person is left; nothing is removed then.
pub async fn remove_subject(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&REMOVE_SUBJECT, &args![subject]).await
}

/// Puts a digest in the place of the subject in the history of choices, and lets the record rest from `now`.
///
/// # Errors
/// The database's.
pub async fn restrict_events(tx: &mut Tx, subject: SubjectId, digest: &str, now: Timestamp) -> db::Result<u64> {
    tx.execute(&RESTRICT, &args![subject, digest, now]).await
}
