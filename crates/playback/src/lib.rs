//! Playing music: streams of originals and transcodes, listens, and where a listener stopped.
//!
//! Anybody may play; nothing is recorded by it, but what a member agreed to ([`history`]). A client says which codecs it plays and how good
//! the sound shall be, and [`plan::decide`] answers what it will hear.
//!
//! Invariants
//! - Streaming needs no account and writes no row: its routes take no database.
//! - The music plays on: what hinders a transcode or its keeping falls back to what still plays.

pub mod client;
pub mod download;
pub mod history;
pub mod hls;
pub mod jukebox;
mod lent;
pub mod media;
mod of_length;
pub mod plan;
mod problems;
mod replaced;
mod routes;
mod source;
pub mod transcode;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use http_api::Problem;
use ids::TrackId;
use moka::sync::Cache;

pub use catalog::GainView as Gain;
pub use lent::{Asked, Offer, Wish};
pub use problems::codes;
pub use replaced::REPLACEMENTS;
pub use routes::routes;
pub use source::{AudioSource, Sources};
pub use transcode::Listener;

use file_serving::{FileRequest, Handoff, OpenFiles, answer, serve};
use media::Codecs;
use plan::{Plan, Quality, Target, decide};
use problems::Refused;
use transcode::{Ffmpeg, Listeners, TranscodeCache, TranscodeLimits, TranscodeRequest, Transcoder};

db::migrations!["0001_history", "0002_downloads"];

/// Tracks whose file is remembered without asking the catalogue, and for how long;
/// a file that moved, or was taken out of the library, is noticed that much later.
const RECENT_MAX: u64 = 1_024;
const RECENT_FOR: Duration = Duration::from_secs(1);

/// How playback is set up.
#[derive(Clone, Debug)]
pub struct PlaybackOptions {
    /// How much may be transcoded at a time.
    pub limits: TranscodeLimits,
    /// Where finished transcodes are kept.
    pub cache_folder: PathBuf,
    /// How many bytes they may take; 0 keeps none.
    pub cache_bytes_max: u64,
    /// The ffmpeg to ask, a path or a name looked up in `PATH`; `None` does without.
    pub ffmpeg: Option<PathBuf>,
}

/// Plays tracks; clones share their caches and limits.
#[derive(Clone, Debug)]
pub struct Playback {
    sources: Sources,
    recent: Cache<TrackId, AudioSource>,
    files: OpenFiles,
    listeners: Listeners,
    transcoder: Transcoder,
}

/// A stream as its address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// The file as it is.
    Original,
    /// A transcode, begun at `start_ms`.
    Transcode {
        /// What is to be made.
        target: Target,
        /// Where to begin, in milliseconds.
        start_ms: u64,
        /// Whether the track's picture goes along, as it does with what is for keeps.
        has_picture: bool,
    },
}

impl Playback {
    /// Opens the cache of transcodes and looks for ffmpeg.
    ///
    /// # Errors
    /// When the cache's folder cannot be made or read.
    pub async fn open(options: PlaybackOptions, sources: Sources) -> io::Result<Self> {
        let files = OpenFiles::default();
        let cache = TranscodeCache::open(&options.cache_folder, options.cache_bytes_max, files.clone())?;
        let ffmpeg = match &options.ffmpeg {
            Some(program) => Ffmpeg::probe(program).await,
            None => None,
        };
        let recent = Cache::builder().max_capacity(RECENT_MAX).time_to_live(RECENT_FOR).build();
        Ok(Self {
            sources,
            recent,
            files,
            listeners: Listeners::default(),
            transcoder: Transcoder::new(options.limits, cache, ffmpeg),
        })
    }

    /// A listener for a while: known apart from others, and by nothing that leads back to `who`.
    pub fn listener(&self, who: &impl std::hash::Hash) -> Listener {
        self.listeners.listener(who)
    }

    /// What makes and keeps transcodes; the operator's page shows its state.
    #[must_use]
    pub fn transcoder(&self) -> &Transcoder {
        &self.transcoder
    }

    async fn source(&self, track: TrackId) -> Result<AudioSource, Refused> {
        let source = self.source_if_playable(track).await?.ok_or(Refused::NoTrack)?;
        self.recent.insert(track, source.clone());
        Ok(source)
    }

    async fn source_if_playable(&self, track: TrackId) -> Result<Option<AudioSource>, Problem> {
        Ok(self.sources.find(track).await?.filter(|source| source.playable))
    }

    /// About how long a transcode of the whole track will be, in bytes.
    fn estimated_bytes(&self, source: &AudioSource, target: Target) -> u64 {
        let facts = source.facts;
        let kbps = if target.codec.is_lossless() {
            // Uncompressed, which FLAC stays below.
            let rate_hz = u64::from(target.limits.rate_hz_of(facts.sample_rate_hz.unwrap_or(48_000)));
            rate_hz * 2 * u64::from(target.limits.bits_of(facts.bit_depth)) / 1_000
        } else {
            u64::from(target.bitrate_kbps)
        };
        source.duration_ms.saturating_mul(kbps) / 8
    }

    /// As [`Playback::stream`], waiting for a place where that would refuse: a download has time.
    async fn stream_when_free(
        &self,
        source: &AudioSource,
        stream: Stream,
        method: &Method,
        headers: &HeaderMap,
    ) -> Result<Response<Body>, Refused> {
        if stream != Stream::Original {
            self.transcoder.free_place().await;
        }
        self.stream(source, stream, method, headers, None, None).await
    }

    /// The answer to `GET /tracks/{id}/stream` without parameters, when nothing has to be waited for; else the route answers.
    ///
    /// A song is fetched in dozens of ranges: the first asks the catalogue and opens the file, the others find both here.
    /// Costs about five microseconds.
    #[must_use]
    pub fn original_at_hand(
        &self,
        track: &str,
        headers: &HeaderMap,
        handoff: Option<Handoff>,
    ) -> Option<Response<Body>> {
        let track: TrackId = track.parse().ok()?;
        let source = self.recent.get(&track)?;
        let file = self.files.at_hand(&source.path)?;
        let content_type = source.media_type();
        let response = answer(file, FileRequest { method: &Method::GET, headers, content_type, handoff });
        // What has to be explained is explained by the route.
        let is_fine = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
        is_fine.then_some(response)
    }

    fn plan(&self, source: &AudioSource, client: &Codecs, quality: Quality) -> Plan {
        decide(&source.facts, client, quality, self.transcoder.abilities())
    }

    /// Whether the whole of a transcode is at hand, so that any part of it can be asked for.
    async fn is_finished(&self, source: &AudioSource, target: Target) -> bool {
        let Ok(file) = self.files.open(&source.path).await else { return false };
        let Ok(tags) = self.sources.describe(source.track_id).await else { return false };
        let identity = file.identity();
        let request =
            TranscodeRequest { path: &source.path, identity, target, start_ms: 0, tags: &tags, listener: None };
        self.transcoder.finished(&request).is_some()
    }

    /// Answers a GET or HEAD for a stream of a track.
    async fn stream(
        &self,
        source: &AudioSource,
        stream: Stream,
        method: &Method,
        headers: &HeaderMap,
        handoff: Option<Handoff>,
        listener: Option<Listener>,
    ) -> Result<Response<Body>, Refused> {
        let (target, start_ms, has_picture) = match stream {
            Stream::Original => {
                let content_type = source.media_type();
                let request = FileRequest { method, headers, content_type, handoff };
                return serve(&self.files, &source.path, request).await.map_err(Refused::File);
            }
            Stream::Transcode { target, start_ms, has_picture } => (target, start_ms, has_picture),
        };
        let content_type = target.media_type();
        let identity = self.files.open(&source.path).await.map_err(Refused::File)?.identity();
        let mut tags = self.sources.describe(source.track_id).await?;
        if has_picture {
            tags = tags.with_picture(self.sources.picture(source.track_id).await?);
        }
        let request = TranscodeRequest { path: &source.path, identity, target, start_ms, tags: &tags, listener };
        if start_ms == 0
            && let Some(path) = self.transcoder.finished(&request)
        {
            let asked = FileRequest { method, headers, content_type, handoff };
            match serve(&self.files, &path, asked).await {
                Ok(response) => {
                    self.transcoder.count_kept();
                    return Ok(response);
                }
                // Evicted or damaged since: it is made again.
                Err(_) => self.transcoder.forget(&request),
            }
        }
        let body = if *method == Method::HEAD {
            Body::empty()
        } else {
            Body::new(self.transcoder.start(&request).await.map_err(Refused::Transcode)?)
        };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// The state that routes share.
type Shared = Arc<Playback>;
