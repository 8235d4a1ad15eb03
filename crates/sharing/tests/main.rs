//! The tests of `sharing` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod abroad;
mod compile_fail;
mod files;
mod gate;
mod joint;
mod minors;
mod public;
mod registered;
mod support;
mod ways;
