//! Scanning and what could not be read, for the operator.

use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt as _};
use http_api::{Json, Language, Operator, Page, PageQuery, Problem, Query, Text};
use serde::{Deserialize, Serialize};
use tokio_stream::wrappers::WatchStream;
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::query::{page, place};
use crate::catalog::Catalog;
use crate::model::Reason;
use crate::scan::{ScanProgress, Scope};
use crate::store::problems::ProblemRow;

pub(super) fn routes() -> OpenApiRouter<Catalog> {
    OpenApiRouter::new()
        .routes(routes!(show_scan, start_scan))
        .routes(routes!(follow_scan))
        .routes(routes!(list_problems))
}

#[utoipa::path(
    get, path = "/operator/scan", operation_id = "show_scan", tag = "operator",
    responses((status = 200, description = "How far the running scan is, or what the last one did", body = ScanProgress)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn show_scan(_: Operator, State(catalog): State<Catalog>) -> Json<ScanProgress> {
    Json(catalog.progress().borrow().clone())
}

/// What is to be scanned.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct ScanRequest {
    /// Read every file again, rather than what changed.
    full: bool,
}

#[utoipa::path(
    post, path = "/operator/scan", operation_id = "start_scan", tag = "operator",
    request_body(content = Option<ScanRequest>, description = "Nothing means: what changed"),
    responses(
        (status = 202, description = "It has begun", body = ScanProgress),
        (status = 409, description = "A scan is running already"),
    ),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn start_scan(
    _: Operator,
    State(catalog): State<Catalog>,
    body: Bytes,
) -> Result<(StatusCode, Json<ScanProgress>), Problem> {
    let request: ScanRequest = if body.is_empty() {
        ScanRequest::default()
    } else {
        serde_json::from_slice(&body).map_err(|error| {
            let message = Text::made(format!("格式不正确：{error}"), format!("malformed: {error}"));
            Problem::field("full", "field.malformed", message)
        })?
    };
    let scope = if request.full { Scope::Everything } else { Scope::Changed };
    let scan = catalog.begin_scan(scope)?;
    let scanning = catalog.clone();
    tokio::spawn(async move {
        if let Err(error) = scan.run().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the scan failed");
        } else if let Err(error) = crate::jobs::color_covers(&scanning).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "covers were not looked at");
        }
    });
    Ok((StatusCode::ACCEPTED, Json(catalog.progress().borrow().clone())))
}

#[utoipa::path(
    get, path = "/operator/scan/events", operation_id = "follow_scan", tag = "operator",
    responses((status = 200, description = "Events `progress`, each with what `show_scan` answers", content_type = "text/event-stream")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn follow_scan(
    _: Operator,
    State(catalog): State<Catalog>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    // The channel keeps the latest only, so a slow reader skips and never lags behind.
    let events = WatchStream::new(catalog.progress())
        .map(|progress| Ok(Event::default().event("progress").json_data(progress).unwrap_or_default()));
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// A file that could not be read, or not whole.
#[derive(Debug, Serialize, ToSchema)]
struct ScanProblem {
    /// The file or folder.
    path: String,
    /// `empty`, `truncated`, `unsupported`, `tag_too_large`, `damaged_tags`, `permission_denied`, `unreadable`, `bad_name`, `bad_cover` or `too_deep`.
    reason_code: String,
    /// The reason as a sentence.
    reason: String,
    /// When a scan last met it.
    #[schema(value_type = String, format = DateTime)]
    seen_at: Timestamp,
    /// Whether the file can be played all the same.
    playable: bool,
}

impl ScanProblem {
    fn new(row: ProblemRow, language: Language) -> Self {
        let reason =
            Reason::from_code(&row.reason_code).map_or("", |reason| reason.text(language == Language::Chinese));
        Self {
            path: row.shown_path,
            reason: reason.to_owned(),
            reason_code: row.reason_code,
            seen_at: row.seen_at,
            playable: row.playable,
        }
    }
}

#[utoipa::path(
    get, path = "/operator/problems", operation_id = "list_problems", tag = "operator",
    params(PageQuery),
    responses((status = 200, description = "What could not be read, the latest first", body = Page<ScanProblem>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn list_problems(
    _: Operator,
    State(catalog): State<Catalog>,
    language: Language,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ScanProblem>>, Problem> {
    let after = place(query.cursor.as_ref())?;
    let list = catalog.problems(after, query.limit.count()).await?;
    Ok(Json(page(list).map(|row| ScanProblem::new(row, language))))
}
