//! The smallest values of a stretch of a long list, one after the other, without looking at all of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Values that are looked at one by one at either end of a stretch.
const BLOCK: usize = 32;

/// Up to this many values a stretch is gone through whole: one after the other they are read faster than few far apart.
const SMALL: usize = 2_048;

/// So many of the smallest are taken from it at a time.
const BATCH: usize = 16;

/// Where the smallest value of each block is, and of each 2, 4, 8… blocks from there on.
#[derive(Debug, Default, Clone)]
pub(crate) struct RangeMin {
    /// Level 0 has a position for each block, level k one for each block with the 2^k - 1 after it.
    levels: Vec<Box<[u32]>>,
}

impl RangeMin {
    pub(crate) fn new(values: &[u32], rank: impl Fn(u32) -> u32) -> Self {
        let smallest = |one: u32, other: u32| {
            if rank(values[other as usize]) < rank(values[one as usize]) { other } else { one }
        };
        let positions: Vec<u32> = (0..u32::try_from(values.len()).unwrap_or(u32::MAX)).collect();
        let blocks: Box<[u32]> =
            positions.chunks(BLOCK).map(|block| block.iter().copied().reduce(smallest).unwrap_or(0)).collect();
        let mut levels = Vec::new();
        let mut width = 1;
        let mut last = blocks;
        while !last.is_empty() {
            let next: Box<[u32]> =
                (0..last.len().saturating_sub(width)).map(|at| smallest(last[at], last[at + width])).collect();
            levels.push(last);
            last = next;
            width *= 2;
        }
        Self { levels }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.levels.iter().map(|level| level.len() * 4).sum()
    }

    /// The position of the smallest value of `from..to`, which is not empty.
    fn position(&self, values: &[u32], rank: impl Fn(u32) -> u32, from: usize, to: usize) -> usize {
        let smaller = |one: usize, other: usize| if rank(values[other]) < rank(values[one]) { other } else { one };
        let scan = |from: usize, to: usize| (from..to).reduce(smaller);
        let (first, last) = (from.div_ceil(BLOCK), to / BLOCK);
        if first >= last {
            return scan(from, to).unwrap_or(from);
        }
        let level = (last - first).ilog2() as usize;
        let levels = [self.levels[level][first], self.levels[level][last - (1 << level)]].map(|at| at as usize);
        let ends = [scan(from, first * BLOCK), scan(last * BLOCK, to)];
        ends.into_iter().flatten().fold(smaller(levels[0], levels[1]), smaller)
    }

    /// The ranks of a stretch, the smallest first; one that comes more than once may be left out but once.
    pub(crate) fn ascending<'v, R: Fn(u32) -> u32 + Copy + 'v>(
        &'v self,
        values: &'v [u32],
        rank: R,
        from: usize,
        to: usize,
    ) -> Ascending<'v, R> {
        let mut ascending =
            Ascending { min: self, values, rank, small: &[], batch: Vec::new(), waiting: BinaryHeap::new() };
        if to.saturating_sub(from) <= SMALL {
            ascending.small = values.get(from..to).unwrap_or_default();
            ascending.fill(0);
        } else {
            ascending.wait(from, to);
        }
        ascending
    }
}

/// See [`RangeMin::ascending`].
pub(crate) struct Ascending<'v, R> {
    min: &'v RangeMin,
    values: &'v [u32],
    rank: R,
    /// A small stretch, and the next of it, the smallest last.
    small: &'v [u32],
    batch: Vec<u32>,
    /// Stretches by their smallest rank: rank, its position, from, to.
    waiting: BinaryHeap<Reverse<(u32, usize, usize, usize)>>,
}

impl<R: Fn(u32) -> u32 + Copy> Ascending<'_, R> {
    /// Takes the smallest ranks of a small stretch, from one on.
    fn fill(&mut self, least: u32) {
        let batch = &mut self.batch;
        let mut below = u32::MAX;
        for value in self.small {
            let rank = (self.rank)(*value);
            if rank >= least && rank < below {
                batch.push(rank);
                if batch.len() == 2 * BATCH {
                    batch.sort_unstable();
                    batch.dedup();
                    batch.truncate(BATCH);
                    below = if batch.len() == BATCH { batch[BATCH - 1] } else { below };
                }
            }
        }
        batch.sort_unstable();
        batch.dedup();
        batch.truncate(BATCH);
        batch.reverse();
    }

    fn wait(&mut self, from: usize, to: usize) {
        if from < to {
            let at = self.min.position(self.values, self.rank, from, to);
            self.waiting.push(Reverse(((self.rank)(self.values[at]), at, from, to)));
        }
    }
}

impl<R: Fn(u32) -> u32 + Copy> Iterator for Ascending<'_, R> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if let Some(rank) = self.batch.pop() {
            if self.batch.is_empty() {
                self.fill(rank + 1);
            }
            return Some(rank);
        }
        let Reverse((rank, at, from, to)) = self.waiting.pop()?;
        self.wait(from, at);
        self.wait(at + 1, to);
        Some(rank)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_sorting_would(values in prop::collection::vec(0u32..9_000, 0..9_000), a in 0usize..9_000, b in 0usize..9_000) {
            let (from, to) = (a.min(b).min(values.len()), a.max(b).min(values.len()));
            let min = RangeMin::new(&values, |value| value);
            let mut expected = values[from..to].to_vec();
            expected.sort_unstable();
            expected.dedup();
            let mut found: Vec<u32> = min.ascending(&values, |value| value, from, to).collect();
            found.dedup();
            prop_assert_eq!(found, expected);
        }
    }
}
