//! The crate seen from outside: with the lab's server for mail, which shares no code with it.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod addresses;
mod incidents;
mod letters;
mod lines;
mod queue;
mod sources;
mod support;
mod unsubscribing;
