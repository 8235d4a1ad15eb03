//! A file's sound as samples, for those who measure it.

use std::path::Path;

use file_serving::open_regular;

use super::decode::PcmSource;
use super::error::TranscodeError;

/// Some frames of decoded sound.
#[derive(Clone, Copy, Debug)]
pub struct PcmBlock<'a> {
    /// Frames a second.
    pub rate_hz: u32,
    /// Samples of a frame; at least 1.
    pub channels: usize,
    /// The samples, frame by frame; 1 is full scale.
    pub interleaved: &'a [f32],
}

/// A file that is decoded from its beginning, at the rate and with the channels it has.
pub struct Pcm(PcmSource);

impl std::fmt::Debug for Pcm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pcm")
    }
}

impl Pcm {
    /// Opens a file; its content decides what it is.
    ///
    /// # Errors
    /// [`TranscodeError::Read`] when it cannot be opened, others when it holds no sound that can be decoded here.
    pub fn open(path: &Path) -> Result<Self, TranscodeError> {
        let (file, _) = open_regular(path).map_err(TranscodeError::Read)?;
        Ok(Self(PcmSource::open(file, path, 0)?))
    }

    /// The next frames; nothing at the end, where a file that is cut short ends too.
    ///
    /// # Errors
    /// When the file can be read or decoded no further.
    pub fn next_block(&mut self) -> Result<Option<PcmBlock<'_>>, TranscodeError> {
        let block = self.0.next_block()?;
        Ok(block.map(|(spec, interleaved)| PcmBlock {
            rate_hz: spec.rate_hz,
            channels: spec.channels.count().max(1),
            interleaved,
        }))
    }
}
