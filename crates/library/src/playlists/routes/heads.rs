//! Playlists made, shown, changed and deleted; their covers and rules.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use catalog::Track;
use http_api::{Actor, Cursor, Json, Limit, Member, Page, Path, Problem, Query, Text, codes};
use ids::{PlaylistId, TrackId};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use crate::playlists::{Changes, NewPlaylist, PICTURE_BYTES_MAX, Playlist, Scope, Visibility};
use crate::smart::Rules;
use crate::views::{PlaylistView, page_of, place};
use crate::{Error, Library};

/// Tracks that a preview of rules shows.
const PREVIEW_TRACKS: usize = 50;

pub(super) fn routes() -> OpenApiRouter<Library> {
    OpenApiRouter::new()
        .routes(routes!(list_playlists, create_playlist))
        .routes(routes!(show_playlist, change_playlist, remove_playlist))
        .routes(routes!(preview_rules))
        .routes(
            routes!(show_playlist_cover, put_playlist_cover, remove_playlist_cover)
                .layer(DefaultBodyLimit::max(PICTURE_BYTES_MAX)),
        )
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PlaylistQuery {
    /// Which playlists.
    #[param(inline)]
    scope: Scope,
    /// Where the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// How many items it shows, 1 to 200; 50 by default.
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

#[utoipa::path(
    get, path = "/playlists", operation_id = "list_playlists", tag = "library", params(PlaylistQuery),
    responses((status = 200, description = "Playlists", body = Page<PlaylistView>)),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn list_playlists(
    Member(member): Member,
    State(library): State<Library>,
    Query(query): Query<PlaylistQuery>,
) -> Result<Json<Page<PlaylistView>>, Problem> {
    let before = place(query.cursor.as_ref())?;
    let playlists = library.playlists(member.subject, query.scope, before, query.limit.with_extra()).await?;
    Ok(Json(page_of(playlists, query.limit).map(PlaylistView::from)))
}

/// A playlist to be made.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPlaylist)]
struct NewPlaylistWire {
    /// What it is called, up to 120 characters.
    name: String,
    /// What it is about, up to 2,000 characters.
    #[serde(default)]
    description: String,
    /// Who may see it; `public` is a step of its own, by consent.
    #[serde(default)]
    visibility: Visibility,
    /// Up to 10 tags of up to 20 characters.
    #[serde(default)]
    tags: Vec<String>,
    /// The rules of a smart playlist.
    #[serde(default)]
    rules: Option<serde_json::Value>,
    /// Its first tracks; none for a smart one.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    tracks: Vec<TrackId>,
}

#[utoipa::path(
    post, path = "/playlists", operation_id = "create_playlist", tag = "library", request_body = NewPlaylistWire,
    responses((status = 201, description = "The playlist", body = PlaylistView)),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn create_playlist(
    Member(member): Member,
    State(library): State<Library>,
    Json(new): Json<NewPlaylistWire>,
) -> Result<(StatusCode, Json<PlaylistView>), Problem> {
    let NewPlaylistWire { name, description, visibility, tags, rules, tracks } = new;
    let rules = rules.as_ref().map(Rules::parse).transpose()?;
    let new = NewPlaylist { name, description, visibility, tags, rules, tracks };
    let playlist = library.create_playlist(member.subject, new).await?;
    Ok((StatusCode::CREATED, Json(playlist.into())))
}

/// The playlist with what its rules choose.
async fn shown(library: &Library, actor: &Actor, playlist: Playlist) -> Result<PlaylistView, Error> {
    let viewer = actor.member().map(|member| member.subject);
    let rules = playlist.rules.clone();
    let view = PlaylistView::from(playlist);
    let Some(rules) = rules else { return Ok(view) };
    let chosen = library.smart_tracks(viewer, &rules).await?;
    Ok(view.with_totals(chosen.tracks.len(), chosen.duration_ms))
}

#[utoipa::path(
    get, path = "/playlists/{id}", operation_id = "show_playlist", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "The playlist", body = PlaylistView),
        (status = 404, description = "There is none that the asker may see"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists", "publication", "publication_name"])))
)]
async fn show_playlist(
    actor: Actor,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<Json<PlaylistView>, Problem> {
    let viewer = actor.member().map(|member| member.subject);
    let playlist = library.playlist(viewer, id).await?;
    Ok(Json(shown(&library, &actor, playlist).await?))
}

/// What is changed of a playlist; a field that is left out stays.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = PlaylistChange)]
struct PlaylistChangeWire {
    /// The version on which the change was made; without it whatever is there by now is changed.
    version: Option<u64>,
    /// What it is called.
    name: Option<String>,
    /// What it is about.
    description: Option<String>,
    /// Who may see it; anything but `public` takes it off the square.
    visibility: Option<Visibility>,
    /// Its tags.
    tags: Option<Vec<String>>,
    /// Its rules, if it is a smart playlist.
    rules: Option<serde_json::Value>,
}

#[utoipa::path(
    patch, path = "/playlists/{id}", operation_id = "change_playlist", tag = "library", request_body = PlaylistChangeWire,
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "The playlist", body = PlaylistView),
        (status = 403, description = "The member may look and not change"),
        (status = 404, description = "There is none that the member may see"),
        (status = 409, description = "It was changed in the meantime; the problem tells its version"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn change_playlist(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Json(wire): Json<PlaylistChangeWire>,
) -> Result<Json<PlaylistView>, Problem> {
    let PlaylistChangeWire { version, name, description, visibility, tags, rules } = wire;
    let rules = rules.as_ref().map(Rules::parse).transpose()?;
    let changes = Changes { name, description, visibility, tags, rules };
    let playlist = library.change_playlist(member.subject, id, changes, version).await?;
    Ok(Json(shown(&library, &Actor::Member(member), playlist).await?))
}

#[utoipa::path(
    delete, path = "/playlists/{id}", operation_id = "remove_playlist", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "It is another member's"),
        (status = 404, description = "There is none that the member may see"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn remove_playlist(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<StatusCode, Problem> {
    library.remove_playlist(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Rules to be tried.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct RulesToTry {
    /// The rules.
    rules: serde_json::Value,
}

/// What rules choose for the member now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RulesPreview {
    /// How many tracks.
    track_count: u64,
    /// How long they last together, in milliseconds.
    duration_ms: u64,
    /// The first fifty.
    tracks: Vec<Track>,
    /// The rules ask what the member heard, and the member does not have that kept.
    history_is_missing: bool,
}

#[utoipa::path(
    post, path = "/playlists/rules/preview", operation_id = "preview_rules", tag = "library", request_body = RulesToTry,
    responses((status = 200, description = "What the rules choose", body = RulesPreview)),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists", "favourites", "play_history"])))
)]
async fn preview_rules(
    Member(member): Member,
    State(library): State<Library>,
    Json(wire): Json<RulesToTry>,
) -> Result<Json<RulesPreview>, Problem> {
    let rules = Rules::parse(&wire.rules)?;
    let chosen = library.smart_tracks(Some(member.subject), &rules).await?;
    let first = chosen.tracks.get(..PREVIEW_TRACKS.min(chosen.tracks.len())).unwrap_or_default();
    Ok(Json(RulesPreview {
        track_count: chosen.tracks.len() as u64,
        duration_ms: chosen.duration_ms,
        tracks: library.catalog().tracks(first).await?,
        history_is_missing: chosen.history_is_missing,
    }))
}

/// The address of a cover changes with it; the number is there for that alone.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct CoverQuery {
    /// When the picture was chosen, as the playlist's `cover.url` has it.
    v: Option<i64>,
}

#[utoipa::path(
    get, path = "/playlists/{id}/cover", operation_id = "show_playlist_cover", tag = "library",
    params(("id" = String, Path, description = "The playlist"), CoverQuery),
    responses(
        (status = 200, description = "The picture that its owner chose", body = Vec<u8>, content_type = "image/jpeg"),
        (status = 404, description = "There is none that the asker may see"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists", "publication"])))
)]
async fn show_playlist_cover(
    actor: Actor,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Query(query): Query<CoverQuery>,
) -> Result<Response, Problem> {
    let viewer = actor.member().map(|member| member.subject);
    let (image, media_type) = library.cover(viewer, id).await?;
    // An address with its number names one picture; and what is shown by consent is not kept by those in between.
    let keeping = if query.v.is_some() { "private, max-age=86400" } else { "private, no-cache" };
    let headers = [
        (CONTENT_TYPE, media_type),
        (CACHE_CONTROL, keeping.to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, image).into_response())
}

#[utoipa::path(
    put, path = "/playlists/{id}/cover", operation_id = "put_playlist_cover", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    request_body(content = Vec<u8>, content_type = "image/*", description = "JPEG, PNG or WebP of up to 5 MiB"),
    responses(
        (status = 200, description = "The playlist", body = PlaylistView),
        (status = 400, description = "No picture that can be read"),
        (status = 413, description = "The picture is too large"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn put_playlist_cover(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<PlaylistView>, Problem> {
    let bytes = bytes.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(&codes::TOO_LARGE).detail(Text::new("图片最大 5 MB", "A picture has at most 5 MB"))
        }
        _ => Problem::new(&codes::INVALID),
    })?;
    Ok(Json(library.set_cover(member.subject, id, bytes).await?.into()))
}

#[utoipa::path(
    delete, path = "/playlists/{id}/cover", operation_id = "remove_playlist_cover", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses((status = 204, description = "It has no picture of its own, or not any more")),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn remove_playlist_cover(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<StatusCode, Problem> {
    library.remove_cover(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
