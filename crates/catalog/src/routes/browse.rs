//! Artists, albums, tracks, genres, decades, languages, folders.

use axum::extract::State;
use http_api::{Cursor, Json, Limit, Page, Path, Problem, Query, Text};
use ids::{AlbumId, ArtistId, TrackId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::query::{SungIn, Whole, filter, page, place};
use crate::catalog::Catalog;
use crate::model::{Album, AlbumSummary, Artist, ArtistSummary, Facet, Track};
use crate::pages::{AlbumSort, ArtistSort, FacetKind, TrackSort};

/// The most ids that are asked for at once.
const MAX_IDS: usize = 200;

pub(super) fn routes() -> OpenApiRouter<Catalog> {
    OpenApiRouter::new()
        .routes(routes!(list_artists))
        .routes(routes!(show_artist))
        .routes(routes!(list_albums))
        .routes(routes!(show_album))
        .routes(routes!(list_tracks))
        .routes(routes!(show_track))
        .routes(routes!(list_genres))
        .routes(routes!(list_decades))
        .routes(routes!(list_languages))
        .routes(routes!(show_folder))
}

/// Which artists a list has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ArtistRole {
    /// Those with an album of their own.
    #[default]
    AlbumArtist,
    /// Also those who only perform on tracks.
    Any,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ArtistQuery {
    /// The order.
    #[param(inline)]
    sort: ArtistSort,
    /// Which artists.
    #[param(inline)]
    role: ArtistRole,
    /// Where the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// How many items it shows, 1 to 200; 50 by default.
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

#[utoipa::path(
    get, path = "/artists", operation_id = "list_artists", tag = "catalog",
    params(ArtistQuery),
    responses((status = 200, description = "Artists", body = Page<ArtistSummary>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn list_artists(
    State(catalog): State<Catalog>,
    Query(query): Query<ArtistQuery>,
) -> Result<Json<Page<ArtistSummary>>, Problem> {
    let after = place(query.cursor.as_ref())?;
    let any_role = query.role == ArtistRole::Any;
    Ok(Json(page(catalog.artists(query.sort, any_role, after, query.limit.count()).await?)))
}

#[utoipa::path(
    get, path = "/artists/{id}", operation_id = "show_artist", tag = "catalog",
    params(("id" = String, Path, description = "The artist")),
    responses((status = 200, description = "An artist", body = Artist), (status = 404, description = "No such artist")),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn show_artist(State(catalog): State<Catalog>, Path(id): Path<ArtistId>) -> Result<Json<Artist>, Problem> {
    Ok(Json(catalog.artist(id).await?))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AlbumQuery {
    /// The order.
    #[param(inline)]
    sort: AlbumSort,
    /// What decides the order of `random`; pass the same one with each page.
    seed: i64,
    /// Only albums with a track of this genre.
    genre: Option<String>,
    /// Only albums of this decade, such as 1990. `language` narrows to albums sung in one language.
    decade: Option<u32>,
    /// Only compilations, or none of them.
    compilation: Option<bool>,
    /// Where the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// How many items it shows, 1 to 200; 50 by default.
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

#[utoipa::path(
    get, path = "/albums", operation_id = "list_albums", tag = "catalog",
    params(AlbumQuery, ("language" = Option<String>, Query, description = "Only albums sung in this language")),
    responses((status = 200, description = "Albums", body = Page<AlbumSummary>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn list_albums(
    State(catalog): State<Catalog>,
    language: SungIn,
    Query(query): Query<AlbumQuery>,
) -> Result<Json<Page<AlbumSummary>>, Problem> {
    let after = place(query.cursor.as_ref())?;
    let filter = filter(query.genre.as_deref(), query.decade, language, query.compilation);
    Ok(Json(page(catalog.albums(query.sort, query.seed, &filter, after, query.limit.count()).await?)))
}

#[utoipa::path(
    get, path = "/albums/{id}", operation_id = "show_album", tag = "catalog",
    params(("id" = String, Path, description = "The album")),
    responses((status = 200, description = "An album with its discs", body = Album), (status = 404, description = "No such album")),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn show_album(State(catalog): State<Catalog>, Path(id): Path<AlbumId>) -> Result<Json<Album>, Problem> {
    Ok(Json(catalog.album(id).await?))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TrackQuery {
    /// These tracks in this order, at most 200, separated by commas; nothing else counts then.
    ids: Option<String>,
    /// The order.
    #[param(inline)]
    sort: TrackSort,
    /// What decides the order of `random`; pass the same one with each page.
    seed: i64,
    /// Only tracks of this genre.
    genre: Option<String>,
    /// Only tracks of this decade, such as 1990.
    decade: Option<u32>,
    /// Where the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// How many items it shows, 1 to 200; 50 by default.
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

#[utoipa::path(
    get, path = "/tracks", operation_id = "list_tracks", tag = "catalog",
    params(TrackQuery, ("language" = Option<String>, Query, description = "Only tracks sung in this language")),
    responses((status = 200, description = "Tracks", body = Page<Track>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn list_tracks(
    State(catalog): State<Catalog>,
    language: SungIn,
    Query(query): Query<TrackQuery>,
) -> Result<Json<Page<Track>>, Problem> {
    if let Some(ids) = &query.ids {
        return Ok(Json(Page::whole(catalog.tracks(&parse_ids(ids)?).await?)));
    }
    let after = place(query.cursor.as_ref())?;
    let filter = filter(query.genre.as_deref(), query.decade, language, None);
    Ok(Json(page(catalog.track_list(query.sort, query.seed, &filter, after, query.limit.count()).await?)))
}

fn parse_ids(text: &str) -> Result<Vec<TrackId>, Problem> {
    let ids: Result<Vec<TrackId>, _> =
        text.split(',').filter(|id| !id.is_empty()).take(MAX_IDS + 1).map(str::parse).collect();
    match ids {
        Ok(ids) if ids.len() <= MAX_IDS => Ok(ids),
        Ok(_) => Err(Problem::field(
            "ids",
            "ids.too_many",
            Text::new("一次最多 200 个", "at most 200 may be asked for at once"),
        )),
        Err(error) => {
            let message = Text::made(format!("歌曲编号不正确：{error}"), format!("not the id of a track: {error}"));
            Err(Problem::field("ids", "ids.malformed", message))
        }
    }
}

#[utoipa::path(
    get, path = "/tracks/{id}", operation_id = "show_track", tag = "catalog",
    params(("id" = String, Path, description = "The track")),
    responses((status = 200, description = "A track", body = Track), (status = 404, description = "No such track")),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn show_track(State(catalog): State<Catalog>, Path(id): Path<TrackId>) -> Result<Json<Track>, Problem> {
    catalog.track(id).await?.map(Json).ok_or_else(Problem::not_found)
}

/// A genre.
#[derive(Debug, Serialize, ToSchema)]
pub struct Genre {
    /// Its name.
    pub name: String,
    /// How many albums.
    pub album_count: u64,
    /// How many tracks.
    pub track_count: u64,
}

impl From<Facet> for Genre {
    fn from(facet: Facet) -> Self {
        Self { name: facet.name, album_count: facet.album_count, track_count: facet.track_count }
    }
}

#[utoipa::path(
    get, path = "/genres", operation_id = "list_genres", tag = "catalog",
    responses((status = 200, description = "Genres, the largest first", body = Whole<Genre>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn list_genres(State(catalog): State<Catalog>) -> Result<Json<Whole<Genre>>, Problem> {
    let facets = catalog.facets(FacetKind::Genre).await?;
    Ok(Json(Whole::new(facets.into_iter().map(Genre::from).collect())))
}

/// A decade.
#[derive(Debug, Serialize, ToSchema)]
struct Decade {
    /// Its first year.
    decade: u32,
    /// How many albums.
    album_count: u64,
    /// How many tracks.
    track_count: u64,
}

#[utoipa::path(
    get, path = "/decades", operation_id = "list_decades", tag = "catalog",
    responses((status = 200, description = "Decades, the latest first", body = Whole<Decade>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn list_decades(State(catalog): State<Catalog>) -> Result<Json<Whole<Decade>>, Problem> {
    let facets = catalog.facets(FacetKind::Decade).await?;
    let mut items: Vec<Decade> = facets
        .into_iter()
        .filter_map(|facet| {
            let decade = facet.value.parse().ok()?;
            Some(Decade { decade, album_count: facet.album_count, track_count: facet.track_count })
        })
        .collect();
    items.sort_by_key(|decade| std::cmp::Reverse(decade.decade));
    Ok(Json(Whole::new(items)))
}

/// A language in which tracks are sung.
#[derive(Debug, Serialize, ToSchema)]
struct LanguageCount {
    /// As the tracks spell it.
    language: String,
    /// How many albums.
    album_count: u64,
    /// How many tracks.
    track_count: u64,
}

#[utoipa::path(
    get, path = "/languages", operation_id = "list_languages", tag = "catalog",
    responses((status = 200, description = "Languages, the largest first", body = Whole<LanguageCount>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn list_languages(State(catalog): State<Catalog>) -> Result<Json<Whole<LanguageCount>>, Problem> {
    let facets = catalog.facets(FacetKind::Language).await?;
    let items = facets.into_iter().map(|facet| LanguageCount {
        language: facet.value,
        album_count: facet.album_count,
        track_count: facet.track_count,
    });
    Ok(Json(Whole::new(items.collect())))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FolderQuery {
    /// The folder: a music folder's number and the names below it; empty above all.
    path: String,
    /// Where the page of tracks begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// How many tracks it shows, 1 to 200; 200 by default.
    #[param(value_type = Option<u32>)]
    limit: Option<Limit>,
}

/// A folder in a folder.
#[derive(Debug, Serialize, ToSchema)]
struct FolderEntry {
    /// Its name.
    name: String,
    /// Its path.
    path: String,
    /// Tracks in it and below.
    track_count: u64,
}

/// A folder.
#[derive(Debug, Serialize, ToSchema)]
struct Folder {
    /// Its path; empty above all music folders.
    path: String,
    /// The path above it; none at the top.
    parent: Option<String>,
    /// Its name.
    name: String,
    /// The folders in it.
    folders: Vec<FolderEntry>,
    /// The tracks in it, by file name.
    tracks: Vec<Track>,
    /// Where the next page of tracks begins; nothing at the end.
    #[schema(value_type = Option<String>)]
    next: Option<Cursor>,
}

#[utoipa::path(
    get, path = "/folders", operation_id = "show_folder", tag = "catalog",
    params(FolderQuery),
    responses((status = 200, description = "A folder", body = Folder), (status = 404, description = "No such folder")),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn show_folder(
    State(catalog): State<Catalog>,
    Query(query): Query<FolderQuery>,
) -> Result<Json<Folder>, Problem> {
    let after = place(query.cursor.as_ref())?;
    let limit = query.limit.unwrap_or(Limit::new(Limit::MOST));
    let found = catalog.folder(&query.path, after, limit.count()).await?;
    let folders = found.folders.into_iter().map(|(name, path, track_count)| FolderEntry { name, path, track_count });
    let tracks = page(found.tracks);
    Ok(Json(Folder {
        path: found.path,
        parent: found.parent,
        name: found.name,
        folders: folders.collect(),
        tracks: tracks.items,
        next: tracks.next,
    }))
}
