//! OpenSubsonic for other people's apps, over the domains of this service (MUS-13).
//!
//! Policy: no item of its own. An app signs in with what `accounts` keeps for it (purpose `app_access`), and what it
//! reports is kept by the crates that own it, under the same grants as in the web app.
//!
//! Invariants
//! - Every answer fits the protocol's official description, and says the same as XML and as JSON: `tests/answers.rs`.
//! - Every endpoint of the description is answered: done, or refused with the reason, never as if it had been done: `tests/endpoints.rs`.
//! - The password of an account signs no app in, and a revoked key is out at the next request: `tests/sign_in.rs`.
//! - Another member's private playlist is not found: `tests/collections.rs`.
//! - Refusing the history costs the history, never the music: `tests/collections.rs`.

mod answer;
mod bookmarks;
mod browse;
mod call;
mod chat;
mod collect;
mod directories;
mod endpoints;
mod fault;
mod history;
mod hls;
mod jukebox;
mod lists;
mod media;
mod minors_mode;
mod model;
mod now_playing;
mod pages;
mod params;
mod playback_report;
mod playlists;
mod podcasts;
mod queue;
mod routes;
mod search;
mod shares;
mod sign_in;
mod similar;
mod stations;
mod system;
mod transcoding;
mod users;
mod videos;
mod words;

pub use endpoints::{ENDPOINTS, Offered};
pub use jukebox::Room;
pub use routes::{Parts, routes};
