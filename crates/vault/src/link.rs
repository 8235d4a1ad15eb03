//! The secret of a link that opens something to whoever has it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::CryptoRng;
use sha2::{Digest as _, Sha256};

/// What a link carries: 192 random bits, handed out once and known by digest afterwards.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken(String);

/// Random bytes of a token, and how many characters they become.
const BYTES: usize = 24;
const CHARACTERS: usize = BYTES / 3 * 4;

impl LinkToken {
    /// A token that nobody has seen yet.
    pub fn random(rng: &mut impl CryptoRng) -> Self {
        let mut secret = [0_u8; BYTES];
        rng.fill_bytes(&mut secret);
        Self(URL_SAFE_NO_PAD.encode(secret))
    }

    /// A token that somebody shows; nothing when it cannot be one, which spares a look-up.
    #[must_use]
    pub fn shown(text: &str) -> Option<Self> {
        (text.len() == CHARACTERS && URL_SAFE_NO_PAD.decode(text).is_ok()).then(|| Self(text.to_owned()))
    }

    /// The digest by which it is kept; so many random bits need no salt.
    #[must_use]
    pub fn digest(&self) -> String {
        hex::encode(Sha256::digest(&self.0))
    }

    /// The text that goes into the link.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkToken(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_one_is_taken_for_a_token() {
        let token = LinkToken::random(&mut rand::rng());
        assert_eq!(LinkToken::shown(token.expose()), Some(token.clone()));
        assert_eq!(format!("{token:?}"), "LinkToken(hidden)");
        assert_eq!(LinkToken::shown(""), None);
        assert_eq!(LinkToken::shown(&"'".repeat(CHARACTERS)), None);
    }
}
