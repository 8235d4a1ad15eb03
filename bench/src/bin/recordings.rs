//! `recordings`: whether re-encoded and cut files of real music are found to be the same recording, and others are not.
//!
//! Every sixth file of the folders is held out of the index and asked for all the same. The program needs ffmpeg for the
//! re-encoding; fingerprints and look-up are the service's own, on one thread.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use audio_fingerprint::{Alignment, Fingerprint, Index, Printer, align};
use clap::Parser;
use rustix::time::{ClockId, clock_gettime};

/// Whatever stopped the measurement, in words.
type Error = Box<dyn std::error::Error>;

/// Seconds of a file that are decoded; the fingerprint is that of 120.
const DECODED_S: &str = "132";
/// Of a question so many are compared in full, as in the service.
const COMPARED_MAX: usize = 8;
/// Wrong bits in a thousand up to which operators are shown a duplicate.
const DUPLICATE_PERMILLE_MAX: u32 = 150;
/// One way in which a file may differ from the indexed one.
struct Variant {
    name: &'static str,
    /// What is asked of ffmpeg before it reads the file.
    before: &'static [&'static str],
    /// The codec; none for the file as it is.
    codec: &'static [&'static str],
    ending: &'static str,
}

const MP3_128: &[&str] = &["-c:a", "libmp3lame", "-b:a", "128k"];
const CUT: &[&str] = &["-ss", "7"];
const VARIANTS: [Variant; 7] = [
    Variant { name: "as it is", before: &[], codec: &[], ending: "" },
    Variant { name: "MP3 128 kbit/s", before: &[], codec: MP3_128, ending: "mp3" },
    Variant { name: "MP3 64 kbit/s", before: &[], codec: &["-c:a", "libmp3lame", "-b:a", "64k"], ending: "mp3" },
    Variant { name: "AAC 96 kbit/s", before: &[], codec: &["-c:a", "aac", "-b:a", "96k"], ending: "m4a" },
    Variant { name: "Opus 48 kbit/s", before: &[], codec: &["-c:a", "libopus", "-b:a", "48k"], ending: "opus" },
    Variant { name: "first 7 s cut off", before: CUT, codec: &["-c:a", "flac"], ending: "flac" },
    Variant { name: "first 7 s cut off, MP3 128 kbit/s", before: CUT, codec: MP3_128, ending: "mp3" },
];
/// What is asked for is decoded at this rate, as the web app does; the index at 44 100 Hz.
const ASKED_RATE_HZ: u32 = 22_050;

/// Measures how files are matched by audio fingerprints.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Folders of music
    #[arg(long, required = true)]
    music: Vec<PathBuf>,
    /// Where intermediate files go
    #[arg(long, default_value = "target/bench/recordings")]
    work: PathBuf,
    /// Files that are re-encoded and asked for
    #[arg(long, default_value_t = 40)]
    asked: usize,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("recordings: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    std::fs::create_dir_all(&arguments.work)?;
    let mut files = Vec::new();
    for folder in &arguments.music {
        walk(folder, &mut files)?;
    }
    files.sort();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let (mut seconds, mut print_s) = (0.0, 0.0);
    for (number, path) in files.iter().enumerate() {
        let Ok(sound) = decode(path, &[], 44_100) else { continue };
        let begun = cpu_s();
        let print = print(&sound, 44_100);
        print_s += cpu_s() - begun;
        seconds += sound.len() as f64 / 44_100.0;
        // A jingle of less than ten seconds has no fingerprint.
        let Some(print) = print else { continue };
        if number % 6 == 5 { unknown.push((path, print)) } else { known.push((path, print)) }
    }
    let all: Vec<(i64, Fingerprint)> = (0..).zip(&known).map(|(id, (_, print))| (id, print.clone())).collect();
    let index = Index::default().changed(&HashSet::new(), &all);
    println!(
        "{} files indexed, {} held out; fingerprinting took {:.0} ms of processor time for a minute of sound ({:.0} times real time), \
         the index {} bytes a file",
        known.len(),
        unknown.len(),
        print_s / seconds * 60_000.0,
        seconds / print_s,
        index.size_bytes() / known.len().max(1)
    );
    let mut asking_s = Vec::new();
    let mut find = |print: &Fingerprint| {
        let begun = cpu_s();
        let found = find(&index, &known, print);
        asking_s.push(cpu_s() - begun);
        found
    };
    println!("\n| file | right | wrong | not found | wrong bits, most |\n| --- | ---: | ---: | ---: | ---: |");
    for Variant { name, before, codec, ending } in VARIANTS {
        let (mut right, mut wrong, mut missed, mut most) = (0, 0, 0, 0);
        let step = (known.len() / arguments.asked.max(1)).max(1);
        for (id, (path, _)) in known.iter().enumerate().step_by(step).take(arguments.asked) {
            let sound = if codec.is_empty() {
                decode(path, before, ASKED_RATE_HZ)?
            } else {
                let made = arguments.work.join(format!("made.{ending}"));
                encode(path, before, codec, &made)?;
                decode(&made, &[], ASKED_RATE_HZ)?
            };
            match print(&sound, ASKED_RATE_HZ).and_then(|print| find(&print)) {
                Some((found, alignment)) if found == id => {
                    right += 1;
                    most = most.max(alignment.bit_errors_permille);
                }
                // Two files of one recording are both right.
                Some((found, _))
                    if align(&known[found].1, &known[id].1)
                        .is_some_and(|both| both.bit_errors_permille <= DUPLICATE_PERMILLE_MAX) =>
                {
                    right += 1;
                }
                Some((found, alignment)) => {
                    wrong += 1;
                    eprintln!("{name}: {} was taken for {} ({alignment:?})", path.display(), known[found].0.display());
                }
                None => {
                    missed += 1;
                    eprintln!("{name}: {} was not found", path.display());
                }
            }
        }
        println!("| {name} | {right} | {wrong} | {missed} | {:.1} % |", f64::from(most) / 10.0);
    }
    let (mut false_ones, mut also_there) = (0, 0);
    let mut nearest: BTreeMap<u32, String> = BTreeMap::new();
    for (path, print) in &unknown {
        let all = known.iter().filter_map(|(other, known)| Some((align(known, print)?.bit_errors_permille, *other)));
        let Some((permille, other)) = all.min() else { continue };
        let names = format!("{} and {}", path.display(), other.display());
        // The folders may hold a recording twice: then it was not held out.
        if permille <= DUPLICATE_PERMILLE_MAX {
            also_there += 1;
            eprintln!("one recording by its fingerprint, so not held out: {names}");
            continue;
        }
        if find(print).is_some() {
            false_ones += 1;
            eprintln!("held out and found: {names}");
        }
        nearest.insert(permille, names);
    }
    let (closest, which) = nearest.first_key_value().ok_or("nothing was held out")?;
    let held_out = unknown.len() - also_there;
    println!(
        "| held out, {held_out} files | | {false_ones} | {} | nearest {:.1} % |",
        held_out - false_ones,
        f64::from(*closest) / 10.0
    );
    eprintln!("nearest of what was held out: {which}");
    asking_s.sort_by(f64::total_cmp);
    println!(
        "\nA question took {:.2} ms of processor time, the longest {:.2} ms.",
        asking_s[asking_s.len() / 2] * 1_000.0,
        asking_s[asking_s.len() - 1] * 1_000.0
    );
    let mut pairs = 0;
    for (first, (path, print)) in known.iter().enumerate() {
        for candidate in index.candidates(print, 64).into_iter().filter(|candidate| candidate.id > first as i64) {
            let (other, second) = &known[candidate.id as usize];
            let Some(found) = align(print, second).filter(|found| found.bit_errors_permille <= 300) else { continue };
            let is_shown = found.bit_errors_permille <= DUPLICATE_PERMILLE_MAX;
            pairs += usize::from(is_shown);
            eprintln!("{} {} {found:?}", path.display(), other.display());
        }
    }
    println!("Among the files as they are, {pairs} pairs would be shown to an operator.");
    Ok(())
}

fn find(index: &Index, known: &[(&PathBuf, Fingerprint)], print: &Fingerprint) -> Option<(usize, Alignment)> {
    let candidates = index.candidates(print, COMPARED_MAX).into_iter();
    let same = candidates.filter_map(|candidate| {
        let id = usize::try_from(candidate.id).ok()?;
        align(&known[id].1, print).filter(Alignment::is_same).map(|alignment| (id, alignment))
    });
    same.min_by_key(|(_, alignment)| alignment.bit_errors_permille)
}

fn print(sound: &[f32], rate_hz: u32) -> Option<Fingerprint> {
    let mut printer = Printer::new(rate_hz)?;
    for block in sound.chunks(4_096) {
        if !printer.push(block) {
            break;
        }
    }
    printer.finish()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
            if ["mp3", "ogg", "flac", "opus", "m4a", "wav"].contains(&ending.as_str()) {
                files.push(path);
            }
        }
    }
    Ok(())
}

fn encode(path: &Path, before: &[&str], codec: &[&str], made: &Path) -> Result<(), Error> {
    let mut command = ffmpeg();
    command
        .args(before)
        .args(["-t", DECODED_S, "-i"])
        .arg(path)
        .args(["-map", "0:a:0"])
        .args(codec)
        .arg("-y")
        .arg(made);
    let done = command.output()?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).trim().to_owned().into()) }
}

fn decode(path: &Path, before: &[&str], rate_hz: u32) -> Result<Vec<f32>, Error> {
    let mut command = ffmpeg();
    command.args(before).args(["-t", DECODED_S, "-i"]).arg(path);
    command.args(["-map", "0:a:0", "-ac", "1", "-ar", &rate_hz.to_string(), "-f", "f32le", "-"]);
    let done = command.output()?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).trim().to_owned().into());
    }
    Ok(done.stdout.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

fn ffmpeg() -> Command {
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-hide_banner", "-v", "error"]).stdin(Stdio::null());
    command
}

fn cpu_s() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}
