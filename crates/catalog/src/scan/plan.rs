//! What a scan has to do: what was found, compared with what is known. Pure.

use std::collections::HashMap;

use ids::{AlbumId, TrackId};

use super::walk::{FoundFile, FoundFolder, Walk};

/// A file the catalogue knows.
#[derive(Debug, Clone)]
pub(crate) struct KnownFile {
    pub(crate) id: TrackId,
    pub(crate) music_folder_id: i64,
    pub(crate) path: Vec<u8>,
    pub(crate) size_bytes: u64,
    pub(crate) modified_ns: i64,
    pub(crate) inode: i64,
    pub(crate) surroundings: i64,
    pub(crate) fingerprint: i64,
    pub(crate) present: bool,
    pub(crate) album_id: Option<AlbumId>,
}

/// A file to read.
#[derive(Debug, Clone)]
pub(crate) struct ToRead {
    pub(crate) file: FoundFile,
    /// The track it is, when that is known before reading.
    pub(crate) known: Option<TrackId>,
    /// Whether that track was at another path.
    pub(crate) moved: bool,
}

/// Files of one folder that one thread reads.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub(crate) music_folder_id: i64,
    pub(crate) folder: Vec<u8>,
    pub(crate) cover: Option<Box<[u8]>>,
    pub(crate) files: Vec<ToRead>,
}

/// What a scan has to do.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) chunks: Vec<Chunk>,
    /// Present tracks whose file was not found, so far as nothing that is read turns out to be one of them.
    pub(crate) gone: HashMap<TrackId, KnownFile>,
    /// Tracks that may come back under another name: those gone now and those missing since earlier, by fingerprint.
    pub(crate) by_fingerprint: HashMap<i64, Vec<TrackId>>,
    pub(crate) unchanged: usize,
    pub(crate) to_read: usize,
}

/// The most files in a chunk, so that one folder with everything in it still keeps all threads busy.
const MAX_CHUNK_FILES: usize = 64;

/// The walk of one music folder, or of a part of it.
pub(crate) struct Walked {
    pub(crate) music_folder_id: i64,
    /// The part that was walked; empty for all.
    pub(crate) start: Vec<u8>,
    pub(crate) walk: Walk,
}

/// Compares what was found with what is known.
///
/// `known` are the files below what was walked, and every missing one.
/// With `reread`, unchanged files are read again.
pub(crate) fn plan(walked: Vec<Walked>, known: Vec<KnownFile>, reread: bool) -> Plan {
    let mut plan = Plan::default();
    let mut by_path: HashMap<(i64, &[u8]), usize> = HashMap::with_capacity(known.len());
    for (index, file) in known.iter().enumerate() {
        by_path.insert((file.music_folder_id, &file.path), index);
    }
    let mut seen = vec![false; known.len()];
    // First which known files are still where they were; only then can the others be looked for elsewhere.
    for part in &walked {
        for folder in &part.walk.folders {
            for file in &folder.files {
                let path = super::walk::below(&folder.path, &file.name);
                if let Some(index) = by_path.get(&(part.music_folder_id, &path)) {
                    seen[*index] = true;
                }
            }
        }
    }
    let mut by_identity: HashMap<(i64, u64, i64), TrackId> = HashMap::new();
    for (file, seen) in known.iter().zip(&seen) {
        if *seen {
            continue;
        }
        let is_gone = file.present && walked.iter().any(|part| part.proves_missing(file));
        if is_gone {
            plan.gone.insert(file.id, file.clone());
        }
        if is_gone || !file.present {
            by_identity.insert((file.inode, file.size_bytes, file.modified_ns), file.id);
            if file.fingerprint != 0 {
                plan.by_fingerprint.entry(file.fingerprint).or_default().push(file.id);
            }
        }
    }
    for part in &walked {
        for folder in &part.walk.folders {
            let mut to_read = Vec::new();
            for file in &folder.files {
                let path = super::walk::below(&folder.path, &file.name);
                let at_path = by_path.get(&(part.music_folder_id, path.as_slice())).map(|index| &known[*index]);
                match at_path {
                    Some(known) if !reread && known.present && known.is_same(file) => plan.unchanged += 1,
                    Some(known) => to_read.push(ToRead { file: file.clone(), known: Some(known.id), moved: false }),
                    None => {
                        let moved = by_identity.remove(&(file.inode, file.size_bytes, file.modified_ns));
                        to_read.push(ToRead { file: file.clone(), known: moved, moved: moved.is_some() });
                    }
                }
            }
            plan.to_read += to_read.len();
            push_chunks(&mut plan.chunks, part.music_folder_id, folder, to_read);
        }
    }
    // What was found again is not gone, and cannot be found a second time.
    let found: Vec<TrackId> = plan.chunks.iter().flat_map(|chunk| &chunk.files).filter_map(|file| file.known).collect();
    for id in found {
        plan.gone.remove(&id);
        for ids in plan.by_fingerprint.values_mut() {
            ids.retain(|known| *known != id);
        }
    }
    plan.by_fingerprint.retain(|_, ids| !ids.is_empty());
    plan
}

fn push_chunks(chunks: &mut Vec<Chunk>, music_folder_id: i64, folder: &FoundFolder, mut to_read: Vec<ToRead>) {
    while !to_read.is_empty() {
        let rest = to_read.split_off(to_read.len().min(MAX_CHUNK_FILES));
        chunks.push(Chunk {
            music_folder_id,
            folder: folder.path.clone(),
            cover: folder.cover.clone(),
            files: to_read,
        });
        to_read = rest;
    }
}

impl KnownFile {
    fn is_same(&self, found: &FoundFile) -> bool {
        self.size_bytes == found.size_bytes
            && self.modified_ns == found.modified_ns
            && self.inode == found.inode
            && self.surroundings == found.surroundings
    }
}

impl Walked {
    /// Whether a known file that was not found is missing, rather than out of reach.
    fn proves_missing(&self, file: &KnownFile) -> bool {
        self.music_folder_id == file.music_folder_id
            && is_below(&file.path, &self.start)
            && !self.walk.unreachable.iter().any(|(unreachable, _)| is_below(&file.path, unreachable))
    }
}

/// Whether a path is a folder itself or below it; everything is below the empty path.
pub(crate) fn is_below(path: &[u8], folder: &[u8]) -> bool {
    folder.is_empty() || path == folder || (path.starts_with(folder) && path.get(folder.len()) == Some(&b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Reason;
    use crate::read::Kind;

    fn found(name: &str, inode: i64) -> FoundFile {
        FoundFile {
            name: name.as_bytes().into(),
            kind: Kind::Audio,
            size_bytes: 100,
            modified_ns: inode * 7,
            inode,
            has_sidecars: false,
            surroundings: 0,
        }
    }

    fn known(id: i64, path: &str, inode: i64, present: bool) -> KnownFile {
        KnownFile {
            id: TrackId::from_i64(id),
            music_folder_id: 0,
            path: path.as_bytes().to_vec(),
            size_bytes: 100,
            modified_ns: inode * 7,
            inode,
            surroundings: 0,
            fingerprint: inode,
            present,
            album_id: None,
        }
    }

    fn walked(files: Vec<FoundFile>) -> Walked {
        let folder = FoundFolder { path: b"a".to_vec(), files, cover: None };
        Walked { music_folder_id: 0, start: Vec::new(), walk: Walk { folders: vec![folder], ..Walk::default() } }
    }

    #[test]
    fn what_did_not_change_is_not_read() {
        let plan = plan(vec![walked(vec![found("1.mp3", 1)])], vec![known(1, "a/1.mp3", 1, true)], false);
        assert_eq!((plan.unchanged, plan.to_read, plan.gone.len()), (1, 0, 0));
    }

    #[test]
    fn a_renamed_file_keeps_its_track() {
        let plan = plan(vec![walked(vec![found("2.mp3", 1)])], vec![known(1, "a/1.mp3", 1, true)], false);
        let file = &plan.chunks[0].files[0];
        assert_eq!((file.known, file.moved, plan.gone.len()), (Some(TrackId::from_i64(1)), true, 0));
    }

    #[test]
    fn a_missing_file_that_returns_keeps_its_track() {
        let plan = plan(vec![walked(vec![found("1.mp3", 1)])], vec![known(1, "a/1.mp3", 1, false)], false);
        assert_eq!(plan.chunks[0].files[0].known, Some(TrackId::from_i64(1)));
    }

    #[test]
    fn a_copy_is_another_track() {
        let mut copy = found("2.mp3", 2);
        copy.modified_ns = 7;
        let plan = plan(vec![walked(vec![found("1.mp3", 1), copy])], vec![known(1, "a/1.mp3", 1, true)], false);
        assert_eq!((plan.unchanged, plan.chunks[0].files[0].known), (1, None));
    }

    #[test]
    fn what_is_out_of_reach_is_not_missing() {
        let mut part = walked(Vec::new());
        part.walk.unreachable.push((b"b".to_vec(), Reason::PermissionDenied));
        let plan = plan(vec![part], vec![known(1, "b/1.mp3", 1, true), known(2, "bb/2.mp3", 2, true)], false);
        assert_eq!(plan.gone.keys().collect::<Vec<_>>(), [&TrackId::from_i64(2)]);
    }

    #[test]
    fn a_scan_of_a_part_says_nothing_of_the_rest() {
        let mut part = walked(Vec::new());
        part.start = b"a".to_vec();
        let plan = plan(vec![part], vec![known(1, "ab/1.mp3", 1, true)], false);
        assert!(plan.gone.is_empty());
    }
}
