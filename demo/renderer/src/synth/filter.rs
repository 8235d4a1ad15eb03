//! Second-order filters, after Robert Bristow-Johnson's audio EQ cookbook.

use super::SAMPLE_RATE;

/// A biquad in transposed direct form II.
#[derive(Debug, Clone, Default)]
pub struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    state: [f64; 2],
}

impl Biquad {
    fn new(b: [f64; 3], a: [f64; 3]) -> Self {
        Self { b: b.map(|value| value / a[0]), a: [a[1] / a[0], a[2] / a[0]], state: [0.0; 2] }
    }

    /// Passes a band around `hertz`, 0 dB at its centre.
    pub fn band_pass(hertz: f64, q: f64) -> Self {
        let (sin, cos) = angle(hertz).sin_cos();
        let alpha = sin / (2.0 * q);
        Self::new([alpha, 0.0, -alpha], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Passes what lies above `hertz`.
    pub fn high_pass(hertz: f64, q: f64) -> Self {
        let (sin, cos) = angle(hertz).sin_cos();
        let alpha = sin / (2.0 * q);
        let edge = (1.0 + cos) / 2.0;
        Self::new([edge, -2.0 * edge, edge], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Passes what lies below `hertz`.
    pub fn low_pass(hertz: f64, q: f64) -> Self {
        let (sin, cos) = angle(hertz).sin_cos();
        let alpha = sin / (2.0 * q);
        let edge = (1.0 - cos) / 2.0;
        Self::new([edge, 2.0 * edge, edge], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Lifts or cuts around `hertz` by `gain_db`.
    pub fn peak(hertz: f64, q: f64, gain_db: f64) -> Self {
        let (sin, cos) = angle(hertz).sin_cos();
        let alpha = sin / (2.0 * q);
        let gain = 10_f64.powf(gain_db / 40.0);
        Self::new(
            [1.0 + alpha * gain, -2.0 * cos, 1.0 - alpha * gain],
            [1.0 + alpha / gain, -2.0 * cos, 1.0 - alpha / gain],
        )
    }

    /// Filters one sample.
    pub fn run(&mut self, input: f64) -> f64 {
        let output = self.b[0] * input + self.state[0];
        self.state[0] = self.b[1] * input - self.a[0] * output + self.state[1];
        self.state[1] = self.b[2] * input - self.a[1] * output;
        output
    }
}

fn angle(hertz: f64) -> f64 {
    std::f64::consts::TAU * hertz.min(SAMPLE_RATE * 0.45) / SAMPLE_RATE
}
