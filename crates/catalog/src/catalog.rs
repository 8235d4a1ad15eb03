//! The catalogue as other crates see it.

use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use db::{Db, Reader};
use ids::{AlbumId, ArtistId, CoverId, TrackId};
use rand::SeedableRng as _;
use tokio::sync::watch;
use units::Clock;

use crate::covers::{self, Format, ThumbnailKey, Thumbnails};
use crate::error::Error;
use crate::explicit::{is_shown, shown};
use crate::known_names::KnownNames;
use crate::lines::Lines;
use crate::model::{AlbumSummary, ArtistSummary, AudioSource, Totals, Track};
use crate::scan::{self, FolderState, MusicFolder, Scan, ScanProgress, ScanState, Scope};
use crate::track_lyrics::{self, Beside, TrackLyrics};
use crate::{read, store};

/// What the catalogue is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The music folders.
    pub music: Vec<PathBuf>,
    /// Where thumbnails are kept.
    pub thumbnails: PathBuf,
    /// What thumbnails may take on disk, in bytes.
    pub thumbnails_limit_bytes: u64,
    /// How many threads read files during a scan; at least 1.
    pub scan_threads: usize,
    /// What the ids of new tracks are drawn from.
    pub seed: [u8; 32],
}

/// The music library; clones share it.
#[derive(Clone, Debug)]
pub struct Catalog(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    folders: Vec<MusicFolder>,
    threads: usize,
    progress: watch::Sender<ScanProgress>,
    /// Held by the scan that runs; the generator is used by it alone.
    scanning: Arc<tokio::sync::Mutex<rand::rngs::StdRng>>,
    names: KnownNames,
    lines: Lines,
    thumbnails: Thumbnails,
}

impl Catalog {
    /// Opens the catalogue on a database that has its tables.
    ///
    /// # Errors
    /// [`Error::FolderMissing`] when a music folder cannot be read: a service that started without it would show an empty library.
    pub async fn open(db: Db, clock: Arc<dyn Clock>, options: Options) -> Result<Self, Error> {
        let mut paths = Vec::new();
        for path in &options.music {
            let missing = |source| Error::FolderMissing { path: path.clone(), source };
            // Two names of one folder would list every track twice.
            let path = std::fs::canonicalize(path).map_err(missing)?;
            std::fs::read_dir(&path).map_err(missing)?;
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        let folders = number_folders(&db, paths).await?;
        let progress = ScanProgress {
            folders: folders
                .iter()
                .map(|folder| FolderState { path: folder.path.display().to_string(), reachable: true })
                .collect(),
            tracks_total: store::facets::all(&db.catalogue()).await?.1,
            ..ScanProgress::default()
        };
        let catalog = Self(Arc::new(Inner {
            db,
            clock,
            folders,
            threads: options.scan_threads.max(1),
            progress: watch::Sender::new(progress),
            scanning: Arc::new(tokio::sync::Mutex::new(rand::rngs::StdRng::from_seed(options.seed))),
            names: KnownNames::default(),
            lines: Lines::default(),
            thumbnails: Thumbnails::open(options.thumbnails, options.thumbnails_limit_bytes),
        }));
        catalog.reload_search().await?;
        Ok(catalog)
    }

    /// The music folders.
    #[must_use]
    pub fn folders(&self) -> &[MusicFolder] {
        &self.0.folders
    }

    pub(crate) fn reader(&self) -> Reader {
        self.0.db.catalogue()
    }

    pub(crate) fn names(&self) -> &KnownNames {
        &self.0.names
    }

    pub(crate) fn lines(&self) -> &Lines {
        &self.0.lines
    }

    /// How far the running scan is, or what the last one did; changes can be awaited.
    #[must_use]
    pub fn progress(&self) -> watch::Receiver<ScanProgress> {
        self.0.progress.subscribe()
    }

    /// Scans, and waits until it is done.
    ///
    /// Dropping the future stops the scan; what was committed stays, and the next scan goes on.
    ///
    /// # Errors
    /// [`Error::ScanRunning`] when another one runs, and those of the database.
    pub async fn scan(&self, scope: Scope) -> Result<ScanProgress, Error> {
        self.begin_scan(scope)?.run().await
    }

    /// Begins a scan, so that whoever asks from now on sees it running; [`BegunScan::run`] does the work.
    ///
    /// # Errors
    /// [`Error::ScanRunning`] when another one runs.
    pub fn begin_scan(&self, scope: Scope) -> Result<BegunScan, Error> {
        let rng = Arc::clone(&self.0.scanning).try_lock_owned().map_err(|_| Error::ScanRunning)?;
        self.begin_progress();
        Ok(BegunScan { idle: IdleOnDrop(self.clone()), scope, rng })
    }

    /// Begins a change of the library that is no scan, and keeps scans away until it is done.
    pub(crate) fn begin_change(&self) -> Result<Change, Error> {
        let alone = Arc::clone(&self.0.scanning).try_lock_owned().map_err(|_| Error::ScanRunning)?;
        Ok(Change { catalog: self.clone(), _alone: alone })
    }

    pub(crate) async fn begin(&self) -> Result<db::Tx, Error> {
        Ok(self.0.db.begin().await?)
    }

    pub(crate) fn now(&self) -> units::Timestamp {
        self.0.clock.now()
    }

    fn begin_progress(&self) {
        let now = self.0.clock.now();
        self.0.progress.send_modify(|progress| {
            *progress = ScanProgress {
                state: ScanState::Running,
                folders: std::mem::take(&mut progress.folders),
                started_at: Some(now),
                tracks_total: progress.tracks_total,
                ..ScanProgress::default()
            };
        });
    }

    /// How much there is.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn totals(&self) -> Result<Totals, Error> {
        Ok(store::facets::totals(&self.reader()).await?)
    }

    /// Where a track's file is and what playing it needs to know; `None` when there is no such track, or its file is missing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn audio_source(&self, id: TrackId) -> Result<Option<AudioSource>, Error> {
        let found = store::lists::source(&self.reader(), id).await?;
        Ok(found.and_then(|(folder_id, path, source)| {
            Some(AudioSource { path: self.full_path(folder_id, &path)?, ..source })
        }))
    }

    /// A track, also while its file is missing, so that a history can name it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn track(&self, id: TrackId) -> Result<Option<Track>, Error> {
        Ok(store::lists::track(&self.reader(), id).await?.filter(is_shown))
    }

    /// Tracks in the order of their ids, one statement for every fifty; those that do not exist are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tracks(&self, ids: &[TrackId]) -> Result<Vec<Track>, Error> {
        Ok(shown(store::lists::tracks_by_ids(&self.reader(), ids).await?))
    }

    /// Albums in the order of their ids, one statement for every fifty; those without a present track are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn albums_of(&self, ids: &[AlbumId]) -> Result<Vec<AlbumSummary>, Error> {
        Ok(store::lists::albums_by_ids(&self.reader(), ids).await?)
    }

    /// Artists in the order of their ids, one statement for every fifty; those without anything present are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn artists_of(&self, ids: &[ArtistId]) -> Result<Vec<ArtistSummary>, Error> {
        Ok(store::lists::artists_by_ids(&self.reader(), ids).await?)
    }

    /// The lyrics of a track and where they are from; `None` when it has none.
    ///
    /// # Errors
    /// Those of the database. A file that is gone or cannot be read has no lyrics.
    pub async fn lyrics(&self, id: TrackId) -> Result<Option<TrackLyrics>, Error> {
        let Some(found) = store::lyrics::place(&self.reader(), id).await?.filter(|found| found.place > 0) else {
            return Ok(None);
        };
        if self.track(id).await?.is_none() {
            return Ok(None);
        }
        let Some(path) = self.full_path(found.music_folder_id, &found.path) else { return Ok(None) };
        let (has_sidecars, language) = (found.place == 1, found.language);
        let loaded = blocking(move || {
            let beside = has_sidecars.then(|| Beside::of(&path));
            Ok(track_lyrics::load(&path, beside.as_ref(), language.as_deref()))
        })
        .await?;
        Ok(loaded.map(|lyrics| TrackLyrics { offset_ms: found.offset_ms, ..lyrics }))
    }

    /// Shows the lyrics of a track earlier (or later, when negative) than its file says, in milliseconds; 0 takes that back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the track does not exist or has no lyrics; those of the database.
    pub async fn set_lyrics_offset(&self, id: TrackId, offset_ms: i64) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        if !store::lyrics::set_offset(&mut tx, id, offset_ms).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// A thumbnail from memory, as fast as a file server; `None` when it has to be fetched by [`Self::cover`].
    #[must_use]
    pub fn cover_in_memory(&self, id: CoverId, side_pixels: u32, format: Format) -> Option<Bytes> {
        self.0.thumbnails.in_memory(&ThumbnailKey { cover: id, side_pixels, format })
    }

    /// A thumbnail, made when it is asked for the first time.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such cover or its file is gone; [`Error::Picture`] when it cannot be shown.
    pub async fn cover(&self, id: CoverId, side_pixels: u32, format: Format) -> Result<Bytes, Error> {
        let key = ThumbnailKey { cover: id, side_pixels, format };
        if let Some(bytes) = self.0.thumbnails.in_memory(&key) {
            return Ok(bytes);
        }
        let this = self.clone();
        if let Some(bytes) = blocking(move || Ok(this.0.thumbnails.on_disk(&key))).await? {
            return Ok(bytes);
        }
        let place = store::covers::place(&self.reader(), id).await?.ok_or(Error::NotFound)?;
        let path = self.full_path(place.0, &place.1).ok_or(Error::NotFound)?;
        // Few at a time: a decoded picture may take a hundred megabytes.
        let permit = Arc::clone(&self.0.thumbnails.decoding)
            .acquire_owned()
            .await
            .map_err(|_| Error::Picture("the service is stopping"))?;
        let this = self.clone();
        blocking(move || {
            let _permit = permit;
            // Somebody else may have made it in the meantime.
            if let Some(bytes) = this.0.thumbnails.in_memory(&key) {
                return Ok(bytes);
            }
            let picture = covers::decode(&source_bytes(&path, place.2)?)?;
            let bytes = Bytes::from(covers::encode(&picture, side_pixels, format)?);
            this.0.thumbnails.keep(&key, &bytes);
            Ok(bytes)
        })
        .await
    }

    /// Looks at some covers whose colour is unknown, and tells how many there were.
    ///
    /// # Errors
    /// Those of the database; a cover that cannot be decoded gets the neutral colour.
    pub async fn color_covers(&self, limit: u32) -> Result<usize, Error> {
        let covers = store::covers::colorless(&self.reader(), i64::from(limit)).await?;
        let mut colors = Vec::with_capacity(covers.len());
        for (id, (folder_id, path, is_embedded)) in covers {
            let path = self.full_path(folder_id, &path);
            let color = blocking(move || {
                let path = path.ok_or(Error::NotFound)?;
                covers::dominant_color(&covers::decode(&source_bytes(&path, is_embedded)?)?)
            })
            .await;
            colors.push((id, color.unwrap_or_else(|_| crate::model::Cover::NEUTRAL_COLOR.to_owned())));
        }
        if !colors.is_empty() {
            let mut tx = self.0.db.begin().await?;
            store::covers::set_colors(&mut tx, &colors).await?;
            tx.commit().await?;
        }
        Ok(colors.len())
    }

    /// The full path of a path below a music folder; `None` when that folder is configured no longer.
    pub(crate) fn full_path(&self, folder_id: i64, path: &[u8]) -> Option<PathBuf> {
        let folder = self.0.folders.iter().find(|folder| folder.id == folder_id)?;
        Some(scan::join(&folder.path, path))
    }
}

/// A change of the library that is no scan; dropped early, what it wrote is derived by the next scan.
#[derive(Debug)]
pub(crate) struct Change {
    catalog: Catalog,
    _alone: tokio::sync::OwnedMutexGuard<rand::rngs::StdRng>,
}

impl Change {
    /// Derives what follows from the change: albums, counts, names.
    pub(crate) async fn finish(self) -> Result<(), Error> {
        let catalog = &self.catalog;
        scan::refresh(&catalog.0.db, true).await?;
        catalog.reload_search().await?;
        let total = store::facets::all(&catalog.reader()).await?.1;
        let progress = catalog.0.progress.clone();
        drop(self);
        // Who waited for the end of this looks again.
        progress.send_modify(|progress| progress.tracks_total = total);
        Ok(())
    }
}

/// A scan that has begun and waits to be run; dropped, it stops.
#[derive(Debug)]
pub struct BegunScan {
    // Before the generator: whoever may scan next finds this one ended.
    idle: IdleOnDrop,
    scope: Scope,
    rng: tokio::sync::OwnedMutexGuard<rand::rngs::StdRng>,
}

impl BegunScan {
    /// Scans, and waits until it is done.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn run(mut self) -> Result<ScanProgress, Error> {
        let catalog = &self.idle.0;
        let inner = &catalog.0;
        let scan = Scan {
            db: &inner.db,
            clock: &*inner.clock,
            folders: &inner.folders,
            threads: inner.threads,
            progress: &inner.progress,
            rng: &mut self.rng,
        };
        let changed = scan.run(&self.scope).await?;
        if changed {
            catalog.reload_search().await?;
        }
        // Also when nothing changed: a scan that was killed leaves something to read.
        catalog.read_lines().await?;
        let total = store::facets::all(&catalog.reader()).await?.1;
        inner.progress.send_modify(|progress| progress.tracks_total = total);
        let catalog = catalog.clone();
        drop(self);
        let done = catalog.0.progress.borrow().clone();
        Ok(done)
    }
}

/// Says that no scan runs, however it ended.
#[derive(Debug)]
struct IdleOnDrop(Catalog);

impl Drop for IdleOnDrop {
    fn drop(&mut self) {
        let inner = &self.0.0;
        let now = inner.clock.now();
        inner.progress.send_modify(|progress| {
            progress.state = ScanState::Idle;
            progress.finished_at = Some(now);
            progress.current = None;
        });
    }
}

pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::ScanStopped(error.to_string()))?
}

fn source_bytes(path: &Path, is_embedded: bool) -> Result<Vec<u8>, Error> {
    if is_embedded {
        let name = scan::readable(path.file_name().unwrap_or_default().as_bytes()).0;
        return read::embedded_picture(path, &name).ok().flatten().ok_or(Error::NotFound);
    }
    let size_bytes = std::fs::metadata(path).map_err(|_| Error::NotFound)?.len();
    if size_bytes > covers::MAX_SOURCE_BYTES as u64 {
        return Err(Error::Picture("its file is too large"));
    }
    std::fs::read(path).map_err(|_| Error::NotFound)
}

/// Gives each folder the number it had, or the next one.
async fn number_folders(db: &Db, paths: Vec<PathBuf>) -> Result<Vec<MusicFolder>, Error> {
    let known = store::scan::music_folders(&db.catalogue()).await?;
    let mut next = known.iter().map(|(id, _)| id + 1).max().unwrap_or_default();
    let mut folders = Vec::with_capacity(paths.len());
    let mut tx = db.begin().await?;
    for path in paths {
        let bytes = path.as_os_str().as_bytes();
        let id = match known.iter().find(|(_, known)| known == bytes) {
            Some((id, _)) => *id,
            None => {
                store::scan::insert_music_folder(&mut tx, next, bytes).await?;
                next += 1;
                next - 1
            }
        };
        folders.push(MusicFolder { id, path });
    }
    tx.commit().await?;
    Ok(folders)
}
