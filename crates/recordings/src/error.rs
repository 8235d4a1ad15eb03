//! What can go wrong when recordings are compared or merged.

use axum::http::StatusCode;
use http_api::{Code, Problem, Text, codes};
use units::Millis;

/// Why there is no answer, or nothing was merged.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Tracks were to be merged that were not found to hold the same recording, or not any more.
    #[error("these tracks were not found to hold the same recording")]
    NotTheSame,
    /// As many questions wait as may wait.
    #[error("too many questions wait for an answer")]
    Busy,
    /// What was measured could not be read.
    #[error("what was measured could not be read")]
    Analysis(#[from] audio_analysis::Error),
    /// The catalogue refused or failed.
    #[error("the catalogue did not merge")]
    Catalog(#[from] catalog::Error),
    /// The database failed.
    #[error("the database of recordings failed")]
    Database(#[from] db::Error),
    /// The service is stopping.
    #[error("comparing recordings stopped: {0}")]
    Stopped(String),
}

/// The list on the operator's screen is older than what is known now.
pub static NOT_THE_SAME: Code = Code {
    code: "duplicates.not_the_same",
    status: StatusCode::CONFLICT,
    title: Text::new(
        "这些曲目现在不是同一录音，请刷新后再看",
        "These tracks are not known to be the same recording now; please look again",
    ),
};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotTheSame => Self::new(&NOT_THE_SAME),
            Error::Busy => Self::new(&codes::RATE).retry_after(Millis::seconds(1)),
            Error::Catalog(error) => error.into(),
            Error::Database(error) => error.into(),
            error @ (Error::Analysis(_) | Error::Stopped(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "recordings");
                Self::new(&codes::INTERNAL)
            }
        }
    }
}
