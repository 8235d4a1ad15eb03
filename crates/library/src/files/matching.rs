//! Finding the tracks that a file means.
//!
//! First by the end of the path: two names of it or more, or the whole of it, are as good as an address.
//! Then by title, artist and length, within two seconds. Then by the name of the file alone.
//! Names are folded as they are for search, so that 鄧麗君 finds 邓丽君.

use std::collections::{HashMap, HashSet};

use db::Reader;
use ids::TrackId;

use super::store::{self, Compared};
use super::{FileEntry, NotMatched};

/// How far lengths may lie apart, in milliseconds: files give whole seconds, rounded either way.
const APART_MS_MAX: u64 = 2_000;

/// The track that each entry means, or why there is none.
pub(super) async fn find(reader: &Reader, entries: &[FileEntry]) -> db::Result<Vec<Result<TrackId, NotMatched>>> {
    let wanted: Vec<Wanted> = entries.iter().map(Wanted::of).collect();
    let names: HashSet<&str> = wanted.iter().filter_map(|wanted| wanted.path.first()).map(String::as_str).collect();
    let titles: HashSet<&str> = wanted.iter().filter_map(|wanted| wanted.title.as_deref()).collect();
    let candidates = store::walk(reader, |path, title| {
        let name = path.rsplit('/').next().unwrap_or(path);
        names.contains(catalog::fold(name).as_str()) || titles.contains(catalog::fold(title).as_str())
    });
    let candidates: Vec<Candidate> = candidates.await?.into_iter().map(Candidate::of).collect();
    let mut by_name: HashMap<&str, Vec<&Candidate>> = HashMap::new();
    let mut by_title: HashMap<&str, Vec<&Candidate>> = HashMap::new();
    for candidate in &candidates {
        if let Some(name) = candidate.path.first() {
            by_name.entry(name).or_default().push(candidate);
        }
        by_title.entry(&candidate.title).or_default().push(candidate);
    }
    let matched = wanted.iter().map(|wanted| {
        let named = wanted.path.first().and_then(|name| by_name.get(name.as_str()));
        let titled = wanted.title.as_deref().and_then(|title| by_title.get(title));
        wanted.choose(named.map_or(&[], Vec::as_slice), titled.map_or(&[], Vec::as_slice))
    });
    Ok(matched.collect())
}

/// What an entry says, folded.
struct Wanted {
    /// The names of its path, the file first.
    path: Vec<String>,
    title: Option<String>,
    artists: Vec<String>,
    duration_ms: Option<u64>,
}

/// A track that may be meant.
struct Candidate {
    id: TrackId,
    path: Vec<String>,
    title: String,
    artists: Vec<String>,
    duration_ms: u64,
}

/// The names of a path, folded, the last first; what only points about is left out.
fn folded_path(path: &str) -> Vec<String> {
    path.split('/').filter(|name| !matches!(*name, "" | "." | "..")).rev().map(catalog::fold).collect()
}

impl Candidate {
    fn of(track: Compared) -> Self {
        Self {
            id: track.id,
            path: folded_path(&track.path),
            title: catalog::fold(&track.title),
            artists: track.artists.iter().map(|name| catalog::fold(name)).collect(),
            duration_ms: track.duration_ms,
        }
    }
}

impl Wanted {
    fn of(entry: &FileEntry) -> Self {
        // One text may name several, in any of the ways in use.
        let mut artists: Vec<String> = Vec::new();
        if let Some(text) = &entry.artist {
            let folded = catalog::fold(text);
            let parts = folded.split([',', ';', '/', '&', '、']).flat_map(|part| part.split(" feat. "));
            artists.extend(parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()));
            artists.push(folded);
        }
        Self {
            path: entry.path.as_deref().map(folded_path).unwrap_or_default(),
            title: entry.title.as_deref().map(catalog::fold).filter(|title| !title.is_empty()),
            artists,
            duration_ms: entry.duration_ms,
        }
    }

    /// The one that is meant, of those with the same file name and those with the same title.
    fn choose(&self, named: &[&Candidate], titled: &[&Candidate]) -> Result<TrackId, NotMatched> {
        if self.path.is_empty() && self.title.is_none() {
            return Err(NotMatched::Empty);
        }
        let shared = |candidate: &Candidate| {
            candidate.path.iter().zip(&self.path).take_while(|(left, right)| left == right).count()
        };
        let most = named.iter().map(|candidate| shared(candidate)).max().unwrap_or(0);
        let nearest: Vec<&Candidate> = named.iter().copied().filter(|candidate| shared(candidate) == most).collect();
        let by_metadata: Vec<&Candidate> = titled.iter().copied().filter(|candidate| self.fits(candidate)).collect();
        if most >= 2 || (most == 1 && self.path.len() == 1) {
            return self.only(&nearest);
        }
        if !by_metadata.is_empty() {
            return self.only(&by_metadata);
        }
        // The same file name elsewhere, unless title or length say that it is something else.
        let plausible: Vec<&Candidate> = nearest
            .into_iter()
            .filter(|candidate| self.has_title_of(candidate) && self.has_length_of(candidate))
            .collect();
        self.only(&plausible)
    }

    /// The only one of several, or the only one among them that title, artist and length speak for.
    fn only(&self, candidates: &[&Candidate]) -> Result<TrackId, NotMatched> {
        match candidates {
            [] => Err(NotMatched::NotInLibrary),
            [one] => Ok(one.id),
            several => {
                let mut fitting = several.iter().filter(|candidate| self.fits(candidate));
                match (fitting.next(), fitting.next()) {
                    (Some(one), None) => Ok(one.id),
                    _ => Err(NotMatched::Ambiguous),
                }
            }
        }
    }

    /// Whether title and artist are the same, and the length about the same.
    /// Without an artist the length has to be known: many songs share a title.
    fn fits(&self, candidate: &Candidate) -> bool {
        let has_artist = self.artists.iter().any(|name| candidate.artists.contains(name));
        let is_told = if self.artists.is_empty() { self.duration_ms.is_some() } else { has_artist };
        self.title.as_deref() == Some(&candidate.title) && is_told && self.has_length_of(candidate)
    }

    fn has_title_of(&self, candidate: &Candidate) -> bool {
        self.title.as_deref().is_none_or(|title| title == candidate.title)
    }

    fn has_length_of(&self, candidate: &Candidate) -> bool {
        match self.duration_ms {
            Some(duration_ms) if candidate.duration_ms > 0 => {
                duration_ms.abs_diff(candidate.duration_ms) <= APART_MS_MAX
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: i64, path: &str, title: &str, artist: &str, seconds: u64) -> Candidate {
        Candidate::of(Compared {
            id: TrackId::from_i64(id),
            path: path.to_owned(),
            title: title.to_owned(),
            artists: vec![artist.to_owned()],
            duration_ms: seconds * 1_000,
        })
    }

    #[track_caller]
    fn check(entry: FileEntry, expected: Result<i64, NotMatched>) {
        let library = [
            candidate(1, "周杰伦/叶惠美/01.flac", "晴天", "周杰伦", 269),
            candidate(2, "周杰伦/我很忙/01.flac", "青花瓷", "周杰伦", 239),
            candidate(3, "邓丽君/月亮.mp3", "月亮代表我的心", "鄧麗君", 208),
            candidate(4, "live/月亮.mp3", "月亮代表我的心", "鄧麗君", 260),
            candidate(5, "a/moon.ogg", "Moon", "Björk", 300),
        ];
        let wanted = Wanted::of(&entry);
        let named: Vec<_> = library.iter().filter(|one| one.path.first() == wanted.path.first()).collect();
        let titled: Vec<_> = library.iter().filter(|one| Some(&one.title) == wanted.title.as_ref()).collect();
        assert_eq!(wanted.choose(&named, &titled).map(TrackId::as_i64), expected, "{entry:?}");
    }

    fn entry(path: Option<&str>, artist: Option<&str>, title: Option<&str>, seconds: Option<u64>) -> FileEntry {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        FileEntry {
            path: owned(path),
            artist: owned(artist),
            title: owned(title),
            duration_ms: seconds.map(|seconds| seconds * 1_000),
            ..FileEntry::default()
        }
    }

    #[test]
    fn the_end_of_the_path_is_an_address() {
        check(entry(Some("D:/音乐/周杰倫/叶惠美/01.flac"), None, None, None), Ok(1));
        check(entry(Some("../我很忙/01.FLAC"), None, None, None), Ok(2));
        check(entry(Some("01.flac"), None, None, None), Err(NotMatched::Ambiguous));
        check(entry(Some("01.flac"), Some("周杰倫"), Some("青花瓷"), None), Ok(2));
        check(entry(Some("other/01.flac"), None, None, None), Err(NotMatched::Ambiguous));
    }

    #[test]
    fn title_artist_and_length_stand_in_for_a_path() {
        check(entry(Some("x/y.mp3"), Some("邓丽君"), Some("月亮代表我的心"), Some(209)), Ok(3));
        check(entry(None, Some("邓丽君"), Some("月亮代表我的心"), Some(258)), Ok(4));
        check(entry(None, Some("邓丽君"), Some("月亮代表我的心"), None), Err(NotMatched::Ambiguous));
        check(entry(None, Some("邓丽君"), Some("月亮代表我的心"), Some(230)), Err(NotMatched::NotInLibrary));
        check(entry(None, Some("bjork & 周杰伦"), Some("MOON"), None), Ok(5));
        check(entry(None, None, Some("Moon"), Some(301)), Ok(5));
        check(entry(None, None, Some("Moon"), None), Err(NotMatched::NotInLibrary));
        check(entry(None, Some("nobody"), Some("Moon"), None), Err(NotMatched::NotInLibrary));
    }

    #[test]
    fn a_file_name_alone_counts_when_nothing_speaks_against_it() {
        check(entry(Some("b/moon.ogg"), None, None, None), Ok(5));
        check(entry(Some("b/moon.ogg"), None, Some("Something else"), None), Err(NotMatched::NotInLibrary));
        check(entry(Some("b/moon.ogg"), None, None, Some(100)), Err(NotMatched::NotInLibrary));
        check(entry(None, Some("Björk"), None, Some(300)), Err(NotMatched::Empty));
    }
}
