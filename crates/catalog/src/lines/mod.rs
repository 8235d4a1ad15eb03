//! Lines of lyrics: found by any stretch of them, with their time.
//!
//! The words of songs are read from their files once, after the scan that saw them change, and kept as rows. In memory are
//! only lists of the songs in which a pair of characters or a word occurs; whether a song has the stretch, and where, is
//! told by its row when it is asked for. So a song that went is not found at the next request, whatever the lists say,
//! and every node sees in the rows what another one read.

mod known;
mod reading;

pub(crate) use known::Lines;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use ids::TrackId;
use search_index::Stretch;

use crate::catalog::Catalog;
use crate::error::Error;
use crate::model::Track;
use crate::store;

/// The most songs whose words are read for one query: words that stand in more of them say little.
const MAX_CANDIDATES: usize = 500;

/// How many are read at a time.
const CANDIDATES_AT_A_TIME: usize = 50;

/// So many times more are looked at than shown, so that the best are shown.
const CHOICE: usize = 2;

/// A line of a song that has what was looked for.
#[derive(Debug, Clone)]
pub struct FoundLine {
    /// The song.
    pub track: Track,
    /// When the line is sung, in milliseconds, moved as an operator moved the lyrics; none in lyrics without times.
    pub start_ms: Option<u64>,
    /// The line.
    pub text: String,
    /// Which characters of it fit, counted in Unicode code points.
    pub marks: Range<usize>,
}

/// A line as it is kept: its time, and its text.
type KeptLine = (Option<u64>, String);

impl Catalog {
    /// Songs with a line that has a stretch of words, at most `limit`: those first whose line begins with it, then those
    /// of whose line it is more. Of each song the first such line; a stretch that runs over several is found where it begins.
    ///
    /// A query too short to say anything (see [`Stretch::parse`]) finds nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn search_lines(&self, query: &str, limit: usize) -> Result<Vec<FoundLine>, Error> {
        let Some(stretch) = Stretch::parse(query) else { return Ok(Vec::new()) };
        let known = self.fresh_lines().await?;
        let candidates = known.candidates(&stretch, MAX_CANDIDATES);
        let mut having: Vec<TrackId> = Vec::new();
        for ids in candidates.chunks(CANDIDATES_AT_A_TIME) {
            let ids: Vec<TrackId> = ids.iter().copied().map(TrackId::from_i64).collect();
            let texts = store::lines::running(&self.reader(), &ids).await?;
            having.extend(texts.into_iter().filter(|(_, text)| stretch.is_in(text)).map(|(id, _)| id));
            if having.len() >= limit * CHOICE {
                break;
            }
        }
        // The rows of a page come in any order.
        having.sort_unstable();
        having.truncate(limit * CHOICE);
        let mut found: Vec<(TrackId, Located)> = Vec::new();
        for (id, lines, offset_ms) in store::lines::lines(&self.reader(), &having).await? {
            found.extend(located(&stretch, &lines, offset_ms).map(|line| (id, line)));
        }
        found.sort_by_cached_key(|(id, line)| {
            let characters = line.text.chars().count();
            (line.marks.start > 0, Reverse(line.marks.len() * 1_000 / characters.max(1)), *id)
        });
        found.truncate(limit);
        let ids: Vec<TrackId> = found.iter().map(|(id, _)| *id).collect();
        let tracks = self.tracks(&ids).await?;
        let mut tracks: HashMap<TrackId, Track> = tracks.into_iter().map(|track| (track.id, track)).collect();
        let found = found.into_iter().filter_map(|(id, line)| {
            let Located { start_ms, text, marks } = line;
            Some(FoundLine { track: tracks.remove(&id)?, start_ms, text, marks })
        });
        Ok(found.collect())
    }
}

struct Located {
    start_ms: Option<u64>,
    text: String,
    marks: Range<usize>,
}

fn located(stretch: &Stretch, lines: &str, offset_ms: i64) -> Option<Located> {
    // Written by this crate; a row that does not parse was edited by hand and has no lines.
    let mut lines: Vec<KeptLine> = serde_json::from_str(lines).unwrap_or_default();
    let texts: Vec<&str> = lines.iter().map(|(_, text)| text.as_str()).collect();
    let (at, marks) = stretch.locate(&texts)?;
    let (start_ms, text) = lines.swap_remove(at);
    let start_ms = start_ms.map(|start_ms| start_ms.saturating_add_signed(offset_ms.saturating_neg()));
    Some(Located { start_ms, text, marks })
}
