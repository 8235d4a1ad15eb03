//! Marked places in songs.

use ids::TrackId;
use serde_json::json;

use crate::answer::Reply;
use crate::browse::{id, to_value};
use crate::call::Call;
use crate::fault::Fault;

/// Bookmarks in one answer at most.
const BOOKMARKS_MAX: i64 = 5_000;

pub(crate) async fn get_bookmarks(call: &Call<'_>) -> Result<Reply, Fault> {
    let bookmarks = call.service.library.bookmarks(call.subject(), None, BOOKMARKS_MAX).await?;
    let ids: Vec<TrackId> = bookmarks.iter().map(|(bookmark, _)| bookmark.track_id).collect();
    let tracks = call.service.catalog.tracks(&ids).await?;
    let songs = call.songs(&tracks).await?;
    let mut shown = Vec::new();
    for (track, song) in tracks.iter().zip(&songs) {
        // A song that has left the library has no place in it.
        let Some((bookmark, _)) = bookmarks.iter().find(|(bookmark, _)| bookmark.track_id == track.id) else {
            continue;
        };
        shown.push(json!({
            "position": bookmark.position_ms,
            "username": call.member.user_name,
            "comment": bookmark.comment,
            "created": to_value(&bookmark.created_at)?,
            "changed": to_value(&bookmark.changed_at)?,
            "entry": to_value(song)?,
        }));
    }
    Ok(Reply::Body("bookmarks", json!({ "bookmark": shown })))
}

pub(crate) async fn create_bookmark(call: &Call<'_>) -> Result<Reply, Fault> {
    let track: TrackId = id(call.params.require("id")?)?;
    let position_ms = call.params.require_parsed::<i64>("position")?;
    let comment = call.params.get("comment").unwrap_or("");
    call.service.library.set_bookmark(call.subject(), track, position_ms, comment).await?;
    Ok(Reply::Done)
}

pub(crate) async fn delete_bookmark(call: &Call<'_>) -> Result<Reply, Fault> {
    let track: TrackId = id(call.params.require("id")?)?;
    if !call.service.library.remove_bookmark(call.subject(), track).await? {
        return Err(Fault::not_found());
    }
    Ok(Reply::Done)
}
