//! What operators do: subscribe, refresh, download, and take away.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Language, Operator, Page, PageQuery, Path, Problem, Query};
use ids::{EpisodeId, PodcastId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Podcasts;
use crate::model::{Channel, FaultKind};
use crate::routes::{PodcastView, page_of};

/// The routes of operators, below `/api/v1`.
pub fn operator_routes<S: Clone + Send + Sync + 'static>(podcasts: Podcasts) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(list_podcast_subscriptions, subscribe_to_podcast))
        .routes(routes!(change_podcast_subscription, end_podcast_subscription))
        .routes(routes!(refresh_podcast))
        .routes(routes!(show_podcast_downloads))
        .routes(routes!(download_podcast_episode, remove_podcast_download))
        .with_state(podcasts)
}

/// What is wrong with a feed.
#[derive(Debug, Serialize, ToSchema)]
struct PodcastFault {
    /// Of which kind it is.
    kind: FaultKind,
    /// What is wrong and where, in the asker's language.
    message: String,
    /// The host to be allowed, when that is what is missing.
    host: Option<String>,
}

/// A subscription with how it goes.
#[derive(Debug, Serialize, ToSchema)]
struct PodcastSubscription {
    /// The podcast.
    podcast: PodcastView,
    /// How many of its latest episodes are downloaded by themselves.
    download_latest: u32,
    /// Since when it is subscribed to.
    #[schema(value_type = String, format = DateTime)]
    added_at: Timestamp,
    /// When its feed was last asked for.
    #[schema(value_type = Option<String>, format = DateTime)]
    checked_at: Option<Timestamp>,
    /// Why the last refresh failed.
    fault: Option<PodcastFault>,
}

impl PodcastSubscription {
    fn of(mut channel: Channel, language: Language) -> Self {
        let fault = channel.fault.take().map(|fault| PodcastFault {
            kind: fault.kind,
            message: fault.message().get(language).to_owned(),
            host: (fault.kind == FaultKind::HostNotAllowed).then_some(fault.detail),
        });
        Self {
            download_latest: channel.download_latest,
            added_at: channel.added_at,
            checked_at: channel.checked_at,
            fault,
            podcast: channel.into(),
        }
    }
}

/// A feed to subscribe to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPodcastSubscription {
    /// The address of the feed; its host is allowed by this.
    feed_url: String,
    /// How many of the latest episodes are downloaded by themselves: 0 to 50.
    #[serde(default)]
    download_latest: u32,
}

/// What changes about a subscription.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PodcastSubscriptionChange {
    /// How many of the latest episodes are downloaded by themselves: 0 to 50.
    download_latest: u32,
}

/// How downloads stand.
#[derive(Debug, Serialize, ToSchema)]
struct PodcastDownloads {
    /// Whether the settings let feeds be read.
    enabled: bool,
    /// The bytes of downloads.
    stored_bytes: u64,
    /// The most bytes of downloads.
    stored_bytes_max: u64,
    /// Episodes that wait to be downloaded, or are being downloaded.
    waiting: u64,
}

/// Lists the subscriptions by title, with what is wrong with each.
#[utoipa::path(
    get, path = "/operator/podcasts", operation_id = "list_podcast_subscriptions", tag = "podcasts", params(PageQuery),
    responses((status = 200, body = Page<PodcastSubscription>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn list_podcast_subscriptions(
    _: Operator,
    State(podcasts): State<Podcasts>,
    language: Language,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<PodcastSubscription>>, Problem> {
    let page = page_of(&podcasts, &page).await?;
    Ok(Json(page.map(|channel| PodcastSubscription::of(channel, language))))
}

/// Subscribes to a feed and reads it; what is wrong with it stands in the answer.
#[utoipa::path(
    post, path = "/operator/podcasts", operation_id = "subscribe_to_podcast", tag = "podcasts",
    request_body = NewPodcastSubscription,
    responses(
        (status = 201, body = PodcastSubscription),
        (status = 409, description = "Podcasts are switched off, or this one is subscribed to already"),
    ),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn subscribe_to_podcast(
    _: Operator,
    State(podcasts): State<Podcasts>,
    language: Language,
    Json(new): Json<NewPodcastSubscription>,
) -> Result<(StatusCode, Json<PodcastSubscription>), Problem> {
    let channel = podcasts.subscribe(&new.feed_url, new.download_latest).await?;
    podcasts.download_soon();
    Ok((StatusCode::CREATED, Json(PodcastSubscription::of(channel, language))))
}

/// Changes how many of the latest episodes are downloaded by themselves, from the next refresh on.
#[utoipa::path(
    put, path = "/operator/podcasts/{id}", operation_id = "change_podcast_subscription", tag = "podcasts",
    params(("id" = String, Path, description = "The podcast")), request_body = PodcastSubscriptionChange,
    responses((status = 200, body = PodcastSubscription), (status = 404, description = "No such podcast")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn change_podcast_subscription(
    _: Operator,
    State(podcasts): State<Podcasts>,
    language: Language,
    Path(id): Path<PodcastId>,
    Json(change): Json<PodcastSubscriptionChange>,
) -> Result<Json<PodcastSubscription>, Problem> {
    let channel = podcasts.set_download_latest(id, change.download_latest).await?;
    Ok(Json(PodcastSubscription::of(channel, language)))
}

/// Ends a subscription; its episodes and what was downloaded of them go with it.
#[utoipa::path(
    delete, path = "/operator/podcasts/{id}", operation_id = "end_podcast_subscription", tag = "podcasts",
    params(("id" = String, Path, description = "The podcast")),
    responses((status = 204), (status = 404, description = "No such podcast")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn end_podcast_subscription(
    _: Operator,
    State(podcasts): State<Podcasts>,
    Path(id): Path<PodcastId>,
) -> Result<StatusCode, Problem> {
    podcasts.unsubscribe(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reads a feed again now; what is wrong with it stands in the answer.
#[utoipa::path(
    post, path = "/operator/podcasts/{id}/refresh", operation_id = "refresh_podcast", tag = "podcasts",
    params(("id" = String, Path, description = "The podcast")),
    responses((status = 200, body = PodcastSubscription), (status = 404, description = "No such podcast")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn refresh_podcast(
    _: Operator,
    State(podcasts): State<Podcasts>,
    language: Language,
    Path(id): Path<PodcastId>,
) -> Result<Json<PodcastSubscription>, Problem> {
    podcasts.refresh(id).await?;
    podcasts.download_soon();
    Ok(Json(PodcastSubscription::of(podcasts.channel(id).await?, language)))
}

/// Tells how downloads stand.
#[utoipa::path(
    get, path = "/operator/podcast_downloads", operation_id = "show_podcast_downloads", tag = "podcasts",
    responses((status = 200, body = PodcastDownloads)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn show_podcast_downloads(
    _: Operator,
    State(podcasts): State<Podcasts>,
) -> Result<Json<PodcastDownloads>, Problem> {
    let standing = podcasts.standing().await?;
    Ok(Json(PodcastDownloads {
        enabled: standing.enabled,
        stored_bytes: standing.stored_bytes,
        stored_bytes_max: standing.stored_bytes_max,
        waiting: standing.waiting,
    }))
}

/// Lets an episode be downloaded to the server.
#[utoipa::path(
    put, path = "/operator/podcast_episodes/{id}/download", operation_id = "download_podcast_episode",
    tag = "podcasts", params(("id" = String, Path, description = "The episode")),
    responses(
        (status = 202),
        (status = 404, description = "No such episode"),
        (status = 409, description = "Podcasts are switched off"),
    ),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn download_podcast_episode(
    _: Operator,
    State(podcasts): State<Podcasts>,
    Path(id): Path<EpisodeId>,
) -> Result<StatusCode, Problem> {
    podcasts.request_download(id).await?;
    podcasts.download_soon();
    Ok(StatusCode::ACCEPTED)
}

/// Removes what was downloaded of an episode.
#[utoipa::path(
    delete, path = "/operator/podcast_episodes/{id}/download", operation_id = "remove_podcast_download",
    tag = "podcasts", params(("id" = String, Path, description = "The episode")),
    responses((status = 204), (status = 404, description = "No such episode")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn remove_podcast_download(
    _: Operator,
    State(podcasts): State<Podcasts>,
    Path(id): Path<EpisodeId>,
) -> Result<StatusCode, Problem> {
    podcasts.remove_download(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
