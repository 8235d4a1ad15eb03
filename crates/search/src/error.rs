//! What can go wrong.

use http_api::Problem;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The catalogue.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// The playlists.
    #[error(transparent)]
    Library(#[from] library::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Catalog(error) => error.into(),
            Error::Library(error) => error.into(),
            Error::Db(error) => error.into(),
        }
    }
}
