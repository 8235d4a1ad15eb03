//! Any sample rate made into 8 kHz: halvings by short filters, then one sharp rational step.

use crate::SAMPLE_RATE_HZ;

/// The lowest sample rate that is taken.
pub const RATE_HZ_MIN: u32 = SAMPLE_RATE_HZ;
/// The highest sample rate that is taken.
pub const RATE_HZ_MAX: u32 = 768_000;

/// What must pass unharmed: the highest bin and a little more.
const PASS_HZ: f64 = 3_660.0;
/// What must not fold back below [`PASS_HZ`].
const STOP_HZ: f64 = 8_000.0 - PASS_HZ;
/// Different filter phases at most; a rate that asks for more is rounded to the nearest, an error of a thousandth of a sample.
const PHASES_MAX: u64 = 512;

/// A streaming resampler to 8 kHz, mono.
#[derive(Clone, Debug)]
pub(crate) struct Resampler {
    halvings: Vec<Halving>,
    last: Option<Rational>,
    scratch: [Vec<f32>; 2],
}

impl Resampler {
    /// A resampler from `rate_hz`; `None` outside [`RATE_HZ_MIN`]..=[`RATE_HZ_MAX`].
    pub(crate) fn new(rate_hz: u32) -> Option<Self> {
        if !(RATE_HZ_MIN..=RATE_HZ_MAX).contains(&rate_hz) {
            return None;
        }
        let mut rate = f64::from(rate_hz);
        let mut halvings = Vec::new();
        // Below this the sharp step does the rest: halving further would need a filter as sharp as its own.
        while rate / 2.0 >= 11_000.0 {
            halvings.push(Halving::new(rate));
            rate /= 2.0;
        }
        let divisor = u64::from(SAMPLE_RATE_HZ) << halvings.len();
        let last = (u64::from(rate_hz) != divisor).then(|| Rational::new(u64::from(rate_hz), divisor, rate));
        Some(Self { halvings, last, scratch: [Vec::new(), Vec::new()] })
    }

    /// Appends what `input` becomes at 8 kHz to `output`; samples that are no numbers are silence.
    pub(crate) fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        let [current, next] = &mut self.scratch;
        current.clear();
        current.extend(input.iter().map(|sample| if sample.is_finite() { sample.clamp(-8.0, 8.0) } else { 0.0 }));
        for halving in &mut self.halvings {
            next.clear();
            halving.push(current, next);
            std::mem::swap(current, next);
        }
        match &mut self.last {
            Some(last) => last.push(current, output),
            None => output.extend_from_slice(current),
        }
    }
}

/// Every second sample, after a filter that keeps what could fold into the pass band out.
#[derive(Clone, Debug)]
struct Halving {
    taps: Vec<f32>,
    history: Vec<f32>,
}

impl Halving {
    fn new(rate_hz: f64) -> Self {
        let stop = rate_hz / 2.0 - STOP_HZ;
        let taps = low_pass((PASS_HZ + stop) / 2.0 / rate_hz, (stop - PASS_HZ) / rate_hz, 0.0);
        Self { history: vec![0.0; taps.len() / 2], taps }
    }

    fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        self.history.extend_from_slice(input);
        let mut start = 0;
        while let Some(window) = self.history.get(start..start + self.taps.len()) {
            output.push(dot(window, &self.taps));
            start += 2;
        }
        self.history.drain(..start.min(self.history.len()));
    }
}

/// A step by a fraction, with a filter for each of its phases.
#[derive(Clone, Debug)]
struct Rational {
    numerator: u64,
    denominator: u64,
    phases: Vec<Vec<f32>>,
    history: Vec<f32>,
    /// Where the next sample is taken, in input samples: whole ones and a share of the denominator.
    whole: usize,
    share: u64,
}

impl Rational {
    fn new(rate_hz: u64, divisor: u64, rate: f64) -> Self {
        let common = greatest_common_divisor(rate_hz, divisor);
        let (numerator, denominator) = (rate_hz / common, divisor / common);
        let count = denominator.min(PHASES_MAX);
        // A rate near 8 kHz has nothing that could fold back; the filter only has to be short enough.
        let stop = STOP_HZ.min(rate - PASS_HZ).max(PASS_HZ + 300.0);
        let phases: Vec<Vec<f32>> = (0..count)
            .map(|phase| low_pass(4_000.0 / rate, (stop - PASS_HZ) / rate, phase as f64 / count as f64))
            .collect();
        let history = vec![0.0; phases.first().map_or(0, |taps| taps.len() / 2)];
        Self { numerator, denominator, phases, history, whole: 0, share: 0 }
    }

    fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        self.history.extend_from_slice(input);
        loop {
            let phase = (self.share * self.phases.len() as u64 / self.denominator) as usize;
            let taps = &self.phases[phase];
            let Some(window) = self.history.get(self.whole..self.whole + taps.len()) else { break };
            output.push(dot(window, taps));
            self.share += self.numerator;
            self.whole += (self.share / self.denominator) as usize;
            self.share %= self.denominator;
        }
        let done = self.whole.min(self.history.len());
        self.history.drain(..done);
        self.whole -= done;
    }
}

/// Taps of a Hamming-windowed low pass; `cut` and `transition` are shares of the rate, `shift` delays by a share of a sample.
fn low_pass(cut: f64, transition: f64, shift: f64) -> Vec<f32> {
    let half = (1.7 / transition).ceil() as usize;
    let taps: Vec<f64> = (0..=2 * half)
        .map(|index| {
            let t = index as f64 - half as f64 - shift;
            let angle = std::f64::consts::PI * t;
            let sinc = if t.abs() < 1e-9 { 2.0 * cut } else { (2.0 * cut * angle).sin() / angle };
            sinc * (0.54 + 0.46 * (angle / (half as f64 + 1.0)).cos())
        })
        .collect();
    let sum: f64 = taps.iter().sum();
    taps.into_iter().map(|tap| (tap / sum) as f32).collect()
}

/// A sum in eight lanes, always in the same order, so that every platform rounds alike.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (mut a, mut b) = (a.chunks_exact(8), b.chunks_exact(8));
    let mut lanes = [0.0_f32; 8];
    for (a, b) in a.by_ref().zip(b.by_ref()) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let tail: f32 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f32>() + tail
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::Resampler;

    fn level(rate_hz: u32, tone_hz: f64) -> f32 {
        let input: Vec<f32> = (0..rate_hz)
            .map(|n| (std::f64::consts::TAU * tone_hz * f64::from(n) / f64::from(rate_hz)).sin() as f32)
            .collect();
        let mut output = Vec::new();
        let mut resampler = Resampler::new(rate_hz).expect("a rate in range");
        for part in input.chunks(777) {
            resampler.push(part, &mut output);
        }
        assert!((7_900..=8_000).contains(&output.len()), "{} samples of {rate_hz} Hz", output.len());
        let middle = &output[1_000..7_000];
        (middle.iter().map(|s| s * s).sum::<f32>() / middle.len() as f32 * 2.0).sqrt()
    }

    #[test]
    fn what_peaks_are_found_in_passes_and_what_folds_back_does_not() {
        for rate_hz in [11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 44_056] {
            assert!((level(rate_hz, 440.0) - 1.0).abs() < 0.01, "440 Hz at {rate_hz}");
            assert!((level(rate_hz, 3_600.0) - 1.0).abs() < 0.1, "3600 Hz at {rate_hz}: {}", level(rate_hz, 3_600.0));
            if rate_hz >= 11_025 {
                assert!(level(rate_hz, 4_800.0) < 0.01, "4800 Hz at {rate_hz}: {}", level(rate_hz, 4_800.0));
            }
        }
        assert!((level(8_000, 3_600.0) - 1.0).abs() < 0.01);
    }

    #[test]
    fn rates_out_of_range_are_refused() {
        assert!(Resampler::new(7_999).is_none());
        assert!(Resampler::new(0).is_none());
        assert!(Resampler::new(u32::MAX).is_none());
    }
}
