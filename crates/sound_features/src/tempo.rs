//! Beats a minute, from how the strength of onsets repeats itself.

use crate::decimate::dot;
use crate::mel::BANDS;
use crate::spectrum::HOP_SECONDS;

const SLOWEST_BPM: f32 = 40.0;
const FASTEST_BPM: f32 = 240.0;
const STEP_BPM: f32 = 0.25;
/// The tempo people tap to most readily, and how many octaves around it seem natural.
const USUAL_BPM: f32 = 120.0;
const USUAL_OCTAVES: f32 = 1.0;
/// How many beats in a row a tempo is judged by; more beats tell it more exactly.
const BEATS: usize = 4;
/// How much a pulse twice as fast speaks against a tempo.
const FASTER_PENALTY: f32 = 0.5;
/// Onsets are measured against their surroundings of this many frames on each side, half a second.
const SURROUNDINGS: usize = 21;

/// A tempo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tempo {
    pub(crate) bpm: f32,
    /// From 0, no pulse at all, to 1.
    pub(crate) clarity: f32,
}

/// Collects how strongly something new begins in each frame.
#[derive(Default)]
pub(crate) struct Onsets {
    before: Option<[f32; BANDS]>,
    strengths: Vec<f32>,
}

impl Onsets {
    /// Adds a frame by its energies in bands, as powers of ten.
    pub(crate) fn add(&mut self, energies: [f32; BANDS]) {
        if let Some(before) = self.before.replace(energies) {
            self.strengths.push(energies.iter().zip(&before).map(|(now, before)| (now - before).max(0.0)).sum());
        }
    }

    pub(crate) fn tempo(&self) -> Tempo {
        let onsets = self.above_surroundings();
        let longest = (60.0 / SLOWEST_BPM / HOP_SECONDS).ceil() as usize * BEATS + 2;
        let energy = dot(&onsets, &onsets);
        if energy <= 0.0 {
            return Tempo { bpm: USUAL_BPM, clarity: 0.0 };
        }
        let repeats: Vec<f32> = (0..longest)
            .map(|lag| match onsets.get(lag..) {
                Some(later) if later.len() >= lag.max(1) => {
                    // A longer lag has fewer pairs; it is not less of a beat for that.
                    let pairs = onsets.len() as f32 / later.len() as f32;
                    dot(later, &onsets[..later.len()]) * pairs / energy
                }
                _ => 0.0,
            })
            .collect();
        let steps = ((FASTEST_BPM - SLOWEST_BPM) / STEP_BPM) as usize;
        let mut best = (f32::MIN, Tempo { bpm: USUAL_BPM, clarity: 0.0 });
        for step in 0..=steps {
            let bpm = SLOWEST_BPM + step as f32 * STEP_BPM;
            let lag = 60.0 / bpm / HOP_SECONDS;
            let pulse = (1..=BEATS).map(|beat| at(&repeats, lag * beat as f32)).sum::<f32>() / BEATS as f32;
            let octaves = (bpm / USUAL_BPM).log2() / USUAL_OCTAVES;
            let score = (pulse - FASTER_PENALTY * at(&repeats, lag / 2.0).max(0.0)) * (-0.5 * octaves * octaves).exp();
            if score > best.0 {
                best = (score, Tempo { bpm, clarity: pulse.clamp(0.0, 1.0) });
            }
        }
        best.1
    }

    fn above_surroundings(&self) -> Vec<f32> {
        let mut sums = vec![0.0_f64];
        for strength in &self.strengths {
            sums.push(sums[sums.len() - 1] + f64::from(*strength));
        }
        let around = |at: usize| {
            let (from, to) = (at.saturating_sub(SURROUNDINGS), (at + SURROUNDINGS + 1).min(self.strengths.len()));
            ((sums[to] - sums[from]) / (to - from) as f64) as f32
        };
        let mut onsets: Vec<f32> =
            self.strengths.iter().enumerate().map(|(at, strength)| (strength - around(at)).max(0.0)).collect();
        // Without their mean, so that onsets at random do not repeat themselves.
        let mean = onsets.iter().map(|onset| f64::from(*onset)).sum::<f64>() / onsets.len().max(1) as f64;
        onsets.iter_mut().for_each(|onset| *onset -= mean as f32);
        onsets
    }
}

/// A value between two whole lags.
fn at(repeats: &[f32], lag: f32) -> f32 {
    let whole = lag as usize;
    let part = lag - whole as f32;
    let value = |at: usize| repeats.get(at).copied().unwrap_or_default();
    value(whole) * (1.0 - part) + value(whole + 1) * part
}
