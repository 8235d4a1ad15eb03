//! Sound for tests, as files that any decoder reads.

use std::f64::consts::TAU;
use std::path::Path;

/// Writes one channel of sound as a WAV file of 16 bits, and makes the folder that it lies in.
///
/// # Panics
/// When the file cannot be written, or would be longer than the format can say.
pub fn write_wav(path: &Path, rate_hz: u32, sound: &[f32]) {
    let size = u32::try_from(sound.len() * 2).expect("tests write less than four gigabytes");
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(rate_hz.to_le_bytes());
    bytes.extend((rate_hz * 2).to_le_bytes());
    bytes.extend([2, 0, 16, 0]);
    bytes.extend(b"data");
    bytes.extend(size.to_le_bytes());
    for sample in sound {
        #[expect(clippy::cast_possible_truncation, reason = "samples lie between -1 and 1")]
        bytes.extend(((sample * 32_000.0) as i16).to_le_bytes());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).expect("a test may make folders");
    }
    std::fs::write(path, bytes).expect("a test may write files");
}

/// Numbers by chance, each below what is asked for: the same for the same seed.
pub fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |count| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % count
    }
}

/// A tune of its own for every seed: plucked notes of three voices, each one to three times `note_samples` long.
///
/// Tunes of two lengths are two tunes: how long one is decides where its second voice begins to draw.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "sound is short, and small numbers")]
#[must_use]
pub fn tune(seed: u64, seconds: u32, rate_hz: u32, note_samples: usize) -> Vec<f32> {
    let mut below = numbers(seed);
    let mut sound = vec![0.0_f32; (seconds * rate_hz) as usize];
    for voice in 0..3_u32 {
        let mut at = below(1_600) as usize;
        while at < sound.len() {
            let hz = 190.0 * ((below(30) as f64 + f64::from(voice) * 4.0) / 12.0).exp2();
            let length = (below(3) as usize + 1) * note_samples;
            for n in 0..length.min(sound.len() - at) {
                let t = n as f64 / f64::from(rate_hz);
                let tone = (TAU * hz * t).sin() + 0.5 * (2.0 * TAU * hz * t).sin();
                sound[at + n] += (tone * (-4.0 * t).exp() * 0.15) as f32;
            }
            at += length + below(800) as usize;
        }
    }
    sound
}
