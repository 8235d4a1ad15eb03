//! The extension `transcoding`: what a client hears, decided by all it says of itself, and the stream made for it.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use file_serving::FileRequest;
use http_api::Problem;
use ids::TrackId;
use playback::Asked;
use playback::client::{CodecLimit, Comparison, Device, Obstacle, Playable, Property, Sound, Wanted};
use playback::media::{Codec, Container};
use serde::{Deserialize, Serialize};

use crate::answer::Reply;
use crate::browse::id;
use crate::call::Call;
use crate::fault::Fault;

/// What a client says of itself; unknown fields are let be, as clients may know more than this server.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientInfo {
    /// Both are asked for by the protocol, and nothing is done with them.
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "platform")]
    _platform: String,
    #[serde(default)]
    max_audio_bitrate: u64,
    #[serde(default)]
    max_transcoding_audio_bitrate: u64,
    #[serde(default)]
    direct_play_profiles: Vec<DirectPlayProfile>,
    #[serde(default)]
    transcoding_profiles: Vec<TranscodingProfile>,
    #[serde(default)]
    codec_profiles: Vec<CodecProfile>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DirectPlayProfile {
    #[serde(default)]
    containers: Vec<String>,
    #[serde(default)]
    audio_codecs: Vec<String>,
    #[serde(default)]
    protocols: Vec<String>,
    max_audio_channels: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TranscodingProfile {
    container: String,
    audio_codec: String,
    protocol: String,
    max_audio_channels: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct CodecProfile {
    name: String,
    #[serde(default)]
    limitations: Vec<Limitation>,
}

#[derive(Debug, Deserialize)]
struct Limitation {
    name: String,
    comparison: String,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    required: bool,
}

/// Profiles and limitations of one client; a real one has a few dozen.
const ENTRIES_MAX: usize = 500;

impl ClientInfo {
    fn device(self) -> Result<Device, Fault> {
        let limitations: usize = self.codec_profiles.iter().map(|profile| profile.limitations.len()).sum();
        if self.direct_play_profiles.len() + self.transcoding_profiles.len() + limitations > ENTRIES_MAX {
            return Err(Fault::new(10, format!("A client has at most {ENTRIES_MAX} profiles and limitations.")));
        }
        let limit = |rate: u64| (rate > 0).then_some(rate);
        // 0 and nothing mean no limit here too.
        let channels = |most: Option<u32>| most.filter(|most| *most > 0);
        let plays = self.direct_play_profiles.into_iter().map(|profile| Playable {
            over_http: profile.protocols.is_empty() || profile.protocols.iter().any(|name| name == "http"),
            containers: profile.containers,
            codecs: profile.audio_codecs,
            channels_max: channels(profile.max_audio_channels),
        });
        let wants = self.transcoding_profiles.into_iter().map(|profile| Wanted {
            container: profile.container,
            codec: profile.audio_codec,
            over_http: profile.protocol == "http",
            channels_max: channels(profile.max_audio_channels),
        });
        let limits = self.codec_profiles.into_iter().flat_map(|profile| {
            let CodecProfile { name, limitations } = profile;
            limitations.into_iter().filter_map(move |limitation| limitation.read(&name))
        });
        Ok(Device {
            bitrate_bps_max: limit(self.max_audio_bitrate),
            made_bitrate_bps_max: limit(self.max_transcoding_audio_bitrate),
            plays: plays.collect(),
            wants: wants.collect(),
            limits: limits.collect(),
        })
    }
}

impl Limitation {
    /// A limit that this server knows; `audioProfile` is none, as no file's profile is known here.
    fn read(self, codec: &str) -> Option<CodecLimit> {
        let property = match self.name.as_str() {
            "audioChannels" => Property::Channels,
            "audioBitrate" => Property::Bitrate,
            "audioSamplerate" => Property::SampleRate,
            "audioBitdepth" => Property::BitDepth,
            _ => return None,
        };
        let comparison = match self.comparison.as_str() {
            "Equals" => Comparison::Equals,
            "NotEquals" => Comparison::NotEquals,
            "LessThanEqual" => Comparison::AtMost,
            "GreaterThanEqual" => Comparison::AtLeast,
            _ => return None,
        };
        let values = self.values.iter().filter_map(|value| value.trim().parse().ok()).collect();
        Some(CodecLimit { codec: codec.to_owned(), property, comparison, values, is_required: self.required })
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TranscodeDecision {
    can_direct_play: bool,
    can_transcode: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transcode_reason: Vec<&'static str>,
    error_reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcode_params: Option<String>,
    source_stream: StreamDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcode_stream: Option<StreamDetails>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StreamDetails {
    protocol: &'static str,
    container: &'static str,
    codec: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio_channels: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio_bitrate: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio_samplerate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio_bitdepth: Option<u32>,
}

impl StreamDetails {
    fn new(codec: Codec, container: Container, sound: Sound) -> Self {
        Self {
            protocol: "http",
            container: container_name(container),
            codec: codec.name().to_owned(),
            audio_channels: sound.channels,
            audio_bitrate: sound.bitrate_bps,
            audio_samplerate: sound.sample_rate_hz,
            audio_bitdepth: sound.bit_depth,
        }
    }
}

/// Containers in the protocol's words, which are the endings of files.
fn container_name(container: Container) -> &'static str {
    match container {
        Container::Mpeg => "mp3",
        Container::Flac => "flac",
        Container::Ogg => "ogg",
        Container::Mp4 => "mp4",
        Container::Adts => "aac",
        Container::Wav => "wav",
        Container::Aiff => "aiff",
        Container::Webm => "webm",
        Container::Matroska => "mka",
        Container::Caf => "caf",
        Container::Other => "other",
    }
}

fn reason(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Container => "ContainerNotSupported",
        Obstacle::Codec => "AudioCodecNotSupported",
        Obstacle::Protocol => "ProtocolNotSupported",
        Obstacle::Channels => "AudioChannelsNotSupported",
        Obstacle::Bitrate => "AudioBitrateNotSupported",
        Obstacle::SampleRate => "AudioSampleRateNotSupported",
        Obstacle::BitDepth => "AudioBitDepthNotSupported",
    }
}

/// The song that is asked about.
fn song(call: &Call<'_>) -> Result<TrackId, Fault> {
    let text = call.params.require("mediaId")?;
    match call.params.require("mediaType")? {
        "song" => id(text),
        // There are no podcasts here whose sound could be made.
        "podcast" => Err(Fault::not_found()),
        _ => Err(Fault::malformed("mediaType")),
    }
}

/// Whether a song plays as it is on a client that tells all it can do, and else what is made for it.
pub(crate) async fn get_transcode_decision(call: &Call<'_>) -> Result<Reply, Fault> {
    let track = song(call)?;
    if call.json.is_empty() {
        return Err(Fault::new(10, "A body with the client's abilities as JSON is missing; send it by POST."));
    }
    let client: ClientInfo = serde_json::from_slice(call.json)
        .map_err(|error| Fault::new(10, format!("The client's abilities are malformed: {error}.")))?;
    let device = client.device()?;
    let playback = &call.service.playback;
    let asked = playback.find(track).await?;
    let decision = playback.decide_for(&asked, &device);
    let facts = asked.facts();
    let source_stream = StreamDetails::new(facts.codec, facts.container, Sound::of(&facts));
    let (transcode_params, transcode_stream) = match &decision.transcode {
        Some((target, sound)) => {
            let details = StreamDetails::new(target.codec, target.container(), *sound);
            (Some(target.to_string()), Some(details))
        }
        None => (None, None),
    };
    let can_transcode = transcode_params.is_some();
    let answer = TranscodeDecision {
        can_direct_play: decision.plays_as_it_is,
        can_transcode,
        transcode_reason: decision.obstacles.into_iter().map(reason).collect(),
        error_reason: if decision.plays_as_it_is || can_transcode { "" } else { "NothingToPlay" },
        transcode_params,
        source_stream,
        transcode_stream,
    };
    Reply::of("transcodeDecision", &answer)
}

/// The stream that was decided on; what fails is told by a status, as the extension has it.
pub(crate) async fn get_transcode_stream(call: &Call<'_>) -> Result<Reply, Fault> {
    let track = song(call)?;
    let params = call.params.require("transcodeParams")?;
    let start_ms = call.params.parsed::<u64>("offset")?.unwrap_or(0).saturating_mul(1_000);
    let playback = &call.service.playback;
    let played = async {
        let asked: Asked = playback.find(track).await?;
        let offer = playback.offer_of(&asked, params, start_ms)?;
        let method = if *call.method == Method::HEAD { Method::HEAD } else { Method::GET };
        let request = FileRequest {
            method: &method,
            headers: call.headers,
            content_type: offer.media_type(),
            handoff: call.handoff.clone(),
        };
        playback.play(&asked, offer, request, Some(call.listener())).await
    };
    Ok(Reply::Bytes(played.await.unwrap_or_else(|problem| plainly(&problem))))
}

fn plainly(problem: &Problem) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("{}\n", problem.code())));
    *response.status_mut() = match problem.code() {
        "not_found" => StatusCode::NOT_FOUND,
        "transcode.busy" => StatusCode::TOO_MANY_REQUESTS,
        "transcode.params" | "transcode.unavailable" | "range.not_satisfiable" => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
