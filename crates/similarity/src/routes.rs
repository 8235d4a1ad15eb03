//! Similar songs and artists, below `/api/v1`.

use axum::extract::State;
use catalog::{ArtistSummary, Track};
use http_api::{Json, Limit, Page, Path, Problem, Query};
use ids::{AlbumId, ArtistId, TrackId};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{Match, Similarity};

/// The routes; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(similarity: Similarity) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(similar_tracks))
        .routes(routes!(similar_to_album))
        .routes(routes!(artist_radio))
        .routes(routes!(similar_artists))
        .with_state(similarity)
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SimilarQuery {
    /// How many there are at most, 1 to 200; 50 by default.
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

#[utoipa::path(
    get, path = "/tracks/{id}/similar", operation_id = "similar_tracks", tag = "similarity",
    params(("id" = String, Path, description = "The track"), SimilarQuery),
    responses(
        (status = 200, description = "Tracks that sound like it, the closest first; none while it was not measured", body = Page<Track>),
        (status = 404, description = "No such track")
    ),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn similar_tracks(
    State(similarity): State<Similarity>,
    Path(id): Path<TrackId>,
    Query(query): Query<SimilarQuery>,
) -> Result<Json<Page<Track>>, Problem> {
    if similarity.catalog().tracks(&[id]).await?.is_empty() {
        return Err(Problem::not_found());
    }
    let matches = similarity.similar(id, query.limit.count()).await?;
    Ok(Json(page(&similarity, &matches).await?))
}

#[utoipa::path(
    get, path = "/albums/{id}/similar", operation_id = "similar_to_album", tag = "similarity",
    params(("id" = String, Path, description = "The album"), SimilarQuery),
    responses(
        (status = 200, description = "Tracks that sound like those of the album, and are not on it", body = Page<Track>),
        (status = 404, description = "No such album")
    ),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn similar_to_album(
    State(similarity): State<Similarity>,
    Path(id): Path<AlbumId>,
    Query(query): Query<SimilarQuery>,
) -> Result<Json<Page<Track>>, Problem> {
    if similarity.catalog().albums_of(&[id]).await?.is_empty() {
        return Err(Problem::not_found());
    }
    let matches = similarity.similar_to_album(id, query.limit.count()).await?;
    Ok(Json(page(&similarity, &matches).await?))
}

#[utoipa::path(
    get, path = "/artists/{id}/radio", operation_id = "artist_radio", tag = "similarity",
    params(("id" = String, Path, description = "The artist"), SimilarQuery),
    responses(
        (status = 200, description = "The artist's tracks and others that sound like them", body = Page<Track>),
        (status = 404, description = "No such artist")
    ),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn artist_radio(
    State(similarity): State<Similarity>,
    Path(id): Path<ArtistId>,
    Query(query): Query<SimilarQuery>,
) -> Result<Json<Page<Track>>, Problem> {
    require_artist(&similarity, id).await?;
    let matches = similarity.artist_radio(id, query.limit.count()).await?;
    Ok(Json(page(&similarity, &matches).await?))
}

#[utoipa::path(
    get, path = "/artists/{id}/similar", operation_id = "similar_artists", tag = "similarity",
    params(("id" = String, Path, description = "The artist"), SimilarQuery),
    responses(
        (status = 200, description = "Artists whose tracks sound alike, the closest first", body = Page<ArtistSummary>),
        (status = 404, description = "No such artist")
    ),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn similar_artists(
    State(similarity): State<Similarity>,
    Path(id): Path<ArtistId>,
    Query(query): Query<SimilarQuery>,
) -> Result<Json<Page<ArtistSummary>>, Problem> {
    require_artist(&similarity, id).await?;
    let artists = similarity.similar_artists(id, query.limit.count()).await?;
    Ok(Json(Page::whole(similarity.catalog().artists_of(&artists).await?)))
}

async fn require_artist(similarity: &Similarity, id: ArtistId) -> Result<(), Problem> {
    let is_there = !similarity.catalog().artists_of(&[id]).await?.is_empty();
    if is_there { Ok(()) } else { Err(Problem::not_found()) }
}

async fn page(similarity: &Similarity, matches: &[Match]) -> Result<Page<Track>, Problem> {
    let ids: Vec<TrackId> = matches.iter().map(|one| one.track).collect();
    Ok(Page::whole(similarity.catalog().tracks(&ids).await?))
}
