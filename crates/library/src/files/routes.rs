//! The routes of playlists as files.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use http_api::{Actor, Json, Language, Member, Path, Problem, Query, Text, codes};
use ids::PlaylistId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use super::{FILE_BYTES_MAX, FileFormat, NotMatched, Unmatched};
use crate::Library;
use crate::views::PlaylistView;

pub(crate) fn routes() -> OpenApiRouter<Library> {
    OpenApiRouter::new()
        .routes(routes!(export_playlist))
        .routes(routes!(import_playlist).layer(DefaultBodyLimit::max(FILE_BYTES_MAX)))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    /// The form of the file.
    #[param(inline)]
    format: FileFormat,
}

#[utoipa::path(
    get, path = "/playlists/{id}/file", operation_id = "export_playlist", tag = "library",
    params(("id" = String, Path, description = "The playlist"), ExportQuery),
    responses(
        (status = 200, description = "The playlist as m3u8, XSPF or JSPF", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "There is none that the asker may see"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists", "publication", "favourites", "play_history"])))
)]
async fn export_playlist(
    actor: Actor,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Problem> {
    let viewer = actor.member().map(|member| member.subject);
    let file = library.export_playlist(viewer, id, query.format).await?;
    let name = utf8_percent_encode(&file.file_name, NON_ALPHANUMERIC);
    let headers = [
        (CONTENT_TYPE, file.media_type.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, file.text).into_response())
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportQuery {
    /// What to call the playlist; else as its file does.
    name: Option<String>,
}

/// An entry that was not taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct UnmatchedEntry {
    /// Its number in the file, from 1.
    entry: u64,
    /// Its line in the file, from 1; null in JSPF.
    line: Option<u64>,
    /// What it says.
    label: String,
    /// Why it was not taken.
    reason: NotMatched,
    /// The reason in words.
    reason_text: String,
}

/// What became of a file.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ImportedPlaylist {
    /// The playlist; null when nothing was found.
    playlist: Option<PlaylistView>,
    /// How many entries were found.
    matched: u64,
    /// Those that were not, in order.
    unmatched: Vec<UnmatchedEntry>,
}

#[utoipa::path(
    post, path = "/playlists/import", operation_id = "import_playlist", tag = "library", params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "m3u, m3u8, XSPF or JSPF of up to 1 MiB and 20,000 entries; the form is told by how it begins"),
    responses(
        (status = 201, description = "The playlist, and what was not found", body = ImportedPlaylist),
        (status = 200, description = "Nothing was found, so there is no playlist", body = ImportedPlaylist),
        (status = 400, description = "No such file"),
        (status = 413, description = "The file is too large"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn import_playlist(
    Member(member): Member,
    State(library): State<Library>,
    language: Language,
    Query(query): Query<ImportQuery>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<ImportedPlaylist>), Problem> {
    let bytes = bytes.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(&codes::TOO_LARGE).detail(Text::new("歌单文件最大 1 MB", "A playlist file has at most 1 MB"))
        }
        _ => Problem::new(&codes::INVALID),
    })?;
    let imported = library.import_playlist(member.subject, query.name.as_deref(), &bytes).await?;
    let status = if imported.playlist.is_some() { StatusCode::CREATED } else { StatusCode::OK };
    let unmatched = imported.unmatched.into_iter().map(|Unmatched { entry, line, label, reason }| UnmatchedEntry {
        entry,
        line,
        label,
        reason,
        reason_text: reason.text().get(language).to_owned(),
    });
    Ok((
        status,
        Json(ImportedPlaylist {
            playlist: imported.playlist.map(PlaylistView::from),
            matched: imported.matched,
            unmatched: unmatched.collect(),
        }),
    ))
}
