//! Searching.

use axum::extract::State;
use catalog::{AlbumSummary, ArtistSummary, FoundLine, Genre, Track};
use http_api::{Actor, Json, Limit, Problem, Query};
use library::PlaylistView;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Search;
use crate::marks::{Marker, Marks};
use crate::square::FoundPerson;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchQuery {
    /// Names, words, pinyin or initials; what is beyond 100 characters does not count.
    q: String,
    /// How many of each kind, 1 to 200; 20 by default.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Option<Limit>,
}

impl SearchQuery {
    fn limit(&self) -> usize {
        self.limit.unwrap_or(Limit::new(20)).count()
    }
}

/// What a search of the music found, the best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SearchResults {
    /// What was looked for.
    query: String,
    /// Artists.
    artists: Vec<ArtistSummary>,
    /// Albums.
    albums: Vec<AlbumSummary>,
    /// Tracks.
    tracks: Vec<Track>,
    /// Genres.
    genres: Vec<Genre>,
    /// What to mark in the names above.
    marks: Marks,
    /// When nothing was found, parts of the query that find music, the longest first.
    instead: Vec<String>,
}

/// Lines of songs that a search found, the best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundLines {
    /// What was looked for.
    query: String,
    /// One line of each song that has it.
    lines: Vec<LineHit>,
    /// What to mark in the lines.
    marks: Marks,
}

/// A line of a song.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LineHit {
    /// The song.
    track: Track,
    /// When the line is sung, in milliseconds from the start of the song; none where its lyrics have no times.
    #[schema(required)]
    start_ms: Option<u64>,
    /// The line.
    text: String,
}

impl From<FoundLine> for LineHit {
    fn from(found: FoundLine) -> Self {
        let FoundLine { track, start_ms, text, marks: _ } = found;
        Self { track, start_ms, text }
    }
}

/// Playlists that a search found, and people with theirs, the best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundPlaylists {
    /// What was looked for.
    query: String,
    /// Playlists that their owners show on the square.
    playlists: Vec<PlaylistView>,
    /// People who show a name beside playlists on the square.
    people: Vec<PersonHit>,
    /// What to mark in the names above.
    marks: Marks,
}

/// Reads the catalogue and nothing of anybody: it is a basic function.
#[utoipa::path(
    get, path = "/search", operation_id = "search", tag = "search",
    params(SearchQuery),
    responses((status = 200, description = "The music that was found; the query is not kept", body = SearchResults)),
    extensions(("x-function" = json!("search")), ("x-purposes" = json!([])))
)]
pub(super) async fn search(
    State(search): State<Search>,
    Query(query): Query<SearchQuery>,
) -> Result<Json<SearchResults>, Problem> {
    let limit = query.limit();
    let catalog = &search.parts().catalog;
    let (artists, albums, tracks) = catalog.search(&query.q, limit).await?;
    let genres: Vec<Genre> = catalog.search_genres(&query.q, limit).into_iter().map(Genre::from).collect();
    let mut marker = Marker::new(&query.q);
    marker.artists(&artists);
    marker.albums(&albums);
    marker.tracks(&tracks);
    marker.genres(&genres);
    let found = artists.len() + albums.len() + tracks.len() + genres.len();
    let instead = if found == 0 { search.instead_of(&query.q) } else { Vec::new() };
    Ok(Json(SearchResults { query: query.q, artists, albums, tracks, genres, marks: marker.finish(), instead }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct SpokenQuery {
    /// What was said, as it was written down; what is beyond 120 characters does not count.
    said: String,
    /// How many of each kind, 1 to 200; 20 by default.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Option<Limit>,
}

/// The music that was meant.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SpokenResults {
    /// What was said.
    said: String,
    /// Artists, the likeliest first.
    artists: Vec<ArtistSummary>,
    /// Albums, the likeliest first.
    albums: Vec<AlbumSummary>,
    /// Tracks, the likeliest first.
    tracks: Vec<Track>,
}

/// Reads the catalogue and nothing of anybody; how speech became text is no matter of this route.
#[utoipa::path(
    get, path = "/search/spoken", operation_id = "search_spoken", tag = "search",
    params(SpokenQuery),
    responses((status = 200, description = "The music that sounds like what was said; it is not kept", body = SpokenResults)),
    extensions(("x-function" = json!("search")), ("x-purposes" = json!([])))
)]
pub(super) async fn search_spoken(
    State(search): State<Search>,
    Query(query): Query<SpokenQuery>,
) -> Result<Json<SpokenResults>, Problem> {
    let limit = query.limit.unwrap_or(Limit::new(20)).count();
    let (artists, albums, tracks) = search.parts().catalog.find_spoken(&query.said, limit).await?;
    Ok(Json(SpokenResults { said: query.said, artists, albums, tracks }))
}

/// Somebody who shows a name beside playlists on the square: the name and those playlists, and nothing else of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonHit {
    /// The name.
    name: String,
    /// Their playlists on the square, published last first; at most a dozen.
    playlists: Vec<PlaylistView>,
}

impl From<FoundPerson> for PersonHit {
    fn from(found: FoundPerson) -> Self {
        let FoundPerson { name, playlists } = found;
        Self { name, playlists: playlists.into_iter().map(PlaylistView::from).collect() }
    }
}

/// Reads the words of songs and nothing of anybody: it is a basic function.
#[utoipa::path(
    get, path = "/search/lines", operation_id = "search_lines", tag = "search",
    params(SearchQuery),
    responses((status = 200, description = "Songs by a part of their words; the query is not kept", body = FoundLines)),
    extensions(("x-function" = json!("search")), ("x-purposes" = json!([])))
)]
pub(super) async fn search_lines(
    State(search): State<Search>,
    Query(query): Query<SearchQuery>,
) -> Result<Json<FoundLines>, Problem> {
    let lines = search.parts().catalog.search_lines(&query.q, query.limit()).await?;
    let marks = Marks::of_lines(&lines);
    Ok(Json(FoundLines { query: query.q, lines: lines.into_iter().map(LineHit::from).collect(), marks }))
}

#[utoipa::path(
    get, path = "/search/playlists", operation_id = "search_playlists", tag = "search",
    params(SearchQuery),
    responses((status = 200, description = "The playlists and people that were found; the query is not kept", body = FoundPlaylists)),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication", "publication_name"])))
)]
pub(super) async fn search_playlists(
    State(search): State<Search>,
    actor: Actor,
    Query(query): Query<SearchQuery>,
) -> Result<Json<FoundPlaylists>, Problem> {
    let viewer = actor.member().map(|member| member.subject);
    let playlists = search.playlists(viewer, &query.q, query.limit()).await?;
    let playlists: Vec<PlaylistView> = playlists.into_iter().map(PlaylistView::from).collect();
    let people = search.people(viewer, &query.q, query.limit()).await?;
    let people: Vec<PersonHit> = people.into_iter().map(PersonHit::from).collect();
    let mut marker = Marker::new(&query.q);
    marker.playlists(&playlists);
    people.iter().for_each(|person| marker.name(&person.name));
    Ok(Json(FoundPlaylists { query: query.q, playlists, people, marks: marker.finish() }))
}
