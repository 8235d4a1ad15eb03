//! Reading an export that somebody made, who may be anybody.
//!
//! What is not named here is skipped: other items, other columns, and whatever later versions add.
//! How much is kept of a file is bounded by what is counted, not by what the file says of itself.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use http_api::{Json, Problem, Text};
use ids::{AlbumId, ArtistId, PlaylistId, TrackId};
use library::Target;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use units::Timestamp;

/// Bytes of a file at most.
pub const FILE_BYTES_MAX: usize = 64 << 20;
/// Rows of one item at most.
const ROWS_MAX: usize = 200_000;
/// Entries of all playlists at most.
const ENTRIES_MAX: usize = 1_000_000;
/// Things that a file describes at most.
const MUSIC_MAX: usize = 300_000;
/// Artists of one thing that are read; music with more is told apart by the first of them.
const ARTISTS_READ: usize = 16;
/// What the `format` of an export says.
const FORMAT: &str = "qingyin-export";
/// The version of the form that is read here.
const FORMAT_VERSION: u64 = 1;

/// What is read of an export.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ExportFile {
    format: String,
    format_version: u64,
    #[serde(default)]
    pub(crate) items: Items,
    #[serde(default, deserialize_with = "described")]
    music: Option<HashMap<Target, Music>>,
}

impl ExportFile {
    /// What the file says of a track, an album or an artist.
    pub(crate) fn music(&self, target: Target) -> Option<&Music> {
        self.music.as_ref()?.get(&target)
    }
}

/// The items that are read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Items {
    pub(crate) like: Item<LikeRow>,
    pub(crate) rating: Item<RatingRow>,
    pub(crate) follow: Item<FollowRow>,
    pub(crate) bookmark: Item<BookmarkRow>,
    pub(crate) playlist: Item<PlaylistRow>,
    pub(crate) playlist_item: Item<PlaylistItemRow, ENTRIES_MAX>,
    pub(crate) playlist_tag: Item<PlaylistTagRow>,
    pub(crate) listen: Item<ListenRow>,
}

/// The rows of one item, up to `MAX`.
#[derive(Debug, Deserialize)]
#[serde(bound = "R: Deserialize<'de>")]
pub(crate) struct Item<R, const MAX: usize = ROWS_MAX> {
    #[serde(default = "Vec::new", deserialize_with = "first::<_, _, MAX>")]
    pub(crate) rows: Vec<R>,
}

impl<R, const MAX: usize> Default for Item<R, MAX> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<R, const MAX: usize> Item<R, MAX> {
    /// Fails when there are more rows than are read.
    fn check(&self, field: &'static str) -> Result<(), Problem> {
        if self.rows.len() > MAX { Err(too_many(field, MAX)) } else { Ok(()) }
    }
}

impl Items {
    fn check(&self) -> Result<(), Problem> {
        self.like.check("items.like.rows")?;
        self.rating.check("items.rating.rows")?;
        self.follow.check("items.follow.rows")?;
        self.bookmark.check("items.bookmark.rows")?;
        self.playlist.check("items.playlist.rows")?;
        self.playlist_item.check("items.playlist_item.rows")?;
        self.playlist_tag.check("items.playlist_tag.rows")?;
        self.listen.check("items.listen.rows")
    }
}

fn too_many(field: &'static str, max: usize) -> Problem {
    let message = Text::made(format!("最多 {max} 条"), format!("there may be at most {max}"));
    Problem::field(field, "export_file.too_many", message)
}

/// What is liked or rated: one of the four.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LikeRow {
    track_id: Option<TrackId>,
    album_id: Option<AlbumId>,
    artist_id: Option<ArtistId>,
    playlist_id: Option<PlaylistId>,
    pub(crate) created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RatingRow {
    track_id: Option<TrackId>,
    album_id: Option<AlbumId>,
    artist_id: Option<ArtistId>,
    playlist_id: Option<PlaylistId>,
    pub(crate) stars: i64,
    pub(crate) changed_at: Timestamp,
}

fn one_of(
    track: Option<TrackId>,
    album: Option<AlbumId>,
    artist: Option<ArtistId>,
    playlist: Option<PlaylistId>,
) -> Option<Target> {
    None.or(track.map(Target::Track))
        .or(album.map(Target::Album))
        .or(artist.map(Target::Artist))
        .or(playlist.map(Target::Playlist))
}

impl LikeRow {
    pub(crate) fn target(&self) -> Option<Target> {
        one_of(self.track_id, self.album_id, self.artist_id, self.playlist_id)
    }
}

impl RatingRow {
    pub(crate) fn target(&self) -> Option<Target> {
        one_of(self.track_id, self.album_id, self.artist_id, self.playlist_id)
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct FollowRow {
    pub(crate) artist_id: ArtistId,
    #[serde(default)]
    pub(crate) created_at: Timestamp,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct BookmarkRow {
    pub(crate) track_id: TrackId,
    pub(crate) position_ms: i64,
    #[serde(default)]
    pub(crate) comment: String,
    #[serde(default)]
    pub(crate) created_at: Timestamp,
    #[serde(default)]
    pub(crate) changed_at: Timestamp,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PlaylistRow {
    pub(crate) id: PlaylistId,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
    #[serde(default)]
    pub(crate) rules: Option<String>,
    #[serde(default)]
    pub(crate) created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct PlaylistItemRow {
    pub(crate) playlist_id: PlaylistId,
    pub(crate) position: i64,
    pub(crate) track_id: TrackId,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PlaylistTagRow {
    pub(crate) playlist_id: PlaylistId,
    pub(crate) tag: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct ListenRow {
    pub(crate) track_id: TrackId,
    pub(crate) started_at: Timestamp,
    pub(crate) played_ms: i64,
}

/// What the file says of a track, an album or an artist.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Music {
    pub(crate) title: String,
    #[serde(deserialize_with = "artists")]
    pub(crate) artists: Vec<String>,
    pub(crate) album: Option<String>,
    pub(crate) year: Option<i64>,
    pub(crate) duration_ms: Option<u64>,
    pub(crate) isrc: Option<String>,
    pub(crate) musicbrainz_recording: Option<String>,
}

/// Reads a file.
pub(crate) fn read(bytes: &[u8]) -> Result<ExportFile, Problem> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Problem::new(&http_api::codes::TOO_LARGE).detail(TOO_LARGE));
    }
    let Json(file) = Json::<ExportFile>::of_bytes(bytes)?;
    if file.format != FORMAT {
        let message = Text::new("这不是清音导出的文件", "this is no export of Qingyin");
        return Err(Problem::field("format", "export_file.unknown", message));
    }
    if file.format_version != FORMAT_VERSION {
        let message = Text::new(
            "这个文件的格式版本这里读不了，请先升级这个清音",
            "this version of the form cannot be read here; bring this Qingyin up to date first",
        );
        return Err(Problem::field("format_version", "export_file.version", message));
    }
    file.items.check()?;
    let Some(music) = &file.music else {
        let message = Text::new(
            "文件没有写明其中的编号是什么音乐；请在原来的清音升级之后重新导出",
            "the file does not say what its ids mean; export it again once the Qingyin it is from is up to date",
        );
        return Err(Problem::field("music", "export_file.no_music", message));
    };
    if music.len() > MUSIC_MAX {
        return Err(too_many("music", MUSIC_MAX));
    }
    Ok(file)
}

/// What is said of a file that is too large.
pub(crate) const TOO_LARGE: Text = Text::new("导出文件最大 64 MB", "An export has at most 64 MB");

/// The first of a list, one more than `MAX` at most, by which it can be told that there are more; the rest is skipped.
fn first<'de, D: Deserializer<'de>, T: Deserialize<'de>, const MAX: usize>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    struct First<T, const MAX: usize>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for First<T, MAX> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Vec<T>, A::Error> {
            let mut kept = Vec::new();
            while kept.len() <= MAX
                && let Some(row) = rows.next_element()?
            {
                kept.push(row);
            }
            while rows.next_element::<IgnoredAny>()?.is_some() {}
            Ok(kept)
        }
    }
    deserializer.deserialize_seq(First::<T, MAX>(PhantomData))
}

fn artists<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let mut artists = first::<_, String, ARTISTS_READ>(deserializer)?;
    artists.truncate(ARTISTS_READ);
    Ok(artists)
}

/// Descriptions by what they describe; what is no id of music is skipped.
fn described<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<HashMap<Target, Music>>, D::Error> {
    struct Described;
    impl<'de> Visitor<'de> for Described {
        type Value = HashMap<Target, Music>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("descriptions by id")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut kept = HashMap::new();
            while let Some(key) = entries.next_key::<String>()? {
                // One more than are read tells that there are more.
                match Target::parse(&key).filter(|_| kept.len() <= MUSIC_MAX) {
                    Some(target) => drop(kept.insert(target, entries.next_value()?)),
                    None => drop(entries.next_value::<IgnoredAny>()?),
                }
            }
            Ok(kept)
        }
    }
    deserializer.deserialize_map(Described).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read_json(json: &serde_json::Value) -> Result<ExportFile, Problem> {
        read(json.to_string().as_bytes())
    }

    #[test]
    fn what_is_not_known_is_skipped() {
        let track = TrackId::from_i64(7);
        let file = read_json(&json!({
            "format": "qingyin-export", "format_version": 1, "later": [1, { "x": null }],
            "items": {
                "account": { "rows": [{ "phone": 1 }] },
                "like": { "title": { "zh": "喜欢" }, "rows": [
                    { "id": 9, "track_id": track, "album_id": null, "created_at": "2026-11-20T08:30:00.000Z", "new": [] },
                ] },
            },
            "music": { (track.to_string()): { "title": "晴天", "colour": "blue" }, "gen_1": { "title": 5 } },
        }));
        let file = file.expect("an export");
        assert_eq!(file.items.like.rows[0].target(), Some(Target::Track(track)));
        assert_eq!(file.music(Target::Track(track)).map(|music| music.title.as_str()), Some("晴天"));
        assert!(file.items.listen.rows.is_empty());
    }

    #[test]
    fn what_is_no_export_is_refused() {
        let good = json!({ "format": "qingyin-export", "format_version": 1, "items": {}, "music": {} });
        assert!(read_json(&good).is_ok());
        for (field, value) in [
            ("format", json!("other")),
            ("format", json!(null)),
            ("format_version", json!(2)),
            ("music", json!(null)),
            ("music", json!([])),
            ("items", json!([1])),
            ("items", json!({ "like": { "rows": {} } })),
            ("items", json!({ "like": { "rows": [{ "track_id": "alb_0000000000001" }] } })),
            ("items", json!({ "listen": { "rows": [{ "track_id": "x" }] } })),
            ("items", json!({ "playlist": { "rows": [{ "id": "pls_0000000000001", "name": 5 }] } })),
        ] {
            let mut bad = good.clone();
            bad[field] = value;
            assert!(read_json(&bad).is_err(), "{bad}");
        }
        for text in ["", "{", "[]", "null", &"[".repeat(100_000), &"{\"items\":".repeat(100_000)] {
            assert!(read(text.as_bytes()).is_err());
        }
    }

    #[test]
    fn rows_are_counted_while_they_are_read() {
        let rows = vec![json!({}); ROWS_MAX + 1];
        let file = json!({ "format": "qingyin-export", "format_version": 1, "items": { "like": { "rows": rows } }, "music": {} });
        let refused = read_json(&file).expect_err("too many");
        assert!(format!("{refused:?}").contains("items.like.rows"), "{refused:?}");
    }

    #[test]
    fn of_many_artists_the_first_are_read() {
        let track = TrackId::from_i64(7);
        let artists: Vec<String> = (0..40).map(|number| format!("artist {number}")).collect();
        let music = json!({ (track.to_string()): { "title": "x", "artists": artists } });
        let file = read_json(&json!({ "format": "qingyin-export", "format_version": 1, "items": {}, "music": music }));
        let file = file.expect("an export");
        assert_eq!(
            file.music(Target::Track(track)).map(|music| music.artists.as_slice()),
            Some(&artists[..ARTISTS_READ])
        );
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for start in ["", "{\"format\":\"qingyin-export\",\"format_version\":1,\"music\":{},\"items\":{\"like\":{\"rows\":[{"] {
                let mut file = start.as_bytes().to_vec();
                file.extend_from_slice(&bytes);
                let _ = read(&file);
            }
        }
    }
}
