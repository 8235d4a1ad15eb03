//! Finding a sealed value without opening any.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

/// A keyed digest for equality look-ups; without the key nobody can try all phone numbers against it.
#[derive(Clone, ZeroizeOnDrop)]
pub struct BlindIndex([u8; 32]);

impl std::fmt::Debug for BlindIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BlindIndex(hidden)")
    }
}

impl BlindIndex {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The index of a value, 32 bytes in hexadecimal; the same value always has the same.
    #[must_use]
    pub fn of(&self, value: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(value.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}
