//! How well a question fits at one moment of one track: peaks that coincide, against what chance would bring.

use crate::Peak;
use crate::spectrum::BINS;

/// Tempos that are tried, in thousandths more or less than the track's.
const TEMPOS: [i32; 11] = [0, -10, 10, -20, 20, -30, 30, -40, 40, -50, 50];
/// Coinciding peaks are at most so many frames apart.
const NEAR_FRAMES: i32 = 3;
/// Coinciding peaks are at most so many quarter bins apart.
const NEAR_PITCH: i32 = 4;
/// How far beside the moment the question may begin, in frames, besides what a tempo brings.
const SLACK_FRAMES: i32 = 12;

/// How a question fits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Fit {
    /// Standard deviations above chance.
    pub(crate) score: f32,
    /// The frame of the track at which the question begins; below zero when it began before.
    pub(crate) start: i32,
    /// Frames of the track that pass while a thousand of the question do.
    pub(crate) tempo: i32,
    /// Peaks that coincide.
    pub(crate) coinciding: u32,
}

/// Buffers that are used again.
#[derive(Debug, Default)]
pub(crate) struct Verifier {
    /// For every pair of near peaks: the question's frame, and how much later the track's peak is.
    near: Vec<(i32, i32)>,
    histogram: Vec<u16>,
}

impl Verifier {
    /// Tries all tempos around the moment at which the question begins at frame `start` of the track.
    ///
    /// `track` and `question` are in the order of time; pitches of the question are moved by `shift` quarter bins.
    pub(crate) fn fit(&mut self, track: &[Peak], question: &[Peak], shift: i32, start: i32) -> Fit {
        let (Some(first), Some(last)) = (question.first(), question.last()) else { return Fit::default() };
        let (first, last) = (first.frame as i32, last.frame as i32);
        let slack = SLACK_FRAMES + last / 20;
        let part = part(track, start + first - slack, start + last + slack);
        self.near.clear();
        let mut from = 0;
        for peak in part {
            let place = peak.frame as i32 - start;
            while from < question.len() && (question[from].frame as i32) < place - slack {
                from += 1;
            }
            for asked in question[from..].iter().take_while(|asked| asked.frame as i32 <= place + slack) {
                if (i32::from(asked.pitch) + shift - i32::from(peak.pitch)).abs() <= NEAR_PITCH {
                    self.near.push((asked.frame as i32, place - asked.frame as i32));
                }
            }
        }
        let mut best = Fit::default();
        for tempo in TEMPOS {
            let (count, later, mean) = self.best_offset(tempo, slack);
            if count == 0 {
                continue;
            }
            let fit = score(part, question, shift, start + later, tempo, mean);
            if fit.score > best.score {
                best = fit;
            }
        }
        best
    }

    /// At one tempo: how many near peaks agree on how much later the track's are, on how much, and how many do on average.
    fn best_offset(&mut self, tempo: i32, slack: i32) -> (u32, i32, f32) {
        let size = (2 * slack + 1) as usize;
        self.histogram.clear();
        self.histogram.resize(size, 0);
        for &(frame, later) in &self.near {
            let at = later - frame * tempo / 1_000 + slack;
            if let Some(counter) = usize::try_from(at).ok().and_then(|at| self.histogram.get_mut(at)) {
                *counter += 1;
            }
        }
        let width = 2 * NEAR_FRAMES as usize + 1;
        let (mut best, mut sum, mut windows) = ((0, 0), 0, 0);
        for (at, window) in self.histogram.windows(width).enumerate() {
            let count: u32 = window.iter().map(|count| u32::from(*count)).sum();
            sum += count;
            windows += 1;
            if count > best.0 {
                best = (count, at as i32 + NEAR_FRAMES - slack);
            }
        }
        // The best one and its neighbours are not chance.
        let others = (windows as f32 - 2.0 * width as f32).max(1.0);
        let mean = (sum as f32 - best.0 as f32 * width as f32).max(0.0) / others;
        (best.0, best.1, mean)
    }
}

/// The peaks of a track from one frame to another, both included.
fn part(track: &[Peak], from: i32, to: i32) -> &[Peak] {
    let low = track.partition_point(|peak| (peak.frame as i32) < from);
    let high = track.partition_point(|peak| (peak.frame as i32) <= to);
    &track[low..high.max(low)]
}

fn score(track: &[Peak], question: &[Peak], shift: i32, start: i32, tempo: i32, mean: f32) -> Fit {
    let place = |asked: &Peak| start + asked.frame as i32 + asked.frame as i32 * tempo / 1_000;
    let (Some(first), Some(last)) = (question.first(), question.last()) else { return Fit::default() };
    let (begin, end) = (place(first), place(last));
    let heard = part(track, begin - NEAR_FRAMES, end + NEAR_FRAMES);
    let (mut from, mut coinciding) = (0, 0_u32);
    for peak in heard {
        let frame = peak.frame as i32;
        while from < question.len() && place(&question[from]) < frame - NEAR_FRAMES {
            from += 1;
        }
        let meets = question[from..]
            .iter()
            .take_while(|asked| place(asked) <= frame + NEAR_FRAMES)
            .any(|asked| (i32::from(asked.pitch) + shift - i32::from(peak.pitch)).abs() <= NEAR_PITCH);
        coinciding += u32::from(meets);
    }
    // Were the question's peaks strewn evenly, each of the track's would meet one with this chance.
    let frames = (end - begin).max(60) as f32;
    let density = question.len() as f32 / (frames * BINS as f32);
    let area = (2 * NEAR_FRAMES + 1) as f32 * (2 * NEAR_PITCH + 1) as f32 / 4.0;
    let even = heard.len() as f32 * (1.0 - (-density * area).exp());
    let chance = even.max(mean.min(heard.len() as f32));
    let score = (coinciding as f32 - chance) / (chance + 1.0).sqrt();
    Fit { score, start, tempo, coinciding }
}

/// Whether two tracks hold the same recording where one begins at `start` and the other at `other_start`, over so many frames.
pub(crate) fn same_recording(track: &[Peak], start: i32, other: &[Peak], other_start: i32, frames: i32) -> bool {
    let heard = part(track, start, start + frames);
    let beside = other_start - start;
    // Both moments were measured by the same question, each within the tolerance of coincidence.
    let share = (-2 * NEAR_FRAMES..=2 * NEAR_FRAMES)
        .map(|late| {
            heard
                .iter()
                .filter(|peak| {
                    let frame = peak.frame as i32 + beside + late;
                    part(other, frame - 1, frame + 1).iter().any(|candidate| candidate.pitch.abs_diff(peak.pitch) <= 2)
                })
                .count()
        })
        .max()
        .unwrap_or(0);
    heard.len() >= 8 && share * 2 >= heard.len()
}
