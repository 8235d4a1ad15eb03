//! The crate seen from outside.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod golden;
mod index;
mod printer;
mod sound;
