//! Watching the music folders, so that a changed file is seen within two seconds.

use std::collections::HashSet;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::{MusicFolder, Scope};
use crate::error::Error;
use crate::read::kind_of_name;

/// Changes that wait to be looked at; beyond it everything is compared instead.
const WAITING_CHANGES: usize = 4096;

/// How long nothing must happen before a change is looked at: a file that is being copied changes all the time.
const QUIET: Duration = Duration::from_millis(300);

/// How long a change waits at most, however busy the folder is.
const PATIENCE: Duration = Duration::from_millis(1_200);

/// The most folders that are looked at one by one.
const MAX_PARTS: usize = 64;

/// A watch on the music folders; it ends when dropped.
#[derive(Debug)]
pub struct Watcher {
    changes: mpsc::Receiver<PathBuf>,
    overflowed: Arc<AtomicBool>,
    folders: Vec<MusicFolder>,
    _watcher: RecommendedWatcher,
}

/// Begins to watch.
///
/// # Errors
/// [`Error::Watch`] when the system cannot, such as beyond its limit of watched folders; a periodic scan serves then.
pub fn watch(folders: &[MusicFolder]) -> Result<Watcher, Error> {
    let (sender, changes) = mpsc::channel(WAITING_CHANGES);
    let overflowed = Arc::new(AtomicBool::new(false));
    let lost = Arc::clone(&overflowed);
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else {
            lost.store(true, Ordering::Relaxed);
            return;
        };
        if event.need_rescan() {
            lost.store(true, Ordering::Relaxed);
        }
        if matches!(
            event.kind,
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(notify::event::MetadataKind::AccessTime))
        ) {
            return;
        }
        for path in event.paths {
            if sender.try_send(path).is_err() {
                lost.store(true, Ordering::Relaxed);
            }
        }
    })?;
    for folder in folders {
        watcher.watch(&folder.path, RecursiveMode::Recursive)?;
    }
    Ok(Watcher { changes, overflowed, folders: folders.to_vec(), _watcher: watcher })
}

impl Watcher {
    /// Waits for changes, until they pause, and tells what to look at; `None` when the watch has ended.
    pub async fn next(&mut self) -> Option<Scope> {
        loop {
            let first = self.changes.recv().await?;
            let latest = Instant::now() + PATIENCE;
            let mut paths = HashSet::from([first]);
            loop {
                let quiet = (Instant::now() + QUIET).min(latest);
                match tokio::time::timeout_at(quiet, self.changes.recv()).await {
                    Ok(Some(path)) => {
                        paths.insert(path);
                    }
                    Ok(None) | Err(_) => break,
                }
                if Instant::now() >= latest {
                    break;
                }
            }
            if self.overflowed.swap(false, Ordering::Relaxed) {
                return Some(Scope::Changed);
            }
            let parts: HashSet<(i64, Vec<u8>)> = paths.iter().filter_map(|path| self.part_of(path)).collect();
            if parts.len() > MAX_PARTS {
                return Some(Scope::Changed);
            }
            if !parts.is_empty() {
                return Some(Scope::Parts(parts.into_iter().collect()));
            }
        }
    }

    /// The folder to look at for a change of this path; `None` when it concerns no music.
    fn part_of(&self, path: &Path) -> Option<(i64, Vec<u8>)> {
        let folder = self.folders.iter().find(|folder| path.starts_with(&folder.path))?;
        let below = path.strip_prefix(&folder.path).ok()?;
        let name = path.file_name().unwrap_or_default().as_bytes();
        if name.starts_with(b".") && !below.as_os_str().is_empty() {
            return None;
        }
        let part = if path.is_dir() {
            below
        } else {
            // What is gone may have been a folder: its name has no ending then.
            let concerns_music = kind_of_name(name).is_some() || is_beside_music(name) || path.extension().is_none();
            if !concerns_music {
                return None;
            }
            below.parent().unwrap_or(Path::new(""))
        };
        Some((folder.id, part.as_os_str().as_bytes().to_vec()))
    }
}

fn is_beside_music(name: &[u8]) -> bool {
    let Some(dot) = name.iter().rposition(|byte| *byte == b'.') else { return false };
    [b"lrc".as_slice(), b"jpg", b"jpeg", b"png", b"webp"]
        .iter()
        .any(|ending| name[dot + 1..].eq_ignore_ascii_case(ending))
}
