//! What can go wrong when asking what sounds alike.

use http_api::{Problem, codes};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was measured could not be read.
    #[error("what was measured could not be read")]
    Analysis(#[from] audio_analysis::Error),
    /// The database failed.
    #[error("the database failed")]
    Database(#[from] db::Error),
    /// The service is stopping.
    #[error("looking for what sounds alike stopped: {0}")]
    Stopped(String),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(error) => error.into(),
            error @ (Error::Analysis(_) | Error::Stopped(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "similarity");
                Self::new(&codes::INTERNAL)
            }
        }
    }
}
