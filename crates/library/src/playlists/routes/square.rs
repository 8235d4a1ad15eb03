//! The routes of the square.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Actor, Cursor, Json, Limit, Member, Page, Path, Problem, Query};
use ids::PlaylistId;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Library;
use crate::views::{PlaylistView, page_of, place};

pub(super) fn routes() -> OpenApiRouter<Library> {
    OpenApiRouter::new()
        .routes(routes!(list_square))
        .routes(routes!(list_square_tags))
        .routes(routes!(publish_playlist, unpublish_playlist))
        .routes(routes!(show_square_name, put_square_name, remove_square_name))
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct SquareQuery {
    /// Only playlists with this tag.
    tag: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// How many items it shows, 1 to 200; 50 by default.
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

#[utoipa::path(
    get, path = "/square", operation_id = "list_square", tag = "library", params(SquareQuery),
    responses((status = 200, description = "Published playlists, the latest first", body = Page<PlaylistView>)),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication", "publication_name"])))
)]
async fn list_square(
    actor: Actor,
    State(library): State<Library>,
    Query(query): Query<SquareQuery>,
) -> Result<Json<Page<PlaylistView>>, Problem> {
    let viewer = actor.member().map(|member| member.subject);
    let before = place(query.cursor.as_ref())?;
    let square = library.square(viewer, query.tag.as_deref(), before, query.limit.with_extra()).await?;
    Ok(Json(page_of(square, query.limit).map(PlaylistView::from)))
}

/// A tag of the square.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SquareTag {
    /// The tag.
    tag: String,
    /// How many published playlists have it.
    playlist_count: u64,
}

#[utoipa::path(
    get, path = "/square/tags", operation_id = "list_square_tags", tag = "library",
    responses((status = 200, description = "The most used tags of the square, at most a hundred", body = Page<SquareTag>)),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication"])))
)]
async fn list_square_tags(State(library): State<Library>) -> Result<Json<Page<SquareTag>>, Problem> {
    let tags = library.square_tags().await?.into_iter();
    Ok(Json(Page::whole(tags.map(|(tag, playlist_count)| SquareTag { tag, playlist_count }).collect())))
}

#[utoipa::path(
    put, path = "/playlists/{id}/publication", operation_id = "publish_playlist", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "It is on the square", body = PlaylistView),
        (status = 403, description = "The consent `publication` is missing, or it is another member's"),
    ),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication"])))
)]
async fn publish_playlist(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<Json<PlaylistView>, Problem> {
    Ok(Json(library.publish(member.subject, id).await?.into()))
}

#[utoipa::path(
    delete, path = "/playlists/{id}/publication", operation_id = "unpublish_playlist", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses((status = 200, description = "It is not on the square, or not any more", body = PlaylistView)),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication"])))
)]
async fn unpublish_playlist(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<Json<PlaylistView>, Problem> {
    Ok(Json(library.unpublish(member.subject, id).await?.into()))
}

/// The name beside the member's published playlists.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SquareName {
    /// The name; null when none is shown.
    name: Option<String>,
}

#[utoipa::path(
    get, path = "/me/square_name", operation_id = "show_square_name", tag = "library",
    responses((status = 200, description = "The name", body = SquareName)),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication_name"])))
)]
async fn show_square_name(Member(member): Member, State(library): State<Library>) -> Result<Json<SquareName>, Problem> {
    Ok(Json(SquareName { name: library.square_name(member.subject).await? }))
}

/// A name to be shown.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSquareName {
    /// The name, up to 40 characters.
    name: String,
}

#[utoipa::path(
    put, path = "/me/square_name", operation_id = "put_square_name", tag = "library", request_body = NewSquareName,
    responses(
        (status = 200, description = "It is shown", body = SquareName),
        (status = 403, description = "The consent `publication_name` is missing"),
    ),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication_name"])))
)]
async fn put_square_name(
    Member(member): Member,
    State(library): State<Library>,
    Json(new): Json<NewSquareName>,
) -> Result<Json<SquareName>, Problem> {
    let name = library.set_square_name(member.subject, &new.name).await?;
    Ok(Json(SquareName { name: Some(name) }))
}

#[utoipa::path(
    delete, path = "/me/square_name", operation_id = "remove_square_name", tag = "library",
    responses((status = 204, description = "No name is shown")),
    extensions(("x-function" = json!("playlist_square")), ("x-purposes" = json!(["publication_name"])))
)]
async fn remove_square_name(Member(member): Member, State(library): State<Library>) -> Result<StatusCode, Problem> {
    library.remove_square_name(member.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}
