//! The parts of the index as files, so that a start does not make them anew.
//!
//! A file bears the checksum of its content as its name and is never changed: it is written under another name, brought to disk and renamed.
//! A new index is whole on disk before any file of the old one goes, so a stop at any moment leaves one of them, or both.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use recognition_core::Segment;

const ENDING: &str = "part";

/// Reads every part that is whole and of this version, the largest first; the others are removed, since they can be made again.
///
/// # Errors
/// When the folder cannot be made or read.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Segment>> {
    fs::create_dir_all(folder)?;
    let mut segments = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_part = path.extension().is_some_and(|ending| ending == ENDING);
        match if is_part {
            Segment::open(fs::read(&path)?).map_err(|error| error.to_string())
        } else {
            Err("left behind".to_owned())
        } {
            Ok(segment) => segments.push(segment),
            Err(why) => {
                tracing::warn!(path = %path.display(), why, "a part of the index is made again");
                fs::remove_file(&path)?;
            }
        }
    }
    segments.sort_by_key(|segment| std::cmp::Reverse(segment.tracks().len()));
    Ok(segments)
}

/// Makes the folder hold these parts and nothing else.
///
/// # Errors
/// When a file cannot be written; what was there before is then still there.
pub(crate) fn keep(folder: &Path, segments: &[Arc<Segment>]) -> io::Result<()> {
    let mut names = HashSet::new();
    for segment in segments {
        let name = name(segment);
        let path = folder.join(&name);
        if !path.exists() {
            let unfinished = path.with_extension("unfinished");
            let mut file = File::create(&unfinished)?;
            file.write_all(segment.bytes())?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)?;
        }
        names.insert(name);
    }
    File::open(folder)?.sync_all()?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(|name| names.contains(name)) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A part's name: its length and the checksum that ends it.
fn name(segment: &Segment) -> String {
    let bytes = segment.bytes();
    let sum = bytes.last_chunk::<4>().map_or(0, |sum| u32::from_le_bytes(*sum));
    format!("{:010x}-{sum:08x}.{ENDING}", bytes.len())
}
