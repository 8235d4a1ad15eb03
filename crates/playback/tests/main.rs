//! The tests of `playback` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod downloads;
mod history;
mod hls;
mod jukebox;
mod originals;
mod support;
mod tags;
mod transcodes;
