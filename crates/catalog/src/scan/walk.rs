//! Walking the music folders: what is there, without reading any of it.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::model::Reason;
use crate::read::{Kind, kind_of_name};
use crate::sidecars;

/// How deep folders may be nested; symbolic links can nest them forever by new names.
pub(crate) const MAX_DEPTH: usize = 48;

/// The most files of one walk; beyond it the rest is left to a later scan of its folders.
pub(crate) const MAX_FILES: usize = 4_000_000;

/// A folder with music.
#[derive(Debug, Clone)]
pub(crate) struct FoundFolder {
    /// The path below the music folder, as the file system spells it; empty for the music folder itself.
    pub(crate) path: Vec<u8>,
    /// Its music.
    pub(crate) files: Vec<FoundFile>,
    /// The name of its cover picture.
    pub(crate) cover: Option<Box<[u8]>>,
}

/// A file that belongs to the library.
#[derive(Debug, Clone)]
pub(crate) struct FoundFile {
    pub(crate) name: Box<[u8]>,
    pub(crate) kind: Kind,
    pub(crate) size_bytes: u64,
    pub(crate) modified_ns: i64,
    pub(crate) inode: i64,
    /// Whether there are lyrics beside it.
    pub(crate) has_sidecars: bool,
    /// Changes when the sidecar or the folder's cover does.
    pub(crate) surroundings: i64,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub(crate) folders: Vec<FoundFolder>,
    /// Paths that could not be looked into; what was known below them stays as it is.
    pub(crate) unreachable: Vec<(Vec<u8>, Reason)>,
    pub(crate) file_count: usize,
    /// Whether the music folder itself has no entry at all, as an empty mount point has.
    pub(crate) root_is_empty: bool,
}

/// Walks everything below `start`, a path below `root` (empty for all of it).
///
/// Symbolic links are followed; a folder that was visited in this walk is not visited again, so loops end.
/// Names that begin with a dot are left out, and so is what no ending marks as music.
pub(crate) fn walk(root: &Path, start: &[u8], stop: &dyn Fn() -> bool) -> Walk {
    let mut walk = Walk::default();
    let mut visited = HashSet::new();
    let mut pending = vec![(start.to_vec(), 0_usize)];
    while let Some((path, depth)) = pending.pop() {
        if stop() {
            break;
        }
        let full = join(root, &path);
        match std::fs::metadata(&full) {
            Ok(metadata) if metadata.is_dir() => {
                if !visited.insert((metadata.dev(), metadata.ino())) {
                    continue;
                }
            }
            Ok(_) => continue,
            Err(error) => {
                if error.kind() != std::io::ErrorKind::NotFound {
                    walk.unreachable.push((path, reason_of(&error)));
                }
                continue;
            }
        }
        if depth > MAX_DEPTH {
            walk.unreachable.push((path, Reason::TooDeep));
            continue;
        }
        folder(&mut walk, path, &full, |below| pending.push((below, depth + 1)));
    }
    // The order of a directory is the file system's; readers and tests like one that stays.
    walk.folders.sort_by(|a, b| a.path.cmp(&b.path));
    walk
}

fn folder(walk: &mut Walk, path: Vec<u8>, full: &Path, mut descend: impl FnMut(Vec<u8>)) {
    let entries = match std::fs::read_dir(full) {
        Ok(entries) => entries,
        Err(error) => {
            walk.unreachable.push((path, reason_of(&error)));
            return;
        }
    };
    let mut files = Vec::new();
    let mut lyrics: Vec<(Box<[u8]>, i64)> = Vec::new();
    let mut covers: Vec<(usize, Box<[u8]>, i64)> = Vec::new();
    let mut is_empty = true;
    let mut failed = None;
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                failed = Some(reason_of(&error));
                break;
            }
        };
        is_empty = false;
        let name = entry.file_name();
        let name = name.as_bytes();
        if name.starts_with(b".") || name.starts_with(b"@eaDir") {
            continue;
        }
        let Ok(file_type) = entry.file_type() else { continue };
        let kind = kind_of_name(name);
        let is_lyrics = sidecars::is_lyrics_name(name);
        let cover_rank = cover_rank(name);
        let is_link = file_type.is_symlink();
        if file_type.is_dir() {
            descend(below(&path, name));
            continue;
        }
        if !is_link && kind.is_none() && !is_lyrics && cover_rank.is_none() {
            continue;
        }
        // A link may lead to a folder, to a file, or nowhere.
        let Ok(metadata) = (if is_link { std::fs::metadata(entry.path()) } else { entry.metadata() }) else { continue };
        if metadata.is_dir() {
            descend(below(&path, name));
        } else if !metadata.is_file() {
            // Pipes and devices would block a reader.
        } else if let Some(kind) = kind {
            if walk.file_count < MAX_FILES {
                walk.file_count += 1;
                files.push(FoundFile {
                    name: name.into(),
                    kind,
                    size_bytes: metadata.len(),
                    modified_ns: modified_ns(&metadata),
                    inode: metadata.ino().cast_signed(),
                    has_sidecars: false,
                    surroundings: 0,
                });
            }
        } else if is_lyrics {
            lyrics.push((name.into(), stamp(name, &metadata)));
        } else if let Some(rank) = cover_rank {
            covers.push((rank, name.into(), stamp(name, &metadata)));
        }
    }
    if path.is_empty() {
        walk.root_is_empty = is_empty;
    }
    if let Some(reason) = failed {
        // A listing that broke off proves nothing about what is missing from it.
        walk.unreachable.push((path.clone(), reason));
    }
    if files.is_empty() {
        return;
    }
    covers.sort();
    let cover = covers.into_iter().next();
    let cover_stamp = cover.as_ref().map_or(0, |(_, _, stamp)| *stamp);
    for file in &mut files {
        file.surroundings = cover_stamp;
        for (_, stamp) in lyrics.iter().filter(|(lyrics, _)| sidecars::kind_of(&file.name, lyrics).is_some()) {
            file.surroundings ^= stamp.rotate_left(1);
            file.has_sidecars = true;
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    walk.folders.push(FoundFolder { path, files, cover: cover.map(|(_, name, _)| name) });
}

/// Which pictures are covers, the best first.
fn cover_rank(name: &[u8]) -> Option<usize> {
    const STEMS: [&[u8]; 5] = [b"cover", b"folder", b"front", b"album", b"albumart"];
    const ENDINGS: [&[u8]; 4] = [b"jpg", b"jpeg", b"png", b"webp"];
    let dot = name.iter().rposition(|byte| *byte == b'.')?;
    let ending = ENDINGS.iter().position(|ending| name[dot + 1..].eq_ignore_ascii_case(ending))?;
    let stem = STEMS.iter().position(|stem| name[..dot].eq_ignore_ascii_case(stem))?;
    Some(stem * ENDINGS.len() + ending)
}

fn stamp(name: &[u8], metadata: &Metadata) -> i64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let parts = [metadata.len().to_le_bytes(), modified_ns(metadata).to_le_bytes(), metadata.ino().to_le_bytes()];
    for byte in name.iter().chain(parts.iter().flatten()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash.cast_signed()
}

fn modified_ns(metadata: &Metadata) -> i64 {
    metadata.mtime().saturating_mul(1_000_000_000).saturating_add(metadata.mtime_nsec())
}

fn reason_of(error: &std::io::Error) -> Reason {
    if error.kind() == std::io::ErrorKind::PermissionDenied { Reason::PermissionDenied } else { Reason::Unreadable }
}

/// A path one name deeper.
pub(crate) fn below(path: &[u8], name: &[u8]) -> Vec<u8> {
    let mut below = Vec::with_capacity(path.len() + 1 + name.len());
    below.extend_from_slice(path);
    if !path.is_empty() {
        below.push(b'/');
    }
    below.extend_from_slice(name);
    below
}

/// The full path of a path below a music folder.
pub(crate) fn join(root: &Path, path: &[u8]) -> PathBuf {
    if path.is_empty() { root.to_owned() } else { root.join(OsStr::from_bytes(path)) }
}
