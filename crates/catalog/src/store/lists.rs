//! SQL of lists and pages. Every list pages by a key that an index has in order.

use db::{Reader, Result, Row, Sql, Value, args, sql};
use ids::{AlbumId, ArtistId, TrackId};
use serde::{Deserialize, Serialize};

use super::rows::{
    self, ALBUM_COLUMNS, ARTIST_COLUMNS, TRACK_COLUMNS, album_columns, artist_columns, track_columns, track_tables,
};
use crate::model::{AlbumSummary, ArtistSummary, AudioSource, GainView, Track};

/// The value a list is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key {
    /// A count, a year or an instant.
    Number(i64),
    /// A sort key.
    Text(String),
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Number(number) => Self::Integer(number),
            Key::Text(text) => Self::Text(text),
        }
    }
}

/// How a list is sorted: its statement, and where it begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    statement: &'static Sql,
    is_text: bool,
    is_descending: bool,
}

impl Order {
    /// The place before the first row.
    pub(crate) fn start(self) -> (Key, i64) {
        match (self.is_text, self.is_descending) {
            (true, _) => (Key::Text(String::new()), -1),
            (false, true) => (Key::Number(i64::MAX), i64::MAX),
            (false, false) => (Key::Number(i64::MIN), -1),
        }
    }

    /// Whether a place is one of this order's; a cursor of another sort is not.
    pub(crate) fn fits(self, key: &Key) -> bool {
        matches!(key, Key::Text(_)) == self.is_text
    }
}

/// What a list of albums or tracks is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// A genre, folded.
    pub genre_key: Option<String>,
    /// The first year of a decade.
    pub decade: Option<i64>,
    /// A language as the tracks spell it.
    pub language: Option<String>,
    /// Only compilations, or none; for albums only.
    pub compilation: Option<bool>,
}

impl Filter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

macro_rules! albums_where {
    () => {
        " AND a.track_count > 0 \
         AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM album_genres g WHERE g.genre_key = $3 AND g.album_id = a.id)) \
         AND (CAST($4 AS BIGINT) IS NULL OR (a.year >= $4 AND a.year < $4 + 10)) \
         AND (CAST($5 AS TEXT) IS NULL OR a.language = $5) \
         AND (CAST($6 AS BIGINT) IS NULL OR a.compilation = $6)"
    };
}
macro_rules! albums {
    ($key:literal, $after:literal, $direction:literal $(, $and:literal)?) => {
        concat!("SELECT ", album_columns!(), ", ", $key, " FROM albums a LEFT JOIN covers c ON c.id = a.cover_id WHERE (", $key,
            ", a.id) ", $after, " ($1, $2)", albums_where!(), $($and,)? " ORDER BY ", $key, $direction, ", a.id", $direction, " LIMIT $7")
    };
}
macro_rules! tracks_where {
    () => {
        " AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM track_genres g WHERE g.genre_key = $3 AND g.track_id = t.id)) \
         AND (CAST($4 AS BIGINT) IS NULL OR (t.year >= $4 AND t.year < $4 + 10)) \
         AND (CAST($5 AS TEXT) IS NULL OR t.language = $5)"
    };
}
macro_rules! tracks {
    ($key:literal, $after:literal, $direction:literal $(, $and:literal)?) => {
        concat!("SELECT ", track_columns!(), ", ", $key, " FROM ", track_tables!(), " WHERE t.present = 1 AND (", $key,
            ", t.id) ", $after, " ($1, $2)", tracks_where!(), $($and,)? " ORDER BY ", $key, $direction, ", t.id", $direction, " LIMIT $6")
    };
}
macro_rules! artists {
    ($key:literal, $after:literal, $direction:literal) => {
        concat!(
            "SELECT ",
            artist_columns!(),
            ", ",
            $key,
            " FROM artists r LEFT JOIN covers c ON c.id = r.cover_id WHERE (",
            $key,
            ", r.id) ",
            $after,
            " ($1, $2) AND (r.album_count > 0 OR (r.track_count > 0 AND CAST($3 AS BIGINT) = 1)) \
             ORDER BY ",
            $key,
            $direction,
            ", r.id",
            $direction,
            " LIMIT $4"
        )
    };
}
/// Fifty places in an `IN`; those not needed hold −1, which is no id.
macro_rules! fifty {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, \
          $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"
    };
}
pub(crate) use fifty;

sql! {
    static ALBUMS_BY_TITLE = albums!("a.sort_key", ">", "");
    static ALBUMS_BY_ARTIST = albums!("a.artist_sort_key", ">", "");
    static ALBUMS_BY_YEAR = albums!("a.year", "<", " DESC");
    static ALBUMS_BY_ADDED = albums!("a.added_at", "<", " DESC");
    static ALBUMS_BY_RANDOM = albums!("a.random_key", ">", "", " AND a.random_key <= $8");
    static COUNT_ALBUMS = concat!("SELECT COUNT(*) FROM albums a WHERE (a.year, a.id) > ($1, $2)", albums_where!());

    static TRACKS_BY_TITLE = tracks!("t.sort_key", ">", "");
    static TRACKS_BY_ARTIST = tracks!("t.artist_sort_key", ">", "");
    static TRACKS_BY_ALBUM = tracks!("t.album_sort_key", ">", "");
    static TRACKS_BY_ADDED = tracks!("t.added_at", "<", " DESC");
    static TRACKS_BY_RANDOM = tracks!("t.random_key", ">", "", " AND t.random_key <= $7");
    static COUNT_TRACKS = concat!("SELECT COUNT(*) FROM tracks t WHERE t.present = 1 AND (t.year, t.id) > ($1, $2)", tracks_where!());

    static ARTISTS_BY_NAME = artists!("r.sort_key", ">", "");
    static ARTISTS_BY_ADDED = artists!("r.added_at", "<", " DESC");
    static ARTISTS_BY_TRACKS = artists!("r.track_count", "<", " DESC");
    static COUNT_ARTISTS = "SELECT COUNT(*) FROM artists r WHERE r.album_count > 0 OR (r.track_count > 0 AND CAST($1 AS BIGINT) = 1)";

    static TRACK_BY_ID = concat!("SELECT ", track_columns!(), " FROM ", track_tables!(), " WHERE t.id = $1");
    static TRACKS_BY_IDS = concat!("SELECT ", track_columns!(), " FROM ", track_tables!(), " WHERE t.id IN ", fifty!());
    static ALBUMS_BY_IDS = concat!("SELECT ", album_columns!(), " FROM albums a LEFT JOIN covers c ON c.id = a.cover_id \
        WHERE a.track_count > 0 AND a.id IN ", fifty!());
    static ARTISTS_BY_IDS = concat!("SELECT ", artist_columns!(), " FROM artists r LEFT JOIN covers c ON c.id = r.cover_id \
        WHERE r.track_count + r.album_count > 0 AND r.id IN ", fifty!());

    static ALBUM_BY_ID = concat!("SELECT ", album_columns!(), ", a.release_date, a.genres, a.labels, a.disc_titles \
        FROM albums a LEFT JOIN covers c ON c.id = a.cover_id WHERE a.id = $1 AND a.track_count > 0");
    static TRACKS_OF_ALBUM = concat!("SELECT ", track_columns!(), " FROM ", track_tables!(), " WHERE t.album_id = $1 AND t.present = 1 \
        ORDER BY t.album_sort_key, t.id LIMIT 2000");
    static ARTIST_BY_ID = concat!("SELECT ", artist_columns!(), " FROM artists r LEFT JOIN covers c ON c.id = r.cover_id \
        WHERE r.id = $1 AND r.track_count + r.album_count > 0");
    static ALBUMS_OF_ARTIST = concat!("SELECT ", album_columns!(), " FROM album_artists aa JOIN albums a ON a.id = aa.album_id \
        LEFT JOIN covers c ON c.id = a.cover_id WHERE aa.artist_id = $1 AND aa.role = $2 AND a.track_count > 0 \
        ORDER BY a.year DESC, a.id LIMIT 500");
    static TRACKS_OF_ARTIST = concat!("SELECT ", track_columns!(), " FROM track_artists ta JOIN tracks t ON t.id = ta.track_id \
        LEFT JOIN albums a ON a.id = t.album_id LEFT JOIN covers c ON c.id = t.cover_id \
        WHERE ta.artist_id = $1 AND ta.role = 0 AND t.present = 1 ORDER BY t.album_sort_key, t.id LIMIT 50");

    static FOLDER = "SELECT name, parent_path, track_count FROM folders WHERE path = $1";
    static FOLDERS_IN = "SELECT name, path, track_count FROM folders WHERE parent_path = $1 AND track_count > 0 ORDER BY sort_key, id LIMIT 5000";
    static TRACKS_IN_FOLDER = concat!("SELECT ", track_columns!(), ", t.file_name FROM folders f JOIN tracks t ON t.folder_id = f.id \
        LEFT JOIN albums a ON a.id = t.album_id LEFT JOIN covers c ON c.id = t.cover_id \
        WHERE f.path = $1 AND t.present = 1 AND (t.file_name, t.id) > ($2, $3) ORDER BY t.file_name, t.id LIMIT $4");

    static SOURCE = "SELECT music_folder_id, path, codec, container, duration_ms, bitrate_kbps, sample_rate_hz, channels, bit_depth, \
        size_bytes, video, gain_track_db, gain_track_peak, gain_album_db, gain_album_peak, playable FROM tracks \
        WHERE id = COALESCE((SELECT m.kept_id FROM merged_tracks m WHERE m.track_id = $1), $1) AND present = 1";
}

pub(crate) const ALBUMS_TITLE: Order = Order { statement: &ALBUMS_BY_TITLE, is_text: true, is_descending: false };
pub(crate) const ALBUMS_ARTIST: Order = Order { statement: &ALBUMS_BY_ARTIST, is_text: true, is_descending: false };
pub(crate) const ALBUMS_YEAR: Order = Order { statement: &ALBUMS_BY_YEAR, is_text: false, is_descending: true };
pub(crate) const ALBUMS_NEWEST: Order = Order { statement: &ALBUMS_BY_ADDED, is_text: false, is_descending: true };
pub(crate) const TRACKS_TITLE: Order = Order { statement: &TRACKS_BY_TITLE, is_text: true, is_descending: false };
pub(crate) const TRACKS_ARTIST: Order = Order { statement: &TRACKS_BY_ARTIST, is_text: true, is_descending: false };
pub(crate) const TRACKS_ALBUM: Order = Order { statement: &TRACKS_BY_ALBUM, is_text: true, is_descending: false };
pub(crate) const TRACKS_NEWEST: Order = Order { statement: &TRACKS_BY_ADDED, is_text: false, is_descending: true };
pub(crate) const ARTISTS_NAME: Order = Order { statement: &ARTISTS_BY_NAME, is_text: true, is_descending: false };
pub(crate) const ARTISTS_RECENT: Order = Order { statement: &ARTISTS_BY_ADDED, is_text: false, is_descending: true };
pub(crate) const ARTISTS_TRACKS: Order = Order { statement: &ARTISTS_BY_TRACKS, is_text: false, is_descending: true };

/// The statements of all lists and how many columns of arguments each takes; for the test of their plans.
#[doc(hidden)]
pub static LISTS: &[(&Sql, ListKind)] = &[
    (&ALBUMS_BY_TITLE, ListKind::Albums),
    (&ALBUMS_BY_ARTIST, ListKind::Albums),
    (&ALBUMS_BY_YEAR, ListKind::Albums),
    (&ALBUMS_BY_ADDED, ListKind::Albums),
    (&ALBUMS_BY_RANDOM, ListKind::AlbumsRandom),
    (&TRACKS_BY_TITLE, ListKind::Tracks),
    (&TRACKS_BY_ARTIST, ListKind::Tracks),
    (&TRACKS_BY_ALBUM, ListKind::Tracks),
    (&TRACKS_BY_ADDED, ListKind::Tracks),
    (&TRACKS_BY_RANDOM, ListKind::TracksRandom),
    (&ARTISTS_BY_NAME, ListKind::Artists),
    (&ARTISTS_BY_ADDED, ListKind::Artists),
    (&ARTISTS_BY_TRACKS, ListKind::Artists),
    (&TRACKS_IN_FOLDER, ListKind::Folder),
];

/// Which arguments a list takes.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    Albums,
    AlbumsRandom,
    Tracks,
    TracksRandom,
    Artists,
    Folder,
}

/// A row with the place after it.
pub(crate) type Placed<T> = (T, (Key, i64));

fn key(row: &db::Row<'_>, column: usize, is_text: bool) -> Result<Key> {
    Ok(if is_text { Key::Text(row.get(column)?) } else { Key::Number(row.get(column)?) })
}

pub(crate) async fn albums(
    reader: &Reader,
    order: Order,
    after: (Key, i64),
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Placed<AlbumSummary>>> {
    let arguments = args![
        after.0,
        after.1,
        filter.genre_key.as_deref(),
        filter.decade,
        filter.language.as_deref(),
        filter.compilation,
        limit
    ];
    reader
        .query(order.statement, &arguments, |row| {
            let album = rows::album(row)?;
            let id = album.id.as_i64();
            Ok((album, (key(row, ALBUM_COLUMNS, order.is_text)?, id)))
        })
        .await
}

/// Albums by their random key, after one and up to another.
pub(crate) async fn random_albums(
    reader: &Reader,
    after: (i64, i64),
    up_to: i64,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Placed<AlbumSummary>>> {
    let arguments = args![
        after.0,
        after.1,
        filter.genre_key.as_deref(),
        filter.decade,
        filter.language.as_deref(),
        filter.compilation,
        limit,
        up_to
    ];
    reader
        .query(&ALBUMS_BY_RANDOM, &arguments, |row| {
            let album = rows::album(row)?;
            let id = album.id.as_i64();
            Ok((album, (key(row, ALBUM_COLUMNS, false)?, id)))
        })
        .await
}

pub(crate) async fn count_albums(reader: &Reader, filter: &Filter) -> Result<u64> {
    let arguments = args![
        -1_i64,
        -1_i64,
        filter.genre_key.as_deref(),
        filter.decade,
        filter.language.as_deref(),
        filter.compilation
    ];
    reader.query_one(&COUNT_ALBUMS, &arguments, |row| row.get(0)).await
}

pub(crate) async fn tracks(
    reader: &Reader,
    order: Order,
    after: (Key, i64),
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Placed<Track>>> {
    let arguments =
        args![after.0, after.1, filter.genre_key.as_deref(), filter.decade, filter.language.as_deref(), limit];
    reader
        .query(order.statement, &arguments, |row| {
            let track = rows::track(row)?;
            let id = track.id.as_i64();
            Ok((track, (key(row, TRACK_COLUMNS, order.is_text)?, id)))
        })
        .await
}

/// Tracks by their random key, after one and up to another.
pub(crate) async fn random_tracks(
    reader: &Reader,
    after: (i64, i64),
    up_to: i64,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Placed<Track>>> {
    let arguments =
        args![after.0, after.1, filter.genre_key.as_deref(), filter.decade, filter.language.as_deref(), limit, up_to];
    reader
        .query(&TRACKS_BY_RANDOM, &arguments, |row| {
            let track = rows::track(row)?;
            let id = track.id.as_i64();
            Ok((track, (key(row, TRACK_COLUMNS, false)?, id)))
        })
        .await
}

pub(crate) async fn count_tracks(reader: &Reader, filter: &Filter) -> Result<u64> {
    let arguments = args![-1_i64, -1_i64, filter.genre_key.as_deref(), filter.decade, filter.language.as_deref()];
    reader.query_one(&COUNT_TRACKS, &arguments, |row| row.get(0)).await
}

pub(crate) async fn artists(
    reader: &Reader,
    order: Order,
    after: (Key, i64),
    any_role: bool,
    limit: i64,
) -> Result<Vec<Placed<ArtistSummary>>> {
    reader
        .query(order.statement, &args![after.0, after.1, any_role, limit], |row| {
            let artist = rows::artist(row)?;
            let id = artist.id.as_i64();
            Ok((artist, (key(row, ARTIST_COLUMNS, order.is_text)?, id)))
        })
        .await
}

pub(crate) async fn count_artists(reader: &Reader, any_role: bool) -> Result<u64> {
    reader.query_one(&COUNT_ARTISTS, &args![any_role], |row| row.get(0)).await
}

pub(crate) async fn track(reader: &Reader, id: TrackId) -> Result<Option<Track>> {
    reader.query_optional(&TRACK_BY_ID, &args![id], rows::track).await
}

/// The numbers of ids, fifty at a time, filled up with what is no id.
pub(crate) fn fifties<I: Copy>(ids: &[I], number: impl Fn(I) -> i64 + Copy) -> impl Iterator<Item = Vec<Value>> {
    ids.chunks(50).map(move |chunk| {
        chunk.iter().map(|id| number(*id)).chain(std::iter::repeat(-1)).take(50).map(Value::from).collect()
    })
}

/// What a statement over fifty ids finds of all of these, in no order.
pub(crate) async fn among<I: Copy, T>(
    reader: &Reader,
    sql: &'static Sql,
    ids: &[I],
    number: impl Fn(I) -> i64 + Copy,
    map: impl Fn(&Row<'_>) -> Result<T> + Copy,
) -> Result<Vec<T>> {
    let mut found = Vec::with_capacity(ids.len());
    for arguments in fifties(ids, number) {
        found.extend(reader.query(sql, &arguments, map).await?);
    }
    Ok(found)
}

/// Tracks in the order of their ids; those that do not exist are left out.
pub(crate) async fn tracks_by_ids(reader: &Reader, ids: &[TrackId]) -> Result<Vec<Track>> {
    let found = among(reader, &TRACKS_BY_IDS, ids, TrackId::as_i64, rows::track).await?;
    Ok(in_order(ids, found, |track| track.id))
}

/// Albums in the order of their ids; those without a present track are left out.
pub(crate) async fn albums_by_ids(reader: &Reader, ids: &[AlbumId]) -> Result<Vec<AlbumSummary>> {
    let found = among(reader, &ALBUMS_BY_IDS, ids, AlbumId::as_i64, rows::album).await?;
    Ok(in_order(ids, found, |album| album.id))
}

/// Artists in the order of their ids; those without anything present are left out.
pub(crate) async fn artists_by_ids(reader: &Reader, ids: &[ArtistId]) -> Result<Vec<ArtistSummary>> {
    let found = among(reader, &ARTISTS_BY_IDS, ids, ArtistId::as_i64, rows::artist).await?;
    Ok(in_order(ids, found, |artist| artist.id))
}

fn in_order<I: Copy + Eq + std::hash::Hash, T: Clone>(ids: &[I], found: Vec<T>, id_of: impl Fn(&T) -> I) -> Vec<T> {
    let by_id: std::collections::HashMap<I, T> = found.into_iter().map(|item| (id_of(&item), item)).collect();
    ids.iter().filter_map(|id| by_id.get(id).cloned()).collect()
}

/// What an album's page shows beyond its summary.
pub(crate) struct AlbumRow {
    pub(crate) summary: AlbumSummary,
    pub(crate) release_date: Option<String>,
    pub(crate) genres: Vec<String>,
    pub(crate) labels: Vec<String>,
    pub(crate) disc_titles: std::collections::HashMap<u32, String>,
}

pub(crate) async fn album(reader: &Reader, id: AlbumId) -> Result<Option<AlbumRow>> {
    reader
        .query_optional(&ALBUM_BY_ID, &args![id], |row| {
            Ok(AlbumRow {
                summary: rows::album(row)?,
                release_date: row.get(ALBUM_COLUMNS)?,
                genres: rows::texts(&row.get::<String>(ALBUM_COLUMNS + 1)?),
                labels: rows::texts(&row.get::<String>(ALBUM_COLUMNS + 2)?),
                disc_titles: serde_json::from_str(&row.get::<String>(ALBUM_COLUMNS + 3)?).unwrap_or_default(),
            })
        })
        .await
}

pub(crate) async fn tracks_of_album(reader: &Reader, id: AlbumId) -> Result<Vec<Track>> {
    reader.query(&TRACKS_OF_ALBUM, &args![id], rows::track).await
}

pub(crate) async fn artist(reader: &Reader, id: ArtistId) -> Result<Option<ArtistSummary>> {
    reader.query_optional(&ARTIST_BY_ID, &args![id], rows::artist).await
}

/// The artist's own albums, or those of others with the artist on them; newest first.
pub(crate) async fn albums_of_artist(reader: &Reader, id: ArtistId, own: bool) -> Result<Vec<AlbumSummary>> {
    reader.query(&ALBUMS_OF_ARTIST, &args![id, !own], rows::album).await
}

pub(crate) async fn tracks_of_artist(reader: &Reader, id: ArtistId) -> Result<Vec<Track>> {
    reader.query(&TRACKS_OF_ARTIST, &args![id], rows::track).await
}

/// A folder by its readable path: name, path of its parent, tracks in it and below.
pub(crate) async fn folder(reader: &Reader, path: &str) -> Result<Option<(String, String, u64)>> {
    reader.query_optional(&FOLDER, &args![path], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

/// The folders directly below a path: name, path, tracks in it and below.
pub(crate) async fn folders_in(reader: &Reader, path: &str) -> Result<Vec<(String, String, u64)>> {
    reader.query(&FOLDERS_IN, &args![path], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

pub(crate) async fn tracks_in_folder(
    reader: &Reader,
    path: &str,
    after: (String, i64),
    limit: i64,
) -> Result<Vec<Track>> {
    reader.query(&TRACKS_IN_FOLDER, &args![path, after.0, after.1, limit], rows::track).await
}

/// A track's file below its music folder, and what playing it needs to know; the path is still to be joined.
pub(crate) async fn source(reader: &Reader, id: TrackId) -> Result<Option<(i64, Vec<u8>, AudioSource)>> {
    reader
        .query_optional(&SOURCE, &args![id], |row| {
            let gain = GainView {
                track_db: row.get(11)?,
                track_peak: row.get(12)?,
                album_db: row.get(13)?,
                album_peak: row.get(14)?,
            };
            let source = AudioSource {
                track_id: id,
                path: std::path::PathBuf::new(),
                codec: row.get(2)?,
                container: row.get(3)?,
                duration_ms: row.get(4)?,
                bitrate_kbps: row.get(5)?,
                sample_rate_hz: row.get(6)?,
                channels: row.get(7)?,
                bit_depth: row.get(8)?,
                size_bytes: row.get(9)?,
                is_video: row.get(10)?,
                gain,
                playable: row.get(15)?,
            };
            Ok((row.get(0)?, row.get(1)?, source))
        })
        .await
}
