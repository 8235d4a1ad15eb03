//! The gateway's part of the lab's own interface.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::faults::GatewayFault;
use super::submissions::{FORMATS, contents};
use super::wire::{self, Delivery};
use super::{Brought, GatewayAccount, Out, calendar};
use crate::Lab;
use crate::control::{read, wrong};

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/lab/ismg/accounts", post(register))
        .route("/lab/ismg/faults", get(faults).post(set_fault).delete(clear_faults))
        .route("/lab/ismg/messages", get(messages).delete(forget))
        .route("/lab/ismg/deliveries", get(deliveries))
        .route("/lab/ismg/connections", get(connections))
        .route("/lab/ismg/texts", post(send_text))
        .route("/lab/ismg/asks", post(ask))
}

type Asked<T> = Result<Json<T>, JsonRejection>;

async fn register(State(lab): State<Arc<Lab>>, body: Asked<GatewayAccount>) -> Response {
    let account = match read(body) {
        Ok(account) => account,
        Err(refusal) => return *refusal,
    };
    let registered = json!({ "source_addr": account.source_addr });
    match lab.register_gateway_account(account) {
        Ok(()) => (StatusCode::CREATED, Json(registered)).into_response(),
        Err(reason) => wrong(reason),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetFault {
    /// Every account, when it is left out.
    source_addr: Option<String>,
    fault: GatewayFault,
}

async fn set_fault(State(lab): State<Arc<Lab>>, body: Asked<SetFault>) -> Response {
    let SetFault { source_addr, fault } = match read(body) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    lab.set_gateway_fault(source_addr.as_deref(), fault);
    let faults = lab.gateway().faults.get(&source_addr).cloned().unwrap_or_default();
    Json(json!({ "source_addr": source_addr, "faults": faults })).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClearFaults {
    /// Every account, when it is left out.
    source_addr: Option<String>,
}

async fn clear_faults(State(lab): State<Arc<Lab>>, body: Asked<ClearFaults>) -> Response {
    match read(body) {
        Ok(ClearFaults { source_addr }) => {
            lab.gateway().faults.retain(|of, _| source_addr.is_some() && *of != source_addr);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(refusal) => *refusal,
    }
}

async fn faults() -> Json<Value> {
    Json(json!({ "faults": GatewayFault::ALL }))
}

async fn messages(State(lab): State<Arc<Lab>>) -> Json<Value> {
    Json(json!({ "items": lab.gateway().messages }))
}

async fn forget(State(lab): State<Arc<Lab>>) -> StatusCode {
    let mut gateway = lab.gateway();
    gateway.messages.clear();
    gateway.brought.clear();
    StatusCode::NO_CONTENT
}

async fn deliveries(State(lab): State<Arc<Lab>>) -> Json<Value> {
    Json(json!({ "items": lab.gateway().brought.values().collect::<Vec<_>>() }))
}

async fn connections(State(lab): State<Arc<Lab>>) -> Json<Value> {
    let listed = |connection: &super::Connection| {
        json!({ "source_addr": connection.source_addr, "is_3": connection.is_3,
            "unanswered_max": connection.unanswered_max, "active_tests_answered": connection.active_tests_answered })
    };
    Json(json!({ "items": lab.gateway().connections.iter().map(listed).collect::<Vec<_>>() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendText {
    source_addr: String,
    /// Who writes.
    from: String,
    /// The provider's number.
    #[serde(default)]
    to: String,
    text: String,
    /// How it is written down: `ucs2` unless it is said.
    format: Option<String>,
}

/// Brings a text of somebody's to the provider that signed in last under that name.
async fn send_text(State(lab): State<Arc<Lab>>, body: Asked<SendText>) -> Response {
    let asked = match read(body) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    let word = asked.format.as_deref().unwrap_or("ucs2");
    let Some((_, format)) = FORMATS.iter().find(|(name, _)| *name == word) else {
        return wrong(format!("{word} is none of ascii, ucs2 and gbk"));
    };
    let now = calendar::in_china(lab.now());
    let mut gateway = lab.gateway();
    let reference = gateway.number().to_be_bytes()[7];
    let mut frames = Vec::new();
    let of_account = |connection: &&super::Connection| connection.source_addr == asked.source_addr;
    let Some((is_3, queue)) =
        gateway.connections.iter().rev().find(of_account).map(|one| (one.is_3, one.frames.clone()))
    else {
        return wrong(format!("{} is not signed in", asked.source_addr));
    };
    for (has_header, content) in contents(&asked.text, *format, reference) {
        let (msg_id, sequence) = (gateway.msg_id(now), gateway.number());
        let delivery = Delivery {
            msg_id,
            to: &asked.to,
            from: &asked.from,
            has_header,
            format: *format,
            is_report: false,
            content: &content,
        };
        let brought = Brought { source_addr: asked.source_addr.clone(), is_report: false, result: None };
        gateway.keep_brought(msg_id, brought);
        let sequence = u32::try_from(sequence & 0xffff_ffff).unwrap_or(0);
        frames.push(wire::frame(wire::DELIVER, sequence, &wire::delivery(&delivery, is_3)));
    }
    let parts = frames.len();
    for frame in frames {
        let _ = queue.send(Out::Bytes(frame));
    }
    Json(json!({ "parts": parts })).into_response()
}

/// What a gateway asks or says of itself.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    ActiveTest,
    Terminate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskProvider {
    source_addr: String,
    ask: Ask,
}

async fn ask(State(lab): State<Arc<Lab>>, body: Asked<AskProvider>) -> Response {
    let AskProvider { source_addr, ask } = match read(body) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    let command = match ask {
        Ask::ActiveTest => wire::ACTIVE_TEST,
        Ask::Terminate => wire::TERMINATE,
    };
    let gateway = lab.gateway();
    let asked: Vec<_> = gateway.connections.iter().filter(|connection| connection.source_addr == source_addr).collect();
    for connection in &asked {
        let _ = connection.frames.send(Out::Bytes(wire::frame(command, 1, &[])));
    }
    Json(json!({ "asked": asked.len() })).into_response()
}
