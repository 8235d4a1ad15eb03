//! What the ids of music in an export mean: they are this library's alone, and nothing anywhere else.
//!
//! The catalogue stands on a higher floor, so whoever puts the service together says how music is described.

use std::collections::BTreeSet;
use std::fmt;
use std::pin::Pin;

use ids::{AlbumId, ArtistId, TrackId};
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// Ids whose music is asked for at a time.
const BATCH: usize = 500;

/// Something of the catalogue that a member's rows name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MusicId {
    /// A track.
    Track(TrackId),
    /// An album.
    Album(AlbumId),
    /// An artist.
    Artist(ArtistId),
}

impl MusicId {
    /// What a word names, where it is such an id.
    fn parse(word: &str) -> Option<Self> {
        None.or_else(|| word.parse().ok().map(Self::Track))
            .or_else(|| word.parse().ok().map(Self::Album))
            .or_else(|| word.parse().ok().map(Self::Artist))
    }
}

impl fmt::Display for MusicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Track(id) => id.fmt(f),
            Self::Album(id) => id.fmt(f),
            Self::Artist(id) => id.fmt(f),
        }
    }
}

/// What a track, an album or an artist is called wherever it is; what is not known is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MusicDescription {
    /// The title; of an artist the name.
    pub title: String,
    /// Who performs it, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub artists: Vec<String>,
    /// The title of the album that a track is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
    /// The year of an album.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i64>,
    /// The length of a track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    /// The International Standard Recording Code of a track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isrc: Option<String>,
    /// The recording in MusicBrainz.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub musicbrainz_recording: Option<String>,
    /// The release in MusicBrainz.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub musicbrainz_release: Option<String>,
}

/// Descriptions on their way.
pub type Described<'a> = Pin<Box<dyn Future<Output = db::Result<Vec<(MusicId, MusicDescription)>>> + Send + 'a>>;

/// Whoever knows what the ids of music mean.
pub trait DescribesMusic: fmt::Debug + Send + Sync {
    /// What these are, in no order; what is not known any more is left out. At most some hundreds are asked for at a time.
    fn describe(&self, ids: Vec<MusicId>) -> Described<'_>;
}

/// Where there is no music to describe.
#[derive(Clone, Copy, Debug)]
pub struct NoMusic;

impl DescribesMusic for NoMusic {
    fn describe(&self, _: Vec<MusicId>) -> Described<'_> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// One entry for each track, album and artist that is named anywhere in `items`.
pub(crate) async fn of_items(
    describes: &dyn DescribesMusic,
    items: &Map<String, Json>,
) -> db::Result<Map<String, Json>> {
    let mut named = BTreeSet::new();
    for item in items.values() {
        collect(item, &mut named);
    }
    let named: Vec<MusicId> = named.into_iter().collect();
    let mut music = Map::new();
    for ids in named.chunks(BATCH) {
        for (id, description) in describes.describe(ids.to_vec()).await? {
            // Texts and numbers always have a JSON form.
            music.insert(id.to_string(), serde_json::to_value(description).unwrap_or_default());
        }
    }
    Ok(music)
}

/// The ids within a value: alone in a column, or among other words as in a queue and in rules.
fn collect(value: &Json, named: &mut BTreeSet<MusicId>) {
    match value {
        Json::String(text) => {
            // Most texts name none, and a picture in base 64 has no such sign.
            if text.contains('_') {
                let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
                named.extend(words.filter_map(MusicId::parse));
            }
        }
        Json::Array(all) => all.iter().for_each(|one| collect(one, named)),
        Json::Object(all) => all.values().for_each(|one| collect(one, named)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_wherever_they_stand() {
        let [one, two] = [1, 2].map(TrackId::from_i64);
        let (album, artist) = (AlbumId::from_i64(3), ArtistId::from_i64(4));
        let rows = serde_json::json!({ "rows": [
            { "track_id": one.to_string(), "note": "a_b 我的_歌", "picture": "dHJrXw==" },
            { "queue": format!("{two} {one}"), "album_id": album.to_string(), "playlist_id": "pls_0000000000001" },
            { "rules": format!("{{\"field\":\"artist\",\"value\":\"{artist}\"}}") },
        ]});
        let mut named = BTreeSet::new();
        collect(&rows, &mut named);
        let expected = [MusicId::Track(one), MusicId::Track(two), MusicId::Album(album), MusicId::Artist(artist)]
            .into_iter()
            .collect();
        assert_eq!(named, expected);
    }
}
