//! What operators see of the transcription service, and trying it.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Operator, Problem};
use serde::Serialize;
use sharing::Refusal;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Error;
use crate::{Transcriber, Transcription};

pub(crate) fn routes() -> OpenApiRouter<Transcription> {
    OpenApiRouter::new().routes(routes!(show_transcriber)).routes(routes!(check_transcriber))
}

/// Whether speech can be turned into text now.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum TranscriberState {
    /// No service is set up.
    Off,
    /// It can be used.
    Open,
    /// What was agreed with it has run out.
    Expired,
    /// Something else does not hold.
    Closed,
}

/// The transcription service as operators see it: whether it can be used, and nobody who uses it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Transcriber)]
struct TranscriberView {
    /// Whether it can be used now.
    state: TranscriberState,
    /// Why it cannot, though it is set up.
    closed_because: Option<String>,
    /// Who runs it.
    provider: Option<String>,
    /// Its host.
    host: Option<String>,
}

/// Tells whether speech can be turned into text now, and by whom.
#[utoipa::path(
    get, path = "/operator/transcriber", operation_id = "show_transcriber", tag = "operator",
    responses((status = 200, body = TranscriberView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn show_transcriber(State(transcription): State<Transcription>, _: Operator) -> Json<TranscriberView> {
    Json(match transcription.transcriber() {
        Transcriber::Off => {
            TranscriberView { state: TranscriberState::Off, closed_because: None, provider: None, host: None }
        }
        Transcriber::Endpoint(endpoint) => {
            let closed = endpoint.closed();
            let state = match &closed {
                None => TranscriberState::Open,
                Some(Refusal::Expired) => TranscriberState::Expired,
                Some(_) => TranscriberState::Closed,
            };
            let closed_because = closed.map(|reason| reason.to_string());
            TranscriberView { state, closed_because, provider: Some(endpoint.provider), host: Some(endpoint.host) }
        }
    })
}

/// Asks the transcription service whether it is there; nothing about anyone is said, and no sound is sent.
#[utoipa::path(
    post, path = "/operator/transcriber/checks", operation_id = "check_transcriber", tag = "operator",
    responses((status = 204)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn check_transcriber(State(transcription): State<Transcription>, _: Operator) -> Result<StatusCode, Problem> {
    let Transcriber::Endpoint(endpoint) = transcription.transcriber() else { return Err(Error::Off.into()) };
    endpoint.look().await?;
    Ok(StatusCode::NO_CONTENT)
}
