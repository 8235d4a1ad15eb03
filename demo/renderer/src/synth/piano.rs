//! Piano and music box: sums of slightly inharmonic partials, each with its own decay.

use super::filter::Biquad;
use super::pluck::fade;
use super::{SAMPLE_RATE, amplitude, hertz, level};
use crate::arrange::Event;
use crate::random::Random;

/// A grand piano's note.
pub fn piano(event: &Event, random: &mut Random) -> Vec<f32> {
    let frequency = hertz(event.midi);
    // Thin treble strings are stiffer for their length, so their partials stretch more.
    let stiffness = 0.000_12 * ((event.midi - 48.0) / 24.0).exp2();
    let ring_s = 7.0 * (220.0 / frequency).powf(0.6).clamp(0.25, 1.7);
    let release_s = 0.22;
    let sounding_s = (event.length_s + release_s).min(ring_s);
    let mut samples = vec![0.0_f32; (sounding_s * SAMPLE_RATE) as usize];
    for number in 1..=22 {
        let n = f64::from(number);
        let partial = n * frequency * (1.0 + stiffness * n * n).sqrt();
        if partial > 14_000.0 {
            break;
        }
        // A hammer striking at an eighth of the string leaves the eighth partial weak; a soft blow leaves all high ones weak.
        let strike = (std::f64::consts::PI * n / 8.2).sin().abs() + 0.06;
        let softness = (partial / (900.0 + 4200.0 * event.force * event.force)).powf(1.15);
        let strength = strike * (-softness * 0.9).exp() / n.powf(0.75);
        let decay_s = ring_s / (1.0 + 0.16 * n + partial / 5200.0);
        for cents in [-0.35, 0.4] {
            let tuned = partial * ((cents + 0.1 * random.bell()) / 1200.0_f64).exp2();
            ring(&mut samples, tuned, strength, decay_s, random.unit());
        }
    }
    let mut thump = Biquad::band_pass(140.0 + frequency * 0.2, 0.9);
    for (at, sample) in samples.iter_mut().enumerate().take((0.09 * SAMPLE_RATE) as usize) {
        let time_s = at as f64 / SAMPLE_RATE;
        let knock = thump.run(random.signed()) * (-time_s / 0.018).exp() * 1.4 * event.force;
        // The felt takes a moment to leave the string.
        *sample = (f64::from(*sample) * (time_s / 0.0035).min(1.0) + knock) as f32;
    }
    level(&mut samples, 0.14 * amplitude(event.force));
    fade(&mut samples, release_s);
    samples
}

/// A music box's steel tooth.
pub fn music_box(event: &Event, random: &mut Random) -> Vec<f32> {
    let frequency = hertz(event.midi);
    let ring_s = 2.4 * (520.0 / frequency).powf(0.4);
    let mut samples = vec![0.0_f32; (ring_s * SAMPLE_RATE) as usize];
    for (ratio, strength, share) in [(1.0, 1.0, 1.0), (2.003, 0.12, 0.6), (6.27, 0.24, 0.16), (17.5, 0.05, 0.05)] {
        if frequency * ratio < 16_000.0 {
            ring(&mut samples, frequency * ratio, strength * (0.5 + event.force * 0.7), ring_s * share, random.unit());
        }
    }
    level(&mut samples, 0.12 * amplitude(event.force));
    fade(&mut samples, ring_s * 0.4);
    samples
}

/// Adds a decaying sine; `ring_s` is the time to -60 dB.
pub fn ring(samples: &mut [f32], frequency: f64, strength: f64, ring_s: f64, phase: f64) {
    let (sin, cos) = (std::f64::consts::TAU * frequency / SAMPLE_RATE).sin_cos();
    let (mut imaginary, mut real) = (std::f64::consts::TAU * phase).sin_cos();
    let loss = 10_f64.powf(-3.0 / (ring_s * SAMPLE_RATE));
    let mut strength = strength;
    for sample in samples.iter_mut() {
        (real, imaginary) = (real * cos - imaginary * sin, real * sin + imaginary * cos);
        *sample += (imaginary * strength) as f32;
        strength *= loss;
        if strength < 1e-6 {
            break;
        }
    }
}
