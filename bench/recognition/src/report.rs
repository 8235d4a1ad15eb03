//! Answers as a part of the page.

use std::fmt::Write as _;
use std::process::Command;

use bench_table::{Bar, Row, Section};
use recognition_core::{Outcome, Scored};

use crate::degrade::CONDITIONS;
use crate::peers::Peer;

/// The heading of this part of the page.
pub(crate) const TITLE: &str = "Song recognition";
const LENGTHS_S: [u32; 3] = [3, 5, 10];
/// What is aimed at in each length: of all, of `phone_hard`, and of `babble_0`.
const AIMS: [(f64, f64, f64); 3] = [(95.0, 50.0, 60.0), (96.0, 80.0, 65.0), (99.0, 100.0, 90.0)];

/// What was indexed, and what that took.
#[derive(Debug, Default)]
pub(crate) struct Indexed {
    pub(crate) songs: usize,
    /// Of these with a voice.
    pub(crate) voices: usize,
    pub(crate) unknown: usize,
    /// Songs that were left out since they are there under another name.
    pub(crate) dropped: usize,
    pub(crate) sound_s: f64,
    pub(crate) bytes: u64,
    /// How many times faster than it plays a song is indexed by one core, once decoded.
    pub(crate) speed: f64,
    pub(crate) distractors: usize,
    pub(crate) disk_bytes: u64,
    pub(crate) memory_bytes: usize,
}

/// One question and what came of it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) condition: &'static str,
    pub(crate) length_s: u32,
    /// The song and the second, when the song is in the index.
    pub(crate) truth: Option<(i64, f64)>,
    /// Whether the song is one of those with a voice, which are counted apart.
    pub(crate) has_voice: bool,
    pub(crate) outcome: Outcome,
    pub(crate) cpu_ms: f64,
    /// The same among distractors, with its CPU time in milliseconds.
    pub(crate) among_others: Option<(Outcome, f64)>,
}

/// Every answer, one a line.
pub(crate) fn lines(answers: &[Answer]) -> String {
    let mut text =
        "condition,length_s,truth,from_s,voice,answer,start_ms,score,margin,clarity,clear,cpu_ms\n".to_owned();
    for answer in answers {
        let (truth, from_s) =
            answer.truth.map_or((String::new(), String::new()), |(song, s)| (song.to_string(), s.to_string()));
        let best = answer.outcome.best.map_or(",,,,".to_owned(), |best| {
            format!(
                "{},{},{:.2},{:.2},{:.2}",
                best.found.track, best.found.start_ms, best.score, best.margin, best.clarity
            )
        });
        let Answer { condition, length_s, has_voice, cpu_ms, .. } = answer;
        let clear = answer.outcome.is_clear;
        // Writing to a string does not fail.
        let _ = writeln!(text, "{condition},{length_s},{truth},{from_s},{has_voice},{best},{clear},{cpu_ms:.2}");
    }
    text
}

/// An engine's answers: the song that it named for each question.
struct Engine<'a> {
    name: &'a str,
    named: Vec<Option<i64>>,
}

/// The part of the page: how it was measured, all engines by condition and length, and what is aimed at.
pub(crate) fn part(seed: u64, indexed: &Indexed, answers: &[Answer], peers: &[Peer]) -> String {
    let mut text = format!("\n## {TITLE}\n\n");
    for sentence in introduction(seed, indexed, peers) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{sentence}");
    }
    let ours: Vec<Option<i64>> = answers.iter().map(|answer| answer.outcome.found().map(|found| found.track)).collect();
    let mut engines = vec![Engine { name: "Qingyin", named: ours }];
    if indexed.distractors > 0 {
        let named = |answer: &Answer| answer.among_others.and_then(|(outcome, _)| outcome.found().map(|f| f.track));
        engines.push(Engine { name: "Qingyin, large index", named: answers.iter().map(named).collect() });
    }
    engines.extend(peers.iter().map(|peer| Engine { name: peer.name, named: peer.answers.clone() }));
    text.push_str(&comparison(answers, &engines));
    let section = Section { title: "", rows: rows(indexed, answers, peers), notes: Vec::new() };
    // Of its own heading only the table is wanted.
    text.push_str(section.markdown(true).trim_start_matches("\n## \n"));
    text
}

fn introduction(seed: u64, indexed: &Indexed, peers: &[Peer]) -> Vec<String> {
    let said = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let date = said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]).unwrap_or_default();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?");
    let mut lines = vec![
        format!("Measured on {date} by `cargo xtask bench recognition` with seed {seed}; load at the end {load}."),
        format!(
            "{} songs ({:.2} h) are indexed, {} of them with a voice and counted apart; {} others are only asked for, \
             and {} were left out for being there under another name.",
            indexed.songs,
            indexed.sound_s / 3_600.0,
            indexed.voices,
            indexed.unknown,
            indexed.dropped
        ),
        "The same excerpts go through every condition; every engine hears the same sound. Times are CPU: of the thread \
         for ours, with the finding of peaks apart, and of the whole program for the peers, decoding included."
            .replace(". ", ".\n"),
    ];
    if indexed.distractors > 0 {
        lines.push(format!(
            "The large index has {} songs that nobody made besides: {:.1} GB in files, of which {:.0} MB have to be in memory.",
            indexed.distractors,
            indexed.disk_bytes as f64 / 1e9,
            indexed.memory_bytes as f64 / 1e6
        ));
    }
    for peer in peers {
        lines.push(format!("{}: {}, with its own settings.", peer.name, peer.version));
    }
    if peers.is_empty() {
        lines.push("Neither audfprint nor Chromaprint is installed, so no peer was measured.".to_owned());
    }
    lines.push(String::new());
    lines
}

/// Right answers of every engine in percent, by condition and length.
fn comparison(answers: &[Answer], engines: &[Engine<'_>]) -> String {
    let names: Vec<&str> = engines.iter().map(|engine| engine.name).collect();
    let mut text = format!("| % at 3 / 5 / 10 s | {} |\n|---|{}\n", names.join(" | "), "---|".repeat(names.len()));
    let mut row = |name: &str, among: &dyn Fn(&Answer) -> bool, counts: &dyn Fn(&Answer, Option<i64>) -> bool| {
        let cell = |engine: &Engine<'_>| {
            let shares = LENGTHS_S.map(|length_s| {
                let among = |answer: &Answer| answer.length_s == length_s && among(answer);
                share(answers.iter().zip(&engine.named), among, counts)
            });
            shares.map(|share| share.map_or("–".to_owned(), |share| format!("{share:.1}"))).join(" / ")
        };
        let cells: Vec<String> = engines.iter().map(cell).collect();
        // Writing to a string does not fail.
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    };
    for condition in CONDITIONS {
        row(condition, &|a| is_known(a) && a.condition == condition, &is_right);
    }
    row("all conditions, right", &is_known, &is_right);
    row("all conditions, wrong song", &is_known, &is_wrong);
    if answers.iter().any(|answer| answer.has_voice) {
        row("songs with a voice, right", &|a| a.has_voice, &is_right);
        row("songs with a voice, wrong song", &|a| a.has_voice, &is_wrong);
    }
    row("unknown songs and noise, named", &|a| a.truth.is_none(), &|_, named| named.is_some());
    text
}

/// What is aimed at, and what it costs.
fn rows(indexed: &Indexed, answers: &[Answer], peers: &[Peer]) -> Vec<Row> {
    let ours = |answer: &Answer| answer.outcome.found().map(|found| found.track);
    let others =
        |answer: &Answer| answer.among_others.and_then(|(outcome, _)| outcome.found()).map(|found| found.track);
    let all = |named: &dyn Fn(&Answer) -> Option<i64>| answers.iter().map(named).collect::<Vec<_>>();
    let (ours, others) = (all(&ours), all(&others));
    let of = |named: &[Option<i64>], among: &dyn Fn(&Answer) -> bool, counts: &dyn Fn(&Answer, Option<i64>) -> bool| {
        share(answers.iter().zip(named), among, counts).unwrap_or(0.0)
    };
    let mut rows = Vec::new();
    for (length_s, (every, hard, babble)) in LENGTHS_S.into_iter().zip(AIMS) {
        let mut right = |what: &str, condition: &str, least: f64| {
            let among = |a: &Answer| {
                is_known(a) && a.length_s == length_s && (condition.is_empty() || a.condition == condition)
            };
            let found = of(&ours, &among, &is_right);
            rows.push(Row::of(format!("{what}, {length_s} s"), found, "%", Bar::AtLeast(least)));
        };
        right("all conditions", "", every);
        right("phone_easy", "phone_easy", 100.0);
        right("phone_hard", "phone_hard", hard);
        right("babble_0", "babble_0", babble);
        for condition in ["tempo_4", "pitch_4", "speed_4"] {
            right(condition, condition, 99.0);
        }
        let strangers = of(&ours, &|a| a.truth.is_none() && a.length_s == length_s, &|_, named| named.is_some());
        rows.push(Row::of(format!("unknown songs and noise named, {length_s} s"), strangers, "%", Bar::AtMost(1.0)));
        let wrong = of(&ours, &|a| is_known(a) && a.length_s == length_s, &is_wrong);
        rows.push(Row::of(format!("wrong song, {length_s} s"), wrong, "%", Bar::AtMost(0.5)));
        if let Some(threshold) = threshold_for_one_percent(answers, length_s) {
            let right = |a: &Answer| {
                let best = a.outcome.best.filter(|best| best.clarity > threshold);
                best.is_some_and(|best| a.truth.is_some_and(|(song, _)| best.found.track == song))
            };
            let found = of(&ours, &|a| is_known(a) && a.length_s == length_s, &|a, _| right(a));
            let what = format!(
                "all conditions, named from the clarity ({threshold:.2}) that 1 % of unknown reach, {length_s} s"
            );
            rows.push(Row::of(what, found, "%", Bar::None));
        }
    }
    let in_time = of(&ours, &|a| is_known(a) && keeps_time(a) && is_right(a, found(a)), &|a, _| is_in_time(a));
    rows.push(Row::of("moment within 0.5 s, of the right", in_time, "%", Bar::None));
    for length_s in LENGTHS_S {
        let bar = if length_s == 5 { Bar::AtMost(20.0) } else { Bar::None };
        rows.extend(costs(&format!("a question of {length_s} s"), answers, length_s, bar, |a| Some(a.cpu_ms)));
    }
    if indexed.distractors > 0 {
        for length_s in LENGTHS_S {
            let among = |a: &Answer| is_known(a) && a.length_s == length_s;
            let lost = of(&ours, &among, &is_right) - of(&others, &among, &is_right);
            rows.push(Row::of(format!("lost in the large index, {length_s} s"), lost, "points", Bar::AtMost(3.0)));
        }
        for length_s in LENGTHS_S {
            let bar = if length_s == 5 { Bar::AtMost(60.0) } else { Bar::None };
            let what = format!("in the large index a question of {length_s} s");
            rows.extend(costs(&what, answers, length_s, bar, |a| a.among_others.map(|(_, cpu_ms)| cpu_ms)));
        }
    }
    let megabytes_an_hour = |bytes: u64| bytes as f64 / 1e6 / (indexed.sound_s / 3_600.0);
    rows.push(Row::of("index", megabytes_an_hour(indexed.bytes), "MB/h", Bar::AtMost(2.0)));
    rows.push(Row::of("indexing, decoding apart", indexed.speed, "× real time", Bar::AtLeast(1_500.0)));
    for peer in peers {
        let name = peer.name;
        rows.push(Row::of(format!("{name}: a question, mean"), peer.question_ms, "CPU-ms", Bar::None));
        rows.push(Row::of(format!("{name}: index"), megabytes_an_hour(peer.index_bytes), "MB/h", Bar::None));
        let speed = indexed.sound_s / peer.indexing_s;
        rows.push(Row::of(format!("{name}: indexing, decoding included"), speed, "× real time", Bar::None));
    }
    rows
}

fn costs(what: &str, answers: &[Answer], length_s: u32, bar: Bar, cpu_ms: impl Fn(&Answer) -> Option<f64>) -> [Row; 3] {
    let mut values: Vec<f64> = answers.iter().filter(|a| a.length_s == length_s).filter_map(cpu_ms).collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get((values.len() as f64 * share) as usize).copied().unwrap_or(0.0);
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    [
        Row::of(format!("{what}: median"), at(0.5), "CPU-ms", bar),
        Row::of(format!("{what}: mean"), mean, "CPU-ms", bar),
        Row::of(format!("{what}: 95 of 100"), at(0.95), "CPU-ms", Bar::None),
    ]
}

/// How many of some answers count, in percent; nothing when there are none.
fn share<'a>(
    answers: impl Iterator<Item = (&'a Answer, &'a Option<i64>)>,
    among: impl Fn(&Answer) -> bool,
    counts: impl Fn(&Answer, Option<i64>) -> bool,
) -> Option<f64> {
    let (mut all, mut hits) = (0, 0);
    for (answer, named) in answers.filter(|(answer, _)| among(answer)) {
        all += 1;
        hits += usize::from(counts(answer, *named));
    }
    (all > 0).then(|| 100.0 * hits as f64 / f64::from(all))
}

/// Whether it asks for a song of the index, those with a voice apart.
fn is_known(answer: &Answer) -> bool {
    answer.truth.is_some() && !answer.has_voice
}

fn found(answer: &Answer) -> Option<i64> {
    answer.outcome.found().map(|found| found.track)
}

fn is_right(answer: &Answer, named: Option<i64>) -> bool {
    named.is_some() && named == answer.truth.map(|(song, _)| song)
}

fn is_wrong(answer: &Answer, named: Option<i64>) -> bool {
    named.is_some() && named != answer.truth.map(|(song, _)| song)
}

/// Whether the moment is known to the second: a stretched excerpt begins where the stretcher put it.
fn keeps_time(answer: &Answer) -> bool {
    !["tempo", "pitch", "speed"].iter().any(|kind| answer.condition.starts_with(kind))
}

fn is_in_time(answer: &Answer) -> bool {
    let (Some((_, from_s)), Some(found)) = (answer.truth, answer.outcome.found()) else { return false };
    (found.start_ms as f64 / 1_000.0 - from_s).abs() <= 0.5
}

/// The clarity that one of a hundred unknown songs reaches.
fn threshold_for_one_percent(answers: &[Answer], length_s: u32) -> Option<f32> {
    let strength = |best: &Scored| best.clarity;
    let mut unknown: Vec<f32> = answers
        .iter()
        .filter(|answer| answer.length_s == length_s && answer.truth.is_none())
        .map(|answer| answer.outcome.best.as_ref().map_or(0.0, strength))
        .collect();
    unknown.sort_by(|a, b| b.total_cmp(a));
    unknown.get(unknown.len() / 100).copied()
}
