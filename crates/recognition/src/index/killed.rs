//! A process that is killed while it writes and merges leaves an index in which no song is missing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ids::TrackId;
use recognition_core::{Acceptance, FRAME_MS, PITCH_STEPS, Peak, Segment, encode_peaks, recognise};

use super::Index;
use crate::files::Folder;

/// Where the process that will be killed works.
const PLACE: &str = "QINGYIN_TEST_KILLED_INDEX";
const KILLS: u64 = 100;
/// Songs that one process adds at most; it is killed long before.
const SONGS_MAX: i64 = 64;

/// Numbers that look random (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % count
    }
}

/// Half a minute of peaks that no other song has.
fn peaks(song: i64) -> Vec<Peak> {
    let mut dice = Dice(song.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut peaks: Vec<Peak> = (0..600)
        .map(|_| Peak { frame: dice.below(1_875) as u32, pitch: dice.below(u64::from(PITCH_STEPS)) as u16 })
        .collect();
    peaks.sort_unstable();
    peaks
}

/// Parts of every second process are read by position, as large ones are.
fn folder(path: &Path, round: u64) -> Folder {
    Folder::new(path.join("index")).with_memory(if round.is_multiple_of(2) { 0 } else { u64::MAX })
}

fn opened(folder: &Folder) -> Index {
    Index::of(folder.open().unwrap())
}

#[test]
#[ignore = "this is the process that the other test kills"]
fn process() {
    let Some(place) = std::env::var_os(PLACE) else { return };
    let place = Path::new(&place);
    let round: u64 = std::fs::read_to_string(place.join("round")).unwrap().parse().unwrap();
    let mut told = std::fs::File::options().append(true).open(place.join("told")).unwrap();
    let folder = folder(place, round);
    let mut index = opened(&folder);
    let first = index.size().songs as i64;
    for song in first..first + SONGS_MAX {
        let mut bytes = Vec::new();
        encode_peaks(&peaks(song), 0, &mut bytes);
        index = index.with(vec![(TrackId::from_i64(song), 0, bytes)], &folder).unwrap();
        index = index.tidied(&folder).unwrap();
        folder.sweep(index.segments()).unwrap();
        // From here on the song may be relied on; one write, so that no kill leaves half a line behind.
        told.write_all(format!("{song}\n").as_bytes()).unwrap();
    }
}

#[test]
fn a_process_that_is_killed_during_a_hundred_merges_loses_no_song() {
    let place = tempfile::tempdir().unwrap();
    let (told, merging) = (place.path().join("told"), place.path().join("index/merge.unfinished"));
    std::fs::write(&told, "").unwrap();
    let lines = || std::fs::read_to_string(&told).unwrap().lines().count();
    let mut dice = Dice(20_261_129);
    let mut during = 0;
    for round in 0..KILLS {
        std::fs::write(place.path().join("round"), round.to_string()).unwrap();
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["index::killed::process", "--exact", "--ignored", "--quiet"])
            .env(PLACE, place.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // After so many songs, once so many bytes of a merge are on their way.
        let (songs, bytes) = (lines() + dice.below(3) as usize, dice.below(600_000));
        let is_time = || {
            lines() > songs + 8
                || lines() >= songs && std::fs::metadata(&merging).is_ok_and(|merging| merging.len() >= bytes)
        };
        while !is_time() {
            assert!(process.try_wait().unwrap().is_none(), "it ended by itself in round {round}");
            std::thread::yield_now();
        }
        process.kill().unwrap();
        process.wait().unwrap();
        during += u32::from(merging.exists());

        let files = std::fs::read_dir(place.path().join("index")).unwrap().map(|file| file.unwrap().path());
        let parts = files.filter(|file| file.extension().is_some_and(|ending| ending == "part")).count();
        let folder = folder(place.path(), round);
        let index = opened(&folder);
        assert_eq!(index.parts.len(), parts, "every part under its own name is whole");
        let mut known: HashMap<i64, usize> = HashMap::new();
        for part in &index.parts {
            for (song, _) in part.segment.tracks().iter().zip(&part.gone).filter(|(_, gone)| !**gone) {
                *known.entry(song.id).or_default() += 1;
            }
        }
        let relied_on = std::fs::read_to_string(&told).unwrap().lines().count();
        for song in 0..relied_on as i64 {
            assert_eq!(known.get(&song), Some(&1), "song {song} after kill {round}");
        }
        // Perhaps the one that was being added is there too, and no other.
        assert!(known.len() <= relied_on + 1);
        // The next process goes on with what can be relied on.
        let there: Vec<(TrackId, i64)> = (0..relied_on as i64).map(|song| (TrackId::from_i64(song), 0)).collect();
        let index = index.without_others(&there).tidied(&folder).unwrap();
        folder.sweep(index.segments()).unwrap();
        assert_eq!(index.size().songs, relied_on);
    }
    assert!(during * 2 > KILLS as u32, "only {during} kills fell into a merge");

    let index = opened(&folder(place.path(), 0));
    let segments: Vec<&Segment> = index.segments().collect();
    let songs = index.size().songs as i64;
    for song in [0, songs / 2, songs - 1] {
        let question: Vec<Peak> = peaks(song)
            .into_iter()
            .filter(|peak| (600..1_000).contains(&peak.frame))
            .map(|peak| Peak { frame: peak.frame - 600, ..peak })
            .collect();
        let lives = |part, song| index.lives(part, song);
        let found = recognise(&segments, lives, &question, Acceptance::default()).unwrap().found().unwrap();
        assert_eq!((found.track, found.start_ms), (song, 600 * i64::from(FRAME_MS)));
    }
}
