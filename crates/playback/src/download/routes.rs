//! The routes of downloading.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response};
use http_api::{Actor, Path, Problem, Query};
use ids::{AlbumId, PlaylistId, TrackId};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Choice, Downloads, Wanted, log};
use crate::plan::Quality;
use crate::routes::TargetCodec;

pub(super) type Shared = Arc<Downloads>;

/// The routes of downloading and of its history, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(downloads: Downloads) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(download_track))
        .routes(routes!(download_album))
        .routes(routes!(download_playlist))
        .routes(routes!(log::record_download))
        .routes(routes!(log::list_downloads, log::clear_downloads))
        .routes(routes!(log::remove_download))
        .with_state(Shared::new(downloads))
}

/// How a download is wanted; without parameters, the files as they are.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DownloadQuery {
    /// What to make of the files; Opus when only a quality is named.
    #[serde(default)]
    #[param(inline)]
    codec: Option<TargetCodec>,
    /// How good it shall sound; `high` when only a codec is named.
    #[serde(default)]
    #[param(inline)]
    quality: Option<Quality>,
}

impl From<DownloadQuery> for Choice {
    fn from(query: DownloadQuery) -> Self {
        match (query.codec, query.quality) {
            (None, None | Some(Quality::Original)) => Self::default(),
            (codec, quality) => {
                let codec = codec.unwrap_or(TargetCodec::Opus).into();
                Self { codec: Some(codec), quality: quality.unwrap_or(Quality::High) }
            }
        }
    }
}

#[utoipa::path(
    get, path = "/tracks/{id}/download", operation_id = "download_track", tag = "downloads",
    params(("id" = String, Path, description = "The track"), DownloadQuery),
    responses(
        (status = 200, description = "The file; `Content-Disposition` names it", content_type = "audio/*"),
        (status = 206, description = "The part asked for", content_type = "audio/*"),
        (status = 304, description = "The client's copy is good"),
        (status = 404, description = "No such track, or its file is missing"),
        (status = 409, description = "This server cannot make what was chosen"),
        (status = 412, description = "The file has changed since"),
        (status = 416, description = "The range asked for lies outside the file"),
        (status = 429, description = "As many transcodes run as allowed"),
    ),
    extensions(("x-function" = json!("download")), ("x-purposes" = json!([])))
)]
async fn download_track(
    State(downloads): State<Shared>,
    Path(track): Path<TrackId>,
    Query(query): Query<DownloadQuery>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let response = downloads.file(track, query.into(), &method, &headers).await?;
    Ok(crate::routes::explain(response))
}

#[utoipa::path(
    get, path = "/albums/{id}/download", operation_id = "download_album", tag = "downloads",
    params(("id" = String, Path, description = "The album"), DownloadQuery),
    responses(
        (status = 200, description = "A ZIP archive; its length is told where all files go as they are", content_type = "application/zip"),
        (status = 404, description = "No such album"),
    ),
    extensions(("x-function" = json!("download")), ("x-purposes" = json!([])))
)]
async fn download_album(
    State(downloads): State<Shared>,
    Path(album): Path<AlbumId>,
    Query(query): Query<DownloadQuery>,
    method: Method,
) -> Result<Response<Body>, Problem> {
    downloads.archive(None, Wanted::Album(album), query.into(), &method).await
}

#[utoipa::path(
    get, path = "/playlists/{id}/download", operation_id = "download_playlist", tag = "downloads",
    params(("id" = String, Path, description = "The playlist"), DownloadQuery),
    responses(
        (status = 200, description = "A ZIP archive; its length is told where all files go as they are", content_type = "application/zip"),
        (status = 404, description = "No such playlist that the asker may see"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists", "favourites", "play_history"])))
)]
async fn download_playlist(
    State(downloads): State<Shared>,
    actor: Actor,
    Path(playlist): Path<PlaylistId>,
    Query(query): Query<DownloadQuery>,
    method: Method,
) -> Result<Response<Body>, Problem> {
    let viewer = actor.member().map(|member| member.subject);
    downloads.archive(viewer, Wanted::Playlist(playlist), query.into(), &method).await
}
