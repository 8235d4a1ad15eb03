//! Podcasts, as operators subscribed to them.

use std::num::NonZeroU64;

use axum::http::Method;
use file_serving::FileRequest;
use ids::{EpisodeId, PodcastId};
use podcasts::{Channel, Episode, EpisodeState};
use serde_json::{Map, Value, json};

use crate::answer::Reply;
use crate::browse::id;
use crate::call::Call;
use crate::fault::Fault;

/// Channels of one answer: all that there can be.
const CHANNELS_MAX: i64 = podcasts::CHANNELS_MAX.cast_signed();
/// Episodes of a channel in one answer: all that are read of a feed.
const EPISODES_MAX: i64 = 2_000;
/// Newest episodes when no count is asked for, as the protocol has it.
const NEWEST_USUAL: usize = 20;

/// Every channel, or one, with or without episodes.
pub(crate) async fn get_podcasts(call: &Call<'_>) -> Result<Reply, Fault> {
    let podcasts = &call.service.podcasts;
    let with_episodes = call.params.get("includeEpisodes") != Some("false");
    let channels = match call.params.get("id").filter(|text| !text.is_empty()) {
        Some(text) => vec![podcasts.channel(id::<PodcastId>(text)?).await?],
        None => podcasts.channels(None, CHANNELS_MAX).await?,
    };
    let mut shown = Vec::with_capacity(channels.len());
    for channel in channels {
        let mut object = shown_channel(&channel);
        if with_episodes {
            let episodes = podcasts.episodes(channel.id, None, EPISODES_MAX).await?;
            object.insert("episode".to_owned(), episodes.iter().map(shown_episode).collect());
        }
        shown.push(Value::Object(object));
    }
    Ok(Reply::Body("podcasts", json!({ "channel": shown })))
}

/// The newest episodes of all channels.
pub(crate) async fn get_newest_podcasts(call: &Call<'_>) -> Result<Reply, Fault> {
    let count = call.params.count("count", NEWEST_USUAL, 500)?;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let episodes = call.service.podcasts.newest(None, count).await?;
    let shown: Vec<Value> = episodes.iter().map(shown_episode).collect();
    Ok(Reply::Body("newestPodcasts", json!({ "episode": shown })))
}

/// One episode.
pub(crate) async fn get_podcast_episode(call: &Call<'_>) -> Result<Reply, Fault> {
    let episode = call.service.podcasts.episode(id(call.params.require("id")?)?).await?;
    Ok(Reply::Body("podcastEpisode", shown_episode(&episode)))
}

/// Reads every feed again, while nobody waits for it.
pub(crate) fn refresh_podcasts(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    let podcasts = call.service.podcasts.clone();
    tokio::spawn(async move {
        // Nothing is younger than no time at all, so everything is due.
        match podcasts.refresh_due(units::Millis(0)).await {
            Ok(_) => podcasts.download_soon(),
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "subsonic: podcasts"),
        }
    });
    Ok(Reply::Done)
}

/// Subscribes to a feed.
pub(crate) async fn create_podcast_channel(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.podcasts.subscribe(call.params.require("url")?, 0).await?;
    Ok(Reply::Done)
}

/// Ends a subscription.
pub(crate) async fn delete_podcast_channel(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.podcasts.unsubscribe(id(call.params.require("id")?)?).await?;
    Ok(Reply::Done)
}

/// Removes what was downloaded of an episode.
pub(crate) async fn delete_podcast_episode(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.podcasts.remove_download(id(call.params.require("id")?)?).await?;
    Ok(Reply::Done)
}

/// Lets an episode be downloaded to the server.
pub(crate) async fn download_podcast_episode(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.podcasts.request_download(id(call.params.require("id")?)?).await?;
    call.service.podcasts.download_soon();
    Ok(Reply::Done)
}

/// The sound of an episode, when that is what is asked for.
pub(crate) async fn sound(call: &Call<'_>, text: &str) -> Result<Option<Reply>, Fault> {
    let Ok(episode) = text.parse::<EpisodeId>() else { return Ok(None) };
    // A form asks for the same bytes as an address.
    let method = if *call.method == Method::HEAD { Method::HEAD } else { Method::GET };
    let request = FileRequest {
        method: &method,
        headers: call.headers,
        content_type: "application/octet-stream",
        handoff: call.handoff.clone(),
    };
    Ok(Some(Reply::Bytes(call.service.podcasts.play(episode, request).await?)))
}

/// The picture of a channel or of an episode's channel, when that is what is asked for.
pub(crate) async fn picture(call: &Call<'_>, text: &str) -> Result<Option<Vec<u8>>, Fault> {
    let podcasts = &call.service.podcasts;
    let channel = match (text.parse::<PodcastId>(), text.parse::<EpisodeId>()) {
        (Ok(channel), _) => channel,
        (_, Ok(episode)) => podcasts.episode(episode).await?.channel,
        _ => return Ok(None),
    };
    Ok(Some(podcasts.picture(channel).await?))
}

fn shown_channel(channel: &Channel) -> Map<String, Value> {
    let status = if channel.fault.is_some() { "error" } else { "completed" };
    let mut object = Map::new();
    object.insert("id".to_owned(), channel.id.to_string().into());
    object.insert("url".to_owned(), channel.feed_url.clone().into());
    object.insert("title".to_owned(), channel.title.clone().into());
    object.insert("description".to_owned(), channel.description.clone().into());
    object.insert("status".to_owned(), status.into());
    if channel.has_picture {
        object.insert("coverArt".to_owned(), channel.id.to_string().into());
    }
    if let Some(url) = &channel.image_url {
        object.insert("originalImageUrl".to_owned(), url.clone().into());
    }
    if let Some(fault) = &channel.fault {
        object.insert("errorMessage".to_owned(), fault.message().en.into_owned().into());
    }
    object
}

fn shown_episode(episode: &Episode) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("id", episode.id.to_string().into());
    put("parent", episode.channel.to_string().into());
    put("channelId", episode.channel.to_string().into());
    put("isDir", false.into());
    put("title", episode.title.clone().into());
    put("album", episode.channel_title.clone().into());
    put("artist", episode.channel_title.clone().into());
    put("description", episode.description.clone().into());
    put("genre", "Podcast".into());
    put("type", "podcast".into());
    put("isVideo", false.into());
    if episode.has_picture {
        put("coverArt", episode.channel.to_string().into());
    }
    if let Some(published_at) = episode.published_at {
        put("publishDate", published_at.to_string().into());
        put("created", published_at.to_string().into());
    }
    if let Some(number) = episode.number {
        put("track", number.into());
    }
    let seconds = episode.duration_ms.map(|duration_ms| duration_ms.div_ceil(1_000));
    if let Some(seconds) = seconds {
        put("duration", seconds.into());
    }
    let status = match &episode.state {
        EpisodeState::New => "new",
        EpisodeState::Waiting | EpisodeState::Loading => "downloading",
        EpisodeState::Here { sound, size_bytes } => {
            put("streamId", episode.id.to_string().into());
            put("size", (*size_bytes).into());
            put("contentType", sound.media_type().into());
            put("suffix", sound.ending().into());
            if let Some(seconds) = seconds.and_then(NonZeroU64::new) {
                put("bitRate", (size_bytes.saturating_mul(8) / 1_000 / seconds).into());
            }
            "completed"
        }
        EpisodeState::Failed(_) => "error",
        EpisodeState::Deleted => "deleted",
    };
    put("status", status.into());
    Value::Object(object)
}
