//! What everybody sees and hears.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, Response};
use file_serving::{FileRequest, Handoff};
use http_api::{Actor, Cursor, Json, Language, Page, PageQuery, Path, Problem, Query, Role};
use ids::{EpisodeId, PodcastId};
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Podcasts;
use crate::model::{Channel, Episode, EpisodeState};

/// The routes of listeners, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(podcasts: Podcasts) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(list_podcasts))
        .routes(routes!(show_podcast))
        .routes(routes!(show_podcast_picture))
        .routes(routes!(list_podcast_episodes))
        .routes(routes!(list_newest_podcast_episodes))
        .routes(routes!(show_podcast_episode))
        .routes(routes!(stream_podcast_episode))
        .with_state(podcasts)
}

/// A podcast.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Podcast)]
pub(crate) struct PodcastView {
    /// The podcast.
    #[schema(value_type = String)]
    id: PodcastId,
    /// What it is called.
    title: String,
    /// Who makes it.
    author: Option<String>,
    /// What it is about, as plain text.
    description: String,
    /// Its language, as its feed writes it.
    language: Option<String>,
    /// Its home page.
    site_url: Option<String>,
    /// The address of its feed.
    feed_url: String,
    /// Whether there is a picture of it.
    has_picture: bool,
    /// How many episodes are known.
    episode_count: u64,
    /// When its feed last answered as it should.
    #[schema(value_type = Option<String>, format = DateTime)]
    refreshed_at: Option<Timestamp>,
}

impl From<Channel> for PodcastView {
    fn from(channel: Channel) -> Self {
        Self {
            id: channel.id,
            title: channel.title,
            author: channel.author,
            description: channel.description,
            language: channel.language,
            site_url: channel.site_url,
            feed_url: channel.feed_url,
            has_picture: channel.has_picture,
            episode_count: channel.episodes,
            refreshed_at: channel.refreshed_at,
        }
    }
}

/// What is here of an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PodcastEpisodeState {
    /// Only what its feed says.
    New,
    /// It waits to be downloaded to the server, or is being downloaded.
    Downloading,
    /// It can be played.
    Downloaded,
    /// The download failed.
    Failed,
    /// An operator removed its sound.
    Removed,
}

/// An episode of a podcast.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PodcastEpisode)]
pub(crate) struct EpisodeView {
    /// The episode.
    #[schema(value_type = String)]
    id: EpisodeId,
    /// Its podcast.
    #[schema(value_type = String)]
    podcast_id: PodcastId,
    /// What its podcast is called.
    podcast_title: String,
    /// Whether there is a picture of its podcast.
    has_picture: bool,
    /// What it is called.
    title: String,
    /// What it is about, as plain text.
    description: String,
    /// When it was published, if the feed says so.
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Timestamp>,
    /// How long it is said to last, in milliseconds.
    duration_ms: Option<u64>,
    /// Its season.
    season: Option<u32>,
    /// Its number within the season.
    number: Option<u32>,
    /// What is here of it.
    state: PodcastEpisodeState,
    /// The media type of its sound, when that is here.
    media_type: Option<&'static str>,
    /// The size of its sound, when that is here.
    size_bytes: Option<u64>,
    /// Why the download failed; told to operators alone.
    fault: Option<String>,
}

impl EpisodeView {
    fn of(episode: Episode, actor: &Actor, language: Language) -> Self {
        let is_operator = actor.member().is_some_and(|member| member.roles.contains(&Role::Operator));
        let (state, media_type, size_bytes, fault) = match episode.state {
            EpisodeState::New => (PodcastEpisodeState::New, None, None, None),
            EpisodeState::Waiting | EpisodeState::Loading => (PodcastEpisodeState::Downloading, None, None, None),
            EpisodeState::Here { sound, size_bytes } => {
                (PodcastEpisodeState::Downloaded, Some(sound.media_type()), Some(size_bytes), None)
            }
            EpisodeState::Failed(fault) => (PodcastEpisodeState::Failed, None, None, Some(fault)),
            EpisodeState::Deleted => (PodcastEpisodeState::Removed, None, None, None),
        };
        Self {
            id: episode.id,
            podcast_id: episode.channel,
            podcast_title: episode.channel_title,
            has_picture: episode.has_picture,
            title: episode.title,
            description: episode.description,
            published_at: episode.published_at,
            duration_ms: episode.duration_ms,
            season: episode.season,
            number: episode.number,
            state,
            media_type,
            size_bytes,
            fault: fault.filter(|_| is_operator).map(|fault| fault.message().get(language).to_owned()),
        }
    }
}

/// Lists the podcasts by title.
#[utoipa::path(
    get, path = "/podcasts", operation_id = "list_podcasts", tag = "podcasts", params(PageQuery),
    responses((status = 200, body = Page<PodcastView>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))),
)]
async fn list_podcasts(
    State(podcasts): State<Podcasts>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<PodcastView>>, Problem> {
    Ok(Json(page_of(&podcasts, &page).await?.map(PodcastView::from)))
}

pub(crate) async fn page_of(podcasts: &Podcasts, page: &PageQuery) -> Result<Page<Channel>, Problem> {
    let after = page.cursor.as_ref().map(Cursor::key).transpose()?;
    let channels = podcasts.channels(after, page.limit.with_extra()).await?;
    Ok(Page::from_extra(channels, page.limit, |channel| (channel.title.clone(), channel.id.as_i64())))
}

/// Shows a podcast.
#[utoipa::path(
    get, path = "/podcasts/{id}", operation_id = "show_podcast", tag = "podcasts",
    params(("id" = String, Path, description = "The podcast")),
    responses((status = 200, body = PodcastView), (status = 404, description = "No such podcast")),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))),
)]
async fn show_podcast(
    State(podcasts): State<Podcasts>,
    Path(id): Path<PodcastId>,
) -> Result<Json<PodcastView>, Problem> {
    Ok(Json(podcasts.channel(id).await?.into()))
}

/// The picture of a podcast, as this server drew it anew.
#[utoipa::path(
    get, path = "/podcasts/{id}/picture", operation_id = "show_podcast_picture", tag = "podcasts",
    params(("id" = String, Path, description = "The podcast")),
    responses(
        (status = 200, description = "The picture", content_type = "image/jpeg"),
        (status = 404, description = "No such podcast, or no picture of it"),
    ),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))),
)]
async fn show_podcast_picture(
    State(podcasts): State<Podcasts>,
    Path(id): Path<PodcastId>,
) -> Result<Response<Body>, Problem> {
    let mut response = Response::new(Body::from(podcasts.picture(id).await?));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(crate::picture::MEDIA_TYPE));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400"));
    Ok(response)
}

/// Lists the episodes of a podcast, the latest first.
#[utoipa::path(
    get, path = "/podcasts/{id}/episodes", operation_id = "list_podcast_episodes", tag = "podcasts",
    params(("id" = String, Path, description = "The podcast"), PageQuery),
    responses((status = 200, body = Page<EpisodeView>), (status = 404, description = "No such podcast")),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))),
)]
async fn list_podcast_episodes(
    State(podcasts): State<Podcasts>,
    actor: Actor,
    language: Language,
    Path(id): Path<PodcastId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<EpisodeView>>, Problem> {
    podcasts.channel(id).await?;
    let before = page.cursor.as_ref().map(Cursor::key).transpose()?;
    let episodes = podcasts.episodes(id, before, page.limit.with_extra()).await?;
    let page = Page::from_extra(episodes, page.limit, place);
    Ok(Json(page.map(|episode| EpisodeView::of(episode, &actor, language))))
}

/// Lists the episodes of all podcasts, the latest first.
#[utoipa::path(
    get, path = "/podcast_episodes", operation_id = "list_newest_podcast_episodes", tag = "podcasts",
    params(PageQuery), responses((status = 200, body = Page<EpisodeView>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))),
)]
async fn list_newest_podcast_episodes(
    State(podcasts): State<Podcasts>,
    actor: Actor,
    language: Language,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<EpisodeView>>, Problem> {
    let before = page.cursor.as_ref().map(Cursor::key).transpose()?;
    let episodes = podcasts.newest(before, page.limit.with_extra()).await?;
    let page = Page::from_extra(episodes, page.limit, place);
    Ok(Json(page.map(|episode| EpisodeView::of(episode, &actor, language))))
}

fn place(episode: &Episode) -> (i64, i64) {
    (episode.sorted_at.as_millis(), episode.id.as_i64())
}

/// Shows an episode.
#[utoipa::path(
    get, path = "/podcast_episodes/{id}", operation_id = "show_podcast_episode", tag = "podcasts",
    params(("id" = String, Path, description = "The episode")),
    responses((status = 200, body = EpisodeView), (status = 404, description = "No such episode")),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))),
)]
async fn show_podcast_episode(
    State(podcasts): State<Podcasts>,
    actor: Actor,
    language: Language,
    Path(id): Path<EpisodeId>,
) -> Result<Json<EpisodeView>, Problem> {
    Ok(Json(EpisodeView::of(podcasts.episode(id).await?, &actor, language)))
}

/// The sound of an episode that was downloaded to this server.
#[utoipa::path(
    get, path = "/podcast_episodes/{id}/stream", operation_id = "stream_podcast_episode", tag = "podcasts",
    params(("id" = String, Path, description = "The episode")),
    responses(
        (status = 200, description = "The sound", content_type = "audio/*"),
        (status = 206, description = "The part asked for", content_type = "audio/*"),
        (status = 304, description = "The client's copy is good"),
        (status = 404, description = "No such episode, or it is not downloaded"),
        (status = 416, description = "The range asked for lies outside the file"),
    ),
    extensions(("x-function" = json!("play")), ("x-purposes" = json!([]))),
)]
async fn stream_podcast_episode(
    State(podcasts): State<Podcasts>,
    Path(id): Path<EpisodeId>,
    method: Method,
    headers: HeaderMap,
    handoff: Option<Extension<Handoff>>,
) -> Result<Response<Body>, Problem> {
    let handoff = handoff.map(|Extension(handoff)| handoff);
    // The kind is told by the file; nothing is claimed here.
    let content_type = "application/octet-stream";
    Ok(podcasts.play(id, FileRequest { method: &method, headers: &headers, content_type, handoff }).await?)
}
