//! Which of the twelve pitch classes sound, whatever a piece is tuned to.

use std::f32::consts::TAU;

/// Steps of a semitone; a step is 10 cents.
const STEPS_A_SEMITONE: usize = 10;
const STEPS: usize = 12 * STEPS_A_SEMITONE;
/// C4 at the usual tuning; everything is counted from there.
const C_HZ: f32 = 261.625_58;
const LOWEST_HZ: f32 = 130.0;
const HIGHEST_HZ: f32 = 2_100.0;
/// Peaks weaker than this share of the frame's strongest are leakage or noise.
const PEAK_SHARE_MIN: f32 = 0.05;

/// Collects the pitches of spectral peaks.
pub(crate) struct Chroma {
    bin_hz: f32,
    steps: [f64; STEPS],
    peaks: Vec<(f32, f32)>,
}

impl Chroma {
    pub(crate) fn new(bin_hz: f32) -> Self {
        Self { bin_hz, steps: [0.0; STEPS], peaks: Vec::new() }
    }

    pub(crate) fn add(&mut self, magnitudes: &[f32]) {
        let first = ((LOWEST_HZ / self.bin_hz).ceil() as usize).max(1);
        let last = ((HIGHEST_HZ / self.bin_hz).floor() as usize).min(magnitudes.len().saturating_sub(1));
        let Some(range) = magnitudes.get(first..last) else { return };
        let least = range.iter().copied().fold(0.0, f32::max) * PEAK_SHARE_MIN;
        if least <= 0.0 {
            return;
        }
        self.peaks.clear();
        for bin in first..last {
            let [before, here, after] = [magnitudes[bin - 1], magnitudes[bin], magnitudes[bin + 1]];
            if here < least || here <= before || here < after {
                continue;
            }
            // The top of a parabola through the three logarithms lies close to the true frequency.
            let [before, here_log, after] = [before, here, after].map(|value| value.max(1e-9).ln());
            let bend = before - 2.0 * here_log + after;
            let shift = if bend < 0.0 { 0.5 * (before - after) / bend } else { 0.0 };
            self.peaks.push(((bin as f32 + shift) * self.bin_hz, here));
        }
        // Each frame weighs the same, so that a loud chorus does not drown a verse.
        let total: f32 = self.peaks.iter().map(|(_, magnitude)| magnitude).sum();
        for (frequency_hz, magnitude) in &self.peaks {
            let semitones = 12.0 * (frequency_hz / C_HZ).log2();
            let step = (semitones * STEPS_A_SEMITONE as f32).round() as i32;
            self.steps[step.rem_euclid(STEPS as i32) as usize] += f64::from(magnitude / total);
        }
    }

    /// The shares of the pitch classes from C to B; all alike when no pitch was heard.
    pub(crate) fn shares(&self) -> [f32; 12] {
        let total: f64 = self.steps.iter().sum();
        if total <= 0.0 {
            return [1.0 / 12.0; 12];
        }
        let tuning = self.tuning_steps();
        let mut classes = [0.0_f64; 12];
        for (step, weight) in self.steps.iter().enumerate() {
            let semitones = (step as f32 - tuning) / STEPS_A_SEMITONE as f32;
            classes[(semitones.round() as i32).rem_euclid(12) as usize] += weight;
        }
        classes.map(|weight| (weight / total) as f32)
    }

    /// How much sharper than usual the piece is tuned, in steps from -5 to 5: the mean direction of all pitches within their semitone.
    fn tuning_steps(&self) -> f32 {
        let (mut sine, mut cosine) = (0.0, 0.0);
        for (step, weight) in self.steps.iter().enumerate() {
            let angle = TAU * (step % STEPS_A_SEMITONE) as f32 / STEPS_A_SEMITONE as f32;
            sine += weight * f64::from(angle.sin());
            cosine += weight * f64::from(angle.cos());
        }
        sine.atan2(cosine) as f32 / TAU * STEPS_A_SEMITONE as f32
    }
}
