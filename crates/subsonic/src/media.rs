//! Sound and pictures.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use catalog::covers::{Format, SIZES};
use file_serving::FileRequest;
use ids::{CoverId, TrackId};
use library::{Cover, Target};
use playback::Wish;
use playback::media::Codec;

use crate::answer::Reply;
use crate::browse::id;
use crate::call::Call;
use crate::fault::Fault;
use crate::podcasts;

/// The size of a picture when none is asked for, in pixels: the largest that is kept.
const USUAL_SIDE_PIXELS: u32 = SIZES[SIZES.len() - 1];

/// A song as it is, or made for this client.
pub(crate) async fn stream(call: &Call<'_>) -> Result<Reply, Fault> {
    let params = call.params;
    // An episode goes out as it was downloaded.
    if let Some(episode) = podcasts::sound(call, params.require("id")?).await? {
        return Ok(episode);
    }
    let is_estimated = params.get("estimateContentLength") == Some("true");
    let start_ms = params.parsed::<u64>("timeOffset")?.unwrap_or(0).saturating_mul(1_000);
    let bitrate_kbps_max = params.parsed::<u32>("maxBitRate")?.filter(|most| *most > 0);
    let wish = match params.get("format").filter(|format| !format.is_empty()) {
        Some("raw") => Wish::default(),
        format => Wish { codec: format.map(codec), bitrate_kbps_max, start_ms },
    };
    play(call, wish, is_estimated).await
}

/// The codec that a file's ending stands for.
fn codec(format: &str) -> Codec {
    match format.to_ascii_lowercase().as_str() {
        "ogg" | "oga" => Codec::Opus,
        "m4a" | "mp4" => Codec::Aac,
        "wav" => Codec::Pcm,
        name => Codec::named(name),
    }
}

/// The file as it is, under its own name.
pub(crate) async fn download(call: &Call<'_>) -> Result<Reply, Fault> {
    if let Some(episode) = podcasts::sound(call, call.params.require("id")?).await? {
        return Ok(episode);
    }
    let track: TrackId = id(call.params.require("id")?)?;
    let reply = play(call, Wish::default(), false).await?;
    let Reply::Bytes(mut response) = reply else { return Ok(reply) };
    if let Some(track) = call.service.catalog.track(track).await?
        && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{}", percent(&track.file_name)))
    {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(Reply::Bytes(response))
}

/// `is_estimated` asks for a guess of the length, where that is not known; some players show nothing without one.
async fn play(call: &Call<'_>, wish: Wish, is_estimated: bool) -> Result<Reply, Fault> {
    let track: TrackId = id(call.params.require("id")?)?;
    let playback = &call.service.playback;
    let asked = playback.find(track).await?;
    let offer = playback.offer(&asked, wish)?;
    // A form asks for the same bytes as an address.
    let method = if *call.method == Method::HEAD { Method::HEAD } else { Method::GET };
    let request = FileRequest {
        method: &method,
        headers: call.headers,
        content_type: offer.media_type(),
        handoff: call.handoff.clone(),
    };
    let response = playback.play(&asked, offer, request, Some(call.listener())).await?;
    Ok(Reply::Bytes(if is_estimated { playback.with_estimated_length(&asked, offer, response) } else { response }))
}

/// A picture of a song, an album, an artist or a playlist, or by its own id.
pub(crate) async fn get_cover_art(call: &Call<'_>) -> Result<Reply, Fault> {
    let text = call.params.require("id")?;
    if let Some(bytes) = podcasts::picture(call, text).await? {
        return picture(bytes.into(), "image/jpeg");
    }
    let size = call.params.parsed::<u32>("size")?.unwrap_or(USUAL_SIDE_PIXELS);
    let side_pixels = SIZES.into_iter().find(|known| *known >= size).unwrap_or(USUAL_SIDE_PIXELS);
    let catalog = &call.service.catalog;
    let cover: Option<CoverId> = match Target::parse(text) {
        Some(Target::Track(id)) => {
            catalog.tracks(&[id]).await?.first().and_then(|track| track.cover.as_ref()).map(|cover| cover.id)
        }
        Some(Target::Album(id)) => {
            catalog.albums_of(&[id]).await?.first().and_then(|album| album.cover.as_ref()).map(|cover| cover.id)
        }
        Some(Target::Artist(id)) => {
            catalog.artists_of(&[id]).await?.first().and_then(|artist| artist.cover.as_ref()).map(|cover| cover.id)
        }
        Some(Target::Playlist(id)) => match call.service.library.playlist(Some(call.subject()), id).await?.cover {
            Some(Cover::OfTrack(cover)) => Some(cover),
            Some(Cover::Own { .. }) => {
                let (bytes, media_type) = call.service.library.cover(Some(call.subject()), id).await?;
                return picture(bytes.into(), &media_type);
            }
            None => None,
        },
        None => text.parse().ok(),
    };
    let format = if accepts_webp(call.headers) { Format::Webp } else { Format::Jpeg };
    let bytes = catalog.cover(cover.ok_or_else(Fault::not_found)?, side_pixels, format).await?;
    picture(bytes, format.mime_type())
}

fn accepts_webp(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().any(|value| value.to_str().is_ok_and(|value| value.contains("image/webp")))
}

/// Pictures may be kept by the client for a day: an id of a song can get another one.
pub(crate) fn picture(bytes: bytes::Bytes, media_type: &str) -> Result<Reply, Fault> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = StatusCode::OK;
    let media_type = HeaderValue::from_str(media_type).map_err(|_| Fault::not_found())?;
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(Reply::Bytes(response))
}

/// A name in a header, as RFC 5987 writes it.
fn percent(name: &str) -> String {
    let mut out = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_formats() {
        assert_eq!(percent("a b.flac"), "a%20b.flac");
        assert_eq!(percent("音"), "%E9%9F%B3");
        assert_eq!(codec("MP3"), Codec::Mp3);
        assert_eq!(codec("ogg"), Codec::Opus);
    }
}
