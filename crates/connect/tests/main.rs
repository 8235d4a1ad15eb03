//! Providers as they answer, through the gate, on each engine.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod apple;
mod events;
mod lab;
mod oidc;
mod support;
mod vendors;
