//! A request as both signatures want to see it.

use aws_lc_rs::{digest, hmac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use units::Timestamp;

use crate::error::Unsignable;

/// A name and a value.
pub type Header = (String, String);

/// Everything but what RFC 3986, section 2.3 leaves as it is.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// As many letters of a time are a date.
const DATE_LETTERS: usize = 10;
/// As many are a date and a time to the second.
const SECOND_LETTERS: usize = 19;

/// A request as it will be sent.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The whole address, with values in their places and encoded in any way.
    pub url: &'a str,
    /// The headers, without `host`; each goes out as it is here, and is signed.
    pub headers: &'a [Header],
    /// The body.
    pub body: &'a [u8],
}

impl std::fmt::Debug for Call<'_> {
    /// Everything but the method may hold a number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").field("method", &self.method).finish_non_exhaustive()
    }
}

/// The parts of an address.
pub(crate) struct Address<'a> {
    /// The host as a client sends it in `host`: in small letters, and without the port that its scheme implies.
    pub(crate) host: String,
    path: &'a str,
    query: &'a str,
}

impl<'a> Address<'a> {
    pub(crate) fn of(url: &'a str) -> Result<Self, Unsignable> {
        let url = url.split('#').next().unwrap_or_default();
        let (scheme, rest) = url.split_once("://").ok_or(Unsignable::Address)?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end).ok_or(Unsignable::Address)?;
        let implied = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return Err(Unsignable::Address),
        };
        let host = authority.strip_suffix(implied).unwrap_or(authority).to_ascii_lowercase();
        let fits =
            !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
        if !fits {
            return Err(Unsignable::Address);
        }
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Ok(Self { host, path, query })
    }

    pub(crate) fn has_query(&self) -> bool {
        !self.query.is_empty()
    }

    /// The path, each part of it encoded in the one way.
    pub(crate) fn path(&self) -> String {
        if self.path.is_empty() {
            return "/".to_owned();
        }
        let parts: Vec<String> =
            self.path.split('/').map(|part| encode(&percent_decode_str(part).decode_utf8_lossy())).collect();
        parts.join("/")
    }

    /// The query in the order of its names, each part of it encoded in the one way.
    pub(crate) fn query(&self) -> String {
        let mut pairs: Vec<(String, String)> = form_urlencoded::parse(self.query.as_bytes())
            .map(|(name, value)| (encode(&name), encode(&value)))
            .collect();
        pairs.sort();
        let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("&")
    }
}

/// As RFC 3986 has it: a space is `%20`, and `~` is itself.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Whether a text can be a header's value.
pub(crate) fn is_value(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// The headers by small names, in their order; none may come twice.
pub(crate) fn sorted(headers: impl Iterator<Item = Header>) -> Result<Vec<Header>, Unsignable> {
    let mut headers: Vec<Header> =
        headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    headers.sort();
    let twice = headers.iter().zip(headers.iter().skip(1)).any(|((one, _), (next, _))| one == next);
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if twice || !headers.iter().all(|(name, value)| is_name(name) && is_value(value)) {
        return Err(Unsignable::Header);
    }
    Ok(headers)
}

/// Names behind one another with semicolons, and lines of `name:value`.
pub(crate) fn header_lines(headers: &[Header]) -> (String, String) {
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    (names.join(";"), lines)
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(digest::digest(&digest::SHA256, bytes))
}

pub(crate) fn hmac_sha256(key: &[u8], message: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message.as_bytes())
}

/// The date in UTC: `2026-11-23`.
pub(crate) fn date(at: Timestamp) -> Result<String, Unsignable> {
    part(at, DATE_LETTERS)
}

/// The second in UTC: `2026-11-23T11:15:34Z`.
pub(crate) fn second(at: Timestamp) -> Result<String, Unsignable> {
    Ok(format!("{}Z", part(at, SECOND_LETTERS)?))
}

fn part(at: Timestamp, letters: usize) -> Result<String, Unsignable> {
    let text = at.to_string();
    let is_written = text.len() == "2026-11-23T11:15:34.000Z".len() && text.ends_with('Z');
    text.get(..letters).filter(|_| is_written).map(str::to_owned).ok_or(Unsignable::Time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_however_it_is_encoded() {
        let same = ["?b=%E6%B8%85+%7E&a=1%2a", "?a=%31%2A&b=清%20~", "?a=1*&b=%e6%b8%85%20%7E#end"];
        for query in same {
            let url = format!("https://Host.example:443/{query}");
            let address = Address::of(&url).expect("an address");
            assert_eq!(address.query(), "a=1%2A&b=%E6%B8%85%20~", "{query}");
            assert_eq!((address.host.as_str(), address.path().as_str()), ("host.example", "/"));
        }
        let address = Address::of("http://127.0.0.1:4700/a%2fb/%63?x").expect("an address");
        assert_eq!((address.host.as_str(), address.path().as_str()), ("127.0.0.1:4700", "/a%2Fb/c"));
        assert_eq!(address.query(), "x=");
        assert_eq!(Address::of("https://host.example").expect("an address").path(), "/");
    }

    #[test]
    fn what_is_no_address_is_not_signed() {
        for url in ["", "host", "ftp://host/", "https:///x", "https://user:word@host/", "https://ho st/"] {
            assert_eq!(Address::of(url).err(), Some(Unsignable::Address), "{url}");
        }
    }

    #[test]
    fn times_are_written_in_utc() {
        let at = "2026-11-23T11:15:34.567Z".parse().expect("an instant");
        assert_eq!(second(at).as_deref(), Ok("2026-11-23T11:15:34Z"));
        assert_eq!(date(at).as_deref(), Ok("2026-11-23"));
        assert_eq!(date(Timestamp::from_millis(i64::MAX)), Err(Unsignable::Time));
    }
}
