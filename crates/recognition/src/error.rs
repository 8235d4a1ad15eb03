//! What can go wrong when a song is asked for.

use http_api::{Problem, codes};
use units::Millis;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was measured could not be read.
    #[error("what was measured could not be read")]
    Analysis(#[from] audio_analysis::Error),
    /// The folder of the index could not be read or written.
    #[error("the folder of the index could not be used")]
    Io(#[from] std::io::Error),
    /// A part of the index could not be made.
    #[error("a part of the index could not be made")]
    Index(#[from] recognition_core::SegmentError),
    /// As many questions wait as may wait.
    #[error("too many questions wait for an answer")]
    Busy,
    /// The service is stopping.
    #[error("the recognition stopped: {0}")]
    Stopped(String),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Busy => Self::new(&codes::RATE).retry_after(Millis::seconds(1)),
            error @ (Error::Analysis(_) | Error::Io(_) | Error::Index(_) | Error::Stopped(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "recognition");
                Self::new(&codes::INTERNAL)
            }
        }
    }
}
