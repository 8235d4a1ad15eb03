//! Magnitudes by frequency of one short piece of sound.

use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

/// How long one frame is, in seconds.
const FRAME_SECONDS: f32 = 0.085;
/// How far one frame begins after the other, in seconds; tempo is told from steps of this size.
pub(crate) const HOP_SECONDS: f32 = 0.023_22;

/// Makes spectra of frames of one length.
pub(crate) struct Spectrum {
    rate_hz: f32,
    window: Vec<f32>,
    /// Makes a full-scale sine a magnitude of 1.
    scale: f32,
    fft: Arc<dyn RealToComplex<f32>>,
    input: Vec<f32>,
    output: Vec<Complex<f32>>,
    scratch: Vec<Complex<f32>>,
    magnitudes: Vec<f32>,
}

impl Spectrum {
    pub(crate) fn new(rate_hz: f32) -> Self {
        let frame = (rate_hz * FRAME_SECONDS).round() as usize;
        let fft = RealFftPlanner::new().plan_fft_forward(frame.next_power_of_two());
        let window: Vec<f32> =
            (0..frame).map(|at| 0.5 - 0.5 * (std::f32::consts::TAU * (at as f32 + 0.5) / frame as f32).cos()).collect();
        Self {
            rate_hz,
            scale: 2.0 / window.iter().sum::<f32>(),
            input: fft.make_input_vec(),
            output: fft.make_output_vec(),
            scratch: fft.make_scratch_vec(),
            magnitudes: vec![0.0; fft.len() / 2 + 1],
            window,
            fft,
        }
    }

    /// Samples of one frame.
    pub(crate) fn frame_len(&self) -> usize {
        self.window.len()
    }

    /// Samples from one frame to the next.
    pub(crate) fn hop_len(&self) -> usize {
        (self.rate_hz * HOP_SECONDS).round() as usize
    }

    /// How many magnitudes there are.
    pub(crate) fn len(&self) -> usize {
        self.magnitudes.len()
    }

    /// How far magnitudes are apart.
    pub(crate) fn bin_hz(&self) -> f32 {
        self.rate_hz / self.input.len() as f32
    }

    /// The magnitudes of one frame, from 0 Hz up.
    pub(crate) fn of(&mut self, frame: &[f32]) -> &[f32] {
        for ((input, sample), weight) in self.input.iter_mut().zip(frame).zip(&self.window) {
            *input = sample * weight;
        }
        self.input[self.window.len()..].fill(0.0);
        // It fails only for buffers of a wrong length, and these were made by the transform itself.
        if self.fft.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch).is_err() {
            self.magnitudes.fill(0.0);
            return &self.magnitudes;
        }
        for (magnitude, value) in self.magnitudes.iter_mut().zip(&self.output) {
            *magnitude = value.norm_sqr().sqrt() * self.scale;
        }
        &self.magnitudes
    }
}
