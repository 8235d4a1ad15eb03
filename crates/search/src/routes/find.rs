//! Searching.

use axum::extract::State;
use catalog::{AlbumSummary, ArtistSummary, Genre, Track};
use http_api::{Actor, Json, Limit, Problem, Query};
use library::PlaylistView;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Search;
use crate::marks::{Marker, Marks};

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

/// Playlists that a search found, the best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundPlaylists {
    /// What was looked for.
    query: String,
    /// Playlists that their owners show on the square.
    playlists: Vec<PlaylistView>,
    /// What to mark in their names.
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

#[utoipa::path(
    get, path = "/search/playlists", operation_id = "search_playlists", tag = "search",
    params(SearchQuery),
    responses((status = 200, description = "The playlists that were found; the query is not kept", body = FoundPlaylists)),
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
    let mut marker = Marker::new(&query.q);
    marker.playlists(&playlists);
    Ok(Json(FoundPlaylists { query: query.q, playlists, marks: marker.finish() }))
}
