//! The queue that goes on elsewhere, by consent alone: without it saving succeeds and nothing is kept.

use ids::TrackId;
use playback::history::{Queue, RepeatMode};
use serde_json::json;

use crate::answer::Reply;
use crate::browse::{id, ids, to_value};
use crate::call::Call;
use crate::fault::Fault;

/// How the place in the queue is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceBy {
    Song,
    Index,
}

pub(crate) async fn save_play_queue(call: &Call<'_>, by: PlaceBy) -> Result<Reply, Fault> {
    let tracks: Vec<TrackId> = ids(call, "id")?;
    let position_ms = call.params.parsed::<i64>("position")?.unwrap_or(0);
    let index = match by {
        _ if tracks.is_empty() => 0,
        PlaceBy::Index => call.params.require_parsed::<u32>("currentIndex")?,
        PlaceBy::Song => match call.params.get("current").filter(|text| !text.is_empty()) {
            Some(text) => {
                let current: TrackId = id(text)?;
                let index = tracks.iter().position(|track| *track == current);
                index.and_then(|index| u32::try_from(index).ok()).ok_or_else(|| Fault::malformed("current"))?
            }
            None => 0,
        },
    };
    let place = if by == PlaceBy::Index { "currentIndex" } else { "current" };
    let queue = Queue::parse(tracks, index, position_ms, RepeatMode::Off, false).map_err(|part| {
        use playback::history::NotAPlayState;
        match part {
            NotAPlayState::Tracks => Fault::other(format!("At most {} songs.", playback::history::QUEUE_MAX)),
            NotAPlayState::Index => Fault::malformed(place),
            NotAPlayState::PositionMs => Fault::malformed("position"),
        }
    })?;
    if let Some(mut grant) = call.service.history.resuming(call.subject()).await? {
        call.service.history.stop_at(&mut grant, &queue, Some(&call.member.app_name)).await?;
        grant.commit().await?;
    }
    Ok(Reply::Done)
}

pub(crate) async fn get_play_queue(call: &Call<'_>, by: PlaceBy) -> Result<Reply, Fault> {
    let kept = match call.service.history.resuming(call.subject()).await? {
        Some(mut grant) => call.service.history.stopped_at(&mut grant).await?,
        None => None,
    };
    let name = if by == PlaceBy::Index { "playQueueByIndex" } else { "playQueue" };
    let Some(kept) = kept else {
        let now = to_value(&call.service.clock.now())?;
        let empty = json!({ "username": call.member.user_name, "changed": now, "changedBy": "", "entry": [] });
        return Ok(Reply::Body(name, empty));
    };
    let wanted = kept.queue.tracks();
    let mut distinct = wanted.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let known: std::collections::HashMap<_, _> =
        call.service.catalog.tracks(&distinct).await?.into_iter().map(|track| (track.id, track)).collect();
    // Songs that have left the library leave the queue too, and its place moves with them.
    let place = kept.queue.index() as usize;
    let index = wanted.iter().take(place).filter(|track| known.contains_key(track)).count();
    let current = wanted.get(place).filter(|track| known.contains_key(track));
    let songs = call.songs(wanted.iter().filter_map(|track| known.get(track))).await?;
    let mut queue = json!({
        "username": call.member.user_name,
        "changed": to_value(&kept.updated_at)?,
        "changedBy": kept.device_name.unwrap_or_default(),
        "entry": to_value(&songs)?,
    });
    if let Some(current) = current {
        queue["position"] = kept.queue.position_ms().into();
        match by {
            PlaceBy::Index => queue["currentIndex"] = index.into(),
            PlaceBy::Song => queue["current"] = current.to_string().into(),
        }
    }
    Ok(Reply::Body(name, queue))
}
