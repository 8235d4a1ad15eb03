//! The objects of the protocol, with the names of its description, and how they are made of the catalogue's.

use catalog::{Advisory, AlbumSummary, ArtistName, ArtistSummary, Track};
use serde::Serialize;
use units::Timestamp;

use library::Annotation;

/// A genre by its name alone.
#[derive(Debug, Serialize)]
pub(crate) struct ItemGenre {
    name: String,
}

/// An artist named on something.
#[derive(Debug, Serialize)]
pub(crate) struct NamedArtist {
    id: String,
    name: String,
}

impl From<&ArtistName> for NamedArtist {
    fn from(artist: &ArtistName) -> Self {
        Self { id: artist.id.to_string(), name: artist.name.clone() }
    }
}

/// Loudness.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReplayGain {
    #[serde(skip_serializing_if = "Option::is_none")]
    track_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album_gain: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track_peak: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album_peak: Option<f64>,
}

/// A song, or an album in the guise of a directory.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Child {
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<String>,
    pub(crate) is_dir: bool,
    pub(crate) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_art: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suffix: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bit_rate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bit_depth: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sampling_rate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_video: Option<bool>,
    /// Songs in an album; the protocol's own example has it, where its schema leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    song_count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_rating: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disc_number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    album_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist_id: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    media_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    genres: Vec<ItemGenre>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    artists: Vec<NamedArtist>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_artist: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    album_artists: Vec<NamedArtist>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_album_artist: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_composer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replay_gain: Option<ReplayGain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explicit_status: Option<&'static str>,
}

impl Child {
    /// A song with what its listener noted on it.
    pub(crate) fn song(track: &Track, note: Annotation) -> Self {
        let (codec, container) =
            (playback::media::Codec::named(&track.codec), playback::media::Container::named(&track.container));
        let suffix = track.file_name.rsplit_once('.').map(|(_, suffix)| suffix.to_ascii_lowercase());
        let album_artist = track.album_artists.first().or(track.artists.first()).map_or("-", |artist| &artist.name);
        let album = track.album.as_ref().map_or("-", |album| &album.title);
        let gain = &track.gain;
        let has_gain = [gain.track_db, gain.album_db, gain.track_peak, gain.album_peak].iter().any(Option::is_some);
        Self {
            id: track.id.to_string(),
            parent: track.album.as_ref().map(|album| album.id.to_string()),
            is_dir: false,
            title: track.title.clone(),
            name: None,
            album: track.album.as_ref().map(|album| album.title.clone()),
            artist: joined(&track.artists),
            track: track.track_number,
            year: track.year,
            genre: track.genres.first().cloned(),
            cover_art: track.cover.as_ref().map(|cover| cover.id.to_string()),
            size: Some(track.size_bytes),
            content_type: Some(playback::media::media_type(codec, container)),
            suffix,
            duration: Some(track.duration_ms.div_ceil(1_000)),
            bit_rate: track.bitrate_kbps,
            bit_depth: track.bit_depth,
            sampling_rate: track.sample_rate_hz,
            channel_count: track.channels,
            // Where the file lies on the server is nobody's business; this is where a client may file it.
            path: Some(format!("{}/{}/{}", part(album_artist), part(album), part(&track.file_name))),
            is_video: Some(track.kind == "video"),
            song_count: None,
            user_rating: note.stars.map(library::Stars::count),
            disc_number: track.disc_number,
            created: Some(track.added_at),
            starred: note.liked_at,
            album_id: track.album.as_ref().map(|album| album.id.to_string()),
            artist_id: track.artists.first().map(|artist| artist.id.to_string()),
            kind: Some(if track.kind == "video" { "video" } else { "music" }),
            media_type: Some("song"),
            sort_name: Some(sort_name(&track.title)),
            genres: genres(&track.genres),
            artists: track.artists.iter().map(NamedArtist::from).collect(),
            display_artist: joined(&track.artists),
            album_artists: track.album_artists.iter().map(NamedArtist::from).collect(),
            display_album_artist: joined(&track.album_artists),
            display_composer: (!track.composers.is_empty()).then(|| track.composers.join(", ")),
            replay_gain: has_gain.then_some(ReplayGain {
                track_gain: gain.track_db,
                album_gain: gain.album_db,
                track_peak: gain.track_peak,
                album_peak: gain.album_peak,
            }),
            explicit_status: track.advisory.map(explicit_status),
        }
    }

    /// An album in the guise of a directory; `added_at` is when its first song came.
    pub(crate) fn album(album: &AlbumSummary, note: Annotation) -> Self {
        Self {
            id: album.id.to_string(),
            parent: album.artists.first().map(|artist| artist.id.to_string()),
            is_dir: true,
            title: album.title.clone(),
            name: Some(album.title.clone()),
            album: Some(album.title.clone()),
            artist: joined(&album.artists),
            year: album.year,
            cover_art: album.cover.as_ref().map(|cover| cover.id.to_string()),
            duration: Some(album.duration_ms.div_ceil(1_000)),
            song_count: Some(album.track_count),
            created: Some(album.added_at),
            user_rating: note.stars.map(library::Stars::count),
            starred: note.liked_at,
            artist_id: album.artists.first().map(|artist| artist.id.to_string()),
            media_type: Some("album"),
            ..Self::default()
        }
    }

    /// An artist in the guise of a directory.
    pub(crate) fn artist(artist: &ArtistSummary, note: Annotation) -> Self {
        Self {
            id: artist.id.to_string(),
            is_dir: true,
            title: artist.name.clone(),
            name: Some(artist.name.clone()),
            artist: Some(artist.name.clone()),
            cover_art: artist.cover.as_ref().map(|cover| cover.id.to_string()),
            user_rating: note.stars.map(library::Stars::count),
            starred: note.liked_at,
            media_type: Some("artist"),
            ..Self::default()
        }
    }
}

/// An album.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Album {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_art: Option<String>,
    song_count: u64,
    duration: u64,
    created: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_rating: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    record_labels: Vec<ItemGenre>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    genres: Vec<ItemGenre>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    artists: Vec<NamedArtist>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_artist: Option<String>,
    sort_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    release_date: Option<ItemDate>,
    is_compilation: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disc_titles: Vec<DiscTitle>,
    #[serde(skip_serializing_if = "Option::is_none")]
    song: Option<Vec<Child>>,
}

/// A date of which some parts are known.
#[derive(Debug, Serialize)]
pub(crate) struct ItemDate {
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u32>,
}

/// The title of one disc.
#[derive(Debug, Serialize)]
pub(crate) struct DiscTitle {
    disc: u32,
    title: String,
}

impl Album {
    /// An album of a list; `created` is when its first song was found.
    pub(crate) fn listed(album: &AlbumSummary, note: Annotation) -> Self {
        Self {
            id: album.id.to_string(),
            name: album.title.clone(),
            artist: joined(&album.artists),
            artist_id: album.artists.first().map(|artist| artist.id.to_string()),
            cover_art: album.cover.as_ref().map(|cover| cover.id.to_string()),
            song_count: album.track_count,
            duration: album.duration_ms.div_ceil(1_000),
            created: album.added_at,
            starred: note.liked_at,
            year: album.year,
            genre: None,
            user_rating: note.stars.map(library::Stars::count),
            record_labels: Vec::new(),
            genres: Vec::new(),
            artists: album.artists.iter().map(NamedArtist::from).collect(),
            display_artist: joined(&album.artists),
            sort_name: sort_name(&album.title),
            release_date: None,
            is_compilation: album.compilation,
            disc_titles: Vec::new(),
            song: None,
        }
    }

    /// An album's page with its songs.
    pub(crate) fn whole(album: &catalog::Album, note: Annotation, song: Vec<Child>) -> Self {
        let mut parts = album.release_date.as_deref().unwrap_or_default().split('-').map(|part| part.parse().ok());
        let release_date = album.release_date.as_ref().map(|_| ItemDate {
            year: parts.next().flatten(),
            month: parts.next().flatten(),
            day: parts.next().flatten(),
        });
        Self {
            genre: album.genres.first().cloned(),
            genres: genres(&album.genres),
            record_labels: genres(&album.labels),
            release_date,
            disc_titles: album
                .discs
                .iter()
                .filter_map(|disc| Some(DiscTitle { disc: disc.number, title: disc.title.clone()? }))
                .collect(),
            song: Some(song),
            ..Self::listed(&album.summary, note)
        }
    }
}

/// An artist.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Artist {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover_art: Option<String>,
    album_count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    starred: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_rating: Option<u8>,
    sort_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    album: Option<Vec<Album>>,
}

impl Artist {
    /// An artist of a list.
    pub(crate) fn listed(artist: &ArtistSummary, note: Annotation) -> Self {
        Self {
            id: artist.id.to_string(),
            name: artist.name.clone(),
            cover_art: artist.cover.as_ref().map(|cover| cover.id.to_string()),
            album_count: artist.album_count,
            starred: note.liked_at,
            user_rating: note.stars.map(library::Stars::count),
            sort_name: sort_name(&artist.name),
            album: None,
        }
    }

    /// The same with albums.
    pub(crate) fn with_albums(self, albums: Vec<Album>) -> Self {
        Self { album_count: albums.len() as u64, album: Some(albums), ..self }
    }
}

fn genres(names: &[String]) -> Vec<ItemGenre> {
    names.iter().map(|name| ItemGenre { name: name.clone() }).collect()
}

fn joined(artists: &[ArtistName]) -> Option<String> {
    let names: Vec<&str> = artists.iter().map(|artist| artist.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// A part of a path: a name cannot lead out of its folder.
fn part(name: &str) -> String {
    name.replace(['/', '\\'], "_")
}

/// What a name is sorted by: pinyin and Latin letters, with the name itself behind them.
/// The mark between them is a control character, which XML cannot carry.
fn sort_name(name: &str) -> String {
    catalog::sort_key(name).key.replace(char::is_control, " ")
}

/// The protocol's word for what tags say of the words.
fn explicit_status(advisory: Advisory) -> &'static str {
    match advisory {
        Advisory::Explicit => "explicit",
        Advisory::Clean => "clean",
    }
}
