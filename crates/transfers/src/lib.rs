//! Handing personal data to another holder: announced, answered by each person, and handed over of those alone who agreed.
//!
//! Policy: items `transfer`, `transfer_approval`, `transfer_handover`, purpose `sharing_record`, kept 3 years;
//! `transfer_consent`, purpose `transfer`; `transfer_refusal`, purpose `consent_record` (PRV-18; PIPL 22 and 23).
//!
//! Whoever has the role files who receives what, and why, under which agreement. Two others approve it, and the second
//! approval announces it: every member is asked, and has thirty days at least. Whoever does not answer has not agreed.
//! Afterwards one of the two takes a file along in which there is, person by person, the export of whoever agreed.
//!
//! Invariants
//! - Of a hundred people of whom sixty agreed sixty are in the file, whoever else withdraws, leaves or is silent, and
//!   while they do: `tests/handing_over.rs`.
//! - Each is entered in the ledger in the transaction that finds their consent; there is no other way to enter anybody:
//!   [`sharing::HandedOver`] takes the live grant, `tests/ui`.
//! - Nobody agrees to words that they were not shown, and a consent to other words takes nobody along: `tests/answers.rs`.
//! - Nothing is announced without the approval of two people who did not file it, and nothing is handed over before
//!   everybody had their thirty days: `tests/desk.rs`, and by the database again: `tests/database.rs`.
//! - One is asked about at a time, also when two are approved at the same moment: `tests/desk.rs`.
//! - What members answer keeps no transfer for longer, and comes to an end itself: `tests/answers.rs`.
//! - Minors are neither asked nor taken along: `tests/handing_over.rs`.
//! - A file that broke off is none, and the ledger says who was in it: `tests/breaking_off.rs`.
//!
//! All on both engines. What was filed is never changed: it is called off with a reason, and filed anew.

mod answers;
mod archive;
mod desk;
mod error;
mod handing_over;
mod model;
mod routes;
mod store;

use std::sync::Arc;

use consent::Consents;
use db::Db;
use rights::Rights;
use staff_access::StaffAccess;
use units::{Clock, Timestamp};

pub use answers::{Announcement, Answer};
pub use error::Error;
pub use handing_over::HandingOver;
pub use model::{
    ANSWER_DAYS_MAX, ANSWER_DAYS_MIN, Approval, CalledOff, Counts, HAND_OVER_WITHIN, HandedItem, Handover,
    NAME_CHARACTERS_MAX, NewTransfer, Standing, Transfer, WORDS_CHARACTERS_MAX, transferable,
};
pub use routes::routes;

db::migrations!["0001_transfers"];

/// Transfers of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Transfers(Arc<Parts>);

/// What [`Transfers`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// Who agreed.
    pub consents: Consents,
    /// Rights, whose export is what is handed over.
    pub rights: Rights,
    /// Staff access, whose log knows of it before anything opens.
    pub staff: StaffAccess,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

impl Transfers {
    /// Transfers on these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}
