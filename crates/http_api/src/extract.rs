//! Extractors whose refusals name the field and say what to write instead.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::language::Text;
use crate::problem::{Problem, codes};

/// A JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection: BytesRejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(&codes::TOO_LARGE)
            } else {
                Problem::new(&codes::INVALID)
            }
        })?;
        Self::of_bytes(&bytes)
    }
}

impl<T: DeserializeOwned> Json<T> {
    /// Reads a body that is at hand: for what is large enough to be read off the threads that answer requests.
    ///
    /// # Errors
    /// A problem that names the field.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, Problem> {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let value = serde_path_to_error::deserialize(&mut deserializer)
            .map_err(|error| refused(error.path().to_string(), &error.inner().to_string()))?;
        deserializer.end().map_err(|error| refused(".".to_owned(), &error.to_string()))?;
        Ok(Self(value))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// The parameters after the question mark.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // `language` belongs to every route and to no route's own parameters.
        let query: Vec<&str> = parts
            .uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("language="))
            .collect();
        let query = query.join("&");
        let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(deserializer)
            .map(Self)
            .map_err(|error| refused(error.path().to_string(), &error.inner().to_string()))
    }
}

/// The variable parts of the path; one that is not an id of the right kind names nothing, so it is not found.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        axum::extract::Path::<T>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| Problem::not_found())
    }
}

/// Turns what serde says into a problem that names the field.
fn refused(path: String, message: &str) -> Problem {
    // "unknown field `colour`, expected …", "missing field `phone` at line 1 column 2"
    let quoted = message.split('`').nth(1).unwrap_or_default();
    let below = |name: &str| if path == "." || path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    // The place in the text helps nobody who sees a form.
    let reason = message.split(" at line ").next().unwrap_or(message);
    if message.starts_with("unknown field") {
        let expected =
            message.split_once(", expected ").map_or("", |(_, rest)| rest.split(" at line ").next().unwrap_or(rest));
        return Problem::field(
            last(&below(quoted)),
            "field.unknown",
            Text::made(
                format!("没有这个字段；可用的有：{expected}"),
                format!("there is no such field; expected {expected}"),
            ),
        );
    }
    if message.starts_with("missing field") {
        return Problem::field(below(quoted), "field.missing", Text::new("请填写这一项", "please fill this in"));
    }
    let name = if path == "." || path.is_empty() { "body".to_owned() } else { path };
    Problem::field(name, "field.malformed", Text::made(format!("格式不正确：{reason}"), format!("malformed: {reason}")))
}

/// For an unknown field the path already ends with its name.
fn last(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((parent, name)) if parent == name || parent.ends_with(&format!(".{name}")) => parent.to_owned(),
        _ => path.to_owned(),
    }
}
