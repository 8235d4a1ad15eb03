//! The tests of `recommend` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod charts;
mod common;
mod forgets;
mod likes;
mod lists;
mod minors;
mod on_device;
mod people;
mod switches;
