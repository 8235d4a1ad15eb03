//! Where in a segment the pairs of a question agree on one moment.

use std::collections::HashSet;
use std::io;

use crate::pairs::{HELD_PERMILLE, Pair};
use crate::segment::Segment;

/// A vote carries what its pair is worth in so many bits.
const WEIGHT_BITS: u32 = 3;
const WEIGHT_MAX: u32 = (1 << WEIGHT_BITS) - 1;
/// What agreeing pairs need to be worth for a moment to be looked at: two rare ones, or three.
const WEIGHT_MIN: u32 = 13;
/// And how much more where chance brings many.
const WEIGHT_MORE: u32 = 4;
/// Moments that are so near each other are looked at as one.
const NEAR_FRAMES: u32 = 8;
/// From so many votes on chance brings one more to many moments, and one more again.
const VOTES_MANY: [usize; 2] = [200_000, 1_000_000];
/// Frames that one vote covers: what a pair's step of time and small differences of tempo need.
pub(crate) const VOTE_FRAMES: u32 = 4;
/// Questions begin so many frames after zero on the line of time at the earliest.
pub(crate) const BIAS_FRAMES: u32 = 2_048;
/// A table of counters has at most so many entries.
const COUNTERS_MAX: usize = 1 << 21;
/// Bytes that are read at once at least, where a segment is not in memory.
const READ_BYTES: usize = 256;
/// What a read costs, in bytes of postings.
const READ_COST_BYTES: usize = 400;

/// A moment that pairs agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) votes: u32,
    /// Frames on the segment's line of time at which the question begins, plus [`BIAS_FRAMES`].
    pub(crate) start: u32,
}

/// Buffers that are used again.
#[derive(Debug, Default)]
pub(crate) struct Ballot {
    votes: Vec<u32>,
    counters: Vec<u8>,
    likely: Vec<u32>,
    chosen: Vec<Pair>,
    /// Whether some pairs have not been looked at for want of bytes.
    pub(crate) has_left_out: bool,
}

impl Ballot {
    /// The moments with most votes, `limit` at most, the best first; `pairs` are in the order of their keys.
    ///
    /// Of the postings, at most about `bytes_max` are looked at: pairs that many songs have say least and go first.
    pub(crate) fn count(
        &mut self,
        segment: &Segment,
        pairs: &[Pair],
        limit: usize,
        bytes_max: usize,
    ) -> io::Result<Vec<Moment>> {
        let Self { votes, counters, likely, chosen, has_left_out } = self;
        votes.clear();
        likely.clear();
        choose(segment, pairs, bytes_max, chosen);
        *has_left_out |= chosen.len() < pairs.len();
        let mut window = segment.window(READ_BYTES);
        let line = segment.tracks().last().map_or(0, |track| track.base + track.frames);
        for pairs in chosen.chunk_by(|a, b| a.key == b.key) {
            let key = pairs[0].key;
            let bytes = segment.posting_bytes(key);
            for pair in pairs {
                let weight = weight(line, bytes, *pair);
                segment.each_posting(&mut window, key, |place| {
                    let moment = place.wrapping_add(BIAS_FRAMES).wrapping_sub(pair.frame) / VOTE_FRAMES;
                    votes.push((moment << WEIGHT_BITS) | weight);
                })?;
            }
        }
        // A small table tells most lonely votes from the rest before anything is sorted.
        let weight_min =
            WEIGHT_MIN + VOTES_MANY.iter().filter(|many| votes.len() > **many).count() as u32 * WEIGHT_MORE;
        let size = (votes.len() * 2).next_power_of_two().clamp(1 << 10, COUNTERS_MAX);
        let mask = size - 1;
        counters.clear();
        counters.resize(size, 0);
        let (place, weight) = (|vote: u32| (vote >> WEIGHT_BITS) as usize, |vote: u32| vote & WEIGHT_MAX);
        for vote in &*votes {
            let counter = &mut counters[place(*vote) & mask];
            *counter = counter.saturating_add(weight(*vote) as u8);
        }
        likely.extend(votes.iter().copied().filter(|vote| {
            let at = |place: usize| u32::from(counters[place & mask]);
            let here = place(*vote);
            at(here) + at(here.wrapping_add(1)).max(at(here.wrapping_sub(1))) >= weight_min
        }));
        likely.sort_unstable();
        let runs: Vec<(u32, u32)> = likely
            .chunk_by(|a, b| place(*a) == place(*b))
            .map(|run| (run[0] >> WEIGHT_BITS, run.iter().map(|vote| weight(*vote)).sum()))
            .collect();
        let mut moments: Vec<Moment> = runs
            .iter()
            .enumerate()
            .map(|(at, &(vote, votes))| {
                let next = runs.get(at + 1).filter(|next| next.0 == vote + 1).map_or(0, |next| next.1);
                Moment { votes: votes + next, start: vote * VOTE_FRAMES }
            })
            .filter(|moment| moment.votes >= weight_min)
            .collect();
        moments.sort_unstable_by(|a, b| b.cmp(a));
        // Whoever looks at a moment sees what lies near it as well.
        let mut seen = HashSet::new();
        moments.retain(|moment| {
            let near = moment.start / NEAR_FRAMES;
            let is_new = seen.len() < limit
                && !seen.contains(&near)
                && !seen.contains(&(near + 1))
                && !seen.contains(&near.wrapping_sub(1));
            is_new && seen.insert(near)
        });
        Ok(moments)
    }
}

/// What a pair is worth: how much rarer its key is than that such a pair of a question is one of the song's, as a logarithm.
fn weight(line: u32, bytes: usize, pair: Pair) -> u32 {
    // A posting takes two or three bytes.
    let chance = bytes.max(1) as f32 / 2.5 * VOTE_FRAMES as f32 / line.max(1) as f32;
    let held = f32::from(HELD_PERMILLE[usize::from(pair.rank)]) / 1_000.0;
    (((held / chance).log2() / 2.0) as u32).clamp(1, WEIGHT_MAX)
}

/// The pairs that say most for their bytes, which are so many together at most, in the order of their keys.
fn choose(segment: &Segment, pairs: &[Pair], bytes_max: usize, chosen: &mut Vec<Pair>) {
    chosen.clear();
    let read = if segment.bytes().is_some() { 0 } else { READ_COST_BYTES };
    let bytes = |pair: &Pair| segment.posting_bytes(pair.key) + read;
    if pairs.iter().map(bytes).sum::<usize>() <= bytes_max {
        chosen.extend_from_slice(pairs);
        return;
    }
    // Bytes that are looked at for one pair of the song.
    let cost = |pair: &Pair| bytes(pair) as u64 * 1_000 / u64::from(HELD_PERMILLE[usize::from(pair.rank)]);
    let mut cheapest: Vec<(u64, Pair)> = pairs.iter().map(|pair| (cost(pair), *pair)).collect();
    cheapest.sort_unstable();
    let mut left = bytes_max;
    for (_, pair) in cheapest {
        let Some(rest) = left.checked_sub(bytes(&pair)) else { break };
        left = rest;
        chosen.push(pair);
    }
    chosen.sort_unstable();
}
