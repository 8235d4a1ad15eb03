//! The tests of `policy_lang` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod common;
mod diagnostics;
mod diff;
mod documents;
mod lints;
mod sql;
mod terms;
