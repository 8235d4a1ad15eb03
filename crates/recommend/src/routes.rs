//! The routes of recommendation, below `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Actor, Json, Member, Path, Problem, Query, Text};
use ids::TrackId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Recommend;
use crate::for_you::ForYou;
use crate::lists::{BecauseRows, RecommendedList};
use crate::playlists::RecommendedPlaylists;
use crate::profile::ListeningProfile;
use crate::radio::{SESSION_MAX, Session};

/// How far 听见不同 goes from what the listener knows when nothing is said.
const STRANGENESS: u8 = 50;

/// The routes; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(recommend: Recommend) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(recommend_today))
        .routes(routes!(recommend_single))
        .routes(routes!(recommend_because))
        .routes(routes!(recommend_on_repeat))
        .routes(routes!(recommend_playlists))
        .routes(routes!(recommend_treasures))
        .routes(routes!(recommend_for_you))
        .routes(routes!(recommend_different))
        .routes(routes!(recommend_next_songs))
        .routes(routes!(show_listening_profile, clear_listening_profile))
        .routes(routes!(mark_not_interested, unmark_not_interested))
        .merge(crate::charts::routes())
        .merge(crate::likes::routes())
        .merge(crate::on_device::routes())
        .with_state(recommend)
}

#[utoipa::path(
    get, path = "/recommendations/today", operation_id = "recommend_today", tag = "recommendation",
    responses((status = 200, description = "Today's songs, each with its reason; without consent the same for everybody", body = RecommendedList)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "helping_discovery", "minor_protection"])))
)]
async fn recommend_today(State(recommend): State<Recommend>, actor: Actor) -> Result<Json<RecommendedList>, Problem> {
    Ok(Json(recommend.today(&actor).await?))
}

#[utoipa::path(
    get, path = "/recommendations/single", operation_id = "recommend_single", tag = "recommendation",
    responses((status = 200, description = "The one song of the day with its reason; without consent the same for everybody, none in an empty library", body = RecommendedList)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "helping_discovery", "minor_protection"])))
)]
async fn recommend_single(State(recommend): State<Recommend>, actor: Actor) -> Result<Json<RecommendedList>, Problem> {
    Ok(Json(recommend.single(&actor).await?))
}

#[utoipa::path(
    get, path = "/recommendations/because", operation_id = "recommend_because", tag = "recommendation",
    responses((status = 200, description = "Rows of songs, each because one was played; none without consent", body = BecauseRows)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "helping_discovery", "minor_protection"])))
)]
async fn recommend_because(State(recommend): State<Recommend>, actor: Actor) -> Result<Json<BecauseRows>, Problem> {
    Ok(Json(recommend.because(&actor).await?))
}

#[utoipa::path(
    get, path = "/recommendations/on_repeat", operation_id = "recommend_on_repeat", tag = "recommendation",
    responses((status = 200, description = "What the listener hears again and again, from their own history; none without consent", body = RecommendedList)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "minor_protection"])))
)]
async fn recommend_on_repeat(
    State(recommend): State<Recommend>,
    actor: Actor,
) -> Result<Json<RecommendedList>, Problem> {
    Ok(Json(recommend.on_repeat(&actor).await?))
}

#[utoipa::path(
    get, path = "/recommendations/playlists", operation_id = "recommend_playlists", tag = "recommendation",
    responses((status = 200, description = "Playlists of the square near to what the listener hears, each with its reason; without consent the latest, for everybody the same", body = RecommendedPlaylists)),
    extensions(
        ("x-function" = json!("recommendation")),
        ("x-purposes" = json!(["personal_recommendation", "helping_discovery", "publication", "publication_name", "minor_protection"]))
    )
)]
async fn recommend_playlists(
    State(recommend): State<Recommend>,
    actor: Actor,
) -> Result<Json<RecommendedPlaylists>, Problem> {
    Ok(Json(recommend.playlists(&actor).await?))
}

#[utoipa::path(
    get, path = "/recommendations/treasures", operation_id = "recommend_treasures", tag = "recommendation",
    responses((status = 200, description = "Songs that few love, near to what the listener hears; without consent the same for everybody", body = RecommendedList)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "helping_discovery", "minor_protection"])))
)]
async fn recommend_treasures(
    State(recommend): State<Recommend>,
    actor: Actor,
) -> Result<Json<RecommendedList>, Problem> {
    Ok(Json(recommend.treasures(&actor).await?))
}

#[utoipa::path(
    get, path = "/recommendations/for_you", operation_id = "recommend_for_you", tag = "recommendation",
    responses((status = 200, description = "Songs and playlists for the foot of a page, the same all day, more than are shown; without consent the same for everybody", body = ForYou)),
    extensions(
        ("x-function" = json!("recommendation")),
        ("x-purposes" = json!(["personal_recommendation", "helping_discovery", "publication", "publication_name", "minor_protection"]))
    )
)]
async fn recommend_for_you(State(recommend): State<Recommend>, actor: Actor) -> Result<Json<ForYou>, Problem> {
    Ok(Json(recommend.for_you(&actor).await?))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DifferentQuery {
    /// How many of a hundred songs are by artists whom the listener has not heard, 0 to 100; 50 by default.
    #[param(maximum = 100)]
    strangeness: Option<u8>,
}

#[utoipa::path(
    get, path = "/recommendations/different", operation_id = "recommend_different", tag = "recommendation",
    params(DifferentQuery),
    responses((status = 200, description = "Something else, on purpose; without consent the same for everybody", body = RecommendedList)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "minor_protection"])))
)]
async fn recommend_different(
    State(recommend): State<Recommend>,
    actor: Actor,
    Query(query): Query<DifferentQuery>,
) -> Result<Json<RecommendedList>, Problem> {
    let strangeness = query.strangeness.unwrap_or(STRANGENESS);
    if strangeness > 100 {
        let message = Text::new("请填写 0 到 100", "a number from 0 to 100");
        return Err(Problem::field("strangeness", "strangeness.out_of_range", message));
    }
    Ok(Json(recommend.different(&actor, strangeness).await?))
}

#[utoipa::path(
    post, path = "/recommendations/radio", operation_id = "recommend_next_songs", tag = "recommendation",
    request_body = Session,
    responses((status = 200, description = "The next songs of personal radio; the session is used for this answer and not kept", body = RecommendedList)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "helping_discovery", "minor_protection"])))
)]
async fn recommend_next_songs(
    State(recommend): State<Recommend>,
    actor: Actor,
    Json(session): Json<Session>,
) -> Result<Json<RecommendedList>, Problem> {
    session_in_bounds(&session)?;
    Ok(Json(recommend.next_songs(&actor, &session).await?))
}

/// Whether so long a session is looked at.
pub(crate) fn session_in_bounds(session: &Session) -> Result<(), Problem> {
    if session.heard.len() > SESSION_MAX {
        let message = Text::new("最多 200 首，请只留最近的", "at most 200 songs; send the latest");
        return Err(Problem::field("heard", "heard.too_many", message));
    }
    Ok(())
}

#[utoipa::path(
    get, path = "/recommendations/profile", operation_id = "show_listening_profile", tag = "recommendation",
    responses((status = 200, description = "All that recommendation rests on; empty without consent", body = ListeningProfile)),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "minor_protection"])))
)]
async fn show_listening_profile(
    State(recommend): State<Recommend>,
    Member(member): Member,
) -> Result<Json<ListeningProfile>, Problem> {
    Ok(Json(recommend.profile(&Actor::Member(member)).await?))
}

#[utoipa::path(
    delete, path = "/recommendations/profile", operation_id = "clear_listening_profile", tag = "recommendation",
    responses((status = 204, description = "Empty; what was heard until now counts no more")),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "minor_protection"])))
)]
async fn clear_listening_profile(
    State(recommend): State<Recommend>,
    Member(member): Member,
) -> Result<StatusCode, Problem> {
    recommend.clear_profile(member.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(
    put, path = "/recommendations/not_interested/{id}", operation_id = "mark_not_interested", tag = "recommendation",
    params(("id" = String, Path, description = "The song")),
    responses(
        (status = 204, description = "It is recommended no more"),
        (status = 403, description = "Nothing is recommended to the member, so nothing about it is kept"),
        (status = 404, description = "No such song")
    ),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "minor_protection"])))
)]
async fn mark_not_interested(
    State(recommend): State<Recommend>,
    Member(member): Member,
    Path(track): Path<TrackId>,
) -> Result<StatusCode, Problem> {
    recommend.dislike(member.subject, track).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(
    delete, path = "/recommendations/not_interested/{id}", operation_id = "unmark_not_interested", tag = "recommendation",
    params(("id" = String, Path, description = "The song")),
    responses((status = 204, description = "It may be recommended again")),
    extensions(("x-function" = json!("recommendation")), ("x-purposes" = json!(["personal_recommendation", "minor_protection"])))
)]
async fn unmark_not_interested(
    State(recommend): State<Recommend>,
    Member(member): Member,
    Path(track): Path<TrackId>,
) -> Result<StatusCode, Problem> {
    recommend.take_dislike_back(member.subject, track).await?;
    Ok(StatusCode::NO_CONTENT)
}
