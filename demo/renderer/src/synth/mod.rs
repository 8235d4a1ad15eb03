//! The instruments: small physical and additive models, each a few dozen lines.

pub mod filter;
mod line;
mod percussion;
mod piano;
mod pluck;
pub mod reverb;

use serde::Deserialize;

use crate::arrange::Event;
use crate::random::Random;

/// Samples a second of everything rendered.
pub const SAMPLE_RATE: f64 = 44_100.0;

/// What a part is played on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Instrument {
    Guzheng,
    Guqin,
    Pipa,
    Yangqin,
    Harp,
    Guitar,
    Harpsichord,
    PizzicatoBass,
    Dizi,
    Xiao,
    Flute,
    Erhu,
    Violin,
    Cello,
    Strings,
    Choir,
    Piano,
    MusicBox,
    Drum,
    Woodblock,
    Cymbal,
    Gong,
}

/// Sound of one note or phrase, placed in time.
pub struct Sound {
    /// Start, in seconds.
    pub start_s: f64,
    /// Samples from then on.
    pub samples: Vec<f32>,
    /// Shift from the part's place in the room, -1 to 1; ensembles sit wide.
    pub pan: f64,
}

impl Instrument {
    /// Renders the notes of one part.
    pub fn render(self, events: &[Event], random: &mut Random) -> Vec<Sound> {
        if let Some(voice) = line::voice(self) {
            return line::render(&voice, events, random);
        }
        if let Some(string) = pluck::string(self) {
            return each(events, |event| pluck::render(&string, event, random));
        }
        match self {
            Self::Piano => each(events, |event| piano::piano(event, random)),
            Self::MusicBox => each(events, |event| piano::music_box(event, random)),
            _ => each(events, |event| percussion::render(self, event, random)),
        }
    }

    /// How much of the part reaches the room.
    pub fn reverb_send(self) -> f64 {
        match self {
            Self::PizzicatoBass | Self::Drum => 0.12,
            Self::Dizi | Self::Xiao | Self::Flute | Self::Choir | Self::Strings => 0.34,
            Self::Erhu | Self::Violin | Self::Cello => 0.3,
            Self::Piano | Self::Harpsichord => 0.2,
            _ => 0.26,
        }
    }
}

fn each(events: &[Event], mut render: impl FnMut(&Event) -> Vec<f32>) -> Vec<Sound> {
    let sound = |event: &Event| Sound { start_s: event.start_s, samples: render(event), pan: 0.0 };
    events.iter().map(sound).collect()
}

/// Frequency of a MIDI note number, in hertz, with A4 = 440.
pub fn hertz(midi: f64) -> f64 {
    440.0 * ((midi - 69.0) / 12.0).exp2()
}

/// Loudness that a force asks for: soft notes are clearly softer.
fn amplitude(force: f64) -> f64 {
    force.powf(1.6)
}

/// Scales a note so that the root mean square of its first 0.25 s is `target`.
fn level(samples: &mut [f32], target: f64) {
    let head = &samples[..samples.len().min((SAMPLE_RATE * 0.25) as usize)];
    let power: f64 = head.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / head.len().max(1) as f64;
    let gain = (target / power.sqrt().max(1e-9)) as f32;
    samples.iter_mut().for_each(|sample| *sample *= gain);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Power at one frequency (Goertzel).
    fn power(samples: &[f32], frequency: f64) -> f64 {
        let twice = 2.0 * (std::f64::consts::TAU * frequency / SAMPLE_RATE).cos();
        let (mut last, mut older) = (0.0, 0.0);
        for sample in samples {
            (last, older) = (f64::from(*sample) + twice * last - older, last);
        }
        last * last + older * older - twice * last * older
    }

    #[test]
    fn every_string_and_voice_is_in_tune() {
        use Instrument as I;
        let strings = [I::Guzheng, I::Guqin, I::Pipa, I::Yangqin, I::Harp, I::Guitar, I::Harpsichord, I::Piano];
        let voices = [I::Dizi, I::Xiao, I::Flute, I::Erhu, I::Violin, I::Cello, I::MusicBox];
        for instrument in strings.into_iter().chain(voices) {
            for midi in [57.0, 69.0, 79.0] {
                let event = Event { start_s: 0.0, length_s: 0.27, midi, force: 0.7, slurred: false };
                // Too short for vibrato, which would move the pitch on purpose.
                let sounds = instrument.render(&[event], &mut Random::from_name("tuning"));
                let samples = &sounds[0].samples;
                // Past the attack, where the pitch has settled.
                let steady = &samples[4_000..samples.len().min(32_000)];
                let strength = |cents: &i32| power(steady, hertz(midi + f64::from(*cents) / 100.0));
                let best = (-60..=60).step_by(2).max_by(|a, b| strength(a).total_cmp(&strength(b))).unwrap_or(99);
                assert!(best.abs() <= 12, "{instrument:?} at {midi} is {best} cents off");
            }
        }
    }
}
