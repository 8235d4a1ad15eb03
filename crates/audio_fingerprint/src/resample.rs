//! Any sample rate made into Chromaprint's, by one short filter with a phase for every place between two samples.

use crate::SAMPLE_RATE_HZ;

/// The lowest sample rate that is taken.
pub const RATE_HZ_MIN: u32 = 8_000;
/// The highest sample rate that is taken.
pub const RATE_HZ_MAX: u32 = 768_000;

/// What must pass unharmed: Chromaprint hears up to 3 520 Hz.
const PASS_HZ: f64 = 3_600.0;
/// What must not fold back below [`PASS_HZ`].
const STOP_HZ: f64 = SAMPLE_RATE_HZ as f64 - PASS_HZ;
/// How far what folds back is pressed down.
const STOP_DB: f64 = 60.0;
/// Different filter phases at most; a rate that asks for more is rounded to the nearest.
const PHASES_MAX: u64 = 1_024;

/// A streaming resampler to 11 025 Hz, mono.
#[derive(Clone, Debug)]
pub(crate) struct Resampler {
    /// Absent when the rate is the right one already.
    filter: Option<Filter>,
}

#[derive(Clone, Debug)]
struct Filter {
    /// The taps of each phase, one after the other.
    taps: Vec<f32>,
    taps_per_phase: usize,
    phases: u64,
    /// Input samples in every output sample: `step / phases`.
    step: u64,
    /// Where the next output sample lies, in phases after the beginning of `history`.
    at: u64,
    history: Vec<f32>,
}

impl Resampler {
    /// A resampler from `rate_hz`; nothing outside [`RATE_HZ_MIN`]..=[`RATE_HZ_MAX`].
    pub(crate) fn new(rate_hz: u32) -> Option<Self> {
        if !(RATE_HZ_MIN..=RATE_HZ_MAX).contains(&rate_hz) {
            return None;
        }
        Some(Self { filter: (rate_hz != SAMPLE_RATE_HZ).then(|| Filter::new(rate_hz)) })
    }

    /// Appends what `input` becomes to `output`; samples that are no numbers are silence.
    pub(crate) fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        let input = input.iter().map(|sample| if sample.is_finite() { sample.clamp(-8.0, 8.0) } else { 0.0 });
        match &mut self.filter {
            Some(filter) => {
                filter.history.extend(input);
                filter.run(output);
            }
            None => output.extend(input),
        }
    }

    /// Appends what the filter still holds.
    pub(crate) fn finish(&mut self, output: &mut Vec<f32>) {
        if let Some(filter) = &mut self.filter {
            filter.history.resize(filter.history.len() + filter.taps_per_phase / 2, 0.0);
            filter.run(output);
        }
    }
}

impl Filter {
    fn new(rate_hz: u32) -> Self {
        let rate = f64::from(rate_hz);
        let common = gcd(u64::from(rate_hz), u64::from(SAMPLE_RATE_HZ));
        let phases = (u64::from(SAMPLE_RATE_HZ) / common).min(PHASES_MAX);
        let step = (u64::from(rate_hz) * phases + u64::from(SAMPLE_RATE_HZ) / 2) / u64::from(SAMPLE_RATE_HZ);
        // A lower rate has nothing above its own half that could fold back.
        let stop = STOP_HZ.min(rate - PASS_HZ);
        let width = (stop - PASS_HZ) / rate;
        let order = (STOP_DB - 8.0) / (2.285 * std::f64::consts::TAU * width);
        let half = (order / 2.0).ceil() as usize + 1;
        let taps_per_phase = 2 * half;
        let cutoff = (PASS_HZ + stop) / 2.0 / rate;
        let beta = 0.1102 * (STOP_DB - 8.7);
        let mut taps = Vec::with_capacity(taps_per_phase * phases as usize);
        for phase in 0..phases {
            let shift = phase as f64 / phases as f64;
            let weights: Vec<f64> = (0..taps_per_phase)
                .map(|tap| {
                    let from_centre = tap as f64 - (half as f64 - 1.0) - shift;
                    let angle = std::f64::consts::TAU * cutoff * from_centre;
                    let sinc = if angle.abs() < 1e-9 { 1.0 } else { angle.sin() / angle };
                    sinc * kaiser(from_centre / half as f64, beta)
                })
                .collect();
            let sum: f64 = weights.iter().sum();
            taps.extend(weights.iter().map(|weight| (weight / sum) as f32));
        }
        // The first output sample lies on the first input sample.
        Self { taps, taps_per_phase, phases, step, at: 0, history: vec![0.0; half - 1] }
    }

    fn run(&mut self, output: &mut Vec<f32>) {
        loop {
            let start = (self.at / self.phases) as usize;
            let Some(window) = self.history.get(start..start + self.taps_per_phase) else { break };
            let phase = (self.at % self.phases) as usize * self.taps_per_phase;
            let taps = &self.taps[phase..phase + self.taps_per_phase];
            output.push(window.iter().zip(taps).map(|(sample, tap)| sample * tap).sum());
            self.at += self.step;
        }
        let passed = ((self.at / self.phases) as usize).min(self.history.len());
        self.history.drain(..passed);
        self.at -= passed as u64 * self.phases;
    }
}

/// Kaiser's window at a place from -1 to 1.
fn kaiser(place: f64, beta: f64) -> f64 {
    bessel(beta * (1.0 - place * place).max(0.0).sqrt()) / bessel(beta)
}

/// The modified Bessel function of the first kind and order zero.
fn bessel(x: f64) -> f64 {
    let (mut sum, mut term, mut k) = (1.0, 1.0, 1.0);
    while term > sum * 1e-12 {
        term *= (x / 2.0 / k) * (x / 2.0 / k);
        sum += term;
        k += 1.0;
    }
    sum
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How loud a tone comes out, against how loud it went in.
    fn gain(rate_hz: u32, tone_hz: f64) -> f64 {
        let mut resampler = Resampler::new(rate_hz).expect("the rate is taken");
        let tone = |i: u32| (std::f64::consts::TAU * tone_hz * f64::from(i) / f64::from(rate_hz)).sin() as f32;
        let input: Vec<f32> = (0..rate_hz).map(tone).collect();
        let mut output = Vec::new();
        resampler.push(&input, &mut output);
        let middle = &output[output.len() / 4..output.len() * 3 / 4];
        let power: f64 = middle.iter().map(|sample| f64::from(*sample).powi(2)).sum();
        (2.0 * power / middle.len() as f64).sqrt()
    }

    #[test]
    fn what_chromaprint_hears_passes_and_what_would_fold_back_does_not() {
        for rate_hz in [8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000, 44_099] {
            for tone_hz in [60.0, 440.0, 2_000.0, 3_500.0] {
                let gain = gain(rate_hz, tone_hz);
                assert!((0.98..=1.02).contains(&gain), "{tone_hz} Hz at {rate_hz}: {gain}");
            }
            for tone_hz in [7_600.0, 9_000.0, 10_900.0] {
                if 2.0 * tone_hz < f64::from(rate_hz) {
                    let gain = gain(rate_hz, tone_hz);
                    assert!(gain < 0.01, "{tone_hz} Hz at {rate_hz}: {gain}");
                }
            }
        }
    }

    #[test]
    fn a_second_comes_out_as_a_second() {
        for rate_hz in [8_000, 44_100, 48_000, 96_000, 12_345] {
            let mut resampler = Resampler::new(rate_hz).expect("the rate is taken");
            let mut output = Vec::new();
            resampler.push(&vec![0.0; rate_hz as usize * 10], &mut output);
            resampler.finish(&mut output);
            assert!(output.len().abs_diff(110_250) < 60, "{} of {rate_hz}", output.len());
        }
        assert!(Resampler::new(7_999).is_none() && Resampler::new(768_001).is_none());
    }
}
