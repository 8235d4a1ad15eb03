//! Seals: what somebody with the database alone cannot make.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use units::Timestamp;
use vault::MasterKey;
use zeroize::ZeroizeOnDrop;

use crate::chain::End;

/// The keys of the seals, derived from the vault's master key: one each for entries, anchors and exported files.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Seals {
    entries: [u8; 32],
    anchors: [u8; 32],
    exports: [u8; 32],
}

impl std::fmt::Debug for Seals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seals(hidden)")
    }
}

impl Seals {
    /// The seals whose keys `derive` makes of a label.
    pub(crate) fn of(derive: impl Fn(&str) -> [u8; 32]) -> Self {
        Self {
            entries: derive("seals of the log of staff access"),
            anchors: derive("anchors of the log of staff access"),
            exports: derive("exports of the log of staff access"),
        }
    }

    /// The seals of a master key, for checking a file where no service runs.
    #[must_use]
    pub fn of_master(master: &MasterKey) -> Self {
        Self::of(|label| master.derive(label))
    }

    /// The seal of an entry: HMAC-SHA-256 over the 64 letters of its hash.
    pub(crate) fn entry(&self, hash: &str) -> String {
        hex::encode(mac(&self.entries, hash).finalize().into_bytes())
    }

    /// Whether this is the seal of an entry, told in constant time.
    pub(crate) fn is_of_entry(&self, hash: &str, seal: &str) -> bool {
        is_of(&self.entries, hash, seal)
    }

    /// The seal of an anchor: HMAC-SHA-256 over its number, a space, and the 64 letters of its hash.
    pub(crate) fn anchor(&self, number: i64, hash: &str) -> String {
        hex::encode(mac(&self.anchors, &format!("{number} {hash}")).finalize().into_bytes())
    }

    /// Whether this is the seal of an anchor, told in constant time.
    pub(crate) fn is_of_anchor(&self, number: i64, hash: &str, seal: &str) -> bool {
        is_of(&self.anchors, &format!("{number} {hash}"), seal)
    }
}

impl Seals {
    /// The seal of an exported file: HMAC-SHA-256 over its time in milliseconds, the number and the hash of its end,
    /// with spaces between them.
    pub(crate) fn export(&self, at: Timestamp, end: &End) -> String {
        hex::encode(mac(&self.exports, &export_text(at, end)).finalize().into_bytes())
    }

    /// Whether this is the seal of an exported file, told in constant time.
    pub(crate) fn is_of_export(&self, at: Timestamp, end: &End, seal: &str) -> bool {
        is_of(&self.exports, &export_text(at, end), seal)
    }
}

fn export_text(at: Timestamp, end: &End) -> String {
    format!("{} {} {}", at.as_millis(), end.number, end.hash)
}

fn mac(key: &[u8; 32], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac
}

fn is_of(key: &[u8; 32], text: &str, seal: &str) -> bool {
    hex::decode(seal).is_ok_and(|seal| mac(key, text).verify_slice(&seal).is_ok())
}
