//! The routes of HLS, below `/api/v1`.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, Response, header};
use http_api::{Path, Problem, Query};
use ids::TrackId;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{MEDIA_TYPE, Rendition, SEGMENT_TYPE};
use crate::media::Codecs;
use crate::problems::{Refused, codes};
use crate::{Asked, Listener, Playback, Shared};

/// What the ending of a segment's address is.
const SEGMENT_ENDING: &str = ".m4s";

pub(crate) fn routes() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(show_hls_master))
        .routes(routes!(show_hls_playlist))
        .routes(routes!(show_hls_init))
        .routes(routes!(show_hls_segment))
}

/// What the client plays.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct MasterQuery {
    /// The codecs the client plays in MP4, separated by commas; all that are made, when left out.
    #[serde(default)]
    codecs: Option<String>,
}

#[utoipa::path(
    get, path = "/tracks/{id}/hls/master.m3u8", operation_id = "show_hls_master", tag = "playback",
    params(("id" = String, Path, description = "The track"), MasterQuery),
    responses(
        (status = 200, description = "The renditions, for players that change between them", content_type = "application/vnd.apple.mpegurl"),
        (status = 404, description = "No such track, or none that plays"),
        (status = 409, description = "This server cannot cut the track into segments, or the client plays none of what it makes"),
    ),
    extensions(("x-function" = json!("play")), ("x-purposes" = json!([])))
)]
async fn show_hls_master(
    State(playback): State<Shared>,
    Path(track): Path<TrackId>,
    Query(query): Query<MasterQuery>,
) -> Result<Response<Body>, Problem> {
    let asked = playback.find(track).await?;
    let client = query.codecs.as_deref().map(Codecs::listed);
    let is_played = |rendition: &Rendition| client.as_ref().is_none_or(|client| client.contains(rendition.codec()));
    let renditions: Vec<Rendition> = Rendition::usual().into_iter().filter(is_played).collect();
    if renditions.is_empty() {
        return Err(Problem::new(&codes::UNAVAILABLE));
    }
    Ok(answer(playback.hls_master(&asked, &renditions, "")?.into(), MEDIA_TYPE))
}

#[utoipa::path(
    get, path = "/tracks/{id}/hls/{rendition}/playlist.m3u8", operation_id = "show_hls_playlist", tag = "playback",
    params(("id" = String, Path, description = "The track"), ("rendition" = String, Path, description = "`opus-` and its rate in kbit/s, 24 to 320, or `flac`")),
    responses(
        (status = 200, description = "The segments of the rendition", content_type = "application/vnd.apple.mpegurl"),
        (status = 404, description = "No such track or rendition, or none that plays"),
        (status = 409, description = "This server cannot cut the track into segments"),
    ),
    extensions(("x-function" = json!("play")), ("x-purposes" = json!([])))
)]
async fn show_hls_playlist(
    State(playback): State<Shared>,
    Path((track, rendition)): Path<(TrackId, String)>,
) -> Result<Response<Body>, Problem> {
    let (asked, _) = found(&playback, track, &rendition).await?;
    Ok(answer(playback.hls_playlist(&asked, "")?.into(), MEDIA_TYPE))
}

#[utoipa::path(
    get, path = "/tracks/{id}/hls/{rendition}/init.mp4", operation_id = "show_hls_init", tag = "playback",
    params(("id" = String, Path, description = "The track"), ("rendition" = String, Path, description = "As in the playlist")),
    responses(
        (status = 200, description = "What a decoder has to know before the first segment", content_type = "audio/mp4"),
        (status = 404, description = "No such track or rendition, or none that plays"),
        (status = 409, description = "This server cannot cut the track into segments"),
    ),
    extensions(("x-function" = json!("play")), ("x-purposes" = json!([])))
)]
async fn show_hls_init(
    State(playback): State<Shared>,
    Path((track, rendition)): Path<(TrackId, String)>,
) -> Result<Response<Body>, Problem> {
    let (asked, rendition) = found(&playback, track, &rendition).await?;
    Ok(answer(playback.hls_init(&asked.source, rendition)?.into(), SEGMENT_TYPE))
}

#[utoipa::path(
    get, path = "/tracks/{id}/hls/{rendition}/segments/{segment}", operation_id = "show_hls_segment", tag = "playback",
    params(
        ("id" = String, Path, description = "The track"), ("rendition" = String, Path, description = "As in the playlist"),
        ("segment" = String, Path, description = "The number of the segment, from 0, and `.m4s`"),
    ),
    responses(
        (status = 200, description = "Six seconds of sound, or the rest", content_type = "audio/mp4"),
        (status = 404, description = "No such track, rendition or segment, or none that plays"),
        (status = 409, description = "This server cannot make that segment"),
        (status = 429, description = "As many transcodes run as allowed"),
    ),
    extensions(("x-function" = json!("play")), ("x-purposes" = json!([])))
)]
async fn show_hls_segment(
    State(playback): State<Shared>,
    Path((track, rendition, segment)): Path<(TrackId, String, String)>,
    method: Method,
    listener: Option<Extension<Listener>>,
) -> Result<Response<Body>, Problem> {
    let (asked, rendition) = found(&playback, track, &rendition).await?;
    let index = segment.strip_suffix(SEGMENT_ENDING).and_then(|index| index.parse().ok());
    let index: u64 = index.ok_or_else(Problem::not_found)?;
    if method == Method::HEAD {
        return Ok(answer(Body::empty(), SEGMENT_TYPE));
    }
    let listener = listener.map(|Extension(listener)| listener);
    let bytes = playback.hls_segment(&asked.source, rendition, index, listener).await?;
    Ok(answer(bytes.into(), SEGMENT_TYPE))
}

async fn found(playback: &Playback, track: TrackId, rendition: &str) -> Result<(Asked, Rendition), Problem> {
    let rendition = rendition.parse().map_err(|_| Refused::NoTrack)?;
    Ok((playback.find(track).await?, rendition))
}

/// Nothing is kept by those on the way: a track's file may change, and its segments with it.
fn answer(body: Body, media_type: &'static str) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
