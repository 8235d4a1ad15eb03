//! The route of charts: for everybody, and for everybody the same.

use axum::extract::State;
use http_api::{Json, Path, Problem};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Chart, ChartId};
use crate::Recommend;

pub(crate) fn routes() -> OpenApiRouter<Recommend> {
    OpenApiRouter::new().routes(routes!(show_chart))
}

#[utoipa::path(
    get, path = "/charts/{chart}", operation_id = "show_chart", tag = "catalogue",
    params(("chart" = ChartId, Path, description = "Which chart")),
    responses(
        (status = 200, description = "What was heard most in a time that is over, with the noise that protects each listener; the same for everybody until the next one", body = Chart),
        (status = 404, description = "No such chart")
    ),
    extensions(("x-function" = json!("charts")), ("x-purposes" = json!(["helping_discovery", "minor_protection"])))
)]
async fn show_chart(State(recommend): State<Recommend>, Path(chart): Path<String>) -> Result<Json<Chart>, Problem> {
    let chart = ChartId::ALL.into_iter().find(|one| one.code() == chart).ok_or_else(Problem::not_found)?;
    Ok(Json(recommend.chart(chart).await?))
}
