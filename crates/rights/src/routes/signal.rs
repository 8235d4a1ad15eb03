//! What a browser says about tracking, and what follows from it.

use axum::extract::State;
use consent::SignalsSeen;
use http_api::{Actor, Json, Language, Problem, Signals};
use policy::{OnSignal, PurposeId};
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;

use super::consents::{ConsentState, title_of};
use crate::Rights;

/// What this browser says about tracking, and what follows from it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrackingSignal {
    /// Whether this request carried `Sec-GPC: 1`, Global Privacy Control.
    gpc: bool,
    /// Whether this request carried `DNT: 1`, Do Not Track.
    dnt: bool,
    /// When a browser of the member first sent Global Privacy Control; never for a guest, of whom nothing is kept.
    #[schema(value_type = Option<String>, format = DateTime)]
    gpc_seen_at: Option<Timestamp>,
    /// When a browser of the member first sent Do Not Track.
    #[schema(value_type = Option<String>, format = DateTime)]
    dnt_seen_at: Option<Timestamp>,
    /// Every purpose by consent, and what the signal does to it.
    purposes: Vec<SignalledPurpose>,
}

/// One purpose by consent, and what the signal does to it.
#[derive(Debug, Serialize, ToSchema)]
struct SignalledPurpose {
    /// The purpose's id.
    purpose: String,
    /// What it is.
    title: String,
    /// Whether it rests, or goes on as an act of the person's own.
    on_signal: OnSignal,
    /// How it stands with the member; absent for a guest, of whom nothing is kept for any of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    state: Option<ConsentState>,
}

/// Tells what this browser says about tracking, and what follows from it.
#[utoipa::path(get, path = "/signal", operation_id = "show_signal", tag = "privacy",
    responses((status = 200, body = TrackingSignal)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["consent_record"]))))]
pub(crate) async fn show_signal(
    State(rights): State<Rights>,
    actor: Actor,
    signals: Signals,
    language: Language,
) -> Result<Json<TrackingSignal>, Problem> {
    let (seen, states) = match actor.member() {
        None => (SignalsSeen::default(), Vec::new()),
        Some(member) => {
            let consents = &rights.0.consents;
            (consents.signals_of(member.subject).await?, consents.states_of(member.subject).await?)
        }
    };
    let purposes = PurposeId::ALL.iter().filter_map(|&purpose| {
        let state = states.iter().find(|state| state.purpose == purpose);
        Some(SignalledPurpose {
            purpose: purpose.id().to_owned(),
            title: title_of(purpose, language),
            on_signal: consent::on_signal(purpose)?,
            state: state.map(|state| state.state.into()),
        })
    });
    let Signals { gpc, dnt } = signals;
    let purposes = purposes.collect();
    Ok(Json(TrackingSignal { gpc, dnt, gpc_seen_at: seen.gpc_at, dnt_seen_at: seen.dnt_at, purposes }))
}
