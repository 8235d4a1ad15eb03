//! What operators see of who tells whose number a token is, and trying whether they are there.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Operator, Problem};
use serde::Serialize;
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::providers::{ConnectorState, FailureView, failures};
use crate::accounts::Accounts;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new().routes(routes!(show_one_tap)).routes(routes!(check_one_tap))
}

/// Who is asked whose number a token is, and how that does; nobody who signed in so.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OneTapState {
    /// `cmcc` or `aliyun`; absent while nobody is set up.
    provider: Option<&'static str>,
    /// Whether one-tap sign-in can be used now.
    state: ConnectorState,
    /// Why it cannot, though somebody is set up.
    closed_because: Option<String>,
    /// How many numbers were told since the service started.
    confirmed: u64,
    /// When the last was.
    #[schema(value_type = Option<String>, format = DateTime)]
    confirmed_at: Option<Timestamp>,
    /// How many were not, though their tokens were fine.
    failed: u64,
    /// When and why, the latest first.
    failures: Vec<FailureView>,
}

/// Tells who is asked whose number a token is, and how that has been doing since the service started.
#[utoipa::path(
    get, path = "/operator/one_tap", operation_id = "show_one_tap", tag = "operator",
    responses((status = 200, body = OneTapState)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn show_one_tap(State(accounts): State<Accounts>, _: Operator) -> Json<OneTapState> {
    let (provider, closed) = accounts.0.taps.standing();
    let health = accounts.0.taps.health();
    Json(OneTapState {
        provider,
        state: ConnectorState::of(provider.is_some(), closed.as_ref()),
        closed_because: closed.map(|reason| reason.to_string()),
        confirmed: health.confirmed,
        confirmed_at: health.confirmed_at,
        failed: health.failed,
        failures: failures(health.failures),
    })
}

/// Asks whether they are there; the question has no token in it, and says nothing about anyone.
#[utoipa::path(
    post, path = "/operator/one_tap/checks", operation_id = "check_one_tap", tag = "operator",
    responses((status = 204)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn check_one_tap(State(accounts): State<Accounts>, _: Operator) -> Result<StatusCode, Problem> {
    accounts.try_one_tap().await?;
    Ok(StatusCode::NO_CONTENT)
}
