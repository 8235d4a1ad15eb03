//! SQL of what could not be read.

use db::{Reader, Result, Tx, Value, args, sql};
use ids::ProblemId;
use units::Timestamp;

sql! {
    static PATHS = "SELECT music_folder_id, path FROM scan_problems";
    static DELETE = "DELETE FROM scan_problems WHERE music_folder_id = $1 AND path = $2";
    static INSERT = "INSERT INTO scan_problems (music_folder_id, path, id, shown_path, reason_code, seen_at, playable) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    static COUNT = "SELECT COUNT(*) FROM scan_problems";
    static PAGE = "SELECT id, shown_path, reason_code, seen_at, playable FROM scan_problems \
        WHERE (seen_at, id) < ($1, $2) ORDER BY seen_at DESC, id DESC LIMIT $3";
}

/// A file that could not be read, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemRow {
    /// The problem.
    pub id: ProblemId,
    /// The file's path as people read it.
    pub shown_path: String,
    /// What [`crate::model::Reason::code`] tells.
    pub reason_code: String,
    /// When a scan last met it.
    pub seen_at: Timestamp,
    /// Whether the file can be played all the same.
    pub playable: bool,
}

pub(crate) async fn paths(reader: &Reader) -> Result<Vec<(i64, Vec<u8>)>> {
    reader.query(&PATHS, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn delete(tx: &mut Tx, rows: &[Vec<Value>]) -> Result<u64> {
    tx.execute_many(&DELETE, rows).await
}

pub(crate) async fn insert(tx: &mut Tx, rows: &[Vec<Value>]) -> Result<u64> {
    tx.execute_many(&INSERT, rows).await
}

pub(crate) async fn count(reader: &Reader) -> Result<u64> {
    reader.query_one(&COUNT, &args![], |row| row.get(0)).await
}

/// The newest first, after `(seen_at, id)`.
pub(crate) async fn page(reader: &Reader, after: (i64, i64), limit: i64) -> Result<Vec<ProblemRow>> {
    reader
        .query(&PAGE, &args![after.0, after.1, limit], |row| {
            Ok(ProblemRow {
                id: row.get(0)?,
                shown_path: row.get(1)?,
                reason_code: row.get(2)?,
                seen_at: row.get(3)?,
                playable: row.get(4)?,
            })
        })
        .await
}
