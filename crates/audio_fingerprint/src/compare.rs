//! How much of two fingerprints is the same.

use std::collections::HashMap;

use crate::{CODES_MIN, Fingerprint};

/// Wrong bits in a thousand up to which two fingerprints are of one recording.
///
/// Measured on real music: other encodings and cuts of the same have 84 at most, other music 307 at least (`docs/decisions/recordings.md`).
pub const BIT_ERRORS_PERMILLE_MAX: u32 = 250;

/// Places that two fingerprints are laid over each other at, the most promising ones.
const PLACES_TRIED: usize = 4;

/// What can be compared: codes, one for every eighth of a second.
pub type Codes = [u32];

/// How two fingerprints lie over each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// How many codes later the second begins within the first; below zero when it begins earlier.
    pub offset: i32,
    /// Codes that lie over each other.
    pub codes: usize,
    /// Bits that differ, in a thousand.
    pub bit_errors_permille: u32,
}

impl Alignment {
    /// Whether this is one recording.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.bit_errors_permille <= BIT_ERRORS_PERMILLE_MAX
    }
}

/// Lays two fingerprints over each other at the place where most codes are alike; nothing when there is no such place.
#[must_use]
pub fn align(first: &Fingerprint, second: &Fingerprint) -> Option<Alignment> {
    let (first, second) = (first.codes(), second.codes());
    let mut places: HashMap<u32, Vec<u16>> = HashMap::with_capacity(first.len());
    for (at, code) in first.iter().enumerate() {
        places.entry(*code).or_default().push(at as u16);
    }
    let mut votes: HashMap<i32, u32> = HashMap::new();
    for (at, code) in second.iter().enumerate() {
        // A code that comes again and again, as silence does, says nothing about the place.
        for place in places.get(code).filter(|places| places.len() <= 8).into_iter().flatten() {
            *votes.entry(i32::from(*place) - at as i32).or_default() += 1;
        }
    }
    let mut offsets: Vec<(i32, u32)> = votes.into_iter().collect();
    offsets.sort_unstable_by_key(|(offset, votes)| (std::cmp::Reverse(*votes), offset.unsigned_abs(), *offset));
    offsets.truncate(PLACES_TRIED);
    // The beginnings lie over each other in most cases, whatever the votes say.
    offsets.push((0, 0));
    offsets
        .iter()
        .filter_map(|(offset, _)| compare_at(first, second, *offset))
        .min_by_key(|found| (found.bit_errors_permille, std::cmp::Reverse(found.codes), found.offset.unsigned_abs()))
}

/// Compares two fingerprints laid over each other with the second so many codes later; nothing when too little of them overlaps.
#[must_use]
pub fn compare_at(first: &Codes, second: &Codes, offset: i32) -> Option<Alignment> {
    let skipped = offset.unsigned_abs() as usize;
    let (a, b) = if offset >= 0 { (first.get(skipped..)?, second) } else { (first, second.get(skipped..)?) };
    let codes = a.len().min(b.len());
    // Half of the shorter one at least: two songs may well share a few seconds, such as silence or a sample.
    if codes < CODES_MIN.max(first.len().min(second.len()) / 2) {
        return None;
    }
    let wrong: u32 = a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum();
    let bits = codes as u32 * 32;
    Some(Alignment { offset, codes, bit_errors_permille: (wrong * 1_000).div_ceil(bits) })
}
