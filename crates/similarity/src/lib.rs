//! Which tracks and artists sound alike, and ways from one track to another (REC-1, REC-3).
//!
//! Policy: no item. The answers come from what the files sound like; nobody's listening enters them, so there is
//! nothing to ask for, to forget or to switch off.
//!
//! Invariants
//! - An answer is exact: the nearest are found by looking at all, which takes milliseconds for 100,000 tracks.
//! - No answer has the same track twice, the one it was asked for, or one recording under two numbers: `tests/space.rs`.
//! - The same library gives the same answer on every machine that measured it alike; ties go by id: `tests/space.rs`.
//! - A track whose file is gone is in no answer after the next scan: `tests/http.rs`.

mod alike;
mod compact;
mod error;
mod features;
mod path;
pub mod routes;
mod space;
mod store;

use std::sync::{Arc, PoisonError, RwLock};

use catalog::Catalog;
use db::Db;
use ids::{AlbumId, ArtistId, TrackId};

pub use alike::Match;
pub use compact::Compact;
pub use error::Error;
pub use features::SoundFeatures;
pub use space::{Point, Space};

/// Which music sounds alike; clones share what is in memory.
#[derive(Clone, Debug)]
pub struct Similarity(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    catalog: Catalog,
    space: RwLock<Arc<Space>>,
}

impl Similarity {
    /// Opens with what was measured so far.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn open(db: Db, catalog: Catalog) -> Result<Self, Error> {
        let space = store::space(&db).await?;
        Ok(Self(Arc::new(Inner { db, catalog, space: RwLock::new(Arc::new(space)) })))
    }

    /// Takes in what was measured since, and lets go of what is gone.
    ///
    /// # Errors
    /// Those of the database; the answers then stay what they were.
    pub async fn reload(&self) -> Result<(), Error> {
        let space = Arc::new(store::space(&self.0.db).await?);
        // A panic elsewhere cannot leave half a space: it is replaced whole.
        *self.0.space.write().unwrap_or_else(PoisonError::into_inner) = space;
        Ok(())
    }

    /// All that is known, as it is now.
    #[must_use]
    pub fn space(&self) -> Arc<Space> {
        Arc::clone(&self.0.space.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        &self.0.catalog
    }

    /// Tracks that sound like this one, the closest first; none while it was not measured.
    ///
    /// # Errors
    /// [`Error::Stopped`] when the service stops.
    pub async fn similar(&self, track: TrackId, limit: usize) -> Result<Vec<Match>, Error> {
        self.ask(move |space| space.similar(track, limit)).await
    }

    /// Tracks that sound like any of these, the closest first, and none of these.
    ///
    /// # Errors
    /// As [`Similarity::similar`].
    pub async fn similar_to_many(&self, tracks: Vec<TrackId>, limit: usize) -> Result<Vec<Match>, Error> {
        self.ask(move |space| space.similar_to_many(&tracks, limit)).await
    }

    /// Tracks that sound like an album, and are not on it.
    ///
    /// # Errors
    /// As [`Similarity::similar`].
    pub async fn similar_to_album(&self, album: AlbumId, limit: usize) -> Result<Vec<Match>, Error> {
        self.ask(move |space| space.similar_to_many(&space.tracks_of_album(album), limit)).await
    }

    /// Tracks for listening on from an artist: one in four is the artist's own, the others sound like them.
    ///
    /// # Errors
    /// As [`Similarity::similar`].
    pub async fn artist_radio(&self, artist: ArtistId, limit: usize) -> Result<Vec<Match>, Error> {
        self.ask(move |space| space.artist_radio(artist, limit)).await
    }

    /// Artists whose tracks sound alike on the whole, the closest first.
    ///
    /// # Errors
    /// As [`Similarity::similar`].
    pub async fn similar_artists(&self, artist: ArtistId, limit: usize) -> Result<Vec<ArtistId>, Error> {
        self.ask(move |space| space.similar_artists(artist, limit)).await
    }

    /// A way from one track to another in small steps, both included; nothing when one of them was not measured.
    ///
    /// It is shorter than asked for when too few tracks lie between them.
    ///
    /// # Errors
    /// As [`Similarity::similar`].
    pub async fn path(&self, from: TrackId, to: TrackId, tracks_max: usize) -> Result<Vec<Match>, Error> {
        self.ask(move |space| space.path(from, to, tracks_max)).await
    }

    /// Looks at everything there is, on a thread that may compute.
    async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&Space) -> T + Send + 'static) -> Result<T, Error> {
        let space = self.space();
        tokio::task::spawn_blocking(move || question(&space)).await.map_err(|error| Error::Stopped(error.to_string()))
    }
}
