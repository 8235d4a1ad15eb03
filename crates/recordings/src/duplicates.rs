//! Tracks that hold the same recording: groups of them, what differs, and which one to keep.

use std::collections::{BTreeMap, BTreeSet};

use audio_fingerprint::{Alignment, CODE_MICROS};
use catalog::Track;
use ids::TrackId;
use serde::Serialize;
use units::Millis;
use utoipa::ToSchema;

/// Wrong bits in a thousand up to which two files are proposed as one recording.
///
/// Stricter than what names a listener's file: what is proposed here may be merged, and a version that is sung
/// again over the same backing lies nearer than other music.
pub const DUPLICATE_PERMILLE_MAX: u32 = 150;

/// A file that is shorter by more lacks something.
const LENGTH_TOLERANCE_MS: u64 = 5_000;

/// Codecs that keep every sample.
const LOSSLESS: [&str; 7] = ["flac", "alac", "pcm", "wavpack", "ape", "tta", "dsd"];

/// Two tracks that hold the same recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Both, the lower id first.
    pub tracks: (TrackId, TrackId),
    /// Bits of the fingerprints that differ, in a thousand.
    pub bit_errors_permille: u32,
    /// How much later than the first the second begins within the recording.
    pub offset: Millis,
}

impl Pair {
    /// The pair of two tracks whose fingerprints lie over each other so; nothing when they are too different.
    pub(crate) fn of(first: TrackId, second: TrackId, alignment: &Alignment) -> Option<Self> {
        let Alignment { offset, bit_errors_permille, .. } = *alignment;
        let offset = Millis(i64::from(offset) * CODE_MICROS / 1_000);
        let swapped = second < first;
        (bit_errors_permille <= DUPLICATE_PERMILLE_MAX).then_some(Self {
            tracks: if swapped { (second, first) } else { (first, second) },
            bit_errors_permille,
            offset: if swapped { Millis(-offset.0) } else { offset },
        })
    }
}

/// Tracks that hold the same recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The tracks, by id.
    pub tracks: BTreeSet<TrackId>,
    /// What was compared.
    pub pairs: Vec<Pair>,
}

impl Group {
    /// How much a track differs from another one, when the two were compared.
    #[must_use]
    pub fn pair(&self, a: TrackId, b: TrackId) -> Option<&Pair> {
        let tracks = (a.min(b), a.max(b));
        self.pairs.iter().find(|pair| pair.tracks == tracks)
    }
}

/// What is connected by pairs, by the lowest id in each.
pub(crate) fn groups(pairs: impl Iterator<Item = Pair>) -> Vec<Group> {
    let pairs: Vec<Pair> = pairs.collect();
    let mut above: BTreeMap<TrackId, TrackId> = BTreeMap::new();
    let root = |above: &BTreeMap<TrackId, TrackId>, mut track: TrackId| {
        while let Some(next) = above.get(&track) {
            track = *next;
        }
        track
    };
    for pair in &pairs {
        let (a, b) = (root(&above, pair.tracks.0), root(&above, pair.tracks.1));
        if a != b {
            above.insert(a.max(b), a.min(b));
        }
    }
    let mut groups: BTreeMap<TrackId, Group> = BTreeMap::new();
    for pair in pairs {
        let group = groups
            .entry(root(&above, pair.tracks.0))
            .or_insert_with(|| Group { tracks: BTreeSet::new(), pairs: Vec::new() });
        group.tracks.extend([pair.tracks.0, pair.tracks.1]);
        group.pairs.push(pair);
    }
    groups.into_values().collect()
}

/// What is not the same in all files of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The codec.
    Format,
    /// The bit rate.
    Bitrate,
    /// The length, by more than five seconds.
    Length,
    /// The folder.
    Folder,
    /// The title.
    Title,
    /// The artists.
    Artists,
    /// The album: merging takes the song off the others.
    Album,
    /// Whether there are lyrics.
    Lyrics,
    /// Whether there is a cover.
    Cover,
}

/// What differs within a group.
pub(crate) fn differences(tracks: &[(Track, String)]) -> Vec<Difference> {
    fn differs<T: PartialEq>(tracks: &[(Track, String)], fact: impl Fn(&Track) -> T) -> bool {
        tracks.windows(2).any(|pair| fact(&pair[0].0) != fact(&pair[1].0))
    }
    let lengths = || tracks.iter().map(|(track, _)| track.duration_ms);
    let length = lengths().max().unwrap_or_default() - lengths().min().unwrap_or_default();
    let all = [
        (Difference::Format, differs(tracks, |track| track.codec.clone())),
        (Difference::Bitrate, differs(tracks, |track| track.bitrate_kbps)),
        (Difference::Length, length > LENGTH_TOLERANCE_MS),
        (Difference::Folder, tracks.windows(2).any(|pair| pair[0].1 != pair[1].1)),
        (Difference::Title, differs(tracks, |track| catalog::fold(&track.title))),
        (
            Difference::Artists,
            differs(tracks, |track| track.artists.iter().map(|artist| artist.id).collect::<Vec<_>>()),
        ),
        (Difference::Album, differs(tracks, |track| track.album.as_ref().map(|album| album.id))),
        (Difference::Lyrics, differs(tracks, |track| track.has_lyrics)),
        (Difference::Cover, differs(tracks, |track| track.cover.is_some())),
    ];
    all.into_iter().filter_map(|(difference, is_there)| is_there.then_some(difference)).collect()
}

/// The track to keep: the whole one, lossless before lossy, the higher bit rate, the fuller tags, the one that was there first.
pub(crate) fn best(tracks: &[(Track, String)]) -> Option<TrackId> {
    let longest_ms = tracks.iter().map(|(track, _)| track.duration_ms).max().unwrap_or_default();
    let worth = |track: &Track| {
        let is_whole = track.duration_ms + LENGTH_TOLERANCE_MS >= longest_ms;
        let is_lossless = LOSSLESS.iter().any(|codec| track.codec.starts_with(codec));
        // Bit rates of lossless files say how loud the music is, not how good the file.
        let quality = if is_lossless {
            u64::from(track.sample_rate_hz.unwrap_or_default()) * u64::from(track.bit_depth.unwrap_or(16))
        } else {
            u64::from(track.bitrate_kbps.unwrap_or_default()) / 16
        };
        let tags = [
            track.album.is_some(),
            track.cover.is_some(),
            track.has_lyrics,
            track.track_number.is_some(),
            track.year.is_some(),
            !track.artists.is_empty(),
        ];
        let tags = tags.iter().filter(|is_there| **is_there).count();
        (track.playable, is_whole, is_lossless, quality, tags, std::cmp::Reverse((track.added_at, track.id)))
    };
    tracks.iter().max_by_key(|(track, _)| worth(track)).map(|(track, _)| track.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: i64, b: i64) -> Pair {
        let tracks = (TrackId::from_i64(a), TrackId::from_i64(b));
        Pair { tracks, bit_errors_permille: 10, offset: Millis(0) }
    }

    #[test]
    fn what_is_connected_is_one_group() {
        let found = groups([pair(5, 9), pair(1, 2), pair(2, 7), pair(7, 8), pair(1, 8)].into_iter());
        let ids: Vec<Vec<i64>> =
            found.iter().map(|group| group.tracks.iter().map(|track| track.as_i64()).collect()).collect();
        assert_eq!(ids, [vec![1, 2, 7, 8], vec![5, 9]]);
        assert_eq!(found[0].pairs.len(), 4);
        assert!(found[0].pair(TrackId::from_i64(8), TrackId::from_i64(1)).is_some());
        assert!(found[0].pair(TrackId::from_i64(8), TrackId::from_i64(2)).is_none());
    }

    #[test]
    fn a_pair_is_the_same_from_both_sides() {
        let (low, high) = (TrackId::from_i64(1), TrackId::from_i64(2));
        let alignment = |offset| Alignment { offset, codes: 900, bit_errors_permille: 150 };
        assert_eq!(Pair::of(low, high, &alignment(8)), Pair::of(high, low, &alignment(-8)));
        assert_eq!(Pair::of(low, high, &Alignment { bit_errors_permille: 151, ..alignment(0) }), None);
    }
}
