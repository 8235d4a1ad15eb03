//! The routes of listens and of continuing elsewhere.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalog::Catalog;
use http_api::{Actor, Json, Member, Page, PageQuery, Path, Problem, Query, Text};
use ids::{ListenId, TrackId};
use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};
use utoipa::openapi::schema::{OneOfBuilder, Type};
use utoipa::openapi::{ObjectBuilder, Ref, RefOr, Schema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::listen::{Listen, NewListen, NotAListen};
use super::play_state::{NotAPlayState, PlayState, QUEUE_MAX, Queue, RepeatMode};
use super::statistics_route;
use super::{History, ListenKey, was_withdrawn};
use crate::source::Sources;

type Shown = Pin<Box<dyn Future<Output = Result<HashMap<TrackId, serde_json::Value>, Problem>> + Send>>;

/// How tracks are shown; the catalogue's own objects, which this crate passes on as they are.
#[derive(Clone)]
pub struct TrackViews(Arc<dyn Fn(Vec<TrackId>) -> Shown + Send + Sync>);

impl TrackViews {
    /// The tracks as the catalogue shows them.
    #[must_use]
    pub fn of(catalog: Catalog) -> Self {
        Self::new(move |tracks| {
            let catalog = catalog.clone();
            async move {
                let shown = catalog.tracks(&tracks).await?.into_iter();
                // An object of text keys and numbers always has a JSON form.
                Ok(shown.filter_map(|track| Some((track.id, serde_json::to_value(track).ok()?))).collect())
            }
        })
    }

    /// Tracks shown by `show`; those that have left the library are missing from its answer.
    pub fn new<F, Fut>(show: F) -> Self
    where
        F: Fn(Vec<TrackId>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<HashMap<TrackId, serde_json::Value>, Problem>> + Send + 'static,
    {
        Self(Arc::new(move |tracks| Box::pin(show(tracks))))
    }

    pub(super) async fn show(&self, tracks: Vec<TrackId>) -> Result<HashMap<TrackId, serde_json::Value>, Problem> {
        (self.0)(tracks).await
    }
}

impl fmt::Debug for TrackViews {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TrackViews")
    }
}

/// The device of a request, as its owner named it; the session layer puts it among the request's extensions.
#[derive(Clone, Debug)]
pub struct DeviceName(pub String);

#[derive(Debug)]
pub(super) struct Service {
    pub(super) history: History,
    sources: Sources,
    pub(super) views: TrackViews,
}

pub(super) type Shared = Arc<Service>;

/// The routes of listens and of continuing elsewhere, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(
    history: History,
    sources: Sources,
    views: TrackViews,
) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(record_listen))
        .routes(routes!(list_listens, clear_listens))
        .routes(routes!(statistics_route::show_listening_statistics))
        .routes(routes!(remove_listen))
        .routes(routes!(show_play_state, put_play_state))
        .with_state(Shared::new(Service { history, sources, views }))
}

/// What a player reports of one hearing.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewListen)]
struct ListenReport {
    /// What was heard.
    #[schema(value_type = String)]
    track_id: TrackId,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// How long it sounded, in milliseconds, pauses not counted.
    played_ms: i64,
}

/// One hearing of one track.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Listen)]
struct ListenView {
    /// The hearing.
    #[schema(value_type = String)]
    id: ListenId,
    /// What was heard; null when it has left the library.
    #[schema(schema_with = track_schema)]
    track: Option<serde_json::Value>,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// How long it sounded, in milliseconds.
    played_ms: i64,
}

/// The catalogue describes a track; here it is only referred to.
pub(super) fn track_schema() -> RefOr<Schema> {
    let nothing = ObjectBuilder::new().schema_type(Type::Null);
    OneOfBuilder::new().item(nothing).item(Ref::from_schema_name("Track")).into()
}

/// How many listens went.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ClearedListens {
    /// How many there were.
    erased: u64,
}

impl Service {
    async fn shown(&self, listens: Vec<Listen>) -> Result<Vec<ListenView>, Problem> {
        let mut tracks: Vec<TrackId> = listens.iter().map(|listen| listen.track_id).collect();
        tracks.sort_unstable();
        tracks.dedup();
        let views = if tracks.is_empty() { HashMap::new() } else { self.views.show(tracks).await? };
        let view = |listen: Listen| ListenView {
            id: listen.id,
            track: views.get(&listen.track_id).cloned(),
            started_at: listen.started_at,
            played_ms: listen.played_ms,
        };
        Ok(listens.into_iter().map(view).collect())
    }
}

#[utoipa::path(
    post, path = "/listens", operation_id = "record_listen", tag = "playback",
    request_body = ListenReport,
    responses(
        (status = 201, description = "Recorded", body = ListenView),
        (status = 204, description = "Not recorded: a guest, no consent, or too short to count; the music plays on"),
        (status = 404, description = "No such track"),
    ),
    extensions(("x-function" = json!("play_history")), ("x-purposes" = json!(["play_history"])))
)]
async fn record_listen(
    State(service): State<Shared>,
    actor: Actor,
    Json(report): Json<ListenReport>,
) -> Result<Response, Problem> {
    let not_recorded = || Ok(StatusCode::NO_CONTENT.into_response());
    let Some(member) = actor.member() else { return not_recorded() };
    let source = service.sources.find(report.track_id).await?.ok_or_else(Problem::not_found)?;
    let duration = Millis(i64::try_from(source.duration_ms).unwrap_or(i64::MAX));
    let played = Millis(report.played_ms);
    let now = service.history.now();
    let listen = match NewListen::parse(report.track_id, duration, report.started_at, played, now) {
        Ok(listen) => listen,
        Err(NotAListen::TooShort) => return not_recorded(),
        Err(wrong) => return Err(wrong.into()),
    };
    let Some(mut grant) = service.history.listening(member.subject).await? else { return not_recorded() };
    let id = match service.history.record(&mut grant, listen).await {
        Err(error) if was_withdrawn(&error) => return not_recorded(),
        other => other?,
    };
    match grant.commit().await {
        Err(error) if was_withdrawn(&error) => return not_recorded(),
        other => other?,
    }
    let kept = Listen { id, track_id: report.track_id, started_at: report.started_at, played_ms: report.played_ms };
    let view = service.shown(vec![kept]).await?.pop();
    Ok((StatusCode::CREATED, Json(view)).into_response())
}

#[utoipa::path(
    get, path = "/me/listens", operation_id = "list_listens", tag = "playback",
    params(PageQuery),
    responses((status = 200, description = "The member's listens, the latest first", body = Page<ListenView>)),
    extensions(("x-function" = json!("play_history")), ("x-purposes" = json!(["play_history"])))
)]
async fn list_listens(
    State(service): State<Shared>,
    Member(member): Member,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ListenView>>, Problem> {
    let before = query.cursor.as_ref().map(http_api::Cursor::key::<ListenKey>).transpose()?;
    // It is let go before the tracks are looked up: it holds the database's writer.
    let listens = match service.history.kept_listens(member.subject).await? {
        None => Vec::new(),
        Some(mut kept) => service.history.listens(&mut kept, before, query.limit.with_extra()).await?,
    };
    let key = |listen: &Listen| (listen.started_at.as_millis(), listen.id.as_i64());
    let Page { items, next, total } = Page::from_extra(listens, query.limit, key);
    Ok(Json(Page { items: service.shown(items).await?, next, total }))
}

#[utoipa::path(
    delete, path = "/me/listens", operation_id = "clear_listens", tag = "playback",
    responses((status = 200, description = "All listens are gone", body = ClearedListens)),
    extensions(("x-function" = json!("play_history")), ("x-purposes" = json!(["play_history"])))
)]
async fn clear_listens(State(service): State<Shared>, Member(member): Member) -> Result<Json<ClearedListens>, Problem> {
    // Without a consent there is none: the withdrawal took them.
    let Some(mut kept) = service.history.kept_listens(member.subject).await? else {
        return Ok(Json(ClearedListens { erased: 0 }));
    };
    let erased = service.history.clear(&mut kept).await?;
    kept.commit().await?;
    Ok(Json(ClearedListens { erased }))
}

#[utoipa::path(
    delete, path = "/me/listens/{id}", operation_id = "remove_listen", tag = "playback",
    params(("id" = String, Path, description = "The listen")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "The member has no such listen"),
    ),
    extensions(("x-function" = json!("play_history")), ("x-purposes" = json!(["play_history"])))
)]
async fn remove_listen(
    State(service): State<Shared>,
    Member(member): Member,
    Path(listen): Path<ListenId>,
) -> Result<StatusCode, Problem> {
    let Some(mut kept) = service.history.kept_listens(member.subject).await? else {
        return Err(Problem::not_found());
    };
    if !service.history.remove(&mut kept, listen).await? {
        return Err(Problem::not_found());
    }
    kept.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A queue and the place in it.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPlayState)]
struct QueueWire {
    /// The queue, at most 2,000 tracks.
    #[schema(value_type = Vec<String>)]
    tracks: Vec<TrackId>,
    /// The place in it, from 0.
    index: u32,
    /// The position in that track, in milliseconds.
    position_ms: i64,
    /// What follows the last track.
    #[serde(default)]
    repeat: RepeatMode,
    /// Whether the order is shuffled.
    #[serde(default)]
    shuffle: bool,
}

/// Where a member stopped.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PlayState)]
struct PlayStateView {
    /// The queue, at most 2,000 tracks.
    #[schema(value_type = Vec<String>)]
    tracks: Vec<TrackId>,
    /// The place in it, from 0.
    index: u32,
    /// The position in that track, in milliseconds.
    position_ms: i64,
    /// What follows the last track.
    repeat: RepeatMode,
    /// Whether the order is shuffled.
    shuffle: bool,
    /// When it was kept.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
    /// The device it was kept by.
    device_name: Option<String>,
}

impl From<PlayState> for PlayStateView {
    fn from(state: PlayState) -> Self {
        let PlayState { queue: Queue { tracks, index, position_ms, repeat, shuffle }, updated_at, device_name } = state;
        Self { tracks, index, position_ms, repeat, shuffle, updated_at, device_name }
    }
}

#[utoipa::path(
    get, path = "/me/play_state", operation_id = "show_play_state", tag = "playback",
    responses(
        (status = 200, description = "Where the member stopped", body = PlayStateView),
        (status = 204, description = "Nothing is kept"),
    ),
    extensions(("x-function" = json!("resume_playback")), ("x-purposes" = json!(["resume_playback"])))
)]
async fn show_play_state(State(service): State<Shared>, Member(member): Member) -> Result<Response, Problem> {
    let state = match service.history.resuming(member.subject).await? {
        None => None,
        Some(mut grant) => service.history.stopped_at(&mut grant).await?,
    };
    Ok(state.map_or_else(
        || StatusCode::NO_CONTENT.into_response(),
        |state| Json(PlayStateView::from(state)).into_response(),
    ))
}

#[utoipa::path(
    put, path = "/me/play_state", operation_id = "put_play_state", tag = "playback",
    request_body = QueueWire,
    responses(
        (status = 200, description = "Kept", body = PlayStateView),
        (status = 204, description = "Not kept, for want of consent; the music plays on"),
    ),
    extensions(("x-function" = json!("resume_playback")), ("x-purposes" = json!(["resume_playback"])))
)]
async fn put_play_state(
    State(service): State<Shared>,
    Member(member): Member,
    device: Option<Extension<DeviceName>>,
    Json(wire): Json<QueueWire>,
) -> Result<Response, Problem> {
    let not_kept = || Ok(StatusCode::NO_CONTENT.into_response());
    let queue = Queue::parse(wire.tracks, wire.index, wire.position_ms, wire.repeat, wire.shuffle)?;
    let Some(mut grant) = service.history.resuming(member.subject).await? else { return not_kept() };
    let device_name = device.as_ref().map(|Extension(DeviceName(name))| name.as_str());
    let state = match service.history.stop_at(&mut grant, &queue, device_name).await {
        Err(error) if was_withdrawn(&error) => return not_kept(),
        other => other?,
    };
    match grant.commit().await {
        Err(error) if was_withdrawn(&error) => return not_kept(),
        other => other?,
    }
    Ok(Json(PlayStateView::from(state)).into_response())
}

impl From<NotAListen> for Problem {
    fn from(wrong: NotAListen) -> Self {
        match wrong {
            NotAListen::StartedAt => Self::field(
                "started_at",
                "started_at.out_of_range",
                Text::new(
                    "应在过去 30 天之内，请检查设备的时间",
                    "must lie within the last 30 days; check the device's clock",
                ),
            ),
            NotAListen::PlayedMs => Self::field(
                "played_ms",
                "played_ms.out_of_range",
                Text::new("应在 0 到一天之间（毫秒）", "must lie between 0 and a day, in milliseconds"),
            ),
            NotAListen::TooShort => Self::field(
                "played_ms",
                "played_ms.too_short",
                Text::new("太短，不计为一次播放", "too short to count as a listen"),
            ),
        }
    }
}

impl From<NotAPlayState> for Problem {
    fn from(wrong: NotAPlayState) -> Self {
        match wrong {
            NotAPlayState::Tracks => Self::field(
                "tracks",
                "tracks.too_many",
                Text::made(format!("最多 {QUEUE_MAX} 首"), format!("at most {QUEUE_MAX} tracks")),
            ),
            NotAPlayState::Index => Self::field(
                "index",
                "index.out_of_range",
                Text::new("应指向队列中的一首歌", "must point at a track of the queue"),
            ),
            NotAPlayState::PositionMs => Self::field(
                "position_ms",
                "position_ms.out_of_range",
                Text::new("不能小于 0", "must not be less than 0"),
            ),
        }
    }
}
