//! Whether a client's copy is still good (RFC 9110 §13).

use std::time::{Duration, SystemTime};

use axum::http::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE};
use axum::http::{HeaderMap, HeaderName};

/// What identifies one state of a representation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validators {
    /// A strong entity tag, quotes included.
    pub etag: String,
    /// When the representation last changed.
    pub modified: SystemTime,
}

/// What the conditional headers of a request decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Answer the request; `range_holds` tells whether its `Range` header may be followed.
    Proceed {
        /// False when `If-Range` names another state than the present one.
        range_holds: bool,
    },
    /// The client's copy is good: 304.
    NotModified,
    /// The client insisted on another state: 412.
    Failed,
}

impl Validators {
    /// Evaluates the conditional headers of a GET or HEAD in the order of RFC 9110 §13.2.2.
    #[must_use]
    pub fn evaluate(&self, headers: &HeaderMap) -> Precondition {
        if let Some(tags) = all(headers, &IF_MATCH) {
            if !self.listed_strongly(&tags) {
                return Precondition::Failed;
            }
        } else if let Some(since) = date(headers, &IF_UNMODIFIED_SINCE)
            && self.modified_seconds() > since
        {
            return Precondition::Failed;
        }
        if let Some(tags) = all(headers, &IF_NONE_MATCH) {
            if self.listed_weakly(&tags) {
                return Precondition::NotModified;
            }
        } else if let Some(since) = date(headers, &IF_MODIFIED_SINCE)
            && self.modified_seconds() <= since
        {
            return Precondition::NotModified;
        }
        Precondition::Proceed { range_holds: self.range_holds(headers) }
    }

    /// `If-Range` holds a strong tag or an exact date; anything else means the whole is wanted.
    fn range_holds(&self, headers: &HeaderMap) -> bool {
        let Some(value) = headers.get(IF_RANGE) else {
            return true;
        };
        let Ok(text) = value.to_str() else {
            return false;
        };
        let text = text.trim();
        if text.starts_with('"') || text.starts_with("W/") {
            return text == self.etag;
        }
        httpdate::parse_http_date(text).is_ok_and(|at| seconds(at) == self.modified_seconds())
    }

    fn listed_strongly(&self, tags: &str) -> bool {
        tags.trim() == "*" || tags.split(',').any(|tag| tag.trim() == self.etag)
    }

    fn listed_weakly(&self, tags: &str) -> bool {
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        tags.trim() == "*" || tags.split(',').any(|tag| bare(tag) == self.etag)
    }

    fn modified_seconds(&self) -> u64 {
        seconds(self.modified)
    }
}

/// HTTP dates have whole seconds, so times are compared as such.
fn seconds(at: SystemTime) -> u64 {
    at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}

/// The values of a list header, joined as RFC 9110 §5.3 says.
fn all(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<&str> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    (!values.is_empty()).then(|| values.join(","))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?;
    httpdate::parse_http_date(text).ok().map(seconds)
}

#[cfg(test)]
mod tests {
    use super::{Precondition, Validators};
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use std::time::{Duration, SystemTime};

    const GO: Precondition = Precondition::Proceed { range_holds: true };
    const GO_WHOLE: Precondition = Precondition::Proceed { range_holds: false };
    const SAME: Precondition = Precondition::NotModified;
    const NO: Precondition = Precondition::Failed;

    fn check(pairs: &[(&str, &str)], expected: Precondition) {
        // 1994-11-06 08:49:37 UTC, with a fraction that HTTP dates cannot carry.
        let modified = SystemTime::UNIX_EPOCH + Duration::from_millis(784_111_777_900);
        let validators = Validators { etag: "\"now\"".to_owned(), modified };
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a header name");
            headers.append(name, HeaderValue::from_str(value).expect("a header value"));
        }
        assert_eq!(validators.evaluate(&headers), expected, "{pairs:?}");
    }

    #[test]
    fn a_table_of_conditions() {
        let (at, before, after) =
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:36 GMT", "Sun, 06 Nov 1994 08:49:38 GMT");
        check(&[], GO);
        check(&[("if-none-match", "\"now\"")], SAME);
        check(&[("if-none-match", "W/\"now\"")], SAME);
        check(&[("if-none-match", "\"old\", \"now\"")], SAME);
        check(&[("if-none-match", "\"old\""), ("if-none-match", "\"now\"")], SAME);
        check(&[("if-none-match", "*")], SAME);
        check(&[("if-none-match", "\"old\"")], GO);
        check(&[("if-none-match", "\"old\""), ("if-modified-since", after)], GO);
        check(&[("if-modified-since", at)], SAME);
        check(&[("if-modified-since", after)], SAME);
        check(&[("if-modified-since", before)], GO);
        check(&[("if-modified-since", "yesterday")], GO);
        check(&[("if-match", "\"now\"")], GO);
        check(&[("if-match", "*")], GO);
        check(&[("if-match", "W/\"now\"")], NO);
        check(&[("if-match", "\"old\"")], NO);
        check(&[("if-unmodified-since", at)], GO);
        check(&[("if-unmodified-since", before)], NO);
        check(&[("if-match", "\"now\""), ("if-unmodified-since", before)], GO);
        check(&[("if-range", "\"now\"")], GO);
        check(&[("if-range", "\"old\"")], GO_WHOLE);
        check(&[("if-range", "W/\"now\"")], GO_WHOLE);
        check(&[("if-range", at)], GO);
        check(&[("if-range", after)], GO_WHOLE);
        check(&[("if-range", "soon")], GO_WHOLE);
    }
}
