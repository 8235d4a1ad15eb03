//! Segments being made: from peaks, or from other segments without what was deleted.

use crate::Peak;
use crate::pairs::{self, KEYS};
use crate::segment::{
    HEAD_BYTES, INDEX_VERSION, MAGIC, SILENCE_FRAMES, Segment, SegmentError, TRACK_BYTES, TrackEntry,
};
use crate::wire;

/// Collects tracks in memory until they become a segment: 8 bytes for each of some 80 pairs a second of sound.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    tracks: Vec<TrackEntry>,
    peaks: Vec<u8>,
    /// Key above, place in steps of two frames below.
    postings: Vec<u64>,
    end: u32,
}

impl SegmentBuilder {
    /// Adds a track with its peaks in the order of time, made with [`crate::Density::Reference`].
    ///
    /// # Errors
    /// [`SegmentError::Full`] when the line of time, two years long, has no place for it; nothing is added then.
    pub fn add(&mut self, id: i64, stamp: u64, peaks: &[Peak]) -> Result<(), SegmentError> {
        let frames = peaks.last().map_or(0, |peak| peak.frame + 1);
        let mut bytes = Vec::with_capacity(peaks.len() * 2);
        wire::encode_peaks(peaks, 0, &mut bytes);
        let entry = self.place(id, stamp, frames, &bytes)?;
        let postings = &mut self.postings;
        pairs::each_pair(peaks, pairs::REFERENCE_FAN, 0, |key, frame| {
            postings.push(u64::from(key) << 32 | u64::from((entry.base + frame) / 2));
        });
        Ok(())
    }

    fn place(&mut self, id: i64, stamp: u64, frames: u32, peaks: &[u8]) -> Result<TrackEntry, SegmentError> {
        let (base, first_peak_byte) = (self.end, self.peaks.len() as u32);
        let end = base.checked_add(frames).and_then(|end| end.checked_add(SILENCE_FRAMES)).ok_or(SegmentError::Full)?;
        if end > u32::MAX / 2 || self.peaks.len() + peaks.len() > u32::MAX as usize / 2 {
            return Err(SegmentError::Full);
        }
        // Even, so that a place in steps of two frames tells the track.
        self.end = end.next_multiple_of(2);
        let entry = TrackEntry { id, stamp, base, frames, first_peak_byte, peak_bytes: peaks.len() as u32 };
        self.peaks.extend_from_slice(peaks);
        self.tracks.push(entry);
        Ok(entry)
    }

    /// How many tracks were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// Whether no track was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// Bytes of pairs that are held in memory.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.postings.len() * 8 + self.peaks.len() + self.tracks.len() * TRACK_BYTES
    }

    /// The segment of all that was added.
    #[must_use]
    pub fn build(mut self) -> Segment {
        self.postings.sort_unstable();
        let mut writer = Writer::new(self.postings.len());
        let mut postings = self.postings.iter().peekable();
        for key in 0..KEYS as u64 {
            while let Some(posting) = postings.next_if(|posting| **posting >> 32 == key) {
                writer.post(*posting as u32);
            }
            writer.end_key();
        }
        self.finish(writer)
    }

    /// One segment of several; tracks that `lives` denies are left out with their peaks and postings.
    ///
    /// `lives` is asked with the number of the segment and of the track in it.
    ///
    /// # Errors
    /// [`SegmentError::Full`] when one segment cannot hold them.
    pub fn merge(segments: &[&Segment], lives: impl Fn(usize, usize) -> bool) -> Result<Segment, SegmentError> {
        let mut merged = Self::default();
        let mut bases: Vec<Vec<Option<u32>>> = Vec::with_capacity(segments.len());
        for (number, segment) in segments.iter().enumerate() {
            let mut row = Vec::with_capacity(segment.tracks().len());
            for (track, entry) in segment.tracks().iter().enumerate() {
                row.push(if lives(number, track) {
                    Some(merged.place(entry.id, entry.stamp, entry.frames, segment.peak_bytes(track))?.base)
                } else {
                    None
                });
            }
            bases.push(row);
        }
        let mut writer = Writer::new(0);
        for key in 0..KEYS as u32 {
            for (segment, bases) in segments.iter().zip(&bases) {
                segment.each_posting(key, |place| {
                    let Some(track) = segment.track_at(place) else { return };
                    if let Some(base) = bases[track] {
                        writer.post((base + (place - segment.tracks()[track].base)) / 2);
                    }
                });
            }
            writer.end_key();
        }
        Ok(merged.finish(writer))
    }

    fn finish(self, writer: Writer) -> Segment {
        let Writer { directory, postings, .. } = writer;
        let mut bytes = Vec::with_capacity(
            HEAD_BYTES + self.tracks.len() * TRACK_BYTES + directory.len() * 4 + postings.len() + self.peaks.len() + 4,
        );
        bytes.extend(MAGIC);
        for head in [INDEX_VERSION, self.tracks.len() as u32, postings.len() as u32, self.peaks.len() as u32, 0, 0] {
            bytes.extend(head.to_le_bytes());
        }
        for track in &self.tracks {
            bytes.extend(track.id.to_le_bytes());
            bytes.extend(track.stamp.to_le_bytes());
            for value in [track.base, track.frames, track.first_peak_byte, track.peak_bytes] {
                bytes.extend(value.to_le_bytes());
            }
        }
        for at in &directory {
            bytes.extend(at.to_le_bytes());
        }
        bytes.extend(postings);
        bytes.extend(&self.peaks);
        let sum = crc32fast::hash(&bytes);
        bytes.extend(sum.to_le_bytes());
        Segment::open(bytes).expect("what was just written is whole")
    }
}

/// Writes postings key by key.
struct Writer {
    directory: Vec<u32>,
    postings: Vec<u8>,
    last: u32,
}

impl Writer {
    fn new(count: usize) -> Self {
        let mut directory = Vec::with_capacity(KEYS + 1);
        directory.push(0);
        Self { directory, postings: Vec::with_capacity(count * 3), last: 0 }
    }

    fn post(&mut self, place: u32) {
        let mut difference = place - self.last;
        self.last = place;
        while difference >= 0x80 {
            self.postings.push(difference as u8 | 0x80);
            difference >>= 7;
        }
        self.postings.push(difference as u8);
    }

    fn end_key(&mut self) {
        self.directory.push(self.postings.len() as u32);
        self.last = 0;
    }
}
