//! What can go wrong in the catalogue.

use std::path::PathBuf;

/// Why a request or a scan failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or its file is gone.
    #[error("there is no such thing in the catalogue")]
    NotFound,
    /// A music folder is missing when the service starts.
    #[error(
        "the music folder {path:?} cannot be read: {source}; create it, mount it, or change `music` in the configuration"
    )]
    FolderMissing {
        /// The folder as configured.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A scan is running already.
    #[error("a scan is running already")]
    ScanRunning,
    /// A part of the scan ended unexpectedly.
    #[error("the scan stopped: {0}")]
    ScanStopped(String),
    /// The picture cannot be shown.
    #[error("the picture cannot be shown: {0}")]
    Picture(&'static str),
    /// The place in a list is one of another list.
    #[error("the cursor belongs to another list")]
    BadCursor,
    /// The folder cannot be watched for changes.
    #[error("changes cannot be watched")]
    Watch(#[from] notify::Error),
    /// The database failed.
    #[error("the catalogue's database failed")]
    Database(#[from] db::Error),
}
