//! Transfers seen from outside, on both engines.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod answers;
mod breaking_off;
mod compile_fail;
mod database;
mod desk;
mod handing_over;
mod support;
