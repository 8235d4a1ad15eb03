//! One box that finds songs by their names and their words, albums, artists, genres, published playlists and the people
//! who show a name beside theirs (MUS-3), and a member's own history of searches (MUS-14).
//!
//! Finding music reads nothing of anybody and is a basic function; finding playlists belongs to the square.
//!
//! Policy: item `search_query`, purpose `search_history`; `helping_search` reads it for what many look for. Searching itself keeps nothing about anybody: what is typed is
//! answered and forgotten. Only what a member chose to look for, and agreed to have kept, is in their history.
//!
//! The names of the library are indexed by crate `catalog` at each scan. Those of the square are indexed here, again when
//! they changed, which is noticed within a second on every node, because the database tells it and no message has to
//! arrive. Whatever an index says, a playlist is shown from its row: once its publication is gone, so is it.
//!
//! Invariants
//! - A playlist is found while it is on the square, and at the first request after not any more: `tests/square.rs`.
//! - Somebody is found by the name they show on the square while they agree to both, and nobody else ever is:
//!   `tests/people.rs`.
//! - Nothing is recorded for guests or without a live consent, and withdrawing takes it all along: `tests/history.rs`.
//! - What one person looked for is shown to nobody: a search is offered while at least [`POPULAR_PEOPLE_MIN`] people who
//!   agreed to it have it in their live rows: `tests/popular.rs`.
//! - Whatever is typed, the answer is a list: `tests/groups.rs`; whatever is said too, and wrong characters of the right
//!   sound find what was meant: `tests/spoken.rs`.

mod error;
mod help;
mod history;
mod marks;
mod popular;
mod routes;
mod square;

use std::sync::Arc;

use catalog::Catalog;
use consent::Consents;
use db::Db;
use library::Library;
use units::{Clock, Timestamp};

pub use error::Error;
pub use history::{QUERY_CHARACTERS_MAX, SEARCHES_MAX, SearchEntry, SearchKey};
pub use marks::Marks;
pub use popular::{POPULAR_PEOPLE_MIN, POPULAR_SHOWN_MAX};
pub use routes::routes;
pub use square::FoundPerson;

db::migrations!["0001_searches", "0002_spellings"];

/// What [`Search`] is built from.
#[derive(Debug)]
pub struct Parts {
    /// What members agreed to have counted is counted here.
    pub db: Db,
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
    popular: popular::Popular,
}

impl Search {
    /// A search over these.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, square: square::SquareNames::default(), popular: popular::Popular::default() }))
    }

    fn parts(&self) -> &Parts {
        &self.0.parts
    }

    fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }
}
