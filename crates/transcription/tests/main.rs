//! The tests of `transcription` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod clip;
mod compile_fail;
mod http;
mod protocol;
mod support;
