//! Where in a segment the pairs of a question agree on one moment.

use std::io;

use crate::segment::Segment;

/// Agreeing pairs that a moment needs to be looked at.
const VOTES_MIN: u32 = 3;
/// From so many votes on chance brings one more to many moments, and one more again.
const VOTES_MANY: [usize; 2] = [200_000, 1_000_000];
/// Frames that one vote covers: what a pair's step of time and small differences of tempo need.
pub(crate) const VOTE_FRAMES: u32 = 4;
/// Questions begin so many frames after zero on the line of time at the earliest.
pub(crate) const BIAS_FRAMES: u32 = 2_048;
/// A table of counters has at most so many entries.
const COUNTERS_MAX: usize = 1 << 22;
/// Bytes that are read at once at least, where a segment is not in memory.
const READ_BYTES: usize = 1_024;

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
    chosen: Vec<(u32, u32)>,
}

impl Ballot {
    /// The moments with most votes, `limit` at most, the best first; `pairs` are in the order of their keys.
    ///
    /// Of the postings, at most about `bytes_max` are looked at: pairs that many songs have say least and go first.
    pub(crate) fn count(
        &mut self,
        segment: &Segment,
        pairs: &[(u32, u32)],
        limit: usize,
        bytes_max: usize,
    ) -> io::Result<Vec<Moment>> {
        let Self { votes, counters, likely, chosen } = self;
        votes.clear();
        likely.clear();
        choose(segment, pairs, bytes_max, chosen);
        let mut window = segment.window(READ_BYTES);
        for &(key, frame) in &*chosen {
            segment.each_posting(&mut window, key, |place| {
                votes.push(place.wrapping_add(BIAS_FRAMES).wrapping_sub(frame) / VOTE_FRAMES);
            })?;
        }
        // A small table tells most lonely votes from the rest before anything is sorted.
        let votes_min = VOTES_MIN + VOTES_MANY.iter().filter(|many| votes.len() > **many).count() as u32;
        let size = (votes.len() * 4).next_power_of_two().clamp(1 << 10, COUNTERS_MAX);
        let mask = size - 1;
        counters.clear();
        counters.resize(size, 0);
        for vote in &*votes {
            let counter = &mut counters[*vote as usize & mask];
            *counter = counter.saturating_add(1);
        }
        likely.extend(votes.iter().copied().filter(|vote| {
            let at = |place: usize| u32::from(counters[place & mask]);
            let here = *vote as usize;
            at(here) + at(here.wrapping_add(1)).max(at(here.wrapping_sub(1))) >= votes_min
        }));
        likely.sort_unstable();
        let runs: Vec<(u32, u32)> = likely.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect();
        let mut moments: Vec<Moment> = runs
            .iter()
            .enumerate()
            .map(|(at, &(vote, count))| {
                let next = runs.get(at + 1).filter(|next| next.0 == vote + 1).map_or(0, |next| next.1);
                Moment { votes: count + next, start: vote * VOTE_FRAMES }
            })
            .filter(|moment| moment.votes >= votes_min)
            .collect();
        moments.sort_unstable_by(|a, b| b.cmp(a));
        moments.truncate(limit);
        Ok(moments)
    }
}

/// The pairs with the rarest keys that have so many bytes of postings together, in the order of their keys.
fn choose(segment: &Segment, pairs: &[(u32, u32)], bytes_max: usize, chosen: &mut Vec<(u32, u32)>) {
    chosen.clear();
    let bytes = |pair: &(u32, u32)| segment.posting_bytes(pair.0);
    if pairs.iter().map(bytes).sum::<usize>() <= bytes_max {
        chosen.extend_from_slice(pairs);
        return;
    }
    let mut rarest: Vec<(usize, (u32, u32))> = pairs.iter().map(|pair| (bytes(pair), *pair)).collect();
    rarest.sort_unstable();
    let mut left = bytes_max;
    for (bytes, pair) in rarest {
        let Some(rest) = left.checked_sub(bytes) else { break };
        left = rest;
        chosen.push(pair);
    }
    chosen.sort_unstable();
}
