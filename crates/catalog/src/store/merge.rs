//! SQL of tracks that are hidden because another one holds the same recording.

use db::{Reader, Result, Tx, args, sql};
use ids::TrackId;
use units::Timestamp;

use super::lists::{fifties, fifty};
use super::scan::set_stale;

sql! {
    static IS_PRESENT = "SELECT COUNT(*) FROM tracks WHERE id = $1 AND present = 1";
    static KEPT_FOR = "SELECT kept_id FROM merged_tracks WHERE track_id = $1";
    static HIDE = "UPDATE tracks SET present = 0 WHERE id = $1 AND present = 1 AND missing_since IS NULL";
    static FOLLOW = "UPDATE merged_tracks SET kept_id = $2 WHERE kept_id = $1";
    static MERGE = "INSERT INTO merged_tracks (track_id, kept_id, merged_at) VALUES ($1, $2, $3)";
    static UNMERGE = "DELETE FROM merged_tracks WHERE track_id = $1";
    static SHOW = "UPDATE tracks SET present = 1 WHERE id = $1 AND missing_since IS NULL";
    static PAGE = "SELECT m.track_id, m.kept_id, m.merged_at, t.music_folder_id, t.path, \
        CASE WHEN t.missing_since IS NULL THEN 1 ELSE 0 END FROM merged_tracks m JOIN tracks t ON t.id = m.track_id \
        WHERE (m.merged_at, m.track_id) < ($1, $2) ORDER BY m.merged_at DESC, m.track_id DESC LIMIT $3";
    static COUNT = "SELECT COUNT(*) FROM merged_tracks";
    static PLACES = concat!("SELECT id, music_folder_id, path FROM tracks WHERE id IN ", fifty!());
}

/// A hidden track, with where its file lies.
pub(crate) struct MergedRow {
    pub(crate) track: TrackId,
    pub(crate) kept: TrackId,
    pub(crate) merged_at: Timestamp,
    pub(crate) music_folder_id: i64,
    pub(crate) path: Vec<u8>,
    pub(crate) is_there: bool,
}

pub(crate) async fn is_present(tx: &mut Tx, track: TrackId) -> Result<bool> {
    Ok(tx.query_one(&IS_PRESENT, &args![track], |row| row.get::<i64>(0)).await? > 0)
}

/// The track in the place of a hidden one.
pub(crate) async fn kept_for(reader: &Reader, track: TrackId) -> Result<Option<TrackId>> {
    reader.query_optional(&KEPT_FOR, &args![track], |row| row.get(0)).await
}

/// Hides a track behind another one, and what was hidden behind it too; false when it is not in the library.
pub(crate) async fn hide(tx: &mut Tx, track: TrackId, kept: TrackId, now: Timestamp) -> Result<bool> {
    if tx.execute(&HIDE, &args![track]).await? == 0 {
        return Ok(false);
    }
    set_stale(tx, &[track]).await?;
    tx.execute(&FOLLOW, &args![track, kept]).await?;
    tx.execute(&MERGE, &args![track, kept, now]).await?;
    Ok(true)
}

/// Shows a hidden track, if its file is there; false when it is not hidden.
pub(crate) async fn show(tx: &mut Tx, track: TrackId) -> Result<bool> {
    if tx.execute(&UNMERGE, &args![track]).await? == 0 {
        return Ok(false);
    }
    tx.execute(&SHOW, &args![track]).await?;
    set_stale(tx, &[track]).await?;
    Ok(true)
}

/// The latest first, after `(merged_at, track_id)`.
pub(crate) async fn page(reader: &Reader, after: (i64, i64), limit: i64) -> Result<Vec<MergedRow>> {
    reader
        .query(&PAGE, &args![after.0, after.1, limit], |row| {
            Ok(MergedRow {
                track: row.get(0)?,
                kept: row.get(1)?,
                merged_at: row.get(2)?,
                music_folder_id: row.get(3)?,
                path: row.get(4)?,
                is_there: row.get(5)?,
            })
        })
        .await
}

pub(crate) async fn count(reader: &Reader) -> Result<u64> {
    reader.query_one(&COUNT, &args![], |row| row.get(0)).await
}

/// The music folders and paths of tracks.
pub(crate) async fn places(reader: &Reader, tracks: &[TrackId]) -> Result<Vec<(TrackId, i64, Vec<u8>)>> {
    let mut places = Vec::with_capacity(tracks.len());
    for ids in fifties(tracks, TrackId::as_i64) {
        places.extend(reader.query(&PLACES, &ids, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await?);
    }
    Ok(places)
}
