//! The mark of a browser in which an account in minors' mode was signed in: so that signing out is no way out of it.
//!
//! It says nothing about anybody, and is the same for all.

use axum::http::{HeaderMap, HeaderValue};
use policy::CookieName;

use crate::accounts::Accounts;
use crate::cookies;

const MARK: CookieName = CookieName::QingyinMinorsMode;

impl Accounts {
    /// Whether a request comes from a browser with the mark.
    #[must_use]
    pub fn is_marked_for_minors(&self, headers: &HeaderMap) -> bool {
        cookies::value_of(MARK, headers, self.0.is_secure).is_some()
    }

    /// The cookie that marks a browser, or takes the mark away.
    #[must_use]
    pub fn mark_for_minors(&self, is_on: bool) -> Option<HeaderValue> {
        if is_on { cookies::put(MARK, "1", self.0.is_secure) } else { cookies::remove(MARK, self.0.is_secure) }
    }
}
