//! What a law demands about a person: filed, approved by two, handed to its addressee alone, with evidence of each use.
//!
//! Policy: items `legal_demand`, `legal_approval`, `legal_disclosure`, purpose `legal_demand`, kept 3 years (PRV-18).
//!
//! Whoever has the role files what was demanded: by which article and case of the law, under which case number, about
//! whom, which kinds of information, and for whom. Two others approve it, each holding the document in their own hands.
//! One of them then takes an archive of exactly those kinds, and gives it to the bearer in person.
//!
//! Invariants
//! - No demand without a case number, an article and a case of the law from the closed list: `tests/filing.rs`.
//! - Nothing is handed out without two approvals, by two people who did not file it: `tests/approving.rs`.
//! - Nothing goes to whom the demand does not name, of whom it does not name, or beyond the kinds it names:
//!   `tests/handing_out.rs`.
//! - Each of these is said by the database again: `tests/database.rs`.
//! - Nobody else makes an [`ExemptUse`], and there is no [`Archive`] without one: `tests/ui`.
//! - The person reads of it, at once or when the silence that a law orders is over: `tests/telling.rs`.
//!
//! All on both engines. What happened is never changed; what was filed wrongly is withdrawn with a reason, and filed anew.

mod desk;
mod error;
mod exempt_use;
mod handing_out;
mod model;
mod routes;
mod store;
mod telling;

use std::sync::Arc;

use db::Db;
use ids::SubjectId;
use rights::Rights;
use staff_access::StaffAccess;
use units::{Clock, Timestamp};

pub use error::Error;
pub use exempt_use::ExemptUse;
pub use handing_out::Archive;
pub use model::{
    Approval, ApprovedBy, Demand, Disclosed, Ended, Ending, Kind, NAME_CHARACTERS_MAX, NewDemand, SILENCE_MAX, Silence,
    Standing, Use, UseCount, Uses, VALIDITY_MAX, WORDS_CHARACTERS_MAX, demandable,
};
pub use routes::routes;

db::migrations!["0001_legal"];

/// The legal desk of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Legal(Arc<Parts>);

/// What [`Legal`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// Rights, whose export is what is handed out.
    pub rights: Rights,
    /// Staff access, whose log knows of it before anything opens.
    pub staff: StaffAccess,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

impl Legal {
    /// The desk on these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Whose digest this is, if they still have an account; the desk itself keeps nobody's id.
    async fn living_of(&self, subject_digest: &str) -> Result<Option<SubjectId>, Error> {
        let living = self.0.rights.living().await?;
        Ok(living.into_iter().find(|subject| self.0.staff.digest_of(*subject) == subject_digest))
    }
}
