//! What files say of tracks, and tracks to compare with; SQL over the catalogue.

use std::collections::HashMap;

use catalog::ArtistName;
use db::{Reader, Value, args, sql};
use ids::TrackId;

use super::FileEntry;

sql! {
    static DESCRIBED = "SELECT t.id, t.path, t.title, t.artists, a.title, t.duration_ms FROM tracks t \
        LEFT JOIN albums a ON a.id = t.album_id WHERE t.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
        $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, \
        $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)";
    static PRESENT_AFTER = "SELECT id, path, title, artists, duration_ms FROM tracks WHERE id > $1 AND present = 1 \
        ORDER BY id LIMIT $2";
}

/// Tracks read at a time when the whole catalogue is walked, so that no reader is held for long.
const WALKED_AT_A_TIME: i64 = 1_000;

/// What a file says of these tracks, in order.
pub(super) async fn described(reader: &Reader, tracks: &[TrackId]) -> db::Result<Vec<FileEntry>> {
    let mut unique = tracks.to_vec();
    unique.sort_unstable();
    unique.dedup();
    let mut found: HashMap<TrackId, FileEntry> = HashMap::new();
    for chunk in unique.chunks(50) {
        let ids = chunk.iter().map(|id| id.as_i64()).chain(std::iter::repeat(-1)).take(50).map(Value::from);
        let arguments: Vec<Value> = ids.collect();
        let rows = reader
            .query(&DESCRIBED, &arguments, |row| {
                let artists = names(&row.get::<String>(3)?);
                let entry = FileEntry {
                    line: None,
                    path: Some(String::from_utf8_lossy(&row.get::<Vec<u8>>(1)?).into_owned()),
                    title: Some(row.get(2)?),
                    artist: Some(artists.join(", ")).filter(|names| !names.is_empty()),
                    album: row.get(4)?,
                    duration_ms: Some(row.get(5)?).filter(|duration_ms| *duration_ms > 0),
                };
                Ok((row.get(0)?, entry))
            })
            .await?;
        found.extend(rows);
    }
    Ok(tracks.iter().filter_map(|track| found.get(track).cloned()).collect())
}

/// A track as it is compared with what files say.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub(super) id: TrackId,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) artists: Vec<String>,
    pub(super) duration_ms: u64,
}

/// Walks all tracks that are present and keeps those that `wanted` asks for, by path and title.
pub(super) async fn walk(reader: &Reader, mut wanted: impl FnMut(&str, &str) -> bool) -> db::Result<Vec<Compared>> {
    let mut kept = Vec::new();
    let mut after = i64::MIN;
    loop {
        let mut seen = 0;
        let rows = reader
            .query(&PRESENT_AFTER, &args![after, WALKED_AT_A_TIME], |row| {
                seen += 1;
                after = row.get(0)?;
                let path = String::from_utf8_lossy(&row.get::<Vec<u8>>(1)?).into_owned();
                let title: String = row.get(2)?;
                if !wanted(&path, &title) {
                    return Ok(None);
                }
                let artists = names(&row.get::<String>(3)?);
                let id = TrackId::from_i64(after);
                Ok(Some(Compared { id, path, title, artists, duration_ms: row.get(4)? }))
            })
            .await?;
        kept.extend(rows.into_iter().flatten());
        if seen < WALKED_AT_A_TIME {
            return Ok(kept);
        }
    }
}

/// The names of a track's artists, as the catalogue keeps them.
fn names(json: &str) -> Vec<String> {
    let names: Vec<ArtistName> = serde_json::from_str(json).unwrap_or_default();
    names.into_iter().map(|artist| artist.name).collect()
}
