//! Finished transcodes kept on disk, within a limit, the least recently heard leaving first.
//!
//! Invariants
//! - Entries and parts being written never take more than the limit together.
//! - An entry is whole: parts carry another name until they are renamed in one step.
//! - Which transcodes exist says nothing about who heard them: names hold facts of the file alone.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, UTIME_OMIT, utimensat};

use file_serving::OpenFiles;

/// Ending of files that are still being written.
const PART: &str = "part";

/// How full a cache is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CacheUsage {
    /// Bytes taken, parts included.
    pub bytes: u64,
    /// Bytes that may be taken.
    pub limit_bytes: u64,
    /// Finished transcodes.
    pub entries: u64,
    /// Transcodes that had to leave for newer ones since the cache was opened.
    pub evicted: u64,
}

/// A folder of finished transcodes; cloned handles share it.
#[derive(Clone, Debug)]
pub struct TranscodeCache(Option<Arc<Shared>>);

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    limit_bytes: u64,
    files: OpenFiles,
    index: Mutex<Index>,
}

#[derive(Debug, Default)]
struct Index {
    entries: HashMap<String, Entry>,
    /// Keys by when they were last used, the longest ago first.
    by_use: BTreeMap<u64, String>,
    /// Bytes of entries and of parts.
    bytes: u64,
    evicted: u64,
    clock: u64,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    size_bytes: u64,
    used: u64,
}

impl TranscodeCache {
    /// A cache that keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }

    /// Opens the cache in `folder`, taking over what an earlier run left there.
    ///
    /// `files` are told when an entry leaves, so that no descriptor keeps its space.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn open(folder: &Path, limit_bytes: u64, files: OpenFiles) -> io::Result<Self> {
        if limit_bytes == 0 {
            return Ok(Self::none());
        }
        fs::create_dir_all(folder)?;
        let mut found = Vec::new();
        for item in fs::read_dir(folder)? {
            let item = item?;
            let (path, metadata) = (item.path(), item.metadata()?);
            let Some(key) = item.file_name().to_str().map(str::to_owned) else { continue };
            if !metadata.is_file() {
                continue;
            }
            if path.extension().is_some_and(|extension| extension == PART) {
                fs::remove_file(&path)?;
                continue;
            }
            found.push((metadata.accessed()?, key, metadata.len()));
        }
        found.sort();
        let shared = Shared { folder: folder.to_owned(), limit_bytes, files, index: Mutex::default() };
        {
            let mut index = shared.index();
            for (_, key, size_bytes) in found {
                index.insert(key, size_bytes);
                index.bytes += size_bytes;
            }
            shared.make_room(&mut index, 0);
        }
        Ok(Self(Some(Arc::new(shared))))
    }

    /// The file of a finished transcode, now the most recently heard.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<PathBuf> {
        let shared = self.0.as_ref()?;
        let path = shared.path(key);
        {
            let mut index = shared.index();
            let entry = index.entries.get(key).copied()?;
            index.by_use.remove(&entry.used);
            index.insert(key.to_owned(), entry.size_bytes);
        }
        // The order survives a restart in the files' access times; content times stay, as
        // entity tags are made of them.
        let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
        let same = Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT };
        let times = Timestamps { last_access: now, last_modification: same };
        match utimensat(CWD, &path, &times, AtFlags::empty()) {
            Ok(()) => Some(path),
            Err(_) => {
                self.forget(key);
                None
            }
        }
    }

    /// Removes an entry, if it is there.
    pub fn forget(&self, key: &str) {
        if let Some(shared) = &self.0 {
            shared.evict(&mut shared.index(), key);
        }
    }

    /// Begins to write the transcode `key`; `None` when nothing can be kept now.
    pub(super) fn writer(&self, key: &str) -> Option<CacheWriter> {
        let shared = self.0.as_ref()?;
        let number = shared.index().tick();
        let path = shared.folder.join(format!("{key}.{number}.{PART}"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => {
                Some(CacheWriter { shared: Arc::clone(shared), key: key.to_owned(), path, file, size_bytes: 0 })
            }
            Err(error) => {
                tracing::warn!(error = %error, "transcode.cache.not_writable");
                None
            }
        }
    }

    /// How full the cache is.
    #[must_use]
    pub fn usage(&self) -> CacheUsage {
        self.0.as_ref().map_or_else(CacheUsage::default, |shared| {
            let index = shared.index();
            CacheUsage {
                bytes: index.bytes,
                limit_bytes: shared.limit_bytes,
                entries: index.entries.len() as u64,
                evicted: index.evicted,
            }
        })
    }
}

impl Shared {
    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(key)
    }

    /// Evicts until `wanted` more bytes fit; false when they never will.
    fn make_room(&self, index: &mut Index, wanted: u64) -> bool {
        while index.bytes.saturating_add(wanted) > self.limit_bytes {
            let Some(key) = index.by_use.first_key_value().map(|(_, key)| key.clone()) else {
                return false;
            };
            self.evict(index, &key);
            index.evicted += 1;
        }
        true
    }

    fn evict(&self, index: &mut Index, key: &str) {
        let Some(entry) = index.entries.remove(key) else { return };
        index.by_use.remove(&entry.used);
        index.bytes = index.bytes.saturating_sub(entry.size_bytes);
        let path = self.path(key);
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(error = %error, "transcode.cache.not_removed");
        }
        self.files.forget(&path);
    }
}

impl Index {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn insert(&mut self, key: String, size_bytes: u64) {
        let used = self.tick();
        self.by_use.insert(used, key.clone());
        self.entries.insert(key, Entry { size_bytes, used });
    }
}

/// A transcode being kept; dropped before its commit, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct CacheWriter {
    shared: Arc<Shared>,
    key: String,
    path: PathBuf,
    file: File,
    size_bytes: u64,
}

impl CacheWriter {
    /// Appends bytes.
    ///
    /// # Errors
    /// [`io::ErrorKind::StorageFull`] when the limit has no room for them, or the disk's answer.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let wanted = bytes.len() as u64;
        {
            let mut index = self.shared.index();
            if !self.shared.make_room(&mut index, wanted) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            index.bytes += wanted;
            self.size_bytes += wanted;
        }
        self.file.write_all(bytes)
    }

    /// Makes the transcode findable, whole, in one step.
    ///
    /// # Errors
    /// When the disk refuses; the part is removed then.
    pub(super) fn commit(mut self) -> io::Result<()> {
        self.file.sync_data()?;
        let mut index = self.shared.index();
        self.shared.evict(&mut index, &self.key);
        fs::rename(&self.path, self.shared.path(&self.key))?;
        // From here on the bytes belong to the entry, and nothing is left for `drop` to undo.
        let size_bytes = std::mem::take(&mut self.size_bytes);
        index.insert(self.key.clone(), size_bytes);
        drop(index);
        self.path = PathBuf::new();
        Ok(())
    }
}

impl Drop for CacheWriter {
    fn drop(&mut self) {
        if self.path.as_os_str().is_empty() {
            return;
        }
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(error = %error, "transcode.cache.part_not_removed");
        }
        let mut index = self.shared.index();
        index.bytes = index.bytes.saturating_sub(self.size_bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::{CacheUsage, TranscodeCache};
    use file_serving::OpenFiles;
    use proptest::prelude::*;
    use std::path::Path;

    fn open(folder: &Path, limit_bytes: u64) -> TranscodeCache {
        TranscodeCache::open(folder, limit_bytes, OpenFiles::default()).expect("a new folder")
    }

    fn keep(cache: &TranscodeCache, key: &str, size: usize) -> bool {
        let Some(mut writer) = cache.writer(key) else { return false };
        writer.write(&vec![1; size]).and_then(|()| writer.commit()).is_ok()
    }

    fn bytes_on_disk(folder: &Path) -> u64 {
        std::fs::read_dir(folder)
            .expect("the folder")
            .map(|item| item.and_then(|item| item.metadata()).expect("an item").len())
            .sum()
    }

    #[test]
    fn the_least_recently_heard_leaves_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = open(folder.path(), 100);
        assert!(keep(&cache, "a", 40) && keep(&cache, "b", 40));
        assert!(cache.get("a").is_some());
        assert!(keep(&cache, "c", 40));
        assert!(cache.get("b").is_none());
        assert!(cache.get("a").is_some() && cache.get("c").is_some());
        assert_eq!(cache.usage(), CacheUsage { bytes: 80, limit_bytes: 100, entries: 2, evicted: 1 });
    }

    #[test]
    fn what_is_kept_survives_a_restart_and_parts_do_not() {
        let folder = tempfile::tempdir().expect("a folder");
        {
            let cache = open(folder.path(), 100);
            assert!(keep(&cache, "a", 30) && keep(&cache, "b", 30));
            let mut part = cache.writer("c").expect("a writer");
            part.write(&[0; 20]).expect("room");
            // The process ends here without running any destructor.
            std::mem::forget(part);
        }
        let cache = open(folder.path(), 100);
        assert_eq!(cache.usage(), CacheUsage { bytes: 60, limit_bytes: 100, entries: 2, evicted: 0 });
        assert_eq!(bytes_on_disk(folder.path()), 60);
        // A smaller limit is obeyed at once.
        assert_eq!(open(folder.path(), 40).usage().entries, 1);
        assert_eq!(bytes_on_disk(folder.path()), 30);
    }

    #[test]
    fn a_part_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = open(folder.path(), 100);
        let mut part = cache.writer("a").expect("a writer");
        part.write(&[0; 20]).expect("room");
        assert_eq!(cache.usage().bytes, 20);
        drop(part);
        assert_eq!(cache.usage().bytes, 0);
        assert_eq!(bytes_on_disk(folder.path()), 0);
        assert!(cache.get("a").is_none());
    }

    #[test]
    fn a_file_removed_by_hand_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = open(folder.path(), 100);
        assert!(keep(&cache, "a", 40));
        std::fs::remove_file(folder.path().join("a")).expect("the entry");
        assert!(cache.get("a").is_none());
        assert_eq!(cache.usage().bytes, 0);
    }

    #[test]
    fn no_limit_means_no_cache() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = open(folder.path(), 0);
        assert!(!keep(&cache, "a", 1));
        assert_eq!(cache.usage(), CacheUsage::default());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_limit_always_holds(steps in proptest::collection::vec((0u8..6, 0usize..70, any::<bool>()), 1..40)) {
            let folder = tempfile::tempdir().expect("a folder");
            let cache = open(folder.path(), 100);
            let mut parts = Vec::new();
            for (key, size, finish) in steps {
                let key = format!("k{key}");
                if finish {
                    keep(&cache, &key, size);
                } else if let Some(mut part) = cache.writer(&key) {
                    if part.write(&vec![2; size]).is_ok() {
                        parts.push(part);
                    }
                    if parts.len() > 2 {
                        parts.remove(0);
                    }
                }
                let usage = cache.usage();
                prop_assert!(usage.bytes <= 100);
                prop_assert_eq!(bytes_on_disk(folder.path()), usage.bytes);
            }
        }
    }
}
