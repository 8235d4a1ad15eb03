//! Sealed values: a key for each person, in a store of its own, whose destruction reaches the backups.
//!
//! A sensitive column is sealed with XChaCha20-Poly1305 (RFC 8439 with the 192-bit nonce of
//! draft-irtf-cfrg-xchacha-03) under its subject's key, and bound to its subject and column, so a value copied
//! to another row does not open. The subjects' keys are sealed with the master key, which is a file outside the database.
//! A phone number is looked up by its blind index: HMAC-SHA-256 under a key derived from the master key.
//!
//! Invariants
//! - Without the subject's key a sealed value does not open: `a_destroyed_key_opens_nothing`.
//! - A sealed value moved to another row or column does not open: `a_value_is_bound_to_its_place`.
//! - A sealed value of the service itself opens under its own name alone: `service`.
//! - The keys are not in the service's database or its backup: they are another [`db::Db`].

mod index;
mod link;
mod master;
mod sealed;
mod service;
mod store;

use consent::Permit;
use db::Db;
use ids::SubjectId;
use policy::Purpose;
use units::Timestamp;

pub use index::BlindIndex;
pub use link::LinkToken;
pub use master::MasterKey;
pub use sealed::{Place, Sealed};
pub use service::ServiceSeal;

db::migrations!["0001_keys", "0002_erasure_log", "0003_log_heads"];

/// Where the name of the database stands among the ends of logs: it is kept as they are, and never changes.
const DATABASE: &str = "database";

/// Why the vault did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The subject's key was destroyed, or never was: what it sealed is gone for good.
    #[error("the key of this subject no longer exists")]
    NoKey,
    /// The value was sealed for another place, with another key, or was changed.
    #[error("a sealed value does not open here")]
    Refused,
    /// The master key's file.
    #[error("master key {path}: {detail}", path = path.display())]
    MasterKey {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong and what to do.
        detail: String,
    },
    /// The store of keys.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// One entry of the log of erasures.
#[derive(Clone, Copy, Debug)]
pub struct LoggedErasure<'a> {
    /// Names the entry; noted twice, it is one.
    pub id: i64,
    /// Whose it was.
    pub subject: SubjectId,
    /// What was erased.
    pub what: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Seals, opens, and destroys keys.
#[derive(Clone, Debug)]
pub struct Vault {
    store: Db,
    master: MasterKey,
}

impl Vault {
    /// The vault whose keys are in `store`, sealed with `master`.
    #[must_use]
    pub fn new(store: Db, master: MasterKey) -> Self {
        Self { store, master }
    }

    /// Makes the subject's key; a key that exists stays.
    ///
    /// # Errors
    /// The store's.
    pub async fn make_key(&self, subject: SubjectId, now: Timestamp) -> Result<(), Error> {
        let key = sealed::Key::random();
        let wrapped = key.seal_with(self.master.wrapping_key(), subject);
        store::add(&self.store, subject, wrapped, now).await?;
        Ok(())
    }

    /// Seals a value for one place of its subject's data.
    ///
    /// # Errors
    /// [`Error::NoKey`] when the subject has none.
    pub async fn seal(&self, subject: SubjectId, place: Place, value: &[u8]) -> Result<Sealed, Error> {
        Ok(self.key(subject).await?.seal(subject, place, value))
    }

    /// Opens a value that was sealed for this place of one person's data, for the purpose of the permit.
    ///
    /// # Errors
    /// [`Error::NoKey`] after erasure, [`Error::Refused`] for a value from elsewhere.
    pub async fn open<P: Purpose>(&self, permit: &Permit<P>, place: Place, value: &Sealed) -> Result<Vec<u8>, Error> {
        let subject = permit.subject();
        self.key(subject).await?.open(subject, place, value)
    }

    /// Destroys the subject's key and leaves no trace of it in the store's files; tells whether there was one.
    ///
    /// # Errors
    /// The store's; then the key may still exist, and the caller must try again.
    pub async fn destroy_key(&self, subject: SubjectId) -> Result<bool, Error> {
        let destroyed = store::remove(&self.store, subject).await?;
        self.store.purge(&["subject_keys".to_owned()]).await?;
        Ok(destroyed)
    }

    /// The blind index for one kind of value, such as `phone`.
    #[must_use]
    pub fn index(&self, kind: &'static str) -> BlindIndex {
        BlindIndex::new(self.master.derive(kind))
    }

    /// A key of 32 bytes derived from the master key, for one use named by `label`.
    #[must_use]
    pub fn derive(&self, label: &str) -> [u8; 32] {
        self.master.derive(label)
    }

    /// What seals values of the service itself, for one use named by `label`.
    #[must_use]
    pub fn service_seal(&self, label: &str) -> ServiceSeal {
        self.master.service_seal(label)
    }

    /// Notes what was erased, so that a restored backup is cleaned of it again; one that is noted already stays as it is,
    /// and of whoever has no key nothing is noted: without a key everything is erased on restore.
    ///
    /// # Errors
    /// The store's; then none of them is noted.
    pub async fn log_erasures(&self, erasures: &[LoggedErasure<'_>]) -> Result<(), Error> {
        Ok(store::log_erasures(&self.store, erasures).await?)
    }

    /// The erasures since an instant, the earliest first, as subject and what was erased.
    ///
    /// # Errors
    /// The store's.
    pub async fn erasures_since(&self, since: Timestamp) -> Result<Vec<(SubjectId, String)>, Error> {
        Ok(store::erasures_since(&self.store, since).await?)
    }

    /// Notes where a log ends, by number and hash of its newest entry; an earlier end never replaces a later one.
    ///
    /// # Errors
    /// The store's.
    pub async fn note_head(&self, log: &str, number: i64, hash: &str) -> Result<(), Error> {
        Ok(store::note_head(&self.store, log, number, hash).await?)
    }

    /// Notes an earlier end of a log, after a backup was restored and later entries went with it.
    ///
    /// # Errors
    /// The store's.
    pub async fn move_head(&self, log: &str, number: i64, hash: &str) -> Result<(), Error> {
        Ok(store::move_head(&self.store, log, number, hash).await?)
    }

    /// Where a log ended when that was last noted; nothing for a log that never began.
    ///
    /// # Errors
    /// The store's.
    pub async fn head(&self, log: &str) -> Result<Option<(i64, String)>, Error> {
        Ok(store::head(&self.store, log).await?)
    }

    /// The database that the keys were made for, by its name; nothing for keys that were told of none.
    ///
    /// # Errors
    /// The store's.
    pub async fn bound_to(&self) -> Result<Option<String>, Error> {
        Ok(store::head(&self.store, DATABASE).await?.map(|(_, name)| name))
    }

    /// Tells the keys which database they are made for; once they know one, that stays.
    ///
    /// # Errors
    /// The store's.
    pub async fn bind_to(&self, name: &str) -> Result<(), Error> {
        Ok(store::note_head(&self.store, DATABASE, 1, name).await?)
    }

    /// The store of the keys, for the jobs that are generated from the policy.
    #[must_use]
    pub fn store(&self) -> &Db {
        &self.store
    }

    /// Every subject who has a key; a job compares them with the living and destroys what a crash left behind.
    ///
    /// # Errors
    /// The store's.
    pub async fn subjects(&self) -> Result<Vec<(SubjectId, Timestamp)>, Error> {
        Ok(store::subjects(&self.store).await?)
    }

    async fn key(&self, subject: SubjectId) -> Result<sealed::Key, Error> {
        let wrapped = store::find(&self.store, subject).await?.ok_or(Error::NoKey)?;
        sealed::Key::open_with(self.master.wrapping_key(), subject, &wrapped)
    }
}
