//! SQL that loads the names the search looks through.

use db::{Reader, Result, Tx, args, sql};
use ids::{AlbumId, ArtistId, TrackId};

sql! {
    static ARTISTS = "SELECT id, name, track_count FROM artists WHERE track_count + album_count > 0";
    static ALBUMS = "SELECT id, title, artists, track_count FROM albums WHERE track_count > 0";
    static TRACKS = "SELECT id, title, artists, album_id FROM tracks WHERE present = 1";
    static CHANGE = "SELECT change FROM name_changes WHERE id = 1";
    static CHANGED = "UPDATE name_changes SET change = change + 1 WHERE id = 1";
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

/// Which change of the names this is: larger after each.
pub(crate) async fn change(reader: &Reader) -> Result<i64> {
    reader.query_one(&CHANGE, &args![], |row| row.get(0)).await
}

/// Tells every node that names changed, once this is committed.
pub(crate) async fn tell_change(tx: &mut Tx) -> Result<()> {
    tx.execute(&CHANGED, &args![]).await.map(drop)
}
