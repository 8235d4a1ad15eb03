//! Signatures that anybody can verify: Ed25519 (RFC 8032).

use std::fmt;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// What signs reports.
pub struct SigningKey(Ed25519KeyPair);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public())
    }
}

impl SigningKey {
    /// The key that is made from this seed, such as one derived from the vault's master key for [`crate::KEY_LABEL`].
    #[must_use]
    pub fn of_seed(seed: &[u8; 32]) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(seed).expect("every seed of 32 bytes makes a key"))
    }

    /// The public key, 32 bytes as hexadecimal digits.
    #[must_use]
    pub fn public(&self) -> String {
        hex::encode(self.0.public_key())
    }

    /// The signature of a text, 64 bytes as hexadecimal digits.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        hex::encode(self.0.sign(text.as_bytes()))
    }
}

/// Whether a text bears this signature of this public key, both as hexadecimal digits.
#[must_use]
pub fn is_signed(public_key: &str, text: &str, signature: &str) -> bool {
    let (Ok(key), Ok(signature)) = (hex::decode(public_key), hex::decode(signature)) else { return false };
    UnparsedPublicKey::new(&ED25519, key).verify(text.as_bytes(), &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn the_standards_own_example_is_signed_as_it_says() {
        let seed = hex::decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").unwrap();
        let key = SigningKey::of_seed(&seed.try_into().unwrap());
        assert_eq!(key.public(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(key.sign("\u{72}"), signature);
        assert!(is_signed(&key.public(), "\u{72}", signature));
        assert!(!is_signed(&key.public(), "\u{73}", signature));
        assert!(!is_signed(&key.public(), "\u{72}", "no signature"));
    }
}
