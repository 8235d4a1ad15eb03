//! Reading SubRip and WebVTT: each cue is a line.

use crate::collect::{Collector, lines_of, trimmed};
use crate::layers::is_latin;
use crate::model::{Form, Line};
use crate::stamp::parse_subtitle_time;
use crate::{Error, LineReason, MAX_LINES, Parsed};

/// How many lines of a file are looked at for the first cue.
const LINES_BEFORE_CUE: usize = 40;

/// Whether a text begins with cues.
pub(crate) fn is_srt(text: &str) -> bool {
    lines_of(text).take(LINES_BEFORE_CUE).any(|line| times_of(line).is_some())
}

/// Parses cues; rows of one cue are joined, but a second row in another script is a translation.
pub(crate) fn parse(text: &str) -> Result<Parsed, Error> {
    let mut collector = Collector::new(Form::Srt);
    let mut cue: Option<(usize, Line, Vec<String>)> = None;
    // What stands before the first cue, and the number before each.
    let mut is_between = true;
    for (index, row) in lines_of(text).enumerate() {
        let line_number = index + 1;
        if line_number > MAX_LINES {
            return Err(Error::TooManyLines { line_number });
        }
        let row = trimmed(row);
        if row.contains("-->") {
            close(&mut collector, cue.take())?;
            is_between = false;
            match times_of(row) {
                Some((start_ms, end_ms)) => {
                    let line = Line { start_ms: Some(start_ms), end_ms: Some(end_ms), ..Line::default() };
                    cue = Some((line_number, line, Vec::new()));
                }
                None => collector.problem(line_number, LineReason::BadTime),
            }
        } else if row.is_empty() {
            close(&mut collector, cue.take())?;
            is_between = true;
        } else if let Some((_, _, rows)) = &mut cue {
            rows.push(without_marks(row));
        } else if is_between && row.parse::<u64>().is_err() && line_number > 1 && !is_note(row) {
            collector.problem(line_number, LineReason::NoTime);
        }
    }
    close(&mut collector, cue)?;
    Ok(collector.finish())
}

fn close(collector: &mut Collector, cue: Option<(usize, Line, Vec<String>)>) -> Result<(), Error> {
    let Some((line_number, mut line, mut rows)) = cue else { return Ok(()) };
    rows.retain(|row| !row.is_empty());
    if let [first, second] = rows.as_slice()
        && is_latin(first) != is_latin(second)
    {
        line.translation = Some(second.clone());
        rows.truncate(1);
    }
    line.text = rows.join(" ");
    collector.push(line_number, line)
}

/// The two times of `start --> end`, which WebVTT may follow with settings.
fn times_of(row: &str) -> Option<(u64, u64)> {
    let (start, rest) = row.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    Some((parse_subtitle_time(start)?, parse_subtitle_time(end)?))
}

fn is_note(row: &str) -> bool {
    ["WEBVTT", "NOTE", "STYLE", "REGION"].iter().any(|word| row.starts_with(word))
}

/// A row without `<i>`, `<c.yellow>` and `{\an8}`.
fn without_marks(row: &str) -> String {
    let mut out = String::with_capacity(row.len());
    let mut rest = row;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        let mark = &rest[at..];
        let (close, is_mark) = match mark.strip_prefix('<') {
            Some(inside) => ('>', inside.starts_with(|one: char| one.is_ascii_alphabetic() || one == '/')),
            None => ('}', mark.starts_with("{\\")),
        };
        // The longest mark that anybody writes is short: a search for the end may not cross the row again and again.
        let end = mark.char_indices().take(64).find(|(_, one)| *one == close).map(|(at, _)| at);
        match end.filter(|_| is_mark) {
            Some(end) => rest = &mark[end + 1..],
            None => {
                out.push_str(&mark[..1]);
                rest = &mark[1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}
