//! Why a file, or a line of it, could not be used.

/// Why a whole file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file is, or unfolds to, more than [`crate::MAX_SIZE_BYTES`].
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
    /// A packed form whose packing is damaged, or unfolds beyond the limit.
    #[error("packed lyrics cannot be unpacked")]
    Packing,
    /// QRC under a key that is not the one that all players know.
    #[error("encrypted QRC cannot be opened")]
    EncryptedQrc,
    /// A frame of an ID3v2 tag that ends before it says what it holds, or in a way its standard does not know.
    #[error("the synchronised text frame is malformed")]
    Frame,
    /// A frame of synchronised text that holds something else than words: chords, events, links.
    #[error("the synchronised text frame holds no lyrics")]
    NotLyrics,
    /// A frame that counts in MPEG frames, without anybody who knows how long one lasts.
    #[error("the synchronised text frame counts in MPEG frames of unknown length")]
    UnknownFrameDuration,
}

/// One line that was left out or only partly used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// The line in the file, or in what it unpacks to, counted from 1.
    pub line_number: usize,
    /// What is wrong with it.
    pub reason: LineReason,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineReason {
    /// It stands among timed lines and has no time itself.
    NoTime,
    /// It has more stamps than [`crate::MAX_STAMPS_PER_LINE`]; those beyond were ignored.
    TooManyStamps,
    /// An `[offset:]` whose value is not a whole number of milliseconds within a day.
    BadOffset,
    /// A time that cannot be read.
    BadTime,
    /// It ends before it begins; the end was ignored.
    EndBeforeStart,
    /// A layer of translations or romanisations that cannot be read; the lines stay.
    BadLayer,
    /// XML that is not well formed; reading went on at the next line of lyrics.
    BadXml,
    /// An entity that is not one of XML's five; nothing is ever looked up.
    UnknownEntity,
    /// Elements nested deeper than [`crate::MAX_DEPTH`]; those beyond were ignored.
    TooDeep,
    /// A line that is sung by somebody whom the head does not name; the line stays.
    UnknownAgent,
}

impl LineReason {
    /// A stable code, for answers that programs read.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoTime => "no_time",
            Self::TooManyStamps => "too_many_stamps",
            Self::BadOffset => "bad_offset",
            Self::BadTime => "bad_time",
            Self::EndBeforeStart => "end_before_start",
            Self::BadLayer => "bad_layer",
            Self::BadXml => "bad_xml",
            Self::UnknownEntity => "unknown_entity",
            Self::TooDeep => "too_deep",
            Self::UnknownAgent => "unknown_agent",
        }
    }
}
