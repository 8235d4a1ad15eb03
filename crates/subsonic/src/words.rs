//! Lyrics, with the times of lines and of words.

use ids::TrackId;
use lyrics::StructuredLyrics;
use serde_json::json;

use crate::answer::Reply;
use crate::browse::{id, require_track, to_value};
use crate::call::Call;
use crate::fault::Fault;

pub(crate) async fn get_lyrics_by_song_id(call: &Call<'_>) -> Result<Reply, Fault> {
    let track: TrackId = id(call.params.require("id")?)?;
    require_track(call, track).await?;
    let is_enhanced = call.params.get("enhanced") == Some("true");
    let layers = match call.service.catalog.lyrics(track).await? {
        Some(found) => StructuredLyrics::of(&found.moved(), is_enhanced),
        None => Vec::new(),
    };
    Ok(Reply::Body("lyricsList", json!({ "structuredLyrics": to_value(&layers)? })))
}

/// Plain lyrics by the names of artist and song; empty when there is no such song, as the protocol has it.
pub(crate) async fn get_lyrics(call: &Call<'_>) -> Result<Reply, Fault> {
    let (artist, title) = (call.params.get("artist").unwrap_or(""), call.params.get("title").unwrap_or(""));
    let mut lyrics = json!({ "value": "" });
    if title.is_empty() {
        return Ok(Reply::Body("lyrics", lyrics));
    }
    let (artist_key, title_key) = (catalog::fold(artist), catalog::fold(title));
    let (_, _, tracks) = call.service.catalog.search(title, 100).await?;
    let found = tracks.into_iter().find(|track| {
        let is_artist = artist_key.is_empty() || track.artists.iter().any(|one| catalog::fold(&one.name) == artist_key);
        track.has_lyrics && catalog::fold(&track.title) == title_key && is_artist
    });
    if let Some(track) = found
        && let Some(found) = call.service.catalog.lyrics(track.id).await?
        && let Some(main) = StructuredLyrics::of(&found.moved(), false).first()
    {
        let lines: Vec<&str> = main.line.iter().map(|line| line.value.as_str()).collect();
        lyrics = json!({ "value": lines.join("\n"), "title": track.title });
        if let Some(artist) = track.artists.first() {
            lyrics["artist"] = artist.name.clone().into();
        }
    }
    Ok(Reply::Body("lyrics", lyrics))
}
