//! The names of the playlists on the square.

use std::sync::{Arc, PoisonError, RwLock};

use ids::{PlaylistId, SubjectId};
use library::{Library, Playlist, SquareState};
use search_index::{Document, Index};
use tokio::sync::Mutex;
use units::Timestamp;

use crate::Search;
use crate::error::Error;

/// How long the names are taken for current without asking, in milliseconds.
const FRESH_MS: i64 = 1_000;

/// How many more are looked up than shown, because some may have left the square since.
const SPARE: usize = 8;

/// An index of the square's names, made again when they changed.
#[derive(Debug, Default)]
pub(crate) struct SquareNames {
    now: RwLock<Arc<Names>>,
    /// Held by the one that looks whether they changed.
    asking: Mutex<Option<Timestamp>>,
}

#[derive(Debug, Default)]
struct Names {
    state: Option<SquareState>,
    index: Index,
}

impl SquareNames {
    fn current(&self) -> Arc<Names> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The names as they are, or were at most a second ago.
    async fn fresh(&self, library: &Library, now: Timestamp) -> Result<Arc<Names>, Error> {
        let mut asked_at = self.asking.lock().await;
        let is_fresh = asked_at.is_some_and(|at| (0..FRESH_MS).contains(&(now.as_millis() - at.as_millis())));
        let known = self.current();
        if is_fresh {
            return Ok(known);
        }
        let state = library.square_state().await?;
        if known.state != Some(state) {
            let documents = library.square_names().await?.into_iter().map(|entry| Document {
                id: entry.id.as_i64(),
                popularity: 0,
                names: vec![entry.name],
                around: entry.owner_name.into_iter().collect(),
            });
            // A new index rather than the old one with changes: of a name that went, nothing stays in memory.
            let names = Names { state: Some(state), index: Index::build(documents) };
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(names);
        }
        *asked_at = Some(now);
        Ok(self.current())
    }
}

impl Search {
    /// Playlists on the square that match a query, the best first, at most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn playlists(
        &self,
        viewer: Option<SubjectId>,
        query: &str,
        limit: usize,
    ) -> Result<Vec<Playlist>, Error> {
        let library = &self.parts().library;
        let names = self.0.square.fresh(library, self.now()).await?;
        let hits = names.index.find(query, limit + SPARE);
        let ids: Vec<PlaylistId> = hits.iter().map(|hit| PlaylistId::from_i64(hit.id)).collect();
        let mut found = library.playlists_of(viewer, &ids).await?;
        found.retain(|playlist| playlist.published_at.is_some());
        found.sort_by_key(|playlist| ids.iter().position(|id| *id == playlist.id));
        found.truncate(limit);
        Ok(found)
    }
}
