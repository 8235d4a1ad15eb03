//! Answers as the vendors write them, field by field in a known order, and how faults spoil them.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures_util::stream;
use serde_json::{Value, json};

use crate::faults::{Fault, Faults};

/// Names and values, in the order in which they are written.
pub(crate) type Fields = Vec<(&'static str, Value)>;

/// `fields! { "openid" => open_id, … }`
macro_rules! fields {
    ($($name:literal => $value:expr),* $(,)?) => {
        vec![$(($name, ::serde_json::json!($value))),*]
    };
}
pub(crate) use fields;

/// How many bytes an oversized answer has at least.
pub(crate) const OVERSIZED_BYTES: usize = 16 * 1024 * 1024;
/// Pieces of a slow body, and the time before each.
const SLOW_PIECES: usize = 60;
const SLOW_EVERY: Duration = Duration::from_secs(1);

/// How the fields are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Json,
    /// JSON that calls itself `text/plain`, as WeChat's does.
    PlainJson,
    /// `a=1&b=2`
    Query,
    /// `callback( {…} );` and a line feed: clients count these bytes.
    Jsonp,
}

/// One answer of an interface, before anything spoils it.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) shape: Shape,
    pub(crate) fields: Fields,
}

impl Answer {
    pub(crate) fn new(shape: Shape, fields: Fields) -> Self {
        Self { status: StatusCode::OK, shape, fields }
    }

    pub(crate) fn json(fields: Fields) -> Self {
        Self::new(Shape::Json, fields)
    }

    pub(crate) fn with(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// OAuth's own form of a refusal.
    pub(crate) fn oauth_error(status: StatusCode, error: &str, description: &str) -> Self {
        Self::json(fields! { "error" => error, "error_description" => description }).with(status)
    }

    /// Writes it down, with everything that was asked to go wrong.
    pub(crate) fn respond(mut self, faults: &Faults) -> Response {
        spoil_fields(&mut self.fields, faults);
        if faults.has(Fault::OversizedAnswer) {
            self.fields.push(("padding", json!("x".repeat(OVERSIZED_BYTES))));
        }
        if faults.has(Fault::ErrorWith200) && self.status.is_client_error() {
            self.status = StatusCode::OK;
        }
        let (mut kind, text) = match self.shape {
            Shape::Json => ("application/json;charset=UTF-8", write_json(&self.fields)),
            Shape::PlainJson => ("text/plain", write_json(&self.fields)),
            Shape::Query => ("text/html", write_query(&self.fields)),
            Shape::Jsonp => ("text/html", format!("callback( {} );\n", write_json(&self.fields))),
        };
        if faults.has(Fault::WrongContentType) {
            kind = if kind == "text/html" { "image/png" } else { "text/html" };
        }
        let body: Bytes = if faults.has(Fault::GbkBytes) {
            encoding_rs::GBK.encode(&text).0.into_owned().into()
        } else {
            text.into()
        };
        let body = if faults.has(Fault::SlowBody) { slow(body) } else { Body::from(body) };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (self.status, headers, body).into_response()
    }
}

/// What a server says that has broken down.
pub(crate) fn broken() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "lab: fails_once\n").into_response()
}

/// Faults that concern fields wherever they stand: in an answer, in a token, in an event.
pub(crate) fn spoil_fields(fields: &mut Fields, faults: &Faults) {
    if faults.has(Fault::ExtraFields) {
        fields.push(("lab_unknown", json!({ "deep": [1, null, { "字": true }] })));
        fields.push(("__proto__", json!({ "admin": true })));
        fields.push(("lab_empty", json!("")));
    }
    if faults.has(Fault::NumbersAsStrings) {
        for (name, value) in fields.iter_mut() {
            // A time in a token is a number by its own standard.
            if !["exp", "iat", "nbf", "auth_time"].contains(name) {
                as_strings(value);
            }
        }
    }
    if faults.has(Fault::ReorderedFields) {
        fields.reverse();
    }
}

fn as_strings(value: &mut Value) {
    match value {
        Value::Number(_) | Value::Bool(_) => *value = Value::String(value.to_string()),
        Value::Array(items) => items.iter_mut().for_each(as_strings),
        Value::Object(fields) => fields.values_mut().for_each(as_strings),
        Value::Null | Value::String(_) => {}
    }
}

/// An object with its fields in their order.
pub(crate) fn write_json(fields: &Fields) -> String {
    let parts: Vec<String> = fields.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
    format!("{{{}}}", parts.join(","))
}

fn write_query(fields: &Fields) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        query.append_pair(name, &text_of(value));
    }
    query.finish()
}

/// A string without its quotes, anything else as JSON.
pub(crate) fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The body in pieces, each after a while.
fn slow(body: Bytes) -> Body {
    let size = body.len().div_ceil(SLOW_PIECES).max(1);
    Body::from_stream(stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(SLOW_EVERY).await;
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok::<_, Infallible>(piece), rest))
    }))
}
