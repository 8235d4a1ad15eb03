//! Parsing LRC, enhanced LRC and plain text.

use crate::model::{Line, Lyrics, Word};
use crate::stamp::parse_stamp;
use crate::{Error, LineProblem, LineReason, MAX_LINES, MAX_SIZE_BYTES, MAX_STAMPS_PER_LINE};

/// Lyrics and what had to be left out of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// What can be shown.
    pub lyrics: Lyrics,
    /// The lines that could not be used, in order.
    pub problems: Vec<LineProblem>,
}

/// The longest offset that is believed: one day.
const MAX_OFFSET_MS: i64 = 24 * 60 * 60 * 1000;

/// The most that repeated lines may unfold to, in bytes.
const MAX_UNFOLDED_BYTES: usize = 8 * MAX_SIZE_BYTES;

/// Parses lyrics; text in which no line has a time is plain.
///
/// A positive `[offset:]` shows every line that much earlier, as players have agreed.
/// Lines of one time become line and translation; a third keeps a line of its own, so that nothing is lost.
/// A timed line without text ends the line before it.
///
/// # Errors
/// [`Error::TooLarge`] and [`Error::TooManyLines`]; a bad line is a [`LineProblem`] instead.
pub fn parse(text: &str) -> Result<Parsed, Error> {
    if text.len() > MAX_SIZE_BYTES * 2 {
        return Err(Error::TooLarge { size_bytes: text.len() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::default();
    for (index, line) in lines_of(text).enumerate() {
        reader.line(index + 1, line)?;
    }
    Ok(reader.finish())
}

/// Splits at `\n`, `\r\n` and a lone `\r`.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

#[derive(Default)]
struct Reader {
    timed: Vec<Timed>,
    plain: Vec<(usize, String)>,
    offset_ms: i64,
    language: Option<String>,
    problems: Vec<LineProblem>,
    unfolded_bytes: usize,
}

/// A line as it stands in the file, before offset and order.
struct Timed {
    start_ms: u64,
    text: String,
    /// Starts relative to the file, each with its text; a last one without text ends the line.
    words: Vec<(u64, String)>,
}

impl Reader {
    fn line(&mut self, line_number: usize, line: &str) -> Result<(), Error> {
        if line_number > MAX_LINES {
            return Err(Error::TooManyLines { line_number });
        }
        let line = line
            .trim_matches(|character: char| character.is_whitespace() || character == '\u{1a}' || character == '\0');
        let (stamps, rest) = leading_stamps(line);
        if stamps.is_empty() {
            if !self.id_tag(line_number, line) {
                self.plain.push((line_number, line.to_owned()));
            }
            return Ok(());
        }
        if stamps.len() > MAX_STAMPS_PER_LINE {
            self.problems.push(LineProblem { line_number, reason: LineReason::TooManyStamps });
        }
        let kept = &stamps[..stamps.len().min(MAX_STAMPS_PER_LINE)];
        if self.timed.len() + kept.len() > MAX_LINES {
            return Err(Error::TooManyLines { line_number });
        }
        let (text, words) = split_words(kept[0], rest);
        // A megabyte of text behind 64 stamps would become 64 megabytes.
        self.unfolded_bytes += kept.len() * (text.len() + words.len() * size_of::<(u64, String)>());
        if self.unfolded_bytes > MAX_UNFOLDED_BYTES {
            return Err(Error::TooLarge { size_bytes: self.unfolded_bytes });
        }
        for &start_ms in kept {
            // The words of a repeated line are timed for its first stamp, and move with the others.
            let words = words
                .iter()
                .map(|(word_ms, word)| ((word_ms + start_ms).saturating_sub(kept[0]), word.clone()))
                .collect();
            self.timed.push(Timed { start_ms, text: text.clone(), words });
        }
        Ok(())
    }

    /// Takes `[key:value]`; false when the line is something else.
    fn id_tag(&mut self, line_number: usize, line: &str) -> bool {
        let Some(inside) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
            return false;
        };
        let Some((key, value)) = inside.split_once(':') else {
            return false;
        };
        let key = key.trim();
        if key.is_empty()
            || key.len() > 16
            || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'#')
        {
            return false;
        }
        let value = value.trim();
        match key.to_ascii_lowercase().as_str() {
            "offset" => match value.parse::<i64>() {
                Ok(offset_ms) if offset_ms.abs() <= MAX_OFFSET_MS => self.offset_ms = offset_ms,
                _ if value.is_empty() => {}
                _ => self.problems.push(LineProblem { line_number, reason: LineReason::BadOffset }),
            },
            "la" | "lang" | "language" if !value.is_empty() => self.language = Some(value.to_owned()),
            _ => {}
        }
        true
    }

    fn finish(self) -> Parsed {
        let mut problems = self.problems;
        let (synced, lines) = if self.timed.is_empty() {
            (false, plain_lines(self.plain))
        } else {
            let untimed = self.plain.iter().filter(|(_, text)| !text.is_empty());
            problems.extend(
                untimed.map(|(line_number, _)| LineProblem { line_number: *line_number, reason: LineReason::NoTime }),
            );
            problems.sort_by_key(|problem| problem.line_number);
            (true, timed_lines(self.timed, self.offset_ms))
        };
        Parsed { lyrics: Lyrics { synced, offset_ms: self.offset_ms, language: self.language, lines }, problems }
    }
}

/// Blank lines between stanzas stay; those around the whole go.
fn plain_lines(plain: Vec<(usize, String)>) -> Vec<Line> {
    let mut lines: Vec<Line> = plain
        .into_iter()
        .map(|(_, text)| Line { text, ..Line::default() })
        .skip_while(|line| line.text.is_empty())
        .collect();
    while lines.last().is_some_and(|line| line.text.is_empty()) {
        lines.pop();
    }
    lines
}

fn timed_lines(mut timed: Vec<Timed>, offset_ms: i64) -> Vec<Line> {
    timed.sort_by_key(|line| line.start_ms);
    let ends: Vec<Option<u64>> = ends_of(&timed).collect();
    let shifted = |time_ms: u64| time_ms.saturating_add_signed(-offset_ms);
    let mut lines: Vec<Line> = Vec::with_capacity(timed.len());
    let mut original_start_ms = None;
    for (line, end_ms) in timed.into_iter().zip(ends) {
        if line.text.is_empty() {
            continue;
        }
        if let Some(first) = lines.last_mut()
            && original_start_ms == Some(line.start_ms)
            && first.translation.is_none()
        {
            // The same text twice is a slip of the file, not a translation.
            if first.text != line.text {
                first.translation = Some(line.text);
            }
            continue;
        }
        original_start_ms = Some(line.start_ms);
        let end_of_words = line.words.last().filter(|(_, text)| text.is_empty()).map(|(time_ms, _)| *time_ms);
        let end_ms = end_of_words.filter(|end_ms| *end_ms >= line.start_ms).or(end_ms);
        lines.push(Line {
            start_ms: Some(shifted(line.start_ms)),
            end_ms: end_ms.map(shifted),
            words: words_of(line.words, end_ms, shifted),
            text: line.text,
            translation: None,
        });
    }
    lines
}

/// For each line the next later start; none for the last.
fn ends_of(timed: &[Timed]) -> impl Iterator<Item = Option<u64>> {
    let mut ends = vec![None; timed.len()];
    let mut next: Option<u64> = None;
    for index in (0..timed.len()).rev() {
        if index + 1 < timed.len() && timed[index + 1].start_ms > timed[index].start_ms {
            next = Some(timed[index + 1].start_ms);
        }
        ends[index] = next;
    }
    ends.into_iter()
}

/// A word lasts until the next begins; the last one until the line ends, or not at all when nobody says.
fn words_of(words: Vec<(u64, String)>, line_end_ms: Option<u64>, shifted: impl Fn(u64) -> u64) -> Vec<Word> {
    let starts: Vec<u64> = words.iter().map(|(start_ms, _)| *start_ms).collect();
    let mut earliest_ms = 0;
    let mut out = Vec::with_capacity(words.len());
    for (index, (start_ms, text)) in words.into_iter().enumerate() {
        if text.is_empty() {
            continue;
        }
        // Times that run backwards are a slip; words are shown in the order of the text.
        let start_ms = start_ms.max(earliest_ms);
        let end_ms = starts.get(index + 1).copied().or(line_end_ms).unwrap_or(start_ms).max(start_ms);
        earliest_ms = start_ms;
        out.push(Word { start_ms: shifted(start_ms), end_ms: shifted(end_ms), text });
    }
    out
}

/// The stamps at the head of a line, and the rest.
fn leading_stamps(line: &str) -> (Vec<u64>, &str) {
    let mut stamps = Vec::new();
    let mut rest = line;
    while let Some((time_ms, after)) = stamp_at(rest, '[', ']') {
        stamps.push(time_ms);
        rest = after.trim_start();
    }
    (stamps, rest)
}

fn stamp_at(text: &str, open: char, close: char) -> Option<(u64, &str)> {
    let inside = text.strip_prefix(open)?;
    // The longest stamp has 12 characters: a search for the end may not cross the whole file.
    let end = inside.char_indices().take(16).find(|(_, character)| *character == close)?.0;
    Some((parse_stamp(&inside[..end])?, &inside[end + close.len_utf8()..]))
}

/// Splits a line at its inner stamps; the text before the first one begins with the line.
fn split_words(line_start_ms: u64, rest: &str) -> (String, Vec<(u64, String)>) {
    let mut text = String::with_capacity(rest.len());
    let mut words: Vec<(u64, String)> = Vec::new();
    let mut pending = String::new();
    let mut pending_ms = line_start_ms;
    let mut any = false;
    let mut remaining = rest;
    while let Some(character) = remaining.chars().next() {
        let stamp = match character {
            '<' => stamp_at(remaining, '<', '>'),
            '[' => stamp_at(remaining, '[', ']'),
            _ => None,
        };
        if let Some((time_ms, after)) = stamp {
            any = true;
            if !pending.is_empty() {
                words.push((pending_ms, std::mem::take(&mut pending)));
            }
            pending_ms = time_ms;
            remaining = after;
        } else {
            pending.push(character);
            text.push(character);
            remaining = &remaining[character.len_utf8()..];
        }
    }
    if !any {
        return (text.trim().to_owned(), Vec::new());
    }
    // Pushed even when empty: a stamp after the last word tells when the line ends.
    words.push((pending_ms, pending));
    tidy(text, words)
}

/// `<t> word <t> word`: the space after a stamp belongs to the word before it.
fn tidy(text: String, words: Vec<(u64, String)>) -> (String, Vec<(u64, String)>) {
    let mut tidied: Vec<(u64, String)> = Vec::with_capacity(words.len());
    let last = words.len().saturating_sub(1);
    for (index, (start_ms, word)) in words.into_iter().enumerate() {
        let trimmed = word.trim_start();
        let had_space = trimmed.len() != word.len();
        if let Some((_, before)) = tidied.last_mut()
            && had_space
            && !before.ends_with(char::is_whitespace)
        {
            before.push(' ');
        }
        if trimmed.is_empty() && index != last {
            continue;
        }
        tidied.push((start_ms, trimmed.to_owned()));
    }
    let joined: String = if tidied.iter().all(|(_, word)| word.is_empty()) {
        text
    } else {
        tidied.iter().map(|(_, word)| word.as_str()).collect()
    };
    (joined.trim().to_owned(), tidied)
}
