//! One file made into one stream by this process, a few pages at a time.

use std::fs::File;
use std::path::Path;

use super::decode::{PcmSource, Spec};
use super::error::TranscodeError;
use super::lossless_stream::LosslessStream;
use super::mix::Mix;
use super::opus_stream::{OpusStream, SAMPLE_RATE_HZ};
use super::resample::ToRate;
use super::tags::TrackTags;
use crate::media::Codec;
use crate::plan::SoundLimits;

/// What the stream is to be.
#[derive(Clone, Debug)]
pub(super) struct PcmTarget {
    /// Opus, FLAC or PCM.
    pub(super) codec: Codec,
    /// Target of the encoder's variable rate, in kbit/s; of no meaning for what is lossless.
    pub(super) bitrate_kbps: u32,
    /// What the sound may be at most.
    pub(super) limits: SoundLimits,
    /// Where to begin, in milliseconds of the source.
    pub(super) start_ms: u64,
    /// Number of the Ogg stream; equal for equal content, so that equal transcodes are equal bytes.
    pub(super) serial: u32,
    /// What the stream says of itself.
    pub(super) tags: TrackTags,
}

/// The encoder and what it writes.
enum Stream {
    Opus(OpusStream),
    Lossless(LosslessStream),
}

impl Stream {
    fn push(&mut self, pcm: &[f32], out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        match self {
            Self::Opus(stream) => stream.push(pcm, out),
            Self::Lossless(stream) => {
                stream.push(pcm, out);
                Ok(())
            }
        }
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        match self {
            Self::Opus(stream) => stream.finish(out),
            Self::Lossless(stream) => {
                stream.finish(out);
                Ok(())
            }
        }
    }
}

/// A transcode under way. It does nothing but when asked for more.
pub(super) struct PcmJob {
    source: PcmSource,
    stream: Option<Stream>,
    target: PcmTarget,
    channels: usize,
    rate_hz: u32,
    /// Fitted to the source's present rate and channels; a chained stream may change them.
    fitting: Option<(Spec, Mix, Option<ToRate>)>,
    mixed: Vec<f32>,
    resampled: Vec<f32>,
    ended: bool,
}

impl PcmJob {
    /// Opens the source; nothing is decoded yet.
    pub(super) fn open(file: File, path: &Path, target: PcmTarget) -> Result<Self, TranscodeError> {
        Ok(Self {
            source: PcmSource::open(file, path, target.start_ms)?,
            stream: None,
            target,
            channels: 2,
            rate_hz: SAMPLE_RATE_HZ,
            fitting: None,
            mixed: Vec::new(),
            resampled: Vec::new(),
            ended: false,
        })
    }

    /// Transcodes until at least `wanted` bytes are there or the source ends; empty at the end.
    pub(super) fn more(&mut self, wanted: usize) -> Result<Vec<u8>, TranscodeError> {
        let mut out = Vec::with_capacity(wanted + wanted / 4);
        while out.len() < wanted && !self.ended {
            self.step(&mut out)?;
        }
        Ok(out)
    }

    fn step(&mut self, out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        self.mixed.clear();
        let Some((spec, samples)) = self.source.next_block()? else {
            return self.finish(out);
        };
        let fits = self.fitting.as_ref().is_some_and(|(fitted, ..)| *fitted == spec);
        if !fits {
            if self.stream.is_none() {
                self.channels = self.target.limits.channels_of(spec.channels.count());
                self.rate_hz = match self.target.codec {
                    Codec::Opus => SAMPLE_RATE_HZ,
                    _ => self.target.limits.rate_hz_of(spec.rate_hz),
                };
            }
            let mix = Mix::new(&spec.channels, self.channels);
            let resampler = ToRate::new(spec.rate_hz, self.rate_hz, self.channels)?;
            let before = self.fitting.replace((spec.clone(), mix, resampler));
            if let (Some((_, _, Some(mut resampler))), Some(stream)) = (before, &mut self.stream) {
                self.resampled.clear();
                resampler.finish(&mut self.resampled)?;
                stream.push(&self.resampled, out)?;
            }
        }
        if let Some((_, mix, _)) = &self.fitting {
            mix.mix(samples, &mut self.mixed);
        }
        if self.stream.is_none() {
            self.stream = Some(self.begin(spec.rate_hz, out)?);
        }
        let (Some(stream), Some((_, _, resampler))) = (&mut self.stream, &mut self.fitting) else {
            return Ok(());
        };
        match resampler {
            None => stream.push(&self.mixed, out),
            Some(resampler) => {
                self.resampled.clear();
                resampler.push(&self.mixed, &mut self.resampled)?;
                stream.push(&self.resampled, out)
            }
        }
    }

    fn begin(&self, source_rate_hz: u32, out: &mut Vec<u8>) -> Result<Stream, TranscodeError> {
        let target = &self.target;
        if target.codec == Codec::Opus {
            let (channels, kbps) = (self.channels, target.bitrate_kbps);
            let stream = OpusStream::begin(channels, kbps, target.serial, source_rate_hz, &target.tags, out)?;
            return Ok(Stream::Opus(stream));
        }
        let bits = target.limits.bits_of(self.source.bits_per_sample());
        // Only where no sample is made or dropped on the way is their number known.
        let frames = self.source.exact_frames().filter(|_| target.start_ms == 0 && source_rate_hz == self.rate_hz);
        let stream =
            LosslessStream::begin(target.codec, self.rate_hz, self.channels as u8, bits, frames, &target.tags, out)?;
        Ok(Stream::Lossless(stream))
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        self.ended = true;
        if self.stream.is_none() {
            if self.target.start_ms == 0 {
                return Err(TranscodeError::Unsupported("the file holds no audio"));
            }
            // Begun behind the end: a stream without sound, which every player ends at once.
            self.stream = Some(self.begin(self.rate_hz, out)?);
        }
        let Some(stream) = &mut self.stream else {
            return Ok(());
        };
        if let Some((_, _, Some(resampler))) = &mut self.fitting {
            self.resampled.clear();
            resampler.finish(&mut self.resampled)?;
            stream.push(&self.resampled, out)?;
        }
        stream.finish(out)
    }
}
