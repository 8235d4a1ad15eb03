//! What a person may ask of us: see, copy, correct, erase, leave; and what we do unasked when a term ends.
//!
//! Policy: items `closure`, `erasure_entry`, `rights_request`. Everything here is generated from the policy's items:
//! a table that is declared is shown, exported, erased and aged without another line of code,
//! and a table that is not declared fails the schema gate.
//!
//! Invariants
//! - Every item makes the whole round, from being seen to being gone: `every_item_makes_the_round` in crate `qingyin`.
//! - Closing ends by deleting the row to which all personal tables lead, so the database refuses while anything is left.
//! - An export says what its ids of music mean, so that it can be read elsewhere: `imports::` in crate `qingyin`.
//! - A certificate names every table, and is kept without anything about the person.
//! - The officer opens a request with a staff permit and no other way: `gates::` in crate `qingyin`.
//! - A request is answered within fifteen days, once, and with a reason where it is refused: `desk::` in crate `qingyin`.
//! - What was erased does not come back with a backup: [`Rights::replay`]; nor is that forgotten when the program ends at
//!   any moment: [`Rights::finish_erasures`].
//! - A database destroys no keys of people it never knew: [`Rights::require_own_keys`].

mod access;
mod bond;
mod certificate;
mod closing;
pub mod desk;
mod error;
mod export;
mod finishing;
mod music;
mod restore;
mod retention;
mod routes;
mod show;
mod statements;
mod versions;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use consent::{Consents, PseudonymKey};
use db::Db;
use http_api::Problem;
use ids::SubjectId;
use policy::Terms;
use staff_access::StaffAccess;
use units::{Clock, Timestamp};
use vault::Vault;

pub use access::{Category, HeldItem, HeldRow, HeldValue};
pub use certificate::{Certificate, TableAction, TableOutcome};
pub use error::Error;
pub use export::ExportedItem;
use finishing::Unfinished;
pub use music::{Described, DescribesMusic, MusicDescription, MusicId, NoMusic};
pub use retention::Aged;
pub use routes::{Consent, router};
use statements::ItemSql;
use versions::ByVersion;

db::migrations!["0001_closures", "0002_requests", "0003_database_names"];

pub use http_api::RECENT;

/// Makes a corrected value fit to be written, or says what is wrong with it; the time is an argument.
pub type Validator = fn(&str, Timestamp) -> Result<String, Problem>;

/// Where rights are exercised.
#[derive(Clone, Debug)]
pub struct Rights(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    db: Db,
    vault: Vault,
    consents: Consents,
    clock: Arc<dyn Clock>,
    modules: Vec<&'static db::Module>,
    versions: Arc<ByVersion>,
    digest_key: Arc<PseudonymKey>,
    validators: BTreeMap<(&'static str, &'static str), Validator>,
    operator: policy::Operator,
    staff: StaffAccess,
    music: Arc<dyn DescribesMusic>,
    /// What could not be done at once when accounts were closed.
    unfinished: Arc<Mutex<Unfinished>>,
}

/// What [`Rights`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// The modules whose tables it holds; generated statements run in the name of a table's owner.
    pub modules: Vec<&'static db::Module>,
    /// The vault.
    pub vault: Vault,
    /// The consents.
    pub consents: Consents,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Checks of corrected values, by item and column; a column without one cannot be corrected.
    pub validators: BTreeMap<(&'static str, &'static str), Validator>,
    /// Who runs the service, for the documents.
    pub operator: policy::Operator,
    /// What the ids of music in an export mean.
    pub music: Arc<dyn DescribesMusic>,
}

impl Rights {
    /// Rights over what these parts hold.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let digest_key = Arc::new(PseudonymKey::new(parts.vault.derive("digests of closed accounts")));
        let versions = Arc::new(ByVersion::new(parts.consents.terms(), &parts.modules));
        let staff = StaffAccess::new(parts.db.clone(), parts.vault.clone(), Arc::clone(&parts.clock));
        Self(Arc::new(Inner {
            staff,
            db: parts.db,
            vault: parts.vault,
            consents: parts.consents,
            clock: parts.clock,
            modules: parts.modules,
            versions,
            digest_key,
            validators: parts.validators,
            operator: parts.operator,
            music: parts.music,
            unfinished: Arc::default(),
        }))
    }

    /// As these, under other versions of the policy than those in the program.
    #[must_use]
    pub fn under(&self, terms: &'static Terms) -> Self {
        let mut inner = Inner::clone(&self.0);
        inner.versions = Arc::new(ByVersion::new(terms, &inner.modules));
        inner.consents = inner.consents.under(terms);
        Self(Arc::new(inner))
    }

    /// The digest that stands for a person in what a law keeps: de-identified, never called anonymous.
    #[must_use]
    pub fn digest_of(&self, subject: SubjectId) -> String {
        self.0.digest_key.pseudonym(subject).get().clone()
    }

    /// What the version in force says of an item, whosever it is.
    fn item(&self, id: &str) -> Result<&ItemSql, Error> {
        self.0.versions.current.item(id)
    }

    /// The database that holds an item's table.
    fn store_of(&self, item: &ItemSql) -> &Db {
        self.store(item.in_key_store)
    }

    fn store(&self, of_keys: bool) -> &Db {
        if of_keys { self.0.vault.store() } else { &self.0.db }
    }
}
