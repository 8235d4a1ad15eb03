//! One box that finds songs, albums, artists, published playlists and genres (MUS-3), and a member's own history of
//! searches (MUS-14).
//!
//! Finding music reads nothing of anybody and is a basic function; finding playlists belongs to the square.
//!
//! Policy: item `search_query`, purpose `search_history`. Searching itself keeps nothing about anybody: what is typed is
//! answered and forgotten. Only what a member chose to look for, and agreed to have kept, is in their history.
//!
//! The names of the library are indexed by crate `catalog` at each scan. Those of the square are indexed here, again when
//! they changed, which is noticed within a second on every node, because the database tells it and no message has to
//! arrive. Whatever an index says, a playlist is shown from its row: once its publication is gone, so is it.
//!
//! Invariants
//! - A playlist is found while it is on the square, and at the first request after not any more: `tests/square.rs`.
//! - Nothing is recorded for guests or without a live consent, and withdrawing takes it all along: `tests/history.rs`.
//! - Whatever is typed, the answer is a list: `tests/groups.rs`.

mod error;
mod help;
mod history;
mod marks;
mod routes;
mod square;

use std::sync::Arc;

use catalog::Catalog;
use consent::Consents;
use library::Library;
use units::{Clock, Timestamp};

pub use error::Error;
pub use history::{QUERY_CHARACTERS_MAX, SEARCHES_MAX, SearchEntry, SearchKey};
pub use marks::Marks;
pub use routes::routes;

db::migrations!["0001_searches"];

/// What [`Search`] is built from.
#[derive(Debug)]
pub struct Parts {
    /// Who agreed to what.
    pub consents: Consents,
    /// The music.
    pub catalog: Catalog,
    /// The playlists.
    pub library: Library,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// The search over everything; clones share it.
#[derive(Clone, Debug)]
pub struct Search(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    parts: Parts,
    square: square::SquareNames,
}

impl Search {
    /// A search over these.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, square: square::SquareNames::default() }))
    }

    fn parts(&self) -> &Parts {
        &self.0.parts
    }

    fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }
}
