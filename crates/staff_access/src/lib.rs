//! The one way for staff to another person's data: with a reason, after training, and noted before it opens.
//!
//! Policy: items `staff_access`, `staff_training`, purpose `staff_access`, kept 3 years.
//!
//! [`StaffAccess::open`] looks whether the role serves the purpose and the training is not older than a year, writes
//! who opens whose data, why and by which ticket, commits that, and only then gives a [`StaffPermit`].
//! What shows another person's data takes that permit, so forgetting to ask is an error of types.
//!
//! The log is a chain: each entry carries the hash of the one before and a seal made with a key outside the database.
//! [`Verifier`] goes through it, in the service, on the command line, or over an exported file.
//!
//! Invariants
//! - Nobody else makes a permit, and one for another purpose does not fit: `tests/ui`.
//! - Nothing opens without role, training, ticket and reason: `tests/open.rs`, both engines.
//! - A changed, missing, swapped, cut or newly computed entry is found: `tests/chain.rs`, both engines.
//! - Writers at the same moment make one chain: `tests/open.rs`, both engines.
//! - Of what a law orders silence about the person reads once the silence is over, and the chain knows it from the
//!   beginning: `tests/open.rs`, both engines.
//! - What reached its term leaves an anchor from which the rest verifies: `tests/chain.rs`.

mod chain;
mod entry;
mod error;
mod export;
mod log;
mod mask;
mod permit;
mod reason;
mod roles;
mod routes;
mod seals;
mod store;
mod training;

use std::sync::Arc;

use consent::{Permit, PseudonymKey};
use db::{Constraint, Db};
use http_api::SignedIn;
use ids::SubjectId;
use policy::{ConsentPurpose, Purpose, ServicePurpose};
use units::{Clock, Timestamp};
use vault::Vault;

pub use chain::{Break, End, Verified, Verifier};
pub use entry::{Entry, GENESIS};
pub use error::Error;
pub use export::{Export, FORMAT};
pub use mask::masked;
pub use permit::StaffPermit;
pub use reason::{Reason, TICKET_CHARACTERS_MAX, WORDS_CHARACTERS_MAX};
pub use roles::{may, require};
pub use routes::routes;
pub use seals::Seals;
pub use training::{NewTraining, TRAINING_TERM, Training, TrainingStanding};

db::migrations!["0001_staff_accesses", "0002_silences"];

/// The log's name among the heads that the key store keeps.
pub const LOG: &str = "staff_accesses";

/// How often a writer that was overtaken tries again.
const ATTEMPTS_MAX: usize = 64;

/// Opens other people's data to staff, and keeps the log of it; clones share the same state.
#[derive(Clone, Debug)]
pub struct StaffAccess(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    vault: Vault,
    clock: Arc<dyn Clock>,
    people: PseudonymKey,
    seals: Seals,
}

impl StaffAccess {
    /// Staff access over this database, sealed with keys of this vault.
    #[must_use]
    pub fn new(db: Db, vault: Vault, clock: Arc<dyn Clock>) -> Self {
        let people = PseudonymKey::new(vault.derive("people in the log of staff access"));
        let seals = Seals::of(|label| vault.derive(label));
        Self(Arc::new(Inner { db, vault, clock, people, seals }))
    }

    /// Opens one person's data of one item to somebody of the staff, for the purpose `P`.
    ///
    /// The entry is committed before the permit is given: nothing is read that the log does not know.
    ///
    /// # Errors
    /// [`Error::NotInRole`], [`Error::TrainingDue`], [`Error::WrongItem`] for an item that is not of this purpose,
    /// and those of the stores; then nothing opens.
    pub async fn open<P: ServicePurpose>(
        &self,
        staff: &SignedIn,
        subject: SubjectId,
        item: &'static str,
        reason: Reason,
    ) -> Result<StaffPermit<P>, Error> {
        self.open_until_told(staff, subject, item, reason, None).await
    }

    /// As [`StaffAccess::open`], where a law orders silence: the person reads of it from `silent_until` on, when there is
    /// one. Whoever goes through the log sees it at once.
    ///
    /// # Errors
    /// As [`StaffAccess::open`].
    pub async fn open_until_told<P: ServicePurpose>(
        &self,
        staff: &SignedIn,
        subject: SubjectId,
        item: &'static str,
        reason: Reason,
        silent_until: Option<Timestamp>,
    ) -> Result<StaffPermit<P>, Error> {
        let number = self.noted::<P>(staff, subject, item, reason, silent_until).await?;
        Ok(StaffPermit::new(subject, item, number))
    }

    /// As [`StaffAccess::open`], for a purpose to which the person agreed: there is leave to show for it, and the item is one
    /// that the purpose reads. The person reads of it at once.
    ///
    /// # Errors
    /// As [`StaffAccess::open`].
    pub async fn open_agreed<P: ConsentPurpose>(
        &self,
        staff: &SignedIn,
        permit: Permit<P>,
        item: &'static str,
        reason: Reason,
    ) -> Result<StaffPermit<P>, Error> {
        let number = self.noted::<P>(staff, permit.subject(), item, reason, None).await?;
        Ok(StaffPermit::agreed(permit, item, number))
    }

    /// Notes that somebody of the staff is about to see something; tells under which number.
    async fn noted<P: Purpose>(
        &self,
        staff: &SignedIn,
        subject: SubjectId,
        item: &'static str,
        reason: Reason,
        silent_until: Option<Timestamp>,
    ) -> Result<i64, Error> {
        let role = roles::for_purpose(&staff.roles, P::PURPOSE).ok_or(Error::NotInRole)?;
        if !serves::<P>(item) {
            return Err(Error::WrongItem { item, purpose: P::ID });
        }
        if self.training_of(staff.subject).await?.is_due {
            return Err(Error::TrainingDue);
        }
        let told = entry::Told {
            at: self.0.clock.now(),
            staff_digest: self.digest_of(staff.subject),
            subject_digest: self.digest_of(subject),
            role: roles::word(role).to_owned(),
            purpose: P::ID.to_owned(),
            item: item.to_owned(),
            ticket: reason.ticket,
            words: reason.words,
        };
        let entry = self.append(told, silent_until).await?;
        Ok(entry.number)
    }

    /// The digest that stands for a person in the log: de-identified, never called anonymous.
    #[must_use]
    pub fn digest_of(&self, subject: SubjectId) -> String {
        self.0.people.pseudonym(subject).get().clone()
    }

    /// Puts an entry at the end of the chain, commits it, and notes the new end beside the keys. Silence about it begins in
    /// the same transaction: there is no moment in which the person could read of it.
    async fn append(&self, told: entry::Told, silent_until: Option<Timestamp>) -> Result<Entry, Error> {
        for _ in 0..ATTEMPTS_MAX {
            let mut tx = self.0.db.begin().await?;
            let (number, hash) = store::end(&mut tx).await?;
            let entry = Entry::after(number, &hash, told.clone(), &self.0.seals);
            match store::add(&mut tx, &entry, silent_until).await {
                Ok(()) => tx.commit().await?,
                // Somebody else followed the same entry: theirs stands, and this one follows it.
                Err(db::Error::Busy) => continue,
                Err(error) if error.is_constraint(Constraint::Unique) => continue,
                Err(error) => return Err(error.into()),
            }
            self.0.vault.note_head(LOG, entry.number, &entry.hash).await?;
            return Ok(entry);
        }
        Err(db::Error::Busy.into())
    }
}

/// Whether a purpose may read an item: its own, or one that the policy lets it read.
fn serves<P: Purpose>(item: &str) -> bool {
    let policy = policy::current();
    let is_own = policy.item(item).is_some_and(|item| item.purpose == P::ID);
    is_own || policy.purpose(P::ID).is_some_and(|purpose| purpose.reads.iter().any(|read| read == item))
}
