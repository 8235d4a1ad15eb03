//! SQL of the scan: what is known, and what is written.

use db::{Reader, Result, Tx, Value, args, sql};
use ids::{AlbumId, ArtistId, CoverId, FolderId, TrackId};
use units::Timestamp;

use crate::scan::KnownFile;

/// The columns of [`known_file`]. Of a merged track the file counts: it is there though the track is hidden.
macro_rules! known_columns {
    () => {
        "t.id, t.music_folder_id, t.path, t.size_bytes, t.modified_ns, t.inode, t.surroundings, t.fingerprint, \
         CASE WHEN t.present = 1 OR (m.track_id IS NOT NULL AND t.missing_since IS NULL) THEN 1 ELSE 0 END, t.album_id"
    };
}
macro_rules! known_tables {
    () => {
        "tracks t LEFT JOIN merged_tracks m ON m.track_id = t.id"
    };
}

sql! {
    static MUSIC_FOLDERS = "SELECT id, path FROM music_folders ORDER BY id";
    static INSERT_MUSIC_FOLDER = "INSERT INTO music_folders (id, path, reachable) VALUES ($1, $2, 1)";
    static SET_REACHABLE = "UPDATE music_folders SET reachable = $2 WHERE id = $1 AND reachable <> $2";

    static KNOWN = concat!("SELECT ", known_columns!(), " FROM ", known_tables!(),
        " WHERE t.music_folder_id = $1 AND t.path >= $2 AND t.path < $3");
    static MISSING = concat!("SELECT ", known_columns!(), " FROM ", known_tables!(),
        " WHERE t.present = 0 AND (m.track_id IS NULL OR t.missing_since IS NOT NULL)");

    static ARTIST_KEYS = "SELECT fold_key, id, name, sort_key FROM artists";
    static ALBUM_KEYS = "SELECT group_key, id, track_count FROM albums";
    static FOLDER_KEYS = "SELECT path, id FROM folders";
    static COVER_IDS = "SELECT id FROM covers";

    static INSERT_FOLDER = "INSERT INTO folders (id, path, parent_path, name, sort_key, track_count) VALUES ($1, $2, $3, $4, $5, 0)";
    static UPSERT_COVER = "INSERT INTO covers (id, content_hash, music_folder_id, path, embedded, size_bytes, color) \
        VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT (id) DO UPDATE SET \
        music_folder_id = excluded.music_folder_id, path = excluded.path, embedded = excluded.embedded";
    static INSERT_ARTIST = "INSERT INTO artists \
        (id, fold_key, name, sort_key, letter, album_count, track_count, cover_id, added_at, stale) \
        VALUES ($1, $2, $3, $4, $5, 0, 0, NULL, $6, 1)";
    static INSERT_ALBUM = "INSERT INTO albums \
        (id, group_key, title, sort_key, artists, artist_sort_key, year, release_date, language, compilation, genres, labels, \
         disc_titles, track_count, duration_ms, cover_id, added_at, random_key, stale) \
        VALUES ($1, $2, $3, $4, '[]', '', 0, NULL, NULL, 0, '[]', '[]', '[]', 0, 0, NULL, $5, $6, 1)";
    static RENAME_ALBUM = "UPDATE albums SET group_key = $2, title = $3, sort_key = $4, stale = 1 WHERE id = $1";

    static UPSERT_TRACK = "INSERT INTO tracks \
        (id, music_folder_id, path, file_name, folder_id, size_bytes, modified_ns, inode, surroundings, fingerprint, \
         present, missing_since, video, playable, title, sort_key, artists, artist_sort_key, album_id, album_sort_key, \
         disc_number, disc_title, track_number, year, release_date, language, genres, composers, labels, compilation, \
         has_album_artist, album_artists, duration_ms, codec, container, bitrate_kbps, sample_rate_hz, channels, bit_depth, \
         gain_track_db, gain_track_peak, gain_album_db, gain_album_peak, isrc, musicbrainz_recording, musicbrainz_release, \
         lyrics, cover_id, added_at, random_key, advisory) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, NULL, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
         $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, \
         $46, $47, $48, $49) \
        ON CONFLICT (id) DO UPDATE SET music_folder_id = excluded.music_folder_id, path = excluded.path, \
         file_name = excluded.file_name, folder_id = excluded.folder_id, size_bytes = excluded.size_bytes, \
         modified_ns = excluded.modified_ns, inode = excluded.inode, surroundings = excluded.surroundings, \
         fingerprint = excluded.fingerprint, present = CASE WHEN tracks.fingerprint = excluded.fingerprint \
         AND EXISTS (SELECT 1 FROM merged_tracks m WHERE m.track_id = tracks.id) THEN 0 ELSE 1 END, missing_since = NULL, video = excluded.video, \
         playable = excluded.playable, title = excluded.title, sort_key = excluded.sort_key, artists = excluded.artists, \
         artist_sort_key = excluded.artist_sort_key, album_id = excluded.album_id, album_sort_key = excluded.album_sort_key, \
         disc_number = excluded.disc_number, disc_title = excluded.disc_title, track_number = excluded.track_number, \
         year = excluded.year, release_date = excluded.release_date, language = excluded.language, genres = excluded.genres, \
         composers = excluded.composers, labels = excluded.labels, compilation = excluded.compilation, \
         has_album_artist = excluded.has_album_artist, album_artists = excluded.album_artists, \
         duration_ms = excluded.duration_ms, codec = excluded.codec, container = excluded.container, \
         bitrate_kbps = excluded.bitrate_kbps, sample_rate_hz = excluded.sample_rate_hz, channels = excluded.channels, \
         bit_depth = excluded.bit_depth, gain_track_db = excluded.gain_track_db, gain_track_peak = excluded.gain_track_peak, \
         gain_album_db = excluded.gain_album_db, gain_album_peak = excluded.gain_album_peak, isrc = excluded.isrc, \
         musicbrainz_recording = excluded.musicbrainz_recording, musicbrainz_release = excluded.musicbrainz_release, \
         lyrics = excluded.lyrics, lyrics_read = 0, cover_id = excluded.cover_id, advisory = excluded.advisory";
    static FORGET_MERGES = "DELETE FROM merged_tracks WHERE EXISTS \
        (SELECT 1 FROM tracks t WHERE t.id = merged_tracks.track_id AND t.present = 1)";
    static SET_MISSING = "UPDATE tracks SET present = 0, missing_since = $2 WHERE id = $1 AND (present = 1 OR missing_since IS NULL)";

    static STALE_ARTISTS_OF_TRACK = "UPDATE artists SET stale = 1 WHERE id IN (SELECT artist_id FROM track_artists WHERE track_id = $1)";
    static STALE_ALBUM_OF_TRACK = "UPDATE albums SET stale = 1 WHERE id = (SELECT album_id FROM tracks WHERE id = $1)";
    static STALE_ARTIST = "UPDATE artists SET stale = 1 WHERE id = $1";
    static STALE_ALBUM = "UPDATE albums SET stale = 1 WHERE id = $1";

    static DELETE_TRACK_ARTISTS = "DELETE FROM track_artists WHERE track_id = $1";
    static INSERT_TRACK_ARTIST = "INSERT INTO track_artists (track_id, artist_id, role) VALUES ($1, $2, $3)";
    static DELETE_TRACK_GENRES = "DELETE FROM track_genres WHERE track_id = $1";
    static INSERT_TRACK_GENRE = "INSERT INTO track_genres (genre_key, track_id, genre) VALUES ($1, $2, $3)";
}

/// The music folders that were ever configured, with their numbers.
pub(crate) async fn music_folders(reader: &Reader) -> Result<Vec<(i64, Vec<u8>)>> {
    reader.query(&MUSIC_FOLDERS, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn insert_music_folder(tx: &mut Tx, id: i64, path: &[u8]) -> Result<()> {
    tx.execute(&INSERT_MUSIC_FOLDER, &args![id, path]).await.map(drop)
}

pub(crate) async fn set_reachable(tx: &mut Tx, id: i64, reachable: bool) -> Result<()> {
    tx.execute(&SET_REACHABLE, &args![id, reachable]).await.map(drop)
}

fn known_file(row: &db::Row<'_>) -> Result<KnownFile> {
    Ok(KnownFile {
        id: row.get(0)?,
        music_folder_id: row.get(1)?,
        path: row.get(2)?,
        size_bytes: row.get(3)?,
        modified_ns: row.get(4)?,
        inode: row.get(5)?,
        surroundings: row.get(6)?,
        fingerprint: row.get(7)?,
        present: row.get(8)?,
        album_id: row.get(9)?,
    })
}

/// The files known below a path of a music folder; all of its files below the empty path.
pub(crate) async fn known_below(reader: &Reader, music_folder_id: i64, path: &[u8]) -> Result<Vec<KnownFile>> {
    // The byte after '/' bounds what is below a folder; no path has a byte 0xFF twice at its start.
    let (from, to) =
        if path.is_empty() { (Vec::new(), vec![0xff; 8]) } else { ([path, b"/"].concat(), [path, b"0"].concat()) };
    reader.query(&KNOWN, &args![music_folder_id, from, to], known_file).await
}

pub(crate) async fn missing(reader: &Reader) -> Result<Vec<KnownFile>> {
    reader.query(&MISSING, &args![], known_file).await
}

pub(crate) async fn artist_keys(reader: &Reader) -> Result<Vec<(String, ArtistId, String, String)>> {
    reader.query(&ARTIST_KEYS, &args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).await
}

pub(crate) async fn album_keys(reader: &Reader) -> Result<Vec<(String, AlbumId, u64)>> {
    reader.query(&ALBUM_KEYS, &args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

pub(crate) async fn folder_keys(reader: &Reader) -> Result<Vec<(String, FolderId)>> {
    reader.query(&FOLDER_KEYS, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await
}

pub(crate) async fn cover_ids(reader: &Reader) -> Result<Vec<CoverId>> {
    reader.query(&COVER_IDS, &args![], |row| row.get(0)).await
}

/// The rows of one batch, each list for one statement, in the order in which foreign keys allow them.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) folders: Vec<Vec<Value>>,
    pub(crate) covers: Vec<Vec<Value>>,
    pub(crate) artists: Vec<Vec<Value>>,
    pub(crate) albums: Vec<Vec<Value>>,
    pub(crate) renamed_albums: Vec<Vec<Value>>,
    /// Tracks that were known: what they were credited with is replaced.
    pub(crate) rewritten: Vec<Vec<Value>>,
    /// Tracks that were known and have no lyrics, perhaps no longer.
    pub(crate) unsung: Vec<TrackId>,
    pub(crate) stale_artists: Vec<Vec<Value>>,
    pub(crate) stale_albums: Vec<Vec<Value>>,
    pub(crate) tracks: Vec<Vec<Value>>,
    pub(crate) track_artists: Vec<Vec<Value>>,
    pub(crate) track_genres: Vec<Vec<Value>>,
}

/// Writes a batch; the caller commits.
pub(crate) async fn write(tx: &mut Tx, batch: &Batch) -> Result<()> {
    tx.execute_many(&INSERT_FOLDER, &batch.folders).await?;
    tx.execute_many(&UPSERT_COVER, &batch.covers).await?;
    tx.execute_many(&INSERT_ARTIST, &batch.artists).await?;
    tx.execute_many(&INSERT_ALBUM, &batch.albums).await?;
    tx.execute_many(&RENAME_ALBUM, &batch.renamed_albums).await?;
    tx.execute_many(&STALE_ARTISTS_OF_TRACK, &batch.rewritten).await?;
    tx.execute_many(&STALE_ALBUM_OF_TRACK, &batch.rewritten).await?;
    tx.execute_many(&STALE_ARTIST, &batch.stale_artists).await?;
    tx.execute_many(&STALE_ALBUM, &batch.stale_albums).await?;
    tx.execute_many(&DELETE_TRACK_ARTISTS, &batch.rewritten).await?;
    tx.execute_many(&DELETE_TRACK_GENRES, &batch.rewritten).await?;
    tx.execute_many(&UPSERT_TRACK, &batch.tracks).await?;
    // A hidden file that sounds different now is shown, and is merged no more.
    tx.execute(&FORGET_MERGES, &args![]).await?;
    tx.execute_many(&INSERT_TRACK_ARTIST, &batch.track_artists).await?;
    tx.execute_many(&INSERT_TRACK_GENRE, &batch.track_genres).await?;
    super::lines::forget(tx, &batch.unsung).await?;
    Ok(())
}

/// Marks tracks missing; they keep their ids and come back with their files.
pub(crate) async fn set_missing(tx: &mut Tx, tracks: &[TrackId], now: Timestamp) -> Result<u64> {
    set_stale(tx, tracks).await?;
    super::lines::forget(tx, tracks).await?;
    let rows: Vec<Vec<Value>> = tracks.iter().map(|id| args![*id, now].to_vec()).collect();
    tx.execute_many(&SET_MISSING, &rows).await
}

/// Marks what is derived from tracks, before or after they change.
pub(crate) async fn set_stale(tx: &mut Tx, tracks: &[TrackId]) -> Result<()> {
    let ids: Vec<Vec<Value>> = tracks.iter().map(|id| args![*id].to_vec()).collect();
    tx.execute_many(&STALE_ARTISTS_OF_TRACK, &ids).await?;
    tx.execute_many(&STALE_ALBUM_OF_TRACK, &ids).await?;
    Ok(())
}
