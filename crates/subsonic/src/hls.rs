//! Songs in segments, for players of HTTP Live Streaming.

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use ids::TrackId;
use playback::hls::{MEDIA_TYPE, Rendition};

use crate::answer::Reply;
use crate::browse::id;
use crate::call::Call;
use crate::fault::Fault;

/// Rates of one playlist at most.
const RATES_MAX: usize = 10;

/// A playlist of segments for one rate, and of renditions for several or none.
///
/// What it names is fetched without signing in, as any song can be: no key of the app stands in a playlist. `audioTrack` is let be: a song
/// has one.
pub(crate) async fn hls(call: &Call<'_>) -> Result<Reply, Fault> {
    let track: TrackId = id(call.params.require("id")?)?;
    let rates = rates(call.params.all("bitRate"))?;
    let playback = &call.service.playback;
    let asked = playback.find(track).await?;
    // From `/rest/hls.m3u8`, wherever a proxy may have put that.
    let base = format!("../api/v1/tracks/{track}/hls/");
    let playlist = match rates.as_slice() {
        [] => playback.hls_master(&asked, &Rendition::usual(), &base)?,
        [rate] => playback.hls_playlist(&asked, &format!("{base}{rate}/"))?,
        several => playback.hls_master(&asked, several, &base)?,
    };
    let mut response = Response::new(Body::from(playlist));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(Reply::Bytes(response))
}

/// The rates asked for, each once and in their order; 0 asks for no limit, and so for none of them.
fn rates<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Vec<Rendition>, Fault> {
    let mut rates = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        // The size of a picture may follow the rate; sound has none.
        let (kbps, size) = text.split_once('@').map_or((text, None), |(kbps, size)| (kbps, Some(size)));
        let is_size = |size: &str| {
            size.split_once('x')
                .is_some_and(|(width, height)| width.parse::<u32>().is_ok() && height.parse::<u32>().is_ok())
        };
        let kbps: u32 = kbps.parse().map_err(|_| Fault::malformed("bitRate"))?;
        if !size.is_none_or(is_size) {
            return Err(Fault::malformed("bitRate"));
        }
        let rendition = Rendition::opus(kbps);
        if kbps > 0 && !rates.contains(&rendition) {
            rates.push(rendition);
        }
    }
    if rates.len() > RATES_MAX {
        return Err(Fault::new(10, format!("There are at most {RATES_MAX} rates.")));
    }
    Ok(rates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_the_protocol_writes_them() {
        let read = |texts: &[&str]| rates(texts.iter().copied());
        let opus = |kbps| Rendition::opus(kbps);
        assert_eq!(read(&["1000@480x360", "96", "96", "320"]), Ok(vec![opus(320), opus(96)]));
        assert_eq!(read(&["0", ""]), Ok(Vec::new()));
        for wrong in ["many", "-1", "96@", "96@wide", "96@1xhigh", "1.5"] {
            assert_eq!(read(&[wrong]), Err(Fault::malformed("bitRate")), "{wrong}");
        }
    }
}
