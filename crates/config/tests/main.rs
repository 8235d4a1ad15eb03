//! The tests of `config` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod check;
mod keys;
mod sources;
mod stored;
