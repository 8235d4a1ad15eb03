//! RSA keys, with which an app proves itself to China Mobile, and reads what is for it alone.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{Pkcs1PrivateDecryptingKey, PrivateDecryptingKey};
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// The text is no RSA key of at least 2048 bits in PKCS #8, as `openssl genpkey` writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no RSA key of at least 2048 bits in PEM")]
pub struct NotAKey;

/// A private RSA key; it cannot be printed.
#[derive(Clone)]
pub struct PrivateKey(Arc<Halves>);

/// One key, as each of its uses wants it.
struct Halves {
    signing: RsaKeyPair,
    opening: Pkcs1PrivateDecryptingKey,
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateKey(hidden)")
    }
}

impl PrivateKey {
    /// Reads a key in PEM.
    ///
    /// # Errors
    /// [`NotAKey`].
    pub fn from_pem(pem: &str) -> Result<Self, NotAKey> {
        let (_, rest) = pem.split_once(BEGIN).ok_or(NotAKey)?;
        let (text, _) = rest.split_once(END).ok_or(NotAKey)?;
        let text: String = text.split_ascii_whitespace().collect();
        let der = STANDARD.decode(text).map_err(|_| NotAKey)?;
        let signing = RsaKeyPair::from_pkcs8(&der).map_err(|_| NotAKey)?;
        let opening = PrivateDecryptingKey::from_pkcs8(&der).map_err(|_| NotAKey)?;
        let opening = Pkcs1PrivateDecryptingKey::new(opening).map_err(|_| NotAKey)?;
        Ok(Self(Arc::new(Halves { signing, opening })))
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256, in which there is no chance.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.0.signing.public_modulus_len()];
        self.0.signing.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).ok()?;
        Some(signature)
    }

    /// RSAES-PKCS1-v1_5.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let mut opened = vec![0; self.0.opening.min_output_size()];
        Some(self.0.opening.decrypt(sealed, &mut opened).ok()?.to_vec())
    }
}
