//! When something went wrong: who is concerned, what they are told, and what the authorities are told by when.
//!
//! Policy: items `incident`, `incident_notice`, purpose `incident_notice`, kept 3 years (PRV-14).
//!
//! The privacy officer opens an incident, and its clocks run from when it was noticed. The people concerned are found
//! in the ledger of disclosures, in the log of staff access, among the owners of an item's rows, or by a list; they are
//! told in the app, by mail where they proved an address (crate `mail`), and everybody is told where somebody cannot be
//! reached.
//!
//! Invariants
//! - No notice without each part that the law demands, and no part empty: `tests/desk.rs`, both engines, by the database.
//! - Who was found is told, each once, and nobody else: `tests/finding.rs`, both engines.
//! - Where somebody cannot be reached, or was shown nothing for three days and got no mail, there is a public notice:
//!   `tests/desk.rs`, and `tests/incidents.rs` in crate `mail`.
//! - A report that is late is told as late: `model`, `tests/desk.rs`.
//! - Ten thousand people are told within ten minutes: `tests/drill.rs`, both engines.

mod affected;
mod desk;
pub mod drill;
mod error;
mod model;
mod notices;
mod report;
mod routes;
mod store;
mod watch;

use std::sync::Arc;

use db::Db;
use rights::Rights;
use staff_access::StaffAccess;
use units::Clock as TellsTime;

pub use affected::{MEMBERS_MAX, Source};
pub use desk::{NewReport, Told};
pub use error::Error;
pub use model::{
    Announcement, Clock, ClockKind, ClockState, Counts, FINAL_REPORT_TERM, FIRST_REPORT_TERM, Facts, Grade, Incident,
    Kind, NAME_CHARACTERS_MAX, Notice, PART_CHARACTERS_MAX, PEOPLE_TERM, PUBLIC_TERM, Report, ReportKind, Search,
    UNSEEN_TERM, Words, Written,
};
pub use routes::routes;
pub use watch::Watched;

db::migrations!["0001_incidents", "0002_mailed"];

/// Incidents of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Incidents(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Arc<dyn TellsTime>,
    rights: Rights,
    staff: StaffAccess,
    operator: policy::Operator,
}

/// What [`Incidents`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn TellsTime>,
    /// Rights, which know who has rows of which item.
    pub rights: Rights,
    /// Staff access, whose log tells whose data was opened.
    pub staff: StaffAccess,
    /// Who runs the service, for reports.
    pub operator: policy::Operator,
}

impl Incidents {
    /// The desk on these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { db, clock, rights, staff, operator } = parts;
        Self(Arc::new(Inner { db, clock, rights, staff, operator }))
    }
}
