//! Qingyin: a self-hosted music service whose privacy policy is its code.
//!
//! This crate only puts the others together: which tables there are ([`MODULES`]), how the parts find each other
//! ([`App`]), what every answer carries ([`headers`]), and the command line.

mod app;
mod broadcasts;
pub mod commands;
mod description;
mod error;
pub mod front;
mod gate;
pub mod headers;
mod proxy_name;
mod recurring;
mod routes;
mod shelf;
mod web;

pub use app::{App, Error, open_database, open_vault};
pub use description::description;

/// The tables of the service, in an order in which their foreign keys can be made.
pub static MODULES: &[&db::Module] = &[
    &consent::MIGRATIONS,
    &accounts::MIGRATIONS,
    &catalog::MIGRATIONS,
    &playback::MIGRATIONS,
    &library::MIGRATIONS,
    &audio_analysis::MIGRATIONS,
    &recommend::MIGRATIONS,
    &recognition::MIGRATIONS,
    &search::MIGRATIONS,
    &social::MIGRATIONS,
    &sharing::MIGRATIONS,
    &podcasts::MIGRATIONS,
    &radio::MIGRATIONS,
    &rights::MIGRATIONS,
];

/// Tables with personal data, from the policy: what the catalogue's reader cannot see.
#[must_use]
pub fn personal_tables() -> std::collections::BTreeSet<String> {
    policy::current().items.iter().map(|item| item.table.clone()).collect()
}
