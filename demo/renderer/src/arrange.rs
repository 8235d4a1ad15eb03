//! From a score to notes in seconds: form, tempo, dynamics, the small unevenness of players, and lyric times.

use std::collections::BTreeMap;

use crate::chords;
use crate::jianpu::{self, TICKS_PER_QUARTER, Voice};
use crate::lyrics::{self, Syllable, TimedLine};
use crate::random::Random;
use crate::score::{self, Part, Score};

/// A note as a player plays it.
#[derive(Debug, Clone)]
pub struct Event {
    /// Start, in seconds from the start of the piece.
    pub start_s: f64,
    /// Length in seconds.
    pub length_s: f64,
    /// Pitch as a MIDI note number.
    pub midi: f64,
    /// Force from 0 to 1.
    pub force: f64,
    /// Whether it continues the note before in one breath or bow.
    pub slurred: bool,
}

/// All that is needed to render a piece.
pub struct Arrangement {
    /// Notes of each part, in the order of the score's parts.
    pub parts: Vec<Vec<Event>>,
    /// Lines of lyrics, in time.
    pub lines: Vec<TimedLine>,
    /// When the last note ends, in seconds.
    pub end_s: f64,
}

/// Silence before the first note, in seconds.
const LEAD_IN_S: f64 = 0.35;
/// Granularity of the tempo curve.
const TEMPO_STEP_TICKS: u32 = 12;

struct ParsedSection {
    bars: Vec<u32>,
    voices: BTreeMap<String, Voice>,
    chords: Vec<chords::Chord>,
}

/// Lays out a score.
///
/// # Errors
/// Anything that does not add up: bars, chords, figures, syllables, names of sections, parts or voices.
pub fn arrange(score: &Score) -> Result<Arrangement, String> {
    let key = score::key_note(&score.key).ok_or_else(|| format!("`{}` is not a key", score.key))?;
    let meter = jianpu::meter_ticks(&score.meter).ok_or_else(|| format!("`{}` is not a meter", score.meter))?;
    let mut sections = BTreeMap::new();
    for (name, section) in &score.sections {
        let parsed = parse_section(section, meter).map_err(|error| format!("section {name}: {error}"))?;
        sections.insert(name.as_str(), parsed);
    }
    let time = TimeMap::new(score, &sections)?;
    let mut parts = Vec::new();
    for part in &score.parts {
        let mut random = Random::from_name(&format!("{}/{}", score.title, part.name));
        let mut events = Vec::new();
        let mut offset = 0;
        for passage in &score.form {
            let section = find(&sections, &passage.section)?;
            if passage.parts.as_ref().is_none_or(|names| names.contains(&part.name)) {
                let context = PassageContext { offset, key: key + passage.shift, gain_db: passage.gain_db };
                let found = play(part, section, &context, &time, &mut random)
                    .map_err(|error| format!("part {}: {error}", part.name))?;
                events.extend(found);
            }
            offset += section.bars.iter().sum::<u32>();
        }
        parts.push(events);
    }
    for passage in &score.form {
        for name in passage.parts.iter().flatten() {
            if !score.parts.iter().any(|part| part.name == *name) {
                return Err(format!("section {} asks for an unknown part `{name}`", passage.section));
            }
        }
    }
    let lines = sing(score, &sections, &time)?;
    let end_s = parts.iter().flatten().map(|event| event.start_s + event.length_s).fold(0.0, f64::max);
    Ok(Arrangement { parts, lines, end_s })
}

fn find<'a>(sections: &'a BTreeMap<&str, ParsedSection>, name: &str) -> Result<&'a ParsedSection, String> {
    sections.get(name).ok_or_else(|| format!("there is no section `{name}`"))
}

fn parse_section(section: &score::Section, meter: u32) -> Result<ParsedSection, String> {
    let mut voices = BTreeMap::new();
    let mut bars: Option<Vec<u32>> = None;
    for (name, text) in &section.voices {
        let voice = jianpu::parse(text, meter).map_err(|error| format!("voice {name}, {error}"))?;
        match &bars {
            Some(bars) if *bars != voice.bars => {
                return Err(format!("voice {name} has {} bars, another has {}", voice.bars.len(), bars.len()));
            }
            _ => bars = Some(voice.bars.clone()),
        }
        voices.insert(name.clone(), voice);
    }
    let bars = bars.ok_or("has no voice")?;
    let chords = match &section.chords {
        Some(text) => chords::parse(text, &bars)?,
        None => Vec::new(),
    };
    Ok(ParsedSection { bars, voices, chords })
}

/// Seconds at every tick of the piece.
struct TimeMap {
    seconds: Vec<f64>,
}

impl TimeMap {
    fn new(score: &Score, sections: &BTreeMap<&str, ParsedSection>) -> Result<Self, String> {
        let mut seconds = vec![LEAD_IN_S];
        let mut now = LEAD_IN_S;
        for passage in &score.form {
            let bars = &find(sections, &passage.section)?.bars;
            let total: u32 = bars.iter().sum();
            let slowing: u32 = bars.iter().rev().take(passage.slowing_bars as usize).sum();
            for tick in (0..total).step_by(TEMPO_STEP_TICKS as usize) {
                // Players lean into the middle of a phrase and ease at its end.
                let breath = 1.0 + 0.015 * (f64::from(tick) / f64::from(total) * std::f64::consts::TAU).sin();
                let mut tempo = score.tempo_bpm * passage.tempo * breath;
                if tick + slowing > total {
                    let through = f64::from(tick + slowing - total) / f64::from(slowing);
                    tempo *= 1.0 - 0.36 * through.powf(1.3);
                }
                now += f64::from(TEMPO_STEP_TICKS) / f64::from(TICKS_PER_QUARTER) * 60.0 / tempo;
                seconds.push(now);
            }
        }
        Ok(Self { seconds })
    }

    fn at(&self, tick: u32) -> f64 {
        let step = (tick / TEMPO_STEP_TICKS) as usize;
        let last = self.seconds.len() - 1;
        let (from, to) = (self.seconds[step.min(last)], self.seconds[(step + 1).min(last)]);
        from + (to - from) * f64::from(tick % TEMPO_STEP_TICKS) / f64::from(TEMPO_STEP_TICKS)
    }
}

struct PassageContext {
    offset: u32,
    key: i32,
    gain_db: f64,
}

fn play(
    part: &Part,
    section: &ParsedSection,
    passage: &PassageContext,
    time: &TimeMap,
    random: &mut Random,
) -> Result<Vec<Event>, String> {
    let mut notes = Vec::new();
    match part.plays.as_str() {
        "chords" => {
            let figure = part.figure.as_deref().ok_or("chords need a figure")?;
            for stroke in chords::figure(figure, step_ticks(part)?, &section.chords)? {
                let (start, ticks, pitches) = (stroke.start, stroke.ticks, stroke.pitches);
                notes.push(jianpu::Note { start, ticks, pitches, graces: Vec::new(), slurred: false });
            }
        }
        "rhythm" => {
            let figure = part.figure.as_deref().ok_or("rhythm needs a figure")?;
            notes = rhythm(figure, step_ticks(part)?, &section.bars)?;
        }
        voice => {
            if let Some(voice) = section.voices.get(voice) {
                notes.clone_from(&voice.notes);
            }
        }
    }
    let total: u32 = section.bars.iter().sum();
    let bar_starts: Vec<u32> = section
        .bars
        .iter()
        .scan(0, |at, bar| {
            *at += bar;
            Some(*at - bar)
        })
        .collect();
    let sounding = notes.iter().flat_map(|note| &note.pitches);
    let mean = sounding.clone().sum::<i32>() as f64 / sounding.count().max(1) as f64;
    let mut events = Vec::new();
    for note in &notes {
        let start_s = time.at(passage.offset + note.start);
        let end_s = time.at(passage.offset + note.start + note.ticks);
        let accent = match bar_starts.binary_search(&note.start) {
            Ok(_) => 0.07,
            Err(_) if note.start.is_multiple_of(TICKS_PER_QUARTER) => 0.02,
            Err(_) => -0.03,
        };
        let arc = 0.09 * (f64::from(note.start) / f64::from(total) * std::f64::consts::PI).sin();
        let late_s = if note.slurred { 0.0 } else { 0.007 * random.bell() };
        for (height, pitch) in note.pitches.iter().enumerate() {
            let lift = 0.006 * (f64::from(*pitch) - mean).clamp(-14.0, 14.0);
            let force = 0.66 + accent + arc + lift + 0.05 * random.bell();
            let force = force * 10_f64.powf(passage.gain_db / 20.0);
            // Chords are rolled a little from the bottom up.
            let spread_s = 0.011 * height as f64;
            let event = Event {
                start_s: (start_s + late_s + spread_s).max(0.0),
                length_s: ((end_s - start_s) * part.gate - spread_s).max(0.04),
                midi: f64::from(passage.key + pitch + 12 * part.octave),
                force: force.clamp(0.08, 1.0),
                slurred: note.slurred,
            };
            if height == 0 {
                add_graces(&mut events, note, passage.key + 12 * part.octave, &event);
            }
            if part.roll && event.length_s > 0.34 {
                roll(&mut events, &event, random);
            } else {
                events.push(event);
            }
        }
    }
    Ok(events)
}

fn step_ticks(part: &Part) -> Result<u32, String> {
    jianpu::meter_ticks(&part.step).ok_or_else(|| format!("`{}` is not a note value", part.step))
}

/// Strokes of a bar of rhythm; the number is the drum, `x` the first.
fn rhythm(figure: &str, step_ticks: u32, bars: &[u32]) -> Result<Vec<jianpu::Note>, String> {
    let marks: Vec<&str> = figure.split_whitespace().collect();
    let mut notes = Vec::new();
    let mut start = 0;
    for bar in bars {
        for (place, at) in (0..*bar).step_by(step_ticks as usize).enumerate() {
            let pitch = match marks.get(place % marks.len().max(1)) {
                Some(&"x") => 0,
                Some(&"o") => -5,
                Some(&".") => continue,
                mark => return Err(format!("cannot read {mark:?} in a rhythm")),
            };
            let (ticks, pitches) = (step_ticks, vec![pitch]);
            notes.push(jianpu::Note { start: start + at, ticks, pitches, graces: Vec::new(), slurred: false });
        }
        start += bar;
    }
    Ok(notes)
}

/// Grace notes take their time from just before the beat.
fn add_graces(events: &mut Vec<Event>, note: &jianpu::Note, key: i32, main: &Event) {
    const GRACE_S: f64 = 0.075;
    for (place, pitch) in note.graces.iter().enumerate() {
        let before_s = GRACE_S * (note.graces.len() - place) as f64;
        events.push(Event {
            start_s: (main.start_s - before_s).max(0.0),
            length_s: GRACE_S,
            midi: f64::from(key + pitch),
            force: main.force * 0.75,
            slurred: place > 0,
        });
    }
}

/// Repeats a stroke about eleven times a second, swelling slightly, as in lunzhi.
fn roll(events: &mut Vec<Event>, event: &Event, random: &mut Random) {
    let strokes = (event.length_s * 11.0).floor().max(2.0);
    for stroke in 0..strokes as u32 {
        let through = f64::from(stroke) / strokes;
        events.push(Event {
            start_s: event.start_s + through * event.length_s + 0.004 * random.bell(),
            length_s: event.length_s / strokes,
            force: event.force * (0.62 + 0.2 * (through * std::f64::consts::PI).sin() + 0.05 * random.bell()),
            ..event.clone()
        });
    }
}

/// Lays the words of every passage on the notes of its melody.
fn sing(score: &Score, sections: &BTreeMap<&str, ParsedSection>, time: &TimeMap) -> Result<Vec<TimedLine>, String> {
    let mut sung = Vec::new();
    let mut offset = 0;
    for passage in &score.form {
        let section = find(sections, &passage.section)?;
        if let Some(words) = &passage.lyrics {
            let melody = section.voices.get("melody").ok_or("lyrics need a voice named `melody`")?;
            let slots = slots(melody);
            let lines: Vec<Vec<Syllable>> = text_lines(words).map(lyrics::syllables).collect();
            let count: usize = lines.iter().map(Vec::len).sum();
            if count != slots.len() {
                return Err(format!(
                    "section {}: {count} syllables for {} notes in “{}”",
                    passage.section,
                    slots.len(),
                    words.trim()
                ));
            }
            let mut translations = passage.translation.iter().flat_map(|text| text_lines(text));
            let mut romanisations = passage.romanisation.iter().flat_map(|text| text_lines(text));
            let mut slots = slots.into_iter();
            for line in lines {
                let timed: Vec<_> = line.into_iter().zip(&mut slots).collect();
                let end = timed.last().map_or(0, |(_, (_, end))| *end);
                sung.push(TimedLine {
                    end_ms: ms(time.at(offset + end)),
                    syllables: timed
                        .into_iter()
                        .map(|(word, (start, _))| (ms(time.at(offset + start)), word))
                        .collect(),
                    translation: translations.next().map(str::to_owned),
                    romanisation: romanisations.next().map(str::to_owned),
                });
            }
            if translations.next().or(romanisations.next()).is_some() {
                return Err(format!("section {}: a layer has more lines than the lyrics", passage.section));
            }
        }
        offset += section.bars.iter().sum::<u32>();
    }
    Ok(sung)
}

/// Start and end, in ticks, of every syllable a melody can carry.
fn slots(melody: &Voice) -> Vec<(u32, u32)> {
    let mut slots: Vec<(u32, u32)> = Vec::new();
    for note in melody.notes.iter().filter(|note| !note.pitches.is_empty()) {
        let end = note.start + note.ticks;
        match slots.last_mut() {
            Some(slot) if note.slurred => slot.1 = end,
            _ => slots.push((note.start, end)),
        }
    }
    slots
}

fn text_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn ms(seconds: f64) -> u64 {
    (seconds * 1000.0).round() as u64
}
