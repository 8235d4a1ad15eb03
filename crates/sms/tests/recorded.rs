//! Requests that the vendors' own packages sent to a port of this machine, byte for byte.

use sms::{Credential, Header, Secret};

/// One request of a recording.
pub(crate) struct Recorded {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Vec<u8>,
}

impl Recorded {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an end of the headers");
        let head = std::str::from_utf8(&bytes[..end]).expect("text");
        let mut lines = head.split("\r\n");
        let mut first = lines.next().expect("a first line").split(' ');
        let (method, path) = (first.next().expect("a method"), first.next().expect("a path"));
        let headers: Vec<Header> = lines
            .map(|line| line.split_once(": ").expect("a header"))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let host = &headers.iter().find(|(name, _)| name == "host").expect("a host").1;
        let url = format!("http://{host}{path}");
        Self { method: method.to_owned(), url, headers, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        &self.headers.iter().find(|(known, _)| known == name).expect("the header").1
    }

    /// The headers of these names.
    pub(crate) fn only(&self, names: &[&str]) -> Vec<Header> {
        self.headers.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect()
    }
}

/// The pair of keys with which the recordings were made; they are nobody's.
pub(crate) fn credential(id: &str) -> Credential {
    Credential { id: id.to_owned(), secret: Secret::new("recorded secret of nobody") }
}

pub(crate) fn value<'a>(headers: &'a [Header], name: &str) -> &'a str {
    &headers.iter().find(|(known, _)| known == name).expect("the header").1
}
