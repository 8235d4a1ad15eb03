//! Loading the lyrics of a track: from files beside it and from its tags.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use lyrics::{Kind, LineProblem, Lyrics, Parsed};

use crate::sidecars::{self, SidecarKind};
use crate::{read, scan};

/// The most files beside one track that are read.
const MAX_SIDECARS: usize = 16;

/// The lyrics of a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackLyrics {
    /// What is sung; the times are those of the file.
    pub lyrics: Lyrics,
    /// Whether they are in a file beside the music, rather than in its tags.
    pub is_sidecar: bool,
    /// How much earlier than the file says lines are to be shown, in milliseconds, as an operator set it.
    pub offset_ms: i64,
    /// The lines that could not be used.
    pub problems: Vec<LineProblem>,
}

impl TrackLyrics {
    /// The lyrics with the operator's offset in their times, for whoever cannot move them.
    #[must_use]
    pub fn moved(mut self) -> Lyrics {
        self.lyrics.apply_offset(self.offset_ms);
        self.lyrics
    }
}

/// A file beside the track that could be read.
struct Sidecar {
    kind: SidecarKind,
    rank: usize,
    parsed: Parsed,
}

/// The names of lyrics in the folder of a track, read once for all tracks of the folder.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    folder: PathBuf,
    /// In order, so that those of one track stand together.
    names: Vec<OsString>,
}

impl Beside {
    /// The lyrics beside a track; none where the folder cannot be read.
    pub(crate) fn of(track: &Path) -> Self {
        let Some(folder) = track.parent() else { return Self::default() };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<OsString> =
            entries.map(|entry| entry.file_name()).filter(|name| sidecars::is_lyrics_name(name.as_bytes())).collect();
        names.sort();
        Self { folder: folder.to_owned(), names }
    }

    /// The names that begin as a track's does before its ending.
    fn of_stem(&self, stem: &[u8]) -> &[OsString] {
        let from = self.names.partition_point(|name| name.as_bytes() < stem);
        let length = self.names[from..].partition_point(|name| name.as_bytes().starts_with(stem));
        &self.names[from..from + length]
    }
}

/// Reads the lyrics of a track; `beside` are those of its folder, when the scan saw some that are its own.
///
/// Files beside the music go before its tags, since somebody put them there later.
/// A file that cannot be read is passed over.
pub(crate) fn load(path: &Path, beside: Option<&Beside>, track_language: Option<&str>) -> Option<TrackLyrics> {
    let mut files = beside.map(|beside| sidecars_of(path, beside)).unwrap_or_default();
    let main = files.iter().position(|file| file.kind == SidecarKind::Main).map(|index| files.remove(index));
    let (mut parsed, is_sidecar) = match main {
        Some(file) => (file.parsed, true),
        None => match embedded(path) {
            Some(parsed) => (parsed, false),
            // Only files with a language in their names: the song's own is what is sung, else the first.
            None if files.is_empty() => return None,
            None => {
                let own = track_language.and_then(sidecars::primary_of);
                let is_own = |file: &Sidecar| own.is_some() && primary_of(&file.kind) == own;
                let is_text = |file: &Sidecar| matches!(file.kind, SidecarKind::Language(_));
                let index = files.iter().position(is_own).or_else(|| files.iter().position(is_text)).unwrap_or(0);
                let file = files.remove(index);
                let mut parsed = file.parsed;
                if let SidecarKind::Language(language) = file.kind {
                    parsed.lyrics.language.get_or_insert(language);
                }
                (parsed, true)
            }
        },
    };
    let lyrics = &mut parsed.lyrics;
    if lyrics.language.is_none() {
        lyrics.language = track_language.map(str::to_owned);
    }
    add_layers(lyrics, &mut files);
    let Parsed { lyrics, problems } = parsed;
    (!lyrics.is_empty()).then_some(TrackLyrics { lyrics, is_sidecar, offset_ms: 0, problems })
}

/// Puts one translation and one romanisation on lyrics that have none.
fn add_layers(lyrics: &mut Lyrics, files: &mut [Sidecar]) {
    let own = lyrics.language.as_deref().and_then(sidecars::primary_of);
    // Of several translations most listeners here read the Chinese one.
    files.sort_by_key(|file| primary_of(&file.kind) != Some("zh"));
    for file in files {
        let is_own = own.is_some() && primary_of(&file.kind) == own;
        let (kind, language) = match &file.kind {
            SidecarKind::Language(language) if !is_own => (Kind::Translation, Some(language.as_str())),
            SidecarKind::Translation => (Kind::Translation, None),
            SidecarKind::Romanisation => (Kind::Romanisation, None),
            SidecarKind::Main | SidecarKind::Language(_) => continue,
        };
        let is_there = lyrics.lines.iter().any(|line| match kind {
            Kind::Translation => line.translation.is_some(),
            Kind::Romanisation => line.romanisation.is_some(),
        });
        if !is_there {
            lyrics.add_layer(&file.parsed.lyrics, kind, language);
        }
    }
}

fn primary_of(kind: &SidecarKind) -> Option<&'static str> {
    match kind {
        SidecarKind::Language(language) => sidecars::primary_of(language),
        _ => None,
    }
}

/// The files beside a track, the best first, and of each language the best.
fn sidecars_of(path: &Path, beside: &Beside) -> Vec<Sidecar> {
    let (Some(name), Some(stem)) = (path.file_name(), path.file_stem()) else { return Vec::new() };
    let mut named: Vec<_> = beside
        .of_stem(stem.as_bytes())
        .iter()
        .filter_map(|lyrics| {
            let (kind, rank) = sidecars::kind_of(name.as_bytes(), lyrics.as_bytes())?;
            Some((kind, rank, beside.folder.join(lyrics)))
        })
        .collect();
    named.sort();
    let mut files: Vec<Sidecar> = named
        .into_iter()
        .take(MAX_SIDECARS)
        .filter_map(|(kind, rank, path)| {
            let metadata = std::fs::metadata(&path).ok()?;
            // A pipe would block the reader.
            if !metadata.is_file() || metadata.len() > lyrics::MAX_SIZE_BYTES as u64 {
                return None;
            }
            let parsed = lyrics::read(&std::fs::read(path).ok()?).ok()?;
            (!parsed.lyrics.is_empty()).then_some(Sidecar { kind, rank, parsed })
        })
        .collect();
    files.sort_by(|a, b| {
        let order = |file: &Sidecar| (std::cmp::Reverse(worth(&file.parsed.lyrics)), file.rank);
        a.kind.cmp(&b.kind).then_with(|| order(a).cmp(&order(b)))
    });
    files.dedup_by(|later, earlier| later.kind == earlier.kind);
    files
}

/// Words are worth more than lines, and lines with times more than plain text.
fn worth(lyrics: &Lyrics) -> u8 {
    u8::from(lyrics.has_words()) * 2 + u8::from(lyrics.synced)
}

/// The best lyrics of a file's tags, with the others as their layers where they are in another language.
fn embedded(path: &Path) -> Option<Parsed> {
    let name = scan::readable(path.file_name()?.as_bytes()).0;
    let mut all: Vec<Parsed> = read::embedded_lyrics(path, &name);
    all.retain(|parsed| !parsed.lyrics.is_empty());
    // Stable, so that of equals the tag's first stays first.
    all.sort_by_key(|parsed| std::cmp::Reverse(worth(&parsed.lyrics)));
    let mut all = all.into_iter();
    let mut best = all.next()?;
    for other in all {
        let language = other.lyrics.language.as_deref();
        let [own, theirs] = [best.lyrics.language.as_deref(), language].map(|tag| tag.and_then(sidecars::primary_of));
        if theirs.is_some() && own != theirs {
            best.lyrics.add_layer(&other.lyrics, Kind::Translation, language);
        }
    }
    Some(best)
}
