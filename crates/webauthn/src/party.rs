//! The service as authenticators know it.

use std::net::Ipv4Addr;

/// The service as authenticators know it: the id that passkeys are bound to, and the one origin that may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

impl RelyingParty {
    /// The relying party behind an address such as `https://music.example`.
    ///
    /// None where browsers give no passkeys: an address by number, and plain HTTP but on `localhost`
    /// (§5.1.3 step 8 and the secure contexts of browsers).
    #[must_use]
    pub fn of_address(address: &str) -> Option<Self> {
        let (scheme, rest) = address.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (authority.as_str(), None),
        };
        let is_local = host == "localhost" || host.ends_with(".localhost");
        let default_port = match scheme {
            "https" => 443,
            "http" if is_local => 80,
            _ => return None,
        };
        if !is_domain(host) {
            return None;
        }
        // An origin is written without the port that its scheme has anyway.
        let port = port.filter(|port| *port != default_port).map(|port| format!(":{port}")).unwrap_or_default();
        Some(Self { id: host.to_owned(), origin: format!("{scheme}://{host}{port}") })
    }

    /// The id: the host of the address.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The origin of the pages that may ask.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

/// Whether a host is a domain in ASCII, and no address by number.
fn is_domain(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    host.len() <= 253 && host.split('.').all(is_label) && host.parse::<Ipv4Addr>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_a_domain_that_browsers_trust() {
        let check = |address: &str, expected: Option<(&str, &str)>| {
            let party = RelyingParty::of_address(address);
            assert_eq!(party.as_ref().map(|party| (party.id(), party.origin())), expected, "{address}");
        };
        check("https://music.example", Some(("music.example", "https://music.example")));
        check("https://Music.Example:443/sub", Some(("music.example", "https://music.example")));
        check("https://music.example:8443", Some(("music.example", "https://music.example:8443")));
        check("http://localhost:4633", Some(("localhost", "http://localhost:4633")));
        check("http://a.localhost", Some(("a.localhost", "http://a.localhost")));
        for none in [
            "http://music.example",
            "https://192.0.2.1",
            "https://[2001:db8::1]:4633",
            "http://127.0.0.1:4633",
            "https://",
            "https://音乐.example",
            "https://music.example:port",
            "https://user@music.example",
            "music.example",
        ] {
            check(none, None);
        }
    }
}
