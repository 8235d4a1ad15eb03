//! `recognition`: how well the song recognition names excerpts of real music in adverse conditions.
//!
//! The questions are made from any folder of music with a seed: the same excerpts in every condition, excerpts of songs that are not
//! in the index, and pure noise. The program needs ffmpeg and espeak-ng; the engine is called in process, on one thread.
//! audfprint and Chromaprint are asked the same where they are installed.

mod degrade;
mod distract;
mod peers;
mod report;
mod sound;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::Parser;
use recognition_core::{Acceptance, Density, Extractor, Peak, Segment, SegmentBuilder, recognise};

use crate::report::{Answer, Indexed};
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
    /// Folders of songs with a voice: all are indexed besides, and asked for in questions of their own
    #[arg(long)]
    voices: Vec<PathBuf>,
    /// Excerpts of each length
    #[arg(long, default_value_t = 40)]
    excerpts: usize,
    /// Excerpts of each length of songs with a voice
    #[arg(long, default_value_t = 10)]
    voice_excerpts: usize,
    /// Excerpts of each length of songs that are not indexed
    #[arg(long, default_value_t = 80)]
    unknown_excerpts: usize,
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
    /// The page whose part on this is written anew
    #[arg(long, overrides_with = "page")]
    page: Option<PathBuf>,
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
    let Library { known, voices_from, unknown, segment, peaks, mut indexed } = index(arguments)?;
    let folder = arguments.work.join("distractors");
    let distractors = distract::distractors(&peaks, arguments.distractors, arguments.seed, &folder)?;
    let index = Searched { known: &segment, all: std::iter::once(&segment).chain(&distractors).collect() };
    if !distractors.is_empty() {
        indexed.distractors = arguments.distractors;
        indexed.disk_bytes = index.all.iter().map(|segment| segment.length()).sum();
        indexed.memory_bytes = index.all.iter().map(|segment| segment.memory_bytes()).sum();
    }
    let installed = peers::installed();
    let files = arguments.work.join("questions");
    let maker = Maker { arguments, talk, files: installed.is_some().then_some(files.as_path()) };
    let (songs, voices) = known.split_at(voices_from);
    // Degrading takes the most time by far, and asking is measured when nothing else of this program runs.
    let made: Vec<Result<Vec<Question>, String>> = thread::scope(|scope| {
        let threads: Vec<_> = (arguments.length_s.iter())
            .map(|length_s| {
                let (maker, unknown) = (&maker, &unknown);
                scope.spawn(move || maker.make(*length_s, songs, voices, unknown).map_err(|error| error.to_string()))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread that makes questions")).collect()
    });
    let questions: Vec<Question> = made.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let mut answers = Vec::with_capacity(questions.len());
    for question in &questions {
        answers.push(ask(&index, question)?);
    }
    eprintln!("{} questions asked", answers.len());
    let mut peers = Vec::new();
    if let Some(installed) = installed {
        let songs: Vec<PathBuf> = known.iter().map(|song| song.path.clone()).collect();
        let questions: Vec<PathBuf> = questions.iter().filter_map(|question| question.file.clone()).collect();
        peers = installed.ask(&songs, &questions, &arguments.work)?;
        std::fs::remove_dir_all(&files)?;
    }
    if let Some(path) = &arguments.answers {
        std::fs::write(path, report::lines(&answers))?;
    }
    let text = report::part(arguments.seed, &indexed, &answers, &peers);
    println!("{text}");
    if let Some(page) = &arguments.page {
        let before = std::fs::read_to_string(page)?;
        std::fs::write(page, bench_table::with_part(&before, report::TITLE, &text))?;
        println!("{} written", page.display());
    }
    Ok(())
}

/// The songs that are known with their index, those with a voice last, the songs that are not in it, and the peaks of all.
struct Library {
    known: Vec<Song>,
    voices_from: usize,
    unknown: Vec<Song>,
    segment: Segment,
    peaks: Vec<Vec<Peak>>,
    indexed: Indexed,
}

/// What questions are looked up in: the songs alone, and among distractors when there are any.
struct Searched<'a> {
    known: &'a Segment,
    all: Vec<&'a Segment>,
}

/// One question, degraded.
struct Question {
    condition: &'static str,
    length_s: u32,
    truth: Option<(i64, f64)>,
    has_voice: bool,
    peaks: Vec<Peak>,
    /// Its sound, when other engines are asked as well.
    file: Option<PathBuf>,
}

/// Makes questions.
struct Maker<'a> {
    arguments: &'a Arguments,
    talk: Vec<f32>,
    /// Where the sound of questions is kept, for whom it is.
    files: Option<&'a Path>,
}

impl Maker<'_> {
    /// All questions of one length.
    fn make(&self, length_s: u32, songs: &[Song], voices: &[Song], unknown: &[Song]) -> Result<Vec<Question>, Error> {
        let Self { arguments, talk, .. } = self;
        let (mut made, all) = (Vec::new(), &degrade::CONDITIONS[..]);
        let degraded = |kind: &str, condition, songs: &[Song], song: usize, from_s: f64| {
            let mut dice = Dice::named(arguments.seed, &format!("{kind} {condition} {song} {from_s} {length_s}"));
            degrade::degraded(condition, &songs[song].path, from_s, f64::from(length_s), talk, &mut dice)
        };
        for (condition, song, from_s) in questions(arguments, songs, (arguments.excerpts, all), "known", length_s) {
            let heard = degraded("known", condition, songs, song, from_s)?;
            self.keep(&mut made, (condition, length_s), Some((song as i64, from_s)), false, &heard)?;
        }
        for (condition, song, from_s) in
            questions(arguments, voices, (arguments.voice_excerpts, all), "voice", length_s)
        {
            let heard = degraded("voice", condition, voices, song, from_s)?;
            self.keep(&mut made, (condition, length_s), Some(((songs.len() + song) as i64, from_s)), true, &heard)?;
        }
        let kinds = (arguments.unknown_excerpts, &degrade::UNKNOWN_CONDITIONS[..]);
        for (condition, song, from_s) in questions(arguments, unknown, kinds, "unknown", length_s) {
            let heard = degraded("unknown", condition, unknown, song, from_s)?;
            self.keep(&mut made, (condition, length_s), None, false, &heard)?;
        }
        for number in 0..arguments.excerpts / 2 {
            let mut dice = Dice::named(arguments.seed, &format!("noise {number} {length_s}"));
            let count = length_s as usize * RATE_HZ;
            self.keep(&mut made, ("only_pink", length_s), None, false, &degrade::pink(count, &mut dice))?;
            self.keep(&mut made, ("only_babble", length_s), None, false, &degrade::part(talk, count, &mut dice))?;
        }
        eprintln!("{} questions of {length_s} s made", made.len());
        Ok(made)
    }

    fn keep(
        &self,
        made: &mut Vec<Question>,
        (condition, length_s): (&'static str, u32),
        truth: Option<(i64, f64)>,
        has_voice: bool,
        heard: &[f32],
    ) -> Result<(), Error> {
        let mut file = None;
        if let Some(folder) = self.files {
            std::fs::create_dir_all(folder)?;
            let path = folder.join(format!("{length_s}-{:05}.wav", made.len()));
            sound::write(&path, heard)?;
            file = Some(path);
        }
        let peaks = peaks(heard, Density::Query);
        made.push(Question { condition, length_s, truth, has_voice, peaks, file });
        Ok(())
    }
}

fn ask(index: &Searched<'_>, question: &Question) -> Result<Answer, Error> {
    let asked = |segments: &[&Segment]| {
        let begun = cpu_s();
        let outcome = recognise(segments, |_, _| true, &question.peaks, Acceptance::default())?;
        Ok::<_, Error>((outcome, (cpu_s() - begun) * 1_000.0))
    };
    let (outcome, cpu_ms) = asked(&[index.known])?;
    let among_others = if index.all.len() > 1 { Some(asked(&index.all)?) } else { None };
    let Question { condition, length_s, truth, has_voice, .. } = *question;
    Ok(Answer { condition, length_s, truth, has_voice, outcome, cpu_ms, among_others })
}

fn index(arguments: &Arguments) -> Result<Library, Error> {
    let mut songs = found(&arguments.music)?;
    let mut dice = Dice::named(arguments.seed, "songs");
    for place in (1..songs.len()).rev() {
        songs.swap(place, dice.below(place + 1));
    }
    let mut taken = Taken::default();
    let mut known = Vec::new();
    for song in &songs {
        if known.len() == arguments.index {
            break;
        }
        known.extend(taken.take(arguments, song)?);
    }
    let rest = songs.iter().skip(taken.looked_at);
    let voices_from = known.len();
    for song in &found(&arguments.voices)? {
        known.extend(taken.take(arguments, song)?);
    }
    let mut builder = SegmentBuilder::default();
    for (number, peaks) in taken.peaks.iter().enumerate() {
        builder.add(number as i64, 0, peaks)?;
    }
    let begun = cpu_s();
    let segment = builder.build()?;
    let build_s = cpu_s() - begun;
    let (sound_s, extraction_s) = (taken.sound_s, taken.extraction_s);
    let mut unknown = Vec::new();
    for song in rest {
        if unknown.len() == arguments.unknown {
            break;
        }
        unknown.extend(taken.take(arguments, song)?);
    }
    let indexed = Indexed {
        songs: known.len(),
        voices: known.len() - voices_from,
        unknown: unknown.len(),
        dropped: taken.dropped,
        sound_s: known.iter().map(|song| song.length_s.min(arguments.song_s)).sum(),
        bytes: segment.length(),
        speed: sound_s / (extraction_s + build_s),
        ..Indexed::default()
    };
    Ok(Library { known, voices_from, unknown, segment, peaks: taken.peaks, indexed })
}

/// The songs of folders, in the order of their names.
fn found(folders: &[PathBuf]) -> Result<Vec<Song>, Error> {
    let mut songs = Vec::new();
    for folder in folders {
        collect(folder, &mut songs)?;
    }
    songs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(songs)
}

/// What was heard of the library so far.
#[derive(Default)]
struct Taken {
    /// All that was met, in few parts.
    met: Vec<Segment>,
    peaks: Vec<Vec<Peak>>,
    looked_at: usize,
    dropped: usize,
    sound_s: f64,
    extraction_s: f64,
}

impl Taken {
    /// The decoded song with its peaks among the others; nothing when it is there already under another name.
    fn take(&mut self, arguments: &Arguments, song: &Song) -> Result<Option<Song>, Error> {
        let path = sound::kept(&song.path, &arguments.work.join("songs"), arguments.song_s)?;
        let heard = sound::part(&path, 0.0, arguments.song_s)?;
        let begun = cpu_s();
        let peaks = peaks(&heard, Density::Reference);
        self.extraction_s += cpu_s() - begun;
        self.sound_s += heard.len() as f64 / RATE_HZ as f64;
        self.looked_at += 1;
        // It would be its own false answer.
        if is_met(&self.met, &heard) {
            self.dropped += 1;
            return Ok(None);
        }
        let mut one = SegmentBuilder::default();
        one.add(0, 0, &peaks)?;
        self.met.push(one.build()?);
        if self.met.len() == 8 {
            // All in one, so that there is little to look up in.
            let parts: Vec<&Segment> = self.met.iter().collect();
            self.met = vec![SegmentBuilder::merge(&parts, |_, _| true)?];
        }
        self.peaks.push(peaks);
        Ok(Some(Song { path, length_s: song.length_s }))
    }
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
    (excerpts, conditions): (usize, &[&'static str]),
    kind: &str,
    length_s: u32,
) -> Vec<(&'static str, usize, f64)> {
    let mut dice = Dice::named(arguments.seed, &format!("{kind} {length_s}"));
    let mut found = Vec::new();
    let mut tried = HashSet::new();
    while found.len() < excerpts * conditions.len() && tried.len() < excerpts * 50 && !songs.is_empty() {
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
