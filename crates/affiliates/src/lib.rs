//! Companies of the operator's group: which there are and by what proof, and what each member agreed separately to let each
//! receive (PRV-18, PRV-20; PIPL 23).
//!
//! Policy: items `affiliate_choice` and `affiliate_copy`, purpose `affiliate_sharing` by separate consent, recipient
//! `affiliate`.
//!
//! A company stands in a register that everybody can read, and asks for *uses*: a purpose, and some of five things. A
//! member who turned the purpose on agrees to each use by itself. Once a day what changed goes to the company, under a
//! number that was made for this one consent; when the consent is gone, the company is told to erase what it has by it.
//!
//! Invariants
//! - No company without proof of control, agreement, check and end; nothing beyond the closed list of fields; no change of
//!   a use: by the database, `tests/register.rs`, both engines.
//! - Another purpose or another field is another use, which asks again: `tests/choosing.rs`, both engines.
//! - Nothing leaves for who is not in the register, whose agreement is over, or beyond what was agreed to by the text that
//!   is current, and nothing about a minor: `tests/sending.rs`, both engines.
//! - Whoever withdrew before the sending is sent nothing about, and what a company has it is told to erase until it says
//!   that it did: `tests/erasing.rs`, both engines.
//! - What is over by itself, because the company's time is or the words are others, is erased there as well; and no number
//!   is forgotten while its choice lives: `tests/erasing.rs`, `tests/choosing.rs`, both engines.
//! - Two companies cannot put theirs together by the number, nor one its own of before and after: `tests/sending.rs`.

mod choices;
mod delivery;
mod error;
mod model;
mod register;
mod roll;
mod routes;
mod store;
mod values;

use std::sync::Arc;

use consent::{Consents, PseudonymKey};
use db::Db;
use sharing::Gate;
use units::{Clock, Timestamp};
use vault::{BlindIndex, Vault};

pub use choices::{OwnAffiliate, OwnChoice, OwnUse};
pub use delivery::{Delivered, wait_after};
pub use error::Error;
pub use model::{Affiliate, Control, Field, NewAffiliate, NewUse, Use};
pub use register::AffiliateRegister;
pub use roll::Registration;
pub use routes::routes;
pub use values::Value;

db::migrations!["0001_affiliates"];

/// Affiliates of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Affiliates(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    vault: Vault,
    consents: Consents,
    gate: Gate,
    register: AffiliateRegister,
    /// Makes the numbers by which companies know people.
    numbers: PseudonymKey,
    /// Keys the digests of what was told.
    told_index: BlindIndex,
}

/// What [`Affiliates`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Opens what is sealed, and makes keys.
    pub vault: Vault,
    /// Who agreed to what.
    pub consents: Consents,
    /// The one way out; it has to know the register.
    pub gate: Gate,
}

impl Affiliates {
    /// Affiliates on these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { db, clock, vault, consents, gate } = parts;
        Self(Arc::new(Inner {
            register: AffiliateRegister::of(&vault),
            numbers: PseudonymKey::new(vault.derive("affiliate_numbers")),
            told_index: vault.index("affiliate_values"),
            db,
            clock,
            vault,
            consents,
            gate,
        }))
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}
