//! The lyrics of one track.

/// The lyrics of one track, in the order in which they are sung.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lyrics {
    /// The form in which they were written.
    pub form: Form,
    /// Whether lines carry times; if so, all of them do, in ascending order.
    pub synced: bool,
    /// The `[offset:]` of the file in milliseconds; it is already in every time of this value.
    pub offset_ms: i64,
    /// The language named by the file, as the file spells it.
    pub language: Option<String>,
    /// The language of [`Line::translation`], where it is known.
    pub translation_language: Option<String>,
    /// The language and script of [`Line::romanisation`], where they are known, such as `ja-Latn`.
    pub romanisation_language: Option<String>,
    /// Who sings, where the file tells voices apart; the first is the lead.
    pub agents: Vec<Agent>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// The form in which lyrics were written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Text without times.
    #[default]
    Plain,
    /// LRC: a time for each line.
    Lrc,
    /// Enhanced LRC: a time for each word.
    EnhancedLrc,
    /// Timed Text Markup Language (W3C TTML 1), as Apple and the makers of karaoke lyrics write it.
    Ttml,
    /// SubRip subtitles, or WebVTT.
    Srt,
    /// KRC, of Kugou.
    Krc,
    /// QRC, of QQ Music.
    Qrc,
    /// YRC, of NetEase Cloud Music.
    Yrc,
    /// The frame SYLT of an ID3v2 tag.
    Sylt,
}

/// A voice: a singer, or singers together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// What lines call it by; unique in its lyrics.
    pub id: String,
    /// One singer or several.
    pub kind: AgentKind,
    /// The singer's name, where the file tells.
    pub name: Option<String>,
}

/// One singer or several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AgentKind {
    /// One singer.
    #[default]
    Person,
    /// Singers together.
    Group,
    /// Neither is said.
    Other,
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
    /// How the line sounds, in Latin letters: pinyin, rōmaji, romaja.
    pub romanisation: Option<String>,
    /// The [`Agent::id`] of who sings it.
    pub agent: Option<String>,
    /// What is sung behind it.
    pub background: Option<Background>,
}

/// What is sung behind a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Background {
    /// The text, with the parentheses that are customary around it.
    pub text: String,
    /// The words with their times, joined giving [`Background::text`].
    pub words: Vec<Word>,
    /// It in another language.
    pub translation: Option<String>,
    /// How it sounds.
    pub romanisation: Option<String>,
}

/// One word, or one syllable, of a line.
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

    /// Whether any line has the time of its words.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.lines.iter().any(|line| !line.words.is_empty())
    }

    /// Moves every time: by a positive offset lyrics appear that much earlier, and never before the start of the track.
    ///
    /// [`crate::to_lrc`] and [`crate::to_ttml`] write the moved times, so that no offset has to be kept beside them.
    pub fn apply_offset(&mut self, offset_ms: i64) {
        let shift = |time_ms: &mut u64| *time_ms = time_ms.saturating_add_signed(offset_ms.saturating_neg());
        for line in &mut self.lines {
            line.start_ms.iter_mut().chain(&mut line.end_ms).for_each(shift);
            let background = line.background.iter_mut().flat_map(|background| &mut background.words);
            for word in line.words.iter_mut().chain(background) {
                shift(&mut word.start_ms);
                shift(&mut word.end_ms);
            }
        }
    }
}
