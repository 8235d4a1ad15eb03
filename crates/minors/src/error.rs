//! Why a guardian could not agree or end it, and what they are told.

use http_api::{Problem, Text};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The link does not stand, or the ward is not theirs.
    #[error("not found")]
    NotFound,
    /// The sign-in is too old for something that takes so much along.
    #[error("the sign-in is not recent")]
    NotRecent(Box<Problem>),
    /// The statement that was shown is not the one in force.
    #[error("the statement has changed since it was shown")]
    StatementChanged,
    /// The consents'.
    #[error(transparent)]
    Consent(#[from] consent::Error),
    /// What erases and notes it.
    #[error(transparent)]
    Rights(#[from] rights::Error),
    /// The database's own.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<consent::MinorRefusal> for Error {
    fn from(refusal: consent::MinorRefusal) -> Self {
        Self::Consent(refusal.into())
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::NotRecent(problem) => *problem,
            Error::StatementChanged => Self::field(
                "text_hash",
                "minor.statement_changed",
                Text::new(
                    "声明已更新，请重新阅读后再同意",
                    "the statement has changed; please read it again and agree",
                ),
            ),
            // Rights has words for everything that can be wrong with a consent.
            Error::Consent(error) => rights::Error::from(error).into(),
            Error::Rights(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
