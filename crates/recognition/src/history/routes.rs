//! The routes of the history of recognition, below `/api/v1`.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalog::Track;
use http_api::{Actor, Json, Member, Page, PageQuery, Path, Problem, Query};
use ids::{RecognitionId, TrackId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Recognised, RecognitionHistories, RecognitionKey};

/// The routes; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(histories: RecognitionHistories) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(record_recognition))
        .routes(routes!(list_recognitions, clear_recognitions))
        .routes(routes!(remove_recognition))
        .with_state(histories)
}

/// A song that was named to the member.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRecognition {
    /// The song.
    #[schema(value_type = String)]
    track_id: TrackId,
    /// Where in the song it was heard, in milliseconds.
    position_ms: u32,
}

/// An entry of the history.
#[derive(Debug, Serialize, ToSchema)]
struct Recognition {
    /// The entry.
    #[schema(value_type = String)]
    id: RecognitionId,
    /// The song; null when it has left the library.
    track: Option<Track>,
    /// Where in the song it was heard, in milliseconds.
    position_ms: u32,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    recognised_at: Timestamp,
}

impl Recognition {
    fn new(recognised: Recognised, track: Option<Track>) -> Self {
        let Recognised { id, position_ms, recognised_at, .. } = recognised;
        Self { id, track, position_ms, recognised_at }
    }
}

/// How many entries went.
#[derive(Debug, Serialize, ToSchema)]
struct ClearedRecognitions {
    /// How many there were.
    erased: u64,
}

/// The consent went while the row was being written.
fn was_withdrawn(error: &db::Error) -> bool {
    error.is_constraint(db::Constraint::ForeignKey)
}

#[utoipa::path(
    post, path = "/recognised_songs", operation_id = "record_recognition", tag = "recognition",
    request_body = NewRecognition,
    responses(
        (status = 201, description = "Kept in the member's history", body = Recognition),
        (status = 204, description = "Not kept: a guest, or no consent; the song was named all the same"),
        (status = 404, description = "No such song"),
    ),
    extensions(("x-function" = json!("recognition_history")), ("x-purposes" = json!(["recognition_history"])))
)]
async fn record_recognition(
    State(histories): State<RecognitionHistories>,
    actor: Actor,
    Json(named): Json<NewRecognition>,
) -> Result<Response, Problem> {
    let not_kept = || Ok(StatusCode::NO_CONTENT.into_response());
    let Some(member) = actor.member() else { return not_kept() };
    let track = histories.catalog.track(named.track_id).await?.ok_or_else(Problem::not_found)?;
    let Some(mut grant) = histories.keeping(member.subject).await? else { return not_kept() };
    let recognised = match histories.record(&mut grant, named.track_id, named.position_ms).await {
        Err(error) if was_withdrawn(&error) => return not_kept(),
        other => other?,
    };
    match grant.commit().await {
        Err(error) if was_withdrawn(&error) => return not_kept(),
        other => other?,
    }
    Ok((StatusCode::CREATED, Json(Recognition::new(recognised, Some(track)))).into_response())
}

#[utoipa::path(
    get, path = "/me/recognitions", operation_id = "list_recognitions", tag = "recognition",
    params(PageQuery),
    responses((status = 200, description = "Songs that were named to the member, the latest first; none without consent", body = Page<Recognition>)),
    extensions(("x-function" = json!("recognition_history")), ("x-purposes" = json!(["recognition_history"])))
)]
async fn list_recognitions(
    State(histories): State<RecognitionHistories>,
    Member(member): Member,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<Recognition>>, Problem> {
    let before = query.cursor.as_ref().map(http_api::Cursor::key::<RecognitionKey>).transpose()?;
    // The grant is let go before songs are looked up: it holds the database's writer.
    let found = match histories.kept(member.subject).await? {
        None => Vec::new(),
        Some(mut kept) => histories.list(&mut kept, before, query.limit.with_extra()).await?,
    };
    let key = |one: &Recognised| (one.recognised_at.as_millis(), one.id.as_i64());
    let page = Page::from_extra(found, query.limit, key);
    let mut wanted: Vec<TrackId> = page.items.iter().map(|one| one.track).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let tracks: HashMap<TrackId, Track> =
        histories.catalog.tracks(&wanted).await?.into_iter().map(|track| (track.id, track)).collect();
    Ok(Json(page.map(|one| Recognition::new(one, tracks.get(&one.track).cloned()))))
}

#[utoipa::path(
    delete, path = "/me/recognitions", operation_id = "clear_recognitions", tag = "recognition",
    responses((status = 200, description = "The history is empty", body = ClearedRecognitions)),
    extensions(("x-function" = json!("recognition_history")), ("x-purposes" = json!(["recognition_history"])))
)]
async fn clear_recognitions(
    State(histories): State<RecognitionHistories>,
    Member(member): Member,
) -> Result<Json<ClearedRecognitions>, Problem> {
    // Without a consent there is none: the withdrawal took them.
    let Some(mut kept) = histories.kept(member.subject).await? else {
        return Ok(Json(ClearedRecognitions { erased: 0 }));
    };
    let erased = histories.clear(&mut kept).await?;
    kept.commit().await?;
    Ok(Json(ClearedRecognitions { erased }))
}

#[utoipa::path(
    delete, path = "/me/recognitions/{id}", operation_id = "remove_recognition", tag = "recognition",
    params(("id" = String, Path, description = "The entry")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "The member has no such entry"),
    ),
    extensions(("x-function" = json!("recognition_history")), ("x-purposes" = json!(["recognition_history"])))
)]
async fn remove_recognition(
    State(histories): State<RecognitionHistories>,
    Member(member): Member,
    Path(id): Path<RecognitionId>,
) -> Result<StatusCode, Problem> {
    let Some(mut kept) = histories.kept(member.subject).await? else { return Err(Problem::not_found()) };
    if !histories.remove(&mut kept, id).await? {
        return Err(Problem::not_found());
    }
    kept.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
