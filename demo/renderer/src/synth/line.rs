//! Sustained voices, one phrase at a time: flutes, bowed strings and voices as sums of harmonics.
//!
//! Notes joined by a slur are one phrase, so pitch glides and the breath or bow does not stop between them.

use super::filter::Biquad;
use super::{Instrument, SAMPLE_RATE, Sound, amplitude, hertz};
use crate::arrange::Event;
use crate::random::Random;

/// How a sustained voice sounds.
pub struct Voice {
    tone: Tone,
    attack_s: f64,
    release_s: f64,
    glide_s: f64,
    vibrato_hertz: f64,
    vibrato_cents: f64,
    vibrato_loud: f64,
    /// Seconds before vibrato is fully there.
    vibrato_late_s: f64,
    /// Breath or bow noise against the tone.
    noise: f64,
    /// Extra noise at the start of a phrase.
    chiff: f64,
    /// Players in unison, detuned and spread.
    players: u32,
    loud: f64,
}

/// Strength of the harmonics.
enum Tone {
    /// One number a harmonic; `edge` is how much force brightens.
    Table { harmonics: &'static [f64], edge: f64 },
    /// A falling spectrum shaped by resonances at fixed frequencies: hertz, width, gain.
    Formants { slope: f64, peaks: &'static [(f64, f64, f64)] },
}

const DIZI: Tone = Tone::Table { harmonics: &[1.0, 0.62, 0.5, 0.42, 0.26, 0.2, 0.12, 0.09, 0.05], edge: 0.5 };
const XIAO: Tone = Tone::Table { harmonics: &[1.0, 0.3, 0.24, 0.07, 0.05, 0.02, 0.01], edge: 0.7 };
const FLUTE: Tone = Tone::Table { harmonics: &[1.0, 0.45, 0.22, 0.1, 0.05, 0.03], edge: 0.6 };
const ERHU: Tone = Tone::Formants {
    slope: 1.05,
    peaks: &[(480.0, 160.0, 1.0), (1050.0, 260.0, 1.9), (1750.0, 300.0, 1.2), (2900.0, 500.0, 1.0)],
};
const VIOLIN: Tone = Tone::Formants {
    slope: 1.1,
    peaks: &[(290.0, 120.0, 1.0), (520.0, 160.0, 1.2), (1100.0, 350.0, 0.8), (2700.0, 700.0, 1.1)],
};
const CELLO: Tone = Tone::Formants {
    slope: 1.2,
    peaks: &[(120.0, 70.0, 1.0), (240.0, 100.0, 1.2), (480.0, 180.0, 1.0), (1500.0, 600.0, 0.6)],
};
const CHOIR: Tone = Tone::Formants {
    slope: 1.0,
    peaks: &[(430.0, 140.0, 3.0), (820.0, 160.0, 1.6), (2600.0, 300.0, 0.35), (3300.0, 350.0, 0.2)],
};

/// The sustained voice of an instrument, if it is one.
pub fn voice(instrument: Instrument) -> Option<Voice> {
    let wind = Voice {
        tone: DIZI,
        attack_s: 0.035,
        release_s: 0.09,
        glide_s: 0.022,
        vibrato_hertz: 5.1,
        vibrato_cents: 11.0,
        vibrato_loud: 0.1,
        vibrato_late_s: 0.55,
        noise: 0.05,
        chiff: 0.16,
        players: 1,
        loud: 0.12,
    };
    let bowed = Voice {
        tone: ERHU,
        attack_s: 0.07,
        release_s: 0.12,
        glide_s: 0.085,
        vibrato_hertz: 5.8,
        vibrato_cents: 24.0,
        vibrato_loud: 0.05,
        vibrato_late_s: 0.3,
        noise: 0.012,
        chiff: 0.04,
        players: 1,
        loud: 0.13,
    };
    Some(match instrument {
        Instrument::Dizi => wind,
        Instrument::Xiao => Voice {
            tone: XIAO,
            attack_s: 0.075,
            release_s: 0.16,
            vibrato_hertz: 4.5,
            vibrato_loud: 0.14,
            noise: 0.085,
            chiff: 0.2,
            ..wind
        },
        Instrument::Flute => Voice { tone: FLUTE, attack_s: 0.05, release_s: 0.12, noise: 0.04, chiff: 0.1, ..wind },
        Instrument::Erhu => bowed,
        Instrument::Violin => Voice { tone: VIOLIN, glide_s: 0.04, vibrato_cents: 15.0, ..bowed },
        Instrument::Cello => {
            Voice { tone: CELLO, attack_s: 0.1, glide_s: 0.05, vibrato_hertz: 5.0, vibrato_cents: 13.0, ..bowed }
        }
        Instrument::Strings => Voice {
            tone: VIOLIN,
            attack_s: 0.24,
            release_s: 0.4,
            vibrato_cents: 9.0,
            noise: 0.006,
            chiff: 0.0,
            players: 4,
            loud: 0.075,
            ..bowed
        },
        Instrument::Choir => Voice {
            tone: CHOIR,
            attack_s: 0.2,
            release_s: 0.35,
            vibrato_hertz: 4.8,
            vibrato_cents: 12.0,
            noise: 0.01,
            chiff: 0.0,
            players: 4,
            loud: 0.08,
            ..bowed
        },
        _ => return None,
    })
}

/// Renders the notes of a part, phrase by phrase.
pub fn render(voice: &Voice, events: &[Event], random: &mut Random) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for phrase in phrases(events) {
        for player in 0..voice.players {
            let alone = voice.players == 1;
            let spread = if alone { 0.0 } else { f64::from(player) / f64::from(voice.players - 1) * 2.0 - 1.0 };
            let cents = if alone { 0.0 } else { 7.0 * spread + 2.0 * random.bell() };
            let late_s = if alone { 0.0 } else { 0.018 * random.unit() };
            sounds.push(Sound {
                start_s: phrase[0].start_s + late_s,
                samples: render_phrase(voice, phrase, cents, random),
                pan: spread * 0.75,
            });
        }
    }
    sounds
}

/// Groups notes into phrases: a slurred note continues the one before it.
fn phrases(events: &[Event]) -> Vec<&[Event]> {
    let mut phrases = Vec::new();
    let mut from = 0;
    for at in 1..=events.len() {
        if at == events.len() || !events[at].slurred {
            phrases.push(&events[from..at]);
            from = at;
        }
    }
    phrases
}

const BLOCK: usize = 32;
const HARMONICS_MAX: usize = 28;

fn render_phrase(voice: &Voice, phrase: &[Event], cents: f64, random: &mut Random) -> Vec<f32> {
    let origin_s = phrase[0].start_s;
    let end_s = phrase.last().map_or(0.0, |event| event.start_s + event.length_s) - origin_s;
    let length = ((end_s + voice.release_s) * SAMPLE_RATE) as usize;
    let mut samples = vec![0.0_f32; length];
    let mut breath = Biquad::band_pass(hertz(phrase[0].midi) * 2.0, 0.8);
    let mut hiss = Biquad::high_pass(2400.0, 0.7);
    let (mut phase, mut drift, mut before) = (random.unit() * std::f64::consts::TAU, 0.0, [0.0; HARMONICS_MAX]);
    let wobble = random.unit() * std::f64::consts::TAU;
    let mut midi = phrase[0].midi - if voice.players == 1 { 0.25 } else { 0.0 };
    let players = f64::from(voice.players).sqrt();
    for (block, chunk) in samples.chunks_mut(BLOCK).enumerate() {
        let now_s = (block * BLOCK) as f64 / SAMPLE_RATE;
        let place = phrase.partition_point(|event| event.start_s - origin_s <= now_s).max(1) - 1;
        let note = &phrase[place];
        let within_s = now_s - (note.start_s - origin_s);
        let glide_s = if place == 0 { 0.03 } else { voice.glide_s };
        midi += (note.midi - midi) * (1.0 - (-(BLOCK as f64) / SAMPLE_RATE / (glide_s * 0.4)).exp());
        let depth =
            if note.length_s > 0.28 { (within_s / voice.vibrato_late_s).clamp(0.0, 1.0).powf(1.5) } else { 0.0 };
        drift = drift * 0.995 + 0.4 * random.bell();
        let swing = (std::f64::consts::TAU * voice.vibrato_hertz * now_s + wobble + drift * 0.02).sin();
        let bend = (cents + drift + voice.vibrato_cents * depth * swing) / 100.0;
        let frequency = hertz(midi + bend);
        let force =
            note.force * envelope(voice, phrase, place, now_s, end_s) * (1.0 + voice.vibrato_loud * depth * swing);
        let strength = harmonics(&voice.tone, frequency, force);
        let scale = voice.loud * amplitude(force.max(0.0)) / players;
        let step = std::f64::consts::TAU * frequency / SAMPLE_RATE;
        let start_noise = voice.chiff * (-now_s / 0.035).exp();
        for (at, sample) in chunk.iter_mut().enumerate() {
            let mix = at as f64 / BLOCK as f64;
            phase = (phase + step) % std::f64::consts::TAU;
            // sin(kφ) by recurrence: two trigonometric calls a sample, however many harmonics.
            let (mut older, mut sine, twice) = (0.0, phase.sin(), 2.0 * phase.cos());
            let mut tone = 0.0;
            for (was, is) in before.iter().zip(&strength) {
                tone += (was + (is * scale - was) * mix) * sine;
                (older, sine) = (sine, twice * sine - older);
            }
            let white = random.signed();
            let air = breath.run(white) * 2.0 + hiss.run(white) * 0.25;
            *sample = (tone + air * scale * (voice.noise + start_noise)) as f32;
        }
        before = strength.map(|value| value * scale);
    }
    samples
}

/// Loudness over a phrase: attack, a slight swell on long notes, a small dip at each new note, release.
fn envelope(voice: &Voice, phrase: &[Event], place: usize, now_s: f64, end_s: f64) -> f64 {
    let note = &phrase[place];
    let within_s = now_s - (note.start_s - phrase[0].start_s);
    let attack =
        if place == 0 { (now_s / voice.attack_s).min(1.0).powf(0.7) } else { 0.86 + 0.14 * (within_s / 0.06).min(1.0) };
    let through = (within_s / note.length_s.max(0.05)).min(1.0);
    let swell = 0.86 + 0.17 * (through * std::f64::consts::PI).sin();
    let release = if now_s > end_s { (1.0 - (now_s - end_s) / voice.release_s).max(0.0).powi(2) } else { 1.0 };
    attack * swell * release
}

fn harmonics(tone: &Tone, frequency: f64, force: f64) -> [f64; HARMONICS_MAX] {
    let mut strength = [0.0; HARMONICS_MAX];
    let audible = ((16_000.0 / frequency) as usize).clamp(1, HARMONICS_MAX);
    for (at, strength) in strength.iter_mut().enumerate().take(audible) {
        let number = at as f64 + 1.0;
        *strength = match tone {
            Tone::Table { harmonics, edge } => {
                harmonics.get(at).copied().unwrap_or(0.0) * (force / 0.7).max(0.05).powf(edge * at as f64 * 0.5)
            }
            Tone::Formants { slope, peaks } => {
                let here = number * frequency;
                let peaks = peaks.iter().map(|(f, width, gain)| gain / (1.0 + ((here - f) / width).powi(2)));
                let softness = (1.0 - force).clamp(0.0, 1.0) * 0.5;
                (0.16 + peaks.sum::<f64>()) * number.powf(-slope - softness)
            }
        };
    }
    // Equal power whatever the spectrum, so a low note is not drowned by a bright one.
    let power = strength.iter().map(|value| value * value).sum::<f64>().sqrt().max(1e-9);
    strength.map(|value| value / power * std::f64::consts::SQRT_2)
}
