//! The routes of suggestions beside likes: a member's own, and never a guest's.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Member, Path, Problem};
use ids::TrackId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::LikesSuggestions;
use crate::Recommend;
use crate::radio::Session;
use crate::routes::session_in_bounds;

pub(crate) fn routes() -> OpenApiRouter<Recommend> {
    OpenApiRouter::new()
        .routes(routes!(recommend_from_likes, recommend_next_from_likes))
        .routes(routes!(mark_suggestion_unwanted, unmark_suggestion_unwanted))
}

#[utoipa::path(
    get, path = "/recommendations/from_likes", operation_id = "recommend_from_likes", tag = "recommendation",
    responses(
        (status = 200, description = "Songs that go with those the member likes, each with the liked song that is its reason; nothing without consent", body = LikesSuggestions),
        (status = 401, description = "Nobody is signed in: it is not offered to guests")
    ),
    extensions(("x-function" = json!("likes_recommendation")), ("x-purposes" = json!(["likes_recommendation", "helping_discovery", "minor_protection"])))
)]
async fn recommend_from_likes(
    State(recommend): State<Recommend>,
    Member(member): Member,
) -> Result<Json<LikesSuggestions>, Problem> {
    Ok(Json(recommend.from_likes(member.subject).await?))
}

#[utoipa::path(
    post, path = "/recommendations/from_likes", operation_id = "recommend_next_from_likes", tag = "recommendation",
    request_body = Session,
    responses(
        (status = 200, description = "The next songs after the liked ones; the session is used for this answer and not kept", body = LikesSuggestions),
        (status = 401, description = "Nobody is signed in: it is not offered to guests")
    ),
    extensions(("x-function" = json!("likes_recommendation")), ("x-purposes" = json!(["likes_recommendation", "helping_discovery", "minor_protection"])))
)]
async fn recommend_next_from_likes(
    State(recommend): State<Recommend>,
    Member(member): Member,
    Json(session): Json<Session>,
) -> Result<Json<LikesSuggestions>, Problem> {
    session_in_bounds(&session)?;
    Ok(Json(recommend.next_from_likes(member.subject, &session).await?))
}

#[utoipa::path(
    put, path = "/recommendations/from_likes/unwanted/{id}", operation_id = "mark_suggestion_unwanted", tag = "recommendation",
    params(("id" = String, Path, description = "The song")),
    responses(
        (status = 204, description = "It is suggested beside the likes no more"),
        (status = 403, description = "Nothing is suggested to the member, so nothing about it is kept"),
        (status = 404, description = "No such song")
    ),
    extensions(("x-function" = json!("likes_recommendation")), ("x-purposes" = json!(["likes_recommendation", "minor_protection"])))
)]
async fn mark_suggestion_unwanted(
    State(recommend): State<Recommend>,
    Member(member): Member,
    Path(track): Path<TrackId>,
) -> Result<StatusCode, Problem> {
    recommend.refuse_suggestion(member.subject, track).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(
    delete, path = "/recommendations/from_likes/unwanted/{id}", operation_id = "unmark_suggestion_unwanted", tag = "recommendation",
    params(("id" = String, Path, description = "The song")),
    responses((status = 204, description = "It may be suggested again")),
    extensions(("x-function" = json!("likes_recommendation")), ("x-purposes" = json!(["likes_recommendation", "minor_protection"])))
)]
async fn unmark_suggestion_unwanted(
    State(recommend): State<Recommend>,
    Member(member): Member,
    Path(track): Path<TrackId>,
) -> Result<StatusCode, Problem> {
    recommend.allow_suggestion(member.subject, track).await?;
    Ok(StatusCode::NO_CONTENT)
}
