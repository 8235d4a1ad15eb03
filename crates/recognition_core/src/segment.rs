//! An immutable part of the index, as bytes.
//!
//! Layout, little-endian: a head of 16 bytes (magic, version, a reserved word), the postings, the peaks of two bytes,
//! tracks of 32 bytes (id, stamp, base, frames, first peak, peaks), the directory (for each key the bytes of its postings, as they are told),
//! and a foot of 32 bytes (bytes of postings and of peaks, tracks, bytes of the directory, a reserved word, and a CRC-32 of all before it).
//! What is large comes first, so that a segment is written in one go by who does not know its size.
//!
//! The tracks of a segment lie on one line of time with silence between them; a posting is a place on that line in steps of two frames,
//! as the difference to the one before in seven bits a byte.
//!
//! In memory are the tracks and the directory, 2 MB of it; postings and peaks are read where they lie.

use std::io;

use crate::Peak;
use crate::pairs::KEYS;
use crate::source::{Source, Window};
use crate::wire;

pub(crate) const MAGIC: [u8; 8] = *b"QYPEAKS\n";
/// Counts up when the layout of a segment changes: an index of another version is made anew.
pub const INDEX_VERSION: u32 = 2;
/// Counts up when other peaks are found: every song has to be heard again.
pub const PEAKS_VERSION: u32 = 1;
pub(crate) const HEAD_BYTES: usize = 16;
pub(crate) const TRACK_BYTES: usize = 32;
pub(crate) const FOOT_BYTES: usize = 32;
/// Silence between two tracks: no question reaches from one into the next.
pub(crate) const SILENCE_FRAMES: u32 = 2_048;
/// How long a segment's line of time may be: a year.
pub(crate) const LINE_FRAMES_MAX: u32 = u32::MAX / 2;
/// Bytes that are summed at once.
const SUMMED_BYTES: usize = 1 << 16;

/// Why bytes are no segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentError {
    /// Another kind of file, or one of another version.
    Version,
    /// Bytes are missing, changed, or do not fit together.
    Damaged,
    /// More than one segment may hold.
    Full,
    /// The bytes could not be read or written.
    Io(io::ErrorKind),
}

impl std::fmt::Display for SegmentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Version => f.write_str("the index is of another version"),
            Self::Damaged => f.write_str("the index is damaged"),
            Self::Full => f.write_str("the part of the index is full"),
            Self::Io(kind) => write!(f, "the index cannot be read or written: {kind}"),
        }
    }
}

impl std::error::Error for SegmentError {}

impl From<io::Error> for SegmentError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged,
            kind => Self::Io(kind),
        }
    }
}

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

/// A readable segment.
#[derive(Debug)]
pub struct Segment {
    source: Source,
    tracks: Vec<TrackEntry>,
    /// For each key where its postings begin, and the end.
    directory: Vec<u32>,
    peaks_at: u64,
    peak_bytes: u64,
    sum: u32,
}

impl Segment {
    /// Reads and checks the whole segment, a piece at a time.
    ///
    /// # Errors
    /// [`SegmentError::Version`], [`SegmentError::Damaged`], and [`SegmentError::Io`] when bytes cannot be read.
    pub fn open(source: Source) -> Result<Self, SegmentError> {
        let mut buffer = Vec::new();
        let length = source.length();
        if length < (HEAD_BYTES + FOOT_BYTES) as u64 {
            return Err(SegmentError::Damaged);
        }
        let head = source.part(0, HEAD_BYTES, &mut buffer)?;
        if head[..8] != MAGIC || word(head, 8) != Some(INDEX_VERSION) {
            return Err(SegmentError::Version);
        }
        let foot: Vec<u8> = source.part(length - FOOT_BYTES as u64, FOOT_BYTES, &mut buffer)?.to_vec();
        let sum = sum(&source, length - 4, &mut buffer)?;
        if word(&foot, FOOT_BYTES - 4) != Some(sum) {
            return Err(SegmentError::Damaged);
        }
        let short = |at| u64::from(word(&foot, at).unwrap_or(0));
        let long = |at| short(at) | short(at + 4) << 32;
        let (posting_bytes, peak_bytes, count, directory_bytes) = (long(0), long(8), short(16), short(20));
        let peaks_at = (HEAD_BYTES as u64).checked_add(posting_bytes);
        let tracks_at = peaks_at.and_then(|at| at.checked_add(peak_bytes));
        let directory_at = tracks_at.and_then(|at| at.checked_add(count * TRACK_BYTES as u64));
        let end = directory_at.and_then(|at| at.checked_add(directory_bytes));
        let (Some(peaks_at), Some(tracks_at), Some(directory_at)) = (peaks_at, tracks_at, directory_at) else {
            return Err(SegmentError::Damaged);
        };
        if end != Some(length - FOOT_BYTES as u64) {
            return Err(SegmentError::Damaged);
        }
        let tracks = tracks(source.part(tracks_at, count as usize * TRACK_BYTES, &mut buffer)?, peak_bytes)?;
        let directory = directory(source.part(directory_at, directory_bytes as usize, &mut buffer)?, posting_bytes)?;
        Ok(Self { source, tracks, directory, peaks_at, peak_bytes, sum })
    }

    /// How many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.source.length()
    }

    /// The checksum at its end.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.sum
    }

    /// Its bytes, when they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.source {
            Source::Memory(bytes) => Some(bytes),
            Source::Place(_) => None,
        }
    }

    /// Memory that it takes.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.bytes().map_or(0, <[u8]>::len) + self.tracks.len() * TRACK_BYTES + self.directory.len() * 4
    }

    /// Its tracks; the place in this list is how a segment names them.
    #[must_use]
    pub fn tracks(&self) -> &[TrackEntry] {
        &self.tracks
    }

    /// What reads the postings; `ahead` is how many bytes at once at least.
    pub(crate) fn window(&self, ahead: usize) -> Window<'_> {
        Window::new(&self.source, self.peaks_at, ahead)
    }

    /// How many bytes the postings of a key take.
    pub(crate) fn posting_bytes(&self, key: u32) -> usize {
        self.range(key).map_or(0, |(from, to)| to - from)
    }

    fn range(&self, key: u32) -> Option<(usize, usize)> {
        let at = key as usize;
        Some((*self.directory.get(at)? as usize, *self.directory.get(at + 1)? as usize))
    }

    /// Calls `take` with the place of every posting of a key, in ascending order, in frames.
    pub(crate) fn each_posting(&self, window: &mut Window<'_>, key: u32, mut take: impl FnMut(u32)) -> io::Result<()> {
        let Some((from, to)) = self.range(key).filter(|(from, to)| from < to) else { return Ok(()) };
        let mut bytes = window.part((HEAD_BYTES + from) as u64, to - from)?;
        let mut place = 0_u32;
        // Eight bytes at a time where there are so many: how long a number is cannot be foretold, so nothing branches on it.
        while let Some((eight, _)) = bytes.split_first_chunk::<8>() {
            let eight = u64::from_le_bytes(*eight);
            let ends = !eight & 0x8080_8080_8080_8080;
            // No number has more than five bytes.
            let length = (ends.trailing_zeros() / 8 + 1).min(5);
            let number = eight & (u64::MAX >> (64 - 8 * length));
            let value = (number & 0x7f)
                | ((number >> 1) & 0x3f80)
                | ((number >> 2) & 0x1f_c000)
                | ((number >> 3) & 0xfe0_0000)
                | ((number >> 4) & 0x7_f000_0000);
            place = place.wrapping_add(value as u32);
            take(place.wrapping_mul(2));
            bytes = &bytes[length as usize..];
        }
        let (mut value, mut bits) = (0_u32, 0);
        for &byte in bytes {
            value |= u32::from(byte & 0x7f).checked_shl(bits).unwrap_or(0);
            bits += 7;
            if byte & 0x80 == 0 {
                place = place.wrapping_add(value);
                take(place.wrapping_mul(2));
                (value, bits) = (0, 0);
            }
        }
        Ok(())
    }

    /// Which track lies at a place, by its number in [`Self::tracks`]; the silence after a track belongs to it.
    pub(crate) fn track_at(&self, place: u32) -> Option<usize> {
        self.tracks.partition_point(|track| track.base <= place).checked_sub(1)
    }

    /// The peaks of a track, by its number in [`Self::tracks`].
    pub(crate) fn peaks(&self, track: usize) -> io::Result<Vec<Peak>> {
        let Some(entry) = self.tracks.get(track) else { return Ok(Vec::new()) };
        let mut buffer = Vec::new();
        let bytes = self.peak_bytes(track, &mut buffer)?;
        // Checked by sum when it was opened; a peak past the end would only be left out.
        Ok(wire::decode_peaks(bytes, 0, entry.frames, usize::MAX).unwrap_or_default())
    }

    pub(crate) fn peak_bytes<'a>(&'a self, track: usize, buffer: &'a mut Vec<u8>) -> io::Result<&'a [u8]> {
        let entry = &self.tracks[track];
        debug_assert!(u64::from(entry.first_peak_byte) <= self.peak_bytes, "checked when it was opened");
        self.source.part(self.peaks_at + u64::from(entry.first_peak_byte), entry.peak_bytes as usize, buffer)
    }
}

fn sum(source: &Source, end: u64, buffer: &mut Vec<u8>) -> io::Result<u32> {
    let mut hasher = crc32fast::Hasher::new();
    let mut at = 0;
    while at < end {
        let length = SUMMED_BYTES.min((end - at) as usize);
        hasher.update(source.part(at, length, buffer)?);
        at += length as u64;
    }
    Ok(hasher.finalize())
}

fn tracks(bytes: &[u8], peak_bytes: u64) -> Result<Vec<TrackEntry>, SegmentError> {
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
        if entry.base < end || peaks_end > peak_bytes {
            return Err(SegmentError::Damaged);
        }
        end =
            entry.base.checked_add(entry.frames).filter(|end| *end <= LINE_FRAMES_MAX).ok_or(SegmentError::Damaged)?;
        tracks.push(entry);
    }
    Ok(tracks)
}

fn directory(bytes: &[u8], posting_bytes: u64) -> Result<Vec<u32>, SegmentError> {
    let mut directory = Vec::with_capacity(KEYS + 1);
    directory.push(0);
    let (mut end, mut value, mut bits) = (0_u32, 0_u32, 0);
    for &byte in bytes {
        value |= u32::from(byte & 0x7f).checked_shl(bits).ok_or(SegmentError::Damaged)?;
        bits += 7;
        if byte & 0x80 == 0 {
            end = end.checked_add(value).ok_or(SegmentError::Damaged)?;
            if directory.len() > KEYS {
                return Err(SegmentError::Damaged);
            }
            directory.push(end);
            (value, bits) = (0, 0);
        }
    }
    if directory.len() != KEYS + 1 || u64::from(end) != posting_bytes {
        return Err(SegmentError::Damaged);
    }
    Ok(directory)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use crate::pairs::{self, REFERENCE_FAN};
    use crate::{Peak, SegmentBuilder};

    #[test]
    fn places_near_and_far_are_read_as_they_were_written() {
        // Two peaks again and again, after steps that take one byte to five.
        let steps = [40, 250, 260, 30_000, 40_000, 4_000_000, 5_000_000, 500_000_000, 600_000_000, 60, 40, 300, 40];
        let places: Vec<u32> = steps
            .iter()
            .scan(0, |at, step| {
                *at += step;
                Some(*at)
            })
            .collect();
        for count in 1..=places.len() {
            let peak = |frame, pitch| Peak { frame, pitch };
            let peaks: Vec<Peak> = places[..count].iter().flat_map(|at| [peak(*at, 100), peak(at + 20, 140)]).collect();
            let mut builder = SegmentBuilder::default();
            builder.add(1, 1, &peaks).expect("there is room");
            let segment = builder.build().expect("there is room");
            let mut key = None;
            pairs::each_pair(&peaks[..2], REFERENCE_FAN, 0, |pair| key = Some(pair.key));
            let mut read = Vec::new();
            segment
                .each_posting(&mut segment.window(16), key.expect("a pair"), |place| read.push(place))
                .expect("memory can be read");
            assert_eq!(read, places[..count]);
        }
    }
}
