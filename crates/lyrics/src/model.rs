//! The lyrics of one track.

/// The lyrics of one track, in the order in which they are sung.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lyrics {
    /// Whether lines carry times; if so, all of them do, in ascending order.
    pub synced: bool,
    /// The `[offset:]` of the file in milliseconds; it is already in every time of this value.
    pub offset_ms: i64,
    /// The language named by the file, as the file spells it.
    pub language: Option<String>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// When it begins, in milliseconds from the start of the track; none in plain lyrics.
    pub start_ms: Option<u64>,
    /// When it ends; none when the file does not tell, as for the last line.
    pub end_ms: Option<u64>,
    /// The text without any stamps.
    pub text: String,
    /// The words with their times; empty when the file times lines only.
    /// Their texts joined give [`Line::text`] but for white space at its ends.
    pub words: Vec<Word>,
    /// The line in another language.
    pub translation: Option<String>,
}

/// One word, or one syllable, of an enhanced line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// When it begins, in milliseconds.
    pub start_ms: u64,
    /// When it ends, in milliseconds; never before it begins.
    pub end_ms: u64,
    /// Its text with the space that follows it.
    pub text: String,
}

impl Lyrics {
    /// The index of the line being sung at `position_ms`; none before the first, or in plain lyrics.
    #[must_use]
    pub fn line_at(&self, position_ms: u64) -> Option<usize> {
        if !self.synced {
            return None;
        }
        let after = self.lines.partition_point(|line| line.start_ms.is_some_and(|start_ms| start_ms <= position_ms));
        after.checked_sub(1)
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.text.is_empty())
    }
}
