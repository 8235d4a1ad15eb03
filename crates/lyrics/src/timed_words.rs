//! The text of KRC, QRC and YRC: `[start,duration]` before each line, and numbers at each word.
//!
//! | form | a word | its start counts from |
//! | --- | --- | --- |
//! | KRC | `<start,duration,0>word` | the line |
//! | QRC | `word(start,duration)` | the track |
//! | YRC | `(start,duration,0)word` | the track |

use crate::collect::{Collector, joined, lines_of, trimmed};
use crate::model::{Form, Line, Word};
use crate::{Error, LineReason, MAX_LINES, Parsed, id_tag, krc, net_ease};

/// The latest time that is believed: a day.
const MAX_TIME_MS: u64 = 24 * 60 * 60 * 1000;

/// Which of the three a text is, told by its first timed line.
pub(crate) fn form_of(text: &str) -> Option<Form> {
    lines_of(text).take(MAX_LINES).find_map(|line| {
        let (_, _, rest) = head_of(trimmed(line))?;
        Some(form_of_line(rest))
    })
}

fn form_of_line(rest: &str) -> Form {
    if numbers_at(rest, '<', '>').is_some() {
        Form::Krc
    } else if numbers_at(rest, '(', ')').is_some_and(|(numbers, _)| numbers.2) {
        Form::Yrc
    } else {
        Form::Qrc
    }
}

/// Parses the text of any of the three.
pub(crate) fn parse(text: &str) -> Result<Parsed, Error> {
    let mut collector = Collector::new(form_of(text).unwrap_or(Form::Qrc));
    let mut layers = Vec::new();
    // Layers count every timed line, also those without text.
    let mut numbers_of_lines = Vec::new();
    let mut timed_lines = 0;
    for (index, line) in lines_of(text).enumerate() {
        let line_number = index + 1;
        if line_number > MAX_LINES {
            return Err(Error::TooManyLines { line_number });
        }
        let line = trimmed(line);
        let before = collector.lyrics.lines.len();
        if let Some((start_ms, duration_ms, rest)) = head_of(line) {
            let line = timed_line(start_ms, duration_ms, rest);
            collector.push(line_number, line)?;
            if collector.lyrics.lines.len() > before {
                numbers_of_lines.push(Some(timed_lines));
            }
            timed_lines += 1;
        } else if let Some((start_ms, text)) = net_ease::credit_of(line) {
            collector.push(line_number, Line { start_ms: Some(start_ms), text, ..Line::default() })?;
            if collector.lyrics.lines.len() > before {
                numbers_of_lines.push(None);
            }
        } else if let Some((key, value)) = id_tag::parse(line) {
            if key.eq_ignore_ascii_case("language") && value.len() > 35 {
                layers.push((line_number, value));
            } else {
                id_tag::apply(&mut collector, line_number, key, value);
            }
        } else if !line.is_empty() {
            let reason = if line.starts_with('[') { LineReason::BadTime } else { LineReason::NoTime };
            collector.problem(line_number, reason);
        }
    }
    for (line_number, value) in layers {
        if !krc::put_layers(&mut collector.lyrics, &numbers_of_lines, value) {
            collector.problem(line_number, LineReason::BadLayer);
        }
    }
    Ok(collector.finish())
}

/// `[start,duration]` and what follows.
fn head_of(line: &str) -> Option<(u64, u64, &str)> {
    let ((start_ms, duration_ms, has_third), rest) = numbers_at(line, '[', ']')?;
    (!has_third).then_some((start_ms, duration_ms, rest))
}

fn timed_line(start_ms: u64, duration_ms: u64, rest: &str) -> Line {
    let (mut words, untimed) = match form_of_line(rest) {
        Form::Krc => numbers_first(rest, '<', '>', start_ms),
        Form::Yrc => numbers_first(rest, '(', ')', 0),
        _ => numbers_last(rest),
    };
    if let (Some(first), false) = (words.first_mut(), untimed.is_empty()) {
        first.text.insert_str(0, &untimed);
    }
    let (text, words) = if words.is_empty() { (untimed.trim().to_owned(), words) } else { joined(words) };
    Line { start_ms: Some(start_ms), end_ms: Some(start_ms + duration_ms), text, words, ..Line::default() }
}

/// Words with their numbers before them; text before the first numbers is returned beside.
fn numbers_first(rest: &str, open: char, close: char, base_ms: u64) -> (Vec<Word>, String) {
    let mut words: Vec<Word> = Vec::new();
    let mut untimed = String::new();
    let mut remaining = rest;
    while let Some(character) = remaining.chars().next() {
        if let Some(((start_ms, duration_ms, true), after)) = numbers_at(remaining, open, close) {
            let start_ms = base_ms + start_ms;
            words.push(Word { start_ms, end_ms: start_ms + duration_ms, text: String::new() });
            remaining = after;
        } else {
            words.last_mut().map_or(&mut untimed, |word| &mut word.text).push(character);
            remaining = &remaining[character.len_utf8()..];
        }
    }
    (words, untimed)
}

/// Words with their numbers behind them; text after the last numbers goes with the last word.
fn numbers_last(rest: &str) -> (Vec<Word>, String) {
    let mut words: Vec<Word> = Vec::new();
    let mut pending = String::new();
    let mut remaining = rest;
    while let Some(character) = remaining.chars().next() {
        if let Some(((start_ms, duration_ms, _), after)) = numbers_at(remaining, '(', ')') {
            words.push(Word { start_ms, end_ms: start_ms + duration_ms, text: std::mem::take(&mut pending) });
            remaining = after;
        } else {
            pending.push(character);
            remaining = &remaining[character.len_utf8()..];
        }
    }
    match words.last_mut() {
        Some(last) => {
            last.text.push_str(&pending);
            (words, String::new())
        }
        None => (words, pending),
    }
}

/// Two or three numbers between two marks at the head of a text, whether there are three, and what follows.
fn numbers_at(text: &str, open: char, close: char) -> Option<((u64, u64, bool), &str)> {
    let inside = text.strip_prefix(open)?;
    // Three numbers of nine digits: a search for the end may not cross the whole file.
    let end = inside.char_indices().take(33).find(|(_, character)| *character == close)?.0;
    let mut numbers = inside[..end].split(',');
    let first = number(numbers.next()?)?;
    let second = number(numbers.next()?)?;
    let third = numbers.next().map(number);
    if third == Some(None) || numbers.next().is_some() {
        return None;
    }
    Some(((first, second, third.is_some()), &inside[end + close.len_utf8()..]))
}

fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten().filter(|number| *number <= MAX_TIME_MS)
}
