//! The tests of `qingyin` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod affiliates;
mod codes;
mod common;
mod desk;
mod documents;
mod erasures;
mod front;
mod gates;
mod holders;
mod imports;
mod incidents;
mod inspections;
mod legal;
mod listening;
mod logs;
mod mail;
mod merging;
mod minors;
mod minors_mode;
mod one_tap;
mod proxy;
mod rights;
mod settings;
mod signals;
mod staff;
mod transfers;
mod versions;
mod voice;
