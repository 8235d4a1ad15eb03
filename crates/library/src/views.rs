//! What answers show of collections.

use std::collections::HashMap;

use catalog::{AlbumSummary, ArtistSummary, Track};
use http_api::{Page, Problem, Text};
use ids::{AlbumId, ArtistId, PlaylistId, TrackId};
use serde::Serialize;
use units::Timestamp;

use crate::Library;
use crate::favourites::TimeKey;
use crate::model::{Kind, Target};
use crate::playlists::{Cover, Playlist, PlaylistRole, Visibility};

/// A playlist without its entries.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Playlist)]
pub struct PlaylistView {
    /// The playlist.
    #[schema(value_type = String)]
    id: PlaylistId,
    /// What it is called.
    name: String,
    /// What it is about; may be empty.
    description: String,
    /// Who may see it.
    visibility: Visibility,
    /// What it is to the one who asks.
    role: PlaylistRole,
    /// The rules of a smart playlist, as they were given.
    rules: Option<serde_json::Value>,
    /// Grows with every change; changes by index name the one they were made on.
    version: u64,
    /// How many tracks it has; null for a smart playlist whose rules were not applied for this answer.
    track_count: Option<u64>,
    /// How long they last together, in milliseconds; null as `track_count`.
    duration_ms: Option<u64>,
    /// Its picture.
    cover: Option<PlaylistCover>,
    /// Its tags.
    tags: Vec<String>,
    /// The name its owner shows beside published playlists.
    owner_name: Option<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    /// Since when it is on the square.
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Timestamp>,
}

/// The picture of a playlist.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PlaylistCover {
    /// Where it is.
    url: String,
    /// Whether its owner chose it; else it is that of a track.
    is_own: bool,
}

impl From<Playlist> for PlaylistView {
    fn from(playlist: Playlist) -> Self {
        let id = playlist.id;
        let cover = playlist.cover.map(|cover| match cover {
            // The address changes with the picture, so that a browser may keep it.
            Cover::Own { changed_at } => PlaylistCover {
                url: format!("/api/v1/playlists/{id}/cover?v={}", changed_at.as_millis()),
                is_own: true,
            },
            Cover::OfTrack(cover) => PlaylistCover { url: format!("/api/v1/covers/{cover}"), is_own: false },
        });
        Self {
            id,
            name: playlist.name,
            description: playlist.description,
            visibility: playlist.visibility,
            role: playlist.role,
            rules: playlist.rules.map(|rules| rules.as_json().clone()),
            version: playlist.version,
            track_count: playlist.entry_count,
            duration_ms: playlist.duration_ms,
            cover,
            tags: playlist.tags,
            owner_name: playlist.owner_name,
            created_at: playlist.created_at,
            changed_at: playlist.changed_at,
            published_at: playlist.published_at,
        }
    }
}

impl PlaylistView {
    /// What the playlist is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name its owner shows beside it.
    #[must_use]
    pub fn owner_name(&self) -> Option<&str> {
        self.owner_name.as_deref()
    }

    /// The same with what its rules choose.
    pub(crate) fn with_totals(mut self, track_count: usize, duration_ms: u64) -> Self {
        self.track_count = Some(track_count as u64);
        self.duration_ms = Some(duration_ms);
        self
    }
}

/// What something is, as the catalogue or this domain shows it; exactly one is there.
#[derive(Clone, Debug, Default, Serialize, utoipa::ToSchema)]
#[schema(as = Collected)]
pub(crate) struct Collected {
    /// A track.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    track: Option<Track>,
    /// An album.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    album: Option<AlbumSummary>,
    /// An artist.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    artist: Option<ArtistSummary>,
    /// A playlist.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    playlist: Option<PlaylistView>,
}

impl Library {
    /// Tracks by id, as the catalogue shows them; those that have left the library are missing.
    pub(crate) async fn shown_tracks(&self, mut ids: Vec<TrackId>) -> Result<HashMap<TrackId, Track>, Problem> {
        ids.sort_unstable();
        ids.dedup();
        Ok(self.catalog().tracks(&ids).await?.into_iter().map(|track| (track.id, track)).collect())
    }

    /// What these are, each of one kind; what has left the library, or may be seen no longer, is missing.
    pub(crate) async fn shown(
        &self,
        member: ids::SubjectId,
        kind: Kind,
        targets: &[Target],
    ) -> Result<HashMap<Target, Collected>, Problem> {
        let numbers = targets.iter().map(|target| target.number());
        Ok(match kind {
            Kind::Track => {
                let tracks = self.shown_tracks(numbers.map(TrackId::from_i64).collect()).await?;
                let collected =
                    |(id, track)| (Target::Track(id), Collected { track: Some(track), ..Collected::default() });
                tracks.into_iter().map(collected).collect()
            }
            Kind::Album => {
                let ids: Vec<AlbumId> = numbers.map(AlbumId::from_i64).collect();
                let albums = self.catalog().albums_of(&ids).await?.into_iter();
                albums
                    .map(|album| (Target::Album(album.id), Collected { album: Some(album), ..Collected::default() }))
                    .collect()
            }
            Kind::Artist => {
                let ids: Vec<ArtistId> = numbers.map(ArtistId::from_i64).collect();
                let artists = self.catalog().artists_of(&ids).await?.into_iter();
                let collected = |artist: ArtistSummary| {
                    (Target::Artist(artist.id), Collected { artist: Some(artist), ..Collected::default() })
                };
                artists.map(collected).collect()
            }
            Kind::Playlist => {
                let ids: Vec<PlaylistId> = numbers.map(PlaylistId::from_i64).collect();
                let playlists = self.playlists_of(Some(member), &ids).await?.into_iter();
                let collected = |playlist: Playlist| {
                    let id = playlist.id;
                    (Target::Playlist(id), Collected { playlist: Some(playlist.into()), ..Collected::default() })
                };
                playlists.map(collected).collect()
            }
        })
    }
}

/// Makes a page of rows with the place after each.
pub(crate) fn page_of<T, K: Serialize>(rows: Vec<(T, K)>, limit: http_api::Limit) -> Page<T> {
    Page::from_extra(rows, limit, |(_, key)| serde_json::to_value(key).unwrap_or_default()).map(|(item, _)| item)
}

/// The place a cursor names, in a list by time.
pub(crate) fn place(cursor: Option<&http_api::Cursor>) -> Result<Option<TimeKey>, Problem> {
    cursor.map(http_api::Cursor::key).transpose()
}

/// The target that a part of the path names; what is none names nothing, so it is not found.
pub(crate) fn target(text: &str) -> Result<Target, Problem> {
    Target::parse(text).ok_or_else(Problem::not_found)
}

/// A refusal of too many ids in one request.
pub(crate) fn too_many(field: &'static str, max: usize) -> Problem {
    Problem::field(field, "ids.too_many", Text::made(format!("最多 {max} 个"), format!("at most {max}")))
}
