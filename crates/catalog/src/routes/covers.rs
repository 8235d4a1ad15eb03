//! Covers: the address names the content, so an answer is good for ever.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use bytes::Bytes;
use http_api::{Path, Problem, Query};
use ids::CoverId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::catalog::Catalog;
use crate::covers::{Format, SIZES};

/// The size of a thumbnail when none is asked for, in pixels.
const USUAL_SIDE_PIXELS: u32 = 300;

pub(super) fn routes() -> OpenApiRouter<Catalog> {
    OpenApiRouter::new().routes(routes!(show_cover))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CoverQuery {
    /// The longer side in pixels; the next of 96, 300, 600 and 1200 is given. A picture is never made larger.
    size: Option<u32>,
}

#[utoipa::path(
    get, path = "/covers/{id}", operation_id = "show_cover", tag = "catalog",
    params(("id" = String, Path, description = "The cover"), CoverQuery),
    responses(
        (status = 200, description = "The picture, as WebP where the client accepts it, else as JPEG", content_type = "image/*"),
        (status = 304, description = "The client has it already"),
        (status = 404, description = "No such cover, or it cannot be shown"),
    ),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([])))
)]
async fn show_cover(
    State(catalog): State<Catalog>,
    Path(id): Path<CoverId>,
    Query(query): Query<CoverQuery>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let side_pixels = nearest(query.size.unwrap_or(USUAL_SIDE_PIXELS));
    if let Some(answer) = at_hand(&catalog, id, side_pixels, &headers) {
        return Ok(answer);
    }
    let format = accepted(&headers);
    let bytes = catalog.cover(id, side_pixels, format).await?;
    Ok(answer(StatusCode::OK, &tag(id, side_pixels, format), format, bytes))
}

/// The answer of `GET /covers/{id}?{query}` when nothing has to be waited for; else the route answers.
///
/// Costs about a microsecond.
pub fn cover_at_hand(catalog: &Catalog, id: &str, query: Option<&str>, headers: &HeaderMap) -> Option<Response<Body>> {
    let size = match query {
        Some(query) => query.strip_prefix("size=")?.parse().ok()?,
        None => USUAL_SIDE_PIXELS,
    };
    at_hand(catalog, id.parse().ok()?, nearest(size), headers)
}

/// The answer from the client's memory or ours.
fn at_hand(catalog: &Catalog, id: CoverId, side_pixels: u32, headers: &HeaderMap) -> Option<Response<Body>> {
    let format = accepted(headers);
    let tag = tag(id, side_pixels, format);
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    if known.flat_map(|tags| tags.split(',')).any(|known| known.trim() == tag) {
        return Some(answer(StatusCode::NOT_MODIFIED, &tag, format, Bytes::new()));
    }
    let bytes = catalog.cover_in_memory(id, side_pixels, format)?;
    Some(answer(StatusCode::OK, &tag, format, bytes))
}

fn answer(status: StatusCode, tag: &str, format: Format, bytes: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.mime_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    // An id, a number and a word are valid in a header.
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
    response
}

fn tag(id: CoverId, side_pixels: u32, format: Format) -> String {
    let ending = if format == Format::Webp { "webp" } else { "jpeg" };
    format!("\"{id}-{side_pixels}-{ending}\"")
}

fn nearest(side_pixels: u32) -> u32 {
    SIZES.into_iter().find(|size| *size >= side_pixels).unwrap_or(SIZES[SIZES.len() - 1])
}

fn accepted(headers: &HeaderMap) -> Format {
    let accepts =
        headers.get_all(ACCEPT).iter().any(|value| value.to_str().is_ok_and(|value| value.contains("image/webp")));
    if accepts { Format::Webp } else { Format::Jpeg }
}
