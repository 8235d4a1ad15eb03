//! Secrets that are handed out once and known by digest afterwards.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::{CryptoRng, RngExt as _};
use sha2::{Digest, Sha256};

/// The secret of a signed-in device or of an operator link: 256 random bits in base64url.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    pub(crate) fn random(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0_u8; 32];
        rng.fill_bytes(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A token that somebody shows; anything that cannot be one is refused before it costs a look-up.
    pub(crate) fn shown(text: &str) -> Option<Self> {
        let is_token =
            text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        is_token.then(|| Self(text.to_owned()))
    }

    /// The digest by which the database knows it. The token has 256 random bits, so no salt is needed.
    pub(crate) fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// A code of six digits, each of the million equally likely.
pub(crate) fn sms_code(rng: &mut impl CryptoRng) -> String {
    format!("{:06}", rng.random_range(0..1_000_000_u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_are_recognised() {
        let one = Token::random(&mut rand::rng());
        let two = Token::random(&mut rand::rng());
        assert!(one != two);
        assert_eq!(Token::shown(one.expose()), Some(one.clone()));
        assert_eq!(one.hash().len(), 64);
        assert_eq!(format!("{one:?}"), "Token(hidden)");
        assert_eq!(Token::shown("short"), None);
        assert_eq!(Token::shown(&"'".repeat(43)), None);
    }

    #[test]
    fn codes_have_six_digits() {
        for _ in 0..1_000 {
            let code = sms_code(&mut rand::rng());
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        }
    }
}
