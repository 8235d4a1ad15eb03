//! Qingyin: a self-hosted music service whose privacy policy is its code.
//!
//! This crate only puts the others together: which tables there are ([`MODULES`]), how the parts find each other
//! ([`App`]), what every answer carries ([`headers`]), and the command line.

mod app;
mod broadcasts;
pub mod commands;
mod describing;
mod description;
mod dress;
mod error;
mod following;
pub mod front;
mod gate;
pub mod headers;
mod inspecting;
pub mod log;
mod mailing;
mod minors_gate;
mod minors_mode_gate;
mod one_tap;
mod policy_in_force;
mod providers;
mod proxy_name;
mod recurring;
mod routes;
mod shelf;
mod signals;
mod sms;
mod stores;
mod web;

pub use app::{App, Error, open_database, open_vault};
pub use description::description;
pub use inspecting::differences_of_schema;

/// The tables of the service, in an order in which their foreign keys can be made.
pub static MODULES: &[&db::Module] = &[
    &consent::MIGRATIONS,
    &staff_access::MIGRATIONS,
    &minors::MIGRATIONS,
    &accounts::MIGRATIONS,
    &catalog::MIGRATIONS,
    &playback::MIGRATIONS,
    &library::MIGRATIONS,
    &audio_analysis::MIGRATIONS,
    &recommend::MIGRATIONS,
    &analytics::MIGRATIONS,
    &recognition::MIGRATIONS,
    &recordings::MIGRATIONS,
    &search::MIGRATIONS,
    &social::MIGRATIONS,
    &sharing::MIGRATIONS,
    &affiliates::MIGRATIONS,
    &settings::MIGRATIONS,
    &incidents::MIGRATIONS,
    &mail::MIGRATIONS,
    &inspections::MIGRATIONS,
    &legal::MIGRATIONS,
    &transfers::MIGRATIONS,
    &podcasts::MIGRATIONS,
    &radio::MIGRATIONS,
    &rights::MIGRATIONS,
];

/// What moves when one track takes the place of another that holds the same recording: every table that names tracks.
#[must_use]
pub fn replacements() -> Vec<&'static catalog::Replacement> {
    [
        playback::REPLACEMENTS,
        library::REPLACEMENTS,
        recommend::REPLACEMENTS,
        recognition::REPLACEMENTS,
        social::REPLACEMENTS,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Tables with personal data, from the policy: what the catalogue's reader cannot see.
#[must_use]
pub fn personal_tables() -> std::collections::BTreeSet<String> {
    policy::current().items.iter().map(|item| item.table.clone()).collect()
}
