//! The lab's own interface for what has to do with telephones.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Account, Cloud, Message, PhoneFault, TapToken, china};
use crate::Lab;
use crate::delivery::{self, Outgoing};

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/lab/sms/accounts", post(register))
        .route("/lab/sms/messages", get(messages).delete(forget))
        .route("/lab/sms/reports", post(report))
        .route("/lab/sms/faults", post(set_fault).delete(clear_faults))
        .route("/lab/sms/tokens", post(make_token))
}

fn wrong(message: &str) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": message }))).into_response()
}

async fn register(State(lab): State<Arc<Lab>>, Json(account): Json<Account>) -> Response {
    if account.report_address.as_ref().is_some_and(|address| !address.starts_with("http://")) {
        return wrong("report_address does not begin with http://, which is all the lab calls");
    }
    lab.phones().accounts.insert((account.cloud, account.id.clone()), account);
    StatusCode::CREATED.into_response()
}

#[derive(Deserialize)]
struct Wanted {
    /// Only those to this number; eleven digits.
    phone: Option<String>,
}

async fn messages(State(lab): State<Arc<Lab>>, Query(wanted): Query<Wanted>) -> Json<Value> {
    let phones = lab.phones();
    let fits = |message: &&Message| wanted.phone.as_ref().is_none_or(|phone| *phone == message.phone);
    let items: Vec<&Message> = phones.messages.iter().filter(fits).collect();
    Json(json!({ "items": items }))
}

async fn forget(State(lab): State<Arc<Lab>>) -> StatusCode {
    lab.phones().messages.clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fate {
    receipt: String,
    delivered: bool,
    /// The carrier's word; `DELIVERED`, `DELIVRD` or one of failure, when it is left out.
    code: Option<String>,
}

/// Tells the sender what became of a message, as the vendor does.
async fn report(State(lab): State<Arc<Lab>>, Json(fate): Json<Fate>) -> Response {
    let found = {
        let phones = lab.phones();
        let message = phones.messages.iter().find(|message| message.receipt == fate.receipt).cloned();
        message.and_then(|message| {
            let account = phones.accounts.get(&(message.cloud, message.account.clone()))?;
            Some((account.report_address.clone()?, message))
        })
    };
    let Some((address, message)) = found else { return wrong("no such message, or nowhere to report it") };
    let now = china(lab.now());
    let code = |yes: &str| fate.code.clone().unwrap_or(if fate.delivered { yes } else { "MK:0001" }.to_owned());
    let body = match message.cloud {
        Cloud::Aliyun | Cloud::Cmcc => json!([{ "phone_number": message.phone, "send_time": china(message.at),
            "report_time": now, "success": fate.delivered, "err_code": code("DELIVERED"), "err_msg": "模拟的回执",
            "sms_size": "1", "biz_id": message.receipt, "out_id": message.reference }]),
        Cloud::Tencent => json!([{ "user_receive_time": now, "nationcode": "86", "mobile": message.phone,
            "report_status": if fate.delivered { "SUCCESS" } else { "FAIL" }, "errmsg": code("DELIVRD"),
            "description": "模拟的回执", "sid": message.receipt }]),
    };
    let call = Outgoing { method: Method::POST, address, content_type: "application/json", body: body.to_string() };
    match delivery::send(&call).await {
        Ok((status, answer)) => Json(json!({ "status": status, "answer": answer })).into_response(),
        Err(reason) => Json(json!({ "status": null, "answer": reason })).into_response(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetFault {
    cloud: Cloud,
    fault: PhoneFault,
}

async fn set_fault(State(lab): State<Arc<Lab>>, Json(SetFault { cloud, fault }): Json<SetFault>) -> StatusCode {
    lab.phones().faults.entry(cloud).or_default().insert(fault);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(lab): State<Arc<Lab>>) -> StatusCode {
    lab.phones().faults.clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewToken {
    phone: String,
    /// For asking whether a number is one's own.
    #[serde(default)]
    for_check: bool,
}

/// What the app on a phone would have been given.
async fn make_token(State(lab): State<Arc<Lab>>, Json(NewToken { phone, for_check }): Json<NewToken>) -> Json<Value> {
    let token = format!("STsid{}", lab.world().secret(51));
    let made_at = lab.now();
    lab.phones().tokens.insert(token.clone(), TapToken { phone, made_at, used: false, for_check });
    Json(json!({ "token": token }))
}
