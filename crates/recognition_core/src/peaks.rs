//! Peaks of a whitened spectrum, found while it streams by.

use std::collections::VecDeque;

use crate::Peak;
use crate::spectrum::{BINS, Frame, LOG_ONE};

/// Frames before and after, over whose mean a bin must rise: 0.8 s. It takes reverberation and the band of a microphone away.
const MEAN_FRAMES: usize = 50;
/// Bins below and above in the same mean.
const MEAN_BINS: usize = 5;
/// A peak is the highest within so many frames.
const NEAR_FRAMES: usize = 8;
/// A peak is the highest within so many bins.
const NEAR_BINS: usize = 4;
/// What a peak rises above its surroundings at least: a fifth of a neper.
const RISE_MIN: i32 = LOG_ONE / 5;
/// The strongest are chosen within blocks of half a second.
const BLOCK_FRAMES: usize = 31;

#[derive(Clone, Debug)]
struct Row {
    level: Frame,
    white: Frame,
    /// The highest of `white` within [`NEAR_BINS`].
    highest: Frame,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    strength: i32,
    peak: Peak,
}

/// Finds peaks in frames that come one by one.
#[derive(Clone, Debug)]
pub(crate) struct PeakFinder {
    peaks_a_block: usize,
    /// Frames that are still needed for means; the first has the number `first_level`.
    levels: VecDeque<Frame>,
    first_level: usize,
    sums: Frame,
    /// Frames whose means are known; the first has the number `first_row`.
    rows: VecDeque<Row>,
    first_row: usize,
    whitened: usize,
    searched: usize,
    block: Vec<Candidate>,
    block_number: usize,
}

impl PeakFinder {
    pub(crate) fn new(peaks_a_block: usize) -> Self {
        Self {
            peaks_a_block,
            levels: VecDeque::new(),
            first_level: 0,
            sums: [0; BINS],
            rows: VecDeque::new(),
            first_row: 0,
            whitened: 0,
            searched: 0,
            block: Vec::new(),
            block_number: 0,
        }
    }

    /// Takes the next frame; peaks that are settled by it are appended, in the order of time.
    pub(crate) fn push(&mut self, frame: &Frame, found: &mut Vec<Peak>) {
        for (sum, level) in self.sums.iter_mut().zip(frame) {
            *sum += level;
        }
        self.levels.push_back(*frame);
        if self.first_level + self.levels.len() > self.whitened + MEAN_FRAMES {
            self.whiten();
            if self.whitened > self.searched + NEAR_FRAMES {
                self.search(found);
            }
        }
    }

    /// The first frame whose peaks are not settled yet.
    pub(crate) fn settled_frames(&self) -> usize {
        self.block_number * BLOCK_FRAMES
    }

    /// Settles what is left, as if the sound ended here.
    pub(crate) fn finish(&mut self, found: &mut Vec<Peak>) {
        while self.whitened < self.first_level + self.levels.len() {
            self.whiten();
        }
        while self.searched < self.whitened {
            self.search(found);
        }
        self.close_block(found);
    }

    fn whiten(&mut self) {
        let now = self.whitened;
        // The window is [now − MEAN_FRAMES, last]; what left it is taken off the sums.
        while self.first_level + MEAN_FRAMES < now {
            if let Some(old) = self.levels.pop_front() {
                for (sum, level) in self.sums.iter_mut().zip(&old) {
                    *sum -= level;
                }
            }
            self.first_level += 1;
        }
        let count = self.levels.len() as i32;
        let level = self.levels[now - self.first_level];
        let mut before = [0_i32; BINS + 1];
        for bin in 0..BINS {
            before[bin + 1] = before[bin] + self.sums[bin] / count;
        }
        let mut white = [0; BINS];
        for bin in 0..BINS {
            let (low, high) = (bin.saturating_sub(MEAN_BINS), (bin + MEAN_BINS + 1).min(BINS));
            white[bin] = level[bin] - (before[high] - before[low]) / (high - low) as i32;
        }
        let mut padded = [i32::MIN; BINS + 2 * NEAR_BINS];
        padded[NEAR_BINS..NEAR_BINS + BINS].copy_from_slice(&white);
        let mut highest = white;
        for shift in 0..=2 * NEAR_BINS {
            for (highest, value) in highest.iter_mut().zip(&padded[shift..shift + BINS]) {
                *highest = (*highest).max(*value);
            }
        }
        self.rows.push_back(Row { level, white, highest });
        self.whitened += 1;
    }

    fn search(&mut self, found: &mut Vec<Peak>) {
        let now = self.searched;
        while self.first_row + NEAR_FRAMES < now {
            self.rows.pop_front();
            self.first_row += 1;
        }
        if now / BLOCK_FRAMES != self.block_number {
            self.close_block(found);
            self.block_number = now / BLOCK_FRAMES;
        }
        let at = now - self.first_row;
        let around = self.rows.range(..self.rows.len().min(at + NEAR_FRAMES + 1));
        let row = &self.rows[at];
        for bin in 0..BINS {
            let value = row.white[bin];
            if value < RISE_MIN || value < row.highest[bin] {
                continue;
            }
            if around.clone().all(|other| other.highest[bin] <= value) {
                let peak = Peak { frame: now as u32, pitch: pitch(&row.white, bin) };
                self.block.push(Candidate { strength: value + row.level[bin] / 4, peak });
            }
        }
        self.searched += 1;
    }

    fn close_block(&mut self, found: &mut Vec<Peak>) {
        self.block.sort_unstable_by_key(|candidate| (std::cmp::Reverse(candidate.strength), candidate.peak));
        self.block.truncate(self.peaks_a_block);
        self.block.sort_unstable_by_key(|candidate| candidate.peak);
        found.extend(self.block.drain(..).map(|candidate| candidate.peak));
    }
}

/// The pitch of a peak between bins, by a parabola through its neighbours.
fn pitch(white: &Frame, bin: usize) -> u16 {
    let quarter = if bin == 0 || bin == BINS - 1 {
        0
    } else {
        let (left, middle, right) = (white[bin - 1], white[bin], white[bin + 1]);
        let curve = left - 2 * middle + right;
        // Half of (left − right) / curve, in quarters; a bin is at least as high as its neighbours, so the curve is not positive.
        if curve == 0 { 0 } else { (2 * (left - right) / curve).clamp(-2, 2) }
    };
    (bin as i32 * 4 + quarter).clamp(0, BINS as i32 * 4 - 1) as u16
}
