//! Why a file was not brought in.

use http_api::{Problem, codes};

/// Why a file was not brought in.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no export that can be read; the problem names the field.
    #[error("the file is no export that can be read")]
    File(Box<Problem>),
    /// The service is stopping, or a thread of it did.
    #[error("the work was not finished")]
    Stopped,
    /// The library.
    #[error(transparent)]
    Library(#[from] library::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::File(Box::new(problem))
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::File(problem) => *problem,
            Error::Stopped => Self::new(&codes::INTERNAL),
            Error::Library(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
