//! SQL of the words of songs, as the search reads them.

use db::{Reader, Result, Tx, Value, args, sql};
use ids::{FolderId, TrackId};

use super::lists::{among, fifty};

sql! {
    static UNREAD = "SELECT id, folder_id, path, lyrics, language, surroundings, modified_ns FROM tracks \
        WHERE music_folder_id = $1 AND present = 1 AND lyrics > 0 AND lyrics_read = 0 AND (folder_id, id) > ($2, $3) \
        ORDER BY folder_id, id LIMIT $4";
    // The file may have changed again while it was read; then it stays to be read.
    static SET_READ = "UPDATE tracks SET lyrics_read = 1 WHERE id = $1 AND surroundings = $2 AND modified_ns = $3";

    static NEXT_CHANGE = "UPDATE lyric_changes SET change = change + 1 WHERE id = 1 RETURNING change";
    static KEEP = "INSERT INTO lyric_texts (track_id, change, lines, running) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (track_id) DO UPDATE SET change = excluded.change, lines = excluded.lines, running = excluded.running \
        WHERE lyric_texts.lines <> excluded.lines";
    static FORGET = "UPDATE lyric_texts SET change = $2, lines = '[]', running = '' WHERE track_id = $1 AND running <> ''";

    static CHANGED = "SELECT track_id, change, running FROM lyric_texts WHERE (change, track_id) > ($1, $2) \
        ORDER BY change, track_id LIMIT $3";
    static RUNNING = concat!("SELECT l.track_id, l.running FROM lyric_texts l JOIN tracks t ON t.id = l.track_id \
        WHERE t.present = 1 AND t.lyrics > 0 AND l.track_id IN ", fifty!());
    static LINES = concat!("SELECT l.track_id, l.lines, t.lyrics_offset_ms FROM lyric_texts l \
        JOIN tracks t ON t.id = l.track_id WHERE t.present = 1 AND t.lyrics > 0 AND l.track_id IN ", fifty!());
}

/// A track whose words were not read since its file changed.
#[derive(Debug)]
pub(crate) struct Unread {
    pub(crate) id: TrackId,
    pub(crate) folder_id: FolderId,
    pub(crate) path: Vec<u8>,
    pub(crate) has_sidecars: bool,
    pub(crate) language: Option<String>,
    surroundings: i64,
    modified_ns: i64,
}

/// The next tracks of a music folder whose words are to be read, folder by folder.
pub(crate) async fn unread(
    reader: &Reader,
    music_folder_id: i64,
    after: (FolderId, TrackId),
    limit: i64,
) -> Result<Vec<Unread>> {
    reader
        .query(&UNREAD, &args![music_folder_id, after.0, after.1, limit], |row| {
            Ok(Unread {
                id: row.get(0)?,
                folder_id: row.get(1)?,
                path: row.get(2)?,
                has_sidecars: row.get::<i64>(3)? == 1,
                language: row.get(4)?,
                surroundings: row.get(5)?,
                modified_ns: row.get(6)?,
            })
        })
        .await
}

/// Writes the words of tracks, the lines as JSON and as a running text.
pub(crate) async fn keep(tx: &mut Tx, read: &[(Unread, String, String)]) -> Result<()> {
    let change: i64 = tx.query_one(&NEXT_CHANGE, &args![], |row| row.get(0)).await?;
    let texts: Vec<Vec<Value>> = read
        .iter()
        .map(|(track, lines, running)| args![track.id, change, lines.as_str(), running.as_str()].to_vec())
        .collect();
    let marks: Vec<Vec<Value>> =
        read.iter().map(|(track, ..)| args![track.id, track.surroundings, track.modified_ns].to_vec()).collect();
    tx.execute_many(&KEEP, &texts).await?;
    tx.execute_many(&SET_READ, &marks).await?;
    Ok(())
}

/// Forgets the words of tracks that are missing, or have none any more.
pub(crate) async fn forget(tx: &mut Tx, tracks: &[TrackId]) -> Result<()> {
    if tracks.is_empty() {
        return Ok(());
    }
    let change: i64 = tx.query_one(&NEXT_CHANGE, &args![], |row| row.get(0)).await?;
    let rows: Vec<Vec<Value>> = tracks.iter().map(|id| args![*id, change].to_vec()).collect();
    tx.execute_many(&FORGET, &rows).await.map(drop)
}

/// Up to where changes are known: the change, and the last track of it.
pub(crate) type Known = (i64, i64);

/// What changed since, in order: the track, its running text, and where it stands among the changes.
pub(crate) async fn changed(reader: &Reader, since: Known, limit: i64) -> Result<Vec<(TrackId, String, Known)>> {
    reader
        .query(&CHANGED, &args![since.0, since.1, limit], |row| {
            let id: TrackId = row.get(0)?;
            Ok((id, row.get(2)?, (row.get(1)?, id.as_i64())))
        })
        .await
}

/// The running texts of some tracks that are present, in no order; at most fifty are asked for.
pub(crate) async fn running(reader: &Reader, ids: &[TrackId]) -> Result<Vec<(TrackId, String)>> {
    among(reader, &RUNNING, ids, TrackId::as_i64, |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// The lines of some tracks as JSON, and how much earlier they are shown, in no order.
pub(crate) async fn lines(reader: &Reader, ids: &[TrackId]) -> Result<Vec<(TrackId, String, i64)>> {
    among(reader, &LINES, ids, TrackId::as_i64, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}
