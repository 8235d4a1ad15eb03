//! Answers of these vendors, and how faults spoil them.

use std::collections::BTreeSet;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::PhoneFault;
use crate::answer::{Answer, Fields};
use crate::faults::{Fault, Faults};

/// What is answered before anything spoils it.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) fields: Fields,
}

impl Reply {
    pub(super) fn ok(fields: Fields) -> Self {
        Self { status: StatusCode::OK, fields }
    }
}

pub(super) fn respond(reply: Reply, faults: &BTreeSet<PhoneFault>) -> Response {
    let has = |fault| faults.contains(&fault);
    let raw =
        |kind: &'static str, body: Vec<u8>| (StatusCode::OK, [(header::CONTENT_TYPE, kind)], body).into_response();
    if has(PhoneFault::FailsAfter) {
        return (StatusCode::INTERNAL_SERVER_ERROR, "lab: fails_after\n").into_response();
    }
    if has(PhoneFault::Garbage) {
        return raw("application/json", vec![0xff, 0x00, b'{', 0xc3, 0x28]);
    }
    if has(PhoneFault::Html) {
        return raw("text/html", b"<html><body>\"Code\":\"OK\" 502 Bad Gateway</body></html>".to_vec());
    }
    if has(PhoneFault::Empty) {
        return raw("application/json", Vec::new());
    }
    let shared = [
        (PhoneFault::OversizedAnswer, Fault::OversizedAnswer),
        (PhoneFault::SlowBody, Fault::SlowBody),
        (PhoneFault::ExtraFields, Fault::ExtraFields),
        (PhoneFault::ErrorWith200, Fault::ErrorWith200),
    ];
    let shared = Faults::of(shared.into_iter().filter(|(own, _)| has(*own)).map(|(_, shared)| shared));
    let mut response = Answer::json(reply.fields).with(reply.status).respond(&shared);
    // Tencent Cloud's own package takes an answer for JSON under this name alone.
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A text of an object, or nothing.
pub(super) fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}
