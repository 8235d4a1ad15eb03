//! The secret of a link to a share.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::CryptoRng;
use sha2::{Digest as _, Sha256};

/// What a link carries: 192 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSecret(String);

/// Random bytes of a secret, and how many characters they become.
const BYTES: usize = 24;
const CHARACTERS: usize = BYTES / 3 * 4;

impl LinkSecret {
    pub(super) fn random(rng: &mut impl CryptoRng) -> Self {
        let mut secret = [0_u8; BYTES];
        rng.fill_bytes(&mut secret);
        Self(URL_SAFE_NO_PAD.encode(secret))
    }

    /// A secret that somebody shows; nothing when it cannot be one, which spares a look-up.
    #[must_use]
    pub fn shown(text: &str) -> Option<Self> {
        (text.len() == CHARACTERS && URL_SAFE_NO_PAD.decode(text).is_ok()).then(|| Self(text.to_owned()))
    }

    /// The digest by which it is found; so many random bits need no salt.
    pub(super) fn digest(&self) -> String {
        hex::encode(Sha256::digest(&self.0))
    }

    /// The text that goes into the link.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkSecret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_one_is_taken_for_a_secret() {
        let secret = LinkSecret::random(&mut rand::rng());
        assert_eq!(LinkSecret::shown(secret.expose()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "LinkSecret(hidden)");
        assert_eq!(LinkSecret::shown(""), None);
        assert_eq!(LinkSecret::shown(&"'".repeat(CHARACTERS)), None);
    }
}
