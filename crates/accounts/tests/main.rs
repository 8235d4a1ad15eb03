//! The tests of `accounts` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod app_access;
mod apple;
mod compile_fail;
mod devices;
mod identities;
mod operators;
mod passkeys;
mod profile;
mod proxy;
mod qr;
mod sessions;
mod sign_in;
mod support;
