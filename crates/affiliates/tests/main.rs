//! The tests of `affiliates` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod choosing;
mod erasing;
mod register;
mod sending;
mod support;
