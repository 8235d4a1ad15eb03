//! Segments being made: from peaks, or from other segments without what was deleted.

use std::io::{self, Write};

use crate::Peak;
use crate::pairs::{self, KEYS};
use crate::segment::{
    FOOT_BYTES, HEAD_BYTES, INDEX_VERSION, LINE_FRAMES_MAX, MAGIC, SILENCE_FRAMES, Segment, SegmentError, TRACK_BYTES,
    TrackEntry,
};
use crate::source::{Source, Window};
use crate::wire;

/// Bytes that a merge reads of each segment at once.
const READ_BYTES: usize = 1 << 16;
/// Bytes of postings that one segment may have: what its directory can tell.
const POSTING_BYTES_MAX: u64 = u32::MAX as u64;

/// Collects tracks in memory until they become a segment: 8 bytes for each of some 80 pairs a second of sound.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    line: Line,
    peaks: Vec<u8>,
    /// Key above, place in steps of two frames below.
    postings: Vec<u64>,
}

impl SegmentBuilder {
    /// Adds a track with its peaks in the order of time, made with [`crate::Density::Reference`].
    ///
    /// # Errors
    /// [`SegmentError::Full`] when the line of time, a year long, has no place for it; nothing is added then.
    pub fn add(&mut self, id: i64, stamp: u64, peaks: &[Peak]) -> Result<(), SegmentError> {
        let frames = peaks.last().map_or(0, |peak| peak.frame + 1);
        let mut bytes = Vec::with_capacity(peaks.len() * 2);
        wire::encode_peaks(peaks, 0, &mut bytes);
        let base = self.line.place(id, stamp, frames, bytes.len())?;
        self.peaks.extend(bytes);
        let postings = &mut self.postings;
        pairs::each_pair(peaks, pairs::REFERENCE_FAN, 0, |pair| {
            postings.push(u64::from(pair.key) << 32 | u64::from((base + pair.frame) / 2));
        });
        Ok(())
    }

    /// How many tracks were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.line.tracks.len()
    }

    /// Whether no track was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line.tracks.is_empty()
    }

    /// Bytes that are held in memory.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        self.postings.len() * 8 + self.peaks.len() + self.line.tracks.len() * TRACK_BYTES
    }

    /// The segment of all that was added, in memory.
    ///
    /// # Errors
    /// [`SegmentError::Full`] when it has more postings than a segment can tell of.
    pub fn build(mut self) -> Result<Segment, SegmentError> {
        self.postings.sort_unstable();
        let mut writer = Writer::new(Vec::with_capacity(self.postings.len() * 3 + self.peaks.len()))?;
        let mut postings = self.postings.iter().peekable();
        for key in 0..KEYS as u64 {
            while let Some(posting) = postings.next_if(|posting| **posting >> 32 == key) {
                writer.post(*posting as u32)?;
            }
            writer.end_key()?;
        }
        writer.peaks(&self.peaks)?;
        let bytes = writer.finish(&self.line)?;
        Segment::open(Source::Memory(bytes))
    }

    /// One segment of several, in memory; tracks that `lives` denies are left out with their peaks and postings.
    ///
    /// # Errors
    /// As [`Self::merge_into`].
    pub fn merge(segments: &[&Segment], lives: impl Fn(usize, usize) -> bool) -> Result<Segment, SegmentError> {
        let mut bytes = Vec::new();
        Self::merge_into(segments, lives, &mut bytes)?;
        Segment::open(Source::Memory(bytes))
    }

    /// Writes one segment of several, of which only the tracks come into memory; says how many those are.
    ///
    /// `lives` is asked with the number of the segment and of the track in it.
    ///
    /// # Errors
    /// [`SegmentError::Full`] when one segment cannot hold them, [`SegmentError::Io`] when reading or writing fails.
    pub fn merge_into(
        segments: &[&Segment],
        lives: impl Fn(usize, usize) -> bool,
        out: impl Write,
    ) -> Result<usize, SegmentError> {
        let mut line = Line::default();
        let mut bases: Vec<Vec<Option<u32>>> = Vec::with_capacity(segments.len());
        for (number, segment) in segments.iter().enumerate() {
            let mut row = Vec::with_capacity(segment.tracks().len());
            for (track, entry) in segment.tracks().iter().enumerate() {
                let lives = lives(number, track);
                let peak_bytes = entry.peak_bytes as usize;
                row.push(lives.then(|| line.place(entry.id, entry.stamp, entry.frames, peak_bytes)).transpose()?);
            }
            bases.push(row);
        }
        let mut writer = Writer::new(out)?;
        let mut windows: Vec<Window<'_>> = segments.iter().map(|segment| segment.window(READ_BYTES)).collect();
        for key in 0..KEYS as u32 {
            for ((segment, bases), window) in segments.iter().zip(&bases).zip(&mut windows) {
                let mut written = Ok(());
                segment.each_posting(window, key, |place| {
                    let Some(track) = segment.track_at(place) else { return };
                    if let (Some(base), Ok(())) = (bases[track], &written) {
                        // A place before its track's beginning cannot be in a segment whose sum is right.
                        let within = place.wrapping_sub(segment.tracks()[track].base);
                        written = writer.post(base.wrapping_add(within) / 2);
                    }
                })?;
                written?;
            }
            writer.end_key()?;
        }
        let mut buffer = Vec::new();
        for (segment, bases) in segments.iter().zip(&bases) {
            for track in (0..bases.len()).filter(|track| bases[*track].is_some()) {
                writer.peaks(segment.peak_bytes(track, &mut buffer)?)?;
            }
        }
        writer.finish(&line)?;
        Ok(line.tracks.len())
    }
}

/// The tracks of a segment in the making, one after the other on its line of time.
#[derive(Debug, Default)]
struct Line {
    tracks: Vec<TrackEntry>,
    end: u32,
    peak_bytes: u32,
}

impl Line {
    /// Finds a place for a track and says where it begins.
    fn place(&mut self, id: i64, stamp: u64, frames: u32, peak_bytes: usize) -> Result<u32, SegmentError> {
        let (base, first_peak_byte) = (self.end, self.peak_bytes);
        let end = base.checked_add(frames).and_then(|end| end.checked_add(SILENCE_FRAMES)).ok_or(SegmentError::Full)?;
        let peak_bytes = u32::try_from(peak_bytes).map_err(|_| SegmentError::Full)?;
        let peaks_end = first_peak_byte.checked_add(peak_bytes).ok_or(SegmentError::Full)?;
        if end > LINE_FRAMES_MAX {
            return Err(SegmentError::Full);
        }
        // Even, so that a place in steps of two frames tells the track.
        self.end = end.next_multiple_of(2);
        self.peak_bytes = peaks_end;
        self.tracks.push(TrackEntry { id, stamp, base, frames, first_peak_byte, peak_bytes });
        Ok(base)
    }
}

/// Writes a segment from front to back: postings key by key, then peaks, then what is in memory.
struct Writer<W> {
    out: W,
    sum: crc32fast::Hasher,
    /// What was not handed on yet.
    waiting: Vec<u8>,
    directory: Vec<u8>,
    posting_bytes: u64,
    peak_bytes: u64,
    key_bytes: u32,
    last: u32,
}

impl<W: Write> Writer<W> {
    fn new(out: W) -> io::Result<Self> {
        let mut waiting = Vec::with_capacity(READ_BYTES + 16);
        waiting.extend(MAGIC);
        waiting.extend(INDEX_VERSION.to_le_bytes());
        waiting.resize(HEAD_BYTES, 0);
        let directory = Vec::with_capacity(KEYS * 2);
        let sum = crc32fast::Hasher::new();
        Ok(Self { out, sum, waiting, directory, posting_bytes: 0, peak_bytes: 0, key_bytes: 0, last: 0 })
    }

    fn post(&mut self, place: u32) -> io::Result<()> {
        let before = self.waiting.len();
        write_number(place.wrapping_sub(self.last), &mut self.waiting);
        self.last = place;
        self.key_bytes += (self.waiting.len() - before) as u32;
        self.hand_on(READ_BYTES)
    }

    fn end_key(&mut self) -> Result<(), SegmentError> {
        write_number(self.key_bytes, &mut self.directory);
        self.posting_bytes += u64::from(self.key_bytes);
        (self.key_bytes, self.last) = (0, 0);
        if self.posting_bytes > POSTING_BYTES_MAX { Err(SegmentError::Full) } else { Ok(()) }
    }

    fn peaks(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.peak_bytes += bytes.len() as u64;
        self.waiting.extend_from_slice(bytes);
        self.hand_on(READ_BYTES)
    }

    fn finish(mut self, line: &Line) -> io::Result<W> {
        for track in &line.tracks {
            self.waiting.extend(track.id.to_le_bytes());
            self.waiting.extend(track.stamp.to_le_bytes());
            for value in [track.base, track.frames, track.first_peak_byte, track.peak_bytes] {
                self.waiting.extend(value.to_le_bytes());
            }
        }
        self.waiting.extend_from_slice(&self.directory);
        self.waiting.extend(self.posting_bytes.to_le_bytes());
        self.waiting.extend(self.peak_bytes.to_le_bytes());
        for value in [line.tracks.len() as u32, self.directory.len() as u32, 0] {
            self.waiting.extend(value.to_le_bytes());
        }
        debug_assert_eq!(FOOT_BYTES, 32, "four bytes of sum follow these");
        self.hand_on(0)?;
        let sum = self.sum.finalize();
        self.out.write_all(&sum.to_le_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Hands on what waits, once it is so much.
    fn hand_on(&mut self, bytes_min: usize) -> io::Result<()> {
        if self.waiting.len() > bytes_min {
            self.sum.update(&self.waiting);
            self.out.write_all(&self.waiting)?;
            self.waiting.clear();
        }
        Ok(())
    }
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn write_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}
