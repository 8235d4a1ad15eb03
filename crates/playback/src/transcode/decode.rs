//! Files decoded to PCM in this process, from any position.

use std::fs::File;
use std::path::Path;
use std::sync::OnceLock;

use symphonia::core::audio::Channels;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::well_known::{CODEC_ID_ALAC, CODEC_ID_OPUS};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::common::Limit;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, SeekMode, SeekTo, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Time, TimeBase};
use symphonia_adapter_libopus::OpusDecoder;

use super::error::TranscodeError;

/// Damaged packets in a row after which a file is taken to have ended.
const DAMAGED_MAX: usize = 512;
/// Decoded and thrown away before a position asked for: bit reservoirs and Opus want a run-up
/// (80 ms, RFC 7845 §4.6).
const RUN_UP_MS: u64 = 100;
/// Tags are read by the catalogue; here they are only stepped over.
const TAG_BYTES_MAX: usize = 64 * 1024;

/// Rate and channels of decoded samples.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spec {
    pub(super) rate_hz: u32,
    pub(super) channels: Channels,
}

/// A file being decoded.
pub(super) struct PcmSource {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track_id: u32,
    time_base: Option<TimeBase>,
    /// Encoder delay that time stamps include; Ogg Opus alone counts so.
    delay: u64,
    /// Where playing begins, in frames at `rate_hz`, once the first block told the rate.
    begin: Begin,
    samples: Vec<f32>,
    bits_per_sample: Option<u32>,
    exact_frames: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Begin {
    /// At the first frame there is.
    AtOnce,
    /// At this time; earlier frames are dropped.
    AtMs(u64),
}

impl PcmSource {
    /// Opens the audio of `file` and goes to `start_ms`.
    ///
    /// `path` only hints at the kind of file; its content decides.
    pub(super) fn open(file: File, path: &Path, start_ms: u64) -> Result<Self, TranscodeError> {
        let mut hint = Hint::new();
        if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
            hint.with_extension(extension);
        }
        let stream = MediaSourceStream::new(Box::new(file), Default::default());
        let metadata = MetadataOptions::default()
            .limit_tag_bytes(Limit::Maximum(TAG_BYTES_MAX))
            .limit_visual_bytes(Limit::Maximum(TAG_BYTES_MAX));
        let format = symphonia::default::get_probe()
            .probe(&hint, stream, FormatOptions::default(), metadata)
            .map_err(TranscodeError::Decode)?;
        let (decoder, track_id, time_base, delay) = decoder_of(format.as_ref())?;
        let bits_per_sample = bits_of(decoder.codec_params());
        // Of lossy codecs the number includes what encoders put before and behind, or is a guess.
        let track = format.default_track(TrackType::Audio);
        let exact_frames = track.and_then(|track| track.num_frames).filter(|_| bits_per_sample.is_some());
        let is_opus = decoder.codec_params().codec == CODEC_ID_OPUS;
        // Opus begins with what its encoder had not heard yet, before time zero.
        let begin = if start_ms > 0 || is_opus { Begin::AtMs(start_ms) } else { Begin::AtOnce };
        let mut source = Self {
            format,
            decoder,
            track_id,
            time_base,
            delay,
            begin,
            samples: Vec::new(),
            bits_per_sample,
            exact_frames,
        };
        if start_ms > 0 {
            source.seek(start_ms)?;
        }
        Ok(source)
    }

    /// Bits a sample, of codecs that lose nothing.
    pub(super) fn bits_per_sample(&self) -> Option<u32> {
        self.bits_per_sample
    }

    /// Frames of samples in the whole file, where its head tells exactly.
    pub(super) fn exact_frames(&self) -> Option<u64> {
        self.exact_frames
    }

    /// The next decoded frames, interleaved; `None` at the end.
    pub(super) fn next_block(&mut self) -> Result<Option<(Spec, &[f32])>, TranscodeError> {
        let mut damaged = 0;
        loop {
            if damaged > DAMAGED_MAX {
                return Ok(None);
            }
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.track_id => packet,
                Ok(Some(_)) => continue,
                Ok(None) => return Ok(None),
                Err(Error::ResetRequired) => {
                    let (decoder, track_id, time_base, delay) = decoder_of(self.format.as_ref())?;
                    (self.decoder, self.track_id) = (decoder, track_id);
                    (self.time_base, self.delay) = (time_base, delay);
                    continue;
                }
                // A file cut short plays as far as it goes.
                Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                    return Ok(None);
                }
                Err(Error::DecodeError(_)) => {
                    damaged += 1;
                    continue;
                }
                Err(Error::IoError(error)) => return Err(TranscodeError::Read(error)),
                Err(error) => return Err(TranscodeError::Decode(error)),
            };
            let (spec, frames) = match self.decoder.decode(&packet) {
                Ok(block) => {
                    block.copy_to_vec_interleaved(&mut self.samples);
                    let spec = Spec { rate_hz: block.spec().rate(), channels: block.spec().channels().clone() };
                    (spec, block.frames())
                }
                Err(Error::DecodeError(_) | Error::IoError(_)) => {
                    damaged += 1;
                    continue;
                }
                Err(error) => return Err(TranscodeError::Decode(error)),
            };
            damaged = 0;
            let dropped = self.frames_before_begin(&packet, spec.rate_hz).min(frames as u64);
            if frames as u64 > dropped {
                let from = dropped as usize * spec.channels.count();
                return Ok(Some((spec, &self.samples[from..])));
            }
        }
    }

    /// Frames of this packet that lie before the position asked for.
    fn frames_before_begin(&mut self, packet: &Packet, rate_hz: u32) -> u64 {
        let Begin::AtMs(begin_ms) = self.begin else {
            return 0;
        };
        let Some(time_base) = self.time_base else {
            self.begin = Begin::AtOnce;
            return 0;
        };
        // The decoder has already cut what the container told it to trim.
        let first = packet.pts.saturating_add(packet.trim_start);
        let nanoseconds = time_base.calc_time_saturating(first).as_nanos();
        let rate = i128::from(rate_hz);
        let position = (nanoseconds * rate + 500_000_000).div_euclid(1_000_000_000) - i128::from(self.delay);
        let begin = i128::from(begin_ms) * rate / 1_000;
        match u64::try_from(begin - position) {
            Ok(early) if early > 0 => early,
            _ => {
                self.begin = Begin::AtOnce;
                0
            }
        }
    }

    fn seek(&mut self, start_ms: u64) -> Result<(), TranscodeError> {
        let run_up = i64::try_from(start_ms.saturating_sub(RUN_UP_MS)).unwrap_or(i64::MAX / 1_000_000);
        let to = SeekTo::Time { time: Time::from_millis(run_up), track_id: Some(self.track_id) };
        match self.format.seek(SeekMode::Accurate, to) {
            Ok(_) => self.decoder.reset(),
            // Past the end: nothing is left to play, and the stream is rightly empty.
            Err(Error::SeekError(_)) | Err(Error::IoError(_)) => {}
            Err(error) => return Err(TranscodeError::Decode(error)),
        }
        Ok(())
    }
}

/// Bits a sample where the codec loses nothing; ALAC keeps them in its own head alone (`ALACSpecificConfig`, byte 5).
fn bits_of(parameters: &AudioCodecParameters) -> Option<u32> {
    let of_alac = || {
        let config = parameters.extra_data.as_deref().filter(|_| parameters.codec == CODEC_ID_ALAC)?;
        config.get(5).map(|bits| u32::from(*bits)).filter(|bits| matches!(bits, 16 | 20 | 24 | 32))
    };
    parameters.bits_per_sample.or_else(of_alac)
}

type Opened = (Box<dyn AudioDecoder>, u32, Option<TimeBase>, u64);

fn decoder_of(format: &dyn FormatReader) -> Result<Opened, TranscodeError> {
    let track =
        format.default_track(TrackType::Audio).ok_or(TranscodeError::Unsupported("the file has no audio track"))?;
    let Some(CodecParameters::Audio(parameters)) = &track.codec_params else {
        return Err(TranscodeError::Unsupported("the audio track names no codec"));
    };
    let mut parameters = parameters.clone();
    let mut delay = 0;
    if parameters.codec == CODEC_ID_OPUS {
        // The decoder would cut the delay off whatever packet comes first, also after a seek.
        // Without the header it leaves that to us, who know the position.
        parameters.extra_data = None;
        delay = u64::from(track.delay.unwrap_or(0));
    }
    let decoder =
        codecs().make_audio_decoder(&parameters, &AudioDecoderOptions::default()).map_err(|error| match error {
            Error::Unsupported(what) => TranscodeError::Unsupported(what),
            other => TranscodeError::Decode(other),
        })?;
    Ok((decoder, track.id, track.time_base, delay))
}

fn codecs() -> &'static CodecRegistry {
    static CODECS: OnceLock<CodecRegistry> = OnceLock::new();
    CODECS.get_or_init(|| {
        let mut codecs = CodecRegistry::new();
        symphonia::default::register_enabled_codecs(&mut codecs);
        codecs.register_audio_decoder::<OpusDecoder>();
        codecs
    })
}
