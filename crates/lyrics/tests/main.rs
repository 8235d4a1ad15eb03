//! The tests of `lyrics` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod common;
mod demo;
mod encodings;
mod hostile;
mod layers;
mod lrc;
mod open_subsonic;
mod round_trip;
mod srt;
mod sylt;
mod timed_words;
mod ttml;
