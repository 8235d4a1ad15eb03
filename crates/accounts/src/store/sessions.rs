//! Signed-in devices.

use db::{Db, Reader, Tx, args, sql};
use http_api::Role;
use ids::{SessionId, SubjectId};
use units::Timestamp;

use crate::model;

sql! {
    static ADD = "INSERT INTO sessions (id, subject_id, token_hash, device_name, created_at, last_used_at, expires_at, \
        device_kind, is_known, provider) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)";
    static BY_TOKEN = "SELECT s.id, s.subject_id, s.device_name, s.created_at, s.last_used_at, a.roles, s.proved_at, \
        (SELECT p.accepted_at FROM policy_acceptances p WHERE p.subject_id = s.subject_id AND p.version = $3) \
        FROM sessions s JOIN accounts a ON a.subject_id = s.subject_id \
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.state = 'active'";
    static TOUCH = "UPDATE sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1 AND last_used_at < $2";
    // The same device under a new token: its name and its first use stay, and its owner has just shown who they are.
    static RENEW = "UPDATE sessions SET token_hash = $3, proved_at = $4, last_used_at = $4, expires_at = $5, provider = $6 \
        WHERE id = $1 AND subject_id = $2";
    static CHANGE = "UPDATE sessions SET device_name = CASE WHEN $3 = '' THEN device_name ELSE $3 END, \
        is_known = CASE WHEN is_known < $4 THEN $4 ELSE is_known END WHERE id = $1 AND subject_id = $2";
    static UNKNOWN = "SELECT count(*) FROM sessions WHERE subject_id = $1 AND id <> $2 AND is_known = 0 AND expires_at > $3";
    static SESSIONS_OF = "SELECT id, device_name, created_at, last_used_at, device_kind, is_known FROM sessions \
        WHERE subject_id = $1 AND expires_at > $2 AND (last_used_at, id) < ($3, $4) ORDER BY last_used_at DESC, id DESC LIMIT $5";
    static REMOVE = "DELETE FROM sessions WHERE id = $1 AND subject_id = $2";
    static REMOVE_OTHERS = "DELETE FROM sessions WHERE subject_id = $1 AND id <> $2";
    static REMOVE_THROUGH = "DELETE FROM sessions WHERE subject_id = $1 AND provider = $2";
    static REMOVE_ALL = "DELETE FROM sessions WHERE subject_id = $1";
}

/// A session as it is kept.
pub(crate) struct NewSession<'a> {
    pub(crate) id: SessionId,
    pub(crate) subject: SubjectId,
    pub(crate) token_hash: &'a str,
    pub(crate) device_name: &'a str,
    pub(crate) device_kind: &'a str,
    pub(crate) is_known: bool,
    /// Who elsewhere vouched for its owner.
    pub(crate) provider: Option<&'a str>,
    pub(crate) now: Timestamp,
}

pub(crate) async fn add(tx: &mut Tx, session: &NewSession<'_>) -> db::Result<()> {
    let NewSession { id, subject, token_hash, device_name, device_kind, is_known, provider, now } = *session;
    let expires_at = now + model::IDLE_AT_MOST;
    let is_known = i64::from(is_known);
    let arguments = args![id, subject, token_hash, device_name, now, expires_at, device_kind, is_known, provider];
    tx.execute(&ADD, &arguments).await?;
    Ok(())
}

/// The session behind a token.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) id: SessionId,
    pub(crate) subject: SubjectId,
    pub(crate) device_name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) last_used_at: Timestamp,
    pub(crate) proved_at: Timestamp,
    pub(crate) roles: Vec<Role>,
    pub(crate) accepted: bool,
}

impl Found {
    /// When its owner last showed who they are: at the sign-in, unless a later or an earlier moment is noted.
    ///
    /// Earlier is a device that another one let in: it knows its owner from there, and from then.
    pub(crate) fn signed_in_at(&self) -> Timestamp {
        if self.proved_at == Timestamp::from_millis(0) { self.created_at } else { self.proved_at }
    }
}

pub(crate) async fn by_token(
    reader: &Reader,
    token_hash: &str,
    version: &str,
    now: Timestamp,
) -> db::Result<Option<Found>> {
    reader
        .query_optional(&BY_TOKEN, &args![token_hash, now, version], |row| {
            Ok(Found {
                id: row.get(0)?,
                subject: row.get(1)?,
                device_name: row.get(2)?,
                created_at: row.get(3)?,
                last_used_at: row.get(4)?,
                roles: model::roles_of(&row.get::<String>(5)?),
                proved_at: row.get(6)?,
                accepted: row.get::<Option<i64>>(7)?.is_some(),
            })
        })
        .await
}

pub(crate) async fn touch(db: &Db, id: SessionId, now: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&TOUCH, &args![id, now, now + model::IDLE_AT_MOST]).await?;
    tx.commit().await
}

/// A session as its owner sees it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) id: SessionId,
    pub(crate) device_name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) last_used_at: Timestamp,
    pub(crate) device_kind: String,
    pub(crate) is_known: bool,
}

/// Goes on with a device under a new token.
pub(crate) async fn renew(
    tx: &mut Tx,
    id: SessionId,
    subject: SubjectId,
    token_hash: &str,
    provider: Option<&str>,
    now: Timestamp,
) -> db::Result<u64> {
    tx.execute(&RENEW, &args![id, subject, token_hash, now, now + model::IDLE_AT_MOST, provider]).await
}

/// Names a device, unless there is no name, and notes that it is known.
pub(crate) async fn change(
    tx: &mut Tx,
    id: SessionId,
    subject: SubjectId,
    name: Option<&str>,
    is_known: bool,
) -> db::Result<u64> {
    tx.execute(&CHANGE, &args![id, subject, name.unwrap_or_default(), i64::from(is_known)]).await
}

/// How many devices beside this one the member has not said to know.
pub(crate) async fn unknown(reader: &Reader, subject: SubjectId, beside: SessionId, now: Timestamp) -> db::Result<u64> {
    reader.query_one(&UNKNOWN, &args![subject, beside, now], |row| row.get(0)).await
}

pub(crate) async fn sessions_of(
    reader: &Reader,
    subject: SubjectId,
    before: Option<(i64, i64)>,
    limit: i64,
    now: Timestamp,
) -> db::Result<Vec<Shown>> {
    let (at, id) = before.unwrap_or((i64::MAX, i64::MAX));
    reader
        .query(&SESSIONS_OF, &args![subject, now, at, id, limit], |row| {
            Ok(Shown {
                id: row.get(0)?,
                device_name: row.get(1)?,
                created_at: row.get(2)?,
                last_used_at: row.get(3)?,
                device_kind: row.get(4)?,
                is_known: row.get::<i64>(5)? == 1,
            })
        })
        .await
}

pub(crate) async fn remove(tx: &mut Tx, id: SessionId, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&REMOVE, &args![id, subject]).await
}

pub(crate) async fn remove_others(tx: &mut Tx, subject: SubjectId, keep: SessionId) -> db::Result<u64> {
    tx.execute(&REMOVE_OTHERS, &args![subject, keep]).await
}

pub(crate) async fn remove_all(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&REMOVE_ALL, &args![subject]).await
}

/// Signs out every device whose owner somebody elsewhere vouched for.
pub(crate) async fn remove_through(tx: &mut Tx, subject: SubjectId, provider: &str) -> db::Result<u64> {
    tx.execute(&REMOVE_THROUGH, &args![subject, provider]).await
}
