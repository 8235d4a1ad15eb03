//! Questions and the operator's look, below `/api/v1`.

use axum::extract::{DefaultBodyLimit, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use catalog::Track;
use http_api::{Json, Operator, Problem, Text};
use recognition_core::{FRAME_MS, decode_peaks};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{QUESTION_FRAMES_MAX, QUESTION_PEAKS_MAX, Recognition};

/// A question may be so long; a second of the poorest telephone sound is longer.
const BODY_BYTES_MAX: usize = 2_048;
/// Before so many frames no song is named: 1.5 s.
const FRAMES_MIN: u32 = 1_500 / FRAME_MS;

/// The routes; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(recognition: Recognition) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(recognise_song))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .routes(routes!(show_recognition))
        .with_state(recognition)
}

/// What a device heard: when and how high its sound stood out. There is no field for sound.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Question {
    /// The peaks so far, 2 bytes each, in base64.
    #[schema(max_length = 1_600)]
    peaks: String,
    /// How long the device has listened, in frames of 16 ms; 750 at most.
    frames: u32,
}

/// How far a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum QuestionState {
    /// Not clear yet: ask again with more.
    Listening,
    /// A song was named.
    Found,
    /// Nothing was clear in twelve seconds.
    NotFound,
}

/// The answer to a question.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Recognised)]
struct Answer {
    state: QuestionState,
    /// The song, when one was named.
    song: Option<HeardSong>,
}

/// The song, and where in it the device is.
#[derive(Debug, Serialize, ToSchema)]
struct HeardSong {
    track: Track,
    /// Where in the song listening began, in milliseconds; below zero when it began before the song.
    start_ms: i64,
    /// Where in the song listening ended, in milliseconds.
    end_ms: i64,
}

#[utoipa::path(
    post, path = "/recognitions", operation_id = "recognise_song", tag = "recognition",
    request_body = Question,
    responses(
        (status = 200, description = "The song, or that it is not clear; nothing of the question is kept", body = Answer),
        (status = 413, description = "Longer than any question"),
        (status = 422, description = "No peaks, or more than twelve seconds of them"),
    ),
    extensions(("x-function" = json!("recognition")), ("x-purposes" = json!([])))
)]
async fn recognise_song(
    State(recognition): State<Recognition>,
    Json(question): Json<Question>,
) -> Result<Json<Answer>, Problem> {
    if question.frames > QUESTION_FRAMES_MAX {
        return Err(malformed("frames", "最多 12 秒", "at most 12 s"));
    }
    let bytes =
        STANDARD.decode(&question.peaks).map_err(|_| malformed("peaks", "不是 base64", "this is not base64"))?;
    let peaks = decode_peaks(&bytes, 0, question.frames.max(1), QUESTION_PEAKS_MAX)
        .map_err(|_| malformed("peaks", "不是声音特征点", "these are no peaks"))?;
    let frames = question.frames;
    let heard = if frames < FRAMES_MIN { None } else { recognition.ask(peaks, frames).await? };
    let mut song = None;
    if let Some(heard) = heard {
        // A song may leave the library between the question and the answer.
        let track = recognition.catalog().tracks(&[heard.track]).await?.into_iter().next();
        song = track.map(|track| HeardSong { track, start_ms: heard.start_ms, end_ms: heard.end_ms });
    }
    let state = match &song {
        Some(_) => QuestionState::Found,
        None if frames >= QUESTION_FRAMES_MAX => QuestionState::NotFound,
        None => QuestionState::Listening,
    };
    Ok(Json(Answer { state, song }))
}

fn malformed(field: &str, chinese: &'static str, english: &'static str) -> Problem {
    Problem::field(field, "field.malformed", Text::new(chinese, english))
}

/// How the index of songs stands.
#[derive(Debug, Serialize, ToSchema)]
struct RecognitionStanding {
    /// Songs that can be named.
    songs: u64,
    /// Songs of the library.
    songs_total: u64,
    /// What the files of the index take.
    index_bytes: u64,
    /// Parts that a question is looked up in.
    parts: u64,
}

#[utoipa::path(
    get, path = "/operator/recognition", operation_id = "show_recognition", tag = "operator",
    responses((status = 200, description = "How the index of songs stands", body = RecognitionStanding)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn show_recognition(
    State(recognition): State<Recognition>,
    _: Operator,
) -> Result<Json<RecognitionStanding>, Problem> {
    let (size, totals) = (recognition.size(), recognition.catalog().totals().await?);
    Ok(Json(RecognitionStanding {
        songs: size.songs as u64,
        songs_total: totals.tracks,
        index_bytes: size.bytes,
        parts: size.parts as u64,
    }))
}
