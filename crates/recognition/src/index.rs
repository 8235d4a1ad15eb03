//! The index as it stands at one moment: immutable parts, and which of their songs are gone.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ids::TrackId;
use recognition_core::{Segment, SegmentBuilder, SegmentError, decode_peaks};

use crate::files::Folder;

/// Bytes from which on a part is not merged any further: some 25,000 songs.
const FULL_BYTES: u64 = 1 << 30;

#[derive(Clone, Debug)]
struct Part {
    segment: Arc<Segment>,
    /// Which songs are gone, by their numbers in the segment.
    gone: Vec<bool>,
}

impl Part {
    fn new(segment: Segment) -> Self {
        Self { gone: vec![false; segment.tracks().len()], segment: Arc::new(segment) }
    }

    fn songs(&self) -> usize {
        self.gone.len()
    }

    fn has_gone(&self) -> bool {
        self.gone.contains(&true)
    }
}

/// How much is indexed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Songs that can be named.
    pub songs: usize,
    /// What their files take.
    pub bytes: u64,
    /// Parts that a question is looked up in.
    pub parts: usize,
}

/// All parts; an index never changes, another takes its place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    parts: Vec<Part>,
}

impl Index {
    /// The index of parts that were kept; a song that two of them hold counts in the first.
    pub(crate) fn of(segments: Vec<Segment>) -> Self {
        // A merge that was stopped between writing and tidying leaves a part and what it was made of.
        let mut known = HashSet::new();
        let parts = segments.into_iter().map(|segment| {
            let mut part = Part::new(segment);
            for (song, gone) in part.segment.tracks().iter().zip(&mut part.gone) {
                *gone = !known.insert(song.id);
            }
            part
        });
        Self { parts: parts.collect() }
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.parts.iter().map(|part| &*part.segment)
    }

    /// Whether a song of a part is to be named.
    pub(crate) fn lives(&self, part: usize, song: usize) -> bool {
        self.parts.get(part).and_then(|part| part.gone.get(song)).is_some_and(|gone| !gone)
    }

    pub(crate) fn size(&self) -> Size {
        Size {
            songs: self.parts.iter().map(|part| part.gone.iter().filter(|gone| !**gone).count()).sum(),
            bytes: self.parts.iter().map(|part| part.segment.length()).sum(),
            parts: self.parts.len(),
        }
    }

    /// Songs that are there and not in the index in their present state.
    pub(crate) fn missing(&self, there: &[(TrackId, i64)]) -> Vec<(TrackId, i64)> {
        let known: HashMap<i64, u64> = self
            .parts
            .iter()
            .flat_map(|part| part.segment.tracks().iter().zip(&part.gone))
            .filter(|(_, gone)| !**gone)
            .map(|(song, _)| (song.id, song.stamp))
            .collect();
        there
            .iter()
            .copied()
            .filter(|(track, stamp)| known.get(&track.as_i64()) != Some(&stamp.cast_unsigned()))
            .collect()
    }

    /// The index in which what is not there, or not in this state, is named no more.
    pub(crate) fn without_others(&self, there: &[(TrackId, i64)]) -> Self {
        let there: HashMap<i64, u64> =
            there.iter().map(|(track, stamp)| (track.as_i64(), stamp.cast_unsigned())).collect();
        let parts = self.parts.iter().map(|part| {
            let songs = part.segment.tracks().iter().zip(&part.gone);
            let gone = songs.map(|(song, gone)| *gone || there.get(&song.id) != Some(&song.stamp)).collect();
            Part { segment: Arc::clone(&part.segment), gone }
        });
        Self { parts: parts.collect() }
    }

    /// The index with more songs, each with its state and its peaks, kept in this folder.
    ///
    /// Parts are merged so that each holds at least twice the songs of the next: there are few, and a song is copied seldom.
    ///
    /// # Errors
    /// When the folder cannot be written; the index is as it was then.
    pub(crate) fn with(&self, songs: Vec<(TrackId, i64, Vec<u8>)>, folder: &Folder) -> Result<Self, SegmentError> {
        let mut builder = SegmentBuilder::default();
        for (track, stamp, bytes) in songs {
            let Ok(peaks) = decode_peaks(&bytes, 0, u32::MAX / 8, usize::MAX) else {
                tracing::warn!(%track, "measured peaks cannot be read");
                continue;
            };
            if let Err(error) = builder.add(track.as_i64(), stamp.cast_unsigned(), &peaks) {
                tracing::warn!(%track, %error, "a song was not indexed");
            }
        }
        let mut index = self.clone();
        if builder.is_empty() {
            return Ok(index);
        }
        index.parts.push(Part::new(folder.keep(builder.build()?)?));
        index.parts.sort_by_key(|part| std::cmp::Reverse(part.songs()));
        while let [.., larger, smaller] = index.parts.as_slice()
            && larger.segment.length() < FULL_BYTES
            && larger.songs() < 2 * smaller.songs()
        {
            let merged = merged(&[larger, smaller], folder)?;
            index.parts.truncate(index.parts.len() - 2);
            index.parts.extend(merged);
        }
        Ok(index)
    }

    /// The index without a byte of what is gone.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn tidied(&self, folder: &Folder) -> Result<Self, SegmentError> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            if part.has_gone() {
                parts.extend(merged(&[part], folder)?);
            } else {
                parts.push(part.clone());
            }
        }
        Ok(Self { parts })
    }
}

/// One part, or none when no song is left.
fn merged(parts: &[&Part], folder: &Folder) -> Result<Option<Part>, SegmentError> {
    let segments: Vec<&Segment> = parts.iter().map(|part| &*part.segment).collect();
    Ok(folder.merge(&segments, |part, song| !parts[part].gone[song])?.map(Part::new))
}

#[cfg(test)]
mod killed;
