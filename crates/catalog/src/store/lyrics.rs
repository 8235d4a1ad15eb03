//! Where the lyrics of tracks are, and how they are moved.

use db::{Reader, Result, Tx, args, sql};
use ids::TrackId;

sql! {
    static LYRICS_OF = "SELECT music_folder_id, path, lyrics, language, lyrics_offset_ms FROM tracks WHERE id = $1 AND present = 1";
    static SET_OFFSET = "UPDATE tracks SET lyrics_offset_ms = $2 WHERE id = $1 AND present = 1 AND lyrics > 0";
}

/// Where a track's lyrics are.
pub(crate) struct Place {
    pub(crate) music_folder_id: i64,
    pub(crate) path: Vec<u8>,
    /// 0 nowhere, 1 beside the music, 2 in its tags.
    pub(crate) place: i64,
    /// The language of the track, as its tags spell it.
    pub(crate) language: Option<String>,
    pub(crate) offset_ms: i64,
}

pub(crate) async fn place(reader: &Reader, id: TrackId) -> Result<Option<Place>> {
    reader
        .query_optional(&LYRICS_OF, &args![id], |row| {
            Ok(Place {
                music_folder_id: row.get(0)?,
                path: row.get(1)?,
                place: row.get(2)?,
                language: row.get(3)?,
                offset_ms: row.get(4)?,
            })
        })
        .await
}

/// Moves the lyrics of a track; false when there is no such track, or it has none.
pub(crate) async fn set_offset(tx: &mut Tx, id: TrackId, offset_ms: i64) -> Result<bool> {
    Ok(tx.execute(&SET_OFFSET, &args![id, offset_ms]).await? > 0)
}
