//! Finds names by how they sound (MUS-4).
//!
//! Who writes down speech hears the sounds and guesses the characters: 青花瓷 comes as 青花词, 七里香 as 骑里乡.
//! So a transcript is compared by pinyin, without tones, and what many speakers say alike counts as nearly the same:
//! zh and z, ch and c, sh and s, n and l, in and ing, en and eng, an and ang.
//!
//! Pure: no file, no clock, no database. This is not for what people type: see crate `search_index`.
//!
//! Invariants
//! - Every name is found first by itself, whatever else there is: `tests/properties.rs`.
//! - Of a committed set of 341 mistakes, at least 95 in 100 find first what was meant: `tests/mistakes.rs`.
//! - Any transcript ends after bounded work: `tests/properties.rs`.

mod align;
mod command;
mod names;
mod sound;

pub use names::{Heard, Name, SpokenNames, TRANSCRIPT_CHARACTERS_MAX};
