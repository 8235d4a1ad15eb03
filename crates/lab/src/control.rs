//! The lab's own interface: registering apps, asking for faults, sending events.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use p256::elliptic_curve::Generate as _;
use p256::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Lab;
use crate::app::{Algorithm, App, EventFormat};
use crate::events::{self, EventKind};
use crate::faults::Fault;
use crate::pages::{self, Language};
use crate::parameters::Parameters;
use crate::people;
use crate::vendor::Vendor;
use crate::{affiliates, ismg, smtp};

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/", get(overview))
        .route("/lab/apps", post(register))
        .route("/lab/faults", get(faults).post(set_fault).delete(clear_faults))
        .route("/lab/events", post(send_event))
        .route("/lab/authorisations", get(authorisations))
        .route("/lab/keys", post(rotate))
        .merge(ismg::routes())
        .merge(smtp::routes())
        .merge(affiliates::routes())
}

async fn overview(parameters: Parameters) -> Response {
    pages::overview(Language::of(parameters.english)).with_status(StatusCode::OK)
}

pub(crate) fn wrong(message: impl Into<String>) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": message.into() }))).into_response()
}

/// A body as it has to be, or why it is not.
pub(crate) fn read<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Box<Response>> {
    body.map(|Json(body)| body).map_err(|rejection| Box::new(wrong(rejection.body_text())))
}

async fn register(State(lab): State<Arc<Lab>>, body: Result<Json<App>, JsonRejection>) -> Response {
    let app = match read(body) {
        Ok(app) => app,
        Err(refusal) => return *refusal,
    };
    let registered = json!({ "vendor": app.vendor, "client_id": app.client_id });
    match lab.register(app) {
        Ok(()) => (StatusCode::CREATED, Json(registered)).into_response(),
        Err(reason) => wrong(reason),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetFault {
    vendor: Vendor,
    /// Every app of the vendor, when it is left out.
    client_id: Option<String>,
    fault: Fault,
}

async fn set_fault(State(lab): State<Arc<Lab>>, body: Result<Json<SetFault>, JsonRejection>) -> Response {
    let SetFault { vendor, client_id, fault } = match read(body) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    lab.set_fault(vendor, client_id.as_deref(), fault);
    let faults = lab.world().faults(vendor, client_id.as_deref()).words();
    Json(json!({ "vendor": vendor, "client_id": client_id, "faults": faults })).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClearFaults {
    vendor: Option<Vendor>,
    client_id: Option<String>,
}

async fn clear_faults(State(lab): State<Arc<Lab>>, body: Result<Json<ClearFaults>, JsonRejection>) -> Response {
    match read(body) {
        Ok(ClearFaults { vendor, client_id }) => {
            lab.world().clear_faults(vendor, client_id.as_deref());
            StatusCode::NO_CONTENT.into_response()
        }
        Err(refusal) => *refusal,
    }
}

async fn faults() -> Json<Value> {
    let words: Vec<&str> = Fault::ALL.iter().map(|fault| fault.word()).collect();
    Json(json!({ "faults": words }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendEvent {
    vendor: Vendor,
    client_id: String,
    person: String,
    event: EventKind,
}

async fn send_event(State(lab): State<Arc<Lab>>, body: Result<Json<SendEvent>, JsonRejection>) -> Response {
    let body = match read(body) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    let Some(person) = people::find(&body.person) else { return wrong(format!("nobody is {}", body.person)) };
    if EventKind::all_of(body.vendor).all(|kind| kind != body.event) {
        return wrong(format!("{} has no event {}", body.vendor.word(), body.event.word()));
    }
    let grant = {
        let world = lab.world();
        let of_app = |grant: &&crate::world::Grant| {
            grant.vendor == body.vendor && grant.client_id == body.client_id && grant.person == person
        };
        world.grants.iter().rev().find(of_app).cloned()
    };
    let Some(grant) = grant else { return wrong(format!("{} has agreed to nothing there", person.id)) };
    let reports = events::send(&lab, &grant, body.event).await;
    Json(json!({ "sent": reports })).into_response()
}

async fn authorisations(State(lab): State<Arc<Lab>>) -> Response {
    Json(json!({ "items": lab.world().listed() })).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rotate {
    vendor: Vendor,
}

async fn rotate(State(lab): State<Arc<Lab>>, body: Result<Json<Rotate>, JsonRejection>) -> Response {
    match read(body) {
        Ok(Rotate { vendor: vendor @ (Vendor::Apple | Vendor::Oidc) }) => {
            let kid = lab.with_keys(vendor, |ring| ring.rotate().to_owned());
            Json(json!({ "kid": kid })).into_response()
        }
        Ok(Rotate { vendor }) => wrong(format!("{} has no keys", vendor.word())),
        Err(refusal) => *refusal,
    }
}

/// An app with each vendor for whoever only wants to look: any address of this machine may be answered.
///
/// Returns the apps, and the private key in PEM that makes Apple's client secret.
#[must_use]
pub fn demo_apps(lab: &Lab) -> (Vec<App>, String) {
    let mut rng = StdRng::from_seed(lab.world().rng.random());
    let key = p256::SecretKey::from(p256::ecdsa::SigningKey::generate_from_rng(&mut rng));
    let private = key.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).unwrap_or_default();
    let public = key.public_key().to_public_key_pem(LineEnding::LF).ok();
    let app = |vendor: Vendor, client_id: &str| App {
        vendor,
        client_id: client_id.to_owned(),
        secret: if vendor == Vendor::Apple { String::new() } else { lab.world().secret(32) },
        name: "清音".to_owned(),
        redirect_uris: vec!["http://127.0.0.1:*".to_owned(), "http://localhost:*".to_owned()],
        event_address: None,
        event_token: None,
        encoding_key: None,
        event_format: EventFormat::Xml,
        team_id: (vendor == Vendor::Apple).then(|| "LABTEAM001".to_owned()),
        key_id: (vendor == Vendor::Apple).then(|| "LABKEY0001".to_owned()),
        public_key: public.clone().filter(|_| vendor == Vendor::Apple),
        id_token_alg: Algorithm::RS256,
    };
    let apps = vec![
        app(Vendor::Wechat, "wx1ab0000000000001"),
        app(Vendor::Qq, "101000001"),
        app(Vendor::Weibo, "2000000001"),
        app(Vendor::Apple, "example.lab.qingyin"),
        app(Vendor::Oidc, "qingyin-demo"),
    ];
    (apps, private)
}
