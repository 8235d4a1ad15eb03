//! Two peaks as one key: the first one's pitch, how far the second is above it, and when it follows.

use crate::Peak;
use crate::spectrum::BINS;

/// Different keys that there are.
pub(crate) const KEYS: usize = BINS * DISTANCES * GAPS;
const DISTANCES: usize = 97;
const GAPS: usize = 32;
/// The second peak is at most so many bins away.
const DISTANCE_MAX: i32 = 48;
/// The second peak follows after 0.1 s to 1.5 s, in frames.
const GAP_FRAMES: std::ops::RangeInclusive<u32> = 6..=94;
/// Gaps are told in steps of so many frames, which takes 4 % of tempo in without a second look.
const GAP_STEP: u32 = 3;

/// Pairs that each peak of the index is the first of.
pub(crate) const REFERENCE_FAN: usize = 4;
/// Pairs that each peak of a question is the first of.
pub(crate) const QUERY_FAN: usize = 16;
/// How often a pair of a question is one of the song's, in thousandths, by how many pairs its first peak had before:
/// the index has only the nearest ones. Measured on questions in noise whose songs were none of those that `docs/benchmarks.md` tells of.
pub(crate) const HELD_PERMILLE: [u16; QUERY_FAN] = [70, 72, 74, 73, 67, 56, 46, 36, 26, 18, 12, 9, 6, 4, 3, 2];

/// A pair of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) key: u32,
    /// When its first peak is.
    pub(crate) frame: u32,
    /// How many pairs the first peak had before.
    pub(crate) rank: u16,
}

/// Calls `take` with every pair; all pitches are moved by `shift` bins before.
pub(crate) fn each_pair(peaks: &[Peak], fan: usize, shift: i32, mut take: impl FnMut(Pair)) {
    for (index, first) in peaks.iter().enumerate() {
        let low = bin(first.pitch) + shift;
        if !(0..BINS as i32).contains(&low) {
            continue;
        }
        let mut taken = 0;
        for second in &peaks[index + 1..] {
            let gap = second.frame - first.frame;
            if gap < *GAP_FRAMES.start() {
                continue;
            }
            if gap > *GAP_FRAMES.end() || taken == fan {
                break;
            }
            let distance = bin_distance(first.pitch, second.pitch);
            if distance.abs() > DISTANCE_MAX {
                continue;
            }
            let key = (low as usize * DISTANCES + (distance + DISTANCE_MAX) as usize) * GAPS
                + ((gap + GAP_STEP / 2) / GAP_STEP) as usize;
            take(Pair { key: key as u32, frame: first.frame, rank: taken as u16 });
            taken += 1;
        }
    }
}

fn bin(pitch: u16) -> i32 {
    (i32::from(pitch) + 2) / 4
}

fn bin_distance(from: u16, to: u16) -> i32 {
    (i32::from(to) - i32::from(from) + 2).div_euclid(4)
}
