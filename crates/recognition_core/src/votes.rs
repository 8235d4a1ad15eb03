//! Where in a segment the pairs of a question agree on one moment.

use crate::segment::Segment;

/// Agreeing pairs that a moment needs to be looked at.
const VOTES_MIN: u32 = 3;
/// Frames that one vote covers: what a pair's step of time and small differences of tempo need.
pub(crate) const VOTE_FRAMES: u32 = 4;
/// Questions begin so many frames after zero on the line of time at the earliest.
pub(crate) const BIAS_FRAMES: u32 = 2_048;
/// A table of counters has at most so many entries.
const COUNTERS_MAX: usize = 1 << 24;

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
}

impl Ballot {
    /// The moments with most votes, `limit` at most, the best first.
    pub(crate) fn count(&mut self, segment: &Segment, pairs: &[(u32, u32)], limit: usize) -> Vec<Moment> {
        let Self { votes, counters, likely } = self;
        votes.clear();
        likely.clear();
        for &(key, frame) in pairs {
            segment.each_posting(key, |place| {
                votes.push(place.wrapping_add(BIAS_FRAMES).wrapping_sub(frame) / VOTE_FRAMES)
            });
        }
        // A small table tells most lonely votes from the rest before anything is sorted.
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
            at(here) + at(here.wrapping_add(1)).max(at(here.wrapping_sub(1))) >= VOTES_MIN
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
            .filter(|moment| moment.votes >= VOTES_MIN)
            .collect();
        moments.sort_unstable_by(|a, b| b.cmp(a));
        moments.truncate(limit);
        moments
    }
}
