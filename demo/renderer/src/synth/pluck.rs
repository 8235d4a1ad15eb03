//! Plucked and struck strings: a delay line with a damped loop (Karplus and Strong 1983, Jaffe and Smith 1983).

use super::filter::Biquad;
use super::{Instrument, SAMPLE_RATE, amplitude, hertz, level};
use crate::arrange::Event;
use crate::random::Random;

/// How a string is built and plucked.
pub struct StringModel {
    /// Seconds to -60 dB at 220 Hz; higher notes die sooner.
    ring_s: f64,
    /// Brightness of the loop, 0 (dark) to 1 (bright).
    bright: f64,
    /// Where along the string it is plucked, as a share of its length.
    place: f64,
    /// Softness of the finger or pick: low-pass of the pluck, in hertz at full force.
    pick_hertz: f64,
    /// Share of noise in the pluck.
    noise: f64,
    /// Detuning of a second string, in cents; 0 for a single string.
    pair_cents: f64,
    /// Vibrato on long notes, in cents.
    vibrato_cents: f64,
    /// Whether the string is damped when the note ends.
    damped: bool,
    /// Resonances of the body: hertz, q, decibels.
    body: &'static [(f64, f64, f64)],
    /// Loudness of a full stroke.
    loud: f64,
}

/// The string of an instrument, if it is one.
pub fn string(instrument: Instrument) -> Option<StringModel> {
    let base = StringModel {
        ring_s: 4.0,
        bright: 0.6,
        place: 0.14,
        pick_hertz: 6500.0,
        noise: 0.35,
        pair_cents: 0.9,
        vibrato_cents: 0.0,
        damped: false,
        body: &[(210.0, 1.4, 4.0), (520.0, 1.6, 3.0), (1900.0, 1.0, 2.0)],
        loud: 0.13,
    };
    Some(match instrument {
        Instrument::Guzheng => StringModel { vibrato_cents: 9.0, ..base },
        Instrument::Guqin => StringModel {
            ring_s: 6.5,
            bright: 0.34,
            place: 0.27,
            pick_hertz: 3200.0,
            noise: 0.2,
            pair_cents: 0.0,
            vibrato_cents: 14.0,
            body: &[(120.0, 1.2, 5.0), (310.0, 1.5, 3.0), (900.0, 1.0, -2.0)],
            ..base
        },
        Instrument::Pipa => StringModel {
            ring_s: 1.5,
            bright: 0.72,
            place: 0.09,
            pick_hertz: 8000.0,
            pair_cents: 0.0,
            body: &[(380.0, 1.6, 5.0), (760.0, 1.8, 4.0), (2600.0, 1.2, 3.0)],
            ..base
        },
        Instrument::Yangqin => StringModel {
            ring_s: 2.4,
            bright: 0.8,
            place: 0.12,
            pick_hertz: 9000.0,
            noise: 0.2,
            pair_cents: 3.5,
            body: &[(300.0, 1.3, 3.0), (1100.0, 1.2, 3.0)],
            ..base
        },
        Instrument::Harp => StringModel {
            ring_s: 3.4,
            bright: 0.45,
            place: 0.42,
            pick_hertz: 3600.0,
            noise: 0.12,
            pair_cents: 0.0,
            body: &[(180.0, 1.0, 3.0), (420.0, 1.2, 2.0)],
            ..base
        },
        Instrument::Guitar => StringModel {
            ring_s: 3.0,
            bright: 0.5,
            place: 0.2,
            pick_hertz: 4600.0,
            noise: 0.25,
            pair_cents: 0.0,
            body: &[(105.0, 2.0, 5.0), (215.0, 2.2, 4.0), (440.0, 1.5, 2.0)],
            ..base
        },
        Instrument::Harpsichord => StringModel {
            ring_s: 2.6,
            bright: 0.9,
            place: 0.1,
            pick_hertz: 11_000.0,
            pair_cents: 1.6,
            damped: true,
            body: &[(240.0, 1.0, 3.0), (3000.0, 0.9, 3.0)],
            ..base
        },
        Instrument::PizzicatoBass => StringModel {
            ring_s: 1.3,
            bright: 0.3,
            place: 0.3,
            pick_hertz: 1500.0,
            noise: 0.1,
            pair_cents: 0.0,
            damped: true,
            body: &[(95.0, 1.2, 3.0), (220.0, 1.4, 2.0)],
            loud: 0.16,
            ..base
        },
        _ => return None,
    })
}

/// Renders one note.
pub fn render(model: &StringModel, event: &Event, random: &mut Random) -> Vec<f32> {
    let frequency = hertz(event.midi);
    let ring_s = model.ring_s * (220.0 / frequency).powf(0.55).clamp(0.25, 1.8);
    let sounding_s = if model.damped { ring_s.min(event.length_s + 0.25) } else { ring_s.min(event.length_s + 2.6) };
    let length = (sounding_s * SAMPLE_RATE) as usize;
    let mut samples = vec![0.0_f32; length];
    let strings: &[f64] = if model.pair_cents > 0.0 { &[-0.5, 0.5] } else { &[0.0] };
    for side in strings {
        let tuned = frequency * (side * model.pair_cents / 1200.0).exp2();
        // The two strings of a pair die at slightly different rates, which makes the tail sing.
        pluck_one(model, event, tuned, ring_s * (1.0 + 0.25 * side), &mut samples, random);
    }
    let mut body: Vec<Biquad> = model.body.iter().map(|(f, q, gain)| Biquad::peak(*f, *q, *gain)).collect();
    body.push(Biquad::high_pass(frequency * 0.55, 0.7));
    for sample in &mut samples {
        *sample = body.iter_mut().fold(f64::from(*sample), |value, filter| filter.run(value)) as f32;
    }
    level(&mut samples, model.loud * amplitude(event.force));
    fade(&mut samples, if model.damped { 0.16 } else { sounding_s.min(0.9) });
    samples
}

fn pluck_one(model: &StringModel, event: &Event, frequency: f64, ring_s: f64, out: &mut [f32], random: &mut Random) {
    let period = SAMPLE_RATE / frequency;
    let omega = std::f64::consts::TAU / period;
    // One-pole loop filter: darker for soft notes, as a gently plucked string has fewer overtones to lose.
    let pole = (0.62 * (1.0 - model.bright) + 0.1 * (1.0 - event.force)).clamp(0.02, 0.7);
    let phase_delay = (pole * omega.sin()).atan2(1.0 - pole * omega.cos()) / omega;
    let loss = (1.0 - pole) / (1.0 - 2.0 * pole * omega.cos() + pole * pole).sqrt();
    let gain = (10_f64.powf(-3.0 * period / (ring_s * SAMPLE_RATE)) / loss).min(0.9995);
    let delay = period - phase_delay;
    let mut line = vec![0.0_f64; (delay * 1.05) as usize + 8];
    let size = line.len();
    let excitation = excite(model, event.force, period, random);
    let mut damped = 0.0;
    let vibrato_step = std::f64::consts::TAU * 5.2 / SAMPLE_RATE;
    for (at, out) in out.iter_mut().enumerate() {
        let time_s = at as f64 / SAMPLE_RATE;
        let depth = if event.length_s > 0.45 { ((time_s - 0.22) * 3.0).clamp(0.0, 1.0) } else { 0.0 };
        let bend = model.vibrato_cents * depth * (vibrato_step * at as f64).sin() / 1200.0;
        let read = at as f64 - delay * (1.0 - bend * std::f64::consts::LN_2);
        let value = if read >= 2.0 { cubic(&line, read, size) } else { 0.0 };
        damped = (1.0 - pole) * value + pole * damped;
        let input = excitation.get(at).copied().unwrap_or(0.0);
        let next = input + gain * damped;
        line[at % size] = next;
        *out += next as f32;
    }
}

/// Third-order Lagrange interpolation, which dulls the loop far less than a straight line would.
fn cubic(line: &[f64], at: f64, size: usize) -> f64 {
    let whole = at.floor();
    let x = at - whole;
    let base = whole as usize;
    let y = [line[(base - 1) % size], line[base % size], line[(base + 1) % size], line[(base + 2) % size]];
    y[0] * (-x * (x - 1.0) * (x - 2.0) / 6.0)
        + y[1] * ((x + 1.0) * (x - 1.0) * (x - 2.0) / 2.0)
        + y[2] * (-x * (x + 1.0) * (x - 2.0) / 2.0)
        + y[3] * (x * (x + 1.0) * (x - 1.0) / 6.0)
}

/// One period of displacement: a sharp triangle at the plucking place, with a little noise of the nail.
fn excite(model: &StringModel, force: f64, period: f64, random: &mut Random) -> Vec<f64> {
    let length = period.round() as usize;
    let peak = (period * model.place).max(1.0);
    let mut shape: Vec<f64> = (0..length)
        .map(|at| {
            let x = at as f64;
            let triangle = if x < peak { x / peak } else { (period - x) / (period - peak) };
            (1.0 - model.noise) * triangle + model.noise * random.signed()
        })
        .collect();
    let mean = shape.iter().sum::<f64>() / length.max(1) as f64;
    let cutoff = model.pick_hertz * (0.25 + 0.75 * force);
    let pole = (-std::f64::consts::TAU * cutoff / SAMPLE_RATE).exp();
    let mut smooth = 0.0;
    for value in &mut shape {
        smooth = (1.0 - pole) * (*value - mean) + pole * smooth;
        *value = smooth;
    }
    shape
}

/// Lets the end of a note die away over `seconds`.
pub fn fade(samples: &mut [f32], seconds: f64) {
    let count = ((seconds * SAMPLE_RATE) as usize).min(samples.len());
    let from = samples.len() - count;
    for (at, sample) in samples[from..].iter_mut().enumerate() {
        let left = 1.0 - at as f32 / count as f32;
        *sample *= left * left;
    }
}
