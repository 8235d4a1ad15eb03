//! A `p` of TTML while it is read.

use crate::collect::joined;
use crate::model::{Background, Line, Word};
use crate::ttml::Span;
use crate::ttml_head::collapsed;

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A word, or a part of the line without meaning of its own.
    Text,
    /// What is sung behind the line.
    Background,
    /// The line in another language.
    Translation,
    /// How the line sounds.
    Romanisation,
}

impl Role {
    pub(crate) fn of(role: Option<&str>) -> Self {
        match role {
            Some("x-bg") => Self::Background,
            Some("x-translation") => Self::Translation,
            Some("x-roman" | "x-romanization" | "x-transliteration") => Self::Romanisation,
            _ => Self::Text,
        }
    }
}

/// A line that is being read.
pub(crate) struct OpenLine {
    pub(crate) line_number: usize,
    pub(crate) key: Option<String>,
    pub(crate) has_bad_time: bool,
    span: Span,
    agent: Option<String>,
    main: Part,
    background: Option<Part>,
    background_span: Span,
    spans: Vec<(Role, Span)>,
}

/// A run of words with its layers.
#[derive(Default)]
struct Part {
    pieces: Vec<(Span, String)>,
    translation: String,
    romanisation: String,
}

impl OpenLine {
    pub(crate) fn new(
        line_number: usize,
        span: Span,
        agent: Option<String>,
        key: Option<String>,
        has_bad_time: bool,
    ) -> Self {
        Self {
            line_number,
            key,
            has_bad_time,
            span,
            agent,
            main: Part::default(),
            background: None,
            background_span: Span::default(),
            spans: Vec::new(),
        }
    }

    /// When the innermost open element begins.
    pub(crate) fn begin_ms(&self) -> Option<u64> {
        self.spans.iter().rev().find_map(|(_, span)| span.begin_ms).or(self.span.begin_ms)
    }

    pub(crate) fn open_span(&mut self, role: Role, span: Span) {
        if role == Role::Background {
            self.background_span = span;
            self.background.get_or_insert_default();
        }
        self.spans.push((role, span));
        if role == Role::Text && span.begin_ms.is_some() {
            self.part().pieces.push((span, String::new()));
        }
    }

    pub(crate) fn close_span(&mut self) {
        self.spans.pop();
    }

    pub(crate) fn text(&mut self, text: &str) {
        let innermost = self.spans.iter().rev().map(|(role, _)| *role).find(|role| *role != Role::Text);
        let is_in_word = self.spans.last().is_some_and(|(role, span)| *role == Role::Text && span.begin_ms.is_some());
        let part = self.part();
        match innermost {
            Some(Role::Translation) => part.translation.push_str(text),
            Some(Role::Romanisation) => part.romanisation.push_str(text),
            // Between words: a line break is how somebody laid the file out, a space is a space.
            _ if !is_in_word && text.trim().is_empty() && text.contains('\n') => {}
            _ => {
                let text = flattened(text);
                match part.pieces.last_mut() {
                    Some((_, last)) if is_in_word || text.trim().is_empty() => last.push_str(&text),
                    Some((span, last)) if span.begin_ms.is_none() => last.push_str(&text),
                    _ => part.pieces.push((Span::default(), text)),
                }
            }
        }
    }

    /// The part into which text goes: the background inside of its span, else the line.
    fn part(&mut self) -> &mut Part {
        let is_background = self.spans.iter().any(|(role, _)| *role == Role::Background);
        match &mut self.background {
            Some(background) if is_background => background,
            _ => &mut self.main,
        }
    }

    pub(crate) fn close(self) -> Line {
        let (text, words) = self.main.words();
        let mut line = Line {
            start_ms: self.span.begin_ms.or(words.first().map(|word| word.start_ms)),
            end_ms: self.span.end_ms.or(words.last().map(|word| word.end_ms)),
            text,
            words,
            translation: non_empty(&self.main.translation),
            romanisation: non_empty(&self.main.romanisation),
            agent: self.agent,
            background: None,
        };
        if let Some(part) = self.background {
            let (text, words) = part.words();
            let (translation, romanisation) = (non_empty(&part.translation), non_empty(&part.romanisation));
            if line.text.is_empty() {
                // A line of nothing but background is a line.
                line.start_ms =
                    line.start_ms.or(self.background_span.begin_ms).or(words.first().map(|word| word.start_ms));
                line.end_ms = line.end_ms.or(self.background_span.end_ms);
                (line.text, line.words, line.translation, line.romanisation) = (text, words, translation, romanisation);
            } else if !text.is_empty() {
                line.background = Some(Background { text, words, translation, romanisation });
            }
        }
        line
    }
}

impl Part {
    /// The text and, when any of it is timed, its words; text without a time goes with the word before it.
    fn words(&self) -> (String, Vec<Word>) {
        if self.pieces.iter().all(|(span, _)| span.begin_ms.is_none()) {
            let text: String = self.pieces.iter().map(|(_, text)| text.as_str()).collect();
            return (text.trim().to_owned(), Vec::new());
        }
        let mut words: Vec<Word> = Vec::new();
        let mut before = String::new();
        for (span, text) in &self.pieces {
            match (span.begin_ms, words.last_mut()) {
                (None, Some(last)) => last.text.push_str(text),
                (None, None) => before.push_str(text),
                (Some(start_ms), _) => {
                    let text = std::mem::take(&mut before) + text;
                    words.push(Word { start_ms, end_ms: span.end_ms.unwrap_or(start_ms), text });
                }
            }
        }
        for index in 1..words.len() {
            let next_ms = words[index].start_ms;
            let word = &mut words[index - 1];
            if word.end_ms <= word.start_ms {
                word.end_ms = next_ms.max(word.start_ms);
            }
        }
        joined(words)
    }
}

fn non_empty(text: &str) -> Option<String> {
    Some(collapsed(text)).filter(|text| !text.is_empty())
}

/// Line breaks within text are laid out by whoever wrote the file.
fn flattened(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        let leads = text.starts_with(char::is_whitespace);
        let trails = text.trim_end().len() != text.len();
        let inner = collapsed(text);
        match inner.is_empty() {
            true => " ".to_owned(),
            false => format!("{}{inner}{}", if leads { " " } else { "" }, if trails { " " } else { "" }),
        }
    } else {
        text.to_owned()
    }
}
