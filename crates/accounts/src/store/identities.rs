//! Accounts elsewhere that members sign in with.

use db::{Reader, Tx, args, sql};
use ids::{LinkedIdentityId, SubjectId};
use units::Timestamp;
use vault::Sealed;

use crate::model::State;
use crate::store::accounts::Found;

sql! {
    // A provider that names somebody by two numbers may come to know the second one later.
    static BY_INDEX = "SELECT l.id, l.linked_at, l.subject_id, a.state FROM linked_identities l JOIN accounts a ON a.subject_id = l.subject_id \
        WHERE l.identity_index IN ($1, $2) OR l.open_index IN ($1, $2) ORDER BY l.linked_at LIMIT 1";
    static ADD = "INSERT INTO linked_identities (id, subject_id, provider, identity_index, open_index, nickname_sealed, \
        policy_version, linked_at, last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)";
    static TOUCH = "UPDATE linked_identities SET last_used_at = $2 WHERE id = $1";
    static IDENTITIES_OF = "SELECT provider, nickname_sealed, linked_at, last_used_at FROM linked_identities \
        WHERE subject_id = $1 ORDER BY linked_at, id";
    static COUNT_OF = "SELECT count(*) FROM linked_identities WHERE subject_id = $1 AND provider = $2";
    static REMOVE = "DELETE FROM linked_identities WHERE subject_id = $1 AND provider = $2";
    static FORGET_NICKNAME = "UPDATE linked_identities SET nickname_sealed = NULL WHERE id = $1";
}

/// By which digests an account elsewhere is known.
#[derive(Clone, Debug)]
pub(crate) struct Indexes {
    pub(crate) identity: String,
    pub(crate) open: Option<String>,
}

/// A link, and whose it is.
pub(crate) struct Linked {
    pub(crate) id: LinkedIdentityId,
    pub(crate) linked_at: Timestamp,
    pub(crate) found: Found,
}

/// The link with one of these.
pub(crate) async fn by_index(reader: &Reader, indexes: &Indexes) -> db::Result<Option<Linked>> {
    let open = indexes.open.as_deref().unwrap_or(&indexes.identity);
    reader
        .query_optional(&BY_INDEX, &args![indexes.identity.as_str(), open], |row| {
            let found = Found { subject: row.get(2)?, state: State::of_str(&row.get::<String>(3)?) };
            Ok(Linked { id: row.get(0)?, linked_at: row.get(1)?, found })
        })
        .await
}

/// What is kept of an account elsewhere.
pub(crate) struct NewLink<'a> {
    pub(crate) id: LinkedIdentityId,
    pub(crate) subject: SubjectId,
    pub(crate) provider: &'static str,
    pub(crate) indexes: &'a Indexes,
    pub(crate) nickname: Option<&'a Sealed>,
    pub(crate) policy_version: &'a str,
    pub(crate) now: Timestamp,
}

pub(crate) async fn add(tx: &mut Tx, link: &NewLink<'_>) -> db::Result<()> {
    let NewLink { id, subject, provider, indexes, nickname, policy_version, now } = *link;
    let nickname = nickname.map(|sealed| sealed.as_bytes().to_vec());
    tx.execute(
        &ADD,
        &args![
            id,
            subject,
            provider,
            indexes.identity.as_str(),
            indexes.open.as_deref(),
            nickname,
            policy_version,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Notes that a link is used; tells whether it is still there.
pub(crate) async fn touch(tx: &mut Tx, id: LinkedIdentityId, now: Timestamp) -> db::Result<bool> {
    Ok(tx.execute(&TOUCH, &args![id, now]).await? == 1)
}

/// A link as its owner sees it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) provider: String,
    pub(crate) nickname: Option<Sealed>,
    pub(crate) linked_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

pub(crate) async fn identities_of(reader: &Reader, subject: SubjectId) -> db::Result<Vec<Shown>> {
    reader
        .query(&IDENTITIES_OF, &args![subject], |row| {
            Ok(Shown {
                provider: row.get(0)?,
                nickname: row.get::<Option<Vec<u8>>>(1)?.map(Sealed::from_bytes),
                linked_at: row.get(2)?,
                last_used_at: row.get(3)?,
            })
        })
        .await
}

/// Whether a member has linked an account of this provider.
pub(crate) async fn has(reader: &Reader, subject: SubjectId, provider: &str) -> db::Result<bool> {
    reader.query_one(&COUNT_OF, &args![subject, provider], |row| Ok(row.get::<u64>(0)? > 0)).await
}

pub(crate) async fn remove(tx: &mut Tx, subject: SubjectId, provider: &str) -> db::Result<u64> {
    tx.execute(&REMOVE, &args![subject, provider]).await
}

pub(crate) async fn forget_nickname(tx: &mut Tx, id: LinkedIdentityId) -> db::Result<u64> {
    tx.execute(&FORGET_NICKNAME, &args![id]).await
}
