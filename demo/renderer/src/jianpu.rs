//! Jianpu (numbered notation) written as plain text.
//!
//! `1`–`7` are scale degrees of the major scale on the key note and `0` is a rest, each a quarter long.
//! `'` raises and `,` lowers by an octave; `#` and `b` before the digit alter it.
//! `_` halves to an eighth, `=` to a sixteenth, `≡` to a thirty-second; `.` dots; `t` makes two thirds (triplet).
//! A lone `-` lengthens the note before it by a quarter; `~` after a note ties it to the next.
//! `( … )` slurs: the notes after the first sing on the same syllable.
//! `{56}1` plays 5 and 6 as quick grace notes before 1; `1+3+5` sounds together.
//! `|` closes a bar, `[3/4]` changes the meter from the next bar on.

use std::fmt;

/// Time steps in a quarter note; divisible by thirty-seconds and by triplets.
pub const TICKS_PER_QUARTER: u32 = 96;

/// One sounding note, chord or rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Start, in ticks from the start of the voice.
    pub start: u32,
    /// Length in ticks, ties included.
    pub ticks: u32,
    /// Semitones above the key note; empty for a rest.
    pub pitches: Vec<i32>,
    /// Grace notes before it, in semitones above the key note.
    pub graces: Vec<i32>,
    /// Whether a slur joins it to the note before, so it carries no syllable of its own.
    pub slurred: bool,
}

/// A parsed voice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Voice {
    /// Notes and rests in order.
    pub notes: Vec<Note>,
    /// Length of each bar, in ticks.
    pub bars: Vec<u32>,
}

/// What is wrong in a line of jianpu, and where.
#[derive(Debug, PartialEq)]
pub struct NotationError {
    /// Bar number, from 1.
    pub bar: usize,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for NotationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bar {}: {}", self.bar, self.reason)
    }
}

/// Reads a meter such as `6/8` into the ticks of one bar.
pub fn meter_ticks(text: &str) -> Option<u32> {
    let (count, unit) = text.split_once('/')?;
    let (count, unit): (u32, u32) = (count.parse().ok()?, unit.parse().ok()?);
    if unit == 0 || !(TICKS_PER_QUARTER * 4).is_multiple_of(unit) {
        return None;
    }
    Some(count * TICKS_PER_QUARTER * 4 / unit)
}

/// Parses a voice and checks that every bar is exactly as long as its meter says.
///
/// # Errors
/// An unknown token, a bar that is too long or too short, or a tie without a partner.
pub fn parse(text: &str, bar_ticks: u32) -> Result<Voice, NotationError> {
    let mut voice = Voice::default();
    let (mut bar_ticks, mut now, mut bar_start) = (bar_ticks, 0, 0);
    let (mut slur_depth, mut slur_begun, mut tied) = (0_u32, false, false);
    for token in text.split_whitespace() {
        let bar = voice.bars.len() + 1;
        let wrong = |reason: String| NotationError { bar, reason };
        if let Some(meter) = token.strip_prefix('[') {
            bar_ticks =
                meter_ticks(meter.trim_end_matches(']')).ok_or_else(|| wrong(format!("`{token}` is not a meter")))?;
        } else if token == "|" {
            if now - bar_start != bar_ticks {
                let (has, wants) = (quarters(now - bar_start), quarters(bar_ticks));
                return Err(wrong(format!("has {has} quarters, the meter asks for {wants}")));
            }
            voice.bars.push(bar_ticks);
            bar_start = now;
        } else if token == "-" {
            let note = voice.notes.last_mut().ok_or_else(|| wrong("`-` has no note before it".into()))?;
            note.ticks += TICKS_PER_QUARTER;
            now += TICKS_PER_QUARTER;
        } else {
            let parsed = parse_token(token).ok_or_else(|| wrong(format!("cannot read `{token}`")))?;
            if parsed.opens > 0 {
                slur_depth += parsed.opens;
                slur_begun = true;
            }
            let continues_tie = tied && voice.notes.last().is_some_and(|last| last.pitches == parsed.pitches);
            if tied && !continues_tie {
                return Err(wrong(format!("`{token}` is tied to a different pitch")));
            }
            if continues_tie {
                if let Some(last) = voice.notes.last_mut() {
                    last.ticks += parsed.ticks;
                }
            } else {
                voice.notes.push(Note {
                    start: now,
                    ticks: parsed.ticks,
                    slurred: slur_depth > 0 && !slur_begun,
                    pitches: parsed.pitches,
                    graces: parsed.graces,
                });
            }
            slur_begun = false;
            slur_depth = slur_depth
                .checked_sub(parsed.closes)
                .ok_or_else(|| wrong(format!("`{token}` closes a slur that was not opened")))?;
            tied = parsed.tied;
            now += parsed.ticks;
        }
    }
    let bar = voice.bars.len() + 1;
    if now != bar_start {
        return Err(NotationError { bar, reason: "the last bar is not closed by `|`".into() });
    }
    if slur_depth > 0 || tied {
        return Err(NotationError { bar, reason: "a slur or tie is left open".into() });
    }
    Ok(voice)
}

fn quarters(ticks: u32) -> f64 {
    f64::from(ticks) / f64::from(TICKS_PER_QUARTER)
}

#[derive(Default)]
struct Token {
    opens: u32,
    closes: u32,
    tied: bool,
    ticks: u32,
    pitches: Vec<i32>,
    graces: Vec<i32>,
}

fn parse_token(text: &str) -> Option<Token> {
    let mut token = Token::default();
    let body = text.trim_start_matches('(');
    token.opens = (text.len() - body.len()) as u32;
    let stripped = body.trim_end_matches(')');
    token.closes = (body.len() - stripped.len()) as u32;
    let mut body = stripped;
    if let Some(rest) = body.strip_suffix('~') {
        (token.tied, body) = (true, rest);
    }
    if let Some(rest) = body.strip_prefix('{') {
        let (graces, rest) = rest.split_once('}')?;
        token.graces = pitches(graces)?.0;
        body = rest;
    }
    let marks = body.find(['_', '=', '≡', '.', 't']).unwrap_or(body.len());
    let (notes, marks) = body.split_at(marks);
    for note in notes.split('+') {
        let (found, rest) = pitches(note)?;
        if !rest.is_empty() || note.is_empty() {
            return None;
        }
        token.pitches.extend(found);
    }
    let mut ticks = TICKS_PER_QUARTER;
    for mark in marks.chars() {
        ticks = match mark {
            '_' => ticks / 2,
            '=' => ticks / 4,
            '≡' => ticks / 8,
            '.' => ticks * 3 / 2,
            't' => ticks * 2 / 3,
            _ => return None,
        };
    }
    token.ticks = ticks;
    Some(token)
}

/// Reads pitches such as `#4'` or `56`; a rest gives none. Also returns what could not be read.
pub fn pitches(text: &str) -> Option<(Vec<i32>, &str)> {
    let mut found = Vec::new();
    let mut alter = 0;
    for (at, symbol) in text.char_indices() {
        match symbol {
            '#' => alter += 1,
            'b' => alter -= 1,
            '0' => {}
            '1'..='7' => {
                let degree = symbol.to_digit(10)? as usize;
                found.push([0, 2, 4, 5, 7, 9, 11][degree - 1] + alter);
                alter = 0;
            }
            '\'' => *found.last_mut()? += 12,
            ',' => *found.last_mut()? -= 12,
            _ => return Some((found, &text[at..])),
        }
    }
    Some((found, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Vec<(u32, Vec<i32>)>, String> {
        parse(text, 4 * TICKS_PER_QUARTER)
            .map(|voice| voice.notes.into_iter().map(|note| (note.ticks, note.pitches)).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn degrees_octaves_and_lengths_are_read() {
        let notes = check("1 #4_. 5,= 6' - |");
        let expected = vec![(96, vec![0]), (72, vec![6]), (24, vec![-5]), (192, vec![21])];
        assert_eq!(notes, Ok(expected));
    }

    #[test]
    fn a_bar_of_the_wrong_length_is_refused() {
        assert_eq!(check("1 2 3 |"), Err("bar 1: has 3 quarters, the meter asks for 4".into()));
        assert_eq!(check("1 2 3 4 | 5 - - - - |"), Err("bar 2: has 5 quarters, the meter asks for 4".into()));
        assert_eq!(check("1 2 3 4"), Err("bar 1: the last bar is not closed by `|`".into()));
    }

    #[test]
    fn ties_join_and_slurs_share_a_syllable() {
        let voice = parse("1 - - 2~ | 2 (3_ 4_ 5) 0 |", 4 * TICKS_PER_QUARTER).unwrap_or_default();
        let shape: Vec<_> = voice.notes.iter().map(|note| (note.ticks, note.slurred)).collect();
        assert_eq!(shape, [(288, false), (192, false), (48, false), (48, true), (96, true), (96, false)]);
    }

    #[test]
    fn a_tie_to_another_pitch_is_refused() {
        assert!(check("1~ 2 3 4 |").is_err());
    }
}
