//! Companies of an operator's group, which are told what members agreed to and what to erase; they forget when they are told.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Lab;
use crate::control::{read, wrong};

/// What can go wrong at a company, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AffiliateFault {
    /// HTTP 500, and nothing is taken.
    Fails,
    /// HTTP 500 after it was taken.
    FailsAfterwards,
    /// No answer, ever.
    Silent,
    /// HTTP 403, whatever the key.
    Refuses,
}

impl AffiliateFault {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Fails, Self::FailsAfterwards, Self::Silent, Self::Refuses];
}

/// What one company has, and does.
#[derive(Clone, Debug, Default)]
pub(crate) struct Company {
    /// What it shows whoever is let in, where it asks for that.
    key: Option<String>,
    fault: Option<AffiliateFault>,
    /// What it knows of people, by the number it was given.
    people: BTreeMap<String, Value>,
    /// Everything that was sent to it and taken, in order.
    received: Vec<Value>,
}

impl Lab {
    /// From now on a company lets nobody in without this key.
    pub fn set_affiliate_key(&self, company: &str, key: &str) {
        self.companies().entry(company.to_owned()).or_default().key = Some(key.to_owned());
    }

    /// From now on this goes wrong at a company, or nothing.
    pub fn set_affiliate_fault(&self, company: &str, fault: Option<AffiliateFault>) {
        self.companies().entry(company.to_owned()).or_default().fault = fault;
    }

    /// What a company knows of people, by number.
    #[must_use]
    pub fn affiliate_people(&self, company: &str) -> BTreeMap<String, Value> {
        self.companies().get(company).map(|company| company.people.clone()).unwrap_or_default()
    }

    /// Everything a company took, in order.
    #[must_use]
    pub fn affiliate_received(&self, company: &str) -> Vec<Value> {
        self.companies().get(company).map(|company| company.received.clone()).unwrap_or_default()
    }

    fn take(&self, company: &str, message: &Value) -> bool {
        let number = message["number"].as_str().unwrap_or_default().to_owned();
        let known = message["format"] == "qingyin-affiliate-1" && !number.is_empty();
        let mut companies = self.companies();
        let company = companies.entry(company.to_owned()).or_default();
        match message["act"].as_str() {
            Some("tell") if known && message["fields"].is_object() => {
                company.people.insert(number, message["fields"].clone());
            }
            // Whoever is told to erase what they do not have has done so.
            Some("erase") if known => drop(company.people.remove(&number)),
            _ => return false,
        }
        company.received.push(message.clone());
        true
    }
}

pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/lab/affiliates", get(companies))
        .route("/lab/affiliates/faults", get(faults).post(set_fault))
        .route("/lab/affiliates/of/{company}", post(told))
}

async fn companies(State(lab): State<Arc<Lab>>) -> Json<Value> {
    let companies: BTreeMap<String, Value> = lab
        .companies()
        .iter()
        .map(|(name, company)| (name.clone(), json!({ "people": company.people, "received": company.received })))
        .collect();
    Json(json!(companies))
}

async fn faults() -> Json<Value> {
    Json(json!({ "faults": AffiliateFault::ALL }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetFault {
    company: String,
    /// Nothing goes wrong any more, when it is left out.
    fault: Option<AffiliateFault>,
    /// What the company asks for from now on, when it is there.
    key: Option<String>,
}

async fn set_fault(State(lab): State<Arc<Lab>>, body: Result<Json<SetFault>, JsonRejection>) -> Response {
    let SetFault { company, fault, key } = match read(body) {
        Ok(body) => body,
        Err(refusal) => return *refusal,
    };
    lab.set_affiliate_fault(&company, fault);
    if let Some(key) = key {
        lab.set_affiliate_key(&company, &key);
    }
    StatusCode::NO_CONTENT.into_response()
}

/// What a company answers to whoever tells it something.
async fn told(State(lab): State<Arc<Lab>>, Path(company): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let (fault, key) = {
        let mut companies = lab.companies();
        let company = companies.entry(company.clone()).or_default();
        (company.fault, company.key.clone())
    };
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if key.is_some_and(|key| shown != Some(format!("Bearer {key}").as_str())) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match fault {
        Some(AffiliateFault::Fails) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(AffiliateFault::Refuses) => return StatusCode::FORBIDDEN.into_response(),
        Some(AffiliateFault::Silent) => std::future::pending::<()>().await,
        Some(AffiliateFault::FailsAfterwards) | None => {}
    }
    let Ok(message) = serde_json::from_slice::<Value>(&body) else { return wrong("no JSON") };
    if !lab.take(&company, &message) {
        return wrong("no such act, or no number");
    }
    if fault.is_some() { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK }.into_response()
}
