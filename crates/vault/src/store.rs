//! The statements of the key store.

use db::{Db, args, sql};
use ids::SubjectId;
use units::Timestamp;

use crate::LoggedErasure;

sql! {
    static ADD = "INSERT INTO subject_keys (subject_id, wrapped, created_at) VALUES ($1, $2, $3) \
        ON CONFLICT (subject_id) DO NOTHING";
    static FIND = "SELECT wrapped FROM subject_keys WHERE subject_id = $1";
    static REMOVE = "DELETE FROM subject_keys WHERE subject_id = $1";
    static FORGET_LOG = "DELETE FROM erasure_log WHERE subject_id = $1";
    // Whose key is destroyed meanwhile needs no entry, and no entry may outlive them.
    static LOG = "INSERT INTO erasure_log (id, subject_id, what, at) \
        SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS BIGINT) \
        WHERE EXISTS (SELECT 1 FROM subject_keys WHERE subject_id = $2) ON CONFLICT (id) DO NOTHING";
    static SINCE = "SELECT subject_id, what FROM erasure_log WHERE at >= $1 ORDER BY at, id";
    static NOTE_HEAD = "INSERT INTO log_heads (log, number, hash) VALUES ($1, $2, $3) ON CONFLICT (log) DO UPDATE \
        SET number = excluded.number, hash = excluded.hash WHERE log_heads.number < excluded.number";
    static MOVE_HEAD = "UPDATE log_heads SET number = $2, hash = $3 WHERE log = $1";
    static HEAD = "SELECT number, hash FROM log_heads WHERE log = $1";
    static SUBJECTS = "SELECT subject_id, created_at FROM subject_keys ORDER BY subject_id";
}

pub(crate) async fn add(db: &Db, subject: SubjectId, wrapped: Vec<u8>, now: Timestamp) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&ADD, &args![subject, wrapped, now]).await?;
    tx.commit().await
}

pub(crate) async fn find(db: &Db, subject: SubjectId) -> db::Result<Option<Vec<u8>>> {
    db.service().query_optional(&FIND, &args![subject], |row| row.get(0)).await
}

pub(crate) async fn remove(db: &Db, subject: SubjectId) -> db::Result<bool> {
    let mut tx = db.begin().await?;
    let removed = tx.execute(&REMOVE, &args![subject]).await?;
    // Without a key everything of this subject is erased on restore, so the single entries are no longer needed.
    tx.execute(&FORGET_LOG, &args![subject]).await?;
    tx.commit().await?;
    Ok(removed > 0)
}

pub(crate) async fn subjects(db: &Db) -> db::Result<Vec<(SubjectId, Timestamp)>> {
    db.service().query(&SUBJECTS, &[], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn log_erasures(db: &Db, erasures: &[LoggedErasure<'_>]) -> db::Result<()> {
    let rows: Vec<_> = erasures.iter().map(|one| args![one.id, one.subject, one.what, one.at].to_vec()).collect();
    let mut tx = db.begin().await?;
    tx.execute_many(&LOG, &rows).await?;
    tx.commit().await
}

pub(crate) async fn erasures_since(db: &Db, since: Timestamp) -> db::Result<Vec<(SubjectId, String)>> {
    db.service().query(&SINCE, &args![since], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn note_head(db: &Db, log: &str, number: i64, hash: &str) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&NOTE_HEAD, &args![log, number, hash]).await?;
    tx.commit().await
}

pub(crate) async fn move_head(db: &Db, log: &str, number: i64, hash: &str) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&MOVE_HEAD, &args![log, number, hash]).await?;
    tx.commit().await
}

pub(crate) async fn head(db: &Db, log: &str) -> db::Result<Option<(i64, String)>> {
    db.service().query_optional(&HEAD, &args![log], |row| Ok((row.get(0)?, row.get(1)?))).await
}
