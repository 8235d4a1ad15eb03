//! Columns and rows that several lists share.

use db::{Result, Row};
use ids::{AlbumId, CoverId};

use crate::model::{Advisory, AlbumName, AlbumSummary, ArtistName, ArtistSummary, Cover, GainView, Track};

/// The columns of [`track`], from `tracks t LEFT JOIN albums a LEFT JOIN covers c`.
macro_rules! track_columns {
    () => {
        "t.id, t.title, t.artists, t.album_id, a.title, a.artists, t.disc_number, t.track_number, t.year, t.genres, t.language, \
         t.composers, t.duration_ms, t.codec, t.container, t.bitrate_kbps, t.sample_rate_hz, t.channels, t.bit_depth, t.size_bytes, \
         t.video, t.gain_track_db, t.gain_track_peak, t.gain_album_db, t.gain_album_peak, t.lyrics, t.cover_id, c.color, t.playable, \
         t.added_at, t.file_name, t.advisory"
    };
}
macro_rules! track_tables {
    () => {
        "tracks t LEFT JOIN albums a ON a.id = t.album_id LEFT JOIN covers c ON c.id = t.cover_id"
    };
}
/// The columns of [`album`], from `albums a LEFT JOIN covers c`.
macro_rules! album_columns {
    () => {
        "a.id, a.title, a.artists, a.year, a.track_count, a.duration_ms, a.compilation, a.cover_id, c.color, a.added_at"
    };
}
/// The columns of [`artist`], from `artists r LEFT JOIN covers c`.
macro_rules! artist_columns {
    () => {
        "r.id, r.name, r.letter, r.album_count, r.track_count, r.cover_id, c.color"
    };
}
pub(crate) use {album_columns, artist_columns, track_columns, track_tables};

/// How many columns [`track`] reads; what a list adds comes after them.
pub(crate) const TRACK_COLUMNS: usize = 32;
pub(crate) const ALBUM_COLUMNS: usize = 10;
pub(crate) const ARTIST_COLUMNS: usize = 7;

pub(crate) fn track(row: &Row<'_>) -> Result<Track> {
    let album = row.get::<Option<AlbumId>>(3)?.zip(row.get::<Option<String>>(4)?);
    Ok(Track {
        id: row.get(0)?,
        title: row.get(1)?,
        artists: names(&row.get::<String>(2)?),
        album: album.map(|(id, title)| AlbumName { id, title }),
        album_artists: row.get::<Option<String>>(5)?.map_or_else(Vec::new, |json| names(&json)),
        disc_number: row.get(6)?,
        track_number: row.get(7)?,
        year: year(row.get(8)?),
        genres: texts(&row.get::<String>(9)?),
        language: row.get(10)?,
        composers: texts(&row.get::<String>(11)?),
        duration_ms: row.get(12)?,
        codec: row.get(13)?,
        container: row.get(14)?,
        bitrate_kbps: row.get(15)?,
        sample_rate_hz: row.get(16)?,
        channels: row.get(17)?,
        bit_depth: row.get(18)?,
        size_bytes: row.get(19)?,
        kind: if row.get::<bool>(20)? { "video" } else { "audio" }.to_owned(),
        gain: GainView {
            track_db: row.get(21)?,
            track_peak: row.get(22)?,
            album_db: row.get(23)?,
            album_peak: row.get(24)?,
        },
        has_lyrics: row.get::<i64>(25)? != 0,
        cover: cover(row.get(26)?, row.get(27)?),
        playable: row.get(28)?,
        added_at: row.get(29)?,
        file_name: row.get(30)?,
        advisory: row.get::<Option<i64>>(31)?.and_then(Advisory::from_number),
    })
}

pub(crate) fn album(row: &Row<'_>) -> Result<AlbumSummary> {
    Ok(AlbumSummary {
        id: row.get(0)?,
        title: row.get(1)?,
        artists: names(&row.get::<String>(2)?),
        year: year(row.get(3)?),
        track_count: row.get(4)?,
        duration_ms: row.get(5)?,
        compilation: row.get(6)?,
        cover: cover(row.get(7)?, row.get(8)?),
        added_at: row.get(9)?,
    })
}

pub(crate) fn artist(row: &Row<'_>) -> Result<ArtistSummary> {
    Ok(ArtistSummary {
        id: row.get(0)?,
        name: row.get(1)?,
        sort_letter: row.get(2)?,
        album_count: row.get(3)?,
        track_count: row.get(4)?,
        cover: cover(row.get(5)?, row.get(6)?),
    })
}

fn cover(id: Option<CoverId>, color: Option<String>) -> Option<Cover> {
    id.map(|id| Cover::new(id, color))
}

fn year(year: u32) -> Option<u32> {
    (year > 0).then_some(year)
}

pub(crate) fn names(json: &str) -> Vec<ArtistName> {
    if json == "[]" { Vec::new() } else { serde_json::from_str(json).unwrap_or_default() }
}

pub(crate) fn texts(json: &str) -> Vec<String> {
    if json == "[]" { Vec::new() } else { serde_json::from_str(json).unwrap_or_default() }
}
