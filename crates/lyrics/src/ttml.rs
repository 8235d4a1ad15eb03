//! Reading TTML: lines, words, voices, background vocals and layers.
//!
//! The standard is W3C TTML 1; names of roles, keys and layers are those that Apple's lyrics use.
//! Times are absolute, as Apple writes them; what would begin before its parent is relative to it, as the standard has it.

use crate::collect::Collector;
use crate::model::{Agent, AgentKind, Form};
use crate::stamp::{Rates, parse_ttml_time};
use crate::ttml_head::Head;
use crate::ttml_line::{OpenLine, Role};
use crate::xml::{Document, Element, Piece};
use crate::{Error, LineReason, MAX_AGENTS, Parsed};

/// Whether a text is such a document.
pub(crate) fn is_ttml(text: &str) -> bool {
    let head = text.trim_start();
    let head = &head[..head.char_indices().nth(4_096).map_or(head.len(), |(at, _)| at)];
    head.starts_with('<') && (head.contains("<tt ") || head.contains("<tt>") || head.contains(":tt "))
}

/// Parses a document.
pub(crate) fn parse(text: &str) -> Result<Parsed, Error> {
    let mut reader = Reader {
        collector: Collector::new(Form::Ttml),
        rates: Rates::default(),
        head: Head::default(),
        begins: Vec::new(),
        line: None,
        keys: Vec::new(),
        line_numbers: Vec::new(),
    };
    let mut document = Document::new(text, "<p");
    while let Some((line_number, piece)) = document.next() {
        reader.piece(line_number, piece)?;
    }
    reader.close_line()?;
    Ok(reader.finish())
}

struct Reader {
    collector: Collector,
    rates: Rates,
    head: Head,
    /// The beginnings of the open `body` and `div`.
    begins: Vec<u64>,
    line: Option<OpenLine>,
    /// For each line that was taken its key, by which layers of the head call it.
    keys: Vec<Option<String>>,
    line_numbers: Vec<usize>,
}

/// When something begins and ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) begin_ms: Option<u64>,
    pub(crate) end_ms: Option<u64>,
}

impl Reader {
    fn piece(&mut self, line_number: usize, piece: Piece) -> Result<(), Error> {
        match piece {
            Piece::Start(element) => self.start(line_number, &element)?,
            Piece::End(name) => match name.as_str() {
                "p" => self.close_line()?,
                "span" if self.line.is_some() => self.line.iter_mut().for_each(OpenLine::close_span),
                "body" | "div" => {
                    self.close_line()?;
                    self.begins.pop();
                }
                name => self.head.end(name, &mut self.collector.lyrics),
            },
            Piece::Text(text) => match &mut self.line {
                Some(line) => line.text(&text),
                None => self.head.text(&text),
            },
            Piece::Problem { reason, broken } => {
                self.collector.problem(line_number, reason);
                if broken {
                    self.close_line()?;
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, line_number: usize, element: &Element) -> Result<(), Error> {
        match element.name.as_str() {
            "tt" => {
                let rate = |name| element.attribute(name).and_then(|value| value.parse().ok()).filter(|rate| *rate > 0);
                let default = Rates::default();
                self.rates.frames_per_s = rate("frameRate").unwrap_or(default.frames_per_s);
                // TTML 1, section 6.2.10: without a rate of its own a tick is a frame, where frames are counted.
                self.rates.ticks_per_s = rate("tickRate").or(rate("frameRate")).unwrap_or(default.ticks_per_s);
                self.collector.lyrics.language = element.attribute("lang").map(str::to_owned);
            }
            "body" | "div" => {
                self.close_line()?;
                let span = self.span(line_number, element, self.begins.last().copied());
                let begin_ms = span.begin_ms.or(self.begins.last().copied()).unwrap_or(0);
                self.begins.push(begin_ms);
            }
            "p" => {
                self.close_line()?;
                let span = self.span(line_number, element, self.begins.last().copied());
                let has_bad_time = element.attribute("begin").is_some() && span.begin_ms.is_none();
                let agent = element.attribute("agent").map(|agent| self.known_agent(line_number, agent));
                let key = element.attribute("key").or_else(|| element.attribute("id")).map(str::to_owned);
                self.line = Some(OpenLine::new(line_number, span, agent, key, has_bad_time));
            }
            "span" if self.line.is_some() => {
                let around = self.line.as_ref().and_then(OpenLine::begin_ms);
                let role = Role::of(element.attribute("role"));
                let span = self.span(line_number, element, around);
                let language = element.attribute("lang");
                let place = match role {
                    Role::Translation => Some(&mut self.collector.lyrics.translation_language),
                    Role::Romanisation => Some(&mut self.collector.lyrics.romanisation_language),
                    _ => None,
                };
                if let (Some(place @ None), Some(language)) = (place, language) {
                    *place = Some(language.to_owned());
                }
                self.line.iter_mut().for_each(|line| line.open_span(role, span));
            }
            "br" => self.line.iter_mut().for_each(|line| line.text(" ")),
            _ => self.head.start(element, &mut self.collector.lyrics),
        }
        Ok(())
    }

    fn span(&mut self, line_number: usize, element: &Element, around_ms: Option<u64>) -> Span {
        let mut time = |name: &str| {
            let text = element.attribute(name)?;
            let time_ms = parse_ttml_time(text, self.rates);
            if time_ms.is_none() {
                self.collector.problem(line_number, LineReason::BadTime);
            }
            time_ms
        };
        let (begin_ms, end_ms, dur_ms) = (time("begin"), time("end"), time("dur"));
        let base_ms = match (begin_ms, around_ms) {
            (Some(begin_ms), Some(around_ms)) if begin_ms < around_ms => around_ms,
            _ => 0,
        };
        let begin_ms = begin_ms.map(|begin_ms| base_ms + begin_ms);
        let end_of_dur = begin_ms.zip(dur_ms).map(|(begin_ms, dur_ms)| begin_ms + dur_ms);
        Span { begin_ms, end_ms: end_ms.map(|end_ms| base_ms + end_ms).or(end_of_dur) }
    }

    /// The voice of a line; one whom the head does not name is still another voice.
    fn known_agent(&mut self, line_number: usize, id: &str) -> String {
        let agents = &mut self.collector.lyrics.agents;
        if !agents.iter().any(|agent| agent.id == id) && agents.len() < MAX_AGENTS {
            agents.push(Agent { id: id.to_owned(), kind: AgentKind::Other, name: None });
            self.collector.problem(line_number, LineReason::UnknownAgent);
        }
        id.to_owned()
    }

    fn close_line(&mut self) -> Result<(), Error> {
        let Some(open) = self.line.take() else { return Ok(()) };
        let (line_number, key, has_bad_time) = (open.line_number, open.key.clone(), open.has_bad_time);
        let line = open.close();
        // The problem was noted where the time stands.
        if has_bad_time && line.start_ms.is_none() {
            return Ok(());
        }
        let before = self.collector.lyrics.lines.len();
        self.collector.push(line_number, line)?;
        if self.collector.lyrics.lines.len() > before {
            self.keys.push(key);
            self.line_numbers.push(line_number);
        }
        Ok(())
    }

    fn finish(mut self) -> Parsed {
        for (line, key) in self.collector.lyrics.lines.iter_mut().zip(&self.keys) {
            if let Some(key) = key {
                self.head.put(key, line);
            }
        }
        let lines = &self.collector.lyrics.lines;
        if lines.iter().any(|line| line.start_ms.is_some()) {
            let untimed: Vec<usize> = lines
                .iter()
                .zip(&self.line_numbers)
                .filter(|(line, _)| line.start_ms.is_none())
                .map(|(_, line_number)| *line_number)
                .collect();
            untimed.into_iter().for_each(|line_number| self.collector.problem(line_number, LineReason::NoTime));
        }
        self.collector.finish()
    }
}
