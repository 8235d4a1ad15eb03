//! The tests of `legal` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod approving;
mod compile_fail;
mod database;
mod filing;
mod handing_out;
mod support;
mod telling;
