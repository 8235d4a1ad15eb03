//! What the catalogue shows: the objects of its API, and the facades other crates read.

use ids::{AlbumId, ArtistId, CoverId, TrackId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

/// Why a file could not be read, or not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The file has no bytes.
    Empty,
    /// The file ends before its content does.
    Truncated,
    /// The content is none of the known formats.
    Unsupported,
    /// The tags are larger than what is read of one file.
    TagTooLarge,
    /// The tags are damaged; the music may be whole.
    DamagedTags,
    /// The file may not be read.
    PermissionDenied,
    /// Reading failed.
    Unreadable,
    /// The name is in no known encoding.
    BadName,
    /// The cover picture is too large, or no picture.
    BadCover,
    /// Folders are nested too deeply.
    TooDeep,
}

impl Reason {
    /// The code of the API and of the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Truncated => "truncated",
            Self::Unsupported => "unsupported",
            Self::TagTooLarge => "tag_too_large",
            Self::DamagedTags => "damaged_tags",
            Self::PermissionDenied => "permission_denied",
            Self::Unreadable => "unreadable",
            Self::BadName => "bad_name",
            Self::BadCover => "bad_cover",
            Self::TooDeep => "too_deep",
        }
    }

    const ALL: [Self; 10] = [
        Self::Empty,
        Self::Truncated,
        Self::Unsupported,
        Self::TagTooLarge,
        Self::DamagedTags,
        Self::PermissionDenied,
        Self::Unreadable,
        Self::BadName,
        Self::BadCover,
        Self::TooDeep,
    ];

    /// The reason with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// A sentence for the operator, in Chinese or English.
    #[must_use]
    pub fn text(self, chinese: bool) -> &'static str {
        match (self, chinese) {
            (Self::Empty, true) => "文件是空的。",
            (Self::Empty, false) => "The file is empty.",
            (Self::Truncated, true) => "文件不完整：内容在结束前就断了。请重新复制。",
            (Self::Truncated, false) => "The file ends too early. Copy it again.",
            (Self::Unsupported, true) => "内容不是已知的音频或视频格式。",
            (Self::Unsupported, false) => "The content is no known audio or video format.",
            (Self::TagTooLarge, true) => "标签过大，没有读取；音乐可以播放。",
            (Self::TagTooLarge, false) => "The tags are too large and were not read; the music can be played.",
            (Self::DamagedTags, true) => "标签已损坏，只读取了其中一部分。",
            (Self::DamagedTags, false) => "The tags are damaged and were read in part only.",
            (Self::PermissionDenied, true) => "没有读取权限。请检查文件的所有者和权限。",
            (Self::PermissionDenied, false) => "The service may not read it. Check its owner and mode.",
            (Self::Unreadable, true) => "读取失败，存储可能有故障。",
            (Self::Unreadable, false) => "Reading failed; the storage may be faulty.",
            (Self::BadName, true) => "文件名的编码无法识别，名称可能显示不全。",
            (Self::BadName, false) => "The name is in no known encoding and may be shown incompletely.",
            (Self::BadCover, true) => "封面图片过大或已损坏。",
            (Self::BadCover, false) => "The cover picture is too large or damaged.",
            (Self::TooDeep, true) => "文件夹嵌套过深，没有继续扫描。",
            (Self::TooDeep, false) => "The folders are nested too deeply and were not scanned further.",
        }
    }
}

/// An artist as named on a track or an album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = NamedArtist)]
pub struct ArtistName {
    /// The artist.
    #[schema(value_type = String)]
    pub id: ArtistId,
    /// The name as it is shown.
    pub name: String,
}

/// An album as named on a track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NamedAlbum)]
pub struct AlbumName {
    /// The album.
    #[schema(value_type = String)]
    pub id: AlbumId,
    /// Its title.
    pub title: String,
}

/// A cover picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cover {
    /// The picture, by its content.
    #[schema(value_type = String)]
    pub id: CoverId,
    /// Its dominant colour as `#rrggbb`; a neutral grey until the picture was first looked at.
    pub color: String,
    /// Where it is; `?size=` 96, 300, 600 or 1200 asks for a thumbnail.
    pub url: String,
}

impl Cover {
    /// The colour of a cover that was not looked at yet.
    pub const NEUTRAL_COLOR: &'static str = "#6b7280";

    pub(crate) fn new(id: CoverId, color: Option<String>) -> Self {
        Self { id, color: color.unwrap_or_else(|| Self::NEUTRAL_COLOR.to_owned()), url: format!("/api/v1/covers/{id}") }
    }
}

/// An artist in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ArtistSummary {
    /// The artist.
    #[schema(value_type = String)]
    pub id: ArtistId,
    /// The name as it is shown.
    pub name: String,
    /// `A` to `Z`, or `#`.
    pub sort_letter: String,
    /// How many albums are the artist's own.
    pub album_count: u64,
    /// How many tracks the artist performs on.
    pub track_count: u64,
    /// The cover of the newest album.
    pub cover: Option<Cover>,
}

/// An artist's page.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Artist {
    /// As in lists.
    #[serde(flatten)]
    pub summary: ArtistSummary,
    /// The artist's own albums, newest first.
    pub albums: Vec<AlbumSummary>,
    /// Albums of others on which the artist performs.
    pub appears_on: Vec<AlbumSummary>,
    /// The artist's tracks, at most 50, by album.
    pub top_tracks: Vec<Track>,
}

/// An album in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AlbumSummary {
    /// The album.
    #[schema(value_type = String)]
    pub id: AlbumId,
    /// Its title.
    pub title: String,
    /// Whose it is; empty for a compilation of various artists.
    pub artists: Vec<ArtistName>,
    /// The year of release.
    pub year: Option<u32>,
    /// How many tracks are present.
    pub track_count: u64,
    /// All tracks together.
    pub duration_ms: u64,
    /// Whether it collects various artists.
    pub compilation: bool,
    /// Its cover.
    pub cover: Option<Cover>,
    /// When its first track was found; an album's page shows it.
    #[serde(skip)]
    #[schema(ignore)]
    pub added_at: Timestamp,
}

/// An album's page.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Album {
    /// As in lists.
    #[serde(flatten)]
    pub summary: AlbumSummary,
    /// `yyyy`, `yyyy-mm` or `yyyy-mm-dd`.
    pub release_date: Option<String>,
    /// Genres of its tracks.
    pub genres: Vec<String>,
    /// Record labels.
    pub labels: Vec<String>,
    /// Its discs in order; one without a number is the first.
    pub discs: Vec<Disc>,
    /// When its first track was found.
    #[schema(value_type = String, format = DateTime)]
    pub added_at: Timestamp,
}

/// One disc of an album.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Disc {
    /// From 1.
    pub number: u32,
    /// Its own title.
    pub title: Option<String>,
    /// Its tracks in order.
    pub tracks: Vec<Track>,
}

/// Loudness in decibels and peaks of full scale 1.0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, ToSchema)]
#[schema(as = Gain)]
pub struct GainView {
    /// For the track alone.
    pub track_db: Option<f64>,
    /// The loudest sample of the track.
    pub track_peak: Option<f64>,
    /// For the album as a whole.
    pub album_db: Option<f64>,
    /// The loudest sample of the album.
    pub album_peak: Option<f64>,
}

/// A track.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Track {
    /// The track.
    #[schema(value_type = String)]
    pub id: TrackId,
    /// Its title, or the name of its file.
    pub title: String,
    /// Who performs it, in order.
    pub artists: Vec<ArtistName>,
    /// The album it is on.
    pub album: Option<AlbumName>,
    /// Whose album that is.
    pub album_artists: Vec<ArtistName>,
    /// The disc of the album.
    pub disc_number: Option<u32>,
    /// The number on its disc.
    pub track_number: Option<u32>,
    /// The year of release.
    pub year: Option<u32>,
    /// Genres.
    pub genres: Vec<String>,
    /// The language of the words.
    pub language: Option<String>,
    /// Composers, in order.
    pub composers: Vec<String>,
    /// Its length.
    pub duration_ms: u64,
    /// `mp3`, `flac`, `vorbis`, `opus`, `aac`, `alac`, `pcm`, …; empty when unknown.
    pub codec: String,
    /// `mpeg`, `flac`, `ogg`, `mp4`, `wav`, …; empty when unknown.
    pub container: String,
    /// Of the audio.
    pub bitrate_kbps: Option<u32>,
    /// In hertz.
    pub sample_rate_hz: Option<u32>,
    /// How many channels.
    pub channels: Option<u32>,
    /// Bits a sample, of lossless formats.
    pub bit_depth: Option<u32>,
    /// The file's size.
    pub size_bytes: u64,
    /// `audio` or `video`.
    pub kind: String,
    /// Loudness.
    pub gain: GainView,
    /// Whether there are lyrics.
    pub has_lyrics: bool,
    /// Its cover.
    pub cover: Option<Cover>,
    /// Whether it can be expected to play.
    pub playable: bool,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    pub added_at: Timestamp,
    /// The name of its file.
    pub file_name: String,
    /// What its tags say of its words, when they say it.
    pub advisory: Option<Advisory>,
}

impl Track {
    /// Whether its tags say that its words are not for children.
    #[must_use]
    pub fn is_explicit(&self) -> bool {
        self.advisory == Some(Advisory::Explicit)
    }
}

/// What the tags of a track say of its words: `ITUNESADVISORY`, or `rtng` in MP4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Advisory {
    /// They are not for children.
    Explicit,
    /// They were made fit for everybody.
    Clean,
}

impl Advisory {
    /// What a tag's number means: 1, and 4 of old, explicit; 2 clean; 0 says nothing.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        match number {
            1 | 4 => Some(Self::Explicit),
            2 => Some(Self::Clean),
            _ => None,
        }
    }

    /// The number that the database keeps.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::Explicit => 1,
            Self::Clean => 2,
        }
    }
}

/// A genre, decade or language with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// What lists are filtered by.
    pub value: String,
    /// How it is shown.
    pub name: String,
    /// How many albums.
    pub album_count: u64,
    /// How many tracks.
    pub track_count: u64,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Tracks that are present.
    pub tracks: u64,
    /// Albums with a present track.
    pub albums: u64,
    /// Artists with a present track or album.
    pub artists: u64,
}

/// Where a track's file is, and what playing it needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioSource {
    /// The track.
    pub track_id: TrackId,
    /// The file.
    pub path: std::path::PathBuf,
    /// `mp3`, `flac`, …; empty when unknown.
    pub codec: String,
    /// `mpeg`, `ogg`, …; empty when unknown.
    pub container: String,
    /// Its length.
    pub duration_ms: u64,
    /// Of the audio.
    pub bitrate_kbps: Option<u32>,
    /// In hertz.
    pub sample_rate_hz: Option<u32>,
    /// How many channels.
    pub channels: Option<u32>,
    /// Bits a sample, of lossless formats.
    pub bit_depth: Option<u32>,
    /// The file's size when it was scanned.
    pub size_bytes: u64,
    /// Whether it is a video.
    pub is_video: bool,
    /// Loudness.
    pub gain: GainView,
    /// Whether it can be expected to play.
    pub playable: bool,
}
