//! SQL of what tracks, albums and artists are told apart by, in any library.

use db::{Reader, Result, Row, args, sql};
use ids::{AlbumId, ArtistId, TrackId};

use super::lists::{among, fifty};
use super::rows;
use crate::identities::{AlbumIdentity, ArtistIdentity, TrackIdentity};

macro_rules! track_identity {
    () => {
        "SELECT t.id, t.title, t.artists, a.title, t.duration_ms, t.isrc, t.musicbrainz_recording, t.musicbrainz_release \
         FROM tracks t LEFT JOIN albums a ON a.id = t.album_id"
    };
}
macro_rules! album_identity {
    () => {
        "SELECT id, title, artists, year FROM albums"
    };
}

sql! {
    static TRACKS_AMONG = concat!(track_identity!(), " WHERE t.id IN ", fifty!());
    static TRACKS_AFTER = concat!(track_identity!(), " WHERE t.id > $1 AND t.present = 1 ORDER BY t.id LIMIT $2");
    static ALBUMS_AMONG = concat!(album_identity!(), " WHERE id IN ", fifty!());
    static ALBUMS_AFTER = concat!(album_identity!(), " WHERE id > $1 AND track_count > 0 ORDER BY id LIMIT $2");
    static ARTISTS_AMONG = concat!("SELECT id, name FROM artists WHERE id IN ", fifty!());
    static ARTISTS_AFTER = "SELECT id, name FROM artists WHERE id > $1 AND track_count + album_count > 0 ORDER BY id LIMIT $2";
}

fn track(row: &Row<'_>) -> Result<TrackIdentity> {
    Ok(TrackIdentity {
        id: row.get(0)?,
        title: row.get(1)?,
        artists: names(row, 2)?,
        album: row.get(3)?,
        duration_ms: row.get(4)?,
        isrc: row.get(5)?,
        musicbrainz_recording: row.get(6)?,
        musicbrainz_release: row.get(7)?,
    })
}

fn album(row: &Row<'_>) -> Result<AlbumIdentity> {
    Ok(AlbumIdentity {
        id: row.get(0)?,
        title: row.get(1)?,
        artists: names(row, 2)?,
        year: Some(row.get::<i64>(3)?).filter(|year| *year > 0),
    })
}

fn artist(row: &Row<'_>) -> Result<ArtistIdentity> {
    Ok(ArtistIdentity { id: row.get(0)?, name: row.get(1)? })
}

fn names(row: &Row<'_>, column: usize) -> Result<Vec<String>> {
    Ok(rows::names(&row.get::<String>(column)?).into_iter().map(|artist| artist.name).collect())
}

pub(crate) async fn tracks_among(reader: &Reader, ids: &[TrackId]) -> Result<Vec<TrackIdentity>> {
    among(reader, &TRACKS_AMONG, ids, TrackId::as_i64, track).await
}

pub(crate) async fn albums_among(reader: &Reader, ids: &[AlbumId]) -> Result<Vec<AlbumIdentity>> {
    among(reader, &ALBUMS_AMONG, ids, AlbumId::as_i64, album).await
}

pub(crate) async fn artists_among(reader: &Reader, ids: &[ArtistId]) -> Result<Vec<ArtistIdentity>> {
    among(reader, &ARTISTS_AMONG, ids, ArtistId::as_i64, artist).await
}

pub(crate) async fn tracks_after(reader: &Reader, after: i64, limit: i64) -> Result<Vec<TrackIdentity>> {
    reader.query(&TRACKS_AFTER, &args![after, limit], track).await
}

pub(crate) async fn albums_after(reader: &Reader, after: i64, limit: i64) -> Result<Vec<AlbumIdentity>> {
    reader.query(&ALBUMS_AFTER, &args![after, limit], album).await
}

pub(crate) async fn artists_after(reader: &Reader, after: i64, limit: i64) -> Result<Vec<ArtistIdentity>> {
    reader.query(&ARTISTS_AFTER, &args![after, limit], artist).await
}
