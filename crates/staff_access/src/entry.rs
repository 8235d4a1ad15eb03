//! One entry of the log, and what its hash is made of.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use units::Timestamp;

use crate::seals::Seals;

/// What the first entry ever names as the hash before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The first line of what is hashed; another form would have another.
const FORM: &str = "qingyin staff access 1\n";

/// One entry of the log: somebody of the staff opened somebody's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its number: one more than the entry before.
    pub number: i64,
    /// When, in milliseconds since 1970 in UTC.
    #[serde(rename = "at_ms", with = "millis")]
    pub at: Timestamp,
    /// The keyed digest of who looked.
    pub staff_digest: String,
    /// The keyed digest of the person whose data it was.
    pub subject_digest: String,
    /// Under which role.
    pub role: String,
    /// For which purpose of the policy.
    pub purpose: String,
    /// Which item of the policy.
    pub item: String,
    /// The ticket.
    pub ticket: String,
    /// The reason in words.
    pub words: String,
    /// The hash of the entry before.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
    /// The seal of this entry's hash.
    pub seal: String,
}

/// What is to be noted, before it has its place in the chain.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) at: Timestamp,
    pub(crate) staff_digest: String,
    pub(crate) subject_digest: String,
    pub(crate) role: String,
    pub(crate) purpose: String,
    pub(crate) item: String,
    pub(crate) ticket: String,
    pub(crate) words: String,
}

impl Entry {
    /// The entry that follows number `number` with hash `previous`.
    pub(crate) fn after(number: i64, previous: &str, told: Told, seals: &Seals) -> Self {
        let Told { at, staff_digest, subject_digest, role, purpose, item, ticket, words } = told;
        let mut entry = Self {
            number: number + 1,
            at,
            staff_digest,
            subject_digest,
            role,
            purpose,
            item,
            ticket,
            words,
            previous: previous.to_owned(),
            hash: String::new(),
            seal: String::new(),
        };
        entry.hash = entry.computed_hash();
        entry.seal = seals.entry(&entry.hash);
        entry
    }

    /// What the hash is made of, byte for byte: the line `qingyin staff access 1`, and then for each of number, time in
    /// milliseconds, digest of the staff, digest of the person, role, purpose, item, ticket, words and previous hash, in
    /// this order, its length in bytes in decimal, a colon, its bytes in UTF-8, and a line feed (byte 10).
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let (number, at) = (self.number.to_string(), self.at.as_millis().to_string());
        let fields = [
            &number,
            &at,
            &self.staff_digest,
            &self.subject_digest,
            &self.role,
            &self.purpose,
            &self.item,
            &self.ticket,
            &self.words,
            &self.previous,
        ];
        let mut bytes = FORM.as_bytes().to_vec();
        for field in fields {
            bytes.extend_from_slice(format!("{}:{field}\n", field.len()).as_bytes());
        }
        bytes
    }

    /// SHA-256 of [`Entry::canonical`], in hexadecimal.
    #[must_use]
    pub fn computed_hash(&self) -> String {
        hex::encode(Sha256::digest(self.canonical()))
    }
}

/// A time as a whole number of milliseconds, as the hash has it.
mod millis {
    use serde::{Deserialize, Deserializer, Serializer};
    use units::Timestamp;

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.as_millis())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(deserializer).map(Timestamp::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            number: 1,
            at: Timestamp::from_millis(1_795_435_200_000),
            staff_digest: "a".repeat(64),
            subject_digest: "b".repeat(64),
            role: "operator".to_owned(),
            purpose: "operation".to_owned(),
            item: "account".to_owned(),
            ticket: "T-1".to_owned(),
            words: "核对举报".to_owned(),
            previous: GENESIS.to_owned(),
            hash: String::new(),
            seal: String::new(),
        }
    }

    /// The vector was computed with Python's hashlib by the recipe in docs/src/privacy/staff-access.md.
    #[test]
    fn the_hash_is_the_one_that_others_compute() {
        assert_eq!(entry().computed_hash(), VECTOR);
    }

    /// Moving a letter from one field to the next makes another hash: lengths stand before the fields.
    #[test]
    fn fields_do_not_run_into_each_other() {
        let moved = Entry { ticket: "T-1核".to_owned(), words: "对举报".to_owned(), ..entry() };
        assert_ne!(moved.computed_hash(), entry().computed_hash());
    }

    const VECTOR: &str = "73432ae6c1e897eb7aeef3bbe987d24a1dc98a17caa6f1023827a9bd46da6678";
}
