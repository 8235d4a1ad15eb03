//! What a browser says about tracking.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// What one request says about tracking; nothing is said by default, and nothing is no consent either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// `Sec-GPC: 1`: Global Privacy Control, W3C.
    pub gpc: bool,
    /// `DNT: 1`: Do Not Track, W3C Tracking Preference Expression, section 5.2.
    pub dnt: bool,
}

impl Signals {
    /// What these headers say; a field that was sent twice counts when any of them is 1, for the stricter wish holds.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        // Do Not Track may be followed by extensions, which change nothing of the wish.
        let gpc = headers.get_all("sec-gpc").iter().any(|value| value.as_bytes().trim_ascii() == b"1");
        let dnt = headers.get_all("dnt").iter().any(|value| value.as_bytes().trim_ascii().starts_with(b"1"));
        Self { gpc, dnt }
    }

    /// Whether it asks not to be tracked.
    #[must_use]
    pub fn any(self) -> bool {
        self.gpc || self.dnt
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Signals {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: &[(&'static str, &'static str)]) -> Signals {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, value.parse().expect("plain text"));
        }
        Signals::of(&headers)
    }

    #[test]
    fn a_wish_is_what_says_one() {
        assert_eq!(of(&[]), Signals::default());
        assert_eq!(of(&[("sec-gpc", "1")]), Signals { gpc: true, dnt: false });
        assert_eq!(of(&[("sec-gpc", " 1 "), ("dnt", "0")]), Signals { gpc: true, dnt: false });
        assert_eq!(of(&[("dnt", "1")]), Signals { gpc: false, dnt: true });
        assert_eq!(of(&[("dnt", "1xyz")]), Signals { gpc: false, dnt: true });
        assert_eq!(of(&[("dnt", "0"), ("dnt", "1")]), Signals { gpc: false, dnt: true });
        for silent in ["", "0", "true", "null", "11 "] {
            assert!(!of(&[("sec-gpc", silent)]).gpc, "{silent}");
        }
        assert!(!of(&[("dnt", "0")]).any() && !of(&[("dnt", "unset")]).any());
    }
}
