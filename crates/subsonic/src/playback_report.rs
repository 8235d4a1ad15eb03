//! Reports of players while they play (extension `playbackReport`).
//!
//! What a player tells shows what is being played, becomes a listen when enough of a song was heard, and moves the
//! place where the member goes on elsewhere: each under its own live grant, and without them nothing is kept.

use ids::TrackId;
use playback::history::{NewListen, Queue};
use units::{Millis, Timestamp};

use crate::answer::Reply;
use crate::browse::id;
use crate::call::Call;
use crate::fault::Fault;
use crate::now_playing::{Place, Playing, State};

/// How fast a player may say it plays.
const RATES: std::ops::RangeInclusive<f64> = 0.1..=10.0;

pub(crate) async fn report_playback(call: &Call<'_>) -> Result<Reply, Fault> {
    let (params, service) = (call.params, call.service);
    let media = params.require("mediaId")?;
    let is_podcast = match params.require("mediaType")? {
        "song" => false,
        "podcast" => true,
        _ => return Err(Fault::malformed("mediaType")),
    };
    let position = params.require_parsed::<i64>("positionMs")?;
    let state: State = params.require_parsed("state")?;
    let rate = params.parsed::<f64>("playbackRate")?.unwrap_or(1.0);
    if position < 0 {
        return Err(Fault::malformed("positionMs"));
    }
    if !RATES.contains(&rate) {
        return Err(Fault::malformed("playbackRate"));
    }
    let is_ignored = params.parsed::<bool>("ignoreScrobble")?.unwrap_or(false);
    if is_podcast {
        // Of episodes no history is kept, so there is nothing that a report could change.
        return Ok(Reply::Done);
    }
    let track: TrackId = id(media)?;
    let found = service.catalog.track(track).await?.ok_or_else(Fault::not_found)?;
    let duration = Millis(i64::try_from(found.duration_ms).unwrap_or(i64::MAX));
    let place = Place { state, position: Millis(position), rate };
    let now = service.clock.now();
    note(call, track, duration, place, is_ignored, now).await?;
    if state != State::Starting {
        move_on(call, track, position).await?;
    }
    Ok(Reply::Done)
}

/// Notes what is being played, and records it once enough of it was heard.
async fn note(
    call: &Call<'_>,
    track: TrackId,
    duration: Millis,
    place: Place,
    is_ignored: bool,
    now: Timestamp,
) -> Result<(), Fault> {
    let (service, subject) = (call.service, call.subject());
    let Some(mut grant) = service.history.listening(subject).await? else {
        service.playing.forget(subject);
        return Ok(());
    };
    let mut playing = Playing::after(service.playing.get(subject, now), track, place, now);
    let listen = NewListen::parse(track, duration, playing.began_at, playing.heard, now);
    if let (false, false, Ok(listen)) = (is_ignored, playing.is_recorded, listen) {
        service.history.record(&mut grant, listen).await?;
        grant.commit().await?;
        playing.is_recorded = true;
    }
    // What has stopped is not being played any more; one that goes on from there begins anew.
    if place.state == State::Stopped {
        service.playing.forget(subject)
    } else {
        service.playing.put(subject, playing)
    }
    Ok(())
}

/// Moves the place in the queue that goes on elsewhere, when it stands at this song.
async fn move_on(call: &Call<'_>, track: TrackId, position_ms: i64) -> Result<(), Fault> {
    let history = &call.service.history;
    let Some(mut grant) = history.resuming(call.subject()).await? else { return Ok(()) };
    let Some(kept) = history.stopped_at(&mut grant).await? else { return Ok(()) };
    let queue = kept.queue;
    if queue.tracks().get(queue.index() as usize) != Some(&track) {
        return Ok(());
    }
    let moved = Queue::parse(queue.tracks().to_vec(), queue.index(), position_ms, queue.repeat(), queue.is_shuffled());
    if let Ok(moved) = moved {
        history.stop_at(&mut grant, &moved, Some(&call.member.app_name)).await?;
        grant.commit().await?;
    }
    Ok(())
}
