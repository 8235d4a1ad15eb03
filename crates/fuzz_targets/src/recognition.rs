//! Recognition: peaks as a device sends them, and parts of the index.

use std::hint::black_box;
use std::sync::LazyLock;

use recognition_core::{
    Acceptance, PITCH_STEPS, Peak, Segment, SegmentBuilder, Source, decode_peaks, encode_peaks, recognise,
};

use crate::input::{Chance, Input};

/// What begins a segment before anything that is counted: its magic bytes and its version.
const SEGMENT_HEAD_BYTES: usize = 12;
const CHECKSUM_BYTES: usize = 4;

/// Three invented tracks.
static SEGMENT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = SegmentBuilder::default();
    for id in 0..3_u8 {
        builder.add(i64::from(id), 7, &invented(id, 120)).expect("three short tracks fit");
    }
    let segment = builder.build().expect("three short tracks fit");
    segment.bytes().expect("it is in memory").to_vec()
});

/// What is asked: the beginning of the second of them.
static QUESTION: LazyLock<Vec<Peak>> = LazyLock::new(|| invented(1, 60));

fn invented(id: u8, peaks: u32) -> Vec<Peak> {
    let mut chance = Chance(u64::from(id));
    let mut pitch = || u16::from_le_bytes([chance.number().to_le_bytes()[0], 0]) * 3 % PITCH_STEPS;
    (0..peaks).map(|number| Peak { frame: number * 5, pitch: pitch() }).collect()
}

/// Peaks are refused, or lie in order within the limits and are the same after they were written and read again.
pub(crate) fn peaks(bytes: &[u8]) {
    let mut input = Input(bytes);
    let first = u32::from(input.byte());
    let end = first + (input.number() & 0xffff);
    let most = usize::from(input.byte());
    let Ok(peaks) = decode_peaks(input.0, first, end, most) else { return };
    assert!(peaks.len() <= most);
    assert!(peaks.iter().all(|peak| (first..end).contains(&peak.frame) && peak.pitch < PITCH_STEPS));
    assert!(peaks.is_sorted_by_key(|peak| peak.frame));
    let mut written = Vec::new();
    encode_peaks(&peaks, first, &mut written);
    assert_eq!(decode_peaks(&written, first, end, most), Ok(peaks));
}

/// A segment with any damage behind its checksum is refused, or else a question can be asked of it.
pub(crate) fn segment(bytes: &[u8]) {
    drop(Segment::open(Source::Memory(bytes.to_vec())));
    let mut input = Input(bytes);
    let mut damaged = SEGMENT.clone();
    damaged.truncate(damaged.len() - CHECKSUM_BYTES);
    // Most of a segment are postings and peaks: half of all damage is done to its end, where its parts are told.
    let from = if input.byte() & 1 == 0 { damaged.len().saturating_sub(256) } else { SEGMENT_HEAD_BYTES };
    input.damage(&mut damaged, from);
    let checksum = crc32fast::hash(&damaged);
    damaged.extend_from_slice(&checksum.to_le_bytes());
    let Ok(segment) = Segment::open(Source::Memory(damaged)) else { return };
    let _ = black_box(SegmentBuilder::merge(&[&segment], |_, _| true));
    let _ = black_box(recognise(&[&segment], |_, _| true, &QUESTION, Acceptance::default()));
}
