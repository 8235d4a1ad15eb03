//! Names the song that is playing around a listener, from peaks alone (MUS-10).
//!
//! The device finds the peaks of what it hears and asks with them, at most 1.2 KB for twelve seconds; a question is answered and forgotten.
//! The index is made of peaks that the shared decoding of the library measured. It lies in files; those up to 64 MiB are in memory as a
//! whole, 128 MiB together at most, and of a large one the tracks and the directory are: 13 MB for 100,000 songs.
//!
//! Policy: a question has no field for sound and none for a person, and nothing of it is kept. Item `recognised_song`
//! (purpose `recognition_history`) has what a member told of the answer afterwards, because they agreed.
//!
//! Invariants
//! - A question that is not peaks within the limits is refused: `tests/http.rs`.
//! - Which songs were named is kept by consent alone, and goes with it: `tests/history.rs`.
//! - A song that left the library is named no more, and no byte of its peaks stays in the index: `tests/index.rs`.
//! - An index that is damaged, of another version or half written is made again: `tests/index.rs`.
//! - A process that is killed while it merges loses no song: `src/index/killed.rs`.

mod error;
mod files;
pub mod history;
mod index;
mod measure;
mod replaced;
pub mod routes;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use catalog::Catalog;
use db::Db;
use ids::TrackId;
use recognition_core::{Acceptance, FRAME_MS, Peak, Segment, SegmentError, recognise};
use tokio::sync::{Mutex, Semaphore};

pub use error::Error;
pub use index::Size;
pub use measure::SongPeaks;
pub use replaced::REPLACEMENTS;

use files::Folder;
use index::Index;

db::migrations!["0001_recognitions"];

/// What a device may tell of one question at most: twelve seconds.
pub const QUESTION_FRAMES_MAX: u32 = 12_000 / FRAME_MS;
/// Peaks of a question at most; twelve seconds have 500.
pub const QUESTION_PEAKS_MAX: usize = 600;
/// Songs that are read from the database together.
const LOADED_TOGETHER: usize = 256;
/// Questions that may wait for each one that is being answered.
const WAITING_MAX: usize = 32;

/// The song that was heard, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The song.
    pub track: TrackId,
    /// Where in the song the question began, in milliseconds; below zero when it began before the song did.
    pub start_ms: i64,
    /// Where in the song the question ended, in milliseconds.
    pub end_ms: i64,
}

/// The recognition of songs; clones share the index.
#[derive(Clone, Debug)]
pub struct Recognition(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    catalog: Catalog,
    folder: Folder,
    index: RwLock<Arc<Index>>,
    /// Held by whoever changes the index.
    changing: Mutex<()>,
    /// Questions that are answered at a time: half of the processors, since listeners need the others.
    answering: Semaphore,
    /// Questions that are answered or wait.
    asked: Semaphore,
}

impl Recognition {
    /// Opens with the index that was kept in this folder; nothing else may lie there. [`Self::reload`] brings it up to date.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn open(db: Db, catalog: Catalog, folder: PathBuf) -> Result<Self, Error> {
        let folder = Folder::new(folder);
        let place = folder.clone();
        let index = computed(move || place.open().map(Index::of)).await??;
        let at_once = std::thread::available_parallelism().map_or(1, usize::from).div_ceil(2);
        Ok(Self(Arc::new(Inner {
            db,
            catalog,
            folder,
            index: RwLock::new(Arc::new(index)),
            changing: Mutex::new(()),
            answering: Semaphore::new(at_once),
            asked: Semaphore::new(at_once * (1 + WAITING_MAX)),
        })))
    }

    /// Takes in what was measured since, lets go of what is gone or changed, and keeps the index.
    ///
    /// It may be dropped anywhere and is safe to run twice.
    ///
    /// # Errors
    /// When the database cannot be read or the folder not be written; what is named is right all the same.
    pub async fn reload(&self) -> Result<(), Error> {
        let _alone = self.0.changing.lock().await;
        let there = audio_analysis::measured(&self.0.db, &SongPeaks).await?;
        let before = self.index();
        let missing = before.missing(&there);
        // What is gone is named no more at once; its bytes follow.
        let mut index = Arc::new(before.without_others(&there));
        self.publish(&index);
        for part in missing.chunks(LOADED_TOGETHER) {
            let mut songs = Vec::with_capacity(part.len());
            for &(track, stamp) in part {
                if let Some(bytes) = audio_analysis::result(&self.0.db, &SongPeaks, track, stamp).await? {
                    songs.push((track, stamp, bytes));
                }
            }
            index = self.changed(move |folder| index.with(songs, folder)).await?;
        }
        self.changed(move |folder| index.tidied(folder)).await?;
        Ok(())
    }

    /// Puts a changed index in the place of this one; when it can be found on disk, the files of the old one go.
    async fn changed(
        &self,
        change: impl FnOnce(&Folder) -> Result<Index, SegmentError> + Send + 'static,
    ) -> Result<Arc<Index>, Error> {
        let folder = self.0.folder.clone();
        let index = computed(move || {
            let index = change(&folder)?;
            folder.sweep(index.segments())?;
            Ok::<_, Error>(Arc::new(index))
        })
        .await??;
        self.publish(&index);
        Ok(index)
    }

    fn publish(&self, index: &Arc<Index>) {
        // A panic elsewhere cannot leave half an index: it is replaced whole.
        *self.0.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(index);
    }

    fn index(&self) -> Arc<Index> {
        Arc::clone(&self.0.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// How much is indexed.
    #[must_use]
    pub fn size(&self) -> Size {
        self.index().size()
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        &self.0.catalog
    }

    /// Names the song with these peaks, heard for so many frames; nothing when none stands out clearly.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many questions wait, [`Error::Stopped`] when the service stops.
    pub async fn ask(&self, question: Vec<Peak>, frames: u32) -> Result<Option<Heard>, Error> {
        let _place = self.0.asked.try_acquire().map_err(|_| Error::Busy)?;
        let _turn = self.0.answering.acquire().await.map_err(|error| Error::Stopped(error.to_string()))?;
        let index = self.index();
        let found = computed(move || {
            let segments: Vec<&Segment> = index.segments().collect();
            recognise(&segments, |segment, track| index.lives(segment, track), &question, Acceptance::default())
        })
        .await??
        .found();
        Ok(found.map(|found| {
            let heard_ms = i64::from(frames * FRAME_MS) * i64::from(found.tempo_permille) / 1_000;
            Heard { track: TrackId::from_i64(found.track), start_ms: found.start_ms, end_ms: found.start_ms + heard_ms }
        }))
    }
}

/// Runs work on a thread that may compute.
async fn computed<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Stopped(error.to_string()))
}
