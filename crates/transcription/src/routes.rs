//! Whether speech may be sent and to whom, and sending it, below `/api/v1`.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use consent::Personal;
use http_api::{Json, Language, Member, Problem, Query};
use policy::{Recipient, TranscriptionEndpoint, VoiceTranscription};
use serde::{Deserialize, Serialize};
use units::Millis;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::clip::{CLIP_BYTES_MAX, CLIP_MS_MAX, Clip, NotAClip, RATE_HZ};
use crate::error::Error;
use crate::{Transcriber, Transcription};

/// Beyond a clip so much is read, so that what is a little too long is told by its length.
const BODY_BYTES_MAX: usize = CLIP_BYTES_MAX + (64 << 10);

/// The routes; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(transcription: Transcription) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(transcribe_speech))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .routes(routes!(show_voice_search))
        .merge(crate::operators::routes())
        .with_state(transcription)
}

/// Whether speech can be sent to be turned into text, and to whom.
#[derive(Debug, Serialize, ToSchema)]
struct VoiceSearch {
    /// Who would receive it; none where no service is set up, or its agreement does not hold now.
    recipient: Option<VoiceRecipient>,
    /// How long one may speak, in milliseconds.
    clip_ms_max: u32,
    /// Samples of a second.
    rate_hz: u32,
}

/// Who would receive what is said.
#[derive(Debug, Serialize, ToSchema)]
struct VoiceRecipient {
    /// What kind of recipient it is, as the policy calls it.
    title: String,
    /// Who runs it.
    provider: String,
    /// Its host, which a request names again.
    host: String,
    /// The country in which it is, as ISO 3166-1.
    country: String,
}

/// Tells whether speech can be sent to be turned into text, and to whom; the same for everybody.
#[utoipa::path(
    get, path = "/voice_search", operation_id = "show_voice_search", tag = "search",
    responses((status = 200, body = VoiceSearch)),
    extensions(("x-function" = json!("voice_search")), ("x-purposes" = json!([])))
)]
async fn show_voice_search(State(transcription): State<Transcription>, language: Language) -> Json<VoiceSearch> {
    let declared = policy::current().recipient(TranscriptionEndpoint::ID);
    let spoken = policy::Language::from(language);
    let recipient = match transcription.transcriber() {
        Transcriber::Endpoint(endpoint) if endpoint.is_open() => declared.map(|declared| VoiceRecipient {
            title: declared.title.in_language(spoken).to_owned(),
            provider: endpoint.provider,
            host: endpoint.host,
            country: declared.country.clone(),
        }),
        Transcriber::Endpoint(_) | Transcriber::Off => None,
    };
    Json(VoiceSearch { recipient, clip_ms_max: CLIP_MS_MAX, rate_hz: RATE_HZ })
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Shown {
    /// The recipient's host, as the member was shown it; sound is sent to no other.
    recipient: String,
}

/// What was said.
#[derive(Debug, Serialize, ToSchema)]
struct Transcript {
    /// The words; empty when nothing was said.
    text: String,
}

/// Sends one spoken search to the recipient that was shown, and answers with its text; neither is kept.
#[utoipa::path(
    post, path = "/voice_search/transcriptions", operation_id = "transcribe_speech", tag = "search",
    params(Shown),
    request_body(content = Vec<u8>, content_type = "audio/wav",
        description = "A WAV file of 16 kHz, one channel and 16 bit, of 15 s at most, that holds samples alone"),
    responses(
        (status = 200, description = "The text; neither it nor the sound is kept", body = Transcript),
        (status = 400, description = "No such WAV file"),
        (status = 403, description = "The member has not agreed, and nothing was sent"),
        (status = 409, description = "No service is set up, or another one than was shown; nothing was sent"),
        (status = 413, description = "Longer than 15 s; nothing was sent"),
        (status = 415, description = "Not `audio/wav`"),
        (status = 429, description = "Too often, or too many at once"),
        (status = 502, description = "The service does not answer, or answers with what is no transcript"),
        (status = 503, description = "The agreement with the service does not hold; nothing was sent"),
    ),
    extensions(("x-function" = json!("voice_search")), ("x-purposes" = json!(["voice_transcription"])))
)]
async fn transcribe_speech(
    State(transcription): State<Transcription>,
    Member(member): Member,
    Query(shown): Query<Shown>,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<Transcript>, Problem> {
    if headers.get(CONTENT_TYPE).is_none_or(|media_type| media_type != "audio/wav") {
        return Err(Problem::new(&http_api::codes::MEDIA_TYPE));
    }
    let transcriber = transcription.transcriber();
    let Transcriber::Endpoint(endpoint) = &transcriber else { return Err(Error::Off.into()) };
    if shown.recipient != endpoint.host {
        return Err(Error::RecipientChanged.into());
    }
    let now = transcription.0.clock.now();
    if let Err(wait) = transcription.0.limiter.admit(&member.subject.to_string(), now) {
        return Err(Problem::new(&http_api::codes::RATE).retry_after(wait));
    }
    let bytes = bytes.map_err(|rejection| {
        let is_long = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
        Problem::from(Error::Clip(if is_long { NotAClip::TooLong } else { NotAClip::Malformed }))
    })?;
    let clip: Personal<Clip, VoiceTranscription> = Personal::new(Clip::parse(&bytes).map_err(Error::Clip)?);
    drop(bytes);
    let Some(grant) = transcription.0.consents.grant::<VoiceTranscription>(member.subject).await? else {
        return Err(Error::NotAgreed.into());
    };
    // The gate reads the consent once more, in the transaction that enters the sending.
    let permit = grant.into_permit().await?;
    let Ok(_place) = transcription.0.places.try_acquire() else {
        return Err(Problem::new(&http_api::codes::RATE).retry_after(Millis::seconds(2)));
    };
    let text = transcriber.transcribe(clip, &permit).await?;
    Ok(Json(Transcript { text }))
}
