//! The tests of `subsonic` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod answers;
mod chat;
mod collections;
mod endpoints;
mod hls;
mod jukebox;
mod minors_mode;
mod playback_report;
mod podcasts;
mod shares;
mod sign_in;
mod similar;
mod support;
mod transcoding;
mod users;
