//! All SQL of this crate. Of the account it reads what a guardian is to recognise the minor by, and whether there is a
//! phone that was proved.

use db::{Reader, Tx, args, sql};
use ids::{GuardianInvitationId, SubjectId};
use units::Timestamp;

use crate::Invitation;

sql! {
    static INVITE = "INSERT INTO guardian_invitations (id, subject_id, token_hash, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subject_id) DO UPDATE SET id = excluded.id, \
        token_hash = excluded.token_hash, created_at = excluded.created_at, expires_at = excluded.expires_at";
    static INVITED_UNTIL = "SELECT expires_at FROM guardian_invitations WHERE subject_id = $1 AND expires_at > $2";
    static PREVIEW = "SELECT a.nickname, i.expires_at FROM guardian_invitations i \
        LEFT JOIN accounts a ON a.subject_id = i.subject_id WHERE i.token_hash = $1 AND i.expires_at > $2";
    static TAKE = "DELETE FROM guardian_invitations WHERE token_hash = $1 AND expires_at > $2 RETURNING subject_id";
    static HAS_PHONE = "SELECT 1 FROM account_phones WHERE subject_id = $1";
    static NICKNAME = "SELECT nickname FROM accounts WHERE subject_id = $1";
}

pub(crate) async fn invite(
    tx: &mut Tx,
    subject: SubjectId,
    token_hash: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> db::Result<()> {
    let id = GuardianInvitationId::random(&mut rand::rng());
    tx.execute(&INVITE, &args![id, subject, token_hash, now, expires_at]).await?;
    Ok(())
}

pub(crate) async fn invited_until(
    reader: &Reader,
    subject: SubjectId,
    now: Timestamp,
) -> db::Result<Option<Timestamp>> {
    reader.query_optional(&INVITED_UNTIL, &args![subject, now], |row| row.get(0)).await
}

pub(crate) async fn preview(reader: &Reader, token_hash: &str, now: Timestamp) -> db::Result<Option<Invitation>> {
    let invitation = |row: &db::Row<'_>| Ok(Invitation { nickname: row.get(0)?, expires_at: row.get(1)? });
    reader.query_optional(&PREVIEW, &args![token_hash, now], invitation).await
}

/// Uses a link up, and tells whose it was.
pub(crate) async fn take(tx: &mut Tx, token_hash: &str, now: Timestamp) -> db::Result<Option<SubjectId>> {
    tx.query_optional(&TAKE, &args![token_hash, now], |row| row.get(0)).await
}

/// Whether a phone was proved; without that moment there is no row.
pub(crate) async fn has_phone(tx: &mut Tx, subject: SubjectId) -> db::Result<bool> {
    Ok(tx.query_optional(&HAS_PHONE, &args![subject], |_| Ok(())).await?.is_some())
}

pub(crate) async fn nickname(reader: &Reader, subject: SubjectId) -> db::Result<Option<String>> {
    let found = reader.query_optional(&NICKNAME, &args![subject], |row| row.get::<Option<String>>(0)).await?;
    Ok(found.flatten())
}
