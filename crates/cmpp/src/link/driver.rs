//! The two tasks behind a link: one reads and answers, the other writes.

use std::io;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadHalf, WriteHalf};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

use super::shared::Shared;
use super::{Ended, Error, Event, Timing, event};
use crate::pdu::{Body, Deliver, DeliverResp, HEADER_BYTES, Malformed, Pdu, Version, take_frame};

/// `Result` of a delivery: its structure is wrong.
const WRONG_STRUCTURE: u32 = 1;
/// `Result` of a delivery: bring it again later.
const TOO_MUCH: u32 = 8;
/// Bytes that are written at once, where there are as many.
const WRITTEN_BYTES_MAX: usize = 16 * 1024;

pub(super) struct Driver {
    pub(super) version: Version,
    pub(super) timing: Timing,
    pub(super) shared: Arc<Shared>,
    pub(super) frames: mpsc::Sender<Bytes>,
    pub(super) events: mpsc::Sender<Event>,
}

/// Bytes that there is room for when something is read.
const READ_BYTES: usize = 8 * 1024;

/// What the driver reads from, and when the gateway was last heard.
struct Hearing<S> {
    stream: ReadHalf<S>,
    received: BytesMut,
    heard_at: Instant,
    /// Questions since then whether it is there.
    misses: u32,
}

impl Driver {
    /// Serves the link to its end; the sign-in's answer was heard before, with whatever came after it.
    pub(super) async fn run<S>(
        self,
        stream: S,
        (received, heard_at): (BytesMut, Instant),
        queue: mpsc::Receiver<Bytes>,
        closes: oneshot::Receiver<()>,
    ) where
        S: AsyncRead + AsyncWrite + Send + 'static,
    {
        let (stream, to_gateway) = tokio::io::split(stream);
        let (stop, stops) = oneshot::channel();
        let mut writer = tokio::spawn(write(to_gateway, queue, stops, self.timing));
        let mut hearing = Hearing { stream, received, heard_at, misses: 0 };
        let ended = match self.serve(&mut hearing, &mut writer, closes).await {
            Ok(()) => {
                self.say_farewell(&mut hearing).await;
                Ended::ByUs
            }
            Err(ended) => ended,
        };
        self.shared.end(ended);
        tracing::debug!(error = %ended, "the link to the gateway has ended");
        // What waits to be written, such as the answer to a farewell, still goes out.
        drop((stop, self.frames));
        if !writer.is_finished() {
            // Its failure is the end that is already told.
            let _ = writer.await;
        }
    }

    /// Reads and answers until somebody closes the link; `Err` when it ends by itself.
    async fn serve<S: AsyncRead>(
        &self,
        hearing: &mut Hearing<S>,
        writer: &mut JoinHandle<io::Result<()>>,
        mut closes: oneshot::Receiver<()>,
    ) -> Result<(), Ended> {
        loop {
            self.hear(hearing).await?;
            hearing.received.reserve(READ_BYTES);
            let asks_at = hearing.heard_at + self.timing.active_after * (hearing.misses + 1);
            tokio::select! {
                biased;
                _ = &mut closes => return Ok(()),
                read = hearing.stream.read_buf(&mut hearing.received) => {
                    if !read.is_ok_and(|bytes| bytes > 0) {
                        return Err(Ended::Cut);
                    }
                }
                written = &mut *writer => {
                    let is_stuck = matches!(written, Ok(Err(error)) if error.kind() == io::ErrorKind::TimedOut);
                    return Err(if is_stuck { Ended::Stuck } else { Ended::Cut });
                }
                () = sleep_until(asks_at) => {
                    if hearing.misses >= self.timing.active_misses_max {
                        return Err(Ended::Silent);
                    }
                    hearing.misses += 1;
                    self.send(self.shared.next_sequence(), Body::ActiveTest).await?;
                }
            }
        }
    }

    /// Tells the gateway that we leave, and goes on listening until it has heard it.
    async fn say_farewell<S: AsyncRead>(&self, hearing: &mut Hearing<S>) {
        let farewell = async {
            self.send(self.shared.next_sequence(), Body::Terminate).await?;
            loop {
                self.hear(hearing).await?;
                if !hearing.stream.read_buf(&mut hearing.received).await.is_ok_and(|bytes| bytes > 0) {
                    return Err::<(), _>(Ended::Cut);
                }
            }
        };
        // However it ends, the link does.
        let _ = timeout(self.timing.farewell_within, farewell).await;
    }

    /// Sees to every frame that is whole.
    async fn hear<S>(&self, hearing: &mut Hearing<S>) -> Result<(), Ended> {
        // Half a frame is no sign of life: a gateway may send bytes for ever and say nothing.
        while let Some(frame) = take_frame(&mut hearing.received)? {
            hearing.heard_at = Instant::now();
            hearing.misses = 0;
            self.take(&frame).await?;
        }
        Ok(())
    }

    async fn take(&self, frame: &[u8]) -> Result<(), Ended> {
        let Pdu { sequence, body } = match Pdu::decode(frame, self.version) {
            Ok(pdu) => pdu,
            Err(malformed) => return self.take_malformed(frame, malformed).await,
        };
        match body {
            Body::SubmitResp(response) => {
                if !self.shared.answer(sequence, response) {
                    tracing::debug!("the gateway answered what nobody waits for");
                }
            }
            Body::Deliver(deliver) => self.take_delivery(sequence, *deliver).await?,
            Body::ActiveTest => self.send(sequence, Body::ActiveTestResp).await?,
            Body::Terminate => {
                self.send(sequence, Body::TerminateResp).await?;
                return Err(Ended::ByGateway);
            }
            Body::TerminateResp => return Err(Ended::ByUs),
            Body::ActiveTestResp => {}
            Body::Connect(_) | Body::ConnectResp(_) | Body::Submit(_) | Body::DeliverResp(_) => {
                tracing::debug!("the gateway sent what a gateway does not send");
            }
        }
        Ok(())
    }

    /// What cannot be read ends the link, unless it is a delivery, which would come again in the next one,
    /// or a message that this protocol has and we never ask for.
    async fn take_malformed(&self, frame: &[u8], malformed: Malformed) -> Result<(), Ended> {
        tracing::warn!(error = %malformed, "the gateway sent what cannot be read");
        if matches!(malformed, Malformed::Command(_)) {
            return Ok(());
        }
        let field = |at: usize| frame.get(at..).unwrap_or_default();
        let is_delivery = field(4).first_chunk() == Some(&5_u32.to_be_bytes());
        match (field(8).first_chunk(), field(HEADER_BYTES).first_chunk()) {
            (Some(sequence), Some(msg_id)) if is_delivery => {
                let response = DeliverResp { msg_id: u64::from_be_bytes(*msg_id), result: WRONG_STRUCTURE };
                self.send(u32::from_be_bytes(*sequence), Body::DeliverResp(response)).await
            }
            _ => Err(malformed.into()),
        }
    }

    async fn take_delivery(&self, sequence: u32, deliver: Deliver) -> Result<(), Ended> {
        let msg_id = deliver.msg_id;
        let result = match event::read(deliver) {
            Ok(Some(event)) => match self.events.try_send(event) {
                Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => 0,
                Err(mpsc::error::TrySendError::Full(_)) => TOO_MUCH,
            },
            Ok(None) => 0,
            Err(malformed) => {
                tracing::warn!(error = %malformed, "the gateway brought what cannot be read");
                WRONG_STRUCTURE
            }
        };
        self.send(sequence, Body::DeliverResp(DeliverResp { msg_id, result })).await
    }

    async fn send(&self, sequence: u32, body: Body) -> Result<(), Ended> {
        // None of these bodies has a field that might not hold its value.
        let Ok(frame) = (Pdu { sequence, body }).encode(self.version) else { return Ok(()) };
        self.frames.send(frame).await.map_err(|_| Ended::Cut)
    }
}

/// Writes what waits, together where it can, until it is told to stop and nothing waits any more.
async fn write<S: AsyncWrite>(
    mut stream: WriteHalf<S>,
    mut queue: mpsc::Receiver<Bytes>,
    mut stops: oneshot::Receiver<()>,
    timing: Timing,
) -> io::Result<()> {
    let mut together = BytesMut::new();
    loop {
        let first = tokio::select! {
            biased;
            first = queue.recv() => first,
            _ = &mut stops, if !stops.is_terminated() => {
                queue.close();
                continue;
            }
        };
        let Some(first) = first else { break };
        together.extend_from_slice(&first);
        while together.len() < WRITTEN_BYTES_MAX
            && let Ok(next) = queue.try_recv()
        {
            together.extend_from_slice(&next);
        }
        timeout(timing.write_within, stream.write_all(&together)).await.map_err(io::Error::from)??;
        together.clear();
    }
    timeout(timing.write_within, stream.shutdown()).await.map_err(io::Error::from)?
}

/// The next frame of a connection; `None` when it ends before.
pub(super) async fn next_frame<S>(stream: &mut S, received: &mut BytesMut) -> Result<Option<Bytes>, Error>
where
    S: AsyncRead + Unpin,
{
    loop {
        if let Some(frame) = take_frame(received)? {
            return Ok(Some(frame));
        }
        if stream.read_buf(received).await? == 0 {
            return Ok(None);
        }
    }
}
