//! Codes that wait to be typed, one for each number at most.

use db::{Db, Tx, args, sql};
use ids::ChallengeId;
use units::{Millis, Timestamp};

use crate::error::Error;
use crate::model::{ATTEMPTS_MAX, CODE_LIVES, LOCKED_FOR, RESEND_AFTER};

sql! {
    // A fresh code takes the place of the last one, unless that is younger than a minute or the number is locked.
    static PUT = "INSERT INTO sms_challenges (id, phone_index, code_hash, attempts, created_at, expires_at) \
        VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT (phone_index) DO UPDATE SET id = excluded.id, \
        code_hash = excluded.code_hash, attempts = 0, created_at = excluded.created_at, expires_at = excluded.expires_at \
        WHERE sms_challenges.created_at <= $6 AND (sms_challenges.attempts < 5 OR sms_challenges.expires_at <= $4)";
    // Counting and locking are one statement, so that tries at the same moment are counted each.
    static TRY = "UPDATE sms_challenges SET attempts = attempts + 1, \
        expires_at = CASE WHEN attempts = 4 AND code_hash <> $3 THEN $4 ELSE expires_at END \
        WHERE phone_index = $1 AND attempts < 5 AND expires_at > $2 RETURNING id, code_hash, attempts";
    static STATE = "SELECT attempts, created_at, expires_at FROM sms_challenges WHERE phone_index = $1";
    static REMOVE = "DELETE FROM sms_challenges WHERE id = $1";
}

/// Makes this code the number's only one.
///
/// # Errors
/// [`Error::Locked`] and [`Error::TooMany`], with the time to wait.
pub(crate) async fn put(
    db: &Db,
    id: ChallengeId,
    phone_index: &str,
    code_hash: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    let arguments = args![id, phone_index, code_hash, now, now + CODE_LIVES, now - RESEND_AFTER];
    if tx.execute(&PUT, &arguments).await? == 1 {
        tx.commit().await?;
        return Ok(());
    }
    let state = state(&mut tx, phone_index).await?;
    Err(match state {
        Some((attempts, _, expires_at)) if attempts >= ATTEMPTS_MAX && expires_at > now => {
            Error::Locked { retry_after: expires_at.since(now) }
        }
        Some((_, created_at, _)) => Error::TooMany { retry_after: (created_at + RESEND_AFTER).since(now) },
        None => Error::TooMany { retry_after: Millis::seconds(1) },
    })
}

/// Counts one try of a code; tells the challenge when it is the right one.
///
/// # Errors
/// [`Error::CodeWrong`], [`Error::CodeExpired`], [`Error::Locked`].
pub(crate) async fn attempt(db: &Db, phone_index: &str, code_hash: &str, now: Timestamp) -> Result<ChallengeId, Error> {
    let mut tx = db.begin().await?;
    let tried = tx
        .query_optional(&TRY, &args![phone_index, now, code_hash, now + LOCKED_FOR], |row| {
            Ok((row.get::<ChallengeId>(0)?, row.get::<String>(1)?, row.get::<u32>(2)?))
        })
        .await?;
    let result = match tried {
        Some((id, right, _)) if right == code_hash => Ok(id),
        Some((_, _, attempts)) if attempts < ATTEMPTS_MAX => {
            Err(Error::CodeWrong { attempts_left: ATTEMPTS_MAX - attempts })
        }
        Some(_) => Err(Error::Locked { retry_after: LOCKED_FOR }),
        None => Err(match state(&mut tx, phone_index).await? {
            Some((attempts, _, expires_at)) if attempts >= ATTEMPTS_MAX && expires_at > now => {
                Error::Locked { retry_after: expires_at.since(now) }
            }
            _ => Error::CodeExpired,
        }),
    };
    tx.commit().await?;
    result
}

async fn state(tx: &mut Tx, phone_index: &str) -> db::Result<Option<(u32, Timestamp, Timestamp)>> {
    tx.query_optional(&STATE, &args![phone_index], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

/// Uses a code up, in the transaction of what it was for; tells whether it was still there.
pub(crate) async fn consume(tx: &mut Tx, id: ChallengeId) -> db::Result<bool> {
    Ok(tx.execute(&REMOVE, &args![id]).await? == 1)
}

/// Takes back a code that never left.
pub(crate) async fn remove(db: &Db, id: ChallengeId) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&REMOVE, &args![id]).await?;
    tx.commit().await
}
