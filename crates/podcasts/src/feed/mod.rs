//! Reading a feed: RSS 2.0 with the additions that podcasts use, in whatever shape it comes.
//!
//! Nothing is looked up: a document type is skipped and its entities are nothing, so none can grow.
//! What a feed merely does badly, such as a bare `&` or an odd date, is read as it was meant;
//! what is not a feed, or ends in the middle, is refused with its line and column.

mod date;
mod text;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use sha2::{Digest as _, Sha256};
use units::Timestamp;

pub(crate) use text::{cut, decode};

/// Episodes of a feed at most; those that follow are not read.
pub const EPISODES_MAX: usize = 2_000;
/// Elements within elements at most; feeds need five.
const DEPTH_MAX: usize = 64;
/// Bytes of one text at most; what follows is not read.
const TEXT_BYTES_MAX: usize = 64 << 10;
/// Characters of a title that are kept.
const TITLE_CHARACTERS_MAX: usize = 300;
/// Characters of a description that are kept.
const DESCRIPTION_CHARACTERS_MAX: usize = 10_000;
/// A longer identifier is kept as its digest, in bytes.
const GUID_BYTES_MAX: usize = 300;

/// What a feed says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What the channel is called.
    pub title: String,
    /// Who makes it.
    pub author: Option<String>,
    /// What it is about, as plain text.
    pub description: String,
    /// Its language, as the feed writes it.
    pub language: Option<String>,
    /// Its home page.
    pub site_url: Option<String>,
    /// Its picture.
    pub image_url: Option<String>,
    /// Its episodes, in the order of the feed.
    pub items: Vec<Item>,
    /// Entries without sound, which are no episodes.
    pub silent: u32,
}

/// What a feed says of one episode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What the feed knows it by, or the address of its sound.
    pub guid: String,
    /// What it is called.
    pub title: String,
    /// What it is about, as plain text.
    pub description: String,
    /// When it was published, if that can be read.
    pub published_at: Option<Timestamp>,
    /// Where its sound is.
    pub sound_url: String,
    /// How large its sound is said to be.
    pub size_bytes: Option<u64>,
    /// How long it is said to last.
    pub duration_ms: Option<u64>,
    /// Its season.
    pub season: Option<u32>,
    /// Its number within the season.
    pub number: Option<u32>,
}

/// Why a document is not read as a feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFeed {
    /// It begins as something else.
    #[error("the document begins with <{root}>, not with <rss>")]
    OtherRoot {
        /// The element it begins with; empty when there is none.
        root: String,
    },
    /// It is not well-formed.
    #[error("line {line}, column {column}: {what}")]
    Malformed {
        /// The line, from 1.
        line: u64,
        /// The column in characters, from 1.
        column: u64,
        /// What is wrong there.
        what: String,
    },
}

/// Reads a feed from its text.
///
/// # Errors
/// [`NotAFeed`], with the place.
pub fn read(document: &str) -> Result<Feed, NotAFeed> {
    let mut reader = Reader::from_str(document);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut reading = Reading::default();
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(malformed(document, reader.error_position(), &error.to_string())),
        };
        let place = reader.buffer_position();
        match event {
            Event::Start(element) => {
                let name = element.name().as_ref().to_ascii_lowercase();
                if reading.open.is_empty() && name != "rss" {
                    return Err(NotAFeed::OtherRoot { root: cut(&name, 40) });
                }
                if reading.open.len() >= DEPTH_MAX {
                    return Err(malformed(document, place, "elements lie too deep within each other"));
                }
                reading.begin(&name, &element);
                reading.open.push(name);
            }
            Event::Text(piece) => reading.hear(&piece.xml10_content()),
            Event::CData(piece) => reading.hear(&piece.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => reading.hear(letter.encode_utf8(&mut [0; 4])),
                // HTML's own names are resolved with the rest of its marks; a document's own stay as they are.
                _ => {
                    let name = reference.xml10_content();
                    match resolve_xml_entity(&name) {
                        Some(text) => reading.hear(text),
                        None => reading.hear(&format!("&{name};")),
                    }
                }
            },
            Event::End(_) => reading.end(),
            Event::Eof if reading.has_ended => return Ok(reading.feed()),
            Event::Eof if reading.open.is_empty() => return Err(NotAFeed::OtherRoot { root: String::new() }),
            Event::Eof => {
                let open = reading.open.last().map(String::as_str).unwrap_or_default();
                return Err(malformed(document, place, &format!("the document ends inside <{open}>")));
            }
            _ => {}
        }
        // What follows the feed, be it garbage, says nothing about it.
        if reading.has_ended {
            return Ok(reading.feed());
        }
    }
}

fn malformed(document: &str, place: u64, what: &str) -> NotAFeed {
    let place = usize::try_from(place).unwrap_or(usize::MAX).min(document.len());
    let before = document.as_bytes().get(..place).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count() as u64 + 1;
    NotAFeed::Malformed { line, column, what: cut(what, 200) }
}

/// Where in the document the reader is, and what it has understood so far.
#[derive(Default)]
struct Reading {
    open: Vec<String>,
    said: String,
    feed: Feed,
    item: Option<Draft>,
    has_ended: bool,
}

/// An entry of which not everything is read yet.
#[derive(Default)]
struct Draft {
    item: Item,
    guid: Option<String>,
    summary: Option<String>,
}

impl Reading {
    fn begin(&mut self, name: &str, element: &BytesStart<'_>) {
        if self.is_among_parts() {
            self.said.clear();
        }
        let parent = self.open.last().map(String::as_str);
        match (name, &mut self.item) {
            ("item", None) => self.item = Some(Draft::default()),
            ("enclosure", Some(draft)) if draft.item.sound_url.is_empty() => {
                let kind = attribute(element, "type").unwrap_or_default().to_ascii_lowercase();
                // A picture or a document beside the sound is not the episode.
                let is_other = ["image/", "text/", "application/pdf"].iter().any(|other| kind.starts_with(other));
                if let (Some(url), false) = (attribute(element, "url"), is_other) {
                    draft.item.sound_url = url.trim().to_owned();
                    draft.item.size_bytes =
                        attribute(element, "length").and_then(|length| length.trim().parse().ok()).filter(|n| *n > 0);
                }
            }
            ("itunes:image", None) if parent == Some("channel") => {
                if let Some(url) = attribute(element, "href") {
                    self.feed.image_url = Some(url.trim().to_owned());
                }
            }
            _ => {}
        }
    }

    fn hear(&mut self, piece: &str) {
        if self.said.len() + piece.len() <= TEXT_BYTES_MAX {
            self.said.push_str(piece);
        }
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        self.has_ended = self.open.is_empty();
        if !self.is_among_parts() {
            // Marks inside a text: what they hold belongs to the text.
            return;
        }
        let said = std::mem::take(&mut self.said);
        let parent = self.open.last().map(String::as_str).unwrap_or_default();
        match &mut self.item {
            Some(_) if name == "item" && parent != "item" => self.end_item(),
            Some(draft) if parent == "item" => draft.take(&name, &said),
            Some(_) => {}
            None => self.feed.take(&name, parent, &said),
        }
    }

    /// Whether what begins or ends here is a part of the feed rather than of a text.
    fn is_among_parts(&self) -> bool {
        self.open.last().is_none_or(|parent| matches!(parent.as_str(), "rss" | "channel" | "item" | "image"))
    }

    fn end_item(&mut self) {
        let Some(draft) = self.item.take() else { return };
        if draft.item.sound_url.is_empty() {
            self.feed.silent = self.feed.silent.saturating_add(1);
        } else if self.feed.items.len() < EPISODES_MAX {
            self.feed.items.push(draft.finish());
        }
    }

    fn feed(self) -> Feed {
        self.feed
    }
}

impl Draft {
    fn take(&mut self, name: &str, said: &str) {
        let item = &mut self.item;
        match name {
            "title" => item.title = text::line(said, TITLE_CHARACTERS_MAX),
            "itunes:title" if item.title.is_empty() => item.title = text::line(said, TITLE_CHARACTERS_MAX),
            "guid" => self.guid = Some(said.trim().to_owned()).filter(|guid| !guid.is_empty()),
            "pubdate" | "dc:date" if item.published_at.is_none() => item.published_at = date::read(said),
            "itunes:duration" => item.duration_ms = date::duration_ms(said),
            "itunes:season" => item.season = said.trim().parse().ok(),
            "itunes:episode" => item.number = said.trim().parse().ok(),
            "description" => item.description = text::plain(said, DESCRIPTION_CHARACTERS_MAX),
            "content:encoded" | "itunes:summary" | "itunes:subtitle" if self.summary.is_none() => {
                self.summary = Some(text::plain(said, DESCRIPTION_CHARACTERS_MAX)).filter(|text| !text.is_empty());
            }
            _ => {}
        }
    }

    fn finish(self) -> Item {
        let Self { mut item, guid, summary } = self;
        item.guid = guid.unwrap_or_else(|| item.sound_url.clone());
        if item.guid.len() > GUID_BYTES_MAX {
            item.guid = hex::encode(Sha256::digest(item.guid.as_bytes()));
        }
        if item.description.is_empty() {
            item.description = summary.unwrap_or_default();
        }
        item
    }
}

impl Feed {
    fn take(&mut self, name: &str, parent: &str, said: &str) {
        let line = || Some(text::line(said, TITLE_CHARACTERS_MAX)).filter(|line| !line.is_empty());
        match (parent, name) {
            ("channel", "title") => self.title = line().unwrap_or_default(),
            ("channel", "itunes:author") => self.author = line(),
            ("channel", "language") => self.language = line().map(|language| cut(&language, 35)),
            ("channel", "link") if self.site_url.is_none() => self.site_url = line(),
            ("channel", "description") => self.description = text::plain(said, DESCRIPTION_CHARACTERS_MAX),
            ("channel", "itunes:summary") if self.description.is_empty() => {
                self.description = text::plain(said, DESCRIPTION_CHARACTERS_MAX);
            }
            ("image", "url") if self.image_url.is_none() => self.image_url = line(),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))?;
    // A bare `&` in an address is as common as a written one.
    Some(unescape(&found.value).map_or_else(|_| found.value.replace("&amp;", "&"), |text| text.into_owned()))
}

#[cfg(test)]
mod tests;
