//! Playlists on the square and what is in them, as bytes; `docs/src/privacy/on_device.md` describes them.
//!
//! Little end first, as the catalogue's file. A header of 32 bytes, then columns.
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `QYSQ` |
//! | 2, 2 | the version, 1; nothing yet |
//! | 4 | how many bytes there are in all |
//! | 4 × 4 | how many playlists, songs, entries, and bytes of text |
//! | 4 | nothing yet |
//! | 8 each | ids of playlists, published last first; ids of songs in order |
//! | 4 each, and one more | where the entries of each playlist begin, and where the last end |
//! | 4 each | of entries: the place of the song |
//! | 4 each | of playlists: how many songs they have in all, and where the name ends |
//! | text | names of playlists, in UTF-8 |

use std::collections::HashSet;

use ids::{PlaylistId, TrackId};

use super::catalogue::number;

const MAGIC: &[u8; 4] = b"QYSQ";
/// Raised when the same bytes would mean something else.
const VERSION: u16 = 1;
const HEADER_BYTES: usize = 32;
/// Songs of one playlist that are named: its first, which say enough of what it is like.
const ENTRIES_EACH_MAX: usize = 300;

/// A playlist on the square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OnTheSquare {
    pub(super) id: PlaylistId,
    pub(super) name: String,
    /// Its songs, in its order.
    pub(super) tracks: Vec<TrackId>,
}

/// The bytes; the playlists as they come.
pub(super) fn encode(playlists: &[OnTheSquare]) -> Vec<u8> {
    let entries: Vec<Vec<TrackId>> = playlists.iter().map(|one| first_songs(&one.tracks)).collect();
    let mut songs: Vec<TrackId> = entries.iter().flatten().copied().collect();
    songs.sort_unstable();
    songs.dedup();
    let places = entries.iter().flatten().map(|track| number(songs.partition_point(|song| song < track)));
    let (mut starts, mut begin) = (Vec::with_capacity(entries.len() + 1), 0);
    for of_one in &entries {
        starts.push(number(begin));
        begin += of_one.len();
    }
    starts.push(number(begin));
    let mut text = Vec::new();
    let name_ends: Vec<u32> = playlists
        .iter()
        .map(|one| {
            text.extend_from_slice(one.name.as_bytes());
            number(text.len())
        })
        .collect();
    let wholes = playlists.iter().map(|one| number(one.tracks.len()));
    let fours: Vec<u32> = starts.into_iter().chain(places).chain(wholes).chain(name_ends).collect();
    let eights = playlists.iter().map(|one| one.id.as_i64()).chain(songs.iter().map(|song| song.as_i64()));

    let total = HEADER_BYTES + (playlists.len() + songs.len()) * 8 + fours.len() * 4 + text.len();
    let mut bytes = Vec::with_capacity(total);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    for count in [total, playlists.len(), songs.len(), begin, text.len(), 0] {
        bytes.extend_from_slice(&number(count).to_le_bytes());
    }
    eights.for_each(|id| bytes.extend_from_slice(&id.to_le_bytes()));
    fours.iter().for_each(|value| bytes.extend_from_slice(&value.to_le_bytes()));
    bytes.extend_from_slice(&text);
    bytes
}

/// The first songs of a playlist, each once.
fn first_songs(tracks: &[TrackId]) -> Vec<TrackId> {
    let mut seen = HashSet::new();
    tracks.iter().copied().filter(|track| seen.insert(*track)).take(ENTRIES_EACH_MAX).collect()
}
