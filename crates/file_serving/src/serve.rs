//! One request for a file, answered.

use std::io;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, LAST_MODIFIED, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

use crate::body::FileBody;
use crate::handoff::Handoff;
use crate::open::{OpenFile, OpenFiles};
use crate::range::{RangeRequest, requested_range};
use crate::validators::{Precondition, Validators};

/// What is asked of a file.
#[derive(Clone, Debug)]
pub struct FileRequest<'a> {
    /// GET or HEAD.
    pub method: &'a Method,
    /// The request's headers; range and conditions are read from them.
    pub headers: &'a HeaderMap,
    /// The file's media type.
    pub content_type: &'static str,
    /// The way past the HTTP library, where the connection has one.
    pub handoff: Option<Handoff>,
}

/// Answers a GET or HEAD for the file at `path`: 200, 206, 304, 412 or 416.
///
/// # Errors
/// What the file system answers when the file cannot be opened.
pub async fn serve(files: &OpenFiles, path: &Path, request: FileRequest<'_>) -> io::Result<Response<Body>> {
    Ok(answer(files.open(path).await?, request))
}

/// Answers a GET or HEAD for an open file: 200, 206, 304, 412 or 416.
#[must_use]
pub fn answer(file: Arc<OpenFile>, request: FileRequest<'_>) -> Response<Body> {
    let size_bytes = file.identity().size_bytes;
    let validators = file.identity().validators();

    let mut response = Response::new(Body::empty());
    describe(response.headers_mut(), &validators);
    let range_holds = match validators.evaluate(request.headers) {
        Precondition::Proceed { range_holds } => range_holds,
        Precondition::NotModified => {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        Precondition::Failed => {
            *response.status_mut() = StatusCode::PRECONDITION_FAILED;
            return response;
        }
    };

    // RFC 9110 §14.2 defines ranges for GET alone; a HEAD answers as if none had been asked for.
    let header = request
        .headers
        .get(RANGE)
        .filter(|_| range_holds && *request.method == Method::GET)
        .and_then(|value| value.to_str().ok());
    let (status, first, end) = match requested_range(header, size_bytes) {
        RangeRequest::Whole => (StatusCode::OK, 0, size_bytes),
        RangeRequest::Part { first, last } => (StatusCode::PARTIAL_CONTENT, first, last + 1),
        RangeRequest::Unsatisfiable => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            set(response.headers_mut(), CONTENT_RANGE, &format!("bytes */{size_bytes}"));
            return response;
        }
    };

    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(request.content_type));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(end - first));
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {first}-{}/{size_bytes}", end.saturating_sub(1));
        set(headers, CONTENT_RANGE, &range);
    }
    if *request.method != Method::HEAD {
        *response.body_mut() = Body::new(FileBody::new(file, first, end, request.handoff));
    }
    response
}

fn describe(headers: &mut HeaderMap, validators: &Validators) {
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // A copy may be kept, and must be checked: the file behind a track may be replaced.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    set(headers, ETAG, &validators.etag);
    set(headers, LAST_MODIFIED, &httpdate::fmt_http_date(validators.modified));
}

/// Sets a header to text this module composed of digits and ASCII punctuation.
fn set(headers: &mut HeaderMap, name: axum::http::HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}
