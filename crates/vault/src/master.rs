//! The master key: 32 random bytes in a file that only the service's own user may read.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Error;
use crate::sealed::Key;

/// The key that seals the subjects' keys; lose it, and everything sealed is lost.
#[derive(Clone, Debug)]
pub struct MasterKey {
    root: Arc<Key>,
    wrapping: Arc<Key>,
}

impl MasterKey {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        let wrapping = Key::new(derive(&bytes, "wrap subject keys"));
        Self { root: Arc::new(Key::new(bytes)), wrapping: Arc::new(wrapping) }
    }

    /// Reads the key file, or makes it when it is absent.
    ///
    /// # Errors
    /// When the file cannot be read or made, has not 64 hexadecimal digits, or others may read it.
    pub fn read_or_make(path: &Path) -> Result<Self, Error> {
        let fail = |detail: String| Error::MasterKey { path: path.to_owned(), detail };
        match fs::read_to_string(path) {
            Ok(text) => {
                let mode = fs::metadata(path).map_err(|error| fail(error.to_string()))?.permissions().mode();
                if mode & 0o077 != 0 {
                    return Err(fail("other users may read it; run: chmod 600 on this file".to_owned()));
                }
                let bytes = hex::decode(text.trim())
                    .ok()
                    .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
                    .ok_or_else(|| fail("it must hold 64 hexadecimal digits; restore it from its backup".to_owned()))?;
                Ok(Self::new(bytes))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut bytes = [0_u8; 32];
                rand::fill(&mut bytes);
                if let Some(folder) = path.parent() {
                    fs::DirBuilder::new()
                        .recursive(true)
                        .mode(0o700)
                        .create(folder)
                        .map_err(|error| fail(error.to_string()))?;
                }
                let mut file = OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(path)
                    .map_err(|error| fail(error.to_string()))?;
                writeln!(file, "{}", hex::encode(bytes))
                    .and_then(|()| file.sync_all())
                    .map_err(|error| fail(error.to_string()))?;
                Ok(Self::new(bytes))
            }
            Err(error) => Err(fail(error.to_string())),
        }
    }

    /// Reads the key file where there is one; makes none.
    ///
    /// # Errors
    /// As [`MasterKey::read_or_make`] for a file that is there.
    pub fn read(path: &Path) -> Result<Option<Self>, Error> {
        if path.exists() { Self::read_or_make(path).map(Some) } else { Ok(None) }
    }

    pub(crate) fn wrapping_key(&self) -> &Key {
        &self.wrapping
    }

    /// A key for one use, so that no two uses share one (NIST SP 800-108, counter mode with one block).
    #[must_use]
    pub fn derive(&self, label: &str) -> [u8; 32] {
        self.root.derive(label)
    }

    /// What seals values of the service itself, for one use named by `label`.
    #[must_use]
    pub fn service_seal(&self, label: &str) -> crate::ServiceSeal {
        crate::ServiceSeal::new(self.derive(label))
    }
}

impl Key {
    fn derive(&self, label: &str) -> [u8; 32] {
        derive(self.bytes(), label)
    }
}

fn derive(root: &[u8; 32], label: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(root).expect("HMAC takes keys of any length");
    mac.update(&1_u32.to_be_bytes());
    mac.update(b"qingyin ");
    mac.update(label.as_bytes());
    mac.finalize().into_bytes().into()
}
