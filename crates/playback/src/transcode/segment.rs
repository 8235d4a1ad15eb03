//! A piece of a track made for itself: the frames of one segment, which fit those of its neighbours without a gap.
//!
//! Nothing is remembered from one segment to the next. Each begins a little earlier than it must, so that decoder, rate converter and
//! encoder have settled when its first frame comes: pieces made on different days, or by different servers, join as well as one stream.

use std::fs::File;
use std::path::Path;

use opus::{Application, Bitrate, Channels, Encoder};

use super::decode::{PcmSource, Spec};
use super::error::TranscodeError;
use super::flac::{FlacFormat, quantise};
use super::mix::Mix;
use super::resample::ToRate;

/// Segments have two channels, whatever the source has: every part of a stream needs the same.
const CHANNELS: usize = 2;
/// The rate at which Opus counts, in Hz.
const OPUS_RATE_HZ: u32 = 48_000;
/// 20 ms.
const OPUS_FRAME: usize = 960;
/// An Opus packet of one frame is no longer than this (RFC 6716 §3.2.1).
const PACKET_BYTES_MAX: usize = 1_275;
/// What an Opus encoder at 48 kHz delays, in frames: what a decoder has to leave out at the very beginning.
pub(crate) const OPUS_PRE_SKIP: u16 = 312;
/// Made and thrown away before a segment that is not the first, in milliseconds: a whole number of Opus frames, and of samples at every
/// usual rate. With half of it encoders at 32 kbit/s have not settled, and a joint is noisier than anything else.
const RUN_UP_MS: u64 = 400;
/// Sound made at a time, in milliseconds; between two such steps a listener may leave.
const STEP_MS: u64 = 1_000;
/// A last segment that goes on goes on no longer than this beyond what was expected, in milliseconds.
const BEYOND_MS_MAX: u64 = 12_000;

/// How a segment is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SegmentCodec {
    /// Opus, at this rate in kbit/s.
    Opus { bitrate_kbps: u32 },
    /// FLAC; `first_block` is the number of its first block in the whole stream.
    Flac { format: FlacFormat, first_block: u32 },
}

impl SegmentCodec {
    /// Frames a second.
    pub(crate) fn rate_hz(self) -> u32 {
        match self {
            Self::Opus { .. } => OPUS_RATE_HZ,
            Self::Flac { format, .. } => format.rate_hz,
        }
    }
}

/// Which piece of a track, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentTarget {
    pub(crate) codec: SegmentCodec,
    /// Where it begins in the track, in milliseconds.
    pub(crate) begin_ms: u64,
    /// How long it is, in milliseconds; the last one takes what there really is.
    pub(crate) length_ms: u64,
    /// Whether it is the last.
    pub(crate) is_last: bool,
}

impl SegmentTarget {
    fn run_up_ms(&self) -> u64 {
        RUN_UP_MS.min(self.begin_ms)
    }

    fn frames(&self, ms: u64) -> u64 {
        ms * u64::from(self.codec.rate_hz()) / 1_000
    }

    /// Where reading begins in the track, in milliseconds.
    pub(super) fn read_from_ms(&self) -> u64 {
        self.begin_ms - self.run_up_ms()
    }

    /// How much is read at most, in milliseconds.
    pub(super) fn read_ms_max(&self) -> u64 {
        self.run_up_ms() + self.length_ms + if self.is_last { BEYOND_MS_MAX } else { 0 }
    }
}

/// The coded frames of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SegmentFrames {
    /// All of them, one after another.
    pub(crate) data: Vec<u8>,
    /// The bytes of each, and how long it sounds, in samples at the stream's rate.
    pub(crate) sizes: Vec<(u32, u32)>,
}

impl SegmentFrames {
    fn push(&mut self, frame: &[u8], samples: u32) {
        self.data.extend_from_slice(frame);
        self.sizes.push((frame.len() as u32, samples));
    }
}

/// A segment being made. It does nothing but when asked for a step.
pub(super) struct SegmentJob {
    target: SegmentTarget,
    source: Option<Source>,
    coder: Coder,
    /// Frames taken, those of the run-up included.
    taken: u64,
    run_up: u64,
    /// Frames that are taken at most.
    taken_max: u64,
    frames: SegmentFrames,
}

/// A decoder with what makes its sound fit.
struct Source {
    decoder: PcmSource,
    fitting: Option<(Spec, Mix, Option<ToRate>)>,
    mixed: Vec<f32>,
    fitted: Vec<f32>,
}

impl SegmentJob {
    /// A segment of this file.
    pub(super) fn open(file: File, path: &Path, target: SegmentTarget) -> Result<Self, TranscodeError> {
        let decoder = PcmSource::open(file, path, target.read_from_ms())?;
        let source = Source { decoder, fitting: None, mixed: Vec::new(), fitted: Vec::new() };
        Ok(Self { source: Some(source), ..Self::without_source(target)? })
    }

    /// A segment of samples that are given with [`Self::give`].
    pub(super) fn without_source(target: SegmentTarget) -> Result<Self, TranscodeError> {
        let run_up = target.frames(target.run_up_ms());
        Ok(Self {
            target,
            source: None,
            coder: Coder::new(target.codec, run_up)?,
            taken: 0,
            run_up,
            taken_max: target.frames(target.read_ms_max()),
            frames: SegmentFrames::default(),
        })
    }

    /// Makes about a second of sound; gives the frames of the segment when it is whole.
    pub(super) fn step(&mut self) -> Result<Option<SegmentFrames>, TranscodeError> {
        let wanted = self.taken + self.target.frames(STEP_MS);
        while self.taken < self.taken_max.min(wanted) {
            let Some(mut source) = self.source.take() else { break };
            let is_more = source.next(self.target.codec.rate_hz())?;
            self.give(&source.fitted)?;
            if is_more {
                self.source = Some(source);
            }
        }
        if self.taken < self.taken_max && self.source.is_some() {
            return Ok(None);
        }
        self.finish()?;
        Ok(Some(std::mem::take(&mut self.frames)))
    }

    /// Takes interleaved samples of two channels at the stream's rate, as far as the segment goes.
    pub(super) fn give(&mut self, pcm: &[f32]) -> Result<(), TranscodeError> {
        let left = usize::try_from(self.taken_max - self.taken).unwrap_or(usize::MAX);
        let frames = left.min(pcm.len() / CHANNELS);
        self.taken += frames as u64;
        self.coder.push(&pcm[..frames * CHANNELS], &mut self.frames)
    }

    /// A segment is as long as its playlist says: what the source lacks is silence, but for the end of the last one.
    fn finish(&mut self) -> Result<(), TranscodeError> {
        let is_short_end = self.target.is_last && self.taken > self.run_up;
        let whole = self.run_up + self.target.frames(self.target.length_ms);
        if !is_short_end && self.taken < whole {
            let silence = vec![0.0; (whole - self.taken) as usize * CHANNELS];
            self.give(&silence)?;
        }
        if self.target.is_last { self.coder.finish(&mut self.frames) } else { Ok(()) }
    }
}

impl Source {
    /// The next samples, made to fit; false at the end.
    fn next(&mut self, rate_hz: u32) -> Result<bool, TranscodeError> {
        self.mixed.clear();
        self.fitted.clear();
        let Some((spec, samples)) = self.decoder.next_block()? else {
            if let Some((_, _, Some(resampler))) = &mut self.fitting {
                resampler.finish(&mut self.fitted)?;
            }
            return Ok(false);
        };
        if self.fitting.as_ref().is_none_or(|(fitted, ..)| *fitted != spec) {
            let mix = Mix::new(&spec.channels, CHANNELS);
            let resampler = ToRate::new(spec.rate_hz, rate_hz, CHANNELS)?;
            // A chained stream may change its form; what the former converter still held comes first.
            if let Some((_, _, Some(mut before))) = self.fitting.replace((spec, mix, resampler)) {
                before.finish(&mut self.fitted)?;
            }
        }
        let Some((_, mix, resampler)) = &mut self.fitting else { return Ok(true) };
        mix.mix(samples, &mut self.mixed);
        match resampler {
            None => self.fitted.extend_from_slice(&self.mixed),
            Some(resampler) => resampler.push(&self.mixed, &mut self.fitted)?,
        }
        Ok(true)
    }
}

/// Samples into frames.
enum Coder {
    Opus {
        encoder: Encoder,
        /// Packets still to be thrown away.
        run_up_packets: u64,
        /// Whether no packet of the segment was made yet, and it joins one that this encoder did not make.
        joins: bool,
        /// Samples taken beyond the run-up, and how many of them are in packets.
        taken: i64,
        pending: Vec<f32>,
        packet: Box<[u8; PACKET_BYTES_MAX]>,
    },
    Flac {
        format: FlacFormat,
        number: u32,
        /// Samples still to be thrown away.
        run_up: usize,
        pending: Vec<i32>,
    },
}

impl Coder {
    fn new(codec: SegmentCodec, run_up: u64) -> Result<Self, TranscodeError> {
        Ok(match codec {
            SegmentCodec::Opus { bitrate_kbps } => {
                let mut encoder = Encoder::new(OPUS_RATE_HZ, Channels::Stereo, Application::Audio)?;
                let bitrate = i32::try_from(bitrate_kbps).unwrap_or(i32::MAX / 1_000).saturating_mul(1_000);
                encoder.set_bitrate(Bitrate::Bits(bitrate))?;
                Self::Opus {
                    encoder,
                    run_up_packets: run_up / OPUS_FRAME as u64,
                    joins: run_up > 0,
                    taken: -(run_up as i64),
                    pending: Vec::new(),
                    packet: Box::new([0; PACKET_BYTES_MAX]),
                }
            }
            SegmentCodec::Flac { format, first_block } => {
                Self::Flac { format, number: first_block, run_up: run_up as usize * CHANNELS, pending: Vec::new() }
            }
        })
    }

    fn push(&mut self, pcm: &[f32], frames: &mut SegmentFrames) -> Result<(), TranscodeError> {
        match self {
            Self::Opus { encoder, run_up_packets, joins, taken, pending, packet } => {
                *taken += (pcm.len() / CHANNELS) as i64;
                pending.extend_from_slice(pcm);
                let whole = pending.len() / (OPUS_FRAME * CHANNELS) * OPUS_FRAME * CHANNELS;
                for samples in pending[..whole].chunks_exact(OPUS_FRAME * CHANNELS) {
                    if *run_up_packets > 0 {
                        encoder.encode_float(samples, &mut packet[..])?;
                        *run_up_packets -= 1;
                        continue;
                    }
                    // The packet before this one is another encoder's: nothing may be foretold from it.
                    encoder.set_prediction_disabled(*joins)?;
                    *joins = false;
                    let length = encoder.encode_float(samples, &mut packet[..])?;
                    frames.push(&packet[..length], OPUS_FRAME as u32);
                }
                pending.drain(..whole);
            }
            Self::Flac { format, number, run_up, pending } => {
                let dropped = (*run_up).min(pcm.len());
                *run_up -= dropped;
                quantise(&pcm[dropped..], format.bits, pending);
                let block = usize::from(format.block) * CHANNELS;
                let whole = pending.len() / block * block;
                for samples in pending[..whole].chunks_exact(block) {
                    frames.push(&format.encode(samples, *number), u32::from(format.block));
                    *number = number.wrapping_add(1);
                }
                pending.drain(..whole);
            }
        }
        Ok(())
    }

    /// The end of a track: what is left, and what an encoder still holds back.
    fn finish(&mut self, frames: &mut SegmentFrames) -> Result<(), TranscodeError> {
        match self {
            Self::Opus { taken, .. } => {
                let end = *taken + i64::from(OPUS_PRE_SKIP);
                let missing = (end as usize).next_multiple_of(OPUS_FRAME) - *taken as usize;
                self.push(&vec![0.0; missing * CHANNELS], frames)?;
                // The last packet's length trims what was only filled in.
                if let Some((_, samples)) = frames.sizes.last_mut() {
                    *samples -= (end as usize).next_multiple_of(OPUS_FRAME) as u32 - end as u32;
                }
            }
            Self::Flac { format, number, pending, .. } => {
                if !pending.is_empty() {
                    let samples = pending.len() / CHANNELS;
                    frames.push(&format.encode(pending, *number), samples as u32);
                    pending.clear();
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
