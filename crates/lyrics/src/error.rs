//! Why a file, or a line of it, could not be used.

/// Why a whole file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file is larger than [`crate::MAX_SIZE_BYTES`].
    #[error("lyrics have {size_bytes} bytes, more than the limit")]
    TooLarge {
        /// The size that was offered.
        size_bytes: usize,
    },
    /// The file has, or unfolds to, more than [`crate::MAX_LINES`] lines.
    #[error("lyrics have more than the limit of lines at line {line_number}")]
    TooManyLines {
        /// The line at which the limit was passed, counted from 1.
        line_number: usize,
    },
    /// The bytes are no text in any encoding that is known here.
    #[error("lyrics are not text")]
    NotText,
}

/// One line that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// The line in the file, counted from 1.
    pub line_number: usize,
    /// What is wrong with it.
    pub reason: LineReason,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineReason {
    /// It stands among timed lines and has no time itself.
    NoTime,
    /// It has more stamps than [`crate::MAX_STAMPS_PER_LINE`]; those beyond were ignored.
    TooManyStamps,
    /// An `[offset:]` whose value is not a whole number of milliseconds within a day.
    BadOffset,
}
