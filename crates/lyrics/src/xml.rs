//! Reading XML that a stranger wrote: elements and text, no more.
//!
//! There are no document types and no entities but XML's five, so nothing is looked up and nothing unfolds.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::{LineReason, MAX_DEPTH, MAX_PROBLEMS};

/// The most attributes of one element that are looked at.
const MAX_ATTRIBUTES: usize = 32;

/// An element with its attributes, by their names without a prefix.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let value = &self.attributes.iter().find(|(key, _)| key == name)?.1;
        Some(value.trim()).filter(|value| !value.is_empty())
    }
}

/// What stands in a document, in its order.
#[derive(Debug)]
pub(crate) enum Piece {
    Start(Element),
    End(String),
    Text(String),
    /// Something is wrong here; all elements but those around the lyrics are closed by it when `broken`.
    Problem {
        reason: LineReason,
        broken: bool,
    },
}

/// A document being read.
pub(crate) struct Document<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where the reader began in the text.
    base: usize,
    /// Up to where lines were counted.
    counted: usize,
    line_number: usize,
    depth: usize,
    restarts: usize,
    /// How much was read in vain before restarts, in bytes.
    read_in_vain: usize,
    /// The element around which a restart looks for the next.
    restart_at: &'static str,
}

impl<'a> Document<'a> {
    /// After broken markup reading goes on at the next `restart_at`, such as `<p`.
    pub(crate) fn new(text: &'a str, restart_at: &'static str) -> Self {
        Self {
            text,
            reader: reader(text),
            base: 0,
            counted: 0,
            line_number: 1,
            depth: 0,
            restarts: 0,
            read_in_vain: 0,
            restart_at,
        }
    }

    /// The next piece and the line on which it ends.
    pub(crate) fn next(&mut self) -> Option<(usize, Piece)> {
        loop {
            let event = self.reader.read_event();
            self.count_lines();
            let piece = match event {
                Ok(Event::Start(start)) => {
                    self.depth += 1;
                    match self.depth {
                        depth if depth <= MAX_DEPTH => Piece::Start(element(&start)),
                        depth if depth == MAX_DEPTH + 1 => {
                            Piece::Problem { reason: LineReason::TooDeep, broken: false }
                        }
                        _ => continue,
                    }
                }
                Ok(Event::End(end)) => {
                    let is_known = self.depth <= MAX_DEPTH;
                    self.depth = self.depth.saturating_sub(1);
                    if !is_known {
                        continue;
                    }
                    Piece::End(end.local_name().as_ref().to_owned())
                }
                Ok(Event::Text(text)) => Piece::Text(text.into_inner().into_owned()),
                Ok(Event::CData(text)) => Piece::Text(text.into_inner().into_owned()),
                Ok(Event::GeneralRef(reference)) => {
                    let named = || resolve_predefined_entity(&reference).and_then(|text| text.chars().next());
                    match reference.resolve_char_ref().ok().and_then(|character| character.or_else(named)) {
                        Some(character) => Piece::Text(character.to_string()),
                        None => Piece::Problem { reason: LineReason::UnknownEntity, broken: false },
                    }
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Empty(_)) => continue,
                Ok(Event::Eof) => return None,
                Err(_) => {
                    let line_number = self.line_number;
                    if !self.restart() {
                        self.end();
                    }
                    return Some((line_number, Piece::Problem { reason: LineReason::BadXml, broken: true }));
                }
            };
            return Some((self.line_number, piece));
        }
    }

    fn count_lines(&mut self) {
        let position = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let position = self.base.saturating_add(position).min(self.text.len());
        if position > self.counted {
            let passed = &self.text.as_bytes()[self.counted..position];
            self.line_number += passed.iter().filter(|byte| **byte == b'\n').count();
            self.counted = position;
        }
    }

    fn restart(&mut self) -> bool {
        self.restarts += 1;
        let position = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        // One byte on, so that each restart begins later than the one before.
        let mut from = self.base.saturating_add(position).saturating_add(1);
        while from < self.text.len() && !self.text.is_char_boundary(from) {
            from += 1;
        }
        let Some(at) = self.text.get(from..).and_then(|rest| rest.find(self.restart_at)) else { return false };
        // A comment without an end is searched to the end of the text, each time anew: that is bounded here.
        let reached = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        self.read_in_vain = self.read_in_vain.saturating_add(reached.saturating_sub(position));
        if self.restarts > MAX_PROBLEMS || self.read_in_vain > self.text.len() {
            return false;
        }
        self.base = from + at;
        self.depth = 0;
        if self.base < self.counted {
            let back = &self.text.as_bytes()[self.base..self.counted];
            self.line_number -= back.iter().filter(|byte| **byte == b'\n').count();
        } else {
            let on = &self.text.as_bytes()[self.counted..self.base];
            self.line_number += on.iter().filter(|byte| **byte == b'\n').count();
        }
        self.counted = self.base;
        self.reader = reader(&self.text[self.base..]);
        true
    }

    fn end(&mut self) {
        self.base = self.text.len();
        self.reader = reader("");
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    // What is open is kept by whoever reads; a wrong name at an end costs less than the rest of the song.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

fn element(start: &BytesStart<'_>) -> Element {
    // Without checks: looking for repeated names takes the square of their number.
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten().take(MAX_ATTRIBUTES).map(|attribute| {
        let name: &str = attribute.key.local_name().into_inner();
        let value = unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
        (name.to_owned(), value)
    });
    Element { name: start.local_name().as_ref().to_owned(), attributes: attributes.collect() }
}
