//! Lyrics: what is sung, and when (MUS-12).
//!
//! Pure functions from bytes to [`Lyrics`] and back to LRC.
//! The input is a file that a stranger wrote: it may be in any encoding, half valid, or hostile.
//!
//! What is read
//! - LRC: `[mm:ss]`, `[mm:ss.xx]`, `[mm:ss.xxx]` and `[mm:ss:xx]`, several stamps a line, `[offset:±ms]`, id tags such as `[ti:…]`.
//! - Enhanced LRC: `<mm:ss.xx>` before each word, and the bracketed form `[mm:ss.xx]word[mm:ss.xx]word`.
//! - A second line of the same time is the translation of the first.
//! - Plain text, when no line has a time.
//!
//! Invariants
//! - No input panics, and memory stays within a small multiple of [`MAX_SIZE_BYTES`]: `tests/hostile.rs`.
//! - A line that cannot be used costs that line only, and is reported with its number: `tests/lrc.rs`.
//! - What [`to_lrc`] writes is read back equal: `tests/round_trip.rs`.

mod encoding;
mod error;
mod lrc;
mod model;
mod stamp;
mod write;

pub use encoding::{Decoded, Encoding, decode, repair_mojibake};
pub use error::{Error, LineProblem, LineReason};
pub use lrc::{Parsed, parse};
pub use model::{Line, Lyrics, Word};
pub use write::to_lrc;

/// The largest file that is read, in bytes.
pub const MAX_SIZE_BYTES: usize = 1024 * 1024;

/// The most lines a file may have, and the most lines that repeated stamps may unfold to.
pub const MAX_LINES: usize = 20_000;

/// The most time stamps before one line; a refrain is rarely sung more often.
pub const MAX_STAMPS_PER_LINE: usize = 64;

/// Decodes and parses a lyrics file in one step.
///
/// # Errors
/// As [`decode`] and [`parse`].
pub fn read(bytes: &[u8]) -> Result<Parsed, Error> {
    parse(&decode(bytes)?.text)
}
