//! A transcode under way as a response body.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::sync::Semaphore;

use super::cache::CacheWriter;
use super::error::TranscodeError;
use super::ffmpeg::FfmpegJob;
use super::pcm_job::PcmJob;
use super::places::Place;

/// The first step makes the headers and one short page: the sooner a byte, the sooner the music.
const FIRST_BYTES: usize = 1024;
/// Later steps: about three seconds of sound each, some 15 ms of work.
const STEP_BYTES: usize = 48 * 1024;

/// Who does the work.
pub(super) enum Producer {
    InProcess(Box<PcmJob>),
    Ffmpeg(Box<FfmpegJob>),
}

/// A transcode and the place it is kept at.
pub(super) struct Work {
    pub(super) producer: Producer,
    pub(super) writer: Option<CacheWriter>,
    /// Steps that may run at the same moment; a step takes one, a waiting listener none.
    pub(super) processors: Arc<Semaphore>,
}

type Stepped = (Work, Result<Bytes, TranscodeError>);

impl Work {
    /// One step; no bytes mean a good end.
    async fn step(mut self, wanted: usize) -> Result<Stepped, TranscodeError> {
        let processors = Arc::clone(&self.processors);
        let made = match &mut self.producer {
            Producer::InProcess(_) => None,
            Producer::Ffmpeg(job) => Some(job.more(wanted).await),
        };
        let permit = processors.acquire_owned().await.map_err(stopped)?;
        tokio::task::spawn_blocking(move || {
            let made = match (&mut self.producer, made) {
                (Producer::InProcess(job), _) => job.more(wanted),
                (Producer::Ffmpeg(_), Some(made)) => made,
                (Producer::Ffmpeg(_), None) => Ok(Vec::new()),
            };
            self.keep(&made);
            drop(permit);
            (self, made.map(Bytes::from))
        })
        .await
        .map_err(stopped)
    }

    /// Keeps a copy; whatever hinders that, the music plays on.
    fn keep(&mut self, made: &Result<Vec<u8>, TranscodeError>) {
        let Some(mut writer) = self.writer.take() else { return };
        let kept = match made {
            Ok(bytes) if bytes.is_empty() => writer.commit(),
            Ok(bytes) => writer.write(bytes).map(|()| self.writer = Some(writer)),
            Err(_) => return,
        };
        if let Err(error) = kept {
            tracing::info!(error = %error, "transcode.cache.not_kept");
        }
    }
}

/// The runtime is shutting down, or a decoder panicked over a damaged file.
pub(super) fn stopped(error: impl std::error::Error + Send + Sync + 'static) -> TranscodeError {
    TranscodeError::Read(io::Error::other(error))
}

type Step = Pin<Box<dyn Future<Output = Result<Stepped, TranscodeError>> + Send>>;

/// Where the work rests between two steps, and can be taken away from.
#[derive(Default)]
pub(super) struct Idle(Mutex<Resting>);

#[derive(Default)]
struct Resting {
    work: Option<Work>,
    is_ended: bool,
}

impl std::fmt::Debug for Idle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Idle")
    }
}

impl Idle {
    fn resting(&self) -> MutexGuard<'_, Resting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the work, at once when it rests and else after its step.
    pub(super) fn end(&self) {
        let mut resting = self.resting();
        resting.is_ended = true;
        let work = resting.work.take();
        drop(resting);
        drop(work);
    }

    pub(super) fn is_ended(&self) -> bool {
        self.resting().is_ended
    }

    /// Lays the work down; it is gone at once when its end was called.
    fn rest(&self, work: Work) {
        let mut resting = self.resting();
        if !resting.is_ended {
            resting.work = Some(work);
        }
    }

    fn take(&self) -> Option<Work> {
        self.resting().work.take()
    }
}

/// The bytes of a transcode, made as the listener takes them.
///
/// One step is made at a time, and only when the former has been handed on: a slow listener
/// makes the work wait, and a listener who leaves ends it.
pub struct TranscodeBody {
    first: Option<Bytes>,
    idle: Arc<Idle>,
    step: Option<Step>,
    /// One of the transcodes the server allows at a time; given back when the body ends.
    place: Option<Place>,
}

impl std::fmt::Debug for TranscodeBody {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TranscodeBody").field("place", &self.place).finish_non_exhaustive()
    }
}

impl TranscodeBody {
    /// Does the first step, so that a source nobody can read is an error before the response.
    pub(super) async fn begin(work: Work, idle: Arc<Idle>, place: Place) -> Result<Self, TranscodeError> {
        let (work, made) = work.step(FIRST_BYTES).await?;
        let first = made?;
        if first.is_empty() {
            return Err(TranscodeError::Ffmpeg);
        }
        idle.rest(work);
        Ok(Self { first: Some(first), idle, step: None, place: Some(place) })
    }
}

impl Body for TranscodeBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if self.place.is_none() {
            return Poll::Ready(None);
        }
        if self.idle.is_ended() {
            self.place = None;
            self.step = None;
            return Poll::Ready(Some(Err(TranscodeError::Superseded.into())));
        }
        if self.step.is_none() {
            self.step = self.idle.take().map(|work| Box::pin(work.step(STEP_BYTES)) as Step);
        }
        let Some(step) = &mut self.step else { return Poll::Ready(None) };
        let made = ready!(step.as_mut().poll(context));
        self.step = None;
        let made = made.and_then(|(work, made)| made.map(|bytes| (work, bytes)));
        match made {
            Ok((work, bytes)) if !bytes.is_empty() => {
                self.idle.rest(work);
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Ok(_) => {
                self.place = None;
                Poll::Ready(None)
            }
            Err(error) => {
                self.place = None;
                tracing::info!(error = %error, "transcode.ended_early");
                Poll::Ready(Some(Err(error.into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.first.is_none() && self.place.is_none()
    }
}
