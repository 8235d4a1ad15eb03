//! Open files, kept so that the next range costs one `stat` instead of a walk and an open.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use moka::sync::Cache;

use crate::buffers::Buffers;
use crate::validators::Validators;

/// Descriptors held open at once; well below the usual limit of 1,024 a process.
pub const OPEN_FILES_MAX: u64 = 256;

/// A descriptor nobody asked for in this long is closed, so that unmounting a disk is possible.
const IDLE: Duration = Duration::from_secs(60);

/// Which file, in which state: equal identities have equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileIdentity {
    /// The device that holds the file.
    pub device: u64,
    /// The file's number on its device.
    pub inode: u64,
    /// Length in bytes.
    pub size_bytes: u64,
    /// Last change of content, nanoseconds since 1970 UTC; negative before.
    pub modified_ns: i128,
}

impl FileIdentity {
    /// Reads the identity out of what the file system reports.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size_bytes: metadata.size(),
            modified_ns: i128::from(metadata.mtime()) * 1_000_000_000 + i128::from(metadata.mtime_nsec()),
        }
    }

    /// Entity tag and time of change as HTTP wants them.
    ///
    /// The tag is strong: it holds size, time of change in nanoseconds and inode, so a file
    /// that was replaced within one second still has another tag.
    #[must_use]
    pub fn validators(&self) -> Validators {
        let modified_ns = u64::try_from(self.modified_ns).unwrap_or(0);
        Validators {
            etag: format!("\"{:x}-{:x}-{:x}\"", self.size_bytes, modified_ns, self.inode),
            modified: SystemTime::UNIX_EPOCH + Duration::from_nanos(modified_ns),
        }
    }
}

/// A file open for reading by position; shared by all who stream it.
#[derive(Debug)]
pub struct OpenFile {
    pub(crate) file: File,
    pub(crate) identity: FileIdentity,
    /// Cleared when the file system refuses reads that must not wait.
    pub(crate) may_read_inline: AtomicBool,
    pub(crate) buffers: Arc<Buffers>,
}

impl OpenFile {
    /// The state the file was in when it was opened.
    #[must_use]
    pub fn identity(&self) -> FileIdentity {
        self.identity
    }

    pub(crate) fn inline_reads_refused(&self) {
        self.may_read_inline.store(false, Ordering::Relaxed);
    }
}

/// A bounded set of open files, by path.
#[derive(Clone, Debug)]
pub struct OpenFiles {
    by_path: Cache<PathBuf, Arc<OpenFile>>,
    buffers: Arc<Buffers>,
}

impl Default for OpenFiles {
    fn default() -> Self {
        Self::new(OPEN_FILES_MAX)
    }
}

impl OpenFiles {
    /// Keeps at most `files_max` descriptors open, besides those being streamed.
    #[must_use]
    pub fn new(files_max: u64) -> Self {
        Self { by_path: Cache::builder().max_capacity(files_max).time_to_idle(IDLE).build(), buffers: Arc::default() }
    }

    /// Opens the file at `path`, or hands out the descriptor at hand if the file is unchanged.
    ///
    /// # Errors
    /// What the file system answers; [`io::ErrorKind::InvalidInput`] when it is no regular file.
    pub async fn open(&self, path: &Path) -> io::Result<Arc<OpenFile>> {
        if let Some(open) = self.at_hand(path) {
            return Ok(open);
        }
        let owned = path.to_owned();
        let (file, identity) =
            tokio::task::spawn_blocking(move || open_regular(&owned)).await.map_err(io::Error::other)??;
        let open = Arc::new(OpenFile {
            file,
            identity,
            may_read_inline: AtomicBool::new(true),
            buffers: Arc::clone(&self.buffers),
        });
        self.by_path.insert(path.to_owned(), Arc::clone(&open));
        Ok(open)
    }

    /// The descriptor at hand, if the file is unchanged.
    #[must_use]
    pub fn at_hand(&self, path: &Path) -> Option<Arc<OpenFile>> {
        let open = self.by_path.get(path)?;
        // One `stat` of a path the kernel has just resolved: about a microsecond, cheaper
        // than handing it to another thread. It sees a file that was replaced or rewritten.
        match std::fs::metadata(path) {
            Ok(metadata) if FileIdentity::of(&metadata) == open.identity => Some(open),
            _ => {
                self.by_path.invalidate(path);
                None
            }
        }
    }

    /// Forgets the descriptor of `path`, so that its disk space returns once nobody streams it.
    pub fn forget(&self, path: &Path) {
        self.by_path.invalidate(path);
    }
}

/// Opens without waiting, for a pipe named like a song would otherwise block for ever.
///
/// # Errors
/// What the file system answers; [`io::ErrorKind::InvalidInput`] when it is no regular file.
pub fn open_regular(path: &Path) -> io::Result<(File, FileIdentity)> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let file = File::from(rustix::fs::open(path, flags, Mode::empty())?);
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    Ok((file, FileIdentity::of(&metadata)))
}
