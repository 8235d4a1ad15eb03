//! The tests of `library` from outside, in one program, so that it is linked once.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

mod common;
mod favourites;
mod files;
mod lists;
mod order;
mod playlists;
mod privacy;
mod smart;
