//! What there is to recommend, read with a reader that cannot see anything personal.

use db::{Db, Row, args, sql};
use ids::{AlbumId, ArtistId, CoverId, TrackId};
use serde::Deserialize;

use crate::error::Error;

/// Songs of the file at most, the newest: about 20 MB, which a phone can hold.
const SONGS_MAX: i64 = 200_000;

sql! {
    static SONGS = "SELECT id, title, artists, album_id, duration_ms, lyrics, gain_track_db, gain_track_peak, added_at \
        FROM tracks WHERE present = 1 AND playable = 1 AND video = 0 ORDER BY added_at DESC, id LIMIT $1";
    static ALBUMS = "SELECT a.id, a.title, a.cover_id, c.color FROM albums a LEFT JOIN covers c ON c.id = a.cover_id \
        ORDER BY a.id";
}

/// An artist as a song credits them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Credit {
    pub(super) id: ArtistId,
    pub(super) name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Song {
    pub(super) id: TrackId,
    pub(super) title: String,
    pub(super) credits: Vec<Credit>,
    pub(super) album: Option<AlbumId>,
    pub(super) duration_ms: i64,
    pub(super) has_lyrics: bool,
    pub(super) gain_db: Option<f64>,
    pub(super) gain_peak: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Album {
    pub(super) id: AlbumId,
    pub(super) title: String,
    pub(super) cover: Option<CoverId>,
    /// As `#rrggbb`.
    pub(super) color: Option<String>,
}

/// The songs, the newest first.
pub(super) async fn songs(db: &Db) -> Result<Vec<Song>, Error> {
    Ok(db.catalogue().query(&SONGS, &args![SONGS_MAX], song).await?)
}

/// The albums, by id.
pub(super) async fn albums(db: &Db) -> Result<Vec<Album>, Error> {
    Ok(db.catalogue().query(&ALBUMS, &args![], album).await?)
}

fn song(row: &Row<'_>) -> db::Result<Song> {
    let credits: String = row.get(2)?;
    let lyrics: i64 = row.get(5)?;
    Ok(Song {
        id: row.get(0)?,
        title: row.get(1)?,
        // The catalogue wrote it; what it could not have written credits nobody.
        credits: serde_json::from_str(&credits).unwrap_or_default(),
        album: row.get(3)?,
        duration_ms: row.get(4)?,
        has_lyrics: lyrics != 0,
        gain_db: row.get(6)?,
        gain_peak: row.get(7)?,
    })
}

fn album(row: &Row<'_>) -> db::Result<Album> {
    Ok(Album { id: row.get(0)?, title: row.get(1)?, cover: row.get(2)?, color: row.get(3)? })
}
