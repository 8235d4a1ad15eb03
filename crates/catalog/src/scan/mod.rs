//! Scanning: walk, compare, read what changed, write in batches.
//!
//! One scan runs at a time. It may be dropped or killed anywhere: what was committed stays, what is derived from it is marked stale,
//! and the next scan goes on from there.

mod plan;
mod progress;
mod readers;
mod refresh;
mod shown;
mod walk;
mod watch;
mod write;

use std::collections::{HashMap, HashSet};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Db, args};
use ids::{AlbumId, ProblemId, TrackId};
use rand::Rng;
use tokio::sync::{mpsc, watch as watch_channel};
use units::Clock;

pub(crate) use plan::KnownFile;
pub use progress::{FolderState, ScanProgress, ScanState};
pub(crate) use refresh::refresh;
pub(crate) use shown::{folder_path, readable};
pub(crate) use walk::join;
pub(crate) use watch::watch;

use crate::error::Error;
use crate::store;
use plan::{Plan, Walked};
use readers::ReadFile;
use write::Registry;

/// How many tracks are committed together: enough that a commit costs little, few enough that a killed scan loses little.
const BATCH_TRACKS: usize = 500;

/// Batches of read files that wait for the writer, in chunks; it bounds the memory of a scan.
const WAITING_CHUNKS: usize = 8;

/// What a scan looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All music folders, reading only what changed.
    Changed,
    /// All music folders, reading every file again.
    Everything,
    /// These folders and what is below them: a music folder's number and a path below it.
    Parts(Vec<(i64, Vec<u8>)>),
}

/// A music folder with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MusicFolder {
    /// Given once, and kept when the configuration is reordered.
    pub id: i64,
    /// The folder.
    pub path: PathBuf,
}

/// Sets the flag when it is dropped, so that threads stop with the scan that started them.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One scan.
pub(crate) struct Scan<'a> {
    pub(crate) db: &'a Db,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) folders: &'a [MusicFolder],
    pub(crate) threads: usize,
    pub(crate) progress: &'a watch_channel::Sender<ScanProgress>,
    pub(crate) rng: &'a mut (dyn Rng + Send),
}

impl Scan<'_> {
    /// Runs to the end, and tells whether anything changed.
    pub(crate) async fn run(mut self, scope: &Scope) -> Result<bool, Error> {
        let stop = Arc::new(AtomicBool::new(false));
        let _stop = StopOnDrop(Arc::clone(&stop));
        let (walked, known) = self.look(scope, &stop).await?;
        let found: usize = walked.iter().map(|part| part.walk.file_count).sum();
        let unreachable: Vec<(i64, Vec<u8>, crate::model::Reason)> = walked
            .iter()
            .flat_map(|part| {
                part.walk.unreachable.iter().map(|(path, reason)| (part.music_folder_id, path.clone(), *reason))
            })
            .collect();
        let known_paths = matches!(scope, Scope::Changed | Scope::Everything)
            .then(|| known.iter().map(|file| (file.music_folder_id, file.path.clone())).collect::<HashSet<_>>());
        let albums: HashMap<TrackId, AlbumId> =
            known.iter().filter_map(|file| Some((file.id, file.album_id?))).collect();
        let plan = plan::plan(walked, known, *scope == Scope::Everything);
        self.progress.send_modify(|progress| {
            progress.found = found as u64;
            progress.unchanged = plan.unchanged as u64;
        });
        let problem_paths: HashSet<(i64, Vec<u8>)> =
            store::problems::paths(&self.db.catalogue()).await?.into_iter().collect();
        self.folder_problems(&unreachable, known_paths.as_ref(), &problem_paths).await?;
        let changed = if plan.to_read > 0 || !plan.gone.is_empty() {
            self.read_and_write(plan, albums, problem_paths, stop).await?;
            true
        } else {
            false
        };
        // Also when nothing changed: a scan that was killed leaves something to derive.
        refresh::refresh(self.db, changed).await?;
        Ok(changed)
    }

    /// Walks, and loads what is known of what was walked.
    async fn look(&mut self, scope: &Scope, stop: &Arc<AtomicBool>) -> Result<(Vec<Walked>, Vec<KnownFile>), Error> {
        let reader = self.db.catalogue();
        let parts: Vec<(i64, Vec<u8>)> = match scope {
            Scope::Parts(parts) => without_nested(parts),
            Scope::Changed | Scope::Everything => self.folders.iter().map(|folder| (folder.id, Vec::new())).collect(),
        };
        let mut known = Vec::new();
        for (folder_id, path) in &parts {
            known.extend(store::scan::known_below(&reader, *folder_id, path).await?);
        }
        if matches!(scope, Scope::Parts(_)) {
            let loaded: HashSet<TrackId> = known.iter().map(|file| file.id).collect();
            known.extend(store::scan::missing(&reader).await?.into_iter().filter(|file| !loaded.contains(&file.id)));
        }
        let roots: Vec<(i64, PathBuf, Vec<u8>)> = parts
            .into_iter()
            .filter_map(|(id, path)| Some((id, self.folders.iter().find(|folder| folder.id == id)?.path.clone(), path)))
            .collect();
        let stop = Arc::clone(stop);
        let progress = self.progress.clone();
        let walked = tokio::task::spawn_blocking(move || {
            let mut walked = Vec::new();
            for (music_folder_id, root, start) in roots {
                progress.send_modify(|progress| progress.current = Some(root.display().to_string()));
                let walk = walk::walk(&root, &start, &|| stop.load(Ordering::Relaxed));
                walked.push((root, Walked { music_folder_id, start, walk }));
            }
            walked
        })
        .await
        .map_err(|error| Error::ScanStopped(error.to_string()))?;

        let mut reached = Vec::new();
        let mut tx = self.db.begin().await?;
        for (root, mut part) in walked {
            // An empty music folder that had music is a disk that is not mounted: nothing is missing, it is out of reach.
            let lost_all = part.walk.root_is_empty
                && known.iter().any(|file| file.music_folder_id == part.music_folder_id && file.present);
            let unreachable =
                lost_all || part.walk.unreachable.iter().any(|(path, _)| path.is_empty()) || !root.is_dir();
            if part.start.is_empty() || unreachable {
                store::scan::set_reachable(&mut tx, part.music_folder_id, !unreachable).await?;
            }
            let shown = root.display().to_string();
            self.progress.send_modify(|progress| {
                for folder in progress.folders.iter_mut().filter(|folder| folder.path == shown) {
                    folder.reachable = !unreachable;
                }
            });
            if unreachable {
                part.walk.folders.clear();
                if !part.walk.unreachable.iter().any(|(path, _)| path.is_empty()) {
                    part.walk.unreachable.push((Vec::new(), crate::model::Reason::Unreadable));
                }
            }
            reached.push(part);
        }
        tx.commit().await?;
        Ok((reached, known))
    }

    /// Notes folders that could not be looked into, and forgets those that can be again.
    async fn folder_problems(
        &mut self,
        unreachable: &[(i64, Vec<u8>, crate::model::Reason)],
        known_paths: Option<&HashSet<(i64, Vec<u8>)>>,
        problem_paths: &HashSet<(i64, Vec<u8>)>,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let mut deleted: Vec<(i64, Vec<u8>)> = unreachable.iter().map(|(id, path, _)| (*id, path.clone())).collect();
        if let Some(known_paths) = known_paths {
            // A problem whose path is no known file is that of a folder, or of a file that was never listed.
            deleted.extend(problem_paths.iter().filter(|path| !known_paths.contains(path)).cloned());
        }
        deleted.retain(|path| problem_paths.contains(path));
        if unreachable.is_empty() && deleted.is_empty() {
            return Ok(());
        }
        let mut inserted = Vec::new();
        for (id, path, reason) in unreachable {
            let problem = ProblemId::random(self.rng);
            inserted.push(
                args![*id, path.as_slice(), problem, self.shown_path(*id, path), reason.code(), now, false].to_vec(),
            );
        }
        let deleted: Vec<_> = deleted.into_iter().map(|(id, path)| args![id, path].to_vec()).collect();
        let mut tx = self.db.begin().await?;
        store::problems::delete(&mut tx, &deleted).await?;
        store::problems::insert(&mut tx, &inserted).await?;
        tx.commit().await?;
        self.progress.send_modify(|progress| progress.problems += inserted.len() as u64);
        Ok(())
    }

    async fn read_and_write(
        &mut self,
        plan: Plan,
        mut albums: HashMap<TrackId, AlbumId>,
        mut problem_paths: HashSet<(i64, Vec<u8>)>,
        stop: Arc<AtomicBool>,
    ) -> Result<(), Error> {
        let Plan { chunks, mut gone, mut by_fingerprint, .. } = plan;
        let read_again: HashSet<TrackId> =
            chunks.iter().flat_map(|chunk| &chunk.files).filter_map(|file| file.known).collect();
        albums.retain(|track, _| read_again.contains(track));
        let roots: HashMap<i64, PathBuf> = self.folders.iter().map(|folder| (folder.id, folder.path.clone())).collect();
        let shown_roots: HashMap<i64, PathBuf> = roots.clone();
        let (sender, mut receiver) = mpsc::channel(WAITING_CHUNKS);
        let threads = self.threads;
        let reading = tokio::task::spawn_blocking(move || readers::read_all(&chunks, &roots, threads, &stop, &sender));

        let reader = self.db.catalogue();
        let now = self.clock.now();
        let mut problem_rng = split(self.rng);
        let mut registry = Registry::load(&reader, albums, &mut *self.rng, now).await?;
        let mut waiting: Vec<ReadFile> = Vec::with_capacity(BATCH_TRACKS * 2);
        loop {
            let chunk = receiver.recv().await;
            let is_last = chunk.is_none();
            if let Some(mut files) = chunk {
                for file in &mut files {
                    recognise(file, &mut gone, &mut by_fingerprint);
                }
                waiting.extend(files);
            }
            if waiting.len() >= BATCH_TRACKS || (is_last && !waiting.is_empty()) {
                let batch = registry.rows(&waiting);
                let (deleted, inserted) =
                    problem_rows(&waiting, &mut problem_paths, &shown_roots, now, &mut problem_rng);
                let mut tx = self.db.begin().await?;
                store::scan::write(&mut tx, &batch).await?;
                store::problems::delete(&mut tx, &deleted).await?;
                store::problems::insert(&mut tx, &inserted).await?;
                tx.commit().await?;
                report(self.progress, &waiting, inserted.len());
                waiting.clear();
            }
            if is_last {
                break;
            }
        }
        reading.await.map_err(|error| Error::ScanStopped(error.to_string()))?;

        let missing: Vec<TrackId> = gone.keys().copied().collect();
        let forgotten: Vec<_> = gone
            .values()
            .filter(|file| problem_paths.contains(&(file.music_folder_id, file.path.clone())))
            .map(|file| args![file.music_folder_id, file.path.as_slice()].to_vec())
            .collect();
        if !missing.is_empty() {
            let mut tx = self.db.begin().await?;
            store::scan::set_missing(&mut tx, &missing, now).await?;
            store::problems::delete(&mut tx, &forgotten).await?;
            tx.commit().await?;
            self.progress.send_modify(|progress| progress.missing = missing.len() as u64);
        }
        Ok(())
    }

    fn shown_path(&self, id: i64, path: &[u8]) -> String {
        let root = self.folders.iter().find(|folder| folder.id == id).map(|folder| folder.path.as_path());
        shown_path(root, path)
    }
}

fn shown_path(root: Option<&Path>, path: &[u8]) -> String {
    let root = root.unwrap_or(Path::new(""));
    let full = walk::join(root, path);
    let names: Vec<String> =
        full.as_os_str().as_bytes().split(|byte| *byte == b'/').map(|name| readable(name).0).collect();
    names.join("/")
}

/// A file that is new by its path and inode may still be a known one, by its content.
fn recognise(
    file: &mut ReadFile,
    gone: &mut HashMap<TrackId, KnownFile>,
    by_fingerprint: &mut HashMap<i64, Vec<TrackId>>,
) {
    if file.to_read.known.is_some() || file.reading.fingerprint == 0 {
        return;
    }
    let Some(ids) = by_fingerprint.get_mut(&file.reading.fingerprint) else { return };
    if let Some(id) = ids.pop() {
        gone.remove(&id);
        file.to_read.known = Some(id);
        file.to_read.moved = true;
    }
}

type Rows = Vec<Vec<db::Value>>;

fn problem_rows(
    files: &[ReadFile],
    known: &mut HashSet<(i64, Vec<u8>)>,
    roots: &HashMap<i64, PathBuf>,
    now: units::Timestamp,
    rng: &mut (dyn Rng + Send),
) -> (Rows, Rows) {
    let mut deleted = Vec::new();
    let mut inserted = Vec::new();
    for file in files {
        // Scans mostly meet no problem at all, and then nothing is copied here.
        if !known.is_empty() && known.remove(&(file.music_folder_id, file.path.clone())) {
            deleted.push(args![file.music_folder_id, file.path.as_slice()].to_vec());
        }
        if let Some(reason) = file.reading.problem {
            let root = roots.get(&file.music_folder_id).map(PathBuf::as_path);
            let row = args![
                file.music_folder_id,
                file.path.as_slice(),
                ProblemId::random(rng),
                shown_path(root, &file.path),
                reason.code(),
                now,
                file.reading.playable,
            ];
            inserted.push(row.to_vec());
        }
    }
    (deleted, inserted)
}

fn report(progress: &watch_channel::Sender<ScanProgress>, files: &[ReadFile], problems: usize) {
    let moved = files.iter().filter(|file| file.to_read.moved).count() as u64;
    let known = readers::known_ids(files).count() as u64;
    progress.send_modify(|progress| {
        progress.read += files.len() as u64;
        progress.moved += moved;
        progress.changed += known - moved;
        progress.added += files.len() as u64 - known;
        progress.problems += problems as u64;
        progress.current = files.last().map(|file| folder_path(file.music_folder_id, &file.folder));
    });
}

/// A generator of its own, so that two parts of a scan can draw from one source.
fn split(rng: &mut (dyn Rng + Send)) -> rand::rngs::StdRng {
    use rand::SeedableRng as _;
    rand::rngs::StdRng::seed_from_u64(rng.next_u64())
}

/// Leaves out folders that lie below another one of the list.
fn without_nested(parts: &[(i64, Vec<u8>)]) -> Vec<(i64, Vec<u8>)> {
    let mut parts = parts.to_vec();
    parts.sort();
    parts.dedup();
    let mut kept: Vec<(i64, Vec<u8>)> = Vec::new();
    for (id, path) in parts {
        if !kept.iter().any(|(kept_id, kept_path)| *kept_id == id && plan::is_below(&path, kept_path)) {
            kept.push((id, path));
        }
    }
    kept
}
