//! Peaks as bytes: two for each, in the index and on the way from a device.
//!
//! Sixteen bits, little-endian: the upper six are frames since the peak before (63: sixty-three frames pass and no peak is here),
//! the lower ten the pitch.

use crate::{PITCH_STEPS, Peak};

const SKIP: u32 = 63;

/// Why bytes are no peaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeakError {
    /// An odd number of bytes.
    Torn,
    /// A pitch that does not exist.
    Pitch,
    /// A peak after the last frame that is allowed.
    TooLong,
    /// More peaks than are allowed.
    TooMany,
}

impl std::fmt::Display for PeakError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Torn => "peaks take two bytes each",
            Self::Pitch => "a pitch is out of range",
            Self::TooLong => "a peak lies after the end",
            Self::TooMany => "there are too many peaks",
        })
    }
}

impl std::error::Error for PeakError {}

/// Writes peaks that are in the order of time; frames are counted from `first_frame`.
///
/// Peaks before `first_frame` are taken to be at it.
pub fn encode_peaks(peaks: &[Peak], first_frame: u32, bytes: &mut Vec<u8>) {
    let mut now = first_frame;
    for peak in peaks {
        let mut gap = peak.frame.saturating_sub(now);
        now = now.max(peak.frame);
        while gap >= SKIP {
            bytes.extend(((SKIP as u16) << 10).to_le_bytes());
            gap -= SKIP;
        }
        bytes.extend(((gap as u16) << 10 | peak.pitch.min(PITCH_STEPS - 1)).to_le_bytes());
    }
}

/// Reads peaks, of which the first frame is `first_frame`, all lie before `end_frame`, and there are `count_max` at most.
///
/// # Errors
/// [`PeakError`]; memory is never taken beyond what the bytes and the limits allow.
pub fn decode_peaks(bytes: &[u8], first_frame: u32, end_frame: u32, count_max: usize) -> Result<Vec<Peak>, PeakError> {
    if !bytes.len().is_multiple_of(2) {
        return Err(PeakError::Torn);
    }
    let mut peaks = Vec::with_capacity((bytes.len() / 2).min(count_max));
    let mut now = first_frame;
    for pair in bytes.chunks_exact(2) {
        let word = u16::from_le_bytes([pair[0], pair[1]]);
        let gap = u32::from(word >> 10);
        now = now.checked_add(gap).filter(|now| *now < end_frame).ok_or(PeakError::TooLong)?;
        if gap == SKIP {
            continue;
        }
        let pitch = word & 0x3ff;
        if pitch >= PITCH_STEPS {
            return Err(PeakError::Pitch);
        }
        if peaks.len() == count_max {
            return Err(PeakError::TooMany);
        }
        peaks.push(Peak { frame: now, pitch });
    }
    Ok(peaks)
}
