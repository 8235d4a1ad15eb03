//! What a call says in its address and in a form, together.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// Most bytes of a form that are read.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// Names and values; vendors take them from the address and from a form alike.
pub(crate) struct Parameters {
    pairs: Vec<(String, String)>,
    /// User and password of HTTP Basic.
    pub(crate) basic: Option<(String, String)>,
    /// The token of an `Authorization: Bearer`.
    pub(crate) bearer: Option<String>,
    /// Whether the reader would rather have English.
    pub(crate) english: bool,
}

impl Parameters {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Empty where there is none.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }
}

impl<S: Send + Sync> FromRequest<S> for Parameters {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let text = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let mut pairs = read(parts.uri.query().unwrap_or_default().as_bytes());
        let is_form =
            text(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if is_form {
            let body = to_bytes(body, FORM_BYTES_MAX).await;
            let body = body.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
            pairs.extend(read(&body));
        }
        let authorization = text(header::AUTHORIZATION);
        let basic = authorization.and_then(|value| value.strip_prefix("Basic ")).and_then(read_basic);
        let bearer = authorization.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
        let language = pairs.iter().find(|(name, _)| name == "lang").map(|(_, value)| value.as_str());
        let english = language.or(text(header::ACCEPT_LANGUAGE)).is_some_and(|language| language.starts_with("en"));
        Ok(Self { pairs, basic, bearer, english })
    }
}

fn read(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// Both halves are encoded as in a form before they go into the header (RFC 6749, section 2.3.1).
fn read_basic(value: &str) -> Option<(String, String)> {
    use base64::Engine as _;
    let text = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(value).ok()?).ok()?;
    let (user, password) = text.split_once(':')?;
    let decode = |part: &str| read(part.as_bytes()).into_iter().next().map_or_else(String::new, |(name, _)| name);
    Some((decode(user), decode(password)))
}
