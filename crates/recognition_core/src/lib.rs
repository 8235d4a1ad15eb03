//! Names a song from the peaks of its sound: extraction, index and matching, the same code on server and in the browser (MUS-10).
//!
//! Sound becomes a sparse set of spectral [`Peak`]s ([`Extractor`]), of which a device sends some 70 bytes a second.
//! Pairs of peaks are looked up in [`Segment`]s; what several pairs agree on is verified by how likely all peaks are there ([`recognise`]),
//! and named only when it stands clear of the next best song.
//!
//! Invariants
//! - Native code and WebAssembly find the same peaks, bit by bit: sums are integers or in one fixed order,
//!   and no function of the platform's mathematics library decides about a peak (`tests/golden.rs`).
//! - Nothing here panics on bytes of strangers: `tests/hostile.rs`.
//! - Silence, noise and a lone tone are named by nobody: `tests/matching.rs`.

mod extractor;
mod fft;
mod matching;
mod mutable;
mod pairs;
mod peaks;
mod resample;
mod segment;
mod source;
mod spectrum;
mod verify;
mod votes;
mod wire;

pub use extractor::{Density, Extractor};
pub use matching::{Acceptance, Found, Outcome, Scored, recognise};
pub use mutable::SegmentBuilder;
pub use resample::{RATE_HZ_MAX, RATE_HZ_MIN};
pub use segment::{INDEX_VERSION, PEAKS_VERSION, Segment, SegmentError, TrackEntry};
pub use source::{Place, Source};
pub use wire::{PeakError, decode_peaks, encode_peaks};

/// Samples a second that peaks are found in; other rates are resampled.
pub const SAMPLE_RATE_HZ: u32 = 8_000;
/// Milliseconds between two frames: a hop of 128 samples.
pub const FRAME_MS: u32 = 16;
/// Steps in which the pitch of a peak is told: quarters of a bin, of which an octave has 36.
pub const PITCH_STEPS: u16 = (spectrum::BINS * 4) as u16;

/// A moment and a pitch at which the sound stands out from its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Peak {
    /// Frames of [`FRAME_MS`] since the sound began.
    pub frame: u32,
    /// Pitch in quarter bins above 180 Hz, below [`PITCH_STEPS`]; 144 make an octave.
    pub pitch: u16,
}
