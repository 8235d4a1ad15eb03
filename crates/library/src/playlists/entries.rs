//! The entries of a playlist: read, added, moved, removed.
//!
//! Each change is one transaction that first counts itself on the playlist's row, and so has the list to itself.
//! It writes the entries it is about and no others; only when the room between two neighbours is used up
//! is the whole list laid out anew.

use db::Tx;
use http_api::Text;
use ids::{PlaylistId, SubjectId, TrackId};
use units::Timestamp;

use super::position::Run;
use super::{Entry, Who, store};
use crate::Library;
use crate::error::Error;
use crate::model::ITEMS_MAX;
use crate::smart::Rules;

/// A stretch of a playlist, as somebody sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries {
    /// The entries with the place after each; none of a smart playlist.
    pub entries: Vec<(Entry, i64)>,
    /// How many there are in all; none of a smart playlist.
    pub total: u64,
    /// The rules of a smart playlist, which [`Library::smart_tracks`] applies.
    pub rules: Option<Rules>,
}

impl Library {
    /// The entries of a playlist after a place of the list; at most `limit`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such playlist that the viewer may see.
    pub async fn entries(
        &self,
        viewer: Option<SubjectId>,
        id: PlaylistId,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Entries, Error> {
        let reader = self.reader();
        let (rules, total) = store::glance(&reader, viewer, id).await?.ok_or(Error::NotFound)?;
        let entries = match &rules {
            Some(_) => Vec::new(),
            None => store::entries(&reader, id, after.unwrap_or(i64::MIN), limit).await?,
        };
        Ok(Entries { entries, total, rules })
    }

    /// All tracks of a playlist in order, also of a smart one, whose rules are applied for the viewer.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such playlist that the viewer may see.
    pub async fn tracks_of_playlist(&self, viewer: Option<SubjectId>, id: PlaylistId) -> Result<Vec<TrackId>, Error> {
        let reader = self.reader();
        match store::glance(&reader, viewer, id).await?.ok_or(Error::NotFound)?.0 {
            Some(rules) => Ok(self.smart_tracks(viewer, &rules).await?.tracks),
            None => Ok(store::tracks(&reader, id).await?),
        }
    }

    /// Adds tracks before the entry at index `at`, or at the end; tells the version the playlist has then.
    ///
    /// # Errors
    /// [`Error::NoTrack`] when the catalogue lacks one of them (then none is added), [`Error::Full`] beyond
    /// [`ITEMS_MAX`], [`Error::OutOfRange`], and those of [`Library::change_playlist`].
    pub async fn add_entries(
        &self,
        member: SubjectId,
        id: PlaylistId,
        at: Option<u64>,
        tracks: &[TrackId],
        version: Option<u64>,
    ) -> Result<u64, Error> {
        let mut tx = self.begin_change(member, id, version).await?;
        let count = store::count_entries(&mut tx, id).await?;
        let at = at.unwrap_or(count);
        if at > count {
            return Err(Error::OutOfRange { field: "at", count });
        }
        insert(&mut tx, id, at, count, tracks, self.now()).await?;
        self.end_change(tx, member, id).await
    }

    /// Moves the `count` entries from index `from` on, so that the first of them stands at index `to`
    /// of the list as it is afterwards; tells the version the playlist has then.
    ///
    /// # Errors
    /// [`Error::OutOfRange`], and those of [`Library::change_playlist`].
    pub async fn move_entries(
        &self,
        member: SubjectId,
        id: PlaylistId,
        from: u64,
        count: u64,
        to: u64,
        version: Option<u64>,
    ) -> Result<u64, Error> {
        let mut tx = self.begin_change(member, id, version).await?;
        let all = store::count_entries(&mut tx, id).await?;
        let outside = |field| Error::OutOfRange { field, count: all };
        let end = from.checked_add(count).filter(|end| *end <= all && count > 0).ok_or_else(|| outside("from"))?;
        if to > all - count {
            return Err(outside("to"));
        }
        if to != from && !move_once(&mut tx, id, from, end, to).await? {
            store::lay_out(&mut tx, id).await?;
            // Laid out anew there is room for a list of the greatest length.
            move_once(&mut tx, id, from, end, to).await?;
        }
        self.end_change(tx, member, id).await
    }

    /// Removes the entries at these indexes of the list as it is; tells the version the playlist has then.
    ///
    /// # Errors
    /// [`Error::OutOfRange`], and those of [`Library::change_playlist`].
    pub async fn remove_entries(
        &self,
        member: SubjectId,
        id: PlaylistId,
        indexes: &[u64],
        version: Option<u64>,
    ) -> Result<u64, Error> {
        let mut tx = self.begin_change(member, id, version).await?;
        let count = store::count_entries(&mut tx, id).await?;
        let mut indexes = indexes.to_vec();
        indexes.sort_unstable();
        indexes.dedup();
        let outside = || Error::OutOfRange { field: "indexes", count };
        let (Some(&first), Some(&last)) = (indexes.first(), indexes.last()) else { return Err(outside()) };
        if last >= count {
            return Err(outside());
        }
        if last - first + 1 == indexes.len() as u64 {
            let from = store::position_at(&mut tx, id, first).await?.ok_or_else(outside)?;
            let to = store::position_at(&mut tx, id, last).await?.ok_or_else(outside)?;
            store::remove_range(&mut tx, id, from, to).await?;
        } else {
            let all = store::entry_ids(&mut tx, id).await?;
            let at = |index: &u64| usize::try_from(*index).ok().and_then(|index| all.get(index).copied());
            let gone: Vec<_> = indexes.iter().filter_map(at).collect();
            store::remove_entries(&mut tx, id, &gone).await?;
        }
        self.end_change(tx, member, id).await
    }

    /// Puts tracks in the place of all entries; tells the version the playlist has then.
    ///
    /// # Errors
    /// As [`Library::add_entries`].
    pub async fn replace_entries(
        &self,
        member: SubjectId,
        id: PlaylistId,
        tracks: &[TrackId],
        version: Option<u64>,
    ) -> Result<u64, Error> {
        let mut tx = self.begin_change(member, id, version).await?;
        store::remove_range(&mut tx, id, i64::MIN, i64::MAX).await?;
        append(&mut tx, id, tracks, self.now()).await?;
        self.end_change(tx, member, id).await
    }

    async fn begin_change(&self, member: SubjectId, id: PlaylistId, version: Option<u64>) -> Result<Tx, Error> {
        let mut tx = self.db().begin().await?;
        if self.touch(&mut tx, member, id, version, Who::Editors).await? {
            return Err(Error::Smart);
        }
        Ok(tx)
    }

    async fn end_change(&self, mut tx: Tx, member: SubjectId, id: PlaylistId) -> Result<u64, Error> {
        let (version, _) = store::standing(&mut tx, member, id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(version)
    }
}

/// Adds tracks at the end.
pub(super) async fn append(tx: &mut Tx, id: PlaylistId, tracks: &[TrackId], now: Timestamp) -> Result<(), Error> {
    let count = store::count_entries(tx, id).await?;
    insert(tx, id, count, count, tracks, now).await
}

/// Adds tracks before index `at` of a list of `count`.
async fn insert(
    tx: &mut Tx,
    id: PlaylistId,
    at: u64,
    count: u64,
    tracks: &[TrackId],
    now: Timestamp,
) -> Result<(), Error> {
    if tracks.is_empty() {
        return Ok(());
    }
    let added = tracks.len() as u64;
    if count.saturating_add(added) > ITEMS_MAX {
        return Err(Error::Full { what: Text::new("歌单中的曲目", "entries of a playlist"), max: ITEMS_MAX });
    }
    let mut run = between(tx, id, at.checked_sub(1), at, added).await?;
    if run.is_none() {
        store::lay_out(tx, id).await?;
        run = between(tx, id, at.checked_sub(1), at, added).await?;
    }
    let run = run.ok_or(Error::OutOfRange { field: "at", count })?;
    if store::add_entries(tx, id, run, tracks, now).await? < added {
        return Err(Error::NoTrack);
    }
    Ok(())
}

/// Moves the entries of `from..end` to index `to`; tells whether there was room for them.
async fn move_once(tx: &mut Tx, id: PlaylistId, from: u64, end: u64, to: u64) -> Result<bool, Error> {
    // The neighbours it gets, as indexes of the list as it is: what lies behind the range has moved up by its length.
    let count = end - from;
    let as_it_is = |index: u64| if index < from { index } else { index + count };
    let left = to.checked_sub(1).map(as_it_is);
    let Some(run) = between(tx, id, left, as_it_is(to), count).await? else { return Ok(false) };
    let (Some(first), Some(last)) =
        (store::position_at(tx, id, from).await?, store::position_at(tx, id, end - 1).await?)
    else {
        return Ok(false);
    };
    store::move_range(tx, id, first, last, run).await?;
    Ok(true)
}

/// Room for `count` entries between the entries at these indexes.
async fn between(tx: &mut Tx, id: PlaylistId, left: Option<u64>, right: u64, count: u64) -> Result<Option<Run>, Error> {
    let left = match left {
        Some(index) => store::position_at(tx, id, index).await?,
        None => None,
    };
    let right = store::position_at(tx, id, right).await?;
    Ok(Run::between(left, right, count))
}
