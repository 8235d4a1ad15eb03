//! The list of hosts, and the entry that comes before each request.

use db::{Db, Reader, Tx, args, sql};
use units::Timestamp;

/// A reason is cut to this many characters.
const REASON_CHARACTERS_MAX: usize = 200;

sql! {
    static NAME = "INSERT INTO public_hosts (host, reason, named_at) VALUES ($1, $2, $3) ON CONFLICT (host) DO NOTHING";
    static ALLOW = "INSERT INTO public_hosts (host, reason, named_at, allowed_at) VALUES ($1, $2, $3, $3) \
        ON CONFLICT (host) DO UPDATE SET allowed_at = COALESCE(public_hosts.allowed_at, excluded.allowed_at)";
    static ALLOW_KNOWN = "UPDATE public_hosts SET allowed_at = COALESCE(allowed_at, $2) WHERE host = $1";
    static REFUSE = "UPDATE public_hosts SET allowed_at = NULL WHERE host = $1";
    static REMOVE = "DELETE FROM public_hosts WHERE host = $1";
    static ENTER = "UPDATE public_hosts SET requests = requests + 1, requested_at = $2 \
        WHERE host = $1 AND allowed_at IS NOT NULL";
    static AFTER = "SELECT host, reason, named_at, allowed_at, requests, requested_at FROM public_hosts \
        WHERE host > $1 ORDER BY host LIMIT $2";
}

/// A host of public documents, as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicHost {
    /// The host, in lower case and without port.
    pub host: String,
    /// What named it, such as a feed.
    pub reason: String,
    /// When it was named first.
    pub named_at: Timestamp,
    /// Since when it may be asked; nothing while it may not.
    pub allowed_at: Option<Timestamp>,
    /// How often it was asked.
    pub requests: u64,
    /// When it was asked last.
    pub requested_at: Option<Timestamp>,
}

/// Puts a host on the list, where it waits for an operator; one that is there stays as it is.
pub(super) async fn name(tx: &mut Tx, host: &str, reason: &str, now: Timestamp) -> db::Result<()> {
    let reason: String = reason.chars().take(REASON_CHARACTERS_MAX).collect();
    tx.execute(&NAME, &args![host, reason, now]).await?;
    Ok(())
}

/// Puts a host on the list as one that may be asked.
pub(super) async fn allow(tx: &mut Tx, host: &str, reason: &str, now: Timestamp) -> db::Result<()> {
    let reason: String = reason.chars().take(REASON_CHARACTERS_MAX).collect();
    tx.execute(&ALLOW, &args![host, reason, now]).await?;
    Ok(())
}

/// Lets a host on the list be asked, or not; tells whether it is on the list.
pub(super) async fn set_allowed(db: &Db, host: &str, allowed: bool, now: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let changed = if allowed {
        tx.execute(&ALLOW_KNOWN, &args![host, now]).await?
    } else {
        tx.execute(&REFUSE, &args![host]).await?
    };
    tx.commit().await?;
    Ok(changed > 0)
}

/// Takes a host off the list; tells whether it was on it.
pub(super) async fn remove(db: &Db, host: &str) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let removed = tx.execute(&REMOVE, &args![host]).await?;
    tx.commit().await?;
    Ok(removed > 0)
}

/// Enters a request to a host that may be asked; of another only that it was named, and then this is false.
pub(super) async fn enter(db: &Db, host: &str, reason: &str, now: Timestamp) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let allowed = tx.execute(&ENTER, &args![host, now]).await? > 0;
    if !allowed {
        name(&mut tx, host, reason, now).await?;
    }
    tx.commit().await?;
    Ok(allowed)
}

/// The list after a host, by name.
pub(super) async fn after(reader: &Reader, host: &str, limit: i64) -> db::Result<Vec<PublicHost>> {
    reader
        .query(&AFTER, &args![host, limit], |row| {
            Ok(PublicHost {
                host: row.get(0)?,
                reason: row.get(1)?,
                named_at: row.get(2)?,
                allowed_at: row.get(3)?,
                requests: u64::try_from(row.get::<i64>(4)?).unwrap_or_default(),
                requested_at: row.get(5)?,
            })
        })
        .await
}
