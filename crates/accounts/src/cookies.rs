//! The one cookie of accounts; its name and age come from the policy's list.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use policy::CookieName;

use crate::token::Token;

const SESSION: CookieName = CookieName::QingyinSession;

/// The session cookie's name: behind https the browser itself binds it to this host (RFC 6265bis, `__Host-`).
fn name(is_secure: bool) -> String {
    if is_secure { format!("__Host-{}", SESSION.id()) } else { SESSION.id().to_owned() }
}

/// The token of the session cookie, if one was sent.
pub(crate) fn token_of(headers: &HeaderMap, is_secure: bool) -> Option<&str> {
    value_of(headers, &name(is_secure))
}

/// The value of a cookie, if one of this name was sent.
pub(crate) fn value_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

/// Sets the session cookie: out of reach of scripts, and not sent along by other sites' forms.
pub(crate) fn set(token: &Token, is_secure: bool) -> Option<HeaderValue> {
    header(token.expose(), SESSION.max_age_seconds(), is_secure)
}

/// Deletes the session cookie.
pub(crate) fn clear(is_secure: bool) -> Option<HeaderValue> {
    header("", 0, is_secure)
}

fn header(value: &str, max_age_seconds: u64, is_secure: bool) -> Option<HeaderValue> {
    let secure = if is_secure { "; Secure" } else { "" };
    let text =
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}", name(is_secure));
    let mut header = HeaderValue::from_str(&text).ok()?;
    header.set_sensitive(true);
    Some(header)
}
