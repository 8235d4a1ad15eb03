//! Sound at 8 kHz made into frames of log magnitude on a log-frequency axis, in whole numbers.

use std::sync::Arc;

use crate::fft::{Fft, SIZE};

/// Bins of a frame: 36 an octave from 180 Hz to about 3 560 Hz.
pub(crate) const BINS: usize = 156;
/// Samples between two frames.
pub(crate) const HOP: usize = 128;
/// What one step of the natural logarithm is in whole numbers.
pub(crate) const LOG_ONE: i32 = 1_024;

const LOWEST_HZ: f64 = 180.0;
const BINS_AN_OCTAVE: f64 = 36.0;
/// Added before the logarithm: about the rounding noise of 16 bits, so that digital silence is flat.
const FLOOR: f32 = 2e-4;

pub(crate) type Frame = [i32; BINS];

#[derive(Debug)]
struct Tables {
    window: Vec<f32>,
    /// First spectral line, share of the next one, and how many lines the bin is wide.
    lines: Vec<(usize, f32, usize)>,
}

/// A streaming spectrum; two frames are made with one complex transform.
#[derive(Clone, Debug)]
pub(crate) struct Spectrum {
    tables: Arc<Tables>,
    fft: Fft,
    waiting: Vec<f32>,
}

impl Spectrum {
    pub(crate) fn new() -> Self {
        let window =
            (0..SIZE).map(|n| (0.5 - 0.5 * (std::f64::consts::TAU * n as f64 / SIZE as f64).cos()) as f32).collect();
        let lines = (0..BINS)
            .map(|bin| {
                let hz = LOWEST_HZ * (bin as f64 / BINS_AN_OCTAVE).exp2();
                let line = hz * SIZE as f64 / 8_000.0;
                (line as usize, line.fract() as f32, ((1.0 + line * 0.0097) as usize).max(1))
            })
            .collect();
        Self { tables: Arc::new(Tables { window, lines }), fft: Fft::new(), waiting: Vec::new() }
    }

    /// Samples that wait for their frame; the extractor appends to it.
    pub(crate) fn input(&mut self) -> &mut Vec<f32> {
        &mut self.waiting
    }

    /// Hands out every frame that is complete; an odd one waits for its partner unless this is the `end`.
    pub(crate) fn frames(&mut self, end: bool, mut take: impl FnMut(&Frame)) {
        let mut at = 0;
        loop {
            let left = self.waiting.len() - at;
            let two = left >= SIZE + HOP;
            let last = end && left >= SIZE;
            if !two && !last {
                break;
            }
            let (mut re, mut im) = ([0.0; SIZE], [0.0; SIZE]);
            let window = &self.tables.window;
            for n in 0..SIZE {
                re[n] = self.waiting[at + n] * window[n];
            }
            if two {
                for n in 0..SIZE {
                    im[n] = self.waiting[at + HOP + n] * window[n];
                }
            }
            self.fft.run(&mut re, &mut im);
            let mut power = [[0.0_f32; SIZE / 2]; 2];
            for k in 1..SIZE / 2 {
                let (a, b, c, d) = (re[k], im[k], re[SIZE - k], im[SIZE - k]);
                let (x, y) = (a + c, b - d);
                power[0][k] = (x * x + y * y) * 0.25;
                let (x, y) = (b + d, c - a);
                power[1][k] = (x * x + y * y) * 0.25;
            }
            for power in &power[..if two { 2 } else { 1 }] {
                take(&self.frame(power));
            }
            at += if two { 2 * HOP } else { HOP };
        }
        self.waiting.drain(..at);
    }

    fn frame(&self, power: &[f32; SIZE / 2]) -> Frame {
        let mut magnitude = [0.0_f32; SIZE / 2];
        for (magnitude, power) in magnitude.iter_mut().zip(power) {
            *magnitude = power.sqrt();
        }
        let mut values = [0.0_f32; BINS];
        for (value, &(line, share, width)) in values.iter_mut().zip(&self.tables.lines) {
            let mut loudest = magnitude[line] * (1.0 - share) + magnitude[line + 1] * share;
            for next in 1..width {
                loudest = loudest.max(magnitude[line + next]);
            }
            *value = loudest + FLOOR;
        }
        let mut frame = [0; BINS];
        for (out, value) in frame.iter_mut().zip(values) {
            *out = logarithm(value);
        }
        frame
    }
}

/// The natural logarithm of a positive number in steps of 1/1024, within 3 steps, without the platform's library.
fn logarithm(value: f32) -> i32 {
    let bits = value.to_bits();
    let exponent = ((bits >> 23) as i32 - 127) as f32;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000) - 1.0;
    // log2(1 + m), a polynomial of the fifth degree through both ends.
    let log2 = m * (1.442_547_1 + m * (-0.717_996_8 + m * (0.453_895_2 + m * (-0.272_777_8 + m * 0.094_332_3))));
    ((exponent + log2) * (std::f32::consts::LN_2 * LOG_ONE as f32)) as i32
}

#[cfg(test)]
mod tests {
    use super::logarithm;

    #[test]
    fn logarithms_are_near_enough() {
        for step in 1..20_000_u32 {
            let value = step as f32 * 0.013;
            let error = (f64::from(value).ln() * 1_024.0 - f64::from(logarithm(value))).abs();
            assert!(error <= 3.0, "{value}: {error}");
        }
    }
}
