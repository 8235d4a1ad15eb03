//! Which files hold the same recording, told by audio fingerprints (MUS-11).
//!
//! Operators see files that hold the same recording, and let one take the place of the others.
//! Listeners' devices ask which song of the catalogue a file of their own is.
//! Fingerprints are measured in the library's one decoding, kept as measurements, and looked up in memory.
//!
//! Policy: no item. What files sound like is about nobody; a question has no field for a name, for sound or for a person,
//! and nothing of it is kept. What members did with a merged track moves by the steps of the crates that keep it.
//!
//! Invariants
//! - Re-encoded and cut files are found to be the same, other music is not: `tests/duplicates.rs`, measured in `docs/decisions/recordings.md`.
//! - Only what was found to be the same can be merged: `tests/duplicates.rs`.
//! - A question that is no fingerprint is refused: `tests/matches.rs`.
//! - A track that left the library is matched no more after the next pass: `tests/matches.rs`.

mod duplicates;
mod error;
mod found;
mod measure;
pub mod routes;
mod store;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use audio_fingerprint::{Alignment, CODE_MICROS, Fingerprint, align};
use catalog::{Catalog, MERGED_MAX, Replacement};
use db::Db;
use ids::TrackId;
use tokio::sync::{Mutex, Semaphore, watch};
use units::{Clock, Millis};

pub use duplicates::{DUPLICATE_PERMILLE_MAX, Difference, Group, Pair};
pub use error::Error;
pub use measure::Fingerprints;

use found::Found;

db::migrations!["0001_kept_apart"];

/// Fingerprints that are compared in full for one question at most.
const COMPARED_MAX: usize = 8;
/// Files that hold one recording and are looked at, at most.
const MATES_MAX: usize = 64;
/// Fingerprints that are read from the database and indexed together: 8 MB.
const LOADED_TOGETHER: usize = 2_048;
/// Questions that may wait for each one that is being answered.
const WAITING_MAX: usize = 32;

/// The song of the catalogue that a file of a listener's is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The track.
    pub track: TrackId,
    /// How much later than the track the file begins; below zero when it begins earlier.
    pub offset: Millis,
    /// Bits of the fingerprints that differ, in a thousand.
    pub bit_errors_permille: u32,
}

/// What [`Recordings`] is built from.
#[derive(Debug)]
pub struct Parts {
    /// The service's database.
    pub db: Db,
    /// The music.
    pub catalog: Catalog,
    /// What moves when one track takes the place of another, of every crate that keeps rows about tracks.
    pub moving: Vec<&'static Replacement>,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// The recordings of the library; clones share what is in memory.
#[derive(Clone, Debug)]
pub struct Recordings(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    parts: Parts,
    found: RwLock<Arc<Found>>,
    /// Held by whoever changes what was found.
    changing: Mutex<()>,
    /// Questions that are answered at a time: half of the processors, since listeners need the others.
    answering: Semaphore,
    /// Questions that are answered or wait.
    asked: Semaphore,
    /// Counts merges and what was taken back, for whoever has to look again.
    merges: watch::Sender<u64>,
}

impl Recordings {
    /// Nothing is known before [`Self::reload`].
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let at_once = std::thread::available_parallelism().map_or(1, usize::from).div_ceil(2);
        Self(Arc::new(Inner {
            parts,
            found: RwLock::default(),
            changing: Mutex::default(),
            answering: Semaphore::new(at_once),
            asked: Semaphore::new(at_once * (1 + WAITING_MAX)),
            merges: watch::Sender::new(0),
        }))
    }

    /// Takes in what was measured since, and lets go of what is gone, hidden or changed.
    ///
    /// It may be dropped anywhere and is safe to run twice.
    ///
    /// # Errors
    /// Those of the database; what was taken in until then stays.
    pub async fn reload(&self) -> Result<(), Error> {
        let _alone = self.0.changing.lock().await;
        let there = audio_analysis::measured(&self.0.parts.db, &Fingerprints).await?;
        let apart = store::kept_apart(&self.0.parts.db.catalogue()).await?;
        let mut found = Arc::new(self.found().without_others(&there, apart));
        self.publish(&found);
        let missing = found.missing(&there);
        for part in missing.chunks(LOADED_TOGETHER) {
            let mut prints = Vec::with_capacity(part.len());
            for &(track, stamp) in part {
                if let Some(print) = self.print(track, stamp).await? {
                    prints.push((track, stamp, print));
                }
            }
            let before = Arc::clone(&found);
            let (mut next, asked) = computed(move || before.with(prints)).await?;
            let pairs = self.pairs_among(&next, asked).await?;
            next.join(pairs);
            found = Arc::new(next);
            self.publish(&found);
        }
        Ok(())
    }

    /// Which of these candidates hold the same recording.
    async fn pairs_among(&self, found: &Found, asked: found::Asked) -> Result<Vec<Pair>, Error> {
        let mut pairs = Vec::new();
        for (track, print, mates) in asked {
            let mut others = Vec::with_capacity(mates.len());
            for mate in mates {
                if let Some(other) = self.print_of(found, mate).await? {
                    others.push((mate, other));
                }
            }
            if !others.is_empty() {
                let compared = move || {
                    let same = |(mate, other): (TrackId, Fingerprint)| Pair::of(track, mate, &align(&print, &other)?);
                    others.into_iter().filter_map(same).collect::<Vec<_>>()
                };
                pairs.extend(computed(compared).await?);
            }
        }
        Ok(pairs)
    }

    async fn print_of(&self, found: &Found, track: TrackId) -> Result<Option<Fingerprint>, Error> {
        let Some(stamp) = found.stamp(track) else { return Ok(None) };
        self.print(track, stamp).await
    }

    async fn print(&self, track: TrackId, stamp: i64) -> Result<Option<Fingerprint>, Error> {
        let bytes = audio_analysis::result(&self.0.parts.db, &Fingerprints, track, stamp).await?;
        Ok(bytes.and_then(|bytes| Fingerprint::from_bytes(&bytes)))
    }

    /// The song of the catalogue with this fingerprint; nothing when there is none.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many questions wait, [`Error::Stopped`] when the service stops, those of the database.
    pub async fn find(&self, print: Fingerprint) -> Result<Option<Match>, Error> {
        let _place = self.0.asked.try_acquire().map_err(|_| Error::Busy)?;
        let _turn = self.0.answering.acquire().await.map_err(|error| Error::Stopped(error.to_string()))?;
        let found = self.found();
        let mut others = Vec::new();
        for track in found.candidates(&print, COMPARED_MAX) {
            if let Some(other) = self.print_of(&found, track).await? {
                others.push((track, other));
            }
        }
        computed(move || {
            let same = |(track, other): &(TrackId, Fingerprint)| {
                let alignment = align(other, &print).filter(Alignment::is_same)?;
                Some(Match {
                    track: *track,
                    offset: Millis(i64::from(alignment.offset) * CODE_MICROS / 1_000),
                    bit_errors_permille: alignment.bit_errors_permille,
                })
            };
            others.iter().filter_map(same).min_by_key(|found| (found.bit_errors_permille, found.track))
        })
        .await
    }

    /// Groups of tracks that hold the same recording, by the lowest id in each.
    #[must_use]
    pub fn groups(&self) -> Arc<Vec<Group>> {
        self.found().groups()
    }

    /// How many fingerprints there are, and the memory that looking them up takes, in bytes.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        self.found().size()
    }

    /// Lets one track take the place of others of its group, and moves what members did with them.
    ///
    /// # Errors
    /// [`Error::NotTheSame`] when one of them was not found to hold the same recording, and those of [`Catalog::merge`].
    pub async fn merge(&self, kept: TrackId, others: &[TrackId]) -> Result<(), Error> {
        if self.0.parts.catalog.are_merged(kept, others).await? {
            // Sent twice.
            return Ok(());
        }
        let groups = self.groups();
        let group = groups.iter().find(|group| group.tracks.contains(&kept));
        let is_same = |other: &TrackId| *other != kept && group.is_some_and(|group| group.tracks.contains(other));
        if others.is_empty() || others.len() > MERGED_MAX || !others.iter().all(is_same) {
            return Err(Error::NotTheSame);
        }
        self.0.parts.catalog.merge(kept, others, &self.0.parts.moving).await?;
        self.reload().await?;
        self.0.merges.send_modify(|count| *count += 1);
        Ok(())
    }

    /// Shows a hidden track again.
    ///
    /// # Errors
    /// Those of [`Catalog::unmerge`].
    pub async fn unmerge(&self, track: TrackId) -> Result<(), Error> {
        self.0.parts.catalog.unmerge(track).await?;
        self.reload().await?;
        self.0.merges.send_modify(|count| *count += 1);
        Ok(())
    }

    /// Notes that tracks are all wanted though they hold the same recording, or takes that back.
    ///
    /// # Errors
    /// [`Error::NotTheSame`] when there are too many, and those of the database.
    pub async fn keep_apart(&self, tracks: &[TrackId], apart: bool) -> Result<(), Error> {
        if tracks.len() > MERGED_MAX {
            return Err(Error::NotTheSame);
        }
        let mut tx = self.0.parts.db.begin().await?;
        store::keep_apart(&mut tx, tracks, apart, self.0.parts.clock.now()).await?;
        tx.commit().await?;
        self.reload().await
    }

    /// Tells of every merge and of every one that was taken back.
    #[must_use]
    pub fn merges(&self) -> watch::Receiver<u64> {
        self.0.merges.subscribe()
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        &self.0.parts.catalog
    }

    /// What the operator's list shows of tracks beyond what the catalogue says: where their files lie.
    pub(crate) async fn folders(&self, tracks: &[TrackId]) -> Result<HashMap<TrackId, String>, Error> {
        let paths = self.catalog().shown_paths(tracks).await?;
        let folder = |path: String| path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned());
        Ok(paths.into_iter().map(|(track, path)| (track, folder(path))).collect())
    }

    fn found(&self) -> Arc<Found> {
        Arc::clone(&self.0.found.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn publish(&self, found: &Arc<Found>) {
        // A panic elsewhere cannot leave half of it: it is replaced whole.
        *self.0.found.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(found);
    }
}

/// Runs work on a thread that may compute.
async fn computed<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Stopped(error.to_string()))
}
