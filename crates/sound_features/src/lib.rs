//! What a piece of music sounds like, as 64 numbers: timbre, harmony, contrast, loudness, tempo (REC-1).
//!
//! Pure: samples in, numbers out. Nothing here is trained, so nothing here was learned from anybody.
//! What the numbers are good for is decided elsewhere; they are only comparable when their [`VERSION`] is the same.
//!
//! Invariants
//! - The same samples give the same numbers, in whatever pieces they come: `tests/known_sounds.rs`.
//! - No sample can make a number that is not finite: `tests/known_sounds.rs`.
//! - Memory is bounded by the rate, never by the length: [`HEARD_MS_MAX`].

mod brightness;
mod chroma;
mod contrast;
mod decimate;
mod extractor;
mod mel;
mod spectrum;
mod stats;
mod tempo;

use std::ops::Range;

pub use extractor::Extractor;

/// Raised whenever the same samples would give other numbers; numbers of another version are made anew.
pub const VERSION: u32 = 1;

/// How many numbers there are.
pub const LEN: usize = 64;

/// What is heard of a piece, in milliseconds from its beginning: ten minutes tell what it sounds like, an audiobook need not be read whole.
pub const HEARD_MS_MAX: u64 = 600_000;

/// Pieces shorter than this, in milliseconds, have no features: there are too few frames for a spread.
pub const HEARD_MS_MIN: u64 = 2_000;

/// Means of mel-frequency cepstral coefficients 1 to 20; coefficient 0, the level, is left to [`LOUDNESS`].
pub const MFCC_MEAN: Range<usize> = 0..20;
/// Standard deviations of the same.
pub const MFCC_SPREAD: Range<usize> = 20..40;
/// The shares of the twelve pitch classes from C to B, which add up to 1, after the piece's own tuning was taken out.
pub const CHROMA: Range<usize> = 40..52;
/// Spectral contrast in decibels, by octave from 100 Hz: how far peaks stand above valleys.
pub const CONTRAST: Range<usize> = 52..58;
/// Mean and standard deviation of the spectral centroid, in octaves above 1 Hz.
pub const BRIGHTNESS: Range<usize> = 58..60;
/// Mean level in decibels below full scale, and its standard deviation: how loud, and how much that changes.
pub const LOUDNESS: Range<usize> = 60..62;
/// The tempo in octaves above one beat a minute, and how clear the pulse is, from 0 to 1.
pub const TEMPO: Range<usize> = 62..64;

/// What a piece of music sounds like.
#[derive(Clone, Debug, PartialEq)]
pub struct Features([f32; LEN]);

impl Features {
    pub(crate) fn new(values: [f32; LEN]) -> Option<Self> {
        values.iter().all(|value| value.is_finite()).then_some(Self(values))
    }

    /// All numbers; the ranges of this crate tell which is what.
    #[must_use]
    pub const fn values(&self) -> &[f32; LEN] {
        &self.0
    }

    /// The tempo in beats a minute, 40 to 240; without a clear pulse it says little.
    #[must_use]
    pub fn tempo_bpm(&self) -> f32 {
        self.0[TEMPO.start].exp2()
    }

    /// The numbers as bytes, four each, little end first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    /// Reads what [`Features::to_bytes`] wrote; nothing when it is of another length, or holds what is no number.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks::<4>();
        if numbers.len() != LEN || !rest.is_empty() {
            return None;
        }
        let mut values = [0.0; LEN];
        for (value, number) in values.iter_mut().zip(numbers) {
            *value = f32::from_le_bytes(*number);
        }
        Self::new(values)
    }
}
