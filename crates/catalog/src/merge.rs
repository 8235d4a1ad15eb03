//! One track taking the place of others that hold the same recording.
//!
//! The others are hidden, and never touched on disk. What members did with them moves along:
//! each crate says for its own tables how, as [`Replacement`]s, and all of it happens in one transaction.
//! No record is made of who had what, so taking a merge back shows the file again and moves nothing.

use std::collections::HashMap;

use db::{Sql, args};
use ids::TrackId;
use units::Timestamp;

use crate::catalog::Catalog;
use crate::error::Error;
use crate::model::Track;
use crate::pages::{List, Place};
use crate::store::lists::Key;
use crate::{scan, store};

/// Tracks that one merge hides at most.
pub const MERGED_MAX: usize = 50;

/// How a table names a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// By its number, in a column of its own.
    Number,
    /// By its text form, among other text.
    Text,
}

/// What a crate does with its rows that name a track, when another track takes its place.
#[derive(Debug)]
pub struct Replacement {
    /// The table.
    pub table: &'static str,
    /// How it names tracks.
    pub named_by: NamedBy,
    /// Run in this order, with the track that goes as `$1` and the one that stays as `$2`.
    ///
    /// A row that the table has for the other track already stands in the way: one of the two goes first.
    pub steps: &'static [&'static Sql],
}

/// A hidden track, and the one in its place.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The hidden one.
    pub track: Track,
    /// The one that is shown.
    pub kept: Track,
    /// Where the hidden file lies, readable, below the music folder's number.
    pub path: String,
    /// When an operator hid it.
    pub merged_at: Timestamp,
    /// Whether its file is still there.
    pub is_there: bool,
}

impl Catalog {
    /// Hides tracks behind another one, and moves what members did with them there, in one transaction.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of the tracks is not in the library (then nothing happened),
    /// [`Error::ScanRunning`] while a scan runs, and those of the database.
    pub async fn merge(&self, kept: TrackId, others: &[TrackId], moving: &[&Replacement]) -> Result<(), Error> {
        let changing = self.begin_change()?;
        let now = self.now();
        let mut tx = self.begin().await?;
        if others.contains(&kept) || !store::merge::is_present(&mut tx, kept).await? {
            return Err(Error::NotFound);
        }
        for &other in others {
            if !store::merge::hide(&mut tx, other, kept, now).await? {
                return Err(Error::NotFound);
            }
            for replacement in moving {
                let arguments = match replacement.named_by {
                    NamedBy::Number => args![other, kept].to_vec(),
                    NamedBy::Text => args![other.to_string(), kept.to_string()].to_vec(),
                };
                for step in replacement.steps {
                    tx.execute(step, &arguments).await?;
                }
            }
        }
        tx.commit().await?;
        changing.finish().await
    }

    /// Whether all of these are hidden behind this one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn are_merged(&self, kept: TrackId, others: &[TrackId]) -> Result<bool, Error> {
        let reader = self.reader();
        for &other in others {
            if store::merge::kept_for(&reader, other).await? != Some(kept) {
                return Ok(false);
            }
        }
        Ok(!others.is_empty())
    }

    /// Shows a hidden track again, as a track of its own; what members did with it stays with the other one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not hidden, [`Error::ScanRunning`] while a scan runs, and those of the database.
    pub async fn unmerge(&self, track: TrackId) -> Result<(), Error> {
        let changing = self.begin_change()?;
        let mut tx = self.begin().await?;
        if !store::merge::show(&mut tx, track).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        changing.finish().await
    }

    /// Hidden tracks, the latest merge first.
    ///
    /// # Errors
    /// [`Error::BadCursor`] for a place in another list, and those of the database.
    pub async fn merged(&self, after: Option<Place>, limit: usize) -> Result<List<Merged>, Error> {
        let after = match after {
            None => (i64::MAX, i64::MAX),
            Some((Key::Number(at), track, _)) => (at, track),
            Some(_) => return Err(Error::BadCursor),
        };
        let reader = self.reader();
        let rows = store::merge::page(&reader, after, limit as i64 + 1).await?;
        let ids: Vec<TrackId> = rows.iter().flat_map(|row| [row.track, row.kept]).collect();
        let tracks: HashMap<TrackId, Track> =
            self.tracks(&ids).await?.into_iter().map(|track| (track.id, track)).collect();
        let placed = rows.into_iter().filter_map(|row| {
            let place = (Key::Number(row.merged_at.as_millis()), row.track.as_i64());
            let track = tracks.get(&row.track)?.clone();
            let kept = tracks.get(&row.kept)?.clone();
            let path = scan::folder_path(row.music_folder_id, &row.path);
            Some((Merged { track, kept, path, merged_at: row.merged_at, is_there: row.is_there }, place))
        });
        let total = store::merge::count(&reader).await?;
        Ok(List::from_placed(placed.collect(), limit, false, total))
    }

    /// Where the files of tracks lie, readable: the music folder's number, then the names below it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn shown_paths(&self, tracks: &[TrackId]) -> Result<HashMap<TrackId, String>, Error> {
        let places = store::merge::places(&self.reader(), tracks).await?;
        let shown = places.into_iter().map(|(track, folder, path)| (track, scan::folder_path(folder, &path)));
        Ok(shown.collect())
    }
}
