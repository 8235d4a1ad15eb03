//! The routes of playing.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, StatusCode};
use axum::response::IntoResponse;
use catalog::GainView;
use file_serving::Handoff;
use http_api::{Json, Path, Problem, Query, Text};
use ids::TrackId;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::media::{Codec, Codecs};
use crate::plan::{Engine, Plan, Quality, Reason, Target, engine_for};
use crate::problems::{Refused, codes};
use crate::{Listener, Playback, Shared, Stream};

/// What a client is taken to play that does not say: what every current browser plays.
const USUAL_CODECS: &str = "mp3,aac,flac,vorbis,opus,pcm";

/// The routes of playing, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(playback: Playback) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(show_playback))
        .routes(routes!(stream_track))
        .merge(crate::hls::routes())
        .with_state(Shared::new(playback))
}

/// What the client plays, and how good it shall sound.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PlaybackQuery {
    /// The codecs the client plays, separated by commas; unknown names are ignored.
    #[serde(default)]
    codecs: Option<String>,
    /// How good it shall sound.
    #[serde(default)]
    #[param(inline)]
    quality: Quality,
}

/// How a track is to be fetched.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Playback)]
struct PlaybackView {
    /// The address of the sound.
    url: String,
    /// Whether it is the file as it is, or made for this client.
    mode: Mode,
    /// What the sound is coded in.
    codec: String,
    /// Its media type.
    mime_type: String,
    /// Its rate in kbit/s, when known.
    bitrate_kbps: Option<u32>,
    /// The length of the whole track in milliseconds; 0 when unknown.
    duration_ms: u64,
    /// Whether any part may be asked for by range; otherwise `start_ms` begins a transcode later.
    seekable: bool,
    /// Loudness.
    gain: GainView,
    /// Why it is what it is.
    reason: Reason,
}

/// Where sound comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PlaybackMode)]
enum Mode {
    /// The file as it is.
    Original,
    /// Made for this client.
    Transcode,
}

#[utoipa::path(
    get, path = "/tracks/{id}/playback", operation_id = "show_playback", tag = "playback",
    params(("id" = String, Path, description = "The track"), PlaybackQuery),
    responses(
        (status = 200, description = "How to fetch the track", body = PlaybackView),
        (status = 404, description = "No such track, or none that plays"),
        (status = 409, description = "Nothing this server can make is anything the client plays"),
    ),
    extensions(("x-function" = json!("play")), ("x-purposes" = json!([])))
)]
async fn show_playback(
    State(playback): State<Shared>,
    Path(track): Path<TrackId>,
    Query(query): Query<PlaybackQuery>,
) -> Result<Json<PlaybackView>, Problem> {
    let source = playback.source(track).await?;
    let client = Codecs::listed(query.codecs.as_deref().unwrap_or(USUAL_CODECS));
    let url = format!("/api/v1/tracks/{track}/stream");
    let view = match playback.plan(&source, &client, query.quality) {
        Plan::Original => PlaybackView {
            url,
            mode: Mode::Original,
            codec: source.codec_name().to_owned(),
            mime_type: source.media_type().to_owned(),
            bitrate_kbps: source.facts.bitrate_kbps,
            duration_ms: source.duration_ms,
            seekable: true,
            gain: source.gain,
            reason: Reason::Original,
        },
        Plan::Transcode(target, reason) => PlaybackView {
            url: format!("{url}?codec={}&quality={}", target.codec, made_quality(query.quality)),
            mode: Mode::Transcode,
            codec: target.codec.name().to_owned(),
            mime_type: target.media_type().to_owned(),
            bitrate_kbps: Some(target.bitrate_kbps),
            duration_ms: source.duration_ms,
            seekable: playback.is_finished(&source, target).await,
            gain: source.gain,
            reason,
        },
        Plan::Unavailable => return Err(Refused::NothingToPlay.into()),
    };
    Ok(Json(view))
}

/// The name of the quality that a transcode has; one cannot be as good as the original.
fn made_quality(asked: Quality) -> &'static str {
    match asked {
        Quality::Original | Quality::High => "high",
        Quality::Standard => "standard",
        Quality::Low => "low",
    }
}

/// Which stream of a track; without parameters, the file as it is.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct StreamQuery {
    /// What to transcode into.
    #[serde(default)]
    #[param(inline)]
    codec: Option<TargetCodec>,
    /// How good the transcode shall sound; `high` when left out.
    #[serde(default)]
    #[param(inline)]
    quality: Option<Quality>,
    /// Where a transcode begins, in milliseconds; its own time begins at zero there.
    #[serde(default)]
    start_ms: Option<u64>,
}

/// What this server transcodes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TargetCodec {
    /// Opus in Ogg.
    Opus,
    /// AAC in bare frames.
    Aac,
    /// MP3.
    Mp3,
    /// FLAC.
    Flac,
    /// Uncompressed samples in a WAV file.
    Wav,
}

impl From<TargetCodec> for Codec {
    fn from(codec: TargetCodec) -> Self {
        match codec {
            TargetCodec::Opus => Self::Opus,
            TargetCodec::Aac => Self::Aac,
            TargetCodec::Mp3 => Self::Mp3,
            TargetCodec::Flac => Self::Flac,
            TargetCodec::Wav => Self::Pcm,
        }
    }
}

#[utoipa::path(
    get, path = "/tracks/{id}/stream", operation_id = "stream_track", tag = "playback",
    params(("id" = String, Path, description = "The track"), StreamQuery),
    responses(
        (status = 200, description = "The sound", content_type = "audio/*"),
        (status = 206, description = "The part asked for", content_type = "audio/*"),
        (status = 304, description = "The client's copy is good"),
        (status = 404, description = "No such track, or none that plays"),
        (status = 409, description = "This server cannot make that transcode"),
        (status = 416, description = "The range asked for lies outside the file"),
        (status = 429, description = "As many transcodes run as allowed"),
    ),
    extensions(("x-function" = json!("play")), ("x-purposes" = json!([])))
)]
async fn stream_track(
    State(playback): State<Shared>,
    Path(track): Path<TrackId>,
    Query(query): Query<StreamQuery>,
    method: Method,
    headers: HeaderMap,
    handoff: Option<Extension<Handoff>>,
    listener: Option<Extension<Listener>>,
) -> Result<Response<Body>, Problem> {
    let source = playback.source(track).await?;
    let stream = stream_asked(&playback, &source, &query)?;
    let handoff = handoff.map(|Extension(handoff)| handoff);
    let listener = listener.map(|Extension(listener)| listener);
    let response = playback.stream(&source, stream, &method, &headers, handoff, listener).await?;
    Ok(explain(response))
}

/// A file's answer, with a problem beside a refusal.
pub(crate) fn explain(response: Response<Body>) -> Response<Body> {
    match response.status() {
        StatusCode::RANGE_NOT_SATISFIABLE => explained(response, Problem::new(&codes::RANGE)),
        StatusCode::PRECONDITION_FAILED => explained(response, Problem::new(&codes::PRECONDITION)),
        _ => response,
    }
}

fn stream_asked(playback: &Playback, source: &crate::AudioSource, query: &StreamQuery) -> Result<Stream, Problem> {
    let Some(codec) = query.codec else {
        let stray = [("quality", query.quality.is_some()), ("start_ms", query.start_ms.is_some())];
        if let Some((name, _)) = stray.into_iter().find(|(_, given)| *given) {
            let message = Text::new("只有转码时才能用；请同时给出 codec", "only for transcodes; give `codec` as well");
            return Err(Problem::field(name, "field.needs_codec", message));
        }
        return Ok(Stream::Original);
    };
    let start_ms = query.start_ms.unwrap_or(0);
    if start_ms > 0 && source.duration_ms > 0 && start_ms >= source.duration_ms {
        let message = Text::made(
            format!("超出了这首歌的长度（{} 毫秒）", source.duration_ms),
            format!("beyond the end of the track ({} ms)", source.duration_ms),
        );
        return Err(Problem::field("start_ms", "start_ms.beyond_end", message));
    }
    let codec = Codec::from(codec);
    let engine: Engine = engine_for(source.facts.codec, codec, playback.transcoder().abilities())
        .ok_or_else(|| Problem::new(&codes::UNAVAILABLE))?;
    let bitrate_kbps = query.quality.unwrap_or(Quality::High).bitrate_kbps(codec);
    Ok(Stream::Transcode { target: Target::new(codec, bitrate_kbps, engine), start_ms, has_picture: false })
}

/// A problem that keeps the headers of the answer it explains, such as `Content-Range`.
fn explained(answer: Response<Body>, problem: Problem) -> Response<Body> {
    let mut response = problem.into_response();
    for (name, value) in answer.headers() {
        response.headers_mut().insert(name, value.clone());
    }
    response
}
