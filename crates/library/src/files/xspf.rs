//! XSPF, version 1 (xspf.org/spec). Nothing is looked up: a document type is skipped, and its entities are nothing.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::Event;

use super::{FileEntry, PlaylistFile, address_of, malformed, path_of, plain};
use crate::error::Error;

/// Elements within elements at most; the format needs four.
const DEPTH_MAX: usize = 16;
/// Characters of one text at most.
const TEXT_CHARACTERS_MAX: usize = 2_000;

pub(super) fn read(text: &str) -> Result<PlaylistFile, Error> {
    let broken = || malformed("这不是完整的 XSPF 文件", "this is no whole XSPF file");
    let mut reader = Reader::from_str(text);
    let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
    let mut file = PlaylistFile::default();
    let mut open: Vec<String> = Vec::new();
    let mut said = String::new();
    let mut track: Option<FileEntry> = None;
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                if open.len() >= DEPTH_MAX {
                    return Err(broken());
                }
                if name == "track" {
                    let line = lines.at(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
                    track = Some(FileEntry { line: Some(line), ..FileEntry::default() });
                }
                open.push(name);
                said.clear();
            }
            Event::Text(piece) => push(&mut said, &piece.xml10_content()),
            Event::CData(piece) => push(&mut said, &piece.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => push(&mut said, letter.encode_utf8(&mut [0; 4])),
                _ => push(&mut said, resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default()),
            },
            Event::End(_) => {
                let name = open.pop().ok_or_else(broken)?;
                let value = Some(plain(said.trim())).filter(|value| !value.is_empty());
                said.clear();
                match (&mut track, name.as_str(), open.last().map(String::as_str)) {
                    (Some(_), "track", _) => file.entries.extend(track.take()),
                    (Some(track), "location", Some("track")) if track.path.is_none() => {
                        track.path = value.as_deref().and_then(location);
                    }
                    (Some(track), "title", Some("track")) => track.title = value,
                    (Some(track), "creator", Some("track")) => track.artist = value,
                    (Some(track), "album", Some("track")) => track.album = value,
                    (Some(track), "duration", Some("track")) => {
                        track.duration_ms = value.and_then(|value| value.parse().ok());
                    }
                    (None, "title", Some("playlist")) => file.name = value,
                    (None, "annotation", Some("playlist")) => file.description = value,
                    _ => {}
                }
            }
            Event::Eof if open.is_empty() => return Ok(file),
            Event::Eof => return Err(broken()),
            // A document type is not read, an element without content says nothing.
            _ => {}
        }
    }
}

/// The path that an address of the file names; what is written without a scheme is encoded as well.
pub(super) fn location(address: &str) -> Option<String> {
    if address.contains("://") || address.starts_with("file:") {
        return path_of(address);
    }
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8();
    decoded.ok().and_then(|path| path_of(&path)).or_else(|| path_of(address))
}

fn push(said: &mut String, piece: &str) {
    if said.len() < TEXT_CHARACTERS_MAX {
        said.push_str(piece);
    }
}

/// Counts lines up to a place, going on from the last.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    fn at(&mut self, place: usize) -> u64 {
        let place = place.min(self.text.len()).max(self.at);
        let passed = self.text.get(self.at..place).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = place;
        self.line
    }
}

pub(super) fn write(file: &PlaylistFile) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">\n",
    );
    // Writing to a string cannot fail.
    let element = |out: &mut String, indent: &str, name: &str, value: &str| {
        let _ = writeln!(out, "{indent}<{name}>{}</{name}>", escape(plain(value)));
    };
    if let Some(name) = &file.name {
        element(&mut out, "  ", "title", name);
    }
    if let Some(description) = &file.description {
        element(&mut out, "  ", "annotation", description);
    }
    out.push_str("  <trackList>\n");
    for entry in &file.entries {
        out.push_str("    <track>\n");
        if let Some(path) = &entry.path {
            element(&mut out, "      ", "location", &address_of(path));
        }
        let texts = [("title", &entry.title), ("creator", &entry.artist), ("album", &entry.album)];
        for (name, value) in texts.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
            element(&mut out, "      ", name, value);
        }
        if let Some(duration_ms) = entry.duration_ms {
            element(&mut out, "      ", "duration", &duration_ms.to_string());
        }
        out.push_str("    </track>\n");
    }
    out.push_str("  </trackList>\n</playlist>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_have_lines_and_only_their_own_texts() {
        let file = read(
            "<?xml version=\"1.0\"?>\n<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">\n<title>夜 &amp; 里</title>\n<trackList>\n\
             <track>\n<location>%E5%91%A8/a%20b.flac</location><location>second.flac</location>\n<title><![CDATA[晴<天>]]></title>\
             <extension><title>not this</title></extension><duration>269000</duration></track>\n<track/>\n<track></track>\n\
             </trackList></playlist>",
        )
        .expect("a playlist");
        assert_eq!(file.name.as_deref(), Some("夜 & 里"));
        assert_eq!(file.entries.len(), 2, "one that says nothing at all is reported, one without content is none");
        let first = &file.entries[0];
        assert_eq!((first.path.as_deref(), first.title.as_deref()), (Some("周/a b.flac"), Some("晴<天>")));
        assert_eq!((first.line, first.duration_ms), (Some(5), Some(269_000)));
        assert!(read("<playlist><trackList>").is_err());
        assert!(read("<playlist></wrong>").is_err());
    }
}
