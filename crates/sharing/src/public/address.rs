//! Addresses of public documents.

use reqwest::Url;

/// The longest address that is read, in bytes.
const ADDRESS_BYTES_MAX: usize = 2_048;

/// The address of a public document: `http` or `https`, with a host and without credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicAddress(Url);

/// Why a text is no address of a public document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// It is longer than 2,048 bytes.
    #[error("the address is longer than 2048 bytes")]
    TooLong,
    /// It is no address at all.
    #[error("this is not the address of a page")]
    Malformed,
    /// Its scheme is neither `http` nor `https`.
    #[error("the address begins with neither http:// nor https://")]
    Scheme,
    /// It holds a user name or a password.
    #[error("the address holds a user name or a password")]
    Credentials,
}

impl PublicAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// [`NotAnAddress`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        if text.len() > ADDRESS_BYTES_MAX {
            return Err(NotAnAddress::TooLong);
        }
        Self::of(Url::parse(text.trim()).map_err(|_| NotAnAddress::Malformed)?)
    }

    /// The address that `text` means on the page at this one.
    ///
    /// # Errors
    /// As [`PublicAddress::parse`].
    pub fn join(&self, text: &str) -> Result<Self, NotAnAddress> {
        if text.len() > ADDRESS_BYTES_MAX {
            return Err(NotAnAddress::TooLong);
        }
        Self::of(self.0.join(text.trim()).map_err(|_| NotAnAddress::Malformed)?)
    }

    fn of(mut url: Url) -> Result<Self, NotAnAddress> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NotAnAddress::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotAnAddress::Credentials);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(NotAnAddress::Malformed);
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The host, in lower case and without port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default().trim_end_matches('.')
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The part that names the document, still percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.path()
    }

    pub(super) fn url(&self) -> &Url {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_host_and_tells_no_secret() {
        let address = PublicAddress::parse(" HTTPS://Pod.Example.:8443/feed?x=1#part ").expect("an address");
        assert_eq!((address.host(), address.path()), ("pod.example", "/feed"));
        assert!(!address.as_str().contains('#'));
        assert_eq!(address.join("../a.mp3").expect("joined").as_str(), "https://pod.example.:8443/a.mp3");
        assert!(PublicAddress::parse("http://播客.example/").expect("an address").host().starts_with("xn--"));
        for (text, why) in [
            ("file:///etc/passwd", NotAnAddress::Scheme),
            ("gopher://pod.example/", NotAnAddress::Scheme),
            ("https://me:secret@pod.example/", NotAnAddress::Credentials),
            ("pod.example/feed", NotAnAddress::Malformed),
            ("http://", NotAnAddress::Malformed),
        ] {
            assert_eq!(PublicAddress::parse(text), Err(why), "{text}");
        }
        assert_eq!(PublicAddress::parse(&format!("http://a/{}", "a".repeat(3_000))), Err(NotAnAddress::TooLong));
    }
}
