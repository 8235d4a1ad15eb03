//! SQL that loads the names the search looks through.

use db::{Reader, Result, args, sql};
use ids::{AlbumId, ArtistId, TrackId};

sql! {
    static ARTISTS = "SELECT id, name, track_count FROM artists WHERE track_count + album_count > 0";
    static ALBUMS = "SELECT id, title, artists, track_count FROM albums WHERE track_count > 0";
    static TRACKS = "SELECT id, title, artists, album_id FROM tracks WHERE present = 1";
}

/// Artists with how many tracks they have.
pub(crate) async fn artists(reader: &Reader) -> Result<Vec<(ArtistId, String, i64)>> {
    reader.query(&ARTISTS, &args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

/// Albums with their artists as JSON.
pub(crate) async fn albums(reader: &Reader) -> Result<Vec<(AlbumId, String, String)>> {
    reader.query(&ALBUMS, &args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

/// Tracks with their artists as JSON and their album.
pub(crate) async fn tracks(reader: &Reader) -> Result<Vec<(TrackId, String, String, Option<AlbumId>)>> {
    reader.query(&TRACKS, &args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).await
}
