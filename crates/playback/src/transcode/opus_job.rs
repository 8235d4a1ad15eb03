//! One file made into one Opus stream, a few pages at a time.

use std::fs::File;
use std::path::Path;

use super::decode::{PcmSource, Spec};
use super::error::TranscodeError;
use super::mix::Mix;
use super::opus_stream::OpusStream;
use super::resample::ToFortyEight;

/// What the stream is to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpusTarget {
    /// Target of the encoder's variable rate, in kbit/s.
    pub(super) bitrate_kbps: u32,
    /// Where to begin, in milliseconds of the source.
    pub(super) start_ms: u64,
    /// Number of the Ogg stream; equal for equal content, so that equal transcodes are equal bytes.
    pub(super) serial: u32,
}

/// A transcode under way. It does nothing but when asked for more.
pub(super) struct OpusJob {
    source: PcmSource,
    stream: Option<OpusStream>,
    target: OpusTarget,
    channels: usize,
    /// Fitted to the source's present rate and channels; a chained stream may change them.
    fitting: Option<(Spec, Mix, Option<ToFortyEight>)>,
    mixed: Vec<f32>,
    resampled: Vec<f32>,
    ended: bool,
}

impl OpusJob {
    /// Opens the source; nothing is decoded yet.
    pub(super) fn open(file: File, path: &Path, target: OpusTarget) -> Result<Self, TranscodeError> {
        Ok(Self {
            source: PcmSource::open(file, path, target.start_ms)?,
            stream: None,
            target,
            channels: 2,
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
                self.channels = spec.channels.count().clamp(1, 2);
            }
            let mix = Mix::new(&spec.channels, self.channels);
            let resampler = ToFortyEight::from_rate(spec.rate_hz, self.channels)?;
            let before = self.fitting.replace((spec.clone(), mix, resampler));
            if let (Some((_, _, Some(mut resampler))), Some(stream)) = (before, &mut self.stream) {
                self.resampled.clear();
                resampler.finish(&mut self.resampled)?;
                stream.push(&self.resampled, out)?;
            }
        }
        let Some((_, mix, resampler)) = &mut self.fitting else {
            return Ok(());
        };
        mix.mix(samples, &mut self.mixed);
        let stream = match &mut self.stream {
            Some(stream) => stream,
            none => none.insert(OpusStream::begin(
                self.channels,
                self.target.bitrate_kbps,
                self.target.serial,
                spec.rate_hz,
                out,
            )?),
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

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        self.ended = true;
        if self.stream.is_none() {
            if self.target.start_ms == 0 {
                return Err(TranscodeError::Unsupported("the file holds no audio"));
            }
            // Begun behind the end: a stream without sound, which every player ends at once.
            let (rate_hz, target) = (super::opus_stream::SAMPLE_RATE_HZ, self.target);
            self.stream = Some(OpusStream::begin(self.channels, target.bitrate_kbps, target.serial, rate_hz, out)?);
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
