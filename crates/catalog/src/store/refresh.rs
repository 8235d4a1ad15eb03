//! SQL of what is derived from tracks: albums, counts, facets.

use db::{Reader, Result, Tx, Value, args, sql};
use ids::{AlbumId, ArtistId, CoverId};

sql! {
    static STALE_ALBUMS = "SELECT id FROM albums WHERE stale = 1 AND id > $1 ORDER BY id LIMIT 200";
    static TRACKS_OF_STALE = "SELECT t.album_id, t.artists, t.has_album_artist, t.album_artists, t.year, t.release_date, t.language, \
        t.compilation, t.genres, t.labels, t.disc_number, t.disc_title, t.duration_ms, t.cover_id \
        FROM albums a JOIN tracks t ON t.album_id = a.id AND t.present = 1 \
        WHERE a.stale = 1 AND a.id >= $1 AND a.id <= $2 ORDER BY a.id, t.album_sort_key, t.id";
    static UPDATE_ALBUM = "UPDATE albums SET artists = $2, artist_sort_key = $3, year = $4, release_date = $5, language = $6, \
        compilation = $7, genres = $8, labels = $9, disc_titles = $10, track_count = $11, duration_ms = $12, cover_id = $13, \
        stale = 0 WHERE id = $1";
    static STALE_ARTISTS_OF_ALBUM = "UPDATE artists SET stale = 1 WHERE id IN (SELECT artist_id FROM album_artists WHERE album_id = $1)";
    static DELETE_ALBUM_ARTISTS = "DELETE FROM album_artists WHERE album_id = $1";
    static INSERT_ALBUM_ARTIST = "INSERT INTO album_artists (album_id, artist_id, role) VALUES ($1, $2, $3)";
    static DELETE_ALBUM_GENRES = "DELETE FROM album_genres WHERE album_id = $1";
    static INSERT_ALBUM_GENRE = "INSERT INTO album_genres (genre_key, album_id) VALUES ($1, $2)";

    static STALE_ARTISTS = "SELECT id FROM artists WHERE stale = 1 LIMIT 1";
    static UPDATE_ARTISTS = "UPDATE artists SET \
        track_count = (SELECT COUNT(*) FROM track_artists ta JOIN tracks t ON t.id = ta.track_id AND t.present = 1 \
            WHERE ta.artist_id = artists.id AND ta.role = 0), \
        album_count = (SELECT COUNT(*) FROM album_artists aa JOIN albums a ON a.id = aa.album_id AND a.track_count > 0 \
            WHERE aa.artist_id = artists.id AND aa.role = 0), \
        cover_id = (SELECT a.cover_id FROM album_artists aa JOIN albums a ON a.id = aa.album_id \
            WHERE aa.artist_id = artists.id AND a.track_count > 0 AND a.cover_id IS NOT NULL \
            ORDER BY aa.role, a.year DESC, a.id LIMIT 1), \
        stale = 0 WHERE stale = 1";

    static COUNTED = "SELECT COALESCE((SELECT f.track_count FROM facets f WHERE f.kind = 'all' AND f.value = ''), 0), \
        (SELECT COUNT(*) FROM tracks t WHERE t.present = 1)";
    static FOLDER_COUNTS = "SELECT f.id, f.path, f.track_count, \
        (SELECT COUNT(*) FROM tracks t WHERE t.folder_id = f.id AND t.present = 1) FROM folders f";
    static UPDATE_FOLDER = "UPDATE folders SET track_count = $2 WHERE id = $1";

    static DELETE_FACETS = "DELETE FROM facets";
    static INSERT_ALL = "INSERT INTO facets (kind, value, name, album_count, track_count) \
        SELECT 'all', '', '', (SELECT COUNT(*) FROM albums WHERE track_count > 0), (SELECT COUNT(*) FROM tracks WHERE present = 1)";
    static INSERT_GENRES = "INSERT INTO facets (kind, value, name, album_count, track_count) \
        SELECT 'genre', g.genre_key, MIN(g.genre), COUNT(DISTINCT t.album_id), COUNT(*) \
        FROM track_genres g JOIN tracks t ON t.id = g.track_id WHERE t.present = 1 GROUP BY g.genre_key";
    static INSERT_DECADES = "INSERT INTO facets (kind, value, name, album_count, track_count) \
        SELECT 'decade', CAST(t.year / 10 * 10 AS TEXT), '', COUNT(DISTINCT t.album_id), COUNT(*) \
        FROM tracks t WHERE t.present = 1 AND t.year > 0 GROUP BY t.year / 10 * 10";
    static INSERT_LANGUAGES = "INSERT INTO facets (kind, value, name, album_count, track_count) \
        SELECT 'language', t.language, '', COUNT(DISTINCT t.album_id), COUNT(*) \
        FROM tracks t WHERE t.present = 1 AND t.language IS NOT NULL GROUP BY t.language";
}

/// One present track of an album, as far as the album depends on it.
pub(crate) struct AlbumTrack {
    pub(crate) album_id: AlbumId,
    pub(crate) artists: String,
    pub(crate) has_album_artist: bool,
    pub(crate) album_artists: String,
    pub(crate) year: u32,
    pub(crate) release_date: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) compilation: bool,
    pub(crate) genres: String,
    pub(crate) labels: String,
    pub(crate) disc_number: Option<u32>,
    pub(crate) disc_title: Option<String>,
    pub(crate) duration_ms: u64,
    pub(crate) cover_id: Option<CoverId>,
}

/// The next albums to derive again, in the order of their ids.
pub(crate) async fn stale_albums(reader: &Reader, after: AlbumId) -> Result<Vec<AlbumId>> {
    reader.query(&STALE_ALBUMS, &args![after], |row| row.get(0)).await
}

pub(crate) async fn has_stale_artists(reader: &Reader) -> Result<bool> {
    Ok(reader.query_optional(&STALE_ARTISTS, &args![], |row| row.get::<ArtistId>(0)).await?.is_some())
}

/// Whether the facets count as many tracks as there are.
pub(crate) async fn is_counted(reader: &Reader) -> Result<bool> {
    let (shown, present) =
        reader.query_one(&COUNTED, &args![], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?))).await?;
    Ok(shown == present)
}

/// The present tracks of the stale albums between two ids, album by album in their order.
pub(crate) async fn tracks_of_stale(reader: &Reader, first: AlbumId, last: AlbumId) -> Result<Vec<AlbumTrack>> {
    reader
        .query(&TRACKS_OF_STALE, &args![first, last], |row| {
            Ok(AlbumTrack {
                album_id: row.get(0)?,
                artists: row.get(1)?,
                has_album_artist: row.get(2)?,
                album_artists: row.get(3)?,
                year: row.get(4)?,
                release_date: row.get(5)?,
                language: row.get(6)?,
                compilation: row.get(7)?,
                genres: row.get(8)?,
                labels: row.get(9)?,
                disc_number: row.get(10)?,
                disc_title: row.get(11)?,
                duration_ms: row.get(12)?,
                cover_id: row.get(13)?,
            })
        })
        .await
}

/// The rows that derived albums become.
#[derive(Debug, Default)]
pub(crate) struct AlbumRows {
    pub(crate) ids: Vec<Vec<Value>>,
    pub(crate) albums: Vec<Vec<Value>>,
    pub(crate) artists: Vec<Vec<Value>>,
    pub(crate) genres: Vec<Vec<Value>>,
}

/// Writes derived albums; the artists they had and have are derived again later.
pub(crate) async fn write_albums(tx: &mut Tx, rows: &AlbumRows) -> Result<()> {
    tx.execute_many(&STALE_ARTISTS_OF_ALBUM, &rows.ids).await?;
    tx.execute_many(&DELETE_ALBUM_ARTISTS, &rows.ids).await?;
    tx.execute_many(&DELETE_ALBUM_GENRES, &rows.ids).await?;
    tx.execute_many(&UPDATE_ALBUM, &rows.albums).await?;
    tx.execute_many(&INSERT_ALBUM_ARTIST, &rows.artists).await?;
    tx.execute_many(&INSERT_ALBUM_GENRE, &rows.genres).await?;
    tx.execute_many(&STALE_ARTISTS_OF_ALBUM, &rows.ids).await?;
    Ok(())
}

pub(crate) async fn write_artists(tx: &mut Tx) -> Result<u64> {
    tx.execute(&UPDATE_ARTISTS, &args![]).await
}

/// A folder with the count it shows and the count of its own tracks.
pub(crate) struct FolderCount {
    pub(crate) id: ids::FolderId,
    pub(crate) path: String,
    pub(crate) shown: u64,
    pub(crate) own: u64,
}

pub(crate) async fn folder_counts(tx: &mut Tx) -> Result<Vec<FolderCount>> {
    tx.query(&FOLDER_COUNTS, &args![], |row| {
        Ok(FolderCount { id: row.get(0)?, path: row.get(1)?, shown: row.get(2)?, own: row.get(3)? })
    })
    .await
}

pub(crate) async fn write_folder_counts(tx: &mut Tx, rows: &[Vec<Value>]) -> Result<u64> {
    tx.execute_many(&UPDATE_FOLDER, rows).await
}

pub(crate) async fn write_facets(tx: &mut Tx) -> Result<()> {
    for statement in [&DELETE_FACETS, &INSERT_ALL, &INSERT_GENRES, &INSERT_DECADES, &INSERT_LANGUAGES] {
        tx.execute(statement, &args![]).await?;
    }
    Ok(())
}
