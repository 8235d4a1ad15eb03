//! Tells whether two files hold the same recording, however they were encoded (MUS-11).
//!
//! A fingerprint is Chromaprint's: 32 bits for every eighth of a second, of the first two minutes.
//! What comes in at any rate is made into 11 025 Hz here, so that server and browser compute the same from the same sound.
//!
//! Invariants
//! - Sound at 11 025 Hz gets the fingerprint that the C library gives it, bit by bit: `tests/golden.rs`.
//! - However the sound is cut into blocks, the fingerprint is the same: `tests/printer.rs`.
//! - What is looked up is found when it is there and as similar as [`BIT_ERRORS_PERMILLE_MAX`]: `tests/index.rs`.

mod compare;
mod index;
mod printer;
mod resample;

pub use compare::{Alignment, BIT_ERRORS_PERMILLE_MAX, Codes, align, compare_at};
pub use index::{Candidate, Index};
pub use printer::Printer;
pub use resample::{RATE_HZ_MAX, RATE_HZ_MIN};

/// Of another algorithm every fingerprint would be another; then all are measured anew.
pub const VERSION: u32 = 1;
/// What is looked at of a file: its beginning.
pub const SECONDS_MAX: u32 = 120;
/// Codes that a fingerprint has at most: those of [`SECONDS_MAX`].
pub const CODES_MAX: usize = 948;
/// Codes below which a fingerprint says too little: about ten seconds of sound.
pub const CODES_MIN: usize = 80;
/// The rate at which Chromaprint listens, in hertz.
pub const SAMPLE_RATE_HZ: u32 = 11_025;
/// Time from one code to the next, in microseconds.
pub const CODE_MICROS: i64 = 1_365 * 1_000_000 / SAMPLE_RATE_HZ as i64;

/// The audio fingerprint of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(Vec<u32>);

impl Fingerprint {
    /// A fingerprint of these codes; nothing when they are too few or too many to be one.
    #[must_use]
    pub fn of(codes: Vec<u32>) -> Option<Self> {
        (CODES_MIN..=CODES_MAX).contains(&codes.len()).then_some(Self(codes))
    }

    /// Reads what [`Self::to_bytes`] wrote; nothing when it is not that.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (codes, rest) = bytes.as_chunks::<4>();
        if !rest.is_empty() || codes.len() > CODES_MAX {
            return None;
        }
        Self::of(codes.iter().map(|code| u32::from_le_bytes(*code)).collect())
    }

    /// Four bytes for each code, the lowest first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|code| code.to_le_bytes()).collect()
    }

    /// The codes, one for every [`CODE_MICROS`].
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.0
    }
}
