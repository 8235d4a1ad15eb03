//! Why a transcode could not begin or go on.

use std::io;

/// What keeps a transcode from beginning or going on.
#[derive(Debug, thiserror::Error)]
pub enum TranscodeError {
    /// As many transcodes run as the server allows; try again a little later.
    #[error("all transcodes are taken")]
    Busy,
    /// A newer stream of the same listener took the place.
    #[error("a newer stream of the same listener took the place")]
    Superseded,
    /// Neither this server nor an ffmpeg beside it can read the source or make the target.
    #[error("no decoder or encoder for this: {0}")]
    Unsupported(&'static str),
    /// The file could not be opened or read.
    #[error("the source could not be read")]
    Read(#[source] io::Error),
    /// The file holds no playable audio.
    #[error("the source could not be decoded")]
    Decode(#[source] symphonia::core::errors::Error),
    /// The resampler refused; the source claims an absurd rate.
    #[error("the source could not be resampled: {0}")]
    Resample(String),
    /// The encoder refused.
    #[error("the target could not be encoded")]
    Encode(#[from] opus::Error),
    /// ffmpeg ended without a sound.
    #[error("ffmpeg made nothing of the source")]
    Ffmpeg,
}

impl From<TranscodeError> for io::Error {
    fn from(error: TranscodeError) -> Self {
        match error {
            TranscodeError::Read(error) => error,
            other => Self::other(other),
        }
    }
}
