//! Soft percussion: drum, woodblock, small cymbal and gong.

use super::filter::Biquad;
use super::piano::ring;
use super::pluck::fade;
use super::{Instrument, SAMPLE_RATE, amplitude, level};
use crate::arrange::Event;
use crate::random::Random;

/// Renders one stroke; a lower pitch in the event is the deeper or softer of two strokes.
pub fn render(instrument: Instrument, event: &Event, random: &mut Random) -> Vec<f32> {
    // Two strokes per instrument: the rhythm's `x` sits on the key note, `o` a fourth below.
    let low = (event.midi.round() as i64).rem_euclid(12);
    let lift = 1.0 + 0.02 * low as f64 / 12.0;
    let (seconds, loud) = match instrument {
        Instrument::Drum => (0.7, 0.14),
        Instrument::Woodblock => (0.22, 0.07),
        Instrument::Cymbal => (0.9, 0.035),
        _ => (3.2, 0.08),
    };
    let mut samples = vec![0.0_f32; (seconds * SAMPLE_RATE) as usize];
    match instrument {
        Instrument::Drum => drum(&mut samples, event.force, random),
        Instrument::Woodblock => {
            for (hertz, strength, ring_s) in [(790.0, 1.0, 0.13), (1290.0, 0.6, 0.09), (2150.0, 0.25, 0.05)] {
                ring(&mut samples, hertz * lift, strength, ring_s, 0.0);
            }
        }
        Instrument::Cymbal => metal(&mut samples, 3900.0, 0.8, random),
        _ => {
            for (ratio, strength) in [(1.0, 1.0), (1.48, 0.6), (2.13, 0.5), (2.9, 0.35), (3.71, 0.3), (5.2, 0.2)] {
                ring(&mut samples, 178.0 * ratio * lift, strength, 3.0 / ratio.sqrt(), random.unit());
            }
        }
    }
    level(&mut samples, loud * amplitude(event.force));
    fade(&mut samples, seconds * 0.5);
    samples
}

/// A skin whose pitch falls as the blow spreads, and the stick's click.
fn drum(samples: &mut [f32], force: f64, random: &mut Random) {
    let mut phase = 0.0_f64;
    let mut click = Biquad::low_pass(1800.0, 0.7);
    for (at, sample) in samples.iter_mut().enumerate() {
        let time_s = at as f64 / SAMPLE_RATE;
        let hertz = 86.0 + 46.0 * force * (-time_s / 0.035).exp();
        phase += std::f64::consts::TAU * hertz / SAMPLE_RATE;
        let skin = phase.sin() * (-time_s / 0.17).exp() + 0.3 * (phase * 1.59).sin() * (-time_s / 0.08).exp();
        *sample = (skin + click.run(random.signed()) * (-time_s / 0.012).exp() * 0.7) as f32;
    }
}

fn metal(samples: &mut [f32], hertz: f64, ring_s: f64, random: &mut Random) {
    let mut band = Biquad::high_pass(hertz, 0.7);
    for (at, sample) in samples.iter_mut().enumerate() {
        let time_s = at as f64 / SAMPLE_RATE;
        *sample = (band.run(random.signed()) * (-time_s / (ring_s * 0.22)).exp()) as f32;
    }
    for ratio in [1.0, 1.34, 1.79, 2.21, 2.67] {
        ring(samples, hertz * ratio, 0.18, ring_s, random.unit());
    }
}
