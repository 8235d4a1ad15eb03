//! Songs that nobody made, to see what a large index costs: real peaks in another order and another key.
//!
//! A distractor is a chain of pieces of three seconds, each of a song drawn anew and transposed by two semitones to eight,
//! which is more than a question is sought at. What peaks lie near each other, and how often, is as in music; no piece is asked for.

use std::fs::File;
use std::io::BufWriter;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use recognition_core::{PITCH_STEPS, Peak, Place, Segment, SegmentBuilder, Source};

use crate::Error;
use crate::sound::Dice;

/// How long a distractor is: as a song is on the mean.
const SONG_FRAMES: u32 = 190_000 / 16;
const PIECE_FRAMES: u32 = 3_000 / 16;
/// Distractors that are sorted in memory together.
const TOGETHER: usize = 2_000;
/// Bytes of one part of the index: as in the service.
const PART_BYTES: u64 = 1 << 30;

/// An index of so many distractors in files of this folder, read by position; as many as that found there are used again.
pub(crate) fn distractors(songs: &[Vec<Peak>], count: usize, seed: u64, folder: &Path) -> Result<Vec<Segment>, Error> {
    std::fs::create_dir_all(folder)?;
    let found = kept(folder)?;
    if found.iter().map(|part| part.tracks().len()).sum::<usize>() == count {
        return Ok(found);
    }
    std::fs::remove_dir_all(folder)?;
    std::fs::create_dir_all(folder)?;
    let (mut parts, mut small, mut made) = (Vec::new(), Vec::new(), 0);
    while made < count {
        let mut builder = SegmentBuilder::default();
        for number in made..count.min(made + TOGETHER) {
            let mut dice = Dice::named(seed, &format!("distractor {number}"));
            // Below zero, so that it is never taken for a song.
            builder.add(-1 - number as i64, 0, &distractor(songs, &mut dice))?;
        }
        made = count.min(made + TOGETHER);
        let segment = builder.build()?;
        let path = folder.join(format!("{made}.small"));
        std::fs::write(&path, segment.bytes().unwrap_or_default())?;
        small.push((open(&path)?, path));
        let bytes: u64 = small.iter().map(|(segment, _)| segment.length()).sum();
        if bytes > PART_BYTES || made == count {
            let path = folder.join(format!("{made}.part"));
            let segments: Vec<&Segment> = small.iter().map(|(segment, _)| segment).collect();
            SegmentBuilder::merge_into(&segments, |_, _| true, BufWriter::new(File::create(&path)?))?;
            for (_, path) in small.drain(..) {
                std::fs::remove_file(path)?;
            }
            parts.push(open(&path)?);
            eprintln!("{made} distractors made");
        }
    }
    Ok(parts)
}

fn distractor(songs: &[Vec<Peak>], dice: &mut Dice) -> Vec<Peak> {
    let mut made: Vec<Peak> = Vec::new();
    let mut begin = 0;
    while begin < SONG_FRAMES {
        let song = &songs[dice.below(songs.len())];
        let length = song.last().map_or(0, |peak| peak.frame).saturating_sub(PIECE_FRAMES);
        let from = dice.below(length as usize + 1) as u32;
        let bins = (6 + dice.below(19)) as i32 * if dice.share() < 0.5 { -1 } else { 1 };
        let at = song.partition_point(|peak| peak.frame < from);
        for peak in song[at..].iter().take_while(|peak| peak.frame < from + PIECE_FRAMES) {
            // What would leave the range comes back at its other end.
            let pitch = (i32::from(peak.pitch) + bins * 4).rem_euclid(i32::from(PITCH_STEPS)) as u16;
            made.push(Peak { frame: begin + peak.frame - from, pitch });
        }
        begin += PIECE_FRAMES;
    }
    made.sort_unstable();
    made
}

/// The parts that an earlier run made.
fn kept(folder: &Path) -> Result<Vec<Segment>, Error> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "part") {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| open(path)).collect()
}

fn open(path: &Path) -> Result<Segment, Error> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    Ok(Segment::open(Source::Place(Box::new(Kept { file, length })))?)
}

#[derive(Debug)]
struct Kept {
    file: File,
    length: u64,
}

impl Place for Kept {
    fn read_at(&self, at: u64, into: &mut [u8]) -> std::io::Result<()> {
        self.file.read_exact_at(into, at)
    }

    fn length(&self) -> u64 {
        self.length
    }
}
