//! What members collect: likes, ratings, follows and bookmarks (SOC-1), and playlists (SOC-2).
//!
//! Policy: items of `policy/items/library.toml`. Collections are kept because a member asks for it (purposes
//! `favourites`, `playlists`); what stands on the square, and the name beside it, by consent alone
//! (`publication`, `publication_name`).
//!
//! Invariants
//! - Another member's private playlist is not found, by nobody and in no way: `tests/playlists.rs`.
//! - A change made on an older reading of a playlist is refused and changes nothing: `tests/playlists.rs`.
//! - Entries keep the order of a list under every change: `tests/order.rs`, against a plain vector.
//! - What a playlist counts and how long it lasts is computed from its entries: no counter can be wrong.
//! - Withdrawing takes playlists off the square at once, closing leaves nothing of them: `tests/privacy.rs`.
//! - The rules of a smart playlist see what the asker likes, rated and heard, never what its owner did: `tests/smart.rs`.
//! - Who added an entry is kept nowhere.

mod corrections;
mod error;
pub mod favourites;
pub mod files;
mod model;
mod plans;
pub mod playlists;
mod replaced;
mod routes;
pub mod smart;
mod views;

use std::sync::Arc;

use catalog::Catalog;
use consent::Consents;
use db::{Db, Reader};
use tokio::sync::Semaphore;
use units::{Clock, Timestamp};

pub use corrections::{Correction, corrections};
pub use error::{Error, codes};
pub use favourites::{Addition, Annotation, Bookmark, Follow, LATEST, Like, Rating, TimeKey};
pub use files::{Exported, FILE_BYTES_MAX, FileFormat, Imported, NotMatched, Unmatched};
pub use model::{
    COMMENT_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX, ITEMS_MAX, Kind, NAME_CHARACTERS_MAX, PLAYLISTS_MAX,
    SIGNATURE_CHARACTERS_MAX, Stars, TAG_CHARACTERS_MAX, TAGS_MAX, Tag, Target,
};
pub use playlists::{
    Changes, Cover, Editor, Entries, Entry, Invitation, NewPlaylist, Playlist, PlaylistRole, Scope, SquareEntry,
    SquarePerson, SquareState, Visibility,
};
pub use replaced::REPLACEMENTS;
pub use routes::routes;
pub use smart::{Rules, SmartTracks};
pub use views::PlaylistView;

#[doc(hidden)]
pub use plans::{Plan, plans};

db::migrations!["0001_library"];

/// Everybody's collections; clones share the database.
#[derive(Clone, Debug)]
pub struct Library(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    consents: Consents,
    catalog: Catalog,
    clock: Arc<dyn Clock>,
    /// Lets little heavy work be done at a time.
    heavy: Semaphore,
}

/// Heavy work that is done at a time.
const HEAVY_MAX: usize = 2;

impl Library {
    /// Collections kept in this database, of music in this catalogue.
    #[must_use]
    pub fn new(db: Db, consents: Consents, catalog: Catalog, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { db, consents, catalog, clock, heavy: Semaphore::new(HEAVY_MAX) }))
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    /// A reader of what members asked the service to keep.
    pub(crate) fn reader(&self) -> Reader {
        self.0.db.service()
    }

    pub(crate) fn consents(&self) -> &Consents {
        &self.0.consents
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        &self.0.catalog
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Does heavy work, such as walking the whole catalogue or drawing a picture, off the threads that answer requests
    /// and a little at a time: it may take long, in which one thread would answer nobody, or a lot of memory.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let _turn = self.0.heavy.acquire().await.map_err(|_| Error::Stopped)?;
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(work)).await.map_err(|_| Error::Stopped)?
    }
}
