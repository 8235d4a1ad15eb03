//! Sealing with one person's key.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ids::SubjectId;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Error;

/// The first byte of a sealed value; another cipher would take another number.
const VERSION: u8 = 1;
/// Bytes of the nonce.
const NONCE: usize = 24;

/// The column a value is sealed for, as `table.column`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub &'static str);

/// A value only its subject's key opens, as the database keeps it: version, nonce, ciphertext with tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// The bytes from a sealed column.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes for a sealed column.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

/// A key of 256 bits; it is overwritten when it goes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(hidden)")
    }
}

impl Key {
    pub(crate) fn random() -> Self {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes);
        Self(bytes)
    }

    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn seal(&self, subject: SubjectId, place: Place, value: &[u8]) -> Sealed {
        Sealed(self.encrypt(&context(subject, place.0), value))
    }

    pub(crate) fn open(&self, subject: SubjectId, place: Place, value: &Sealed) -> Result<Vec<u8>, Error> {
        self.decrypt(&context(subject, place.0), &value.0)
    }

    /// This key, sealed with the master key.
    pub(crate) fn seal_with(&self, master: &Self, subject: SubjectId) -> Vec<u8> {
        master.encrypt(&context(subject, "subject_keys.wrapped"), &self.0)
    }

    pub(crate) fn open_with(master: &Self, subject: SubjectId, wrapped: &[u8]) -> Result<Self, Error> {
        let mut bytes = master.decrypt(&context(subject, "subject_keys.wrapped"), wrapped)?;
        let key = <[u8; 32]>::try_from(bytes.as_slice()).map(Self).map_err(|_| Error::Refused);
        bytes.zeroize();
        key
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }

    pub(crate) fn encrypt(&self, context: &[u8], value: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        rand::fill(&mut nonce);
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: value, aad: context })
            .expect("the cipher takes messages up to 256 GiB");
        [&[VERSION], nonce.as_slice(), &sealed].concat()
    }

    pub(crate) fn decrypt(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let (&version, rest) = sealed.split_first().ok_or(Error::Refused)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(Error::Refused)?;
        if version != VERSION {
            return Err(Error::Refused);
        }
        self.cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: context })
            .map_err(|_| Error::Refused)
    }
}

fn context(subject: SubjectId, place: &str) -> Vec<u8> {
    [&subject.as_i64().to_be_bytes(), place.as_bytes()].concat()
}
