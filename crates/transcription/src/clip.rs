//! One spoken search: samples and nothing else.

use std::fmt;

/// Samples of a second.
pub const RATE_HZ: u32 = 16_000;
/// Nobody is listened to for longer, in milliseconds.
pub const CLIP_MS_MAX: u32 = 15_000;
/// What a clip takes at most: its head, and two bytes for each sample.
pub const CLIP_BYTES_MAX: usize = HEAD_BYTES + (CLIP_MS_MAX as usize * RATE_HZ as usize / 1_000) * 2;

const HEAD_BYTES: usize = 44;

/// One spoken search: 16-bit samples of one channel at 16 kHz, at most 15 s of them.
///
/// There is no name, date, device or comment in it, because there is no place for one.
#[derive(Clone, PartialEq, Eq)]
pub struct Clip(Vec<u8>);

/// Why bytes are no clip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAClip {
    /// It is not a WAV file of exactly this form.
    #[error("it is no WAV file of 16 kHz, one channel and 16 bit that holds samples alone")]
    Malformed,
    /// There is nothing in it.
    #[error("it holds no samples")]
    Empty,
    /// It is longer than fifteen seconds.
    #[error("it is longer than {CLIP_MS_MAX} ms")]
    TooLong,
}

impl Clip {
    /// Reads a WAV file of exactly one form: 16 kHz, one channel, 16 bit, and no chunk beside the samples.
    ///
    /// # Errors
    /// [`NotAClip`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAClip> {
        let (head, samples) = bytes.split_at_checked(HEAD_BYTES).ok_or(NotAClip::Malformed)?;
        let size_bytes = u32::try_from(samples.len()).map_err(|_| NotAClip::TooLong)?;
        if head != head_of(size_bytes) || size_bytes % 2 != 0 {
            return Err(NotAClip::Malformed);
        }
        if samples.is_empty() {
            return Err(NotAClip::Empty);
        }
        if bytes.len() > CLIP_BYTES_MAX {
            return Err(NotAClip::TooLong);
        }
        Ok(Self(samples.to_vec()))
    }

    /// How long it is, in milliseconds.
    #[must_use]
    pub fn length_ms(&self) -> usize {
        self.0.len() * 1_000 / (2 * RATE_HZ as usize)
    }

    /// The samples with a head of our own, as a WAV file.
    pub(crate) fn into_wav(self) -> Vec<u8> {
        let mut wav = head_of(u32::try_from(self.0.len()).unwrap_or(0)).to_vec();
        wav.extend_from_slice(&self.0);
        wav
    }
}

impl fmt::Debug for Clip {
    /// Says how long it is; a voice stands in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clip({} ms)", self.length_ms())
    }
}

/// The head of a WAV file with so many bytes of samples.
///
/// Source: Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991), chapter 3.
fn head_of(size_bytes: u32) -> [u8; HEAD_BYTES] {
    let mut head = [0; HEAD_BYTES];
    let parts: [(usize, &[u8]); 13] = [
        (0, b"RIFF"),
        (4, &size_bytes.wrapping_add(36).to_le_bytes()),
        (8, b"WAVE"),
        (12, b"fmt "),
        (16, &16_u32.to_le_bytes()),
        // PCM, one channel.
        (20, &1_u16.to_le_bytes()),
        (22, &1_u16.to_le_bytes()),
        (24, &RATE_HZ.to_le_bytes()),
        (28, &(RATE_HZ * 2).to_le_bytes()),
        (32, &2_u16.to_le_bytes()),
        (34, &16_u16.to_le_bytes()),
        (36, b"data"),
        (40, &size_bytes.to_le_bytes()),
    ];
    for (at, bytes) in parts {
        for (place, byte) in head.iter_mut().skip(at).zip(bytes) {
            *place = *byte;
        }
    }
    head
}
