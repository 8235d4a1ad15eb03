//! Thumbnails that were made: in memory and on disk, each within a limit.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use ids::CoverId;
use moka::sync::Cache;
use tokio::sync::Semaphore;

use super::Format;

/// What thumbnails may take in memory, in bytes.
const MEMORY_BYTES: u64 = 24 * 1024 * 1024;

/// The largest thumbnail that is kept in memory, in bytes.
const MAX_IN_MEMORY_BYTES: usize = 128 * 1024;

/// Pictures that are decoded at a time; each may take a lot of memory.
const DECODING: usize = 2;

/// One thumbnail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ThumbnailKey {
    pub(crate) cover: CoverId,
    pub(crate) side_pixels: u32,
    pub(crate) format: Format,
}

/// All thumbnails that were made.
#[derive(Debug)]
pub(crate) struct Thumbnails {
    memory: Cache<ThumbnailKey, Bytes>,
    folder: PathBuf,
    limit_bytes: u64,
    /// What is on disk; counted once at the start, and kept up with every file written.
    disk_bytes: AtomicU64,
    pub(crate) decoding: Arc<Semaphore>,
}

impl Thumbnails {
    /// Opens the folder, which is made when absent; one that cannot be written only costs speed.
    pub(crate) fn open(folder: PathBuf, limit_bytes: u64) -> Self {
        if let Err(error) = fs::create_dir_all(&folder) {
            tracing::warn!(%error, "thumbnails cannot be kept on disk");
        }
        let disk_bytes = files(&folder).iter().map(|file| file.size_bytes).sum();
        let memory = Cache::builder()
            .max_capacity(MEMORY_BYTES)
            .weigher(|_, bytes: &Bytes| u32::try_from(bytes.len() + 128).unwrap_or(u32::MAX))
            .build();
        Self {
            memory,
            folder,
            limit_bytes,
            disk_bytes: AtomicU64::new(disk_bytes),
            decoding: Arc::new(Semaphore::new(DECODING)),
        }
    }

    /// From memory; a few hundred nanoseconds.
    pub(crate) fn in_memory(&self, key: &ThumbnailKey) -> Option<Bytes> {
        self.memory.get(key)
    }

    /// From disk; blocks.
    pub(crate) fn on_disk(&self, key: &ThumbnailKey) -> Option<Bytes> {
        let bytes = Bytes::from(fs::read(self.path(key)).ok().filter(|bytes| !bytes.is_empty())?);
        self.remember(key, &bytes);
        Some(bytes)
    }

    /// Keeps a thumbnail; blocks. A full disk costs speed and nothing else.
    pub(crate) fn keep(&self, key: &ThumbnailKey, bytes: &Bytes) {
        self.remember(key, bytes);
        let size_bytes = bytes.len() as u64;
        if size_bytes > self.limit_bytes {
            return;
        }
        if self.disk_bytes.load(Ordering::Relaxed) + size_bytes > self.limit_bytes {
            self.evict(self.limit_bytes * 9 / 10 - size_bytes.min(self.limit_bytes / 2));
        }
        match self.write(key, bytes) {
            Ok(()) => {
                self.disk_bytes.fetch_add(size_bytes, Ordering::Relaxed);
            }
            Err(error) => tracing::debug!(%error, "a thumbnail was not kept"),
        }
    }

    fn remember(&self, key: &ThumbnailKey, bytes: &Bytes) {
        if bytes.len() <= MAX_IN_MEMORY_BYTES {
            self.memory.insert(*key, bytes.clone());
        }
    }

    fn path(&self, key: &ThumbnailKey) -> PathBuf {
        self.folder.join(format!("{}-{}.{}", key.cover, key.side_pixels, key.format.ending()))
    }

    /// Through a temporary file, so that a reader never meets half a picture.
    fn write(&self, key: &ThumbnailKey, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.path(key);
        let temporary = path.with_extension(format!("{:?}.tmp", std::thread::current().id()));
        let written = fs::File::create(&temporary)
            .and_then(|mut file| file.write_all(bytes))
            .and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }

    /// Removes the oldest files until no more than `target_bytes` are left.
    fn evict(&self, target_bytes: u64) {
        let mut files = files(&self.folder);
        files.sort_by_key(|file| file.modified);
        let mut total: u64 = files.iter().map(|file| file.size_bytes).sum();
        for file in files {
            if total <= target_bytes {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                total -= file.size_bytes;
            }
        }
        self.disk_bytes.store(total, Ordering::Relaxed);
    }
}

struct KeptFile {
    path: PathBuf,
    size_bytes: u64,
    modified: std::time::SystemTime,
}

fn files(folder: &Path) -> Vec<KeptFile> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(KeptFile { path: entry.path(), size_bytes: metadata.len(), modified: metadata.modified().ok()? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: i64) -> ThumbnailKey {
        ThumbnailKey { cover: CoverId::from_i64(number), side_pixels: 96, format: Format::Webp }
    }

    #[test]
    fn what_is_kept_stays_within_the_limit_and_survives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let thumbnails = Thumbnails::open(folder.path().to_owned(), 1_000);
        for number in 0..50 {
            thumbnails.keep(&key(number), &Bytes::from(vec![7; 100]));
            let on_disk: u64 = files(folder.path()).iter().map(|file| file.size_bytes).sum();
            assert!(on_disk <= 1_000, "{on_disk}");
        }
        let again = Thumbnails::open(folder.path().to_owned(), 1_000);
        assert_eq!(again.in_memory(&key(49)), None);
        assert_eq!(again.on_disk(&key(49)).map(|bytes| bytes.len()), Some(100));
        assert!(again.in_memory(&key(49)).is_some());
    }
}
