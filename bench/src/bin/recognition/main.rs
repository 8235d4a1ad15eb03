//! `recognition`: how well the song recognition names excerpts of real music in adverse conditions.
//!
//! The questions are made from any folder of music with a seed: the same excerpts in every condition, excerpts of songs that are not
//! in the index, and pure noise. The program needs ffmpeg and espeak-ng; the engine is called in process, on one thread.

mod degrade;
mod distract;
mod report;
mod sound;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use recognition_core::{Acceptance, Density, Extractor, Peak, Segment, SegmentBuilder, recognise};

use crate::report::Answer;
use crate::sound::{Dice, RATE_HZ};

/// Whatever stopped the measurement, in words.
type Error = Box<dyn std::error::Error>;

/// Measures the recognition of songs.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Folders of music
    #[arg(long, required = true)]
    music: Vec<PathBuf>,
    /// Where intermediate files go
    #[arg(long, default_value = "target/bench/recognition")]
    work: PathBuf,
    /// What the choice of songs, moments and noises is drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Songs that are indexed
    #[arg(long, default_value_t = 220)]
    index: usize,
    /// Songs that are asked for and not indexed
    #[arg(long, default_value_t = 50)]
    unknown: usize,
    /// Excerpts of each length
    #[arg(long, default_value_t = 40)]
    excerpts: usize,
    /// Seconds that an excerpt lasts
    #[arg(long, default_values_t = [3, 5, 10])]
    length_s: Vec<u32>,
    /// Seconds of a song that are used
    #[arg(long, default_value_t = 300.0)]
    song_s: f64,
    /// Songs that nobody made, among which every question is asked once more
    #[arg(long, default_value_t = 0)]
    distractors: usize,
    /// A file for every answer, one a line
    #[arg(long)]
    answers: Option<PathBuf>,
}

/// A song to ask for; its file is the decoded one from when it was first heard.
#[derive(Clone, Debug)]
struct Song {
    path: PathBuf,
    length_s: f64,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("recognition: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    std::fs::create_dir_all(&arguments.work)?;
    let talk = sound::babble(&arguments.work).ok_or("espeak-ng is needed for the noise of people talking")?;
    let Library { known, unknown, segment, peaks } = index(arguments)?;
    let folder = arguments.work.join("distractors");
    let distractors = distract::distractors(&peaks, arguments.distractors, arguments.seed, &folder)?;
    let index = Searched { known: &segment, all: std::iter::once(&segment).chain(&distractors).collect() };
    if !distractors.is_empty() {
        let memory: usize = index.all.iter().map(|segment| segment.memory_bytes()).sum();
        let disk: u64 = index.all.iter().map(|segment| segment.length()).sum();
        println!(
            "with distractors: {:.0} MB in files, {:.1} MB of it in memory",
            disk as f64 / 1e6,
            memory as f64 / 1e6
        );
    }
    let mut answers = Vec::new();
    for &length_s in &arguments.length_s {
        for (condition, song, from_s) in questions(arguments, &known, &degrade::CONDITIONS, "known", length_s) {
            let truth = Some((song as i64, from_s));
            let name = format!("{condition} {song} {from_s} {length_s}");
            let mut dice = Dice::named(arguments.seed, &name);
            let heard = degrade::degraded(condition, &known[song].path, from_s, f64::from(length_s), &talk, &mut dice)?;
            answers.push(ask(&index, condition, length_s, truth, &heard)?);
        }
        for (condition, song, from_s) in
            questions(arguments, &unknown, &degrade::UNKNOWN_CONDITIONS, "unknown", length_s)
        {
            let mut dice = Dice::named(arguments.seed, &format!("unknown {condition} {song} {from_s} {length_s}"));
            let path = &unknown[song].path;
            let heard = degrade::degraded(condition, path, from_s, f64::from(length_s), &talk, &mut dice)?;
            answers.push(ask(&index, condition, length_s, None, &heard)?);
        }
        for number in 0..arguments.excerpts / 2 {
            let mut dice = Dice::named(arguments.seed, &format!("noise {number} {length_s}"));
            let count = length_s as usize * RATE_HZ;
            answers.push(ask(&index, "only_pink", length_s, None, &degrade::pink(count, &mut dice))?);
            answers.push(ask(&index, "only_babble", length_s, None, &degrade::part(&talk, count, &mut dice))?);
        }
        eprintln!("{} questions asked", answers.len());
    }
    if let Some(path) = &arguments.answers {
        std::fs::write(path, report::lines(&answers))?;
    }
    println!("{}", report::table(&answers));
    Ok(())
}

/// The songs that are known with their index, the songs that are not in it, and the peaks of all.
struct Library {
    known: Vec<Song>,
    unknown: Vec<Song>,
    segment: Segment,
    peaks: Vec<Vec<Peak>>,
}

/// What questions are looked up in: the songs alone, and among distractors when there are any.
struct Searched<'a> {
    known: &'a Segment,
    all: Vec<&'a Segment>,
}

fn index(arguments: &Arguments) -> Result<Library, Error> {
    let mut songs = Vec::new();
    for folder in &arguments.music {
        collect(folder, &mut songs)?;
    }
    songs.sort_by(|a, b| a.path.cmp(&b.path));
    let mut dice = Dice::named(arguments.seed, "songs");
    for place in (1..songs.len()).rev() {
        songs.swap(place, dice.below(place + 1));
    }
    let (mut known, mut unknown, mut builder) = (Vec::new(), Vec::new(), SegmentBuilder::default());
    let (mut extraction_s, mut sound_s, mut dropped) = (0.0, 0.0, 0);
    let mut one = SegmentBuilder::default();
    let (mut pending, mut all): (Vec<Segment>, Vec<Vec<Peak>>) = (Vec::new(), Vec::new());
    for song in songs {
        if known.len() == arguments.index && unknown.len() == arguments.unknown {
            break;
        }
        let kept = sound::kept(&song.path, &arguments.work.join("songs"), arguments.song_s)?;
        let song = Song { path: kept, ..song };
        let heard = sound::part(&song.path, 0.0, arguments.song_s)?;
        let begun = cpu_s();
        let peaks = peaks(&heard, Density::Reference);
        extraction_s += cpu_s() - begun;
        sound_s += heard.len() as f64 / RATE_HZ as f64;
        // A song that is there twice under different names would be its own false answer.
        if is_met(&pending, &heard) {
            dropped += 1;
            continue;
        }
        one.add(0, 0, &peaks)?;
        pending.push(std::mem::take(&mut one).build()?);
        if pending.len() == 8 {
            // All that was met in one, so that there is little to look up in.
            let parts: Vec<&Segment> = pending.iter().collect();
            let merged = SegmentBuilder::merge(&parts, |_, _| true)?;
            pending = vec![merged];
        }
        if arguments.distractors > 0 {
            all.push(peaks.clone());
        }
        if known.len() < arguments.index {
            builder.add(known.len() as i64, 0, &peaks)?;
            known.push(song);
        } else {
            unknown.push(song);
        }
    }
    let indexed_s: f64 = known.iter().map(|song| song.length_s.min(arguments.song_s)).sum();
    let begun = cpu_s();
    let segment = builder.build()?;
    let build_s = cpu_s() - begun;
    println!(
        "{} songs indexed, {:.2} h; {} others; {dropped} dropped for being met before",
        known.len(),
        indexed_s / 3_600.0,
        unknown.len()
    );
    println!(
        "index: {:.2} MB, {:.2} MB an hour; peaks at {:.0} times real time on one core, sorting {:.2} s",
        segment.length() as f64 / 1e6,
        segment.length() as f64 / 1e6 / (indexed_s / 3_600.0),
        sound_s / extraction_s,
        build_s
    );
    Ok(Library { known, unknown, segment, peaks: all })
}

fn is_met(met: &[Segment], heard: &[f32]) -> bool {
    let excerpt = 8 * RATE_HZ;
    let met: Vec<&Segment> = met.iter().collect();
    (1..4).any(|quarter| {
        let from = heard.len() / 4 * quarter;
        heard.get(from..from + excerpt).is_some_and(|part| {
            let question = peaks(part, Density::Query);
            // What is in memory can be read.
            recognise(&met, |_, _| true, &question, Acceptance::default()).is_ok_and(|outcome| outcome.is_clear)
        })
    })
}

fn collect(folder: &Path, songs: &mut Vec<Song>) -> Result<(), Error> {
    const KINDS: [&str; 6] = ["ogg", "mp3", "flac", "opus", "m4a", "oga"];
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, songs)?;
        } else if entry.file_type()?.is_file()
            && path.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| KINDS.contains(&kind))
            && entry.metadata()?.len() > 200_000
            && let Some(length_s) = sound::duration_s(&path).filter(|length_s| *length_s >= 60.0)
        {
            songs.push(Song { path, length_s });
        }
    }
    Ok(())
}

/// The same excerpts in every condition.
fn questions(
    arguments: &Arguments,
    songs: &[Song],
    conditions: &[&'static str],
    kind: &str,
    length_s: u32,
) -> Vec<(&'static str, usize, f64)> {
    let mut dice = Dice::named(arguments.seed, &format!("{kind} {length_s}"));
    let mut found = Vec::new();
    let mut tried = HashSet::new();
    while found.len() < arguments.excerpts * conditions.len()
        && tried.len() < arguments.excerpts * 50
        && !songs.is_empty()
    {
        let song = dice.below(songs.len());
        let end_s = songs[song].length_s.min(arguments.song_s) - f64::from(length_s) * 1.1 - 3.0;
        let from_s = (dice.between(5.0, end_s.max(5.1)) * 1_000.0).round() / 1_000.0;
        tried.insert((song, (from_s * 1_000.0) as u64));
        let heard = sound::part(&songs[song].path, from_s, f64::from(length_s)).unwrap_or_default();
        // Nobody asks for silence.
        if end_s < 6.0 || sound::level(&heard) < 0.01 {
            continue;
        }
        found.extend(conditions.iter().map(|condition| (*condition, song, from_s)));
    }
    found
}

fn ask(
    index: &Searched<'_>,
    condition: &'static str,
    length_s: u32,
    truth: Option<(i64, f64)>,
    heard: &[f32],
) -> Result<Answer, Error> {
    let question = peaks(heard, Density::Query);
    let (begun, clock) = (cpu_s(), Instant::now());
    let outcome = recognise(&[index.known], |_, _| true, &question, Acceptance::default())?;
    let (cpu_ms, wall_ms) = ((cpu_s() - begun) * 1_000.0, clock.elapsed().as_secs_f64() * 1_000.0);
    let mut among_others = None;
    if index.all.len() > 1 {
        let begun = cpu_s();
        let outcome = recognise(&index.all, |_, _| true, &question, Acceptance::default())?;
        among_others = Some((outcome, (cpu_s() - begun) * 1_000.0));
    }
    Ok(Answer { condition, length_s, truth, outcome, cpu_ms, wall_ms, among_others })
}

fn peaks(heard: &[f32], density: Density) -> Vec<Peak> {
    let mut found = Vec::new();
    let mut extractor = Extractor::new(RATE_HZ as u32, density).expect("16 kHz is in range");
    extractor.push(heard, &mut found);
    extractor.finish(&mut found);
    found
}

/// CPU seconds that this thread has used.
fn cpu_s() -> f64 {
    let used = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    used.tv_sec as f64 + used.tv_nsec as f64 / 1e9
}
