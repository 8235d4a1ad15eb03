//! WAV files (RIFF), written forwards.

use super::tags::TrackTags;

/// What a length holds that is unknown or beyond 4 GiB; readers go by the end of the file then.
const UNKNOWN: u32 = u32::MAX;

/// The head of a WAV file, up to its samples.
pub(super) fn head(rate_hz: u32, channels: u8, bits: u8, frames: Option<u64>, tags: &TrackTags) -> Vec<u8> {
    let frame_bytes = u32::from(channels) * u32::from(bits) / 8;
    let info = tags.riff_info();
    let mut chunks = Vec::new();
    chunks.extend_from_slice(b"WAVEfmt ");
    chunks.extend_from_slice(&16_u32.to_le_bytes());
    chunks.extend_from_slice(&1_u16.to_le_bytes());
    chunks.extend_from_slice(&u16::from(channels).to_le_bytes());
    chunks.extend_from_slice(&rate_hz.to_le_bytes());
    chunks.extend_from_slice(&rate_hz.saturating_mul(frame_bytes).to_le_bytes());
    chunks.extend_from_slice(&(frame_bytes as u16).to_le_bytes());
    chunks.extend_from_slice(&u16::from(bits).to_le_bytes());
    if !info.is_empty() {
        chunks.extend_from_slice(b"LIST");
        chunks.extend_from_slice(&(info.len() as u32 + 4).to_le_bytes());
        chunks.extend_from_slice(b"INFO");
        chunks.extend_from_slice(&info);
    }
    chunks.extend_from_slice(b"data");
    let data = frames.and_then(|frames| u32::try_from(frames.checked_mul(u64::from(frame_bytes))?).ok());
    let whole = data.and_then(|data| data.checked_add(chunks.len() as u32 + 4));
    let mut out = b"RIFF".to_vec();
    out.extend_from_slice(&whole.unwrap_or(UNKNOWN).to_le_bytes());
    out.extend_from_slice(&chunks);
    // Both are known or neither is: a whole shorter than its part would be damage.
    out.extend_from_slice(&whole.and(data).unwrap_or(UNKNOWN).to_le_bytes());
    out
}

/// Appends samples, the low byte first.
pub(super) fn put_samples(samples: &[i32], bits: u8, out: &mut Vec<u8>) {
    let bytes = usize::from(bits / 8);
    for sample in samples {
        out.extend_from_slice(&sample.to_le_bytes()[..bytes]);
    }
}
