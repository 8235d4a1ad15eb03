//! SQL of genres, decades, languages and totals.

use db::{Reader, Result, args, sql};

use crate::model::{Facet, Totals};

sql! {
    static FACETS = "SELECT value, name, album_count, track_count FROM facets WHERE kind = $1 ORDER BY track_count DESC, value LIMIT 1000";
    static ALL = "SELECT album_count, track_count FROM facets WHERE kind = 'all' AND value = ''";
    static GENRE = "SELECT album_count, track_count FROM facets WHERE kind = 'genre' AND value = $1";
    static ARTISTS = "SELECT COUNT(*) FROM artists WHERE track_count + album_count > 0";
}

/// The facets of one kind: `genre`, `decade` or `language`; the largest first.
pub(crate) async fn facets(reader: &Reader, kind: &str) -> Result<Vec<Facet>> {
    reader
        .query(&FACETS, &args![kind], |row| {
            Ok(Facet { value: row.get(0)?, name: row.get(1)?, album_count: row.get(2)?, track_count: row.get(3)? })
        })
        .await
}

/// Albums and tracks in all.
pub(crate) async fn all(reader: &Reader) -> Result<(u64, u64)> {
    Ok(reader.query_optional(&ALL, &args![], |row| Ok((row.get(0)?, row.get(1)?))).await?.unwrap_or_default())
}

/// Albums and tracks of a genre.
pub(crate) async fn genre(reader: &Reader, key: &str) -> Result<(u64, u64)> {
    Ok(reader.query_optional(&GENRE, &args![key], |row| Ok((row.get(0)?, row.get(1)?))).await?.unwrap_or_default())
}

pub(crate) async fn totals(reader: &Reader) -> Result<Totals> {
    let (albums, tracks) = all(reader).await?;
    let artists = reader.query_one(&ARTISTS, &args![], |row| row.get(0)).await?;
    Ok(Totals { tracks, albums, artists })
}
