//! What readers of timed forms share: collecting lines within the limits, and putting them in order.

use crate::model::{Form, Line, Lyrics, Word};
use crate::{Error, LineProblem, LineReason, MAX_LINES, MAX_PROBLEMS, Parsed};

/// Lines as they are read, and what had to be left out.
#[derive(Default)]
pub(crate) struct Collector {
    pub(crate) lyrics: Lyrics,
    pub(crate) problems: Vec<LineProblem>,
}

impl Collector {
    pub(crate) fn new(form: Form) -> Self {
        Self { lyrics: Lyrics { form, ..Lyrics::default() }, problems: Vec::new() }
    }

    /// Takes a line; one without text is a pause and is left out.
    pub(crate) fn push(&mut self, line_number: usize, mut line: Line) -> Result<(), Error> {
        if line.text.is_empty() && line.background.is_none() {
            return Ok(());
        }
        if self.lyrics.lines.len() >= MAX_LINES {
            return Err(Error::TooManyLines { line_number });
        }
        if let (Some(start_ms), Some(end_ms)) = (line.start_ms, line.end_ms)
            && end_ms < start_ms
        {
            line.end_ms = None;
            self.problem(line_number, LineReason::EndBeforeStart);
        }
        self.lyrics.lines.push(line);
        Ok(())
    }

    /// Notes what is wrong with a line; after [`MAX_PROBLEMS`] nobody reads on.
    pub(crate) fn problem(&mut self, line_number: usize, reason: LineReason) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(LineProblem { line_number, reason });
        }
    }

    /// Orders the lines, fills ends from the next start, and applies the file's offset.
    pub(crate) fn finish(self) -> Parsed {
        let Self { mut lyrics, mut problems } = self;
        problems.sort_by_key(|problem| problem.line_number);
        lyrics.synced = lyrics.lines.iter().any(|line| line.start_ms.is_some());
        if lyrics.synced {
            lyrics.lines.retain(|line| line.start_ms.is_some());
            lyrics.lines.sort_by_key(|line| line.start_ms);
            let mut next_start_ms = None;
            for index in (0..lyrics.lines.len()).rev() {
                let start_ms = lyrics.lines[index].start_ms;
                if lyrics.lines.get(index + 1).is_some_and(|next| next.start_ms > start_ms) {
                    next_start_ms = lyrics.lines[index + 1].start_ms;
                }
                let line = &mut lyrics.lines[index];
                line.end_ms = line.end_ms.or(next_start_ms);
                if let (Some(word), Some(end_ms)) = (line.words.last_mut(), line.end_ms)
                    && word.end_ms == word.start_ms
                {
                    word.end_ms = end_ms.max(word.start_ms);
                }
            }
        }
        let offset_ms = lyrics.offset_ms;
        lyrics.apply_offset(offset_ms);
        Parsed { lyrics, problems }
    }
}

/// The text of words, and the words without the white space around the line.
///
/// Words are shown in the order of the text, so starts that run backwards are pulled up.
pub(crate) fn joined(words: Vec<Word>) -> (String, Vec<Word>) {
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    for mut word in words {
        if kept.is_empty() {
            word.text = word.text.trim_start().to_owned();
        }
        if word.text.trim().is_empty() {
            // A space that is timed for itself belongs to the word before it.
            if let Some(last) = kept.last_mut() {
                last.text.push_str(&word.text);
            }
            continue;
        }
        word.start_ms = word.start_ms.max(kept.last().map_or(0, |last| last.start_ms));
        word.end_ms = word.end_ms.max(word.start_ms);
        kept.push(word);
    }
    if let Some(last) = kept.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    (kept.iter().map(|word| word.text.as_str()).collect(), kept)
}

/// Splits at `\n`, `\r\n` and a lone `\r`.
pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// White space, and the end marks that old editors leave.
pub(crate) fn trimmed(line: &str) -> &str {
    line.trim_matches(|character: char| character.is_whitespace() || matches!(character, '\u{1a}' | '\0' | '\u{feff}'))
}
