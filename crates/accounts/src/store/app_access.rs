//! Keys and passwords with which other apps act for a member.

use db::{Db, Reader, Tx, args, sql};
use http_api::Role;
use ids::{ApiKeyId, AppPasswordId, SubjectId};
use units::Timestamp;
use vault::Sealed;

use crate::model;

sql! {
    static ADD_KEY = "INSERT INTO api_keys (id, subject_id, name, user_name, key_hash, created_at, last_used_at) \
        VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    static ADD_PASSWORD = "INSERT INTO app_passwords (id, subject_id, name, user_name, password_sealed, created_at, last_used_at) \
        VALUES ($1, $2, $3, $4, $5, $6, NULL)";
    static KEYS_OF = "SELECT id, name, user_name, created_at, last_used_at FROM api_keys \
        WHERE subject_id = $1 ORDER BY created_at DESC, id DESC";
    static PASSWORDS_OF = "SELECT id, name, user_name, created_at, last_used_at FROM app_passwords \
        WHERE subject_id = $1 ORDER BY created_at DESC, id DESC";
    // A write, so that two requests at once cannot both see room for one more.
    static HOLD_ACCOUNT = "UPDATE accounts SET state = state WHERE subject_id = $1";
    static COUNT = "SELECT (SELECT count(*) FROM api_keys WHERE subject_id = $1) \
        + (SELECT count(*) FROM app_passwords WHERE subject_id = $1)";
    static CHANGE_PASSWORD = "UPDATE app_passwords SET password_sealed = $3 WHERE id = $1 AND subject_id = $2";
    static REMOVE_KEY = "DELETE FROM api_keys WHERE id = $1 AND subject_id = $2";
    static REMOVE_PASSWORD = "DELETE FROM app_passwords WHERE id = $1 AND subject_id = $2";
    static REMOVE_KEYS = "DELETE FROM api_keys WHERE subject_id = $1";
    static REMOVE_PASSWORDS = "DELETE FROM app_passwords WHERE subject_id = $1";
    static BY_KEY = "SELECT k.subject_id, k.name, k.user_name, k.last_used_at, a.roles, \
        (SELECT p.accepted_at FROM policy_acceptances p WHERE p.subject_id = k.subject_id AND p.version = $2), k.id \
        FROM api_keys k JOIN accounts a ON a.subject_id = k.subject_id WHERE k.key_hash = $1 AND a.state = 'active'";
    static BY_USER_NAME = "SELECT k.subject_id, k.name, k.user_name, k.last_used_at, a.roles, \
        (SELECT p.accepted_at FROM policy_acceptances p WHERE p.subject_id = k.subject_id AND p.version = $2), k.id, \
        k.password_sealed \
        FROM app_passwords k JOIN accounts a ON a.subject_id = k.subject_id WHERE k.user_name = $1 AND a.state = 'active'";
    static IS_OF_KEY = "SELECT 1 FROM api_keys WHERE user_name = $1";
    static TOUCH_KEY = "UPDATE api_keys SET last_used_at = $2 WHERE id = $1";
    static TOUCH_PASSWORD = "UPDATE app_passwords SET last_used_at = $2 WHERE id = $1";
}

/// A key or password as its owner sees it: never the secret.
#[derive(Clone, Debug)]
pub(crate) struct Shown<Id> {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) user_name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

/// The member behind a key or password.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) subject: SubjectId,
    pub(crate) name: String,
    pub(crate) user_name: String,
    pub(crate) last_used_at: Option<Timestamp>,
    pub(crate) roles: Vec<Role>,
    pub(crate) accepted: bool,
}

pub(crate) async fn count(tx: &mut Tx, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&HOLD_ACCOUNT, &args![subject]).await?;
    let count = tx.query_optional(&COUNT, &args![subject], |row| row.get(0)).await?;
    Ok(count.unwrap_or_default())
}

pub(crate) async fn add_key(
    tx: &mut Tx,
    id: ApiKeyId,
    subject: SubjectId,
    (name, user_name): (&str, &str),
    key_hash: &str,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&ADD_KEY, &args![id, subject, name, user_name, key_hash, now]).await?;
    Ok(())
}

pub(crate) async fn add_password(
    tx: &mut Tx,
    id: AppPasswordId,
    subject: SubjectId,
    (name, user_name): (&str, &str),
    sealed: &Sealed,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&ADD_PASSWORD, &args![id, subject, name, user_name, sealed.as_bytes(), now]).await?;
    Ok(())
}

/// Replaces an app password; tells whether it was still there.
pub(crate) async fn change_password(
    tx: &mut Tx,
    id: AppPasswordId,
    subject: SubjectId,
    sealed: &Sealed,
) -> db::Result<bool> {
    Ok(tx.execute(&CHANGE_PASSWORD, &args![id, subject, sealed.as_bytes()]).await? == 1)
}

fn shown_of<Id: db::FromColumn>(row: &db::Row<'_>) -> db::Result<Shown<Id>> {
    Ok(Shown {
        id: row.get(0)?,
        name: row.get(1)?,
        user_name: row.get(2)?,
        created_at: row.get(3)?,
        last_used_at: row.get(4)?,
    })
}

pub(crate) async fn keys_of(reader: &Reader, subject: SubjectId) -> db::Result<Vec<Shown<ApiKeyId>>> {
    reader.query(&KEYS_OF, &args![subject], shown_of).await
}

pub(crate) async fn passwords_of(reader: &Reader, subject: SubjectId) -> db::Result<Vec<Shown<AppPasswordId>>> {
    reader.query(&PASSWORDS_OF, &args![subject], shown_of).await
}

pub(crate) async fn remove_key(tx: &mut Tx, id: ApiKeyId, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&REMOVE_KEY, &args![id, subject]).await
}

/// Puts every app out.
pub(crate) async fn remove_all(tx: &mut Tx, subject: SubjectId) -> db::Result<()> {
    tx.execute_each(&[(&REMOVE_KEYS, args![subject].to_vec()), (&REMOVE_PASSWORDS, args![subject].to_vec())])
        .await
        .map(drop)
}

pub(crate) async fn remove_password(tx: &mut Tx, id: AppPasswordId, subject: SubjectId) -> db::Result<u64> {
    tx.execute(&REMOVE_PASSWORD, &args![id, subject]).await
}

fn found_of(row: &db::Row<'_>) -> db::Result<Found> {
    Ok(Found {
        subject: row.get(0)?,
        name: row.get(1)?,
        user_name: row.get(2)?,
        last_used_at: row.get(3)?,
        roles: model::roles_of(&row.get::<String>(4)?),
        accepted: row.get::<Option<i64>>(5)?.is_some(),
    })
}

pub(crate) async fn by_key(reader: &Reader, hash: &str, version: &str) -> db::Result<Option<(Found, ApiKeyId)>> {
    reader.query_optional(&BY_KEY, &args![hash, version], |row| Ok((found_of(row)?, row.get(6)?))).await
}

pub(crate) async fn by_user_name(
    reader: &Reader,
    user_name: &str,
    version: &str,
) -> db::Result<Option<(Found, AppPasswordId, Sealed)>> {
    reader
        .query_optional(&BY_USER_NAME, &args![user_name, version], |row| {
            Ok((found_of(row)?, row.get(6)?, Sealed::from_bytes(row.get(7)?)))
        })
        .await
}

pub(crate) async fn is_of_key(reader: &Reader, user_name: &str) -> db::Result<bool> {
    Ok(reader.query_optional(&IS_OF_KEY, &args![user_name], |_| Ok(())).await?.is_some())
}

pub(crate) async fn touch_key(db: &Db, id: ApiKeyId, now: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&TOUCH_KEY, &args![id, now]).await?;
    tx.commit().await
}

pub(crate) async fn touch_password(db: &Db, id: AppPasswordId, now: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&TOUCH_PASSWORD, &args![id, now]).await?;
    tx.commit().await
}
