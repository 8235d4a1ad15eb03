//! The part of the lab's own interface that is about mail.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{MailFault, TakenMail};
use crate::Lab;
use crate::control::read;

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/lab/smtp/faults", get(faults).post(set_fault).delete(clear_faults))
        .route("/lab/smtp/messages", get(messages).delete(forget))
}

async fn faults() -> Json<Value> {
    Json(json!({ "faults": MailFault::ALL }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetFault {
    /// Every address, when it is left out.
    address: Option<String>,
    fault: MailFault,
}

async fn set_fault(State(lab): State<Arc<Lab>>, body: Result<Json<SetFault>, JsonRejection>) -> Response {
    let SetFault { address, fault } = match read(body) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    lab.set_mail_fault(address.as_deref(), fault);
    StatusCode::NO_CONTENT.into_response()
}

async fn clear_faults(State(lab): State<Arc<Lab>>) -> StatusCode {
    lab.clear_mail_faults();
    StatusCode::NO_CONTENT
}

async fn messages(State(lab): State<Arc<Lab>>) -> Json<Vec<TakenMail>> {
    Json(lab.taken_mails())
}

async fn forget(State(lab): State<Arc<Lab>>) -> StatusCode {
    lab.post_office().taken.clear();
    StatusCode::NO_CONTENT
}
