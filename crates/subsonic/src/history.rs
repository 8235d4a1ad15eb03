//! What was heard, by consent alone: reports of apps, and the lists made of them.
//!
//! Without a live grant for the history every report is answered with success and nothing is kept.

use std::collections::HashMap;

use ids::{AlbumId, TrackId};
use playback::history::NewListen;
use serde_json::json;
use units::{Millis, Timestamp};

use crate::answer::Reply;
use crate::browse::{ids, to_value};
use crate::call::Call;
use crate::fault::Fault;
use crate::now_playing::Playing;

/// Reports in one request at most.
const REPORTS_MAX: usize = 500;
/// The latest listens that lists of albums are made of.
const LISTENS_MAX: i64 = 5_000;
/// Records what was heard, or notes what is being played.
pub(crate) async fn scrobble(call: &Call<'_>) -> Result<Reply, Fault> {
    let service = call.service;
    let tracks: Vec<TrackId> = ids(call, "id")?;
    let times: Vec<i64> = call.params.all_parsed("time")?;
    if tracks.is_empty() {
        return Err(Fault::missing("id"));
    }
    if tracks.len() > REPORTS_MAX {
        return Err(Fault::other(format!("At most {REPORTS_MAX} reports at once.")));
    }
    let is_submission = call.params.get("submission") != Some("false");
    let known: HashMap<TrackId, u64> =
        service.catalog.tracks(&tracks).await?.into_iter().map(|track| (track.id, track.duration_ms)).collect();
    if tracks.iter().any(|track| !known.contains_key(track)) {
        return Err(Fault::not_found());
    }
    let now = service.clock.now();
    let Some(mut grant) = service.history.listening(call.subject()).await? else {
        service.playing.forget(call.subject());
        return Ok(Reply::Done);
    };
    if !is_submission {
        drop(grant);
        if let Some(track) = tracks.last() {
            service.playing.put(call.subject(), Playing::begun(*track, now));
        }
        return Ok(Reply::Done);
    }
    for (index, track) in tracks.iter().enumerate() {
        let duration = Millis(i64::try_from(known.get(track).copied().unwrap_or_default()).unwrap_or(i64::MAX));
        // The protocol reports that a song was heard, and when it began, but not how long it sounded.
        let played = if duration.0 > 0 { duration } else { Millis::minutes(4) };
        let started_at = times.get(index).map_or(now - played, |time| Timestamp::from_millis(*time));
        // What lies too far back, or ahead, is the report of a clock gone wrong: the others still count.
        if let Ok(listen) = NewListen::parse(*track, duration, started_at, played, now) {
            service.history.record(&mut grant, listen).await?;
        }
    }
    grant.commit().await?;
    Ok(Reply::Done)
}

/// What the member's own apps say they are playing; what others play is theirs.
pub(crate) async fn get_now_playing(call: &Call<'_>) -> Result<Reply, Fault> {
    let service = call.service;
    if service.history.listening(call.subject()).await?.is_none() {
        service.playing.forget(call.subject());
        return Ok(Reply::Body("nowPlaying", json!({ "entry": [] })));
    }
    let now = service.clock.now();
    let mut entries = Vec::new();
    if let Some(playing) = service.playing.get(call.subject(), now) {
        let tracks = service.catalog.tracks(&[playing.track]).await?;
        for song in call.songs(&tracks).await? {
            let mut entry = to_value(&song)?;
            entry["username"] = call.member.user_name.clone().into();
            entry["minutesAgo"] = (now.since(playing.reported_at).0 / Millis::minutes(1).0).into();
            entry["playerId"] = 0.into();
            entry["playerName"] = call.member.app_name.clone().into();
            if let Some(place) = playing.place {
                entry["state"] = place.state.as_str().into();
                entry["positionMs"] = playing.position(now).unwrap_or_default().0.into();
                entry["playbackRate"] = place.rate.into();
            }
            entries.push(entry);
        }
    }
    Ok(Reply::Body("nowPlaying", json!({ "entry": entries })))
}

/// How albums that were heard are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Latest,
    Count,
}

/// The albums of the member's latest listens; none without consent to the history.
pub(crate) async fn albums_heard(call: &Call<'_>, by: By) -> Result<Vec<AlbumId>, Fault> {
    let Some(mut grant) = call.service.history.listening(call.subject()).await? else { return Ok(Vec::new()) };
    let listens = call.service.history.listens(&mut grant, None, LISTENS_MAX).await?;
    drop(grant);
    let mut ids: Vec<TrackId> = listens.iter().map(|listen| listen.track_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let tracks = call.service.catalog.tracks(&ids).await?;
    let album_of: HashMap<TrackId, AlbumId> =
        tracks.into_iter().filter_map(|track| Some((track.id, track.album?.id))).collect();
    let mut albums: Vec<(AlbumId, u64)> = Vec::new();
    let mut places: HashMap<AlbumId, usize> = HashMap::new();
    for album in listens.iter().filter_map(|listen| album_of.get(&listen.track_id).copied()) {
        let place = *places.entry(album).or_insert_with(|| {
            albums.push((album, 0));
            albums.len() - 1
        });
        if let Some((_, count)) = albums.get_mut(place) {
            *count += 1;
        }
    }
    if by == By::Count {
        albums.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    }
    Ok(albums.into_iter().map(|(album, _)| album).collect())
}
