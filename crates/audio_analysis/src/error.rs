//! What can go wrong in a pass.

/// Why a pass ended early.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The catalogue could not tell where a file lies.
    #[error("the catalogue did not answer")]
    Catalog(#[from] catalog::Error),
    /// The database failed.
    #[error("the database of measurements failed")]
    Database(#[from] db::Error),
    /// A thread ended unexpectedly.
    #[error("hearing a track stopped: {0}")]
    Stopped(String),
}
