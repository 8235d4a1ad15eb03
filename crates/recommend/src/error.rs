//! What can go wrong.

use http_api::{Problem, codes};
use policy::{LikesRecommendation, PersonalRecommendation, Purpose as _};

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// The member does not let music be recommended to them, so nothing about it is kept.
    #[error("the member did not agree")]
    NoConsent,
    /// The member did not switch on suggestions beside their likes, so nothing about them is kept.
    #[error("the member did not agree that their likes are read")]
    NoLikesConsent,
    /// The member is a minor, and minors are not profiled.
    #[error("the member is a minor")]
    Minor,
    /// A statement failed.
    #[error("the database failed")]
    Database(#[from] db::Error),
    /// The catalogue failed.
    #[error("the catalogue failed")]
    Catalog(#[from] catalog::Error),
    /// The playlists failed.
    #[error("the library failed")]
    Library(#[from] library::Error),
    /// What sounds alike could not be told.
    #[error("similarity failed")]
    Similarity(#[from] similarity::Error),
    /// The service stops.
    #[error("the count was not finished: {0}")]
    Stopped(String),
}

/// What was written; `without` when its grant was gone, because the consent was withdrawn meanwhile.
pub(crate) fn unless_withdrawn<T>(written: db::Result<T>, without: Error) -> Result<T, Error> {
    match written {
        Err(error) if error.is_constraint(db::Constraint::ForeignKey) => Err(without),
        other => Ok(other?),
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::NoConsent => Self::new(&codes::CONSENT).purpose(PersonalRecommendation::ID),
            Error::NoLikesConsent => Self::new(&codes::CONSENT).purpose(LikesRecommendation::ID),
            Error::Minor => Self::new(&codes::MINOR),
            Error::Database(error) => error.into(),
            Error::Catalog(error) => error.into(),
            Error::Library(error) => error.into(),
            Error::Similarity(error) => error.into(),
            error @ Error::Stopped(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "recommend");
                Self::new(&codes::INTERNAL)
            }
        }
    }
}
