//! How far a scan is.

use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;

/// Whether a scan runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScanState {
    /// No scan runs.
    #[default]
    Idle,
    /// A scan runs.
    Running,
}

/// A music folder and whether it can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FolderState {
    /// The folder as configured.
    pub path: String,
    /// Whether the last scan could look into it.
    pub reachable: bool,
}

/// How far the running scan is, or what the last one did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Scan)]
pub struct ScanProgress {
    /// Whether a scan runs.
    pub state: ScanState,
    /// The music folders.
    pub folders: Vec<FolderState>,
    /// When it began.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// When it ended; nothing while it runs.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub finished_at: Option<Timestamp>,
    /// Files found so far.
    pub found: u64,
    /// Files read so far.
    pub read: u64,
    /// Files that were as known.
    pub unchanged: u64,
    /// Tracks that are new.
    pub added: u64,
    /// Tracks whose file changed or came back.
    pub changed: u64,
    /// Tracks whose file was moved or renamed.
    pub moved: u64,
    /// Tracks whose file is gone.
    pub missing: u64,
    /// Files of this scan that could not be read, or not whole.
    pub problems: u64,
    /// The folder that is being read.
    pub current: Option<String>,
    /// All tracks that are present.
    pub tracks_total: u64,
}

impl ScanProgress {
    /// Whether this scan found anything different from what was known.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.added + self.changed + self.moved + self.missing > 0
    }
}
