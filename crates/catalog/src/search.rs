//! Search over the names of tracks, albums, artists and genres, in memory.
//!
//! Crate `search_index` finds and ranks; this file feeds it with what is present.
//! After a scan only what differs is indexed again, so that one new file in a large library costs little.

use std::collections::HashMap;
use std::sync::Arc;

use ids::{AlbumId, ArtistId, TrackId};
use search_index::{Document, Index};
use tokio::sync::OnceCell;

use crate::catalog::blocking;
use crate::error::Error;
use crate::model::{ArtistName, Facet};
use crate::pages::FacetKind;
use crate::spoken::SpokenTable;
use crate::store;

/// The names of everything that is present.
#[derive(Debug, Default, Clone)]
pub(crate) struct SearchTable {
    artists: Index,
    albums: Index,
    tracks: Index,
    genres: Index,
    /// A genre's number in its index is its place in here.
    genre_names: Arc<Vec<Facet>>,
    /// The same names by their sounds, made when somebody first speaks.
    spoken: Arc<OnceCell<SpokenTable>>,
}

/// The best matches of each kind, the best first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) artists: Vec<ArtistId>,
    pub(crate) albums: Vec<AlbumId>,
    pub(crate) tracks: Vec<TrackId>,
}

impl SearchTable {
    /// The table of what is present now, made of an earlier one.
    pub(crate) async fn load(before: &Self, reader: &db::Reader) -> Result<Self, Error> {
        let mut artists = Vec::new();
        for (id, name, track_count) in store::search::artists(reader).await? {
            // Of artists who fit alike, the one with more music is meant more often.
            let popularity = u32::try_from(track_count).unwrap_or(u32::MAX);
            artists.push(Document { id: id.as_i64(), popularity, names: vec![name], around: Vec::new() });
        }
        let mut albums = Vec::new();
        let mut album_titles: HashMap<AlbumId, String> = HashMap::new();
        for (id, title, artists) in store::search::albums(reader).await? {
            albums.push(Document {
                id: id.as_i64(),
                popularity: 0,
                names: vec![title.clone()],
                around: names(&artists),
            });
            album_titles.insert(id, title);
        }
        let mut tracks = Vec::new();
        for (id, title, artists, album) in store::search::tracks(reader).await? {
            let mut around = names(&artists);
            around.extend(album.and_then(|album| album_titles.get(&album)).cloned());
            tracks.push(Document { id: id.as_i64(), popularity: 0, names: vec![title], around });
        }
        let genre_names = store::facets::facets(reader, FacetKind::Genre.name()).await?;
        let genres: Vec<Document> = (0..)
            .zip(&genre_names)
            .map(|(id, genre)| {
                let popularity = u32::try_from(genre.track_count).unwrap_or(u32::MAX);
                Document { id, popularity, names: vec![genre.name.clone()], around: Vec::new() }
            })
            .collect();
        let mut table = before.clone();
        table.genre_names = Arc::new(genre_names);
        table.spoken = Arc::default();
        // Names are compared and sorted, which takes seconds for a million of them: not on a thread that answers requests.
        let update = move || {
            table.artists.become_of(artists);
            table.albums.become_of(albums);
            table.tracks.become_of(tracks);
            table.genres.become_of(genres);
            Ok(table)
        };
        blocking(update).await
    }

    /// The names by their sounds, once they were made.
    pub(crate) fn spoken(&self) -> &OnceCell<SpokenTable> {
        &self.spoken
    }

    /// Whether a query finds anything.
    pub(crate) fn finds(&self, query: &str) -> bool {
        let indexes = [&self.artists, &self.albums, &self.tracks, &self.genres];
        indexes.into_iter().any(|index| !index.find(query, 1).is_empty())
    }

    /// At most `limit` genres with their counts of the last scan.
    pub(crate) fn find_genres(&self, query: &str, limit: usize) -> Vec<Facet> {
        let hits = self.genres.find(query, limit).into_iter();
        hits.filter_map(|hit| self.genre_names.get(usize::try_from(hit.id).ok()?).cloned()).collect()
    }

    /// At most `limit` of each kind.
    pub(crate) fn find(&self, query: &str, limit: usize) -> Found {
        let found = |index: &Index| index.find(query, limit).into_iter().map(|hit| hit.id);
        Found {
            artists: found(&self.artists).map(ArtistId::from_i64).collect(),
            albums: found(&self.albums).map(AlbumId::from_i64).collect(),
            tracks: found(&self.tracks).map(TrackId::from_i64).collect(),
        }
    }
}

/// The names in a column of artists.
pub(crate) fn names(json: &str) -> Vec<String> {
    if json == "[]" {
        return Vec::new();
    }
    let names: Vec<ArtistName> = serde_json::from_str(json).unwrap_or_default();
    names.into_iter().map(|artist| artist.name).collect()
}
