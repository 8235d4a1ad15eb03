//! The tests of `catalog` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod common;
mod explicit;
mod hostile;
mod http;
mod identity;
mod lines;
mod lists;
mod lyrics;
mod merge;
mod nodes;
mod scan;
mod watch;
