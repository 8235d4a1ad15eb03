//! Passkeys, and the challenges that wait for one.

use db::{Db, Reader, Tx, args, sql};
use ids::{PasskeyId, SessionId, SubjectId};
use units::Timestamp;
use webauthn::Credential;

use crate::model::State;

sql! {
    static ADD_CHALLENGE = "INSERT INTO passkey_challenges (challenge_index, expires_at) VALUES ($1, $2)";
    static REMOVE_EXPIRED = "DELETE FROM passkey_challenges WHERE expires_at <= $1";
    static USE_CHALLENGE = "DELETE FROM passkey_challenges WHERE challenge_index = $1 AND expires_at > $2";
    static ADD = "INSERT INTO passkeys (id, subject_id, credential_id, public_key, counter, name, created_at, last_used_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, NULL) ON CONFLICT (credential_id) DO NOTHING";
    static PASSKEYS_OF = "SELECT id, credential_id, name, created_at, last_used_at FROM passkeys \
        WHERE subject_id = $1 ORDER BY created_at DESC, id DESC";
    // A write, so that two requests at once cannot both see room for one more.
    static HOLD_ACCOUNT = "UPDATE accounts SET state = state WHERE subject_id = $1";
    static COUNT = "SELECT count(*) FROM passkeys WHERE subject_id = $1";
    static BY_CREDENTIAL = "SELECT p.id, p.subject_id, p.public_key, p.counter, a.state FROM passkeys p \
        JOIN accounts a ON a.subject_id = p.subject_id WHERE p.credential_id = $1";
    // Of two uses at once with one counter, only one goes on.
    static TOUCH = "UPDATE passkeys SET counter = $2, last_used_at = $3 \
        WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))";
    static RENAME = "UPDATE passkeys SET name = $3 WHERE id = $1 AND subject_id = $2";
    static REMOVE = "DELETE FROM passkeys WHERE id = $1 AND subject_id = $2";
    static PROVE = "UPDATE sessions SET proved_at = $3 WHERE id = $1 AND subject_id = $2";
}

/// Keeps a challenge, and drops those that nobody answered in time.
pub(crate) async fn add_challenge(db: &Db, index: &str, now: Timestamp, expires_at: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&REMOVE_EXPIRED, &args![now]).await?;
    tx.execute(&ADD_CHALLENGE, &args![index, expires_at]).await?;
    tx.commit().await
}

/// Uses a challenge up; tells whether it was there.
pub(crate) async fn use_challenge(db: &Db, index: &str, now: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let was_there = tx.execute(&USE_CHALLENGE, &args![index, now]).await? == 1;
    tx.commit().await?;
    Ok(was_there)
}

/// How many passkeys a member has, held until the transaction ends.
pub(crate) async fn count(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&HOLD_ACCOUNT, &args![subject]).await?;
    let count = tx.query_optional(&COUNT, &args![subject], |row| row.get(0)).await?;
    Ok(count.unwrap_or_default())
}

/// Returns whether nobody had this credential.
pub(crate) async fn add(
    tx: &mut Tx,
    (id, subject): (PasskeyId, SubjectId),
    credential: &Credential,
    name: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let (credential_id, public_key) = (credential.id.clone(), credential.public_key.clone());
    let counter = i64::from(credential.counter);
    Ok(tx.execute(&ADD, &args![id, subject, credential_id, public_key, counter, name, now]).await? == 1)
}

/// A passkey as its owner sees it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) id: PasskeyId,
    pub(crate) credential_id: Vec<u8>,
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

pub(crate) async fn passkeys_of(reader: &Reader, subject: SubjectId) -> db::Result<Vec<Shown>> {
    reader
        .query(&PASSKEYS_OF, &args![subject], |row| {
            Ok(Shown {
                id: row.get(0)?,
                credential_id: row.get(1)?,
                name: row.get(2)?,
                created_at: row.get(3)?,
                last_used_at: row.get(4)?,
            })
        })
        .await
}

/// The passkey behind a credential, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) id: PasskeyId,
    pub(crate) subject: SubjectId,
    pub(crate) public_key: Vec<u8>,
    pub(crate) counter: u32,
    pub(crate) state: State,
}

pub(crate) async fn by_credential(reader: &Reader, credential_id: &[u8]) -> db::Result<Option<Found>> {
    reader
        .query_optional(&BY_CREDENTIAL, &args![credential_id.to_vec()], |row| {
            Ok(Found {
                id: row.get(0)?,
                subject: row.get(1)?,
                public_key: row.get(2)?,
                counter: row.get(3)?,
                state: State::of_str(&row.get::<String>(4)?),
            })
        })
        .await
}

/// Notes a use; tells whether the counter went on, or there is none.
pub(crate) async fn touch(db: &Db, id: PasskeyId, counter: u32, now: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let went_on = tx.execute(&TOUCH, &args![id, i64::from(counter), now]).await? == 1;
    tx.commit().await?;
    Ok(went_on)
}

pub(crate) async fn rename(tx: &mut Tx, id: PasskeyId, subject: SubjectId, name: &str) -> db::Result<u64> {
    tx.execute(&RENAME, &args![id, subject, name]).await
}

pub(crate) async fn remove(tx: &mut Tx, id: PasskeyId, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&REMOVE, &args![id, subject]).await
}

/// Notes that the owner of a signed-in device proved once more that it is they.
pub(crate) async fn prove(db: &Db, session: SessionId, subject: SubjectId, now: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let is_signed_in = tx.execute(&PROVE, &args![session, subject, now]).await? == 1;
    tx.commit().await?;
    Ok(is_signed_in)
}
