//! What operators see of the way by which codes leave, and trying it.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Operator, Problem};
use serde::Serialize;
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::providers::{ConnectorState, FailureView, failures};
use crate::accounts::{Accounts, verify_recent};

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new().routes(routes!(show_sms)).routes(routes!(try_sms))
}

/// How codes leave: by which way, and how that does; nobody who received one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SmsState {
    /// `console`, `http`, `aliyun`, `tencent` or `cmpp`.
    gateway: &'static str,
    /// Whether codes can leave now.
    state: ConnectorState,
    /// Why none can.
    closed_because: Option<String>,
    /// How many were taken on since the service started.
    sent: u64,
    /// When the last was.
    #[schema(value_type = Option<String>, format = DateTime)]
    sent_at: Option<Timestamp>,
    /// How many were not, though their numbers were fine.
    failed: u64,
    /// When and why, the latest first.
    failures: Vec<FailureView>,
}

/// Tells by which way codes leave, and how that has been doing since the service started.
#[utoipa::path(
    get, path = "/operator/sms", operation_id = "show_sms", tag = "operator",
    responses((status = 200, body = SmsState)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn show_sms(State(accounts): State<Accounts>, _: Operator) -> Json<SmsState> {
    let closed = accounts.sms_closed();
    let health = accounts.0.texts.health();
    Json(SmsState {
        gateway: accounts.0.texts.gateway().word(),
        state: ConnectorState::of(true, closed.as_ref()),
        closed_because: closed.map(|reason| reason.to_string()),
        sent: health.confirmed,
        sent_at: health.confirmed_at,
        failed: health.failed,
        failures: failures(health.failures),
    })
}

/// Sends the operator's own phone a text like a code that opens nothing; it counts among the codes of this number, and
/// stands in the operator's record of disclosures. The sign-in has to be recent.
#[utoipa::path(
    post, path = "/operator/sms/checks", operation_id = "try_sms", tag = "operator", responses((status = 204)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["sign_in_verification"]))),
)]
async fn try_sms(State(accounts): State<Accounts>, Operator(operator): Operator) -> Result<StatusCode, Problem> {
    verify_recent(&operator, accounts.now())?;
    accounts.try_sms(operator.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}
