//! How the service is used, for those who run it and for research they make known (PRV-10): in numbers that tell of nobody.
//!
//! Policy: purpose `usage_statistics` reads item `listen`; nothing about anybody is kept.
//!
//! Once a day is over it is counted how many people listened, and once a week is over at which hours, to which genres
//! and which artists. Only those are counted who agreed to it and are no minors. A person counts for a few values of
//! each measure, and every number gets noise before it is written (ε-differential privacy for a whole person, see
//! [`Measure::noise`]). The noise is drawn once: who asks again reads the same number, so that asking often averages
//! nothing away.
//!
//! Invariants
//! - What people did is read in one place, [`count`](Analytics::count); everything else reads through a reader that
//!   sees no table with personal data: `tests/counting.rs`, both engines.
//! - Who did not agree, agreed later, withdrew before or is a minor is not in any number: `tests/counting.rs`.
//! - A day or week is counted once, however many nodes there are: `tests/counting.rs`, both engines.
//! - A file for research is made of what is [`Anonymous`](consent::Anonymous) and of nothing else: `tests/ui`.
//! - Two who received such files and know everything about everybody else cannot tell whether somebody is in them
//!   better than ε allows, together neither: the tests of `count`.

mod count;
mod measure;
mod research;
mod routes;
mod store;
mod views;

use std::sync::Arc;

use db::Db;
use units::Clock;

pub use measure::Measure;
pub use research::Research;
pub use routes::routes;
pub use store::Kept;
pub use views::{Named, Usage, UsageDay, UsageNoise};

db::migrations!["0001_usage"];

/// The statistics of this service; clones share the same state.
#[derive(Clone, Debug)]
pub struct Analytics {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl Analytics {
    /// Statistics over this database.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}
