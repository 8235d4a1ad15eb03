//! Hears every track once, and lets whoever measures sound hear along (REC-1).
//!
//! Decoding costs far more than measuring, so a file is decoded once for all [`Measure`]s that want it, in the
//! background, by fewer threads than there are processors.
//!
//! Policy: no item. What a file sounds like is about nobody who listens.
//!
//! Invariants
//! - A track is heard once, however often the pass runs, and again when its file or a measure's version changes: `tests/pass.rs`.
//! - No file stops the pass: what cannot be decoded is noted as such, and what cannot be read is tried at the next one: `tests/pass.rs`.
//! - What was measured goes with its track: the foreign key says so.

mod error;
mod hearing;
mod measure;
mod store;

use std::sync::Arc;

use catalog::Catalog;
use db::Db;
use futures_util::StreamExt as _;
use ids::TrackId;

pub use error::Error;
pub use measure::{Measure, Measurement, Sound};

db::migrations!["0001_measurements"];

/// Tracks that are asked for and committed together: a stopped pass loses no more than these.
const BATCH_TRACKS: i64 = 16;

/// What a pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Tracks that were heard.
    pub heard: u64,
    /// Tracks that could not be decoded; they are not tried again until their files change.
    pub undecodable: u64,
    /// Tracks whose files could not be read; they are tried again at the next pass.
    pub unreadable: u64,
}

/// What one kind of measuring found in this version, of the tracks whose files are there, in the order of their ids.
///
/// # Errors
/// Those of the database.
pub async fn results(db: &Db, measure: &dyn Measure) -> Result<Vec<(TrackId, Vec<u8>)>, Error> {
    Ok(store::results(&db.catalogue(), measure).await?)
}

/// The tracks that one kind of measuring has a result for in this version, each with its file's fingerprint, by id.
///
/// A track whose file changed since it was measured is not among them, nor one whose file is gone.
///
/// # Errors
/// Those of the database.
pub async fn measured(db: &Db, measure: &dyn Measure) -> Result<Vec<(TrackId, i64)>, Error> {
    Ok(store::states(&db.catalogue(), measure).await?)
}

/// What one kind of measuring found of a track in this state; nothing when it went in the meantime.
///
/// # Errors
/// Those of the database.
pub async fn result(
    db: &Db,
    measure: &dyn Measure,
    track: TrackId,
    fingerprint: i64,
) -> Result<Option<Vec<u8>>, Error> {
    Ok(store::result(&db.catalogue(), measure, track, fingerprint).await?)
}

/// The pass over the library; clones share it.
#[derive(Clone, Debug)]
pub struct AudioAnalysis {
    db: Db,
    catalog: Catalog,
    measures: Arc<[Arc<dyn Measure>]>,
    threads: usize,
}

impl AudioAnalysis {
    /// A pass for these measures, by at most so many threads.
    #[must_use]
    pub fn new(db: Db, catalog: Catalog, measures: Vec<Arc<dyn Measure>>, threads: usize) -> Self {
        Self { db, catalog, measures: measures.into(), threads: threads.max(1) }
    }

    /// Hears what was not heard yet, at most about so many tracks, and tells what it did; nothing is left when no track was heard.
    ///
    /// It may be dropped anywhere, and run twice at once: that wastes work and harms nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn run(&self, tracks_max: u64) -> Result<Done, Error> {
        let mut done = Done::default();
        for measure in self.measures.iter() {
            let mut after = None;
            loop {
                let waiting = store::waiting(&self.db.catalogue(), &**measure, after, BATCH_TRACKS).await?;
                let Some((last, _)) = waiting.last() else { break };
                after = Some(*last);
                self.batch(waiting, &mut done).await?;
                if done.heard + done.undecodable >= tracks_max {
                    return Ok(done);
                }
            }
        }
        Ok(done)
    }

    /// Hears some tracks and keeps what was measured. Every measure that lacks one of them hears along.
    async fn batch(&self, tracks: Vec<(TrackId, i64)>, done: &mut Done) -> Result<(), Error> {
        let mut heard = futures_util::stream::iter(tracks)
            .map(|(track, fingerprint)| async move {
                let measures = self.wanting(track, fingerprint).await?;
                let source = self.catalog.audio_source(track).await?;
                let hearing = tokio::task::spawn_blocking(move || match source {
                    Some(source) => hearing::hear(&source.path, measures),
                    None => hearing::Heard::Unreadable,
                });
                let heard = hearing.await.map_err(|error| Error::Stopped(error.to_string()))?;
                Ok::<_, Error>((track, fingerprint, heard))
            })
            .buffer_unordered(self.threads);
        let mut rows = Vec::new();
        while let Some(one) = heard.next().await {
            let (track, fingerprint, heard) = one?;
            match heard {
                hearing::Heard::Measured { results, is_whole } => {
                    if is_whole {
                        done.heard += 1;
                    } else {
                        done.undecodable += 1;
                    }
                    rows.extend(results.into_iter().map(|(measure, result)| {
                        store::row(track, measure.kind(), measure.version(), fingerprint, result)
                    }));
                }
                hearing::Heard::Unreadable => done.unreadable += 1,
            }
        }
        drop(heard);
        let mut tx = self.db.begin().await?;
        store::keep(&mut tx, &rows).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The measures that lack this track in this state.
    async fn wanting(&self, track: TrackId, fingerprint: i64) -> Result<Vec<Arc<dyn Measure>>, Error> {
        let has = store::versions(&self.db.catalogue(), track, fingerprint).await?;
        let lacks = |measure: &&Arc<dyn Measure>| {
            !has.iter().any(|(kind, version)| kind == measure.kind() && *version == measure.version())
        };
        Ok(self.measures.iter().filter(lacks).cloned().collect())
    }
}
