//! Parsing LRC, enhanced LRC and plain text.

use crate::collect::{Collector, lines_of, trimmed};
use crate::layers::{self, Kind};
use crate::model::{Background, Form, Line, Word};
use crate::stamp::parse_stamp;
use crate::voices::Voices;
use crate::{
    Error, LineReason, MAX_LINES, MAX_STAMPS_PER_LINE, MAX_UNFOLDED_BYTES, Parsed, id_tag, net_ease, word_stamps,
};

/// Parses LRC; text in which no line has a time is plain.
pub(crate) fn parse(text: &str) -> Result<Parsed, Error> {
    let mut reader = Reader {
        collector: Collector::new(Form::Lrc),
        timed: Vec::new(),
        plain: Vec::new(),
        newest: 0,
        unfolded_bytes: 0,
        voices: Voices::of(text),
    };
    for (index, line) in lines_of(text).enumerate() {
        reader.line(index + 1, trimmed(line))?;
    }
    reader.finish()
}

struct Reader {
    collector: Collector,
    timed: Vec<Timed>,
    plain: Vec<(usize, String)>,
    /// Where the lines of the newest line of the file begin in `timed`.
    newest: usize,
    unfolded_bytes: usize,
    voices: Voices,
}

/// A line as it stands in the file, before offset and order.
struct Timed {
    line_number: usize,
    start_ms: u64,
    text: String,
    /// Starts, each with its text; a last one without text ends the line.
    words: Vec<(u64, String)>,
    agent: Option<String>,
    background: Option<(String, Vec<(u64, String)>)>,
}

impl Reader {
    fn line(&mut self, line_number: usize, line: &str) -> Result<(), Error> {
        if line_number > MAX_LINES {
            return Err(Error::TooManyLines { line_number });
        }
        if let Some(background) = line.strip_prefix("[bg:").and_then(|rest| rest.strip_suffix(']')) {
            return self.background(background);
        }
        if let Some((start_ms, text)) = net_ease::credit_of(line) {
            return self.timed(line_number, &[start_ms], &text);
        }
        let (stamps, rest) = leading_stamps(line);
        if !stamps.is_empty() {
            return self.timed(line_number, &stamps, rest);
        }
        match id_tag::parse(line) {
            Some((key, value)) => id_tag::apply(&mut self.collector, line_number, key, value),
            None => self.plain.push((line_number, line.to_owned())),
        }
        Ok(())
    }

    fn timed(&mut self, line_number: usize, stamps: &[u64], rest: &str) -> Result<(), Error> {
        if stamps.len() > MAX_STAMPS_PER_LINE {
            self.collector.problem(line_number, LineReason::TooManyStamps);
        }
        let kept = &stamps[..stamps.len().min(MAX_STAMPS_PER_LINE)];
        if self.timed.len() + kept.len() > MAX_LINES {
            return Err(Error::TooManyLines { line_number });
        }
        let (agent, rest) = self.voices.split(rest);
        let (text, words) = word_stamps::split(kept[0], rest);
        self.unfold(kept.len(), &text, &words)?;
        self.newest = self.timed.len();
        for &start_ms in kept {
            self.timed.push(Timed {
                line_number,
                start_ms,
                text: text.clone(),
                words: moved(&words, kept[0], start_ms),
                agent: agent.clone(),
                background: None,
            });
        }
        Ok(())
    }

    /// What is sung behind the line before.
    fn background(&mut self, rest: &str) -> Result<(), Error> {
        let newest = self.newest.min(self.timed.len());
        let Some(first_ms) = self.timed.get(newest).map(|line| line.start_ms) else {
            return Ok(());
        };
        let (text, words) = word_stamps::split(first_ms, rest.trim());
        self.unfold(self.timed.len() - newest, &text, &words)?;
        if !text.is_empty() {
            for line in &mut self.timed[newest..] {
                line.background = Some((text.clone(), moved(&words, first_ms, line.start_ms)));
            }
        }
        Ok(())
    }

    /// A megabyte of text behind 64 stamps would become 64 megabytes.
    fn unfold(&mut self, times: usize, text: &str, words: &[(u64, String)]) -> Result<(), Error> {
        self.unfolded_bytes += times * (text.len() + size_of_val(words));
        if self.unfolded_bytes > MAX_UNFOLDED_BYTES {
            return Err(Error::TooLarge { size_bytes: self.unfolded_bytes });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Parsed, Error> {
        if self.timed.is_empty() {
            self.collector.lyrics.form = Form::Plain;
            self.collector.lyrics.lines = plain_lines(self.plain);
            return Ok(self.collector.finish());
        }
        for (line_number, _) in self.plain.iter().filter(|(_, text)| !text.is_empty()) {
            self.collector.problem(*line_number, LineReason::NoTime);
        }
        if self.timed.iter().any(|line| !line.words.is_empty()) {
            self.collector.lyrics.form = Form::EnhancedLrc;
        }
        self.collector.lyrics.agents = self.voices.agents();
        collect(&mut self.collector, self.timed)?;
        Ok(self.collector.finish())
    }
}

/// The words of a repeated line are timed for its first stamp, and move with the others.
fn moved(words: &[(u64, String)], from_ms: u64, to_ms: u64) -> Vec<(u64, String)> {
    words.iter().map(|(word_ms, word)| ((word_ms + to_ms).saturating_sub(from_ms), word.clone())).collect()
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

/// Puts lines of one time together: the line, and its layers.
fn collect(collector: &mut Collector, mut timed: Vec<Timed>) -> Result<(), Error> {
    timed.sort_by_key(|line| line.start_ms);
    let ends: Vec<Option<u64>> = ends_of(&timed).collect();
    let mut groups: Vec<(Timed, Option<u64>, Vec<Timed>)> = Vec::new();
    for (line, end_ms) in timed.into_iter().zip(ends).filter(|(line, _)| !line.text.is_empty()) {
        match groups.last_mut() {
            // Another voice at the same time is a line of its own.
            Some((first, _, others))
                if first.start_ms == line.start_ms && (line.agent.is_none() || line.agent == first.agent) =>
            {
                // The same text twice is a slip of the file, not a translation.
                if first.text != line.text {
                    others.push(line);
                }
            }
            _ => groups.push((line, end_ms, Vec::new())),
        }
    }
    let kinds = {
        let pairs = |slot: usize| {
            groups
                .iter()
                .filter_map(move |(first, _, others)| Some((first.text.as_str(), others.get(slot)?.text.as_str())))
        };
        layers::kinds_of(&pairs(0).collect::<Vec<_>>(), &pairs(1).collect::<Vec<_>>())
    };
    for (first, end_ms, others) in groups {
        let (line_number, mut line) = line_of(first, end_ms);
        let mut rest = Vec::new();
        for (slot, other) in others.into_iter().enumerate() {
            match kinds.get(slot).copied().flatten() {
                Some(Kind::Translation) => line.translation = Some(other.text),
                Some(Kind::Romanisation) => line.romanisation = Some(other.text),
                // Nobody knows what it is, and nothing shall be lost.
                None => rest.push(line_of(other, end_ms)),
            }
        }
        collector.push(line_number, line)?;
        for (line_number, line) in rest {
            collector.push(line_number, line)?;
        }
    }
    Ok(())
}

fn line_of(line: Timed, end_ms: Option<u64>) -> (usize, Line) {
    let end_of_words = line.words.last().filter(|(_, text)| text.is_empty()).map(|(time_ms, _)| *time_ms);
    let end_ms = end_of_words.filter(|end_ms| *end_ms >= line.start_ms).or(end_ms);
    let background = line.background.map(|(text, words)| Background {
        text,
        words: words_of(words, end_ms),
        translation: None,
        romanisation: None,
    });
    let read = Line {
        start_ms: Some(line.start_ms),
        end_ms,
        words: words_of(line.words, end_ms),
        text: line.text,
        agent: line.agent,
        background,
        ..Line::default()
    };
    (line.line_number, read)
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
fn words_of(words: Vec<(u64, String)>, line_end_ms: Option<u64>) -> Vec<Word> {
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
        out.push(Word { start_ms, end_ms, text });
    }
    out
}

/// The stamps at the head of a line, and the rest.
fn leading_stamps(line: &str) -> (Vec<u64>, &str) {
    let mut stamps = Vec::new();
    let mut rest = line;
    while let Some((time_ms, after)) = word_stamps::stamp_at(rest, '[', ']') {
        stamps.push(time_ms);
        rest = after.trim_start();
    }
    (stamps, rest)
}

/// Whether a line begins with a stamp in brackets.
pub(crate) fn is_stamped(line: &str) -> bool {
    line.strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .is_some_and(|(inside, _)| inside.len() <= 16 && parse_stamp(inside).is_some())
}
