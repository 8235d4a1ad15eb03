//! Finding here what a file from elsewhere names.
//!
//! A track is found by its recording in MusicBrainz, else by its ISRC, else by title, artists and a length within three
//! seconds, all folded as they are for search, so that 鄧麗君 finds 邓丽君. Of several the one that is most alike is
//! taken, and the choice is always the same one. Albums are found by title and artists, artists by their name.

use std::collections::{HashMap, HashSet};

use catalog::identities::{self, AlbumIdentity, ArtistIdentity, TrackIdentity};
use db::Reader;
use ids::{AlbumId, ArtistId, TrackId};
use library::Target;

use crate::file::Music;

/// How far lengths may lie apart, in milliseconds.
pub(crate) const APART_MS_MAX: u64 = 3_000;

/// What stands here for what a file names.
#[derive(Debug, Default)]
pub(crate) struct Found {
    here: HashMap<Target, Target>,
    durations: HashMap<TrackId, u64>,
}

impl Found {
    /// What stands here for it.
    pub(crate) fn here(&self, target: Target) -> Option<Target> {
        self.here.get(&target).copied()
    }

    /// How long a track that was found is here, in milliseconds; zero when unknown.
    pub(crate) fn duration_ms(&self, track: TrackId) -> u64 {
        self.durations.get(&track).copied().unwrap_or(0)
    }
}

/// Finds what is named; what is not here is missing from the answer.
pub(crate) async fn find(reader: &Reader, named: &[(Target, &Music)]) -> db::Result<Found> {
    let (mut tracks, mut albums, mut artists) = (Vec::new(), Vec::new(), Vec::new());
    for (target, music) in named {
        match target {
            Target::Track(id) => tracks.push(WantedTrack::of(*id, music)),
            Target::Album(id) => albums.push(WantedAlbum::of(*id, music)),
            Target::Artist(id) => artists.push((*id, catalog::fold(&music.title))),
            Target::Playlist(_) => {}
        }
    }
    let mut found = Found::default();
    if !tracks.is_empty() {
        let keys: HashSet<&Key> = tracks.iter().flat_map(|wanted| &wanted.keys).collect();
        let wanted = |track: &TrackIdentity| keys_of_identity(track).iter().any(|key| keys.contains(key));
        let candidates = identities::tracks_wanted(reader, wanted).await?;
        let shelf = Shelf::of(candidates.into_iter().map(Candidate::of).collect());
        for wanted in &tracks {
            if let Some(candidate) = shelf.choose(wanted) {
                found.here.insert(Target::Track(wanted.id), Target::Track(candidate.id));
                found.durations.insert(candidate.id, candidate.duration_ms);
            }
        }
    }
    if !albums.is_empty() {
        let titles: HashSet<&str> = albums.iter().map(|wanted| wanted.title.as_str()).collect();
        let wanted = |album: &AlbumIdentity| titles.contains(catalog::fold(&album.title).as_str());
        let here = identities::albums_wanted(reader, wanted).await?;
        let mut by_title: HashMap<String, Vec<WantedAlbum>> = HashMap::new();
        for album in here {
            let album = WantedAlbum::of_identity(&album);
            by_title.entry(album.title.clone()).or_default().push(album);
        }
        found.here.extend(albums.iter().filter_map(|wanted| {
            let id = wanted.choose(by_title.get(&wanted.title)?)?;
            Some((Target::Album(wanted.id), Target::Album(id)))
        }));
    }
    if !artists.is_empty() {
        let names: HashSet<&str> = artists.iter().map(|(_, name)| name.as_str()).collect();
        let wanted = |artist: &ArtistIdentity| names.contains(catalog::fold(&artist.name).as_str());
        let here = identities::artists_wanted(reader, wanted).await?;
        let by_name: HashMap<String, ArtistId> =
            here.into_iter().map(|artist| (catalog::fold(&artist.name), artist.id)).collect();
        found.here.extend(artists.iter().filter_map(|(id, name)| {
            let here = by_name.get(name).filter(|_| !name.is_empty())?;
            Some((Target::Artist(*id), Target::Artist(*here)))
        }));
    }
    Ok(found)
}

/// Something by which a track may be found, the surest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Recording(String),
    Isrc(String),
    Title(String),
}

fn keys(recording: Option<&str>, isrc: Option<&str>, title: &str) -> Vec<Key> {
    let recording = recording.map(|id| id.trim().to_lowercase()).filter(|id| !id.is_empty());
    // ISRCs are written with hyphens and without.
    let isrc =
        isrc.map(|code| code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase());
    let title = Some(catalog::fold(title)).filter(|title| !title.is_empty());
    let keys =
        [recording.map(Key::Recording), isrc.filter(|code| code.len() == 12).map(Key::Isrc), title.map(Key::Title)];
    keys.into_iter().flatten().collect()
}

fn keys_of_identity(track: &TrackIdentity) -> Vec<Key> {
    keys(track.musicbrainz_recording.as_deref(), track.isrc.as_deref(), &track.title)
}

fn folded(names: &[String]) -> Vec<String> {
    let mut folded: Vec<String> = names.iter().map(|name| catalog::fold(name)).collect();
    folded.sort_unstable();
    folded.dedup();
    folded
}

/// Whether two lists of names have one in common, or neither has any.
fn have_in_common(left: &[String], right: &[String]) -> bool {
    (left.is_empty() && right.is_empty()) || left.iter().any(|name| right.contains(name))
}

/// A track of the file.
struct WantedTrack {
    id: TrackId,
    keys: Vec<Key>,
    artists: Vec<String>,
    album: Option<String>,
    duration_ms: u64,
}

impl WantedTrack {
    fn of(id: TrackId, music: &Music) -> Self {
        Self {
            id,
            keys: keys(music.musicbrainz_recording.as_deref(), music.isrc.as_deref(), &music.title),
            artists: folded(&music.artists),
            album: music.album.as_deref().map(catalog::fold).filter(|album| !album.is_empty()),
            duration_ms: music.duration_ms.unwrap_or(0),
        }
    }

    /// Whether a track of the same title is the same: an artist is, and the length; where a length is unknown the album is.
    fn fits(&self, candidate: &Candidate) -> bool {
        let is_as_long = if self.duration_ms > 0 && candidate.duration_ms > 0 {
            self.duration_ms.abs_diff(candidate.duration_ms) <= APART_MS_MAX
        } else {
            self.album.is_some() && self.album == candidate.album
        };
        is_as_long && have_in_common(&self.artists, &candidate.artists)
    }

    /// How unlike a candidate is; the least is taken, and the id decides among equals.
    fn unlikeness(&self, candidate: &Candidate) -> (bool, bool, bool, u64, TrackId) {
        let apart_ms = self.duration_ms.abs_diff(candidate.duration_ms);
        let (artists, album) = (self.artists != candidate.artists, self.album != candidate.album);
        (self.id != candidate.id, artists, album, apart_ms, candidate.id)
    }
}

/// A track that may be meant.
struct Candidate {
    id: TrackId,
    keys: Vec<Key>,
    artists: Vec<String>,
    album: Option<String>,
    duration_ms: u64,
}

impl Candidate {
    fn of(track: TrackIdentity) -> Self {
        Self {
            id: track.id,
            keys: keys_of_identity(&track),
            artists: folded(&track.artists),
            album: track.album.as_deref().map(catalog::fold),
            duration_ms: track.duration_ms,
        }
    }
}

/// Candidates by what they may be found by.
struct Shelf {
    candidates: Vec<Candidate>,
    by_key: HashMap<Key, Vec<usize>>,
}

impl Shelf {
    fn of(candidates: Vec<Candidate>) -> Self {
        let mut by_key: HashMap<Key, Vec<usize>> = HashMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            for key in &candidate.keys {
                by_key.entry(key.clone()).or_default().push(at);
            }
        }
        Self { candidates, by_key }
    }

    fn choose(&self, wanted: &WantedTrack) -> Option<&Candidate> {
        wanted.keys.iter().find_map(|key| {
            let named = self.by_key.get(key)?.iter().filter_map(|at| self.candidates.get(*at));
            // A code names a recording; a title alone names many.
            let fitting = named.filter(|candidate| !matches!(key, Key::Title(_)) || wanted.fits(candidate));
            fitting.min_by_key(|candidate| wanted.unlikeness(candidate))
        })
    }
}

/// An album of the file, or one that may be meant.
struct WantedAlbum {
    id: AlbumId,
    title: String,
    artists: Vec<String>,
    year: Option<i64>,
}

impl WantedAlbum {
    fn of(id: AlbumId, music: &Music) -> Self {
        Self { id, title: catalog::fold(&music.title), artists: folded(&music.artists), year: music.year }
    }

    fn of_identity(album: &AlbumIdentity) -> Self {
        Self { id: album.id, title: catalog::fold(&album.title), artists: folded(&album.artists), year: album.year }
    }

    /// The one that is most alike, of those with the same title.
    fn choose(&self, titled: &[Self]) -> Option<AlbumId> {
        let alike =
            titled.iter().filter(|album| have_in_common(&self.artists, &album.artists) && !self.title.is_empty());
        let unlikeness =
            |album: &&Self| (self.id != album.id, self.artists != album.artists, self.year != album.year, album.id);
        alike.min_by_key(unlikeness).map(|album| album.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(id: i64, title: &str, artist: &str, album: &str, seconds: u64) -> TrackIdentity {
        TrackIdentity {
            id: TrackId::from_i64(id),
            title: title.to_owned(),
            artists: vec![artist.to_owned()],
            album: Some(album.to_owned()),
            duration_ms: seconds * 1_000,
            isrc: None,
            musicbrainz_recording: None,
            musicbrainz_release: None,
        }
    }

    fn music(title: &str, artist: &str, seconds: u64) -> Music {
        let (title, artists) = (title.to_owned(), vec![artist.to_owned()]);
        Music { title, artists, duration_ms: Some(seconds * 1_000), ..Music::default() }
    }

    #[track_caller]
    fn check(music: &Music, expected: Option<i64>) {
        let library = vec![
            identity(1, "晴天", "周杰伦", "叶惠美", 269),
            identity(2, "晴天", "周杰伦", "现场", 301),
            TrackIdentity { isrc: Some("TWK970300101".into()), ..identity(3, "無題", "未知", "", 100) },
            TrackIdentity { musicbrainz_recording: Some("ABC-1".into()), ..identity(4, "別名", "未知", "", 100) },
            identity(5, "月亮代表我的心", "邓丽君", "一", 208),
            identity(6, "月亮代表我的心", "邓丽君", "二", 208),
            identity(7, "Untimed", "Nobody", "Here", 0),
        ];
        let shelf = Shelf::of(library.into_iter().map(Candidate::of).collect());
        let found = shelf.choose(&WantedTrack::of(TrackId::from_i64(99), music));
        assert_eq!(found.map(|candidate| candidate.id.as_i64()), expected, "{music:?}");
    }

    #[test]
    fn a_recording_goes_before_a_code_and_a_code_before_a_title() {
        let named = music("晴天", "周杰伦", 269);
        check(&Music { isrc: Some("tw-k97-03-00101".into()), ..named.clone() }, Some(3));
        let both =
            Music { musicbrainz_recording: Some("abc-1".into()), isrc: Some("TWK970300101".into()), ..named.clone() };
        check(&both, Some(4));
        check(&Music { isrc: Some("GBXXX0000001".into()), ..named.clone() }, Some(1));
        check(&Music { isrc: Some("?".into()), musicbrainz_recording: Some(" ".into()), ..named }, Some(1));
    }

    #[test]
    fn a_title_needs_an_artist_and_a_length_within_three_seconds() {
        check(&music("晴天", "周杰倫", 266), Some(1));
        check(&music("晴天", "周杰伦", 265), None);
        check(&music("晴天", "周杰伦", 300), Some(2));
        check(&music("晴天", "别人", 269), None);
        check(&music("", "周杰伦", 269), None);
    }

    #[test]
    fn of_several_the_most_alike_is_taken_and_always_the_same() {
        let moon = music("月亮代表我的心", "鄧麗君", 208);
        check(&moon, Some(5));
        check(&Music { album: Some("二".into()), ..moon }, Some(6));
    }

    #[test]
    fn where_a_length_is_unknown_the_album_tells() {
        let untimed = music("Untimed", "Nobody", 200);
        check(&untimed, None);
        check(&Music { album: Some("HERE".into()), ..untimed }, Some(7));
    }

    #[test]
    fn albums_are_told_apart_by_artist_and_then_by_year() {
        let album = |id: i64, title: &str, artist: &str, year: i64| WantedAlbum {
            id: AlbumId::from_i64(id),
            title: catalog::fold(title),
            artists: folded(&[artist.to_owned()]),
            year: Some(year),
        };
        let here = [album(1, "同名", "甲", 1990), album(2, "同名", "乙", 1990), album(3, "同名", "乙", 2020)];
        let choose = |wanted: WantedAlbum| wanted.choose(&here).map(AlbumId::as_i64);
        assert_eq!(choose(album(9, "同名", "乙", 2020)), Some(3));
        assert_eq!(choose(album(9, "同名", "乙", 1970)), Some(2));
        assert_eq!(choose(album(9, "同名", "丙", 1990)), None);
    }
}
