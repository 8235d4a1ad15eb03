//! Playing for other protocols, which ask in words of their own: a codec by name, a rate, a place.

use axum::body::Body;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderValue, Response};
use http_api::Problem;
use ids::TrackId;

use crate::client::{Decision, Device, decide_for};
use crate::media::{Codec, Container, media_type};
use crate::of_length::OfLength;
use crate::plan::{Engine, Target, TrackFacts, engine_for};
use crate::problems::Refused;
use file_serving::FileRequest;

use crate::{AudioSource, Listener, Playback, Stream};

/// The lowest rate at which anything is made, in kbit/s.
pub(crate) const BITRATE_KBPS_MIN: u32 = 24;
/// The highest rate at which anything is made, in kbit/s.
pub(crate) const BITRATE_KBPS_MAX: u32 = 320;
/// The rate of a transcode when none is named, in kbit/s.
const BITRATE_KBPS_USUAL: u32 = 160;

/// What a client of another protocol wants to hear.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The codec it wants; the file's own when it names none.
    pub codec: Option<Codec>,
    /// The highest rate it wants, in kbit/s.
    pub bitrate_kbps_max: Option<u32>,
    /// Where to begin, in milliseconds; beyond 0 a transcode is made, whose own time begins there.
    pub start_ms: u64,
}

/// What it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What the sound is coded in.
    pub codec: Codec,
    /// The file around it.
    pub container: Container,
    /// Its rate in kbit/s, when known.
    pub bitrate_kbps: Option<u32>,
    /// Whether it is the file as it is.
    pub is_original: bool,
    stream: Stream,
}

impl Offer {
    /// The media type of what is offered.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        media_type(self.codec, self.container)
    }
}

/// A track that may be played, found for another protocol.
#[derive(Clone, Debug)]
pub struct Asked {
    pub(crate) source: AudioSource,
    /// Its length in milliseconds; 0 when unknown.
    pub duration_ms: u64,
}

impl Asked {
    /// What is known of its file.
    #[must_use]
    pub fn facts(&self) -> TrackFacts {
        self.source.facts
    }
}

impl Playback {
    /// What a device hears that told all it can do.
    #[must_use]
    pub fn decide_for(&self, asked: &Asked, device: &Device) -> Decision {
        decide_for(&asked.source.facts, device, self.transcoder.abilities())
    }

    /// A transcode that was decided on, by the text form of its [`Target`], begun at `start_ms`.
    ///
    /// # Errors
    /// [`crate::codes::PARAMS`] for what is no such text, [`crate::codes::UNAVAILABLE`] when this server cannot make it now,
    /// [`crate::codes::RANGE`] beyond the end.
    pub fn offer_of(&self, asked: &Asked, params: &str, start_ms: u64) -> Result<Offer, Problem> {
        let target: Target = params.parse().map_err(|_| Problem::new(&crate::codes::PARAMS))?;
        if start_ms > 0 && asked.duration_ms > 0 && start_ms >= asked.duration_ms {
            return Err(Problem::new(&crate::codes::RANGE));
        }
        let engine = engine_for(asked.source.facts.codec, target.codec, self.transcoder.abilities())
            .ok_or(Refused::NothingToPlay)?;
        let target = Target { engine, ..target };
        Ok(Offer {
            codec: target.codec,
            container: target.container(),
            bitrate_kbps: Some(target.bitrate_kbps).filter(|kbps| *kbps > 0),
            is_original: false,
            stream: Stream::Transcode { target, start_ms, has_picture: false },
        })
    }

    /// Finds a track that can be played.
    ///
    /// # Errors
    /// Not found, when there is none or its file is missing.
    pub async fn find(&self, track: TrackId) -> Result<Asked, Problem> {
        let source = self.source(track).await?;
        Ok(Asked { duration_ms: source.duration_ms, source })
    }

    /// What a client hears who wants this. The file as it is wins where it is what was asked for, or when nothing
    /// else can be made of it and it is not to begin later: the music plays on.
    ///
    /// # Errors
    /// [`crate::codes::UNAVAILABLE`] when this server cannot make what was asked for, and nothing else fits.
    pub fn offer(&self, asked: &Asked, wish: Wish) -> Result<Offer, Problem> {
        let facts = asked.source.facts;
        let original = Offer {
            codec: facts.codec,
            container: facts.container,
            bitrate_kbps: facts.bitrate_kbps,
            is_original: true,
            stream: Stream::Original,
        };
        let is_codec = wish.codec.is_none_or(|codec| codec == facts.codec);
        let is_rate = wish
            .bitrate_kbps_max
            .is_none_or(|most| facts.bitrate_kbps.is_some_and(|bitrate_kbps| bitrate_kbps <= most));
        if is_codec && is_rate && wish.start_ms == 0 {
            return Ok(original);
        }
        if wish.start_ms > 0 && asked.duration_ms > 0 && wish.start_ms >= asked.duration_ms {
            return Err(Problem::new(&crate::codes::RANGE));
        }
        let wanted = [wish.codec, Some(facts.codec), Some(Codec::Opus), Some(Codec::Aac), Some(Codec::Mp3)];
        let can_make = |codec: Codec| -> Option<(Codec, Engine)> {
            Some((codec, engine_for(facts.codec, codec, self.transcoder.abilities())?))
        };
        // A client that named a codec plays that one, and perhaps no other.
        let named = wish.codec.map_or(wanted.len(), |_| 1);
        let Some((codec, engine)) = wanted.into_iter().take(named).flatten().find_map(can_make) else {
            return if wish.start_ms == 0 { Ok(original) } else { Err(Refused::NothingToPlay.into()) };
        };
        let bitrate_kbps =
            wish.bitrate_kbps_max.unwrap_or(BITRATE_KBPS_USUAL).clamp(BITRATE_KBPS_MIN, BITRATE_KBPS_MAX);
        let target = Target::new(codec, bitrate_kbps, engine);
        Ok(Offer {
            codec,
            container: target.container(),
            bitrate_kbps: Some(bitrate_kbps),
            is_original: false,
            stream: Stream::Transcode { target, start_ms: wish.start_ms, has_picture: false },
        })
    }

    /// An answer with a guess of its length in `Content-Length`, where its length is not known and it is not lossless.
    ///
    /// The sound is made to fit the guess: what is missing is filled with bytes 0, which no decoder takes for sound, and
    /// what is beyond it, which a guess on the high side avoids, is cut off. A length that is not kept breaks the connection.
    #[must_use]
    pub fn with_estimated_length(&self, asked: &Asked, offer: Offer, response: Response<Body>) -> Response<Body> {
        let Stream::Transcode { target, start_ms, .. } = offer.stream else { return response };
        if target.codec.is_lossless() || response.headers().contains_key(CONTENT_LENGTH) || asked.duration_ms == 0 {
            return response;
        }
        let whole = self.estimated_bytes(&asked.source, target);
        let left = whole.saturating_mul(asked.duration_ms.saturating_sub(start_ms)) / asked.duration_ms;
        // Variable rates go beyond their mean in difficult music, and containers take room: half as much again is enough for both.
        let bytes = left + left / 2 + 32_768;
        let (mut parts, body) = response.into_parts();
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes));
        Response::from_parts(parts, Body::new(OfLength::new(body, bytes)))
    }

    /// Plays what was offered; ranges and validators of the request hold for the file as it is and for finished transcodes.
    ///
    /// # Errors
    /// When the file cannot be read, or as many transcodes run as allowed.
    pub async fn play(
        &self,
        asked: &Asked,
        offer: Offer,
        request: FileRequest<'_>,
        listener: Option<Listener>,
    ) -> Result<Response<Body>, Problem> {
        let FileRequest { method, headers, handoff, .. } = request;
        Ok(self.stream(&asked.source, offer.stream, method, headers, handoff, listener).await?)
    }
}
