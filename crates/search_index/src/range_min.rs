//! The smallest values of a stretch of a long list, one after the other, without looking at all of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Values that are looked at one by one at either end of a stretch.
const BLOCK: usize = 32;

/// Up to this many values a stretch is sorted at once.
const SMALL: usize = 96;

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
        let scan = |from: usize, to: usize| (from..to).min_by_key(|at| rank(values[*at])).unwrap_or(from);
        let (first, last) = (from.div_ceil(BLOCK), to / BLOCK);
        if first >= last {
            return scan(from, to);
        }
        let mut best = scan(first * BLOCK, first * BLOCK + 1);
        let mut offer = |at: usize| {
            if rank(values[at]) < rank(values[best]) {
                best = at;
            }
        };
        if from < first * BLOCK {
            offer(scan(from, first * BLOCK));
        }
        if last * BLOCK < to {
            offer(scan(last * BLOCK, to));
        }
        let level = (last - first).ilog2() as usize;
        offer(self.levels[level][first] as usize);
        offer(self.levels[level][last - (1 << level)] as usize);
        best
    }

    /// The ranks of a stretch, the smallest first.
    pub(crate) fn ascending<'v, R: Fn(u32) -> u32 + Copy + 'v>(
        &'v self,
        values: &'v [u32],
        rank: R,
        from: usize,
        to: usize,
    ) -> Ascending<'v, R> {
        let mut ascending = Ascending { min: self, values, rank, sorted: Vec::new(), waiting: BinaryHeap::new() };
        if to.saturating_sub(from) <= SMALL {
            ascending.sorted = values[from..to.max(from)].iter().map(|value| rank(*value)).collect();
            ascending.sorted.sort_unstable_by_key(|rank| Reverse(*rank));
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
    /// A small stretch, the smallest last.
    sorted: Vec<u32>,
    /// Stretches by their smallest rank: rank, its position, from, to.
    waiting: BinaryHeap<Reverse<(u32, usize, usize, usize)>>,
}

impl<R: Fn(u32) -> u32 + Copy> Ascending<'_, R> {
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
        if let Some(rank) = self.sorted.pop() {
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
        fn as_sorting_would(values in prop::collection::vec(0u32..1000, 0..700), a in 0usize..700, b in 0usize..700) {
            let (from, to) = (a.min(b).min(values.len()), a.max(b).min(values.len()));
            let min = RangeMin::new(&values, |value| value);
            let mut expected = values[from..to].to_vec();
            expected.sort_unstable();
            prop_assert_eq!(min.ascending(&values, |value| value, from, to).collect::<Vec<_>>(), expected);
        }
    }
}
