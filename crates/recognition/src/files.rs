//! The parts of the index as files, so that a start does not make them anew.
//!
//! A file bears the checksum of its content as its name and is never changed: it is written under another name, brought to disk and renamed.
//! A new index is whole on disk before any file of the old one goes, so a stop at any moment leaves one of them, or both.
//! A file that is damaged is set aside under another name; what it held is made again from what was measured, and then it goes.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use recognition_core::{Place, Segment, SegmentBuilder, SegmentError, Source};

const ENDING: &str = "part";
/// The ending of a file that is being written.
const UNFINISHED: &str = "unfinished";
/// The ending of a file that was set aside.
const DAMAGED: &str = "damaged";
/// Up to so many bytes a part lies in memory as a whole; a larger one is read by position, as the questions need it.
///
/// Parts differ in size by a factor of two at least, so all those in memory take less than twice this.
const MEMORY_BYTES_MAX: u64 = 64 << 20;

/// The folder of the parts; nothing else may lie there.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    memory_bytes_max: u64,
}

impl Folder {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, memory_bytes_max: MEMORY_BYTES_MAX }
    }

    /// The same folder, of which smaller parts are read by position too.
    #[cfg(test)]
    pub(crate) fn with_memory(self, memory_bytes_max: u64) -> Self {
        Self { memory_bytes_max, ..self }
    }

    /// Opens every part that is whole and of this version, the largest first; the others are set aside.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub(crate) fn open(&self) -> io::Result<Vec<Segment>> {
        fs::create_dir_all(&self.path)?;
        let mut segments = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            if path.extension().is_none_or(|ending| ending != ENDING) {
                // Left behind by a stop, or set aside before: it goes with the next sweep.
                continue;
            }
            match self.part(&path) {
                Ok(segment) => segments.push(segment),
                Err(SegmentError::Io(kind)) => return Err(kind.into()),
                Err(error) => {
                    tracing::warn!(path = %path.display(), %error, "a part of the index is set aside and made again");
                    fs::rename(&path, path.with_extension(DAMAGED))?;
                }
            }
        }
        segments.sort_by_key(|segment| std::cmp::Reverse(segment.tracks().len()));
        Ok(segments)
    }

    /// Keeps a part that was made in memory.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is then still there.
    pub(crate) fn keep(&self, segment: Segment) -> Result<Segment, SegmentError> {
        let path = self.path.join(name(&segment));
        if !path.exists() {
            let unfinished = path.with_extension(UNFINISHED);
            let mut file = File::create(&unfinished)?;
            file.write_all(segment.bytes().unwrap_or_default())?;
            self.finish(&file, &unfinished, &path)?;
        }
        if segment.length() > self.memory_bytes_max { self.part(&path) } else { Ok(segment) }
    }

    /// Merges parts into one on disk, without the songs that `lives` denies; none when no song is left.
    ///
    /// # Errors
    /// [`SegmentError::Full`] when one part cannot hold them, or when it cannot be written.
    pub(crate) fn merge(
        &self,
        segments: &[&Segment],
        lives: impl Fn(usize, usize) -> bool,
    ) -> Result<Option<Segment>, SegmentError> {
        let unfinished = self.path.join(format!("merge.{UNFINISHED}"));
        let mut file = io::BufWriter::new(File::create(&unfinished)?);
        if SegmentBuilder::merge_into(segments, lives, &mut file)? == 0 {
            return Ok(None);
        }
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        // Read back before it takes the place of others.
        let segment = self.part(&unfinished)?;
        self.finish(&file, &unfinished, &self.path.join(name(&segment)))?;
        Ok(Some(segment))
    }

    fn finish(&self, file: &File, unfinished: &Path, path: &Path) -> io::Result<()> {
        file.sync_all()?;
        fs::rename(unfinished, path)?;
        File::open(&self.path)?.sync_all()
    }

    /// Removes whatever is none of these parts.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub(crate) fn sweep<'a>(&self, segments: impl Iterator<Item = &'a Segment>) -> io::Result<()> {
        let names: HashSet<String> = segments.map(name).collect();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if !entry.file_name().to_str().is_some_and(|name| names.contains(name)) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn part(&self, path: &Path) -> Result<Segment, SegmentError> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let source = if length > self.memory_bytes_max {
            Source::Place(Box::new(OnDisk { file, length }))
        } else {
            Source::Memory(fs::read(path)?)
        };
        Segment::open(source)
    }
}

/// A file that is read by position: it may be cut short under our hands, and then reading fails, but the service lives.
#[derive(Debug)]
struct OnDisk {
    file: File,
    length: u64,
}

impl Place for OnDisk {
    #[cfg(unix)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, into, at)
    }

    #[cfg(windows)]
    fn read_at(&self, mut at: u64, mut into: &mut [u8]) -> io::Result<()> {
        while !into.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(&self.file, into, at)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            (at, into) = (at + read as u64, &mut into[read..]);
        }
        Ok(())
    }

    fn length(&self) -> u64 {
        self.length
    }
}

/// A part's name: its length and the checksum that ends it.
fn name(segment: &Segment) -> String {
    format!("{:010x}-{:08x}.{ENDING}", segment.length(), segment.sum())
}
