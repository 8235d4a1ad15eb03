//! What somebody said, found by how it sounds.
//!
//! The names are read when somebody first speaks after a scan: most libraries are never spoken to.

use ids::{AlbumId, ArtistId, TrackId};
use spoken_names::{Heard, Name, SpokenNames};

use crate::catalog::{Catalog, blocking};
use crate::error::Error;
use crate::model::{AlbumSummary, ArtistSummary, Track};
use crate::search::names;
use crate::store;
use crate::store::lists;

/// What fits worse than the best by more was not meant.
const BEHIND_MAX: f32 = 0.25;

/// The names of everything that is present, by their sounds.
#[derive(Debug)]
pub(crate) struct SpokenTable {
    artists: SpokenNames,
    albums: SpokenNames,
    tracks: SpokenNames,
}

impl SpokenTable {
    async fn load(reader: &db::Reader) -> Result<Self, Error> {
        let artists = store::search::artists(reader).await?;
        let albums = store::search::albums(reader).await?;
        let tracks = store::search::tracks(reader).await?;
        let table = move || Self {
            artists: SpokenNames::of(artists.into_iter().map(|(id, name, track_count)| {
                let popularity = u32::try_from(track_count).unwrap_or(u32::MAX);
                Name { id: id.as_i64(), popularity, name, around: Vec::new() }
            })),
            albums: SpokenNames::of(albums.into_iter().map(|(id, name, artists)| Name {
                id: id.as_i64(),
                popularity: 0,
                name,
                around: names(&artists),
            })),
            tracks: SpokenNames::of(tracks.into_iter().map(|(id, name, artists, _)| Name {
                id: id.as_i64(),
                popularity: 0,
                name,
                around: names(&artists),
            })),
        };
        blocking(move || Ok(table())).await
    }

    /// At most `limit` of each kind, without what fits much worse than the best of all.
    fn find(&self, transcript: &str, limit: usize) -> [Vec<i64>; 3] {
        let found = [&self.artists, &self.albums, &self.tracks].map(|names| names.find(transcript, limit));
        let best = found.iter().flatten().map(|heard| heard.score).fold(0.0, f32::max);
        let fits = |heard: &Heard| heard.score >= best - BEHIND_MAX;
        found.map(|found| found.into_iter().filter(fits).map(|heard| heard.id).collect())
    }
}

impl Catalog {
    /// The best matches for a transcript of speech, at most `limit` of each kind.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn find_spoken(
        &self,
        transcript: &str,
        limit: usize,
    ) -> Result<(Vec<ArtistSummary>, Vec<AlbumSummary>, Vec<Track>), Error> {
        let reader = self.reader();
        let table = self.fresh_search_table().await?;
        table.spoken().get_or_try_init(|| SpokenTable::load(&reader)).await?;
        let said = transcript.to_owned();
        // Comparing takes milliseconds in a large library: not on a thread that answers requests.
        let found = blocking(move || Ok(table.spoken().get().map(|table| table.find(&said, limit))));
        let [artists, albums, tracks] = found.await?.unwrap_or_default();
        let artists: Vec<ArtistId> = artists.into_iter().map(ArtistId::from_i64).collect();
        let albums: Vec<AlbumId> = albums.into_iter().map(AlbumId::from_i64).collect();
        let tracks: Vec<TrackId> = tracks.into_iter().map(TrackId::from_i64).collect();
        Ok((
            lists::artists_by_ids(&reader, &artists).await?,
            lists::albums_by_ids(&reader, &albums).await?,
            crate::explicit::shown(lists::tracks_by_ids(&reader, &tracks).await?),
        ))
    }
}
