//! The three files. No route is told who asks.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use bytes::Bytes;
use http_api::Problem;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Answer, File};
use crate::Recommend;

/// The routes; what they need is inside.
pub(crate) fn routes() -> OpenApiRouter<Recommend> {
    OpenApiRouter::new()
        .routes(routes!(download_on_device_catalogue))
        .routes(routes!(download_on_device_companions))
        .routes(routes!(download_on_device_square))
}

#[utoipa::path(
    get, path = "/on_device/catalogue", operation_id = "download_on_device_catalogue", tag = "recommendation",
    params(("If-None-Match" = Option<String>, Header, description = "The tag of what the client has")),
    responses(
        (status = 200, description = "What there is and how it sounds, for a browser that recommends by itself; the same for everybody", content_type = "application/octet-stream"),
        (status = 304, description = "The client has it already")
    ),
    extensions(("x-function" = json!("on_device_recommendation")), ("x-purposes" = json!([])))
)]
async fn download_on_device_catalogue(
    State(recommend): State<Recommend>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    Ok(response(recommend.on_device_catalogue(known(&headers)).await?))
}

#[utoipa::path(
    get, path = "/on_device/companions", operation_id = "download_on_device_companions", tag = "recommendation",
    params(("If-None-Match" = Option<String>, Header, description = "The tag of what the client has")),
    responses(
        (status = 200, description = "What at least three people listened to together, of those who let it help others; the same for everybody. A client drops it after 72 hours", content_type = "application/octet-stream"),
        (status = 304, description = "The client has it already")
    ),
    extensions(("x-function" = json!("on_device_recommendation")), ("x-purposes" = json!(["helping_discovery", "minor_protection"])))
)]
async fn download_on_device_companions(
    State(recommend): State<Recommend>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    Ok(response(recommend.on_device_companions(known(&headers)).await?))
}

#[utoipa::path(
    get, path = "/on_device/square", operation_id = "download_on_device_square", tag = "recommendation",
    params(("If-None-Match" = Option<String>, Header, description = "The tag of what the client has")),
    responses(
        (status = 200, description = "Playlists that their owners show on the square, by name and songs, without who they are; the same for everybody. A client drops it after 24 hours", content_type = "application/octet-stream"),
        (status = 304, description = "The client has it already")
    ),
    extensions(("x-function" = json!("on_device_recommendation")), ("x-purposes" = json!(["publication"])))
)]
async fn download_on_device_square(
    State(recommend): State<Recommend>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    Ok(response(recommend.on_device_square(known(&headers)).await?))
}

/// The tag that the client names; a proxy may have marked it as weak, which says the same of whole bytes.
fn known(headers: &HeaderMap) -> &str {
    let tag = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// Bytes that are there as long as somebody is fetching them.
struct Fetched(Arc<Vec<u8>>);

impl AsRef<[u8]> for Fetched {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// No cache on the way may keep it: the app alone knows when companions have to go.
fn response(answer: Answer) -> Response<Body> {
    let (status, tag, body) = match answer {
        Answer::File(File { tag, bytes }) => (StatusCode::OK, tag, Body::from(Bytes::from_owner(Fetched(bytes)))),
        Answer::Known(tag) => (StatusCode::NOT_MODIFIED, tag, Body::empty()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Hexadecimal digits between quotes are valid in a header.
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}
