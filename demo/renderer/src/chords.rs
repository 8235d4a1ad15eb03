//! Chord symbols in scale degrees, and the figures an accompaniment plays on them.
//!
//! A bar of chords is divided evenly among its symbols; `.` lets the chord before it last, `%` repeats the bar before.
//! `6m`, `5/7`, `4add9`, `2sus4`, `1p` (open fifth) are symbols; `<1 3 5 1' 3'>` spells the notes out.
//! A figure such as `b 1 2+3 - .` counts chord notes from the bottom: `b` is the bass, `-` holds, `.` rests.

use crate::jianpu;

/// A chord and how long it lasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Chord {
    /// Start, in ticks from the start of the section.
    pub start: u32,
    /// Length in ticks.
    pub ticks: u32,
    /// Notes from the bottom up, in semitones above the key note.
    pub tones: Vec<i32>,
    /// Bass note, in semitones above the key note.
    pub bass: i32,
    /// Whether the notes were spelled out, so counting past the top starts again at the bottom.
    spelled: bool,
}

impl Chord {
    /// The note a figure's number means; numbers past the top go on an octave higher.
    pub fn tone(&self, number: usize) -> i32 {
        let count = self.tones.len().max(1);
        let octaves = if self.spelled { 0 } else { 12 * (number.saturating_sub(1) / count) as i32 };
        self.tones.get(number.saturating_sub(1) % count).copied().unwrap_or(0) + octaves
    }
}

/// Reads the chords of a section whose bars have the given lengths.
///
/// # Errors
/// A symbol that is not a chord, or another number of bars than the voices have.
pub fn parse(text: &str, bars: &[u32]) -> Result<Vec<Chord>, String> {
    let mut written: Vec<Vec<String>> = Vec::new();
    for bar in text.trim().trim_end_matches('|').split('|') {
        let symbols = symbols(bar);
        if symbols == ["%"] {
            let before = written.last().cloned().ok_or("`%` has no bar before it")?;
            written.push(before);
        } else {
            written.push(symbols);
        }
    }
    if written.len() != bars.len() {
        return Err(format!("{} bars of chords for {} bars of notes", written.len(), bars.len()));
    }
    let mut chords: Vec<Chord> = Vec::new();
    let mut start = 0;
    for (symbols, &bar) in written.iter().zip(bars) {
        let share = bar / symbols.len().max(1) as u32;
        for (place, symbol) in symbols.iter().enumerate() {
            if symbol == "." {
                chords.last_mut().ok_or("`.` has no chord before it")?.ticks += share;
                continue;
            }
            let mut chord = symbol_chord(symbol).ok_or_else(|| format!("cannot read chord `{symbol}`"))?;
            (chord.start, chord.ticks) = (start + share * place as u32, share);
            chords.push(chord);
        }
        start += bar;
    }
    Ok(chords)
}

/// Splits a bar into symbols, keeping `<…>` together.
fn symbols(bar: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut spelled = false;
    for word in bar.split_whitespace() {
        match found.last_mut() {
            Some(last) if spelled => {
                last.push(' ');
                last.push_str(word);
            }
            _ => found.push(word.to_owned()),
        }
        spelled = (spelled || word.starts_with('<')) && !word.ends_with('>');
    }
    found
}

fn symbol_chord(symbol: &str) -> Option<Chord> {
    if let Some(spelled) = symbol.strip_prefix('<') {
        let mut tones = Vec::new();
        for word in spelled.trim_end_matches('>').split_whitespace() {
            tones.extend(jianpu::pitches(word)?.0);
        }
        let bass = *tones.first()?;
        return Some(Chord { start: 0, ticks: 0, tones, bass, spelled: true });
    }
    let (upper, bass) = match symbol.split_once('/') {
        Some((upper, bass)) => (upper, Some(*jianpu::pitches(bass)?.0.first()?)),
        None => (symbol, None),
    };
    let digit = upper.find(|c: char| c.is_ascii_digit())?;
    let (root, quality) = upper.split_at(digit + 1);
    let root = *jianpu::pitches(root)?.0.first()?;
    let shape: &[i32] = match quality {
        "" => &[0, 4, 7],
        "m" => &[0, 3, 7],
        "7" => &[0, 4, 7, 10],
        "maj7" => &[0, 4, 7, 11],
        "m7" => &[0, 3, 7, 10],
        "sus2" => &[0, 2, 7],
        "sus4" => &[0, 5, 7],
        "add9" => &[0, 7, 14, 16],
        "madd9" => &[0, 7, 14, 15],
        "six" => &[0, 4, 7, 9],
        "p" => &[0, 7],
        "dim" => &[0, 3, 6],
        _ => return None,
    };
    // Roots from the sixth degree up sit below the key note, so neighbouring chords stay close.
    let low = if root > 7 { root - 12 } else { root };
    let tones = shape.iter().map(|step| low + step).collect();
    let bass = bass.map_or(low, |bass| if bass > 7 { bass - 12 } else { bass });
    Some(Chord { start: 0, ticks: 0, tones, bass, spelled: false })
}

/// One stroke of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Start, in ticks from the start of the section.
    pub start: u32,
    /// Length in ticks.
    pub ticks: u32,
    /// Semitones above the key note.
    pub pitches: Vec<i32>,
}

/// Plays a figure over chords, beginning it anew at every chord.
///
/// # Errors
/// A mark in the figure that is neither a number, `b`, `-` nor `.`.
pub fn figure(pattern: &str, step_ticks: u32, chords: &[Chord]) -> Result<Vec<Stroke>, String> {
    let marks: Vec<&str> = pattern.split_whitespace().collect();
    let mut strokes: Vec<Stroke> = Vec::new();
    for chord in chords {
        let mut holding = false;
        for (place, start) in (chord.start..chord.start + chord.ticks).step_by(step_ticks as usize).enumerate() {
            let ticks = step_ticks.min(chord.start + chord.ticks - start);
            match marks.get(place % marks.len().max(1)).copied().ok_or("the figure is empty")? {
                "." => holding = false,
                "-" => {
                    if let (true, Some(last)) = (holding, strokes.last_mut()) {
                        last.ticks += ticks;
                    }
                }
                mark => {
                    let pitches = mark.split('+').map(|part| match part {
                        "b" => Ok(chord.bass - 12),
                        "B" => Ok(chord.bass),
                        number => number.parse().map(|number| chord.tone(number)),
                    });
                    let pitches = pitches.collect::<Result<_, _>>().map_err(|_| format!("cannot read `{mark}`"))?;
                    strokes.push(Stroke { start, ticks, pitches });
                    holding = true;
                }
            }
        }
    }
    Ok(strokes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_share_a_bar_evenly_and_lengthen() {
        let chords = parse("1 5/7 | 6m . 4 . | % |", &[384, 384, 384]).unwrap_or_default();
        let shape: Vec<_> = chords.iter().map(|chord| (chord.start, chord.ticks, chord.bass)).collect();
        let expected = [(0, 192, 0), (192, 192, -1), (384, 192, -3), (576, 192, 5), (768, 192, -3), (960, 192, 5)];
        assert_eq!(shape, expected);
    }

    #[test]
    fn a_figure_counts_notes_from_the_bottom() {
        let chords = parse("1 |", &[384]).unwrap_or_default();
        let strokes = figure("b 1+3 - 4", 96, &chords).unwrap_or_default();
        let shape: Vec<_> = strokes.iter().map(|stroke| (stroke.ticks, stroke.pitches.clone())).collect();
        assert_eq!(shape, [(96, vec![-12]), (192, vec![0, 7]), (96, vec![12])]);
    }

    #[test]
    fn a_missing_bar_is_refused() {
        assert!(parse("1 |", &[384, 384]).is_err());
    }
}
