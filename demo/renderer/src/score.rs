//! The score file of a piece, as written in `demo/scores/*.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::synth::Instrument;

/// A piece: what it is, who plays it, its sections and their order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Title as tagged.
    pub title: String,
    /// Performers, in order; several become several artists.
    pub artists: Vec<String>,
    /// Composer, or where the song comes from.
    pub composer: String,
    /// Author of the words.
    pub lyricist: Option<String>,
    /// Language sung, ISO 639-2; `zxx` (no words) for instrumentals.
    pub language: String,
    /// Genres, in order.
    pub genres: Vec<String>,
    /// Where `1` sounds, e.g. `Eb4`.
    pub key: String,
    /// Meter such as `4/4`.
    pub meter: String,
    /// Quarter notes a minute.
    pub tempo_bpm: f64,
    /// How long the room rings, in seconds to -60 dB.
    #[serde(default = "default_reverb")]
    pub reverb_s: f64,
    /// File the recording is encoded to.
    pub format: Format,
    /// How the lyrics travel with the file.
    #[serde(default)]
    pub lyrics: LyricsKind,
    /// Whether the cover is embedded in the file.
    #[serde(default)]
    pub embed_cover: bool,
    /// Who plays what.
    pub parts: Vec<Part>,
    /// Written music by section name.
    pub sections: BTreeMap<String, Section>,
    /// Order of sections.
    pub form: Vec<Passage>,
}

fn default_reverb() -> f64 {
    2.0
}

/// Container and codec of a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Format {
    Mp3,
    Flac,
    Ogg,
    Opus,
    M4a,
}

/// How lyrics travel with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LyricsKind {
    /// No words.
    #[default]
    None,
    /// Lines with times in a `.lrc` file beside it.
    Sidecar,
    /// Words with times in a `.lrc` file beside it.
    SidecarWords,
    /// LRC text inside the tag.
    Embedded,
}

/// One player.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Name by which passages call it.
    pub name: String,
    /// What it is played on.
    pub instrument: Instrument,
    /// Name of a written voice, `chords` (with `figure`) or `rhythm`.
    pub plays: String,
    /// Figure over the chords, or strokes of a bar of rhythm.
    pub figure: Option<String>,
    /// Note value of one step of the figure, e.g. `1/8`.
    #[serde(default = "default_step")]
    pub step: String,
    /// Octaves up (or down, negative).
    #[serde(default)]
    pub octave: i32,
    /// Loudness against the other parts, in decibels.
    #[serde(default)]
    pub gain_db: f64,
    /// Place from -1 (left) to 1 (right).
    #[serde(default)]
    pub pan: f64,
    /// Whether long notes are kept alive by repeated strokes, as on pipa and yangqin.
    #[serde(default)]
    pub roll: bool,
    /// Share of each note that sounds; below 1 is detached.
    #[serde(default = "default_gate")]
    pub gate: f64,
}

fn default_step() -> String {
    "1/8".into()
}

fn default_gate() -> f64 {
    1.0
}

/// Music of one section: voices by name, all of the same bars, and the chords under them.
#[derive(Debug, Deserialize)]
pub struct Section {
    /// Chords, see [`crate::chords`].
    pub chords: Option<String>,
    /// Voices in jianpu, see [`crate::jianpu`].
    #[serde(flatten)]
    pub voices: BTreeMap<String, String>,
}

/// One turn of a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Which section.
    pub section: String,
    /// Parts that play; all when absent.
    pub parts: Option<Vec<String>>,
    /// Words sung to the voice `melody`, one line each.
    pub lyrics: Option<String>,
    /// The same lines in another language.
    pub translation: Option<String>,
    /// How the lines sound, in Latin letters.
    pub romanisation: Option<String>,
    /// Loudness against the rest, in decibels.
    #[serde(default)]
    pub gain_db: f64,
    /// Tempo against the piece's, e.g. 0.9.
    #[serde(default = "default_gate")]
    pub tempo: f64,
    /// Bars at the end over which the tempo falls to two thirds.
    #[serde(default)]
    pub slowing_bars: u32,
    /// Semitones to shift this turn by.
    #[serde(default)]
    pub shift: i32,
}

/// Reads a key such as `F#4` into a MIDI note number.
pub fn key_note(text: &str) -> Option<i32> {
    let mut symbols = text.chars();
    let step = match symbols.next()? {
        'C' => 0,
        'D' => 2,
        'E' => 4,
        'F' => 5,
        'G' => 7,
        'A' => 9,
        'B' => 11,
        _ => return None,
    };
    let rest = symbols.as_str();
    let (alter, octave) = match rest.strip_prefix('#') {
        Some(octave) => (1, octave),
        None => rest.strip_prefix('b').map_or((0, rest), |octave| (-1, octave)),
    };
    Some(12 * (octave.parse::<i32>().ok()? + 1) + step + alter)
}
