//! The names of the playlists on the square, and of the people who show theirs there.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use ids::{PlaylistId, SubjectId};
use library::{Library, Playlist, SquarePerson, SquareState};
use search_index::{Document, Index};
use tokio::sync::Mutex;
use units::Timestamp;

use crate::Search;
use crate::error::Error;

/// How long the names are taken for current without asking, in milliseconds.
const FRESH_MS: i64 = 1_000;

/// The most playlists that are shown of one person.
const OF_PERSON_MAX: usize = 12;

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
    /// A person's number in their index is their place in here, and means nothing beyond it.
    people: Vec<SquarePerson>,
    people_index: Index,
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
            let people = library.square_people().await?;
            let named = (0..).zip(&people).map(|(id, person)| Document {
                id,
                popularity: u32::try_from(person.playlists.len()).unwrap_or(u32::MAX),
                names: vec![person.name.clone()],
                around: Vec::new(),
            });
            let people_index = Index::build(named);
            let names = Names { state: Some(state), index: Index::build(documents), people, people_index };
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

    /// People who show a matching name beside playlists on the square, the best first, at most `limit`; each with
    /// their playlists, published last first.
    ///
    /// Somebody is found while both consents live, to the playlists and to the name: the rows are asked, not the index.
    ///
    /// # Errors
    /// The database's.
    pub async fn people(
        &self,
        viewer: Option<SubjectId>,
        query: &str,
        limit: usize,
    ) -> Result<Vec<FoundPerson>, Error> {
        let library = &self.parts().library;
        let names = self.0.square.fresh(library, self.now()).await?;
        let hits = names.people_index.find(query, limit + SPARE);
        let person = |id: i64| names.people.get(usize::try_from(id).ok()?);
        let people: Vec<&SquarePerson> = hits.iter().filter_map(|hit| person(hit.id)).collect();
        let shown = |person: &SquarePerson| person.playlists.iter().copied().take(OF_PERSON_MAX).collect::<Vec<_>>();
        let ids: Vec<PlaylistId> = people.iter().copied().flat_map(shown).collect();
        let rows = library.playlists_of(viewer, &ids).await?;
        let rows: HashMap<PlaylistId, Playlist> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut found: Vec<FoundPerson> = people
            .into_iter()
            .map(|person| {
                let playlists = shown(person).into_iter().filter_map(|id| rows.get(&id));
                // The name stands in the row of each playlist, and only while the consent to it lives.
                let theirs = playlists.filter(|playlist| playlist.owner_name.as_deref() == Some(person.name.as_str()));
                FoundPerson { name: person.name.clone(), playlists: theirs.cloned().collect() }
            })
            .collect();
        found.retain(|person| !person.playlists.is_empty());
        found.truncate(limit);
        Ok(found)
    }
}

/// Somebody who was found by the name they show.
#[derive(Clone, Debug)]
pub struct FoundPerson {
    /// The name.
    pub name: String,
    /// Their playlists on the square, published last first; at most a dozen.
    pub playlists: Vec<Playlist>,
}
