//! The head of a TTML document: who sings, and layers kept apart from the lines.

use std::collections::HashMap;

use crate::MAX_AGENTS;
use crate::layers::Kind;
use crate::model::{Agent, AgentKind, Line, Lyrics};
use crate::xml::Element;

/// What the head says, while it is read and afterwards.
#[derive(Default)]
pub(crate) struct Head {
    place: Place,
    /// The layer that is open.
    layer: Option<Kind>,
    /// The languages whose layers are kept: the first of each kind.
    languages: [Option<Option<String>>; 2],
    texts: HashMap<(String, bool), Text>,
}

#[derive(Default)]
enum Place {
    #[default]
    Elsewhere,
    /// In the name of the newest agent, so much of which was read.
    AgentName(String),
    /// In a text for the line of this key, so many spans of background deep.
    Text { key: String, background: usize, spans: Vec<bool> },
}

#[derive(Default)]
struct Text {
    main: String,
    background: String,
}

impl Head {
    pub(crate) fn start(&mut self, element: &Element, lyrics: &mut Lyrics) {
        match (element.name.as_str(), &mut self.place) {
            ("agent", _) => {
                let id = element.attribute("id").unwrap_or_default();
                let is_new = !id.is_empty() && !lyrics.agents.iter().any(|agent| agent.id == id);
                if is_new && lyrics.agents.len() < MAX_AGENTS {
                    let kind = match element.attribute("type") {
                        Some("person" | "character") => AgentKind::Person,
                        Some("group" | "organization") => AgentKind::Group,
                        _ => AgentKind::Other,
                    };
                    lyrics.agents.push(Agent { id: id.to_owned(), kind, name: None });
                }
            }
            ("name", _) => self.place = Place::AgentName(String::new()),
            ("translation", _) => self.open(Kind::Translation, element, &mut lyrics.translation_language),
            ("transliteration", _) => self.open(Kind::Romanisation, element, &mut lyrics.romanisation_language),
            ("text", _) => {
                if let Some(key) = element.attribute("for").filter(|_| self.layer.is_some()) {
                    self.place = Place::Text { key: key.to_owned(), background: 0, spans: Vec::new() };
                }
            }
            ("span", Place::Text { background, spans, .. }) => {
                let is_background = element.attribute("role") == Some("x-bg");
                *background += usize::from(is_background);
                spans.push(is_background);
            }
            _ => {}
        }
    }

    pub(crate) fn end(&mut self, name: &str, lyrics: &mut Lyrics) {
        match (name, &mut self.place) {
            ("name", Place::AgentName(name)) => {
                let name = collapsed(name);
                if let Some(agent) = lyrics.agents.last_mut().filter(|_| !name.is_empty()) {
                    agent.name = Some(name);
                }
                self.place = Place::Elsewhere;
            }
            ("translation" | "transliteration", _) => (self.layer, self.place) = (None, Place::Elsewhere),
            ("text" | "agent", _) => self.place = Place::Elsewhere,
            ("span", Place::Text { background, spans, .. }) => {
                *background -= usize::from(spans.pop().unwrap_or(false));
            }
            _ => {}
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        match &mut self.place {
            Place::Elsewhere => {}
            Place::AgentName(name) => name.push_str(text),
            Place::Text { key, background, .. } => {
                let is_romanisation = self.layer == Some(Kind::Romanisation);
                let entry = self.texts.entry((key.clone(), is_romanisation)).or_default();
                let part = if *background > 0 { &mut entry.background } else { &mut entry.main };
                part.push_str(text);
            }
        }
    }

    /// Puts the layers of a line's key on it; what stands in the line itself stays.
    pub(crate) fn put(&mut self, key: &str, line: &mut Line) {
        for is_romanisation in [false, true] {
            let Some(text) = self.texts.get(&(key.to_owned(), is_romanisation)) else { continue };
            let place = if is_romanisation { &mut line.romanisation } else { &mut line.translation };
            fill(place, &text.main);
            if let Some(background) = &mut line.background {
                let place = if is_romanisation { &mut background.romanisation } else { &mut background.translation };
                fill(place, &text.background);
            }
        }
    }

    fn open(&mut self, kind: Kind, element: &Element, place: &mut Option<String>) {
        let language = element.attribute("lang").map(str::to_owned);
        let first = self.languages[usize::from(kind == Kind::Romanisation)].get_or_insert_with(|| language.clone());
        if *first == language {
            self.layer = Some(kind);
            *place = language;
        }
    }
}

fn fill(place: &mut Option<String>, text: &str) {
    let text = collapsed(text);
    if place.is_none() && !text.is_empty() {
        *place = Some(text);
    }
}

/// Runs of white space are one space, as in any XML that is not told otherwise.
pub(crate) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
