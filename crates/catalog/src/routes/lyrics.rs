//! Lyrics of a track, and how an operator moves them.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Language, Operator, Path, Problem, Text};
use ids::TrackId;
use lyrics::{AgentKind, Form, LineReason, Word};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::catalog::Catalog;
use crate::track_lyrics::TrackLyrics;

/// How far lyrics may be moved, in milliseconds.
const MAX_OFFSET_MS: i64 = 60_000;

pub(super) fn routes() -> OpenApiRouter<Catalog> {
    OpenApiRouter::new().routes(routes!(show_lyrics)).routes(routes!(set_lyrics_offset))
}

/// Where lyrics are from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LyricsSource {
    /// A file beside the music.
    Sidecar,
    /// The tags of the music.
    Embedded,
}

/// The form in which lyrics were written.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LyricsForm {
    /// Text without times.
    Plain,
    /// LRC with a time for each line.
    Lrc,
    /// LRC with a time for each word.
    EnhancedLrc,
    /// Timed Text Markup Language.
    Ttml,
    /// SubRip or WebVTT.
    Srt,
    /// KRC.
    Krc,
    /// QRC.
    Qrc,
    /// YRC.
    Yrc,
    /// SYLT of an ID3v2 tag.
    Sylt,
}

/// A word, or a syllable.
#[derive(Debug, Serialize, ToSchema)]
struct LyricWord {
    /// When it begins.
    start_ms: u64,
    /// When it ends.
    end_ms: u64,
    /// Its text with the space that follows.
    text: String,
}

/// What is sung behind a line.
#[derive(Debug, Serialize, ToSchema)]
struct LyricBackground {
    /// Its text.
    text: String,
    /// Its words, where they have times.
    words: Option<Vec<LyricWord>>,
    /// It in another language.
    translation: Option<String>,
    /// How it sounds, in Latin letters.
    romanisation: Option<String>,
}

/// A line.
#[derive(Debug, Serialize, ToSchema)]
struct LyricLine {
    /// When it begins; nothing in plain lyrics.
    start_ms: Option<u64>,
    /// When it ends, where that is known.
    end_ms: Option<u64>,
    /// Its text.
    text: String,
    /// Its words, where they have times.
    words: Option<Vec<LyricWord>>,
    /// The line in another language.
    translation: Option<String>,
    /// How it sounds, in Latin letters.
    romanisation: Option<String>,
    /// Who sings it, as an id of `agents`.
    agent: Option<String>,
    /// What is sung behind it.
    background: Option<LyricBackground>,
}

/// One singer or several.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LyricAgentKind {
    /// One singer.
    Person,
    /// Singers together.
    Group,
    /// Neither is said.
    Other,
}

/// A voice.
#[derive(Debug, Serialize, ToSchema)]
struct LyricAgent {
    /// What lines call it by.
    id: String,
    /// One singer or several.
    kind: LyricAgentKind,
    /// The singer's name, where the lyrics tell.
    name: Option<String>,
}

/// A line of the file that could not be used, or not whole.
#[derive(Debug, Serialize, ToSchema)]
struct LyricProblem {
    /// The line in the file, counted from 1.
    line_number: usize,
    /// `no_time`, `too_many_stamps`, `bad_offset`, `bad_time`, `end_before_start`, `bad_layer`, `bad_xml`, `unknown_entity`, `too_deep` or `unknown_agent`.
    reason_code: String,
    /// The reason as a sentence.
    reason: String,
}

/// What is sung.
#[derive(Debug, Serialize, ToSchema)]
struct Lyrics {
    /// Whether lines have times.
    synced: bool,
    /// Where they are from.
    source: LyricsSource,
    /// The form in which they were written.
    form: LyricsForm,
    /// The language.
    language: Option<String>,
    /// The language of the translation.
    translation_language: Option<String>,
    /// The language and script of the romanisation.
    romanisation_language: Option<String>,
    /// What is to be added to the position before lines are looked up: a positive offset shows them earlier.
    /// An operator sets it; the file's own is in the times already.
    offset_ms: i64,
    /// Who sings, where the lyrics tell voices apart; the first is the lead.
    agents: Vec<LyricAgent>,
    /// The lines in order.
    lines: Vec<LyricLine>,
    /// What could not be read of the file.
    problems: Vec<LyricProblem>,
}

fn words_of(words: Vec<Word>) -> Option<Vec<LyricWord>> {
    let words = words.into_iter();
    let words = words.map(|word| LyricWord { start_ms: word.start_ms, end_ms: word.end_ms, text: word.text });
    Some(words.collect()).filter(|words: &Vec<_>| !words.is_empty())
}

impl From<lyrics::Line> for LyricLine {
    fn from(line: lyrics::Line) -> Self {
        let background = line.background.map(|background| LyricBackground {
            text: background.text,
            words: words_of(background.words),
            translation: background.translation,
            romanisation: background.romanisation,
        });
        Self {
            start_ms: line.start_ms,
            end_ms: line.end_ms,
            text: line.text,
            words: words_of(line.words),
            translation: line.translation,
            romanisation: line.romanisation,
            agent: line.agent,
            background,
        }
    }
}

impl From<lyrics::Agent> for LyricAgent {
    fn from(agent: lyrics::Agent) -> Self {
        let kind = match agent.kind {
            AgentKind::Person => LyricAgentKind::Person,
            AgentKind::Group => LyricAgentKind::Group,
            AgentKind::Other => LyricAgentKind::Other,
        };
        Self { id: agent.id, kind, name: agent.name }
    }
}

impl From<Form> for LyricsForm {
    fn from(form: Form) -> Self {
        match form {
            Form::Plain => Self::Plain,
            Form::Lrc => Self::Lrc,
            Form::EnhancedLrc => Self::EnhancedLrc,
            Form::Ttml => Self::Ttml,
            Form::Srt => Self::Srt,
            Form::Krc => Self::Krc,
            Form::Qrc => Self::Qrc,
            Form::Yrc => Self::Yrc,
            Form::Sylt => Self::Sylt,
        }
    }
}

impl LyricProblem {
    fn new(problem: &lyrics::LineProblem, language: Language) -> Self {
        let (chinese, english) = match problem.reason {
            LineReason::NoTime => ("这一行没有时间", "This line has no time."),
            LineReason::TooManyStamps => ("这一行的时间太多", "This line has too many times."),
            LineReason::BadOffset => ("偏移不是毫秒整数", "The offset is not a whole number of milliseconds."),
            LineReason::BadTime => ("看不懂这里的时间", "The time cannot be read."),
            LineReason::EndBeforeStart => ("结束早于开始", "It ends before it begins."),
            LineReason::BadLayer => ("看不懂翻译或注音", "The translation or romanisation cannot be read."),
            LineReason::BadXml => ("XML 格式有误", "The XML is not well formed."),
            LineReason::UnknownEntity => ("不认识的 XML 实体", "The XML names an entity that is not known."),
            LineReason::TooDeep => ("XML 嵌套太深", "The XML is nested too deep."),
            LineReason::UnknownAgent => ("演唱者没有登记", "The singer is not named in the head."),
        };
        let reason = if language == Language::Chinese { chinese } else { english };
        let reason_code = problem.reason.code().to_owned();
        Self { line_number: problem.line_number, reason_code, reason: reason.to_owned() }
    }
}

impl Lyrics {
    fn new(found: TrackLyrics, language: Language) -> Self {
        let lyrics = found.lyrics;
        Self {
            synced: lyrics.synced,
            source: if found.is_sidecar { LyricsSource::Sidecar } else { LyricsSource::Embedded },
            form: lyrics.form.into(),
            language: lyrics.language,
            translation_language: lyrics.translation_language,
            romanisation_language: lyrics.romanisation_language,
            offset_ms: found.offset_ms,
            agents: lyrics.agents.into_iter().map(Into::into).collect(),
            lines: lyrics.lines.into_iter().map(Into::into).collect(),
            problems: found.problems.iter().map(|problem| LyricProblem::new(problem, language)).collect(),
        }
    }
}

#[utoipa::path(
    get, path = "/tracks/{id}/lyrics", operation_id = "show_lyrics", tag = "catalog",
    params(("id" = String, Path, description = "The track")),
    responses((status = 200, description = "Its lyrics", body = Lyrics), (status = 404, description = "It has none")),
    extensions(("x-function" = json!("lyrics")), ("x-purposes" = json!([])))
)]
async fn show_lyrics(
    State(catalog): State<Catalog>,
    language: Language,
    Path(id): Path<TrackId>,
) -> Result<Json<Lyrics>, Problem> {
    let found = catalog.lyrics(id).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(Lyrics::new(found, language)))
}

/// How lyrics are to be moved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LyricsOffset {
    /// How much earlier lines are shown; negative is later, and 0 is as the file has it.
    #[schema(minimum = -60_000, maximum = 60_000)]
    offset_ms: i64,
}

#[utoipa::path(
    put, path = "/tracks/{id}/lyrics/offset", operation_id = "set_lyrics_offset", tag = "operator",
    params(("id" = String, Path, description = "The track")),
    request_body = LyricsOffset,
    responses(
        (status = 204, description = "Every listener sees them so from now on"),
        (status = 404, description = "There is no such track, or it has no lyrics"),
    ),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn set_lyrics_offset(
    _: Operator,
    State(catalog): State<Catalog>,
    Path(id): Path<TrackId>,
    Json(request): Json<LyricsOffset>,
) -> Result<StatusCode, Problem> {
    if !(-MAX_OFFSET_MS..=MAX_OFFSET_MS).contains(&request.offset_ms) {
        let message = Text::new("偏移须在 ±60 秒之内", "the offset must lie within ±60 seconds");
        return Err(Problem::field("offset_ms", "offset_ms.out_of_range", message));
    }
    catalog.set_lyrics_offset(id, request.offset_ms).await?;
    Ok(StatusCode::NO_CONTENT)
}
