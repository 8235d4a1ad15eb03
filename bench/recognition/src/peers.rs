//! Other people's engines on the same songs and the same questions, as programs and with their own settings.
//!
//! audfprint is what the variable `AUDFPRINT` names, or a program of that name; Chromaprint is its `fpcalc`. What is not there is not asked.
//! Their CPU time is what the kernel counted for them, the start of the program and the decoding of questions among it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Error, cpu_s};

/// Bits of a hundred up to which two Chromaprints are of one recording: what our comparison of files takes.
const BIT_ERRORS_PERCENT_MAX: u32 = 25;
/// Files that one `fpcalc` is started for.
const FILES_TOGETHER: usize = 200;

/// What came of a peer's answers.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) version: String,
    /// The song that it named, for each question.
    pub(crate) answers: Vec<Option<i64>>,
    /// CPU time of a question on the mean, in milliseconds.
    pub(crate) question_ms: f64,
    /// CPU time of all songs.
    pub(crate) indexing_s: f64,
    pub(crate) index_bytes: u64,
}

/// The peers that are installed; `None` when there is none.
pub(crate) fn installed() -> Option<Installed> {
    let found = Installed { audfprint: audfprint(), fpcalc: version("fpcalc", "-version") };
    (found.audfprint.is_some() || found.fpcalc.is_some()).then_some(found)
}

/// Which peers there are, with their versions.
#[derive(Debug)]
pub(crate) struct Installed {
    audfprint: Option<(PathBuf, String)>,
    fpcalc: Option<String>,
}

impl Installed {
    /// Asks each one all questions, files of sound, after it has heard all songs; songs are named by their numbers.
    pub(crate) fn ask(&self, songs: &[PathBuf], questions: &[PathBuf], work: &Path) -> Result<Vec<Peer>, Error> {
        let mut peers = Vec::new();
        if let Some((program, version)) = &self.audfprint {
            peers.push(ask_audfprint(program, version, songs, questions, work)?);
            eprintln!("audfprint has answered");
        }
        if let Some(version) = &self.fpcalc {
            peers.push(ask_chromaprint(version, songs, questions)?);
            eprintln!("Chromaprint has answered");
        }
        Ok(peers)
    }
}

fn audfprint() -> Option<(PathBuf, String)> {
    let program = std::env::var_os("AUDFPRINT").map_or_else(|| PathBuf::from("audfprint"), PathBuf::from);
    let version = version(&program.to_string_lossy(), "--version")?;
    Some((program, version))
}

fn version(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Some(text.lines().next()?.split('(').next()?.trim().to_owned())
}

fn ask_audfprint(
    program: &Path,
    version: &str,
    songs: &[PathBuf],
    questions: &[PathBuf],
    work: &Path,
) -> Result<Peer, Error> {
    let base = work.join("audfprint.pklz");
    let run = |verb: &str, files: &[PathBuf]| {
        let list = work.join("audfprint.list");
        let names: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        std::fs::write(&list, names.join("\n") + "\n")?;
        let mut command = Command::new(program);
        command.arg(verb).arg("--dbase").arg(&base).arg("--list").arg(&list);
        counted(command, false)
    };
    let (_, indexing_s) = run("new", songs)?;
    let (said, asking_s) = run("match", questions)?;
    let (songs_by_name, questions_by_name) = (by_name(songs), by_name(questions));
    let mut answers = vec![None; questions.len()];
    for line in said.lines() {
        // Matched QUESTION 5.0 sec 123 raw hashes as SONG at 12.3 s with 9 of 40 common hashes at rank 0
        let Some((question, rest)) = line.strip_prefix("Matched ").and_then(|line| line.split_once(' ')) else {
            continue;
        };
        let song = rest.split_once(" as ").and_then(|(_, rest)| rest.split_once(" at ")).map_or("", |(song, _)| song);
        if let (Some(question), Some(song)) = (questions_by_name.get(question), songs_by_name.get(song)) {
            answers[*question] = Some(*song as i64);
        }
    }
    let index_bytes = std::fs::metadata(&base)?.len();
    let question_ms = asking_s * 1_000.0 / questions.len().max(1) as f64;
    Ok(Peer { name: "audfprint", version: version.to_owned(), answers, question_ms, indexing_s, index_bytes })
}

fn by_name(files: &[PathBuf]) -> HashMap<String, usize> {
    files.iter().enumerate().map(|(number, file)| (file.to_string_lossy().into_owned(), number)).collect()
}

fn ask_chromaprint(version: &str, songs: &[PathBuf], questions: &[PathBuf]) -> Result<Peer, Error> {
    let (known, indexing_s) = prints(songs)?;
    let (asked, asking_s) = prints(questions)?;
    let begun = cpu_s();
    let answers = asked.iter().map(|codes| nearest(codes, &known)).collect();
    let question_ms = (asking_s + cpu_s() - begun) * 1_000.0 / questions.len().max(1) as f64;
    let index_bytes = known.iter().map(|codes| codes.len() as u64 * 4).sum();
    Ok(Peer { name: "Chromaprint", version: version.to_owned(), answers, question_ms, indexing_s, index_bytes })
}

/// The codes of every file; none where there is too little sound for one.
fn prints(files: &[PathBuf]) -> Result<(Vec<Vec<u32>>, f64), Error> {
    let (mut prints, mut all_s) = (Vec::with_capacity(files.len()), 0.0);
    for files in files.chunks(FILES_TOGETHER) {
        let mut command = Command::new("fpcalc");
        command.args(["-raw", "-plain", "-ignore-errors", "-length", "0"]).args(files);
        // It stops at a file in which there is too little sound.
        let (said, used_s) = counted(command, true)?;
        all_s += used_s;
        let mut lines: Vec<Vec<u32>> = codes(&said);
        // A file without a code has no line: each is asked by itself then.
        if lines.len() != files.len() {
            lines.clear();
            for file in files {
                let mut command = Command::new("fpcalc");
                command.args(["-raw", "-plain", "-ignore-errors", "-length", "0"]).arg(file);
                lines.push(counted(command, true)?.0.lines().next().map(row).unwrap_or_default());
            }
        }
        prints.append(&mut lines);
    }
    Ok((prints, all_s))
}

fn codes(said: &str) -> Vec<Vec<u32>> {
    said.lines().map(row).collect()
}

fn row(line: &str) -> Vec<u32> {
    line.split(',').filter_map(|code| code.trim().parse().ok()).collect()
}

/// The song that has these codes with the fewest wrong bits, when those are few enough.
fn nearest(codes: &[u32], songs: &[Vec<u32>]) -> Option<i64> {
    if codes.is_empty() {
        return None;
    }
    let differ = |part: &[u32]| part.iter().zip(codes).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
    let best = |song: &Vec<u32>| song.windows(codes.len()).map(differ).min();
    let (errors, song) =
        songs.iter().enumerate().filter_map(|(number, song)| Some((best(song)?, number as i64))).min()?;
    (errors * 100 <= codes.len() as u32 * u32::BITS * BIT_ERRORS_PERCENT_MAX).then_some(song)
}

/// What a program printed, and the CPU seconds that it and its children took.
fn counted(mut command: Command, may_fail: bool) -> Result<(String, f64), Error> {
    let begun = children_s()?;
    let output = command.stdin(Stdio::null()).output()?;
    if !may_fail && !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(said.lines().last().unwrap_or("a peer failed").to_owned().into());
    }
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), children_s()? - begun))
}

/// User and system time of all children that have been waited for, in seconds: proc(5), in hundredths of a second.
fn children_s() -> Result<f64, Error> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').ok_or("strange stat")?.1.split_whitespace();
    Ok(fields.skip(13).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0)
}
