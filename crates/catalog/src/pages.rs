//! Pages of lists: sorts, filters, cursors.

use ids::{AlbumId, ArtistId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::catalog::Catalog;
use crate::error::Error;
use crate::explicit::{is_shown, shown};
use crate::model::{Album, AlbumSummary, Artist, ArtistSummary, Disc, Facet, Track};
use crate::names::fold;
use crate::store::lists::{self, Filter, Key, Order, Placed};
use crate::store::{self, problems::ProblemRow};

/// How albums are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlbumSort {
    /// Found last, first.
    #[default]
    Newest,
    /// By title, pinyin and Latin letters together.
    Name,
    /// By artist, then year.
    Artist,
    /// The latest release first.
    Year,
    /// In an order that `seed` decides.
    Random,
}

/// How tracks are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrackSort {
    /// By title, pinyin and Latin letters together.
    #[default]
    Title,
    /// Found last, first.
    Newest,
    /// By artist, then album.
    Artist,
    /// By album, then number.
    Album,
    /// In an order that `seed` decides.
    Random,
}

/// How artists are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArtistSort {
    /// By name, pinyin and Latin letters together.
    #[default]
    Name,
    /// Found last, first.
    Recent,
    /// With the most tracks first.
    Tracks,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct List<T> {
    /// The items.
    pub items: Vec<T>,
    /// The place after them; none at the end.
    pub next: Option<Place>,
    /// How many items the whole list has.
    pub total: u64,
}

/// A place in a list: the sort key and the number of an item, and for random lists whether it began anew at the first key.
pub type Place = (Key, i64, bool);

/// A folder's page.
#[derive(Debug, Clone, PartialEq)]
pub struct FolderPage {
    /// Its path: the music folder's number and the names below it; empty above all.
    pub path: String,
    /// The path above it; none at the top.
    pub parent: Option<String>,
    /// Its name.
    pub name: String,
    /// The folders in it: name, path, tracks in it and below.
    pub folders: Vec<(String, String, u64)>,
    /// The tracks in it, by file name.
    pub tracks: List<Track>,
}

impl<T> List<T> {
    /// Makes a page of one row more than it shows.
    pub(crate) fn from_placed(mut rows: Vec<Placed<T>>, limit: usize, wrapped: bool, total: u64) -> Self {
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = has_more.then(|| rows.last().map(|(_, (key, id))| (key.clone(), *id, wrapped))).flatten();
        Self { items: rows.into_iter().map(|(item, _)| item).collect(), next, total }
    }
}

impl List<Track> {
    /// The page without what whoever asks is not shown; the next one begins where it would have.
    fn shown(mut self) -> Self {
        self.items.retain(is_shown);
        self
    }
}

fn start(order: Order, after: Option<Place>) -> Result<(Key, i64), Error> {
    match after {
        None => Ok(order.start()),
        Some((key, id, _)) if order.fits(&key) => Ok((key, id)),
        Some(_) => Err(Error::BadCursor),
    }
}

/// Where a random list begins: a seed turns the ring of random keys.
fn turn(seed: i64) -> i64 {
    // The finaliser of SplitMix64 spreads seeds that differ little over all keys.
    let mut hash = seed.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((hash ^ hash >> 31) >> 1).cast_signed()
}

/// One stretch of the ring of random keys: after a place, and up to a key.
type Stretch = ((i64, i64), i64);

/// From the seed's place to the end of the ring, then from its beginning to the seed's place.
fn stretches(seed: i64, after: Option<Place>) -> Result<Vec<(Stretch, bool)>, Error> {
    let turn = turn(seed);
    let second = (((-1, -1), turn - 1), true);
    Ok(match after {
        None => vec![(((turn - 1, i64::MAX), i64::MAX), false), second],
        Some((Key::Number(key), id, false)) => vec![(((key, id), i64::MAX), false), second],
        Some((Key::Number(key), id, true)) => vec![(((key, id), turn - 1), true)],
        Some(_) => return Err(Error::BadCursor),
    })
}

/// Collects stretches until there is one row more than the page shows.
macro_rules! random_page {
    ($self:expr, $list:path, $seed:expr, $after:expr, $filter:expr, $limit:expr, $total:expr) => {{
        let mut rows = Vec::new();
        let mut wrapped_at = 0;
        for ((after, up_to), wrapped) in stretches($seed, $after)? {
            if rows.len() > $limit {
                break;
            }
            if !wrapped {
                wrapped_at = usize::MAX;
            }
            let wanted = i64::try_from($limit + 1 - rows.len()).unwrap_or(i64::MAX);
            let first = rows.len();
            rows.extend($list(&$self.reader(), after, up_to, $filter, wanted).await?);
            if wrapped {
                wrapped_at = first;
            }
        }
        let last_shown = rows.len().min($limit).saturating_sub(1);
        Ok(List::from_placed(rows, $limit, last_shown >= wrapped_at, $total))
    }};
}

impl Catalog {
    /// A page of albums; `seed` matters only in random order, where it stays the same from page to page.
    ///
    /// # Errors
    /// [`Error::BadCursor`] when `after` is of another sort, and those of the database.
    pub async fn albums(
        &self,
        sort: AlbumSort,
        seed: i64,
        filter: &Filter,
        after: Option<Place>,
        limit: usize,
    ) -> Result<List<AlbumSummary>, Error> {
        let total = match filter {
            filter if filter.is_empty() => store::facets::all(&self.reader()).await?.0,
            Filter { genre_key: Some(genre), decade: None, language: None, compilation: None } => {
                store::facets::genre(&self.reader(), genre).await?.0
            }
            filter => lists::count_albums(&self.reader(), filter).await?,
        };
        let order = match sort {
            AlbumSort::Newest => lists::ALBUMS_NEWEST,
            AlbumSort::Name => lists::ALBUMS_TITLE,
            AlbumSort::Artist => lists::ALBUMS_ARTIST,
            AlbumSort::Year => lists::ALBUMS_YEAR,
            AlbumSort::Random => return random_page!(self, lists::random_albums, seed, after, filter, limit, total),
        };
        let rows = lists::albums(&self.reader(), order, start(order, after)?, filter, extra(limit)).await?;
        Ok(List::from_placed(rows, limit, false, total))
    }

    /// A page of tracks; as [`Self::albums`].
    ///
    /// # Errors
    /// [`Error::BadCursor`] when `after` is of another sort, and those of the database.
    pub async fn track_list(
        &self,
        sort: TrackSort,
        seed: i64,
        filter: &Filter,
        after: Option<Place>,
        limit: usize,
    ) -> Result<List<Track>, Error> {
        let total = match filter {
            filter if filter.is_empty() => store::facets::all(&self.reader()).await?.1,
            Filter { genre_key: Some(genre), decade: None, language: None, .. } => {
                store::facets::genre(&self.reader(), genre).await?.1
            }
            filter => lists::count_tracks(&self.reader(), filter).await?,
        };
        let order = match sort {
            TrackSort::Title => lists::TRACKS_TITLE,
            TrackSort::Newest => lists::TRACKS_NEWEST,
            TrackSort::Artist => lists::TRACKS_ARTIST,
            TrackSort::Album => lists::TRACKS_ALBUM,
            TrackSort::Random => {
                let page: Result<List<Track>, Error> =
                    async { random_page!(self, lists::random_tracks, seed, after, filter, limit, total) }.await;
                return page.map(List::shown);
            }
        };
        let rows = lists::tracks(&self.reader(), order, start(order, after)?, filter, extra(limit)).await?;
        Ok(List::from_placed(rows, limit, false, total).shown())
    }

    /// A page of artists: those with an album of their own, or with `any_role` also those who only perform on tracks.
    ///
    /// # Errors
    /// [`Error::BadCursor`] when `after` is of another sort, and those of the database.
    pub async fn artists(
        &self,
        sort: ArtistSort,
        any_role: bool,
        after: Option<Place>,
        limit: usize,
    ) -> Result<List<ArtistSummary>, Error> {
        let order = match sort {
            ArtistSort::Name => lists::ARTISTS_NAME,
            ArtistSort::Recent => lists::ARTISTS_RECENT,
            ArtistSort::Tracks => lists::ARTISTS_TRACKS,
        };
        let total = lists::count_artists(&self.reader(), any_role).await?;
        let rows = lists::artists(&self.reader(), order, start(order, after)?, any_role, extra(limit)).await?;
        Ok(List::from_placed(rows, limit, false, total))
    }

    /// An album with its discs.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of the database.
    pub async fn album(&self, id: AlbumId) -> Result<Album, Error> {
        let row = lists::album(&self.reader(), id).await?.ok_or(Error::NotFound)?;
        let mut discs: Vec<Disc> = Vec::new();
        for track in shown(lists::tracks_of_album(&self.reader(), id).await?) {
            let number = track.disc_number.unwrap_or(1);
            match discs.last_mut().filter(|disc| disc.number == number) {
                Some(disc) => disc.tracks.push(track),
                None => discs.push(Disc { number, title: row.disc_titles.get(&number).cloned(), tracks: vec![track] }),
            }
        }
        Ok(Album {
            added_at: row.summary.added_at,
            summary: row.summary,
            release_date: row.release_date,
            genres: row.genres,
            labels: row.labels,
            discs,
        })
    }

    /// An artist with albums and tracks.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of the database.
    pub async fn artist(&self, id: ArtistId) -> Result<Artist, Error> {
        let summary = lists::artist(&self.reader(), id).await?.ok_or(Error::NotFound)?;
        Ok(Artist {
            summary,
            albums: lists::albums_of_artist(&self.reader(), id, true).await?,
            appears_on: lists::albums_of_artist(&self.reader(), id, false).await?,
            top_tracks: shown(lists::tracks_of_artist(&self.reader(), id).await?),
        })
    }

    /// Genres, decades or languages with their counts, the largest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn facets(&self, kind: FacetKind) -> Result<Vec<Facet>, Error> {
        Ok(store::facets::facets(&self.reader(), kind.name()).await?)
    }

    /// A folder with what is in it; the empty path lists the music folders, or what is in the only one.
    ///
    /// # Errors
    /// [`Error::NotFound`], and those of the database.
    pub async fn folder(&self, path: &str, after: Option<Place>, limit: usize) -> Result<FolderPage, Error> {
        let path = path.trim_matches('/');
        let name_of = |path: &str, name: String| {
            let music_folder = self.folders().iter().find(|folder| folder.id.to_string() == path);
            music_folder
                .and_then(|folder| folder.path.file_name())
                .map_or(name, |name| name.to_string_lossy().into_owned())
        };
        let children = lists::folders_in(&self.reader(), path).await?;
        let folders: Vec<_> =
            children.into_iter().map(|(name, path, count)| (name_of(&path, name), path, count)).collect();
        if path.is_empty() {
            let tracks = List { items: Vec::new(), next: None, total: 0 };
            return Ok(FolderPage { path: String::new(), parent: None, name: String::new(), folders, tracks });
        }
        let (name, parent, _) = lists::folder(&self.reader(), path).await?.ok_or(Error::NotFound)?;
        let after = match after {
            None => (String::new(), -1),
            Some((Key::Text(key), id, _)) => (key, id),
            Some(_) => return Err(Error::BadCursor),
        };
        let rows = lists::tracks_in_folder(&self.reader(), path, after, extra(limit)).await?;
        let rows = rows
            .into_iter()
            .map(|track| {
                let place = (Key::Text(track.file_name.clone()), track.id.as_i64());
                (track, place)
            })
            .collect();
        let tracks = List::from_placed(rows, limit, false, 0).shown();
        Ok(FolderPage { path: path.to_owned(), parent: Some(parent), name: name_of(path, name), folders, tracks })
    }

    /// The best matches for a query, at most `limit` of each kind.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn search(
        &self,
        query: &str,
        limit: usize,
    ) -> Result<(Vec<ArtistSummary>, Vec<AlbumSummary>, Vec<Track>), Error> {
        let found = self.fresh_search_table().await?.find(query, limit);
        let reader = self.reader();
        Ok((
            lists::artists_by_ids(&reader, &found.artists).await?,
            lists::albums_by_ids(&reader, &found.albums).await?,
            shown(lists::tracks_by_ids(&reader, &found.tracks).await?),
        ))
    }

    /// Whether a query finds any artist, album, track or genre.
    #[must_use]
    pub fn finds(&self, query: &str) -> bool {
        self.search_table().finds(query)
    }

    /// The genres that match a query best, at most `limit`, as the last scan counted them.
    #[must_use]
    pub fn search_genres(&self, query: &str, limit: usize) -> Vec<Facet> {
        self.search_table().find_genres(query, limit)
    }

    /// What could not be read, the latest first.
    ///
    /// # Errors
    /// [`Error::BadCursor`], and those of the database.
    pub async fn problems(&self, after: Option<Place>, limit: usize) -> Result<List<ProblemRow>, Error> {
        let after = match after {
            None => (i64::MAX, i64::MAX),
            Some((Key::Number(key), id, _)) => (key, id),
            Some(_) => return Err(Error::BadCursor),
        };
        let rows = store::problems::page(&self.reader(), after, extra(limit)).await?;
        let rows = rows
            .into_iter()
            .map(|problem| {
                let place = (Key::Number(problem.seen_at.as_millis()), problem.id.as_i64());
                (problem, place)
            })
            .collect();
        Ok(List::from_placed(rows, limit, false, store::problems::count(&self.reader()).await?))
    }
}

/// What facets count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetKind {
    /// Genres.
    Genre,
    /// Decades of release.
    Decade,
    /// Languages of the words.
    Language,
}

impl FacetKind {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Genre => "genre",
            Self::Decade => "decade",
            Self::Language => "language",
        }
    }
}

/// A genre as the lists are filtered by it.
#[must_use]
pub fn genre_key(genre: &str) -> String {
    fold(genre)
}

fn extra(limit: usize) -> i64 {
    i64::try_from(limit + 1).unwrap_or(i64::MAX)
}
