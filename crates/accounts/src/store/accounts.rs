//! Accounts, their phone numbers, passwords, pictures and acceptances.

use db::{Reader, Tx, args, sql};
use http_api::Role;
use ids::SubjectId;
use units::Timestamp;
use vault::Sealed;

use crate::model::{self, State};

sql! {
    static ADD_ACCOUNT = "INSERT INTO accounts (subject_id, nickname, state, roles, created_at) VALUES ($1, NULL, 'active', $2, $3)";
    static ADD_PHONE = "INSERT INTO account_phones (subject_id, phone_sealed, phone_index, verified_at) VALUES ($1, $2, $3, $4)";
    static BY_PHONE = "SELECT p.subject_id, a.state FROM account_phones p JOIN accounts a ON a.subject_id = p.subject_id WHERE p.phone_index = $1";
    static BY_PHONE_WITH_PASSWORD = "SELECT p.subject_id, a.state, w.password_hash FROM account_phones p \
        JOIN accounts a ON a.subject_id = p.subject_id LEFT JOIN account_passwords w ON w.subject_id = p.subject_id \
        WHERE p.phone_index = $1";
    static ACCOUNT = "SELECT a.nickname, a.roles, a.created_at, v.changed_at, w.changed_at, p.phone_sealed \
        FROM accounts a JOIN account_phones p ON p.subject_id = a.subject_id \
        LEFT JOIN account_avatars v ON v.subject_id = a.subject_id \
        LEFT JOIN account_passwords w ON w.subject_id = a.subject_id WHERE a.subject_id = $1";
    static SET_NICKNAME = "UPDATE accounts SET nickname = $2 WHERE subject_id = $1";
    static PHONE_SEALED = "SELECT phone_sealed FROM account_phones WHERE subject_id = $1";
    static PASSWORD = "SELECT password_hash FROM account_passwords WHERE subject_id = $1";
    static PUT_PASSWORD = "INSERT INTO account_passwords (subject_id, password_hash, changed_at) VALUES ($1, $2, $3) \
        ON CONFLICT (subject_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at";
    static AVATAR = "SELECT image, media_type FROM account_avatars WHERE subject_id = $1";
    static PUT_AVATAR = "INSERT INTO account_avatars (subject_id, image, media_type, changed_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (subject_id) DO UPDATE SET image = excluded.image, media_type = excluded.media_type, changed_at = excluded.changed_at";
    static REMOVE_AVATAR = "DELETE FROM account_avatars WHERE subject_id = $1";
    static ACCEPT = "INSERT INTO policy_acceptances (subject_id, version, text_hash, accepted_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (subject_id, version) DO NOTHING";
    static LAST_ACCEPTED = "SELECT version FROM policy_acceptances WHERE subject_id = $1 ORDER BY accepted_at DESC, version DESC LIMIT 1";
}

/// An account found by its number.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) subject: SubjectId,
    pub(crate) state: State,
}

pub(crate) async fn add(
    tx: &mut Tx,
    subject: SubjectId,
    phone: &Sealed,
    phone_index: &str,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&ADD_ACCOUNT, &args![subject, model::roles_text(&[Role::Listener]), now]).await?;
    tx.execute(&ADD_PHONE, &args![subject, phone.as_bytes(), phone_index, now]).await?;
    Ok(())
}

pub(crate) async fn by_phone(reader: &Reader, phone_index: &str) -> db::Result<Option<Found>> {
    reader
        .query_optional(&BY_PHONE, &args![phone_index], |row| {
            Ok(Found { subject: row.get(0)?, state: State::of_str(&row.get::<String>(1)?) })
        })
        .await
}

pub(crate) async fn by_phone_with_password(
    reader: &Reader,
    phone_index: &str,
) -> db::Result<Option<(Found, Option<String>)>> {
    reader
        .query_optional(&BY_PHONE_WITH_PASSWORD, &args![phone_index], |row| {
            Ok((Found { subject: row.get(0)?, state: State::of_str(&row.get::<String>(1)?) }, row.get(2)?))
        })
        .await
}

/// What an account's owner sees of it.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) nickname: Option<String>,
    pub(crate) roles: Vec<Role>,
    pub(crate) created_at: Timestamp,
    pub(crate) avatar_changed_at: Option<i64>,
    pub(crate) has_password: bool,
    pub(crate) phone: Sealed,
}

pub(crate) async fn account(reader: &Reader, subject: SubjectId) -> db::Result<Option<Account>> {
    reader
        .query_optional(&ACCOUNT, &args![subject], |row| {
            Ok(Account {
                nickname: row.get(0)?,
                roles: model::roles_of(&row.get::<String>(1)?),
                created_at: row.get(2)?,
                avatar_changed_at: row.get(3)?,
                has_password: row.get::<Option<i64>>(4)?.is_some(),
                phone: Sealed::from_bytes(row.get(5)?),
            })
        })
        .await
}

pub(crate) async fn set_nickname(tx: &mut Tx, subject: SubjectId, nickname: Option<&str>) -> db::Result<u64> {
    tx.execute(&SET_NICKNAME, &args![subject, nickname]).await
}

pub(crate) async fn phone_sealed(reader: &Reader, subject: SubjectId) -> db::Result<Option<Sealed>> {
    reader.query_optional(&PHONE_SEALED, &args![subject], |row| Ok(Sealed::from_bytes(row.get(0)?))).await
}

pub(crate) async fn password(reader: &Reader, subject: SubjectId) -> db::Result<Option<String>> {
    reader.query_optional(&PASSWORD, &args![subject], |row| row.get(0)).await
}

pub(crate) async fn put_password(tx: &mut Tx, subject: SubjectId, hash: &str, now: Timestamp) -> db::Result<()> {
    tx.execute(&PUT_PASSWORD, &args![subject, hash, now]).await?;
    Ok(())
}

pub(crate) async fn avatar(reader: &Reader, subject: SubjectId) -> db::Result<Option<(Vec<u8>, String)>> {
    reader.query_optional(&AVATAR, &args![subject], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn put_avatar(
    tx: &mut Tx,
    subject: SubjectId,
    image: Vec<u8>,
    media_type: &str,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&PUT_AVATAR, &args![subject, image, media_type, now]).await?;
    Ok(())
}

pub(crate) async fn remove_avatar(tx: &mut Tx, subject: SubjectId) -> db::Result<()> {
    tx.execute(&REMOVE_AVATAR, &args![subject]).await?;
    Ok(())
}

pub(crate) async fn accept(
    tx: &mut Tx,
    subject: SubjectId,
    version: &str,
    text_hash: &str,
    now: Timestamp,
) -> db::Result<()> {
    tx.execute(&ACCEPT, &args![subject, version, text_hash, now]).await?;
    Ok(())
}

pub(crate) async fn last_accepted(reader: &Reader, subject: SubjectId) -> db::Result<Option<String>> {
    reader.query_optional(&LAST_ACCEPTED, &args![subject], |row| row.get(0)).await
}
