//! The statistics over HTTP, for staff.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use http_api::{Json, Problem, Query, Staff, Text};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Analytics;
use crate::views::{DAYS_MAX, Usage};

/// Days that are shown when nobody says how many.
const DAYS: u16 = 28;

/// The routes of statistics, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(analytics: Analytics) -> OpenApiRouter<S> {
    OpenApiRouter::new().routes(routes!(show_usage)).routes(routes!(download_usage)).with_state(analytics)
}

/// Over how many days.
#[derive(Debug, Deserialize, IntoParams)]
struct Span {
    /// The last so many days that are over, 1 to 366; 28 unless told.
    #[param(minimum = 1, maximum = 366)]
    days: Option<u16>,
}

impl Span {
    fn days(&self) -> Result<i64, Problem> {
        let days = i64::from(self.days.unwrap_or(DAYS));
        if !(1..=DAYS_MAX).contains(&days) {
            let message = Text::new("天数请填 1 到 366", "give a number of days from 1 to 366");
            return Err(Problem::field("days", "days.out_of_range", message));
        }
        Ok(days)
    }
}

/// Shows how the service was used, in numbers with noise that tell of nobody.
#[utoipa::path(get, path = "/operator/usage", operation_id = "show_usage", tag = "operator", params(Span),
    responses((status = 200, body = Usage)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
async fn show_usage(
    State(analytics): State<Analytics>,
    Staff(_staff): Staff,
    Query(span): Query<Span>,
) -> Result<Json<Usage>, Problem> {
    Ok(Json(analytics.usage(span.days()?).await?))
}

/// The same numbers as a file, for research that is made known.
#[utoipa::path(get, path = "/operator/usage/research", operation_id = "download_usage", tag = "operator", params(Span),
    responses((status = 200, description = "The numbers, and how each was protected", content_type = "application/json")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))))]
async fn download_usage(
    State(analytics): State<Analytics>,
    Staff(_staff): Staff,
    Query(span): Query<Span>,
) -> Result<Response, Problem> {
    let text = analytics.research(span.days()?).await?.text();
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CONTENT_DISPOSITION, "attachment; filename=\"qingyin-usage.json\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}
