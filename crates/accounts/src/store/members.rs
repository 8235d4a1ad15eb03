//! What operators see of accounts, and the links by which the first one came to be.

use db::{Db, Reader, Tx, args, sql};
use http_api::Role;
use ids::SubjectId;
use units::Timestamp;

use crate::model::{self, State};

sql! {
    static MEMBERS = "SELECT subject_id, nickname, roles, created_at, state FROM accounts \
        WHERE (created_at, subject_id) > ($1, $2) ORDER BY created_at, subject_id LIMIT $3";
    static MEMBER = "SELECT subject_id, nickname, roles, created_at, state FROM accounts WHERE subject_id = $1";
    static SET_MEMBER = "UPDATE accounts SET roles = $2, state = $3 WHERE subject_id = $1";
    static OTHER_OPERATOR = "SELECT 1 FROM accounts WHERE subject_id <> $1 AND state = 'active' AND roles LIKE '%operator%' LIMIT 1";
    // Locks whoever is an operator, so that two of them cannot dismiss each other at the same moment.
    static HOLD_OPERATORS = "UPDATE accounts SET state = state WHERE roles LIKE '%operator%'";
    static ANY_OPERATOR = "SELECT 1 FROM accounts WHERE state = 'active' AND roles LIKE '%operator%' LIMIT 1";
    static COUNT = "SELECT count(*) FROM accounts";
    static ADD_LINK = "INSERT INTO operator_links (token_hash, created_at, used_at) VALUES ($1, $2, NULL)";
    static USE_LINK = "UPDATE operator_links SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND created_at > $3";
    static HAS_LINK = "SELECT 1 FROM operator_links WHERE token_hash = $1";
    static REMOVE_OLD_LINKS = "DELETE FROM operator_links WHERE created_at <= $1";
}

/// An account as operators see it: never with its number, and with its name only where a staff permit opens it.
#[derive(Clone, Debug)]
pub struct Member {
    /// The member.
    pub subject: SubjectId,
    /// What the member is called; outside this crate nobody reads it.
    pub(crate) nickname: Option<String>,
    /// What the member may do.
    pub roles: Vec<Role>,
    /// Since when there is the account.
    pub created_at: Timestamp,
    /// Whether the account may be used.
    pub state: State,
}

fn member_of(row: &db::Row<'_>) -> db::Result<Member> {
    Ok(Member {
        subject: row.get(0)?,
        nickname: row.get(1)?,
        roles: model::roles_of(&row.get::<String>(2)?),
        created_at: row.get(3)?,
        state: State::of_str(&row.get::<String>(4)?),
    })
}

pub(crate) async fn members(reader: &Reader, after: Option<(i64, i64)>, limit: i64) -> db::Result<Vec<Member>> {
    let (at, id) = after.unwrap_or((i64::MIN, i64::MIN));
    reader.query(&MEMBERS, &args![at, id, limit], member_of).await
}

pub(crate) async fn member(tx: &mut Tx, subject: SubjectId) -> db::Result<Option<Member>> {
    tx.query_optional(&MEMBER, &args![subject], member_of).await
}

pub(crate) async fn set(tx: &mut Tx, subject: SubjectId, roles: &[Role], state: State) -> db::Result<()> {
    tx.execute(&SET_MEMBER, &args![subject, model::roles_text(roles), state.as_str()]).await?;
    Ok(())
}

pub(crate) async fn hold_operators(tx: &mut Tx) -> db::Result<()> {
    tx.execute(&HOLD_OPERATORS, &[]).await?;
    Ok(())
}

pub(crate) async fn has_other_operator(tx: &mut Tx, subject: SubjectId) -> db::Result<bool> {
    Ok(tx.query_optional(&OTHER_OPERATOR, &args![subject], |_| Ok(())).await?.is_some())
}

pub(crate) async fn has_operator(reader: &Reader) -> db::Result<bool> {
    Ok(reader.query_optional(&ANY_OPERATOR, &[], |_| Ok(())).await?.is_some())
}

pub(crate) async fn count(reader: &Reader) -> db::Result<u64> {
    reader.query_one(&COUNT, &[], |row| row.get(0)).await
}

/// Keeps a new link; those too old to be used go.
pub(crate) async fn add_link(db: &Db, token_hash: &str, now: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&REMOVE_OLD_LINKS, &args![now - model::LINK_LIVES]).await?;
    tx.execute(&ADD_LINK, &args![token_hash, now]).await?;
    tx.commit().await
}

pub(crate) async fn use_link(tx: &mut Tx, token_hash: &str, now: Timestamp) -> db::Result<bool> {
    Ok(tx.execute(&USE_LINK, &args![token_hash, now, now - model::LINK_LIVES]).await? == 1)
}

pub(crate) async fn has_link(tx: &mut Tx, token_hash: &str) -> db::Result<bool> {
    Ok(tx.query_optional(&HAS_LINK, &args![token_hash], |_| Ok(())).await?.is_some())
}
