//! The tests of `consent` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod compile_fail;
mod grants;
mod guardians;
mod history;
mod holders;
mod renewal;
mod signals;
