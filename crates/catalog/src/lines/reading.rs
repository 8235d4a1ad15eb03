//! Reading the words of songs from their files, once after each change.

use std::path::PathBuf;

use ids::{FolderId, TrackId};

use super::KeptLine;
use crate::catalog::{Catalog, blocking};
use crate::error::Error;
use crate::store;
use crate::store::lines::Unread;
use crate::track_lyrics::{self, Beside, TrackLyrics};

/// How many songs are read between two commits.
const TRACKS_AT_A_TIME: i64 = 200;

impl Catalog {
    /// Reads the words of all songs whose files changed since, and lets them be found.
    ///
    /// Safe to stop anywhere: what was not read stays marked.
    pub(crate) async fn read_lines(&self) -> Result<(), Error> {
        for folder in self.folders() {
            let mut after = (FolderId::from_i64(-1), TrackId::from_i64(-1));
            loop {
                let unread = store::lines::unread(&self.reader(), folder.id, after, TRACKS_AT_A_TIME).await?;
                let Some(last) = unread.last() else { break };
                after = (last.folder_id, last.id);
                let files: Vec<(Unread, Option<PathBuf>)> = unread
                    .into_iter()
                    .map(|track| {
                        let path = self.full_path(folder.id, &track.path);
                        (track, path)
                    })
                    .collect();
                let read = blocking(move || Ok(read_all(files))).await?;
                if !read.is_empty() {
                    let mut tx = self.begin().await?;
                    store::lines::keep(&mut tx, &read).await?;
                    tx.commit().await?;
                }
            }
        }
        self.refresh_lines().await
    }
}

/// The lines of each song as JSON, and its running text; songs whose file is out of reach are left for later.
fn read_all(files: Vec<(Unread, Option<PathBuf>)>) -> Vec<(Unread, String, String)> {
    let mut beside: Option<(FolderId, Beside)> = None;
    let mut read = Vec::with_capacity(files.len());
    for (track, path) in files {
        let Some(path) = path.filter(|path| path.is_file()) else { continue };
        if beside.as_ref().is_none_or(|(folder, _)| *folder != track.folder_id) {
            beside = Some((track.folder_id, Beside::of(&path)));
        }
        let names = beside.as_ref().filter(|_| track.has_sidecars).map(|(_, beside)| beside);
        // A parser that panics on hostile bytes costs that song's words only.
        let loaded = std::panic::catch_unwind(|| track_lyrics::load(&path, names, track.language.as_deref()));
        let lines = loaded.ok().flatten().map(kept).unwrap_or_default();
        let running = search_index::running(lines.iter().map(|(_, text)| text.as_str()));
        // Times and texts have no form that JSON could refuse.
        let json = serde_json::to_string(&lines).unwrap_or_else(|_| "[]".to_owned());
        read.push((track, json, running));
    }
    read
}

/// What is sung, then its translation, each line with its time: both are typed by who remembers the song.
fn kept(loaded: TrackLyrics) -> Vec<KeptLine> {
    let lines = loaded.lyrics.lines;
    let sung = lines.iter().map(|line| (line.start_ms, line.text.as_str()));
    let translated = lines.iter().filter_map(|line| Some((line.start_ms, line.translation.as_deref()?)));
    let mut left = search_index::MAX_RUNNING_CHARACTERS;
    sung.chain(translated)
        .filter(|(_, text)| !text.trim().is_empty())
        .map_while(|(start_ms, text)| {
            left = left.checked_sub(text.chars().count())?;
            Some((start_ms, text.to_owned()))
        })
        .collect()
}
