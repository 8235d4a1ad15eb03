//! What happens to sound between a loudspeaker and a question.

use std::path::Path;

use crate::Error;
use crate::sound::{self, Dice, RATE_HZ, level, through_codec};

/// Every condition that a known song is asked in.
pub(crate) const CONDITIONS: [&str; 21] = [
    "clean",
    "mp3_32k",
    "opus_12k",
    "gsm",
    "pink_10",
    "pink_5",
    "pink_0",
    "babble_10",
    "babble_5",
    "babble_0",
    "band_300_3400",
    "reverb",
    "clipped",
    "tempo_2",
    "tempo_4",
    "pitch_2",
    "pitch_4",
    "speed_2",
    "speed_4",
    "phone_easy",
    "phone_hard",
];
/// The conditions in which songs are asked that are not in the index.
pub(crate) const UNKNOWN_CONDITIONS: [&str; 3] = ["clean", "phone_easy", "phone_hard"];

/// An excerpt in one condition.
pub(crate) fn degraded(
    condition: &str,
    path: &Path,
    from_s: f64,
    length_s: f64,
    talk: &[f32],
    dice: &mut Dice,
) -> Result<Vec<f32>, Error> {
    let count = (length_s * RATE_HZ as f64) as usize;
    let (kind, amount) = condition.split_once('_').unwrap_or((condition, ""));
    if matches!(kind, "tempo" | "pitch" | "speed") {
        let change: f64 = amount.parse()?;
        let factor = 1.0 + change / 100.0 * if dice.share() < 0.5 { -1.0 } else { 1.0 };
        let filter = match kind {
            "speed" => format!("aresample=44100,asetrate={:.0},aresample=44100", 44_100.0 * factor),
            _ => format!("rubberband={kind}={factor}"),
        };
        let sound = sound::filtered(path, from_s, (length_s + 1.0) * 1.06, &filter)?;
        // A stretcher fades in.
        return Ok(fitted(&sound[(RATE_HZ * 3 / 20).min(sound.len())..], count));
    }
    // A second before the excerpt fills the room.
    let sound = sound::part(path, from_s - 1.0, length_s + 1.2)?;
    let cut = |sound: &[f32]| fitted(sound.get(RATE_HZ..).unwrap_or_default(), count);
    Ok(match condition {
        "clean" => cut(&sound),
        "mp3_32k" => through_codec(&loud(cut(&sound), 0.7), &["-c:a", "libmp3lame", "-b:a", "32k"], "mp3", 16_000)?,
        "opus_12k" => through_codec(&loud(cut(&sound), 0.7), &["-c:a", "libopus", "-b:a", "12k"], "ogg", 48_000)?,
        "gsm" => gsm(&loud(cut(&sound), 0.7))?,
        "band_300_3400" => cut(&band(&sound, 300.0, 3_400.0, 2)),
        "reverb" => cut(&room(&sound, 0.6, 0.0, dice)),
        "clipped" => loud(cut(&sound), 4.0).iter().map(|s| s.clamp(-0.9, 0.9)).collect(),
        "phone_easy" => {
            let sound = cut(&band(&room(&sound, 0.3, 6.0, dice), 150.0, 7_000.0, 1));
            let sound = with_noise(&sound, &crowd(count, talk, dice, 0.7, 0.7), 10.0);
            let sound: Vec<f32> = loud(sound, 0.9).iter().map(|s| (1.5 * s).tanh()).collect();
            through_codec(&loud(sound, 0.7), &["-c:a", "libopus", "-b:a", "24k"], "ogg", 48_000)?
        }
        "phone_hard" => {
            let sound = cut(&band(&room(&sound, 0.8, 0.0, dice), 300.0, 3_400.0, 2));
            let noise = band(&crowd(count, talk, dice, 0.8, 0.6), 300.0, 3_400.0, 2);
            let sound: Vec<f32> =
                loud(with_noise(&sound, &noise, 3.0), 1.6).iter().map(|s| s.clamp(-0.9, 0.9)).collect();
            gsm(&sound)?
        }
        _ => match kind {
            "pink" => with_noise(&cut(&sound), &pink(count, dice), amount.parse()?),
            "babble" => with_noise(&cut(&sound), &part(talk, count, dice), amount.parse()?),
            _ => return Err(format!("no such condition: {condition}").into()),
        },
    })
}

/// A part of the talk, wherever it begins.
pub(crate) fn part(talk: &[f32], count: usize, dice: &mut Dice) -> Vec<f32> {
    let from = dice.below(talk.len().saturating_sub(count));
    fitted(&talk[from..], count)
}

/// Noise with as much power in every octave (Kellet's filter over white noise).
pub(crate) fn pink(count: usize, dice: &mut Dice) -> Vec<f32> {
    let mut state = [0.0_f64; 6];
    (0..count)
        .map(|_| {
            let white = dice.between(-1.0, 1.0);
            state[0] = 0.998_86 * state[0] + white * 0.055_517_9;
            state[1] = 0.993_32 * state[1] + white * 0.075_075_9;
            state[2] = 0.969_00 * state[2] + white * 0.153_852_0;
            state[3] = 0.866_50 * state[3] + white * 0.310_485_6;
            state[4] = 0.550_00 * state[4] + white * 0.532_952_2;
            let sum: f64 = state.iter().sum::<f64>() + white * 0.536_2;
            state[5] = white * 0.115_926;
            sum as f32 * 0.1
        })
        .collect()
}

fn crowd(count: usize, talk: &[f32], dice: &mut Dice, voices: f64, noise: f64) -> Vec<f32> {
    let (talk, hiss) = (part(talk, count, dice), pink(count, dice));
    let (a, b) = (voices / level(&talk), noise / level(&hiss));
    talk.iter().zip(&hiss).map(|(talk, hiss)| (f64::from(*talk) * a + f64::from(*hiss) * b) as f32).collect()
}

fn gsm(sound: &[f32]) -> Result<Vec<f32>, Error> {
    through_codec(sound, &["-c:a", "libgsm", "-b:a", "13k"], "gsm", 8_000)
}

fn with_noise(sound: &[f32], noise: &[f32], ratio_db: f64) -> Vec<f32> {
    let gain = level(sound) / level(noise) * 10_f64.powf(-ratio_db / 20.0);
    sound.iter().zip(noise).map(|(sound, noise)| sound + (f64::from(*noise) * gain) as f32).collect()
}

fn loud(sound: Vec<f32>, peak: f32) -> Vec<f32> {
    let highest = sound.iter().fold(1e-9_f32, |highest, sample| highest.max(sample.abs()));
    sound.into_iter().map(|sample| sample * peak / highest).collect()
}

fn fitted(sound: &[f32], count: usize) -> Vec<f32> {
    let mut sound = sound[..count.min(sound.len())].to_vec();
    sound.resize(count, 0.0);
    sound
}

/// Butterworth's filters of the second order, `times` in a row (RBJ's cookbook).
fn band(sound: &[f32], low_hz: f64, high_hz: f64, times: usize) -> Vec<f32> {
    let mut sound = sound.to_vec();
    for _ in 0..times {
        for (hz, is_high_pass) in [(low_hz, true), (high_hz, false)] {
            let turn = std::f64::consts::TAU * hz / RATE_HZ as f64;
            let (cos, alpha) = (turn.cos(), turn.sin() / std::f64::consts::SQRT_2);
            let edge = if is_high_pass { 1.0 + cos } else { 1.0 - cos };
            let (b0, b1) = (edge / 2.0, if is_high_pass { -edge } else { edge });
            let (a0, a1, a2) = (1.0 + alpha, -2.0 * cos, 1.0 - alpha);
            let (mut x1, mut x2, mut y1, mut y2) = (0.0, 0.0, 0.0, 0.0);
            for sample in &mut sound {
                let x = f64::from(*sample);
                let y = (b0 * x + b1 * x1 + b0 * x2 - a1 * y1 - a2 * y2) / a0;
                (x2, x1, y2, y1) = (x1, x, y1, y);
                *sample = y as f32;
            }
        }
    }
    sound
}

/// A room: the direct sound, and a tail of sparse echoes (velvet noise) that decays by 60 dB in `decay_s`.
fn room(sound: &[f32], decay_s: f64, direct_db: f64, dice: &mut Dice) -> Vec<f32> {
    const ECHOES_A_SECOND: f64 = 2_000.0;
    let mut echoes: Vec<(usize, f64)> = (0..(decay_s * 1.1 * ECHOES_A_SECOND) as usize)
        .map(|number| {
            let at_s = 0.004 + (number as f64 + dice.share()) / ECHOES_A_SECOND;
            let sign = if dice.share() < 0.5 { -1.0 } else { 1.0 };
            ((at_s * RATE_HZ as f64) as usize, sign * (-6.908 * at_s / decay_s).exp())
        })
        .collect();
    // A few early ones stand out, as from walls.
    for _ in 0..12 {
        let at_s = dice.between(0.004, 0.05);
        let sign = if dice.share() < 0.5 { -1.0 } else { 1.0 };
        echoes.push(((at_s * RATE_HZ as f64) as usize, sign * 2.0 * (-6.908 * at_s / decay_s).exp()));
    }
    let power: f64 = echoes.iter().map(|(_, gain)| gain * gain).sum();
    let scale = 10_f64.powf(-direct_db / 20.0) / power.sqrt();
    let mut tail = vec![0.0_f32; sound.len()];
    for (late, gain) in echoes {
        let gain = (gain * scale) as f32;
        for (out, sample) in tail.iter_mut().skip(late).zip(sound) {
            *out += sample * gain;
        }
    }
    // Walls swallow high notes.
    let tail = band(&tail, 80.0, 6_000.0, 1);
    sound.iter().zip(tail).map(|(direct, tail)| direct + tail).collect()
}
