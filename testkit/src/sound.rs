//! Sound for tests, as files that any decoder reads.

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
