//! Music made fit for a client: another codec, a smaller rate.
//!
//! Opus, FLAC and WAV are made in this process: a decoder, a rate converter, an encoder, and a container, a few
//! seconds at a time, as fast as the listener takes them. An ffmpeg beside the server, when there
//! is one, reads what this process cannot and makes AAC and MP3.
//!
//! Invariants
//! - No more transcodes run than allowed, and no more steps at one moment than processors given.
//! - A listener who leaves frees the slot at once; no thread waits for a slow listener.
//! - A source in the wild may be anything: damage is an error of its stream, never of the server.

mod bits;
mod body;
mod cache;
mod decode;
mod error;
mod ffmpeg;
mod flac;
mod lossless_stream;
mod mix;
mod ogg;
mod opus_stream;
mod pcm;
mod pcm_job;
mod places;
mod resample;
mod segment;
mod tags;
#[cfg(test)]
mod tests;
mod wav;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Semaphore;

use crate::plan::{Engine, ServerAbilities, Target};
use file_serving::{FileIdentity, open_regular};

pub use body::TranscodeBody;
pub use cache::{CacheUsage, TranscodeCache};
pub use error::TranscodeError;
pub use ffmpeg::Ffmpeg;
pub use pcm::{Pcm, PcmBlock};
pub use places::{Listener, Listeners};
pub use tags::{Picture, TrackTags};

pub(crate) use flac::FlacFormat;
pub(crate) use segment::{OPUS_PRE_SKIP, SegmentCodec, SegmentFrames, SegmentTarget};

use body::{Idle, Producer, Work, stopped};
use pcm_job::{PcmJob, PcmTarget};
use places::Places;
use segment::SegmentJob;

/// What is to be transcoded, into what, from where on.
#[derive(Clone, Copy, Debug)]
pub struct TranscodeRequest<'a> {
    /// The source.
    pub path: &'a Path,
    /// The state of the source, by which the result may be kept.
    pub identity: FileIdentity,
    /// What is to be made.
    pub target: Target,
    /// Where to begin, in milliseconds; the stream's own time begins at zero there.
    pub start_ms: u64,
    /// What the result says of itself.
    pub tags: &'a TrackTags,
    /// Who listens, when that is known: their newest stream goes before their oldest.
    pub listener: Option<Listener>,
}

impl TranscodeRequest<'_> {
    /// The name under which the whole transcode is kept.
    fn key(&self) -> String {
        let FileIdentity { device, inode, size_bytes, modified_ns } = self.identity;
        let Target { codec, bitrate_kbps, limits, .. } = self.target;
        let tags = self.tags.digest();
        format!("{device:x}-{inode:x}-{size_bytes:x}-{modified_ns:x}-{codec}-{bitrate_kbps}{limits}-{tags:x}")
    }
}

/// Limits of a [`Transcoder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TranscodeLimits {
    /// Transcodes under way at a time, those of paused listeners included.
    pub running_max: usize,
    /// Of these, how many one listener may have; beyond it their newest takes the place of their oldest.
    pub per_listener_max: usize,
    /// Steps made at the same moment; the processors one is willing to give.
    pub processors: usize,
}

impl Default for TranscodeLimits {
    /// 32 transcodes, four for one listener, on as many processors as there are.
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self { running_max: 32, per_listener_max: 4, processors }
    }
}

/// Makes transcodes within limits, and keeps finished ones.
#[derive(Clone, Debug)]
pub struct Transcoder {
    limits: TranscodeLimits,
    places: Arc<Places>,
    processors: Arc<Semaphore>,
    cache: TranscodeCache,
    ffmpeg: Option<Arc<Ffmpeg>>,
    served: Arc<Served>,
}

/// What was asked for since the process began.
#[derive(Debug, Default)]
struct Served {
    kept: AtomicU64,
    made: AtomicU64,
    refused: AtomicU64,
}

/// How often transcodes were made, and how often a kept one spared that, since the process began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServedCounts {
    /// Answers from finished transcodes; a listener who asks for parts counts once for each.
    pub kept: u64,
    /// Transcodes begun.
    pub made: u64,
    /// Transcodes refused because all places were taken.
    pub refused: u64,
}

impl Transcoder {
    /// A transcoder that keeps finished work in `cache` and asks `ffmpeg` for what it cannot do.
    #[must_use]
    pub fn new(limits: TranscodeLimits, cache: TranscodeCache, ffmpeg: Option<Ffmpeg>) -> Self {
        Self {
            limits,
            places: Arc::new(Places::new(limits.running_max, limits.per_listener_max)),
            processors: Arc::new(Semaphore::new(limits.processors.max(1))),
            cache,
            ffmpeg: ffmpeg.map(Arc::new),
            served: Arc::default(),
        }
    }

    /// What this server can make.
    #[must_use]
    pub fn abilities(&self) -> ServerAbilities {
        self.ffmpeg.as_ref().map_or_else(ServerAbilities::default, |ffmpeg| ffmpeg.abilities())
    }

    /// The ffmpeg beside the server, if there is one.
    #[must_use]
    pub fn ffmpeg(&self) -> Option<&Ffmpeg> {
        self.ffmpeg.as_deref()
    }

    /// Transcodes under way.
    #[must_use]
    pub fn running(&self) -> usize {
        self.places.running()
    }

    /// The limits this transcoder was made with.
    #[must_use]
    pub fn limits(&self) -> TranscodeLimits {
        self.limits
    }

    /// How full the cache is.
    #[must_use]
    pub fn cache_usage(&self) -> CacheUsage {
        self.cache.usage()
    }

    /// How often transcodes were made, and how often that was spared.
    #[must_use]
    pub fn served(&self) -> ServedCounts {
        let Served { kept, made, refused } = &*self.served;
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        ServedCounts { kept: read(kept), made: read(made), refused: read(refused) }
    }

    /// Counts an answer from a finished transcode.
    pub(crate) fn count_kept(&self) {
        self.served.kept.fetch_add(1, Ordering::Relaxed);
    }

    /// The file of the whole transcode asked for, if it was made before.
    #[must_use]
    pub fn finished(&self, request: &TranscodeRequest<'_>) -> Option<PathBuf> {
        self.cache.get(&request.key())
    }

    /// Forgets a finished transcode whose file turned out to be unreadable.
    pub fn forget(&self, request: &TranscodeRequest<'_>) {
        self.cache.forget(&request.key());
    }

    /// Begins a transcode; it returns when the first bytes are made.
    ///
    /// # Errors
    /// [`TranscodeError::Busy`] beyond the limit, [`TranscodeError::Unsupported`] or
    /// [`TranscodeError::Decode`] when nobody here can read the source,
    /// [`TranscodeError::Read`] when it cannot be opened.
    pub async fn start(&self, request: &TranscodeRequest<'_>) -> Result<TranscodeBody, TranscodeError> {
        self.begin(request, true).await
    }

    /// As [`Transcoder::start`], for what nobody will ask for again: nothing of it is kept.
    pub(crate) async fn start_once(&self, request: &TranscodeRequest<'_>) -> Result<TranscodeBody, TranscodeError> {
        self.begin(request, false).await
    }

    async fn begin(&self, request: &TranscodeRequest<'_>, is_kept: bool) -> Result<TranscodeBody, TranscodeError> {
        let begun = self.begin_in_any_way(request, is_kept).await;
        match &begun {
            Ok(_) => self.served.made.fetch_add(1, Ordering::Relaxed),
            Err(TranscodeError::Busy) => self.served.refused.fetch_add(1, Ordering::Relaxed),
            Err(_) => 0,
        };
        begun
    }

    async fn begin_in_any_way(
        &self,
        request: &TranscodeRequest<'_>,
        is_kept: bool,
    ) -> Result<TranscodeBody, TranscodeError> {
        match self.start_with(request, request.target.engine, is_kept).await {
            Err(TranscodeError::Unsupported(_) | TranscodeError::Decode(_))
                if request.target.engine == Engine::InProcess
                    && self.abilities().ffmpeg_makes(request.target.codec) =>
            {
                self.start_with(request, Engine::Ffmpeg, is_kept).await
            }
            other => other,
        }
    }

    /// Waits until a transcode may begin, without taking the place.
    pub async fn free_place(&self) {
        self.places.free().await;
    }

    /// One segment of a track, whole; it takes a place as any transcode does, while it is made.
    ///
    /// Made by ffmpeg's decoder where `engine` says so, or where this process turns out not to read the file.
    ///
    /// # Errors
    /// As [`Self::start`]; [`TranscodeError::Superseded`] when a newer stream of the same listener took the place.
    pub(crate) async fn segment(
        &self,
        path: &Path,
        target: SegmentTarget,
        engine: Engine,
        listener: Option<Listener>,
    ) -> Result<SegmentFrames, TranscodeError> {
        let idle = Arc::new(Idle::default());
        let _place = self.places.take(listener, &idle)?;
        let opened = match engine {
            Engine::InProcess => open_segment(path, target).await,
            Engine::Ffmpeg => Err(TranscodeError::Unsupported("left to ffmpeg")),
        };
        let (mut job, samples) = match (opened, &self.ffmpeg) {
            (Err(TranscodeError::Unsupported(_) | TranscodeError::Decode(_)), Some(ffmpeg)) => {
                let (from_ms, ms_max) = (target.read_from_ms(), target.read_ms_max());
                let samples = ffmpeg.pcm(path, from_ms, ms_max, target.codec.rate_hz()).await?;
                (SegmentJob::without_source(target)?, samples)
            }
            (opened, _) => (opened?, Vec::new()),
        };
        let mut samples = Some(samples);
        loop {
            if idle.is_ended() {
                return Err(TranscodeError::Superseded);
            }
            let permit = Arc::clone(&self.processors).acquire_owned().await.map_err(stopped)?;
            let given = samples.take();
            let step = move || {
                let made = given.map_or(Ok(()), |given| job.give(&given)).and_then(|()| job.step());
                drop(permit);
                (job, made)
            };
            let made = tokio::task::spawn_blocking(step).await.map_err(stopped)?;
            job = made.0;
            if let Some(frames) = made.1? {
                return Ok(frames);
            }
        }
    }

    async fn start_with(
        &self,
        request: &TranscodeRequest<'_>,
        engine: Engine,
        is_kept: bool,
    ) -> Result<TranscodeBody, TranscodeError> {
        let idle = Arc::new(Idle::default());
        let place = self.places.take(request.listener, &idle)?;
        let producer = match (engine, &self.ffmpeg) {
            (Engine::InProcess, _) => Producer::InProcess(Box::new(open(request).await?)),
            (Engine::Ffmpeg, Some(ffmpeg)) => {
                let job = ffmpeg.start(request.path, request.target, request.start_ms, request.tags)?;
                Producer::Ffmpeg(Box::new(job))
            }
            (Engine::Ffmpeg, None) => return Err(TranscodeError::Unsupported("no ffmpeg here")),
        };
        // Only a transcode from the very beginning is whole, and of use to the next listener.
        let writer = (is_kept && request.start_ms == 0).then(|| self.cache.writer(&request.key())).flatten();
        let work = Work { producer, writer, processors: Arc::clone(&self.processors) };
        TranscodeBody::begin(work, idle, place).await
    }
}

async fn open_segment(path: &Path, target: SegmentTarget) -> Result<SegmentJob, TranscodeError> {
    let path = path.to_owned();
    let opening = move || {
        let (file, _) = open_regular(&path).map_err(TranscodeError::Read)?;
        SegmentJob::open(file, &path, target)
    };
    tokio::task::spawn_blocking(opening).await.map_err(stopped)?
}

async fn open(request: &TranscodeRequest<'_>) -> Result<PcmJob, TranscodeError> {
    let target = PcmTarget {
        codec: request.target.codec,
        bitrate_kbps: request.target.bitrate_kbps,
        limits: request.target.limits,
        tags: request.tags.clone(),
        start_ms: request.start_ms,
        serial: serial_of(&request.key()),
    };
    let path = request.path.to_owned();
    tokio::task::spawn_blocking(move || {
        let (file, _) = open_regular(&path).map_err(TranscodeError::Read)?;
        PcmJob::open(file, &path, target)
    })
    .await
    .map_err(stopped)?
}

/// A stream number from the transcode's name (FNV-1a, 32 bits), equal whenever the bytes are.
fn serial_of(key: &str) -> u32 {
    key.bytes().fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
