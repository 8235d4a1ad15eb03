//! Playlists as files (SOC-2): written as m3u8, XSPF and JSPF, and read from them.
//!
//! An entry of a file is looked for by the end of its path, then by title, artist and length.
//! What is not found is reported with its number, its line and the reason, and the rest is taken.

mod jspf;
mod m3u8;
mod matching;
pub(crate) mod routes;
mod store;
mod xspf;

use http_api::Text;
use ids::{PlaylistId, SubjectId, TrackId};
use serde::{Deserialize, Serialize};

use crate::Library;
use crate::error::Error;
use crate::model::ITEMS_MAX;
use crate::playlists::{NewPlaylist, Playlist};

/// Bytes of a file at most.
pub const FILE_BYTES_MAX: usize = 1 << 20;
/// What a playlist is called when neither its file nor the member says.
const NAME_USUAL: &str = "导入的歌单";

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Extended M3U in UTF-8.
    M3u8,
    /// XML Shareable Playlist Format, version 1.
    Xspf,
    /// The same in JSON.
    Jspf,
}

impl FileFormat {
    /// The value of `Content-Type`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::M3u8 => "audio/x-mpegurl; charset=utf-8",
            Self::Xspf => "application/xspf+xml",
            Self::Jspf => "application/jspf+json",
        }
    }

    /// What its name ends with.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::M3u8 => "m3u8",
            Self::Xspf => "xspf",
            Self::Jspf => "jspf",
        }
    }

    /// The form of a text, told by how it begins.
    fn of_text(text: &str) -> Self {
        match text.trim_start().as_bytes().first() {
            Some(b'<') => Self::Xspf,
            Some(b'{') => Self::Jspf,
            _ => Self::M3u8,
        }
    }
}

/// What a file says of one track.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileEntry {
    /// The line on which it stands, from 1; nothing in JSON, which has no lines of its own.
    pub(crate) line: Option<u64>,
    /// Where its file is, as a path with `/`.
    pub(crate) path: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) artist: Option<String>,
    pub(crate) album: Option<String>,
    pub(crate) duration_ms: Option<u64>,
}

impl FileEntry {
    /// How the entry is named in a report.
    fn label(&self) -> String {
        let named = match (&self.artist, &self.title) {
            (Some(artist), Some(title)) => Some(format!("{artist} - {title}")),
            (None, Some(title)) => Some(title.clone()),
            _ => None,
        };
        named.or_else(|| self.path.clone()).unwrap_or_default().chars().take(200).collect()
    }
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PlaylistFile {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) entries: Vec<FileEntry>,
}

/// Why an entry was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotMatched {
    /// The library has no such track.
    NotInLibrary,
    /// The library has several that fit, and nothing tells which is meant.
    Ambiguous,
    /// The entry names neither a file nor a title.
    Empty,
}

impl NotMatched {
    /// The reason in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::NotInLibrary => Text::new("曲库里没有这首歌", "The library has no such track"),
            Self::Ambiguous => Text::new(
                "曲库里有多首符合，无法确定是哪一首",
                "The library has several that fit, and nothing tells which is meant",
            ),
            Self::Empty => Text::new("没有文件路径，也没有歌名", "It names neither a file nor a title"),
        }
    }
}

/// An entry that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Its number in the file, from 1.
    pub entry: u64,
    /// Its line in the file, from 1; nothing in JSON.
    pub line: Option<u64>,
    /// What it says.
    pub label: String,
    /// Why it was not taken.
    pub reason: NotMatched,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The playlist; none when nothing was found.
    pub playlist: Option<Playlist>,
    /// How many entries were found.
    pub matched: u64,
    /// Those that were not.
    pub unmatched: Vec<Unmatched>,
}

/// A file to hand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// What to call it.
    pub file_name: String,
    /// The value of `Content-Type`.
    pub media_type: &'static str,
    /// What is in it.
    pub text: String,
}

impl Library {
    /// Makes a playlist of a file; `name` goes before what the file calls itself.
    ///
    /// # Errors
    /// [`Error::Field`] for what is no playlist, is larger than [`FILE_BYTES_MAX`] or has more than
    /// [`ITEMS_MAX`] entries; and those of [`Library::create_playlist`].
    pub async fn import_playlist(
        &self,
        member: SubjectId,
        name: Option<&str>,
        bytes: &[u8],
    ) -> Result<Imported, Error> {
        let file = read(bytes)?;
        let (reader, entries) = (self.reader(), file.entries.clone());
        let found = self.aside(async move { Ok(matching::find(&reader, &entries).await?) }).await?;
        let mut tracks: Vec<TrackId> = Vec::with_capacity(found.len());
        let mut unmatched = Vec::new();
        for ((entry, outcome), number) in file.entries.iter().zip(found).zip(1_u64..) {
            match outcome {
                Ok(track) => tracks.push(track),
                Err(reason) => {
                    unmatched.push(Unmatched { entry: number, line: entry.line, label: entry.label(), reason });
                }
            }
        }
        let matched = tracks.len() as u64;
        if tracks.is_empty() {
            return Ok(Imported { playlist: None, matched, unmatched });
        }
        let new = NewPlaylist {
            name: name.map(str::to_owned).or(file.name).unwrap_or_else(|| NAME_USUAL.to_owned()),
            description: file.description.unwrap_or_default(),
            tracks,
            ..NewPlaylist::default()
        };
        let playlist = self.create_playlist(member, new).await?;
        Ok(Imported { playlist: Some(playlist), matched, unmatched })
    }

    /// Writes a playlist as a file, with paths relative to the music folder; of a smart one what its rules
    /// choose for the viewer.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none that the viewer may see.
    pub async fn export_playlist(
        &self,
        viewer: Option<SubjectId>,
        id: PlaylistId,
        format: FileFormat,
    ) -> Result<Exported, Error> {
        let playlist = self.playlist(viewer, id).await?;
        let tracks = self.tracks_of_playlist(viewer, id).await?;
        let file = PlaylistFile {
            name: Some(playlist.name.clone()),
            description: Some(playlist.description).filter(|text| !text.is_empty()),
            entries: store::described(&self.reader(), &tracks).await?,
        };
        let text = match format {
            FileFormat::M3u8 => m3u8::write(&file),
            FileFormat::Xspf => xspf::write(&file),
            FileFormat::Jspf => jspf::write(&file),
        };
        let plain: String =
            playlist.name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' }).collect();
        Ok(Exported { file_name: format!("{plain}.{}", format.ending()), media_type: format.media_type(), text })
    }
}

/// Reads a file of any form.
fn read(bytes: &[u8]) -> Result<PlaylistFile, Error> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(malformed("文件最大 1 MB", "a file has at most 1 MB"));
    }
    // Old players wrote what their system spoke; in China that is GBK.
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let file = match FileFormat::of_text(&text) {
        FileFormat::M3u8 => m3u8::read(&text),
        FileFormat::Xspf => xspf::read(&text)?,
        FileFormat::Jspf => jspf::read(&text)?,
    };
    if file.entries.is_empty() {
        return Err(malformed("文件里没有曲目", "there is no track in the file"));
    }
    if file.entries.len() as u64 > ITEMS_MAX {
        return Err(malformed("最多 20000 首", "at most 20,000 entries"));
    }
    Ok(file)
}

pub(crate) fn malformed(zh: &'static str, en: &'static str) -> Error {
    Error::field("body", "playlist_file.malformed", Text::new(zh, en))
}

/// A text without what ends a line or cannot stand in XML.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')).collect()
}

/// The path that a location names: a path as it is, or the path of an address.
pub(crate) fn path_of(location: &str) -> Option<String> {
    let location = location.trim();
    let address = match location.split_once("://") {
        Some((_, rest)) => rest.split(['?', '#']).next(),
        None => location.strip_prefix("file:"),
    };
    // Only an address is encoded for certain; a file may be called 100%25.
    let decoded = address.map(|address| percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned());
    let path = decoded.unwrap_or_else(|| location.to_owned()).replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
    Some(path).filter(|path| !path.trim_matches('/').is_empty())
}

/// A path as a relative address.
pub(crate) fn address_of(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const KEPT: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b':');
    utf8_percent_encode(path, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn locations_are_paths() {
        for (location, path) in [
            ("周杰伦/01 晴天.flac", Some("周杰伦/01 晴天.flac")),
            ("C:\\Music\\晴天.flac", Some("C:/Music/晴天.flac")),
            ("file:///music/%E6%99%B4%E5%A4%A9.flac", Some("/music/晴天.flac")),
            ("100%25.mp3", Some("100%25.mp3")),
            ("http://host/music/a%20b.mp3?x=1", Some("host/music/a b.mp3")),
            ("/", None),
            ("", None),
        ] {
            assert_eq!(path_of(location).as_deref(), path, "{location}");
        }
    }

    fn texts() -> impl Strategy<Value = Option<String>> {
        prop::option::of(
            "[ -~一-龥<>&\"']{1,20}"
                .prop_map(|text| text.trim().to_owned())
                .prop_filter("something", |text| !text.is_empty()),
        )
    }

    fn files() -> impl Strategy<Value = PlaylistFile> {
        let path = "[a-z一-龥 &%#]{1,9}(/[a-z一-龥0-9 &%#]{1,9}){0,2}\\.flac".prop_map(|path| path.trim().to_owned());
        let entry = (path, texts(), texts(), 0_u64..10_000).prop_map(|(path, title, artist, seconds)| FileEntry {
            path: Some(path),
            title,
            artist,
            duration_ms: Some(seconds * 1_000),
            ..FileEntry::default()
        });
        (texts(), prop::collection::vec(entry, 1..6)).prop_map(|(name, entries)| PlaylistFile {
            name,
            description: None,
            entries,
        })
    }

    fn without_lines(mut file: PlaylistFile) -> PlaylistFile {
        file.entries.iter_mut().for_each(|entry| entry.line = None);
        file
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(file in files()) {
            prop_assert_eq!(&without_lines(xspf::read(&xspf::write(&file)).expect("XSPF")), &file);
            prop_assert_eq!(&without_lines(jspf::read(&jspf::write(&file)).expect("JSPF")), &file);
            let read = without_lines(m3u8::read(&m3u8::write(&file)));
            let paths = |file: &PlaylistFile| file.entries.iter().map(|entry| entry.path.clone()).collect::<Vec<_>>();
            // A line of M3U knows artist and title as one text.
            prop_assert_eq!(paths(&read), paths(&file));
        }

        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
            for start in [&b"<playlist><trackList><track>"[..], b"{\"playlist\":{\"track\":[", b"#EXTM3U\n#EXTINF:"] {
                let mut file = start.to_vec();
                file.extend_from_slice(&bytes);
                let _ = read(&file);
            }
        }
    }

    #[test]
    fn hostile_xml_costs_nothing() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>\
            <playlist><trackList><track><title>&b;&b;&lt;ok&#x4e00;</title><location>file:///etc/passwd</location></track></trackList></playlist>";
        let file = xspf::read(bomb).expect("a playlist");
        assert_eq!(file.entries[0].title.as_deref(), Some("<ok一"), "entities of its own are nothing");
        let external = "<!DOCTYPE x SYSTEM \"http://example.org/x.dtd\"><playlist><trackList/></playlist>";
        assert!(xspf::read(external).expect("nothing is fetched").entries.is_empty());
        assert!(xspf::read(&"<a>".repeat(100_000)).is_err(), "too deep");
        assert!(read(&vec![b'a'; FILE_BYTES_MAX + 1]).is_err());
        assert!(read("a.mp3\n".repeat(20_001).as_bytes()).is_err());
        assert!(jspf::read(&"[".repeat(10_000)).is_err());
    }

    #[test]
    fn old_files_speak_gbk() {
        let (bytes, ..) = encoding_rs::GBK.encode("#EXTM3U\n#EXTINF:269,周杰伦 - 晴天\n音乐\\晴天.mp3\n");
        let file = read(&bytes).expect("a playlist");
        assert_eq!(file.entries[0].title.as_deref(), Some("晴天"));
        assert_eq!(file.entries[0].path.as_deref(), Some("音乐/晴天.mp3"));
    }
}
