//! How well a question fits at one moment of one track: how much likelier its peaks are there than by chance.
//!
//! A peak of the track either survived what happened to the sound, and then the question has one very near it,
//! or it did not, and then only chance puts one there. Both are known: [`NEARNESS`] was measured on true moments,
//! and chance is how often the question has peaks of that pitch anyway. What survives is not the same in every octave
//! (people talk below, a telephone cuts above), so each half octave is judged by itself and their logarithms are added.

use crate::spectrum::BINS;
use crate::{PITCH_STEPS, Peak};

/// Tempos that are tried first, in thousandths more or less than the track's.
const TEMPOS: [i32; 11] = [0, -10, 10, -20, 20, -30, 30, -40, 40, -50, 50];
/// How many of them are looked at closely.
const TEMPOS_CLOSE: usize = 3;
/// A step between tempos when the best one is refined.
const TEMPO_STEP: i32 = 5;
/// How far a surviving peak lies from the track's, in half frames and in quarter bins, either way; relative to one that did not move.
///
/// Noise that is added leaves peaks where they are; rooms, other tempos and other pitches move them: a question is of one kind or of the other.
/// Measured on some 3,000 questions whose songs were none of those that `docs/benchmarks.md` tells of.
const NEARNESS: [([f32; 9], [f32; 7]); KINDS] = [
    ([1.0, 0.7, 0.3, 0.1, 0.04, 0.02, 0.01, 0.008, 0.006], [1.0, 0.14, 0.03, 0.02, 0.01, 0.004, 0.002]),
    ([1.0, 0.8, 0.5, 0.25, 0.1, 0.05, 0.025, 0.018, 0.012], [1.0, 0.25, 0.06, 0.035, 0.02, 0.005, 0.003]),
];
/// How many kinds of questions there are.
const KINDS: usize = 2;
const NEAR_HALVES: i32 = NEARNESS[0].0.len() as i32 - 1;
const NEAR_PITCH: i32 = NEARNESS[0].1.len() as i32 - 1;
/// A song is taken to be played as it is unless its peaks say so by that much: the logarithm of how many other tempos and pitches there are.
const CHANGED: f32 = 5.0;
/// What differs by no more is as it is: thousandths of tempo, and quarter bins.
const UNCHANGED: (i32, i32) = (5, 1);
/// Shares of peaks that may survive in a band, and how likely each is beforehand.
const SURVIVAL: [(f64, f64); 3] = [(0.05, 0.4), (0.3, 0.4), (0.7, 0.2)];
/// The share with which a tempo is sought before it is looked at closely.
const SURVIVAL_COARSE: f32 = 0.3;
/// Quarter bins of a band in which a share of peaks survives.
const BAND: usize = 78;
const BANDS: usize = (BINS * 4).div_ceil(BAND);
/// Chance is estimated over so many quarter bins either way, and partly over all pitches.
const CHANCE_PITCH: usize = 8;
const CHANCE_EVEN: f32 = 0.15;
/// How far beside the moment the question may begin, in frames, besides what a tempo brings.
const SLACK_FRAMES: i32 = 12;

/// How a question fits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Fit {
    /// The logarithm of how much likelier the peaks are than by chance.
    pub(crate) score: f32,
    /// The half frame of the track at which the question begins; below zero when it began before.
    begin: i32,
    /// Thousandths by which the track passes faster than the question.
    pub(crate) tempo: i32,
    /// Quarter bins that were added to the question's pitches.
    shift: i32,
}

impl Fit {
    /// The frame of the track at which the question begins.
    pub(crate) fn start(&self) -> i32 {
        self.begin.div_euclid(2)
    }

    /// What speaks against it before anything is heard.
    fn against(&self) -> f32 {
        if self.tempo.abs() <= UNCHANGED.0 && self.shift.abs() <= UNCHANGED.1 { 0.0 } else { CHANGED }
    }
}

/// A pair of near peaks.
#[derive(Clone, Copy, Debug)]
struct Near {
    /// The question's frame.
    frame: i32,
    /// How much later the track's peak is.
    later: i32,
    weight: f32,
}

/// A question being verified, with buffers that are used again.
#[derive(Debug)]
pub(crate) struct Verifier<'a> {
    question: &'a [Peak],
    /// The share of [`NEARNESS`] that lies in each place around a peak.
    nearness: [[[f32; KINDS]; NEAR_PITCH as usize + 1]; NEAR_HALVES as usize + 1],
    /// For each pitch, how many frames and quarter bins there are to one peak of the question.
    rarity: Vec<f32>,
    near: Vec<Near>,
    histogram: Vec<f32>,
}

impl<'a> Verifier<'a> {
    /// Learns how often the question has peaks of each pitch; its peaks are in the order of time.
    pub(crate) fn new(question: &'a [Peak]) -> Self {
        let mut nearness = [[[0.0; KINDS]; NEAR_PITCH as usize + 1]; NEAR_HALVES as usize + 1];
        for (kind, (late, apart)) in NEARNESS.iter().enumerate() {
            // Each place but the middle is there on both sides, and there are two halves in a frame.
            let both = |shares: &[f32]| shares[0] + 2.0 * shares[1..].iter().sum::<f32>();
            let whole = both(late) / 2.0 * both(apart);
            for (row, late) in nearness.iter_mut().zip(late) {
                for (place, apart) in row.iter_mut().zip(apart) {
                    place[kind] = late * apart / whole;
                }
            }
        }
        Self { question, nearness, rarity: rarity(question), near: Vec::new(), histogram: Vec::new() }
    }

    /// Tries all tempos around the moment at which the question begins at frame `start` of the track.
    ///
    /// Pitches of the question are moved by `shift` quarter bins.
    /// A fit below `worth` is not refined: it would be the best by no means.
    pub(crate) fn fit(&mut self, track: &[Peak], shift: i32, start: i32, worth: f32) -> Fit {
        let Some(last) = self.question.last() else { return Fit::default() };
        let last = last.frame as i32;
        let slack = SLACK_FRAMES + last / 20;
        let part = part(track, start - slack, start + last + slack);
        self.pair(part, shift, start, slack);
        let mut tempos = TEMPOS.map(|tempo| {
            let (weight, later) = self.best_offset(tempo, slack);
            ((weight - Fit { tempo, shift, ..Fit::default() }.against(), later), tempo)
        });
        tempos.sort_by(|a, b| b.0.0.total_cmp(&a.0.0));
        let mut best = Fit::default();
        for ((weight, later), tempo) in tempos.into_iter().take(TEMPOS_CLOSE) {
            if weight > 0.0 {
                let fit = self.score(part, Fit { score: 0.0, begin: 2 * (start + later), tempo, shift });
                best = if fit.score > best.score { fit } else { best };
            }
        }
        if best.score > 0.0 && best.score >= worth { self.refined(part, best, last) } else { best }
    }

    /// Pairs the peaks of the question with those of the track that may be the same.
    fn pair(&mut self, part: &[Peak], shift: i32, start: i32, slack: i32) {
        self.near.clear();
        let mut from = 0;
        for peak in part {
            let place = peak.frame as i32 - start;
            while self.question.get(from).is_some_and(|asked| (asked.frame as i32) < place - slack) {
                from += 1;
            }
            for asked in self.question[from..].iter().take_while(|asked| asked.frame as i32 <= place + slack) {
                let apart = (i32::from(asked.pitch) + shift - i32::from(peak.pitch)).unsigned_abs() as usize;
                let Some(nearness) = self.nearness[2].get(apart) else { continue };
                let ratio = nearness[KINDS - 1] * self.rarity[usize::from(asked.pitch)];
                if ratio > 1.0 {
                    let weight = (1.0 - SURVIVAL_COARSE + SURVIVAL_COARSE * ratio).ln();
                    let frame = asked.frame as i32;
                    self.near.push(Near { frame, later: place - frame, weight });
                }
            }
        }
    }

    /// At one tempo: how much later near peaks agree that the track's are, and with what weight.
    fn best_offset(&mut self, tempo: i32, slack: i32) -> (f32, i32) {
        self.histogram.clear();
        // Two empty places at both ends, for the neighbours of the outermost.
        self.histogram.resize(2 * slack as usize + 5, 0.0);
        for near in &self.near {
            let at = near.later - near.frame * tempo / 1_000 + slack;
            if (0..=2 * slack).contains(&at) {
                self.histogram[at as usize + 2] += near.weight;
            }
        }
        let mut best = (0.0, 0);
        for (at, window) in self.histogram.windows(5).enumerate() {
            let weight = window[2] + 0.8 * (window[1] + window[3]) + 0.4 * (window[0] + window[4]);
            if weight > best.0 {
                best = (weight, at as i32 - slack);
            }
        }
        best
    }

    /// The best fit a few frames, thousandths of tempo and quarter bins away.
    fn refined(&self, part: &[Peak], mut best: Fit, last: i32) -> Fit {
        for step in [2, 1, 1] {
            let from = best;
            for (late, faster, higher) in
                [(step, 0, 0), (-step, 0, 0), (0, TEMPO_STEP, 0), (0, -TEMPO_STEP, 0), (0, 0, 1), (0, 0, -1)]
            {
                // Another tempo turns about the middle.
                let begin = best.begin + late - faster * last / 1_000;
                let tried = Fit { score: 0.0, begin, tempo: best.tempo + faster, shift: best.shift + higher };
                let fit = self.score(part, tried);
                if fit.score > best.score {
                    best = fit;
                }
            }
            if step == 1 && best == from {
                break;
            }
        }
        best
    }

    /// The same fit with its score.
    fn score(&self, track: &[Peak], fit: Fit) -> Fit {
        let place = |asked: &Peak| {
            let halves = 2 * asked.frame as i32;
            fit.begin + halves + halves * fit.tempo / 1_000
        };
        let (Some(first), Some(last)) = (self.question.first(), self.question.last()) else { return fit };
        let heard = part(track, place(first) / 2 - 1, place(last) / 2 + 1);
        let mut bands = [Band::default(); BANDS];
        let mut from = 0;
        for peak in heard {
            let middle = 2 * peak.frame as i32;
            while self.question.get(from).is_some_and(|asked| place(asked) < middle - NEAR_HALVES) {
                from += 1;
            }
            let mut ratios = [0.0; KINDS];
            for asked in &self.question[from..] {
                let late = place(asked) - middle;
                if late > NEAR_HALVES {
                    break;
                }
                let apart = (i32::from(asked.pitch) + fit.shift - i32::from(peak.pitch)).unsigned_abs() as usize;
                if let Some(nearness) = self.nearness[late.unsigned_abs() as usize].get(apart) {
                    let rarity = self.rarity[usize::from(asked.pitch)];
                    for (ratio, nearness) in ratios.iter_mut().zip(nearness) {
                        *ratio += nearness * rarity;
                    }
                }
            }
            bands[usize::from(peak.pitch) / BAND].hear(ratios);
        }
        // Of one kind as a whole, while each band has its own share of what survives.
        let kinds: [f64; KINDS] = std::array::from_fn(|kind| bands.iter().map(|band| band.logarithm(kind)).sum());
        let likelier = kinds.iter().copied().fold(f64::MIN, f64::max);
        let sum: f64 = kinds.iter().map(|kind| (kind - likelier).exp()).sum();
        let score = (likelier + (sum / KINDS as f64).ln()) as f32 - fit.against();
        Fit { score, ..fit }
    }
}

/// How likely the peaks of one band are, for each share that may survive.
#[derive(Clone, Copy, Debug)]
struct Band {
    likelihoods: [[f64; SURVIVAL.len()]; KINDS],
    /// What was taken out of the likelihoods, as a logarithm.
    taken: [f64; KINDS],
}

impl Default for Band {
    fn default() -> Self {
        Self { likelihoods: [SURVIVAL.map(|(_, beforehand)| beforehand); KINDS], taken: [0.0; KINDS] }
    }
}

impl Band {
    /// `ratios`: how much likelier the peaks near one of the track's are when it survived, for each kind of question.
    fn hear(&mut self, ratios: [f32; KINDS]) {
        const MUCH: f64 = 1e100;
        for ((likelihoods, taken), ratio) in self.likelihoods.iter_mut().zip(&mut self.taken).zip(ratios) {
            for (likelihood, (share, _)) in likelihoods.iter_mut().zip(SURVIVAL) {
                *likelihood *= 1.0 - share + share * f64::from(ratio);
            }
            if likelihoods.iter().any(|likelihood| *likelihood > MUCH) {
                likelihoods.iter_mut().for_each(|likelihood| *likelihood /= MUCH);
                *taken += MUCH.ln();
            }
        }
    }

    fn logarithm(&self, kind: usize) -> f64 {
        self.likelihoods[kind].iter().sum::<f64>().ln() + self.taken[kind]
    }
}

/// For each pitch, one by how many peaks the question has in a frame and a quarter bin there.
fn rarity(question: &[Peak]) -> Vec<f32> {
    let pitches = usize::from(PITCH_STEPS);
    let frames = question.last().map_or(0, |peak| peak.frame).max(60) as f32;
    let mut sums = vec![0_u32; pitches + 1];
    for peak in question {
        sums[usize::from(peak.pitch) + 1] += 1;
    }
    for pitch in 0..pitches {
        sums[pitch + 1] += sums[pitch];
    }
    let even = question.len() as f32 / (frames * pitches as f32);
    (0..pitches)
        .map(|pitch| {
            let (low, high) = (pitch.saturating_sub(CHANCE_PITCH), (pitch + CHANCE_PITCH + 1).min(pitches));
            let here = (sums[high] - sums[low]) as f32 / (frames * (high - low) as f32);
            1.0 / ((1.0 - CHANCE_EVEN) * here + CHANCE_EVEN * even + 1e-7)
        })
        .collect()
}

/// The peaks of a track from one frame to another, both included.
fn part(track: &[Peak], from: i32, to: i32) -> &[Peak] {
    let low = track.partition_point(|peak| (peak.frame as i32) < from);
    let high = track.partition_point(|peak| (peak.frame as i32) <= to);
    &track[low..high.max(low)]
}

/// Whether two tracks hold the same recording where one begins at `start` and the other at `other_start`, over so many frames.
pub(crate) fn same_recording(track: &[Peak], start: i32, other: &[Peak], other_start: i32, frames: i32) -> bool {
    let heard = part(track, start, start + frames);
    let beside = other_start - start;
    // Both moments were measured by the same question, each to a few frames.
    let share = (-6..=6)
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
