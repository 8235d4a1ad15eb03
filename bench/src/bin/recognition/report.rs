//! Answers as a table.

use std::fmt::Write as _;

use recognition_core::{Outcome, Scored};

use crate::degrade::CONDITIONS;

/// One question and what came of it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) condition: &'static str,
    pub(crate) length_s: u32,
    /// The song and the second, when the song is in the index.
    pub(crate) truth: Option<(i64, f64)>,
    pub(crate) outcome: Outcome,
    pub(crate) cpu_ms: f64,
    pub(crate) wall_ms: f64,
    /// The same among distractors, with its CPU time in milliseconds.
    pub(crate) among_others: Option<(Outcome, f64)>,
}

const LENGTHS_S: [u32; 3] = [3, 5, 10];

/// Every answer, one a line.
pub(crate) fn lines(answers: &[Answer]) -> String {
    let mut text = "condition,length_s,truth,from_s,answer,start_ms,score,margin,clarity,clear,cpu_ms\n".to_owned();
    for answer in answers {
        let (truth, from_s) =
            answer.truth.map_or((String::new(), String::new()), |(song, s)| (song.to_string(), s.to_string()));
        let best = answer.outcome.best.map_or(",,,,".to_owned(), |best| {
            format!(
                "{},{},{:.2},{:.2},{:.2}",
                best.found.track, best.found.start_ms, best.score, best.margin, best.clarity
            )
        });
        let (clear, cpu_ms) = (answer.outcome.is_clear, answer.cpu_ms);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{},{},{truth},{from_s},{best},{clear},{cpu_ms:.2}", answer.condition, answer.length_s);
    }
    text
}

/// The table by condition and length, then what was wrong, and what it cost.
pub(crate) fn table(answers: &[Answer]) -> String {
    let mut text = "| condition | 3 s | 5 s | 10 s |\n| --- | --- | --- | --- |\n".to_owned();
    let mut row = |name: &str, share: &dyn Fn(u32) -> String| {
        let cells: Vec<String> = LENGTHS_S.iter().map(|length_s| share(*length_s)).collect();
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    };
    for condition in CONDITIONS {
        row(condition, &|length_s| {
            share(answers, |a| a.length_s == length_s && a.condition == condition && a.truth.is_some(), is_right)
        });
    }
    row("all conditions, right", &|s| share(answers, |a| a.length_s == s && a.truth.is_some(), is_right));
    row("all conditions, wrong song", &|s| share(answers, |a| a.length_s == s && a.truth.is_some(), is_wrong));
    row("unknown songs and noise, named", &|s| {
        share(answers, |a| a.length_s == s && a.truth.is_none(), |a| a.outcome.is_clear)
    });
    row("right with one threshold for 1 % named", &|s| right_at_one_percent(answers, s));
    row("start within 0.5 s, of the right", &|s| {
        share(answers, |a| a.length_s == s && is_right(a) && keeps_time(a), is_in_time)
    });
    row("CPU of a question, ms, median / 95th of 100", &|s| costs(answers, s));
    if answers.iter().any(|answer| answer.among_others.is_some()) {
        let others: Vec<Answer> = answers.iter().filter_map(among_others).collect();
        row("among distractors, right", &|s| share(&others, |a| a.length_s == s && a.truth.is_some(), is_right));
        row("among distractors, wrong song", &|s| share(&others, |a| a.length_s == s && a.truth.is_some(), is_wrong));
        row("among distractors, unknown songs and noise, named", &|s| {
            share(&others, |a| a.length_s == s && a.truth.is_none(), |a| a.outcome.is_clear)
        });
        row("among distractors, CPU of a question, ms", &|s| costs(&others, s));
    }
    text
}

/// The answer that was given among distractors.
fn among_others(answer: &Answer) -> Option<Answer> {
    let (outcome, cpu_ms) = answer.among_others?;
    let Answer { condition, length_s, truth, .. } = *answer;
    Some(Answer { condition, length_s, truth, outcome, cpu_ms, wall_ms: 0.0, among_others: None })
}

fn share(answers: &[Answer], among: impl Fn(&Answer) -> bool, counts: impl Fn(&Answer) -> bool) -> String {
    let all: Vec<&Answer> = answers.iter().filter(|answer| among(answer)).collect();
    if all.is_empty() {
        return String::new();
    }
    let hits = all.iter().filter(|answer| counts(answer)).count();
    format!("{:.1} %", 100.0 * hits as f64 / all.len() as f64)
}

fn is_right(answer: &Answer) -> bool {
    matches!((answer.truth, answer.outcome.found()), (Some((song, _)), Some(found)) if found.track == song)
}

fn is_wrong(answer: &Answer) -> bool {
    matches!((answer.truth, answer.outcome.found()), (Some((song, _)), Some(found)) if found.track != song)
}

/// Whether the moment is known to the second: a stretched excerpt begins where the stretcher put it.
fn keeps_time(answer: &Answer) -> bool {
    !["tempo", "pitch", "speed"].iter().any(|kind| answer.condition.starts_with(kind))
}

fn is_in_time(answer: &Answer) -> bool {
    let (Some((_, from_s)), Some(found)) = (answer.truth, answer.outcome.found()) else { return false };
    (found.start_ms as f64 / 1_000.0 - from_s).abs() <= 0.5
}

/// Right answers when a song is named from that clarity on at which 1 % of the unknown are named.
fn right_at_one_percent(answers: &[Answer], length_s: u32) -> String {
    let strength = |best: &Scored| best.clarity;
    let mut unknown: Vec<f32> = answers
        .iter()
        .filter(|answer| answer.length_s == length_s && answer.truth.is_none())
        .map(|answer| answer.outcome.best.as_ref().map_or(0.0, strength))
        .collect();
    unknown.sort_by(|a, b| b.total_cmp(a));
    let Some(threshold) = unknown.get(unknown.len() / 100) else { return String::new() };
    let right = |answer: &Answer| {
        let (Some((song, _)), Some(best)) = (answer.truth, &answer.outcome.best) else { return false };
        best.found.track == song && strength(best) > *threshold
    };
    format!("{} (from {threshold:.1})", share(answers, |a| a.length_s == length_s && a.truth.is_some(), right))
}

fn costs(answers: &[Answer], length_s: u32) -> String {
    let of = |value: &dyn Fn(&Answer) -> f64| {
        let mut values: Vec<f64> = answers.iter().filter(|answer| answer.length_s == length_s).map(value).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let cpu = of(&|answer| answer.cpu_ms);
    let wall = of(&|answer| answer.wall_ms);
    let at = |values: &[f64], share: f64| values.get((values.len() as f64 * share) as usize).copied().unwrap_or(0.0);
    format!("{:.1} / {:.1} (wall {:.1})", at(&cpu, 0.5), at(&cpu, 0.95), at(&wall, 0.5))
}
