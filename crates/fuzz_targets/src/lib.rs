//! What bytes of strangers are thrown at, and what has to hold whatever they are.
//!
//! Each target takes bytes, does with them what the service would, and panics where a promise does not hold.
//! The ordinary tests give each some thousand inputs that are made by chance and are the same in every run;
//! `fuzz/` hands the same functions to libFuzzer, which looks for inputs that reach new code, for as long as one likes.
//!
//! Where a checksum stands before a parser, the target makes it right again: the parser is what is tried.

mod input;
mod passkeys;
mod recognition;
mod search;

pub use input::{Chance, Input};

/// A target and its name.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name, as `fuzz/` knows it.
    pub name: &'static str,
    /// What is done with the bytes.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: [Target; 7] = [
    Target { name: "search_query", run: search::query },
    Target { name: "search_index", run: search::index },
    Target { name: "search_snapshot", run: search::snapshot },
    Target { name: "recognition_peaks", run: recognition::peaks },
    Target { name: "recognition_segment", run: recognition::segment },
    Target { name: "webauthn_assertion", run: passkeys::assertion },
    Target { name: "webauthn_registration", run: passkeys::registration },
];
