//! Parts of files that the kernel hands to the socket itself, below an HTTP library that knows only bytes.
//!
//! Copying a song from the page cache into memory and from there into the socket costs more than all the rest of a request.
//! sendfile(2) does without, but the HTTP library asks a body for bytes and writes them to the connection itself.
//! So the body notes in its connection's [`Handoff`] which part of which file comes next, and yields *placeholder* bytes of the same length;
//! the connection, a [`HandoffStream`], knows placeholders by their address and sends the noted part in their stead.
//!
//! Invariants
//! - A placeholder stands for one part and one place in it: its address tells both, and both are compared with the part
//!   that is due. If a layer in between had copied, dropped or reordered one, the connection would end in an error, not send other bytes.
//! - Nobody writes to the placeholders, and nobody has to read them: untouched, they take no memory.
//!
//! Cost: two reads of one byte and one sendfile(2) a part, whatever its length.

use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use rustix::io::Errno;
use rustix::net::{SendAncillaryBuffer, SendFlags};
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;

use crate::open::OpenFile;

/// The longest part handed over at once, in bytes.
pub(crate) const PART_BYTES_MAX: usize = 1 << 20;

/// Below this, copying is as cheap.
pub(crate) const PART_BYTES_MIN: u64 = 16 * 1024;

/// Parts that may wait in one connection, each with a stretch of placeholders of its own.
const PARTS_MAX: usize = 16;

/// The placeholders; allocated as zeros, which the system maps only when somebody reads them.
static PLACEHOLDERS: LazyLock<&'static [u8]> =
    LazyLock::new(|| Box::leak(vec![0; PARTS_MAX * PART_BYTES_MAX].into_boxed_slice()));

/// Where in [`PLACEHOLDERS`] these bytes lie; `None` when they are bytes of their own.
fn place_of(bytes: &[u8]) -> Option<usize> {
    let at = bytes.as_ptr().addr().checked_sub(PLACEHOLDERS.as_ptr().addr())?;
    (at < PLACEHOLDERS.len()).then_some(at)
}

/// A part of a file that is due on a connection.
#[derive(Debug)]
struct Part {
    file: Arc<OpenFile>,
    /// The next byte of the file.
    at: u64,
    /// Where the placeholders of what is left begin.
    place: usize,
    left: usize,
}

#[derive(Debug, Default)]
struct Queue {
    parts: VecDeque<Part>,
    handed_over: usize,
}

/// What bodies leave for one connection to send; clones speak of the same connection.
#[derive(Clone, Debug, Default)]
pub struct Handoff(Arc<Mutex<Queue>>);

impl Handoff {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes `length` bytes of a file from `at` on, and returns what the HTTP library is to be given for them.
    ///
    /// `length` is at most [`PART_BYTES_MAX`]. `None` while as many parts wait as may.
    pub(crate) fn hand_over(&self, file: &Arc<OpenFile>, at: u64, length: usize) -> Option<Bytes> {
        let mut queue = self.queue();
        if queue.parts.len() >= PARTS_MAX || length > PART_BYTES_MAX {
            return None;
        }
        let place = queue.handed_over % PARTS_MAX * PART_BYTES_MAX;
        queue.handed_over += 1;
        queue.parts.push_back(Part { file: Arc::clone(file), at, place, left: length });
        Some(Bytes::from_static(&PLACEHOLDERS[place..place + length]))
    }

    /// Sends what is due for placeholders of `length` bytes at `place`; returns how much was sent.
    fn send(&self, socket: &TcpStream, place: usize, length: usize) -> io::Result<usize> {
        let mut queue = self.queue();
        let due = queue.parts.front_mut().filter(|part| part.place == place && part.left >= length);
        let Some(part) = due else {
            return Err(io::Error::other("a part of a file was asked for that is not due"));
        };
        let mut at = part.at;
        let sent = loop {
            match rustix::fs::sendfile(socket, &part.file.file, Some(&mut at), length) {
                Err(Errno::INTR) => {}
                other => break other?,
            }
        };
        if sent == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter"));
        }
        part.at = at;
        part.place += sent;
        part.left -= sent;
        if part.left == 0 {
            queue.parts.pop_front();
        }
        Ok(sent)
    }
}

/// A connection that sends files without copying them.
#[derive(Debug)]
pub struct HandoffStream {
    socket: TcpStream,
    handoff: Handoff,
}

impl HandoffStream {
    /// Wraps an accepted connection.
    #[must_use]
    pub fn new(socket: TcpStream) -> Self {
        Self { socket, handoff: Handoff::default() }
    }

    /// What bodies answered on this connection may use.
    #[must_use]
    pub fn handoff(&self) -> Handoff {
        self.handoff.clone()
    }

    fn poll_send_part(&self, context: &mut Context<'_>, place: usize, length: usize) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.socket.poll_write_ready(context))?;
            let send = || self.handoff.send(&self.socket, place, length);
            match self.socket.try_io(Interest::WRITABLE, send) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                other => return Poll::Ready(other),
            }
        }
    }

    /// Writes what comes before a part, and tells the kernel that more follows, so that both share a packet.
    fn poll_write_before_part(&self, context: &mut Context<'_>, bytes: &[IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let flags = SendFlags::MORE | SendFlags::NOSIGNAL | SendFlags::DONTWAIT;
        loop {
            ready!(self.socket.poll_write_ready(context))?;
            let send = || {
                let sent = rustix::net::sendmsg(&self.socket, bytes, &mut SendAncillaryBuffer::default(), flags);
                sent.map_err(io::Error::from)
            };
            match self.socket.try_io(Interest::WRITABLE, send) {
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
                other => return Poll::Ready(other),
            }
        }
    }
}

impl AsyncRead for HandoffStream {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, room: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, room)
    }
}

impl AsyncWrite for HandoffStream {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let part = slices.iter().position(|slice| !slice.is_empty() && place_of(slice).is_some());
        let Some(part) = part else {
            return Pin::new(&mut self.socket).poll_write_vectored(context, slices);
        };
        let (before, slice) = (&slices[..part], &slices[part]);
        if before.iter().any(|slice| !slice.is_empty()) {
            return self.poll_write_before_part(context, before);
        }
        match place_of(slice) {
            Some(place) => self.poll_send_part(context, place, slice.len()),
            None => Poll::Ready(Ok(0)),
        }
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
