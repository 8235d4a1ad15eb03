//! What can go wrong with a choice.

/// Why a choice was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The purpose does not rest on consent, so there is nothing to give or to withdraw.
    #[error("purpose '{0}' does not rest on consent")]
    NotByConsent(&'static str),
    /// The text the person saw is not the text in force.
    #[error("the text for purpose '{0}' has changed since it was shown")]
    TextChanged(&'static str),
    /// The account is closed, or never was.
    #[error("there is no such subject")]
    NoSubject,
    /// It is not open to a minor, or to whoever acts for one.
    #[error(transparent)]
    Minor(#[from] crate::MinorRefusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}
