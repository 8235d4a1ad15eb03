//! An immutable part of the index, as bytes.
//!
//! Layout, little-endian: a head of 32 bytes (magic, version, tracks, bytes of postings, peaks, two reserved words),
//! tracks of 32 bytes (id, stamp, base, frames, first peak, peaks), the directory (for each key where its postings begin, and the end),
//! the postings, the peaks of two bytes, and a CRC-32 of all that.
//!
//! The tracks of a segment lie on one line of time with silence between them; a posting is a place on that line in steps of two frames,
//! as the difference to the one before in seven bits a byte.

use crate::Peak;
use crate::pairs::KEYS;
use crate::wire;

pub(crate) const MAGIC: [u8; 8] = *b"QYPEAKS\n";
/// Counts up when peaks or keys change: an index of another version is made anew.
pub const INDEX_VERSION: u32 = 1;
pub(crate) const HEAD_BYTES: usize = 32;
pub(crate) const TRACK_BYTES: usize = 32;
/// Silence between two tracks: no question reaches from one into the next.
pub(crate) const SILENCE_FRAMES: u32 = 2_048;

/// Why bytes are no segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentError {
    /// Another kind of file, or one of another version.
    Version,
    /// Bytes are missing, changed, or do not fit together.
    Damaged,
    /// More than one segment may hold.
    Full,
}

impl std::fmt::Display for SegmentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Version => "the index is of another version",
            Self::Damaged => "the index is damaged",
            Self::Full => "the part of the index is full",
        })
    }
}

impl std::error::Error for SegmentError {}

/// A track of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackEntry {
    /// Whatever number names the track.
    pub id: i64,
    /// Tells one state of the track's file from another.
    pub stamp: u64,
    pub(crate) base: u32,
    pub(crate) frames: u32,
    pub(crate) first_peak_byte: u32,
    pub(crate) peak_bytes: u32,
}

/// A readable segment; it takes as much memory as it has bytes, and its tracks again.
#[derive(Debug)]
pub struct Segment {
    bytes: Vec<u8>,
    tracks: Vec<TrackEntry>,
    directory_at: usize,
    postings_at: usize,
    peaks_at: usize,
}

impl Segment {
    /// Reads and checks the whole segment.
    ///
    /// # Errors
    /// [`SegmentError::Version`] and [`SegmentError::Damaged`].
    pub fn open(bytes: Vec<u8>) -> Result<Self, SegmentError> {
        if bytes.len() < HEAD_BYTES + 4 {
            return Err(SegmentError::Damaged);
        }
        if bytes[..8] != MAGIC || word(&bytes, 8) != Some(INDEX_VERSION) {
            return Err(SegmentError::Version);
        }
        let sum_at = bytes.len() - 4;
        if word(&bytes, sum_at) != Some(crc32fast::hash(&bytes[..sum_at])) {
            return Err(SegmentError::Damaged);
        }
        let part = |at| word(&bytes, at).map(|value| value as usize).ok_or(SegmentError::Damaged);
        let (count, posting_bytes, peak_bytes) = (part(12)?, part(16)?, part(20)?);
        let directory_at = HEAD_BYTES + count.checked_mul(TRACK_BYTES).ok_or(SegmentError::Damaged)?;
        let postings_at = directory_at + (KEYS + 1) * 4;
        let peaks_at = postings_at + posting_bytes;
        if peaks_at + peak_bytes != sum_at {
            return Err(SegmentError::Damaged);
        }
        let tracks = tracks(&bytes[HEAD_BYTES..directory_at], peak_bytes)?;
        let mut last = 0;
        for entry in bytes[directory_at..postings_at].chunks_exact(4) {
            let at = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]) as usize;
            if at < last || at > posting_bytes {
                return Err(SegmentError::Damaged);
            }
            last = at;
        }
        Ok(Self { bytes, tracks, directory_at, postings_at, peaks_at })
    }

    /// The segment as it is written to disk.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its tracks; the place in this list is how a segment names them.
    #[must_use]
    pub fn tracks(&self) -> &[TrackEntry] {
        &self.tracks
    }

    /// Calls `take` with the place of every posting of a key, in ascending order, in frames.
    pub(crate) fn each_posting(&self, key: u32, mut take: impl FnMut(u32)) {
        let at = self.directory_at + key as usize * 4;
        let (Some(from), Some(to)) = (word(&self.bytes, at), word(&self.bytes, at + 4)) else { return };
        let mut place = 0_u32;
        let (mut value, mut bits) = (0_u32, 0);
        for &byte in &self.bytes[self.postings_at + from as usize..self.postings_at + to as usize] {
            value |= u32::from(byte & 0x7f).checked_shl(bits).unwrap_or(0);
            bits += 7;
            if byte & 0x80 == 0 {
                place = place.wrapping_add(value);
                take(place.wrapping_mul(2));
                (value, bits) = (0, 0);
            }
        }
    }

    /// Which track lies at a place, by its number in [`Self::tracks`]; the silence after a track belongs to it.
    pub(crate) fn track_at(&self, place: u32) -> Option<usize> {
        self.tracks.partition_point(|track| track.base <= place).checked_sub(1)
    }

    /// The peaks of a track, by its number in [`Self::tracks`].
    pub(crate) fn peaks(&self, track: usize) -> Vec<Peak> {
        let Some(entry) = self.tracks.get(track) else { return Vec::new() };
        let bytes = &self.bytes[self.peaks_at + entry.first_peak_byte as usize..][..entry.peak_bytes as usize];
        // Checked by sum when it was opened; a peak past the end would only be left out.
        wire::decode_peaks(bytes, 0, entry.frames, usize::MAX).unwrap_or_default()
    }

    pub(crate) fn peak_bytes(&self, track: usize) -> &[u8] {
        let entry = &self.tracks[track];
        &self.bytes[self.peaks_at + entry.first_peak_byte as usize..][..entry.peak_bytes as usize]
    }
}

fn tracks(bytes: &[u8], peak_bytes: usize) -> Result<Vec<TrackEntry>, SegmentError> {
    let mut tracks = Vec::with_capacity(bytes.len() / TRACK_BYTES);
    let mut end = 0_u32;
    for row in bytes.chunks_exact(TRACK_BYTES) {
        let long = |at: usize| u64::from(word(row, at).unwrap_or(0)) | u64::from(word(row, at + 4).unwrap_or(0)) << 32;
        let short = |at| word(row, at).unwrap_or(0);
        let entry = TrackEntry {
            id: long(0).cast_signed(),
            stamp: long(8),
            base: short(16),
            frames: short(20),
            first_peak_byte: short(24),
            peak_bytes: short(28),
        };
        let peaks_end = u64::from(entry.first_peak_byte) + u64::from(entry.peak_bytes);
        if entry.base < end || peaks_end > peak_bytes as u64 {
            return Err(SegmentError::Damaged);
        }
        end = entry.base.checked_add(entry.frames).ok_or(SegmentError::Damaged)?;
        tracks.push(entry);
    }
    Ok(tracks)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
