//! Fewer samples a second: a low-pass filter that computes only what is kept.

use std::f64::consts::PI;

/// The rate that sound is brought near to, in hertz; what lies above 11 kHz says little about how music sounds.
const TARGET_RATE_HZ: f64 = 22_050.0;
/// Filter taps for each sample that one kept sample stands for, on each side.
const TAPS_A_SIDE: usize = 8;

/// Keeps one of `factor` samples.
#[derive(Debug)]
pub(crate) struct Decimator {
    factor: usize,
    taps: Vec<f32>,
    /// What was heard and may still be needed.
    waiting: Vec<f32>,
}

impl Decimator {
    pub(crate) fn new(rate_hz: u32) -> Self {
        let factor = ((f64::from(rate_hz) / TARGET_RATE_HZ).round() as usize).max(1);
        let side = TAPS_A_SIDE * factor;
        // A windowed sinc; the edge lies at nine tenths of what the lower rate can hold.
        let edge = 0.9 / factor as f64;
        let mut taps: Vec<f64> = (0..=2 * side)
            .map(|tap| {
                let at = tap as f64 - side as f64;
                let sinc = if tap == side { edge } else { (PI * edge * at).sin() / (PI * at) };
                sinc * (0.5 + 0.5 * (PI * at / (side as f64 + 1.0)).cos())
            })
            .collect();
        let sum: f64 = taps.iter().sum();
        taps.iter_mut().for_each(|tap| *tap /= sum);
        Self { factor, taps: taps.into_iter().map(|tap| tap as f32).collect(), waiting: Vec::new() }
    }

    /// The rate of what is kept.
    pub(crate) fn rate_hz(&self, rate_hz: u32) -> f32 {
        (f64::from(rate_hz) / self.factor as f64) as f32
    }

    /// Appends to `kept` what these samples make, with those before them.
    pub(crate) fn push(&mut self, samples: &[f32], kept: &mut Vec<f32>) {
        // A file of floats may hold anything; what is no number is taken for silence.
        let clean = samples.iter().map(|sample| if sample.is_finite() { sample.clamp(-8.0, 8.0) } else { 0.0 });
        if self.factor == 1 {
            kept.extend(clean);
            return;
        }
        self.waiting.extend(clean);
        let mut from = 0;
        while let Some(span) = self.waiting.get(from..from + self.taps.len()) {
            kept.push(dot(span, &self.taps));
            from += self.factor;
        }
        self.waiting.drain(..from);
    }
}

/// Sums in eight lanes, so that the compiler may use wide registers; the order of additions is fixed by that.
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (left_whole, left_rest) = left.as_chunks::<8>();
    let (right_whole, right_rest) = right.as_chunks::<8>();
    for (left, right) in left_whole.iter().zip(right_whole) {
        for lane in 0..8 {
            lanes[lane] += left[lane] * right[lane];
        }
    }
    let rest: f32 = left_rest.iter().zip(right_rest).map(|(left, right)| left * right).sum();
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(frequency_hz: f32, rate_hz: u32) -> Vec<f32> {
        let step = std::f32::consts::TAU * frequency_hz / rate_hz as f32;
        (0..rate_hz).map(|sample| (step * sample as f32).sin()).collect()
    }

    fn level(samples: &[f32]) -> f32 {
        (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32).sqrt()
    }

    #[test]
    fn what_can_be_kept_passes_and_the_rest_does_not_fold_back() {
        for (rate_hz, expected_hz) in [(44_100, 22_050.0), (48_000, 24_000.0), (96_000, 24_000.0), (22_050, 22_050.0)] {
            let mut decimator = Decimator::new(rate_hz);
            assert_eq!(decimator.rate_hz(rate_hz), expected_hz);
            let mut kept = Vec::new();
            decimator.push(&tone(1_000.0, rate_hz), &mut kept);
            assert!((level(&kept) - 0.5_f32.sqrt()).abs() < 0.01, "{rate_hz}");
            if rate_hz > 24_000 {
                let (mut decimator, mut kept) = (Decimator::new(rate_hz), Vec::new());
                decimator.push(&tone(expected_hz * 0.6, rate_hz), &mut kept);
                assert!(level(&kept) < 0.02, "{rate_hz}: {}", level(&kept));
            }
        }
    }
}
