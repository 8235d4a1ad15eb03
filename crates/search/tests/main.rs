//! The tests of `search` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod common;
mod groups;
mod history;
mod people;
mod popular;
mod spoken;
mod square;
