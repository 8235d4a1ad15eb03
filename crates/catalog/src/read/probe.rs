//! Audio facts of containers that are probed for their tracks: Matroska, WebM, odd Ogg files, and what the tag reader gives up on.

use std::fs::File;

use lofty::file::FileType;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::{AudioCodecId, AudioCodecParameters, well_known as codecs};
use symphonia::core::common::Limit;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

use super::budget::{BudgetReader, MAX_READ_BYTES};
use super::{AudioFacts, Reading};
use crate::model::Reason;

/// Whether a format that the tag reader knows can be probed as well.
pub(crate) fn can_probe(file_type: FileType) -> bool {
    matches!(
        file_type,
        FileType::Aac
            | FileType::Aiff
            | FileType::Flac
            | FileType::Mpeg
            | FileType::Mp4
            | FileType::Opus
            | FileType::Vorbis
            | FileType::Wav
    )
}

/// Reads facts by probing; the tags stay empty.
pub(crate) fn read(file: &File, container: &'static str, name: &str, size_bytes: u64) -> Reading {
    match facts(file, container, name, size_bytes) {
        Some(facts) => Reading { facts, playable: true, ..Reading::default() },
        None => Reading::failed(Reason::Unsupported),
    }
}

fn facts(file: &File, container: &'static str, name: &str, size_bytes: u64) -> Option<AudioFacts> {
    let source = BudgetReader::new(file, size_bytes, MAX_READ_BYTES);
    let stream = MediaSourceStream::new(Box::new(source), MediaSourceStreamOptions::default());
    let mut hint = Hint::new();
    if let Some((_, ending)) = name.rsplit_once('.') {
        hint.with_extension(ending);
    }
    let metadata =
        MetadataOptions::default().limit_tag_bytes(Limit::Maximum(1 << 20)).limit_visual_bytes(Limit::Maximum(1 << 20));
    let format = symphonia::default::get_probe().probe(&hint, stream, FormatOptions::default(), metadata).ok()?;
    let track = format.first_track(TrackType::Audio)?;
    let Some(CodecParameters::Audio(parameters)) = &track.codec_params else { return None };
    let media = format.media_info();
    // Matroska tells the length of the whole, other containers that of each track.
    let of_media = media.time_base.zip(media.duration).and_then(|(base, duration)| base.calc_duration(duration));
    let by_container = track.time_base.zip(track.duration).and_then(|(base, duration)| base.calc_duration(duration));
    let duration_ms = by_container
        .or(of_media)
        .map(|time| time.as_millis())
        .or_else(|| Some(i128::from(track.num_frames?) * 1000 / i128::from(parameters.sample_rate?)))
        .and_then(|duration_ms| u64::try_from(duration_ms).ok())
        .unwrap_or_default();
    Some(AudioFacts {
        codec: codec_name(parameters, container).to_owned(),
        container: container.to_owned(),
        duration_ms,
        bitrate_kbps: (duration_ms > 0)
            .then(|| u32::try_from(size_bytes.saturating_mul(8) / duration_ms).ok())
            .flatten(),
        sample_rate_hz: parameters.sample_rate,
        channels: parameters.channels.as_ref().and_then(|channels| u32::try_from(channels.count()).ok()),
        bit_depth: parameters.bits_per_sample.filter(|_| parameters.codec != codecs::CODEC_ID_MP3),
    })
}

impl MediaSource for BudgetReader<'_> {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.size_bytes())
    }
}

fn codec_name(parameters: &AudioCodecParameters, container: &str) -> &'static str {
    const NAMES: &[(AudioCodecId, &str)] = &[
        (codecs::CODEC_ID_AAC, "aac"),
        (codecs::CODEC_ID_AC3, "ac3"),
        (codecs::CODEC_ID_ALAC, "alac"),
        (codecs::CODEC_ID_EAC3, "eac3"),
        (codecs::CODEC_ID_FLAC, "flac"),
        (codecs::CODEC_ID_MP3, "mp3"),
        (codecs::CODEC_ID_OPUS, "opus"),
        (codecs::CODEC_ID_VORBIS, "vorbis"),
        (codecs::CODEC_ID_WAVPACK, "wavpack"),
    ];
    let otherwise = if matches!(container, "wav" | "aiff") { "pcm" } else { "" };
    NAMES.iter().find(|(codec, _)| *codec == parameters.codec).map_or(otherwise, |(_, name)| name)
}
