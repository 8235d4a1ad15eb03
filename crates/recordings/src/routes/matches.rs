//! A listener's device asks which song of the catalogue a file of its own is.

use audio_fingerprint::{CODES_MAX, Fingerprint};
use axum::extract::{DefaultBodyLimit, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use catalog::Track;
use http_api::{Json, Problem, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Recordings;

/// A question is never longer: a fingerprint in base 64, and what JSON needs around it.
const BODY_BYTES_MAX: usize = CODES_MAX * 4 * 4 / 3 + 256;

pub(super) fn routes() -> OpenApiRouter<Recordings> {
    OpenApiRouter::new().routes(routes!(match_recording)).layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

/// What a device computed of a file. There is no field for its name, its sound or its listener.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RecordingQuestion)]
struct Question {
    /// The audio fingerprint of the first two minutes: 4 bytes for each code, in base64.
    #[schema(max_length = 5_056)]
    fingerprint: String,
}

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordingAnswer)]
struct Answer {
    /// The song, when the catalogue has it.
    song: Option<MatchedSong>,
}

/// The song that a file is.
#[derive(Debug, Serialize, ToSchema)]
struct MatchedSong {
    track: Track,
    /// How much later than the song the file begins, in milliseconds; below zero when it begins earlier.
    offset_ms: i64,
    /// How much of the fingerprints is alike, in a thousand.
    similarity_permille: u32,
}

#[utoipa::path(
    post, path = "/recordings/match", operation_id = "match_recording", tag = "recognition",
    request_body = Question,
    responses(
        (status = 200, description = "The song, or that there is none; nothing of the question is kept", body = Answer),
        (status = 413, description = "Longer than any question"),
        (status = 400, description = "No fingerprint"),
    ),
    extensions(("x-function" = json!("local_music")), ("x-purposes" = json!([])))
)]
async fn match_recording(
    State(recordings): State<Recordings>,
    Json(question): Json<Question>,
) -> Result<Json<Answer>, Problem> {
    let bytes = STANDARD.decode(&question.fingerprint).map_err(|_| malformed("不是 base64", "this is not base64"))?;
    let print = Fingerprint::from_bytes(&bytes).ok_or_else(|| malformed("不是音频指纹", "this is no fingerprint"))?;
    let mut song = None;
    if let Some(found) = recordings.find(print).await? {
        // A song may leave the library between the question and the answer.
        let track = recordings.catalog().tracks(&[found.track]).await?.into_iter().next();
        song = track.map(|track| MatchedSong {
            track,
            offset_ms: found.offset.0,
            similarity_permille: 1_000 - found.bit_errors_permille,
        });
    }
    Ok(Json(Answer { song }))
}

fn malformed(chinese: &'static str, english: &'static str) -> Problem {
    Problem::field("fingerprint", "field.malformed", Text::new(chinese, english))
}
