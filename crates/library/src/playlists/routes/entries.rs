//! The entries of a playlist: a page of them, and the four changes.

use axum::extract::State;
use catalog::Track;
use http_api::{Actor, Json, Limit, Member, Page, PageQuery, Path, Problem, Query};
use ids::{PlaylistId, PlaylistItemId, TrackId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Library;
use crate::views::page_of;

pub(super) fn routes() -> OpenApiRouter<Library> {
    OpenApiRouter::new()
        .routes(routes!(list_playlist_items, add_playlist_items, replace_playlist_items))
        .routes(routes!(move_playlist_items))
        .routes(routes!(remove_playlist_items))
}

/// One entry of a playlist.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PlaylistItem)]
struct EntryView {
    /// The entry, which stays the same while it moves; null in a smart playlist, which has none of its own.
    #[schema(value_type = Option<String>)]
    id: Option<PlaylistItemId>,
    /// Its place, from 0.
    index: u64,
    /// The track.
    #[schema(value_type = String)]
    track_id: TrackId,
    /// The track as the catalogue shows it; null when it has left the library.
    track: Option<Track>,
    /// When it was added; null in a smart playlist.
    #[schema(value_type = Option<String>, format = DateTime)]
    added_at: Option<Timestamp>,
}

/// The place after an entry: its position, or how many were chosen before it, and the next index.
type EntryKey = (i64, u64);

#[utoipa::path(
    get, path = "/playlists/{id}/items", operation_id = "list_playlist_items", tag = "library",
    params(("id" = String, Path, description = "The playlist"), PageQuery),
    responses(
        (status = 200, description = "Its entries in order; of a smart playlist what its rules choose for the asker",
            body = Page<EntryView>),
        (status = 404, description = "There is none that the asker may see"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists", "publication", "favourites", "play_history"])))
)]
async fn list_playlist_items(
    actor: Actor,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<EntryView>>, Problem> {
    let viewer = actor.member().map(|member| member.subject);
    let after: Option<EntryKey> = query.cursor.as_ref().map(http_api::Cursor::key).transpose()?;
    let first = after.map_or(0, |(_, index)| index);
    let found = library.entries(viewer, id, after.map(|(place, _)| place), query.limit.with_extra()).await?;
    let mut rows: Vec<(EntryView, EntryKey)> = Vec::new();
    let mut total = found.total;
    if let Some(rules) = &found.rules {
        let chosen = library.smart_tracks(viewer, rules).await?;
        total = chosen.tracks.len() as u64;
        let skipped = usize::try_from(first).unwrap_or(usize::MAX);
        for (track_id, index) in chosen.tracks.into_iter().skip(skipped).zip(first..).take(extra(query.limit)) {
            rows.push((EntryView { id: None, index, track_id, track: None, added_at: None }, (0, index + 1)));
        }
    }
    for ((entry, place), index) in found.entries.into_iter().zip(first..) {
        let (id, added_at) = (Some(entry.id), Some(entry.added_at));
        rows.push((EntryView { id, index, track_id: entry.track_id, track: None, added_at }, (place, index + 1)));
    }
    let mut page = page_of(rows, query.limit);
    let tracks = library.shown_tracks(page.items.iter().map(|entry| entry.track_id).collect()).await?;
    for entry in &mut page.items {
        entry.track = tracks.get(&entry.track_id).cloned();
    }
    page.total = Some(total);
    Ok(Json(page))
}

fn extra(limit: Limit) -> usize {
    limit.count() + 1
}

/// The version a playlist has after a change.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PlaylistVersion)]
struct VersionView {
    /// The version.
    version: u64,
}

/// Tracks to be added.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPlaylistItems {
    /// The tracks, in order.
    #[schema(value_type = Vec<String>)]
    tracks: Vec<TrackId>,
    /// Before which entry, from 0; at the end when left out.
    #[serde(default)]
    at: Option<u64>,
    /// The version on which the change was made; without it whatever is there by now is changed.
    #[serde(default)]
    version: Option<u64>,
}

#[utoipa::path(
    post, path = "/playlists/{id}/items", operation_id = "add_playlist_items", tag = "library", request_body = NewPlaylistItems,
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "All of them are added", body = VersionView),
        (status = 400, description = "A track is not in the library, or the place is outside the list; none is added"),
        (status = 409, description = "The playlist was changed in the meantime, or is full"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn add_playlist_items(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Json(new): Json<NewPlaylistItems>,
) -> Result<Json<VersionView>, Problem> {
    let version = library.add_entries(member.subject, id, new.at, &new.tracks, new.version).await?;
    Ok(Json(VersionView { version }))
}

/// Tracks in the place of all entries.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PlaylistItemsReplaced {
    /// The tracks, in order.
    #[schema(value_type = Vec<String>)]
    tracks: Vec<TrackId>,
    /// The version on which the change was made.
    version: u64,
}

#[utoipa::path(
    put, path = "/playlists/{id}/items", operation_id = "replace_playlist_items", tag = "library",
    request_body = PlaylistItemsReplaced,
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "They are its entries", body = VersionView),
        (status = 409, description = "The playlist was changed in the meantime"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn replace_playlist_items(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Json(new): Json<PlaylistItemsReplaced>,
) -> Result<Json<VersionView>, Problem> {
    let version = library.replace_entries(member.subject, id, &new.tracks, Some(new.version)).await?;
    Ok(Json(VersionView { version }))
}

/// A stretch of entries and where it goes.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PlaylistItemsMoved {
    /// The first entry that moves, from 0.
    from: u64,
    /// How many move.
    #[serde(default = "one")]
    count: u64,
    /// Where the first of them stands afterwards, from 0.
    to: u64,
    /// The version on which the change was made.
    version: u64,
}

fn one() -> u64 {
    1
}

#[utoipa::path(
    post, path = "/playlists/{id}/items/move", operation_id = "move_playlist_items", tag = "library",
    request_body = PlaylistItemsMoved,
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "They stand there", body = VersionView),
        (status = 400, description = "A place outside the list"),
        (status = 409, description = "The playlist was changed in the meantime; the problem tells its version"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn move_playlist_items(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Json(moved): Json<PlaylistItemsMoved>,
) -> Result<Json<VersionView>, Problem> {
    let PlaylistItemsMoved { from, count, to, version } = moved;
    let version = library.move_entries(member.subject, id, from, count, to, Some(version)).await?;
    Ok(Json(VersionView { version }))
}

/// Entries to be removed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PlaylistItemsRemoved {
    /// Their places in the list as it is, from 0.
    indexes: Vec<u64>,
    /// The version on which the change was made.
    version: u64,
}

#[utoipa::path(
    post, path = "/playlists/{id}/items/remove", operation_id = "remove_playlist_items", tag = "library",
    request_body = PlaylistItemsRemoved,
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "They are gone", body = VersionView),
        (status = 400, description = "A place outside the list"),
        (status = 409, description = "The playlist was changed in the meantime; the problem tells its version"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn remove_playlist_items(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Json(removed): Json<PlaylistItemsRemoved>,
) -> Result<Json<VersionView>, Problem> {
    let version = library.remove_entries(member.subject, id, &removed.indexes, Some(removed.version)).await?;
    Ok(Json(VersionView { version }))
}
