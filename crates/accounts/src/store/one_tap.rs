//! Tokens of one-tap sign-in that were used, by their digests.

use db::{Db, args, sql};
use units::Timestamp;

sql! {
    static REMOVE_EXPIRED = "DELETE FROM one_tap_tokens WHERE expires_at <= $1";
    static USE_UP = "INSERT INTO one_tap_tokens (token_index, expires_at) VALUES ($1, $2) \
        ON CONFLICT (token_index) DO NOTHING";
}

/// Uses a token up, and forgets those that no carrier takes any more; tells whether nobody had used it.
pub(crate) async fn use_up(db: &Db, token_index: &str, now: Timestamp, expires_at: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    tx.execute(&REMOVE_EXPIRED, &args![now]).await?;
    let was_new = tx.execute(&USE_UP, &args![token_index, expires_at]).await? == 1;
    tx.commit().await?;
    Ok(was_new)
}
