//! A transcode under way as a response body.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::cache::CacheWriter;
use super::error::TranscodeError;
use super::ffmpeg::FfmpegJob;
use super::opus_job::OpusJob;

/// The first step makes the headers and one short page: the sooner a byte, the sooner the music.
const FIRST_BYTES: usize = 1024;
/// Later steps: about three seconds of sound each, some 15 ms of work.
const STEP_BYTES: usize = 48 * 1024;

/// Who does the work.
pub(super) enum Producer {
    InProcess(Box<OpusJob>),
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
fn stopped(error: impl std::error::Error + Send + Sync + 'static) -> TranscodeError {
    TranscodeError::Read(io::Error::other(error))
}

type Step = Pin<Box<dyn Future<Output = Result<Stepped, TranscodeError>> + Send>>;

/// The bytes of a transcode, made as the listener takes them.
///
/// One step is made at a time, and only when the former has been handed on: a slow listener
/// makes the work wait, and a listener who leaves ends it.
pub struct TranscodeBody {
    first: Option<Bytes>,
    step: Option<Step>,
    /// One of the transcodes the server allows at a time; given back when the body ends.
    slot: Option<OwnedSemaphorePermit>,
}

impl std::fmt::Debug for TranscodeBody {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TranscodeBody").field("slot", &self.slot).finish_non_exhaustive()
    }
}

impl TranscodeBody {
    /// Does the first step, so that a source nobody can read is an error before the response.
    pub(super) async fn begin(work: Work, slot: OwnedSemaphorePermit) -> Result<Self, TranscodeError> {
        let (work, made) = work.step(FIRST_BYTES).await?;
        let first = made?;
        if first.is_empty() {
            return Err(TranscodeError::Ffmpeg);
        }
        Ok(Self { first: Some(first), step: Some(Box::pin(work.step(STEP_BYTES))), slot: Some(slot) })
    }
}

impl Body for TranscodeBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        let Some(step) = &mut self.step else { return Poll::Ready(None) };
        let made = ready!(step.as_mut().poll(context));
        self.step = None;
        let made = made.and_then(|(work, made)| made.map(|bytes| (work, bytes)));
        match made {
            Ok((work, bytes)) if !bytes.is_empty() => {
                self.step = Some(Box::pin(work.step(STEP_BYTES)));
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Ok(_) => {
                self.slot = None;
                Poll::Ready(None)
            }
            Err(error) => {
                self.slot = None;
                tracing::info!(error = %error, "transcode.ended_early");
                Poll::Ready(Some(Err(error.into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.first.is_none() && self.step.is_none()
    }
}
