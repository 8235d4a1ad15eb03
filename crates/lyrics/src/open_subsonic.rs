//! Lyrics in the shape of OpenSubsonic's extension `songLyrics`, versions 1 and 2.
//!
//! Field names are those of its description; see <https://opensubsonic.netlify.app/docs/responses/structuredlyrics/>.

use serde::Serialize;

use crate::{Agent, AgentKind, Line, Lyrics, Word};

/// One layer of lyrics: `structuredLyrics`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StructuredLyrics {
    /// The language; `und` when nobody knows.
    pub lang: String,
    /// Whether lines have times.
    pub synced: bool,
    /// The lines in order.
    pub line: Vec<StructuredLine>,
    /// Which layer this is; version 2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<LayerKind>,
    /// Who sings; version 2 only, and only beside cue lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<StructuredAgent>,
    /// The lines that have the times of their words; version 2 only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cue_line: Vec<CueLine>,
}

/// Which layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LayerKind {
    /// What is sung.
    Main,
    /// It in another language.
    Translation,
    /// How it sounds.
    Pronunciation,
}

impl LayerKind {
    /// The word of the protocol.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Translation => "translation",
            Self::Pronunciation => "pronunciation",
        }
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StructuredLine {
    /// When it begins, in milliseconds; left out of plain lyrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u64>,
    /// The text, background included.
    pub value: String,
}

/// A voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StructuredAgent {
    /// What cue lines call it by.
    pub id: String,
    /// What it is; there is exactly one main voice.
    pub role: AgentRole,
    /// The singer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What a voice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AgentRole {
    /// The lead.
    Main,
    /// Another singer.
    Voice,
    /// What is sung behind.
    Bg,
    /// Singers together.
    Group,
}

impl AgentRole {
    /// The word of the protocol.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Voice => "voice",
            Self::Bg => "bg",
            Self::Group => "group",
        }
    }
}

/// A line with the times of its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CueLine {
    /// Which line it belongs to, counted from 0.
    pub index: usize,
    /// Who sings it; present on all cue lines where there are agents, else on none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<String>,
    /// When it begins, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u64>,
    /// When it ends, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u64>,
    /// The text to which the offsets of the cues refer.
    pub value: String,
    /// Its words in order.
    pub cue: Vec<Cue>,
}

/// A word or a syllable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cue {
    /// When it begins, in milliseconds.
    pub start: u64,
    /// When it ends, in milliseconds.
    pub end: u64,
    /// Its first byte in the UTF-8 text of the cue line.
    pub byte_start: usize,
    /// Its last byte there.
    pub byte_end: usize,
    /// Its text.
    pub value: String,
}

impl StructuredLyrics {
    /// The layers of lyrics as `getLyricsBySongId` answers them.
    ///
    /// Without `enhanced` it is version 1: the lines, and the translation where its language is known.
    /// With it come the romanisation, the words and the voices.
    /// Offsets are in the times already, so the protocol's own is left out.
    #[must_use]
    pub fn of(lyrics: &Lyrics, enhanced: bool) -> Vec<Self> {
        let mut layers = Vec::new();
        if !lyrics.is_empty() {
            layers.push(main_layer(lyrics, enhanced));
        }
        let translation_language = lyrics.translation_language.as_deref();
        if enhanced || translation_language.is_some() {
            let kind = enhanced.then_some(LayerKind::Translation);
            layers.extend(side_layer(lyrics, kind, translation_language, |line| line.translation.as_deref()));
        }
        if enhanced {
            let kind = Some(LayerKind::Pronunciation);
            let language = lyrics.romanisation_language.as_deref();
            layers.extend(side_layer(lyrics, kind, language, |line| line.romanisation.as_deref()));
        }
        layers
    }
}

fn main_layer(lyrics: &Lyrics, enhanced: bool) -> StructuredLyrics {
    let line = lyrics.lines.iter().map(|line| {
        let value = match &line.background {
            Some(background) => format!("{} {}", line.text, background.text),
            None => line.text.clone(),
        };
        StructuredLine { start: line.start_ms, value }
    });
    let voices = Voices::of(lyrics);
    let cue_line = if enhanced && lyrics.synced { cue_lines(lyrics, voices.as_ref()) } else { Vec::new() };
    let agents = voices.filter(|_| !cue_line.is_empty()).map_or(Vec::new(), |voices| voices.agents);
    StructuredLyrics {
        lang: language_or_unknown(lyrics.language.as_deref()),
        synced: lyrics.synced,
        line: line.collect(),
        kind: enhanced.then_some(LayerKind::Main),
        agents,
        cue_line,
    }
}

fn side_layer<'a>(
    lyrics: &'a Lyrics,
    kind: Option<LayerKind>,
    language: Option<&str>,
    text_of: impl Fn(&'a Line) -> Option<&'a str>,
) -> Option<StructuredLyrics> {
    let line: Vec<StructuredLine> = lyrics
        .lines
        .iter()
        .filter_map(|line| Some(StructuredLine { start: line.start_ms, value: text_of(line)?.to_owned() }))
        .collect();
    (!line.is_empty()).then(|| StructuredLyrics {
        lang: language_or_unknown(language),
        synced: lyrics.synced,
        line,
        kind,
        agents: Vec::new(),
        cue_line: Vec::new(),
    })
}

fn language_or_unknown(language: Option<&str>) -> String {
    language.unwrap_or("und").to_owned()
}

/// The voices of lyrics that tell any apart.
struct Voices {
    agents: Vec<StructuredAgent>,
    main: String,
    background: String,
}

impl Voices {
    fn of(lyrics: &Lyrics) -> Option<Self> {
        let has_background = lyrics.lines.iter().any(|line| line.background.is_some());
        let is_sung_by = |agent: &&Agent| lyrics.lines.iter().any(|line| line.agent.as_ref() == Some(&agent.id));
        let sung: Vec<&Agent> = lyrics.agents.iter().filter(is_sung_by).collect();
        if sung.is_empty() && !has_background {
            return None;
        }
        let unused = |wish: &str| {
            let taken = |id: &str| sung.iter().any(|agent| agent.id == id);
            let mut id = wish.to_owned();
            while taken(&id) {
                id.push('_');
            }
            id
        };
        let lead = sung.iter().position(|agent| agent.kind != AgentKind::Group).unwrap_or(0);
        let mut agents: Vec<StructuredAgent> = sung
            .iter()
            .enumerate()
            .map(|(index, agent)| {
                let role = match agent.kind {
                    _ if index == lead => AgentRole::Main,
                    AgentKind::Group => AgentRole::Group,
                    AgentKind::Person | AgentKind::Other => AgentRole::Voice,
                };
                StructuredAgent { id: agent.id.clone(), role, name: agent.name.clone() }
            })
            .collect();
        if agents.is_empty() {
            agents.push(StructuredAgent { id: unused("main"), role: AgentRole::Main, name: None });
        }
        let main = agents.get(lead)?.id.clone();
        let background = unused("bg");
        if has_background {
            agents.push(StructuredAgent { id: background.clone(), role: AgentRole::Bg, name: None });
        }
        Some(Self { agents, main, background })
    }

    fn of_line(&self, line: &Line) -> String {
        let known = line.agent.as_ref().filter(|id| self.agents.iter().any(|agent| agent.id == **id));
        known.unwrap_or(&self.main).clone()
    }
}

fn cue_lines(lyrics: &Lyrics, voices: Option<&Voices>) -> Vec<CueLine> {
    let mut cue_lines = Vec::new();
    for (index, line) in lyrics.lines.iter().enumerate() {
        let agent_id = voices.map(|voices| voices.of_line(line));
        cue_lines.extend(cue_line(index, agent_id, line.start_ms, line.end_ms, &line.words));
        if let Some(background) = &line.background {
            let agent_id = voices.map(|voices| voices.background.clone());
            let start_ms = background.words.first().map(|word| word.start_ms);
            let end_ms = background.words.last().map(|word| word.end_ms);
            cue_lines.extend(cue_line(index, agent_id, start_ms, end_ms, &background.words));
        }
    }
    cue_lines
}

fn cue_line(
    index: usize,
    agent_id: Option<String>,
    start: Option<u64>,
    end: Option<u64>,
    words: &[Word],
) -> Option<CueLine> {
    let mut value = String::new();
    let mut cue = Vec::with_capacity(words.len());
    for word in words {
        let byte_start = value.len();
        value.push_str(&word.text);
        if let Some(byte_end) = value.len().checked_sub(1).filter(|byte_end| *byte_end >= byte_start) {
            let (start, end) = (word.start_ms, word.end_ms);
            cue.push(Cue { start, end, byte_start, byte_end, value: word.text.clone() });
        }
    }
    (!cue.is_empty()).then_some(CueLine { index, agent_id, start, end, value, cue })
}
