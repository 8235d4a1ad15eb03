//! PCM in, an Ogg Opus stream out (RFC 7845).

use opus::{Application, Bitrate, Channels, Encoder};

use super::error::TranscodeError;
use super::ogg::{BEGINNING, END, Pages};
use super::tags::TrackTags;
use crate::media::Codec;

/// The rate libopus is fed with; all positions in an Opus stream count at this rate.
pub(super) const SAMPLE_RATE_HZ: u32 = 48_000;
/// 20 ms: the frame at which libopus is at its best for music.
const FRAME: usize = 960;
/// An Opus packet of one frame is no longer than this (RFC 6716 §3.2.1).
const PACKET_BYTES_MAX: usize = 1_275;
/// The first page is short, so that a player can begin.
const FIRST_PAGE_PACKETS: usize = 10;
/// Later pages hold a second, the longest that RFC 7845 §3 advises.
const PAGE_PACKETS: usize = 50;

/// An encoder and the pages it fills.
pub(super) struct OpusStream {
    encoder: Encoder,
    channels: usize,
    pages: Pages,
    page_packets: usize,
    pre_skip: u64,
    /// Samples a channel taken in so far.
    taken: u64,
    /// Samples a channel encoded so far, padding included.
    encoded: u64,
    pending: Vec<f32>,
    packet: Box<[u8; PACKET_BYTES_MAX]>,
}

impl OpusStream {
    /// Begins a stream of one or two channels and writes its two header pages to `out`.
    ///
    /// `source_rate_hz` is informative only: the rate of what was encoded.
    pub(super) fn begin(
        channels: usize,
        bitrate_kbps: u32,
        serial: u32,
        source_rate_hz: u32,
        tags: &TrackTags,
        out: &mut Vec<u8>,
    ) -> Result<Self, TranscodeError> {
        let layout = if channels == 1 { Channels::Mono } else { Channels::Stereo };
        let mut encoder = Encoder::new(SAMPLE_RATE_HZ, layout, Application::Audio)?;
        let bitrate = i32::try_from(bitrate_kbps).unwrap_or(i32::MAX / 1_000).saturating_mul(1_000);
        encoder.set_bitrate(Bitrate::Bits(bitrate))?;
        let pre_skip = u16::try_from(encoder.get_lookahead()?).unwrap_or(0);

        let mut pages = Pages::new(serial);
        pages.add(&head(channels as u8, pre_skip, source_rate_hz));
        pages.finish(BEGINNING, 0, out);
        put_tags(&mut pages, tags, out);
        Ok(Self {
            encoder,
            channels,
            pages,
            page_packets: FIRST_PAGE_PACKETS,
            pre_skip: u64::from(pre_skip),
            taken: 0,
            encoded: 0,
            pending: Vec::new(),
            packet: Box::new([0; PACKET_BYTES_MAX]),
        })
    }

    /// Encodes interleaved samples at 48 kHz; pages that are full go to `out`.
    pub(super) fn push(&mut self, pcm: &[f32], out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        self.taken += (pcm.len() / self.channels) as u64;
        self.pending.extend_from_slice(pcm);
        self.encode_pending(out)
    }

    /// Encodes what is left and writes the last page, whose position trims the padding.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        let end = self.pre_skip + self.taken;
        while self.encoded < end || self.encoded == 0 {
            let missing = FRAME * self.channels - self.pending.len();
            self.pending.extend(std::iter::repeat_n(0.0, missing));
            self.encode_pending(out)?;
        }
        self.pages.finish(END, end, out);
        Ok(())
    }

    fn encode_pending(&mut self, out: &mut Vec<u8>) -> Result<(), TranscodeError> {
        let frame = FRAME * self.channels;
        let mut used = 0;
        while self.pending.len() - used >= frame {
            let pcm = &self.pending[used..used + frame];
            let length = self.encoder.encode_float(pcm, &mut self.packet[..])?;
            // A page ends only when another packet is there to begin the next,
            // so that the last page of the stream is never empty.
            if self.pages.packets() >= self.page_packets || !self.pages.has_room(length) {
                self.pages.finish(0, self.encoded, out);
                self.page_packets = PAGE_PACKETS;
            }
            self.pages.add(&self.packet[..length]);
            self.encoded += FRAME as u64;
            used += frame;
        }
        self.pending.drain(..used);
        Ok(())
    }
}

/// The identification header, RFC 7845 §5.1, with channel mapping family 0.
fn head(channels: u8, pre_skip: u16, source_rate_hz: u32) -> Vec<u8> {
    let mut head = Vec::with_capacity(19);
    head.extend_from_slice(b"OpusHead");
    head.extend_from_slice(&[1, channels]);
    head.extend_from_slice(&pre_skip.to_le_bytes());
    head.extend_from_slice(&source_rate_hz.to_le_bytes());
    head.extend_from_slice(&0u16.to_le_bytes());
    head.push(0);
    head
}

/// The comment header, RFC 7845 §5.2, on pages of its own.
///
/// The output gain of the head stays 0: loudness is told in the comments, and it is the player's to apply (§5.2.1).
fn put_tags(pages: &mut Pages, tags: &TrackTags, out: &mut Vec<u8>) {
    let mut packet = b"OpusTags".to_vec();
    packet.extend_from_slice(&tags.comment_header(Codec::Opus));
    pages.put_head(&packet, out);
}
