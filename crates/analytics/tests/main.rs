//! Statistics of use on both engines.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test is named by what it shows, and fails by panicking")]

mod compile_fail;
mod counting;
