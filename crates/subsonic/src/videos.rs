//! Videos of the library. They play as songs do; this server keeps no captions and makes no other sizes of them.

use catalog::{Filter, Track, TrackSort};
use ids::TrackId;
use serde_json::json;

use crate::answer::Reply;
use crate::browse::{id, to_value};
use crate::call::Call;
use crate::fault::Fault;

/// Tracks read in one statement.
const STEP: usize = 500;
/// Videos of one answer at most; the protocol knows no pages here.
const VIDEOS_MAX: usize = 5_000;

fn is_video(track: &Track) -> bool {
    track.kind == "video"
}

pub(crate) async fn get_videos(call: &Call<'_>) -> Result<Reply, Fault> {
    let (mut videos, mut after) = (Vec::new(), None);
    loop {
        let page = call.service.catalog.track_list(TrackSort::Title, 0, &Filter::default(), after, STEP).await?;
        videos.extend(page.items.into_iter().filter(is_video));
        after = page.next;
        if after.is_none() || videos.len() >= VIDEOS_MAX {
            break;
        }
    }
    videos.truncate(VIDEOS_MAX);
    Ok(Reply::Body("videos", json!({ "video": to_value(&call.songs(&videos).await?)? })))
}

async fn video(call: &Call<'_>) -> Result<TrackId, Fault> {
    let track: TrackId = id(call.params.require("id")?)?;
    let found = call.service.catalog.track(track).await?.filter(is_video);
    found.map(|track| track.id).ok_or_else(Fault::not_found)
}

pub(crate) async fn get_video_info(call: &Call<'_>) -> Result<Reply, Fault> {
    Ok(Reply::Body("videoInfo", json!({ "id": video(call).await?.to_string() })))
}

/// No video has captions here.
pub(crate) async fn get_captions(call: &Call<'_>) -> Result<Reply, Fault> {
    video(call).await?;
    Err(Fault::not_found())
}
