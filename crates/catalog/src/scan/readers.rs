//! Threads that read files, and hand what they learned to the one that writes.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ids::{CoverId, TrackId};
use tokio::sync::mpsc;

use super::plan::{Chunk, ToRead};
use super::shown;
use super::walk::{below, join};
use crate::covers::{self, PictureHash};
use crate::model::Reason;
use crate::read::{self, Reading};

/// A file that was read.
#[derive(Debug)]
pub(crate) struct ReadFile {
    pub(crate) music_folder_id: i64,
    pub(crate) folder: Vec<u8>,
    pub(crate) path: Vec<u8>,
    pub(crate) file_name: String,
    pub(crate) to_read: ToRead,
    pub(crate) reading: Reading,
    pub(crate) cover: Option<FoundCover>,
}

/// A picture that was found for a file.
#[derive(Debug, Clone)]
pub(crate) struct FoundCover {
    pub(crate) id: CoverId,
    pub(crate) hash: PictureHash,
    pub(crate) path: Vec<u8>,
    pub(crate) embedded: bool,
    pub(crate) size_bytes: u64,
}

/// Reads all chunks on `threads` threads, and sends each when it is done.
///
/// Blocks until the last is read, `stop` is set, or the receiver is dropped, which is how a scan is cancelled.
pub(crate) fn read_all(
    chunks: &[Chunk],
    roots: &HashMap<i64, PathBuf>,
    threads: usize,
    stop: &AtomicBool,
    out: &mpsc::Sender<Vec<ReadFile>>,
) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(chunks.len()) {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let Some(chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                    let Some(root) = roots.get(&chunk.music_folder_id) else { continue };
                    if out.blocking_send(read_chunk(chunk, root)).is_err() {
                        break;
                    }
                }
            });
        }
    });
}

fn read_chunk(chunk: &Chunk, root: &std::path::Path) -> Vec<ReadFile> {
    let folder_cover = chunk.cover.as_ref().and_then(|name| {
        let path = below(&chunk.folder, name);
        covers::hash_file(&join(root, &path)).map(|(hash, size_bytes)| FoundCover {
            id: hash.id(),
            hash,
            path,
            embedded: false,
            size_bytes,
        })
    });
    // The tracks of an album in a folder share the picture of the first one read: pictures cost more to read than all else.
    let mut by_album: HashMap<String, Option<FoundCover>> = HashMap::new();
    chunk
        .files
        .iter()
        .map(|to_read| {
            let path = below(&chunk.folder, &to_read.file.name);
            let full = join(root, &path);
            let (file_name, is_readable) = shown::readable(&to_read.file.name);
            // A parser that panics on hostile bytes costs that file only.
            let mut reading = std::panic::catch_unwind(|| read::read_file(&full, &file_name, to_read.file.size_bytes))
                .unwrap_or_else(|_| read::unreadable(&file_name));
            let cover = folder_cover.clone().or_else(|| match &reading.tags.album {
                Some(album) => by_album
                    .entry(album.clone())
                    .or_insert_with(|| embedded(&full, &path, &file_name, &mut reading.problem))
                    .clone(),
                None => embedded(&full, &path, &file_name, &mut reading.problem),
            });
            if !is_readable {
                reading.problem = reading.problem.or(Some(Reason::BadName));
            }
            ReadFile {
                music_folder_id: chunk.music_folder_id,
                folder: chunk.folder.clone(),
                path,
                file_name,
                to_read: to_read.clone(),
                reading,
                cover,
            }
        })
        .collect()
}

fn embedded(full: &std::path::Path, path: &[u8], file_name: &str, problem: &mut Option<Reason>) -> Option<FoundCover> {
    let picture = std::panic::catch_unwind(|| read::embedded_picture(full, file_name)).unwrap_or(Err(Reason::BadCover));
    match picture {
        Ok(Some(bytes)) if covers::is_picture(&bytes) => {
            let hash = PictureHash::of(&bytes);
            Some(FoundCover {
                id: hash.id(),
                hash,
                path: path.to_vec(),
                embedded: true,
                size_bytes: bytes.len() as u64,
            })
        }
        Ok(Some(_)) => {
            problem.get_or_insert(Reason::BadCover);
            None
        }
        // What is wrong with the tags was told when they were read.
        Ok(None) | Err(_) => None,
    }
}

/// The tracks that were known before they were read.
pub(crate) fn known_ids(files: &[ReadFile]) -> impl Iterator<Item = TrackId> {
    files.iter().filter_map(|file| file.to_read.known)
}
