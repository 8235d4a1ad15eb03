//! Lyrics: what is sung, by whom, and when (MUS-12).
//!
//! Pure functions from bytes to [`Lyrics`], and back to LRC and TTML.
//! The input is a file that a stranger wrote: it may be in any encoding, half valid, or hostile.
//!
//! What is read, each told by its content
//! - LRC: `[mm:ss]`, `[mm:ss.xx]`, `[mm:ss.xxx]` and `[mm:ss:xx]`, several stamps a line, `[offset:±ms]`, id tags such as `[ti:…]`.
//! - Enhanced LRC: `<mm:ss.xx>` before each word, and the bracketed form `[mm:ss.xx]word[mm:ss.xx]word`;
//!   voices as `v1:` or `M:`, `F:` and `D:`, and background vocals as `[bg: …]`.
//! - Second and third lines of the same time in LRC: translation and romanisation.
//! - TTML with words, voices, background vocals and layers, in the line or in the head.
//! - SubRip and WebVTT.
//! - KRC, packed or as text, with its layers.
//! - QRC as text, as XML, and encrypted: as a file and as hexadecimal digits.
//! - YRC, with its credit lines.
//! - SYLT, the frame of ID3v2.
//! - Plain text, when no line has a time.
//!
//! Invariants
//! - No input panics, and memory stays within a small multiple of [`MAX_SIZE_BYTES`]: `tests/hostile.rs`.
//! - A line that cannot be used costs that line only, and is reported with its number: `tests/lrc.rs`, `tests/ttml.rs`.
//! - What [`to_lrc`] and [`to_ttml`] write is read back equal: `tests/round_trip.rs`.

mod collect;
mod encoding;
mod error;
mod id_tag;
mod krc;
mod layers;
mod lrc;
mod model;
mod net_ease;
mod open_subsonic;
mod qrc;
mod qrc_cipher;
mod read;
mod srt;
mod stamp;
mod sylt;
mod timed_words;
mod ttml;
mod ttml_head;
mod ttml_line;
mod voices;
mod word_stamps;
mod write;
mod write_ttml;
mod xml;

pub use encoding::{Decoded, Encoding, decode, repair_mojibake};
pub use error::{Error, LineProblem, LineReason};
pub use layers::Kind;
pub use model::{Agent, AgentKind, Background, Form, Line, Lyrics, Word};
pub use open_subsonic::{AgentRole, Cue, CueLine, LayerKind, StructuredAgent, StructuredLine, StructuredLyrics};
pub use read::{parse, read};
pub use sylt::read_sylt;
pub use write::to_lrc;
pub use write_ttml::to_ttml;

/// The largest file that is read, and the most that a packed one may unfold to, in bytes.
pub const MAX_SIZE_BYTES: usize = 1024 * 1024;

/// The most lines a file may have, and the most lines that repeated stamps may unfold to.
pub const MAX_LINES: usize = 20_000;

/// The most time stamps before one line; a refrain is rarely sung more often.
pub const MAX_STAMPS_PER_LINE: usize = 64;

/// The deepest that elements of XML may be nested.
pub const MAX_DEPTH: usize = 32;

/// The most voices of one track; those beyond are not told apart.
pub const MAX_AGENTS: usize = 32;

/// The most problems of one file that are reported.
pub const MAX_PROBLEMS: usize = 200;

/// The most that repeated lines may unfold to, in bytes.
const MAX_UNFOLDED_BYTES: usize = 8 * MAX_SIZE_BYTES;

/// Lyrics and what had to be left out of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What can be shown.
    pub lyrics: Lyrics,
    /// The lines that could not be used, in order; at most [`MAX_PROBLEMS`].
    pub problems: Vec<LineProblem>,
}
