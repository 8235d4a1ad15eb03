//! PCM in, a FLAC or WAV stream out.

use super::error::TranscodeError;
use super::flac::{BLOCK, FlacFormat, quantise};
use super::tags::TrackTags;
use super::wav;
use crate::media::Codec;

/// The highest rate that a FLAC stream can name, in Hz.
const FLAC_RATE_HZ_MAX: u32 = 655_350;

/// Kinds of blocks in the head of a FLAC stream, and the mark of the last (RFC 9639 §8.1).
const VORBIS_COMMENT: u8 = 4;
const PICTURE: u8 = 6;
const LAST: u8 = 0x80;

/// Appends a block with its head, whose length takes 24 bits: what is longer is left out, unless it ends the head.
fn put_block(kind: u8, block: &[u8], out: &mut Vec<u8>) {
    let fits = block.len() < 1 << 24;
    if !fits && kind & LAST == 0 {
        return;
    }
    let block = if fits { block } else { &[0; 8] };
    out.push(kind);
    out.extend_from_slice(&(block.len() as u32).to_be_bytes()[1..]);
    out.extend_from_slice(block);
}

/// An encoder that loses nothing.
pub(super) struct LosslessStream {
    format: FlacFormat,
    is_flac: bool,
    pending: Vec<i32>,
    blocks: u32,
}

impl LosslessStream {
    /// Begins a stream and writes its head to `out`; `frames` is its length where that is known.
    pub(super) fn begin(
        codec: Codec,
        rate_hz: u32,
        channels: u8,
        bits: u8,
        frames: Option<u64>,
        tags: &TrackTags,
        out: &mut Vec<u8>,
    ) -> Result<Self, TranscodeError> {
        let is_flac = codec == Codec::Flac;
        if is_flac && !(1..=FLAC_RATE_HZ_MAX).contains(&rate_hz) {
            return Err(TranscodeError::Resample(format!("{rate_hz} Hz")));
        }
        let format = FlacFormat { rate_hz, channels, bits, block: BLOCK as u16 };
        if is_flac {
            out.extend_from_slice(b"fLaC");
            out.extend_from_slice(&[0, 0, 0, 34]);
            out.extend_from_slice(&format.stream_info(frames.unwrap_or(0)));
            if let Some(picture) = &tags.picture {
                put_block(PICTURE, &picture.block(), out);
            }
            put_block(LAST | VORBIS_COMMENT, &tags.comment_header(Codec::Flac), out);
        } else {
            out.extend_from_slice(&wav::head(rate_hz, channels, bits, frames, tags));
        }
        Ok(Self { format, is_flac, pending: Vec::new(), blocks: 0 })
    }

    /// Encodes interleaved samples; what is whole goes to `out`.
    pub(super) fn push(&mut self, pcm: &[f32], out: &mut Vec<u8>) {
        quantise(pcm, self.format.bits, &mut self.pending);
        if !self.is_flac {
            wav::put_samples(&self.pending, self.format.bits, out);
            self.pending.clear();
            return;
        }
        let block = BLOCK * usize::from(self.format.channels);
        let whole = self.pending.len() / block * block;
        for samples in self.pending[..whole].chunks_exact(block) {
            out.extend_from_slice(&self.format.encode(samples, self.blocks));
            self.blocks = self.blocks.wrapping_add(1);
        }
        self.pending.drain(..whole);
    }

    /// Writes the last block.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) {
        if self.is_flac && !self.pending.is_empty() {
            out.extend_from_slice(&self.format.encode(&self.pending, self.blocks));
        }
        self.pending.clear();
    }
}
