//! The sound on its way to the device: a WAV file whose samples are made as loud as asked for.

use std::sync::atomic::{AtomicU32, Ordering};

/// How loud it is, from 0 to 1; it may change while a song plays.
#[derive(Debug)]
pub(super) struct Loudness(AtomicU32);

impl Default for Loudness {
    /// As loud as the music is.
    fn default() -> Self {
        Self(AtomicU32::new(1.0_f32.to_bits()))
    }
}

impl Loudness {
    pub(super) fn gain(&self) -> f32 {
        f32::from_bits(self.0.load(Ordering::Relaxed))
    }

    /// What is no number is silence.
    pub(super) fn set(&self, gain: f32) {
        let gain = if gain.is_nan() { 0.0 } else { gain.clamp(0.0, 1.0) };
        self.0.store(gain.to_bits(), Ordering::Relaxed);
    }
}

/// Where a WAV file of 16 bits a sample stands, whose bytes come in pieces of any length.
///
/// The header is passed on as it is (RIFF: chunks of a name, a length and as many bytes; `fmt ` tells the bytes a
/// second, `data` holds the sound).
#[derive(Debug, Default)]
pub(super) struct Header {
    /// What came of the header, until the sound begins.
    head: Vec<u8>,
    bytes_per_second: u32,
    sound_bytes: u64,
    is_sound: bool,
    /// The first half of a sample that was cut.
    half: Option<u8>,
}

/// A header is longer only in a file that is none.
const HEAD_BYTES_MAX: usize = 1 << 16;

impl Header {
    /// The bytes for the device.
    pub(super) fn pass(&mut self, bytes: &[u8], loudness: &Loudness) -> Vec<u8> {
        if self.is_sound {
            return self.louder(bytes, loudness.gain());
        }
        self.head.extend_from_slice(bytes);
        let Some((sound_at, bytes_per_second)) = find_sound(&self.head) else {
            if self.head.len() > HEAD_BYTES_MAX {
                self.is_sound = true;
                return std::mem::take(&mut self.head);
            }
            return Vec::new();
        };
        (self.is_sound, self.bytes_per_second) = (true, bytes_per_second);
        let mut out = std::mem::take(&mut self.head);
        let sound = out.split_off(sound_at);
        out.extend(self.louder(&sound, loudness.gain()));
        out
    }

    /// How much of the sound was passed on, in milliseconds.
    pub(super) fn played_ms(&self) -> u64 {
        (self.sound_bytes * 1_000).checked_div(u64::from(self.bytes_per_second)).unwrap_or(0)
    }

    fn louder(&mut self, bytes: &[u8], gain: f32) -> Vec<u8> {
        let mut all = Vec::with_capacity(bytes.len() + 1);
        all.extend(self.half.take());
        all.extend_from_slice(bytes);
        if all.len() % 2 == 1 {
            self.half = all.pop();
        }
        self.sound_bytes += all.len() as u64;
        if gain < 1.0 {
            for sample in all.chunks_exact_mut(2) {
                let value = f32::from(i16::from_le_bytes([sample[0], sample[1]])) * gain;
                #[expect(clippy::cast_possible_truncation, reason = "it is no louder than it was")]
                sample.copy_from_slice(&(value.round() as i16).to_le_bytes());
            }
        }
        all
    }
}

/// Where the sound begins, and how many bytes of it make a second.
fn find_sound(head: &[u8]) -> Option<(usize, u32)> {
    let number = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?));
    let (mut at, mut bytes_per_second) = (12, 0);
    loop {
        let length = number(at + 4)?;
        match head.get(at..at + 4)? {
            b"data" => return Some((at + 8, bytes_per_second)),
            b"fmt " => bytes_per_second = number(at + 16)?,
            _ => {}
        }
        // Chunks begin at even places.
        at = at.checked_add(8)?.checked_add(usize::try_from(length).ok()?.checked_next_multiple_of(2)?)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One second at 8 kHz, one channel, with a chunk of words before the sound.
    fn wav() -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        bytes.extend(8_000_u32.to_le_bytes());
        bytes.extend(16_000_u32.to_le_bytes());
        bytes.extend([2, 0, 16, 0]);
        bytes.extend(b"LIST\x03\0\0\0abc\0data");
        bytes.extend(16_000_u32.to_le_bytes());
        bytes.extend((0..8_000_i16).flat_map(i16::to_le_bytes));
        bytes
    }

    fn passed(piece: usize, loudness: &Loudness) -> (Vec<u8>, u64) {
        let mut header = Header::default();
        let out = wav().chunks(piece).flat_map(|bytes| header.pass(bytes, loudness)).collect();
        (out, header.played_ms())
    }

    #[test]
    fn the_sound_is_passed_on_however_it_is_cut() {
        for piece in [1, 3, 7, 64, 1_000, 100_000] {
            assert_eq!(passed(piece, &Loudness::default()), (wav(), 1_000), "{piece}");
        }
    }

    #[test]
    fn samples_become_as_loud_as_asked_for() {
        let loudness = Loudness::default();
        for (asked, gain) in [(0.5, 0.5), (0.0, 0.0), (-1.0, 0.0), (7.0, 1.0), (f32::NAN, 0.0)] {
            loudness.set(asked);
            assert!((loudness.gain() - gain).abs() < f32::EPSILON, "{asked}");
            let (out, _) = passed(5, &loudness);
            let at = wav().len() - 16_000;
            assert_eq!(out[..at], wav()[..at], "the header stays");
            let last = i16::from_le_bytes([out[out.len() - 2], out[out.len() - 1]]);
            assert!((f32::from(last) - 7_999.0 * gain).abs() <= 0.5, "{asked}: {last}");
        }
    }

    #[test]
    fn what_is_no_wav_is_passed_on_without_end() {
        let mut header = Header::default();
        let out: usize = (0..100).map(|_| header.pass(&[0x55; 4_096], &Loudness::default()).len()).sum();
        assert_eq!(out, 100 * 4_096);
        assert_eq!(header.played_ms(), 0);
    }
}
