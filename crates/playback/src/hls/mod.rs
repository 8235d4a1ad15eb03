//! HTTP Live Streaming: a track in segments of some seconds, each made when it is asked for (RFC 8216, fragmented MP4).
//!
//! A player fetches what it is about to play and nothing else, goes anywhere in a long recording at once, and changes the quality on the
//! way. Segments are made in this process, as Opus, or as FLAC for players that do not take Opus in MP4, such as those of older Apple
//! devices; none depends on what was made before, so nothing is kept between two of them.
//!
//! Invariants
//! - Segments join without a gap: `segments_join_as_one_stream` in `transcode`, `tests/hls.rs`, and ffmpeg where there is one.
//! - A playlist's segments are together as long as the track.
//! - A segment takes a place among the transcodes while it is made, as any stream does, and none afterwards.

mod mp4;
mod playlist;
mod routes;
mod timeline;

use std::fmt;
use std::str::FromStr;

use http_api::Problem;

pub use playlist::MEDIA_TYPE;
pub(crate) use routes::routes;

use crate::lent::{BITRATE_KBPS_MAX, BITRATE_KBPS_MIN};
use crate::media::Codec;
use crate::plan::{Quality, engine_for};
use crate::problems::Refused;
use crate::transcode::{FlacFormat, SegmentCodec, SegmentTarget};
use crate::{Asked, AudioSource, Listener, Playback};
use mp4::Coding;
use timeline::{SEGMENT_MS, Timeline};

/// The media type of heads and segments.
const SEGMENT_TYPE: &str = "audio/mp4";
/// FLAC is made at one of these rates, in Hz; a source at another one is brought to the first.
const FLAC_RATES_HZ: [u32; 6] = [48_000, 44_100, 88_200, 96_000, 176_400, 192_000];
/// Blocks of FLAC in a segment at up to 48 kHz: 80 ms each.
const FLAC_BLOCKS: u32 = 75;

/// One form in which a track can be had in segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendition {
    /// Opus.
    Opus {
        /// Its rate in kbit/s, 24 to 320.
        bitrate_kbps: u32,
    },
    /// FLAC, in the source's rate and depth where these are usual.
    Flac,
}

impl Rendition {
    /// Opus at this rate, or the next there is.
    #[must_use]
    pub fn opus(bitrate_kbps: u32) -> Self {
        Self::Opus { bitrate_kbps: bitrate_kbps.clamp(BITRATE_KBPS_MIN, BITRATE_KBPS_MAX) }
    }

    /// Those of every track, the one to begin with first.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        let opus = |quality: Quality| Self::opus(quality.bitrate_kbps(Codec::Opus));
        vec![opus(Quality::Standard), opus(Quality::Low), opus(Quality::High), Self::Flac]
    }

    fn codec(self) -> Codec {
        match self {
            Self::Opus { .. } => Codec::Opus,
            Self::Flac => Codec::Flac,
        }
    }

    /// The codec as playlists name it (RFC 6381).
    fn codecs(self) -> &'static str {
        match self {
            Self::Opus { .. } => "Opus",
            Self::Flac => "fLaC",
        }
    }

    fn coding(self, source: &AudioSource) -> Coding {
        match self {
            Self::Opus { .. } => Coding::Opus,
            Self::Flac => Coding::Flac(flac_of(source)),
        }
    }

    /// What the fullest segment takes, in bit/s: encoders vary their rate, and containers take room.
    fn bandwidth_bps(self, source: &AudioSource) -> u64 {
        match self {
            Self::Opus { bitrate_kbps } => u64::from(bitrate_kbps) * 1_150 + 8_000,
            Self::Flac => {
                let FlacFormat { rate_hz, bits, .. } = flac_of(source);
                u64::from(rate_hz) * u64::from(bits) * 2 + 16_000
            }
        }
    }
}

/// For addresses: `opus-96`, `flac`.
impl fmt::Display for Rendition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opus { bitrate_kbps } => write!(formatter, "opus-{bitrate_kbps}"),
            Self::Flac => formatter.write_str("flac"),
        }
    }
}

/// A text that names no rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a rendition of this server")]
pub struct NotARendition;

impl FromStr for Rendition {
    type Err = NotARendition;

    fn from_str(text: &str) -> Result<Self, NotARendition> {
        if text == "flac" {
            return Ok(Self::Flac);
        }
        let bitrate_kbps = text.strip_prefix("opus-").and_then(|text| text.parse().ok()).ok_or(NotARendition)?;
        let is_made = (BITRATE_KBPS_MIN..=BITRATE_KBPS_MAX).contains(&bitrate_kbps);
        // One address for one thing.
        let is_plain = Self::Opus { bitrate_kbps }.to_string() == text;
        if is_made && is_plain { Ok(Self::Opus { bitrate_kbps }) } else { Err(NotARendition) }
    }
}

/// The form of FLAC for a track, by what the catalogue knows of it: its head and each of its segments have to agree.
fn flac_of(source: &AudioSource) -> FlacFormat {
    let rate_hz = source.facts.sample_rate_hz.unwrap_or(FLAC_RATES_HZ[0]);
    let rate_hz = if FLAC_RATES_HZ.contains(&rate_hz) { rate_hz } else { FLAC_RATES_HZ[0] };
    let bits = if source.facts.bit_depth.is_some_and(|bits| bits > 16) { 24 } else { 16 };
    // A whole number of blocks fills a segment exactly at each of the rates.
    let block = if rate_hz % 44_100 == 0 { 44_100 } else { 48_000 } * SEGMENT_MS as u32 / 1_000 / FLAC_BLOCKS;
    FlacFormat { rate_hz, channels: 2, bits, block: block as u16 }
}

impl Playback {
    /// A playlist of renditions of a track; the address of each begins with `base`.
    ///
    /// # Errors
    /// [`crate::codes::UNAVAILABLE`] when nobody here reads the file, or its length is not known or beyond three days.
    pub fn hls_master(&self, asked: &Asked, renditions: &[Rendition], base: &str) -> Result<String, Problem> {
        self.timeline(&asked.source)?;
        let listed: Vec<(Rendition, u64)> =
            renditions.iter().map(|rendition| (*rendition, rendition.bandwidth_bps(&asked.source))).collect();
        Ok(playlist::master(&listed, |rendition| format!("{base}{rendition}/playlist.m3u8")))
    }

    /// A playlist of the segments of a track, whose addresses begin with `base`.
    ///
    /// # Errors
    /// As [`Self::hls_master`].
    pub fn hls_playlist(&self, asked: &Asked, base: &str) -> Result<String, Problem> {
        Ok(playlist::media(self.timeline(&asked.source)?, base))
    }

    fn timeline(&self, source: &AudioSource) -> Result<Timeline, Refused> {
        let abilities = self.transcoder.abilities();
        let is_read = source.facts.codec.decodes_in_process() || abilities.ffmpeg;
        Timeline::new(source.duration_ms).filter(|_| is_read).ok_or(Refused::NothingToPlay)
    }

    /// The head of a rendition.
    fn hls_init(&self, source: &AudioSource, rendition: Rendition) -> Result<Vec<u8>, Refused> {
        self.timeline(source)?;
        Ok(mp4::init(rendition.coding(source)))
    }

    /// One segment of a rendition.
    async fn hls_segment(
        &self,
        source: &AudioSource,
        rendition: Rendition,
        index: u64,
        listener: Option<Listener>,
    ) -> Result<Vec<u8>, Refused> {
        let timeline = self.timeline(source)?;
        if index >= timeline.count() {
            return Err(Refused::NoTrack);
        }
        let codec = match rendition {
            Rendition::Opus { bitrate_kbps } => SegmentCodec::Opus { bitrate_kbps },
            Rendition::Flac => {
                let format = flac_of(source);
                let blocks = SEGMENT_MS * u64::from(format.rate_hz) / 1_000 / u64::from(format.block);
                SegmentCodec::Flac { format, first_block: (index * blocks) as u32 }
            }
        };
        let target = SegmentTarget {
            codec,
            begin_ms: timeline.begin_ms(index),
            length_ms: timeline.length_ms(index),
            is_last: timeline.is_last(index),
        };
        // Whatever ffmpeg reads is coded in this process.
        let engine = engine_for(source.facts.codec, rendition.codec(), self.transcoder.abilities());
        let engine = engine.unwrap_or(crate::plan::Engine::Ffmpeg);
        let frames =
            self.transcoder.segment(&source.path, target, engine, listener).await.map_err(Refused::Transcode)?;
        let begin = timeline.begin_ms(index) * u64::from(codec.rate_hz()) / 1_000;
        Ok(mp4::segment(rendition.coding(source), index, begin, &frames))
    }
}

#[cfg(test)]
mod tests {
    use super::Rendition;

    #[test]
    fn a_rendition_is_read_as_it_was_written() {
        for rendition in [Rendition::Flac, Rendition::opus(24), Rendition::opus(1_000)] {
            assert_eq!(rendition.to_string().parse(), Ok(rendition));
        }
        for wrong in ["", "opus", "opus-", "opus-23", "opus-321", "opus-096", "opus-+96", "FLAC", "aac-96"] {
            assert!(wrong.parse::<Rendition>().is_err(), "{wrong}");
        }
    }
}
