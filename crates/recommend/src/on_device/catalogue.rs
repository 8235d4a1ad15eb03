//! What there is and how it sounds, as bytes; `docs/src/privacy/on_device.md` describes them.
//!
//! Little end first. A header of 48 bytes, then columns, those of wider numbers first, so that a browser can look at
//! them where they lie. A place is the number of a row, from 0.
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `QYSO` |
//! | 2, 2 | the version, 1; how many numbers each song has |
//! | 4 | how many bytes there are in all |
//! | 4 × 6 | how many songs, artists, albums, credits, newest songs, and bytes of text |
//! | 4, 4 | the squared distance of two songs at random, in steps, and the length of a step, as floats |
//! | 4 | nothing yet |
//! | 8 each | ids of songs, artists, albums in order, and the cover of each album, 0 for none |
//! | 4 each | of songs: the place of the album, or 2³² − 1 |
//! | 4 each, and one more | where the credits of each song begin, and where the last end |
//! | 4 each | of credits: the place of the artist |
//! | 4 each | of songs, artists and albums: where the text ends that begins where the one before ends |
//! | 4 each | of songs: how long they are, in milliseconds |
//! | 4 each | of albums: the colour of the cover, red first, or 2³² − 1 |
//! | 4 each | the newest songs, by place, the newest first |
//! | 2 each | of songs: loudness in hundredths of a decibel, or −32,768; then their peak in 10,000ths, or 0 |
//! | 1 each | of songs: 1 when it was measured, plus 2 when it has lyrics |
//! | numbers each | of songs: how they sound |
//! | text | titles of songs, names of artists, titles of albums, in UTF-8 |

use std::collections::{BTreeMap, HashMap};

use ids::{AlbumId, ArtistId, TrackId};
use similarity::Compact;

use super::store::{Album, Song};

const MAGIC: &[u8; 4] = b"QYSO";
/// Raised when the same bytes would mean something else.
const VERSION: u16 = 1;
const HEADER_BYTES: usize = 48;
/// The newest songs that are named.
const NEWEST: usize = 60;
const NONE: u32 = u32::MAX;
const NO_GAIN: i16 = i16::MIN;
const MEASURED: u8 = 1;
const HAS_LYRICS: u8 = 2;

/// Columns as they grow, by the width of their numbers.
#[derive(Default)]
struct Columns {
    eight: Vec<i64>,
    four: Vec<u32>,
    two: Vec<u16>,
    one: Vec<u8>,
}

/// The bytes, from the songs, the newest first, the albums by id, and what was measured.
pub(super) fn encode(songs: &[Song], albums: &[Album], measured: &Compact) -> Vec<u8> {
    let newest: Vec<TrackId> = songs.iter().take(NEWEST).map(|song| song.id).collect();
    let mut songs: Vec<&Song> = songs.iter().collect();
    songs.sort_unstable_by_key(|song| song.id);
    let place_of_song = |id: TrackId| number(songs.partition_point(|song| song.id < id));
    // The first name by which an artist is credited, in the order of the songs, is what is shown.
    let mut artists: BTreeMap<ArtistId, &str> = BTreeMap::new();
    songs.iter().flat_map(|song| &song.credits).for_each(|credit| {
        artists.entry(credit.id).or_insert(&credit.name);
    });
    let places_of_artists: HashMap<ArtistId, u32> =
        artists.keys().enumerate().map(|(place, id)| (*id, number(place))).collect();
    let places_of_albums: HashMap<AlbumId, u32> =
        albums.iter().enumerate().map(|(place, album)| (album.id, number(place))).collect();
    let rows: HashMap<TrackId, usize> = measured.tracks.iter().enumerate().map(|(row, id)| (*id, row)).collect();

    let mut columns = Columns::default();
    columns.eight.extend(songs.iter().map(|song| song.id.as_i64()));
    columns.eight.extend(artists.keys().map(|id| id.as_i64()));
    columns.eight.extend(albums.iter().map(|album| album.id.as_i64()));
    columns.eight.extend(albums.iter().map(|album| album.cover.map_or(0, |id| id.as_i64())));

    let album_of = |song: &&Song| song.album.and_then(|id| places_of_albums.get(&id).copied()).unwrap_or(NONE);
    columns.four.extend(songs.iter().map(album_of));
    let credits: Vec<u32> =
        songs.iter().flat_map(|song| &song.credits).map(|credit| places_of_artists[&credit.id]).collect();
    let mut start = 0;
    for song in &songs {
        columns.four.push(number(start));
        start += song.credits.len();
    }
    columns.four.push(number(start));
    columns.four.extend(&credits);
    let mut text = Vec::new();
    let texts = songs.iter().map(|song| song.title.as_str()).chain(artists.values().copied());
    for one in texts.chain(albums.iter().map(|album| album.title.as_str())) {
        text.extend_from_slice(one.as_bytes());
        columns.four.push(number(text.len()));
    }
    columns.four.extend(songs.iter().map(|song| u32::try_from(song.duration_ms).unwrap_or(0)));
    columns.four.extend(albums.iter().map(|album| album.color.as_deref().and_then(color).unwrap_or(NONE)));
    columns.four.extend(newest.iter().map(|id| place_of_song(*id)));

    columns.two.extend(songs.iter().map(|song| song.gain_db.map_or(NO_GAIN, hundredths).cast_unsigned()));
    columns.two.extend(songs.iter().map(|song| song.gain_peak.map_or(0, peak)));

    let row_of = |song: &Song| rows.get(&song.id).copied();
    let flags = |song: &&Song| {
        (if row_of(song).is_some() { MEASURED } else { 0 }) | if song.has_lyrics { HAS_LYRICS } else { 0 }
    };
    columns.one.extend(songs.iter().map(flags));
    let each = measured.numbers_each;
    for song in &songs {
        match row_of(song) {
            Some(row) => {
                columns.one.extend(measured.values[row * each..(row + 1) * each].iter().map(|one| one.cast_unsigned()));
            }
            None => columns.one.extend(std::iter::repeat_n(0, each)),
        }
    }
    let counts = [songs.len(), artists.len(), albums.len(), credits.len(), newest.len(), text.len()];
    columns.into_bytes(each, counts, measured, &text)
}

impl Columns {
    fn into_bytes(self, numbers_each: usize, counts: [usize; 6], measured: &Compact, text: &[u8]) -> Vec<u8> {
        let total = HEADER_BYTES
            + self.eight.len() * 8
            + self.four.len() * 4
            + self.two.len() * 2
            + self.one.len()
            + text.len();
        let mut bytes = Vec::with_capacity(total);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&u16::try_from(numbers_each).unwrap_or(0).to_le_bytes());
        bytes.extend_from_slice(&number(total).to_le_bytes());
        counts.iter().for_each(|count| bytes.extend_from_slice(&number(*count).to_le_bytes()));
        bytes.extend_from_slice(&measured.usual_square.to_le_bytes());
        bytes.extend_from_slice(&measured.step.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        self.eight.iter().for_each(|value| bytes.extend_from_slice(&value.to_le_bytes()));
        self.four.iter().for_each(|value| bytes.extend_from_slice(&value.to_le_bytes()));
        self.two.iter().for_each(|value| bytes.extend_from_slice(&value.to_le_bytes()));
        bytes.extend_from_slice(&self.one);
        bytes.extend_from_slice(text);
        bytes
    }
}

/// `#rrggbb` as a number.
fn color(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    u32::from_str_radix(digits, 16).ok()
}

#[expect(clippy::cast_possible_truncation, reason = "it is a whole number that fits")]
fn hundredths(decibels: f64) -> i16 {
    (decibels * 100.0).round().clamp(-30_000.0, 30_000.0) as i16
}

/// No peak is written as 0, so one that is known is at least 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number that fits")]
fn peak(amplitude: f64) -> u16 {
    (amplitude * 10_000.0).round().clamp(1.0, 65_535.0) as u16
}

/// A count as it is written; the songs are limited, so that it fits.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
