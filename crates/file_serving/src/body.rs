//! A part of a file as a response body.

use std::io::{self, IoSliceMut};
use std::os::unix::fs::FileExt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use rustix::io::{Errno, ReadWriteFlags};
use tokio::task::JoinHandle;

use crate::READ_BYTES;
use crate::buffers::Buffer;
use crate::handoff::{Handoff, PART_BYTES_MAX, PART_BYTES_MIN};
use crate::open::OpenFile;

type Reading = JoinHandle<(Buffer, io::Result<usize>)>;

/// Bytes `at..end` of an open file.
///
/// Pages the kernel holds are handed over to the connection, or copied on the spot where there is no way to hand them over;
/// others are read by a thread that may wait.
/// The body fails with [`io::ErrorKind::UnexpectedEof`] when the file became shorter meanwhile,
/// for the announced length can no longer be kept.
#[derive(Debug)]
pub struct FileBody {
    file: Arc<OpenFile>,
    at: u64,
    end: u64,
    handoff: Option<Handoff>,
    reading: Option<Reading>,
}

impl FileBody {
    /// A body of the bytes from `first` up to, but not including, `end`.
    ///
    /// With a `handoff`, this has to be the answer on that very connection.
    #[must_use]
    pub fn new(file: Arc<OpenFile>, first: u64, end: u64, handoff: Option<Handoff>) -> Self {
        Self { file, at: first, end: end.max(first), handoff, reading: None }
    }

    /// Leaves the next part to the kernel, when its pages are at hand: sending others would keep this thread waiting.
    fn hand_over(&self) -> Option<Bytes> {
        let left = self.end - self.at;
        let handoff = self.handoff.as_ref().filter(|_| left >= PART_BYTES_MIN)?;
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(PART_BYTES_MAX);
        // The first and the last byte speak for those between them, which readahead brings in one go.
        let is_at_hand = self.is_at_hand(self.at) && self.is_at_hand(self.at + length as u64 - 1);
        if is_at_hand { handoff.hand_over(&self.file, self.at, length) } else { None }
    }

    fn is_at_hand(&self, at: u64) -> bool {
        let mut byte = [0];
        let slices = &mut [IoSliceMut::new(&mut byte)];
        self.file.may_read_inline.load(Ordering::Relaxed)
            && rustix::io::preadv2(&self.file.file, slices, at, ReadWriteFlags::NOWAIT) == Ok(1)
    }

    fn wanted(&self) -> usize {
        usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(READ_BYTES)
    }

    /// Reads what needs no waiting; gives the buffer back when the disk has to be asked.
    fn read_inline(&self) -> Result<io::Result<Bytes>, Buffer> {
        let mut buffer = self.file.buffers.take();
        if !self.file.may_read_inline.load(Ordering::Relaxed) {
            return Err(buffer);
        }
        let room = buffer.room(self.wanted());
        let slices = &mut [IoSliceMut::new(room)];
        match rustix::io::preadv2(&self.file.file, slices, self.at, ReadWriteFlags::NOWAIT) {
            // Nothing read may mean the end of the file or pages on their way; a plain read tells.
            Ok(0) | Err(Errno::AGAIN | Errno::INTR) => Err(buffer),
            Ok(count) => Ok(Ok(buffer.into_bytes(count))),
            Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::INVAL) => {
                self.file.inline_reads_refused();
                Err(buffer)
            }
            Err(error) => Ok(Err(error.into())),
        }
    }

    fn read_waiting(&self, mut buffer: Buffer) -> Reading {
        let (file, at, wanted) = (Arc::clone(&self.file), self.at, self.wanted());
        tokio::task::spawn_blocking(move || {
            let count = read_some(&file, buffer.room(wanted), at);
            (buffer, count)
        })
    }

    fn advance(&mut self, chunk: io::Result<Bytes>) -> Option<io::Result<Frame<Bytes>>> {
        let chunk = match chunk {
            Ok(chunk) if chunk.is_empty() => {
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file became shorter"))
            }
            other => other,
        };
        match chunk {
            Ok(chunk) => {
                self.at += chunk.len() as u64;
                Some(Ok(Frame::data(chunk)))
            }
            Err(error) => {
                self.at = self.end;
                Some(Err(error))
            }
        }
    }
}

fn read_some(file: &OpenFile, room: &mut [u8], at: u64) -> io::Result<usize> {
    loop {
        match file.file.read_at(room, at) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.reading.is_none() {
            if self.at >= self.end {
                return Poll::Ready(None);
            }
            if let Some(placeholder) = self.hand_over() {
                return Poll::Ready(self.advance(Ok(placeholder)));
            }
            match self.read_inline() {
                Ok(chunk) => return Poll::Ready(self.advance(chunk)),
                Err(buffer) => self.reading = Some(self.read_waiting(buffer)),
            }
        }
        let Some(reading) = self.reading.as_mut() else {
            return Poll::Ready(None);
        };
        let done = ready!(Pin::new(reading).poll(context));
        self.reading = None;
        let chunk = match done {
            Ok((buffer, Ok(count))) => Ok(buffer.into_bytes(count)),
            Ok((_, Err(error))) => Err(error),
            Err(stopped) => Err(io::Error::other(stopped)),
        };
        Poll::Ready(self.advance(chunk))
    }

    fn is_end_stream(&self) -> bool {
        self.reading.is_none() && self.at >= self.end
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.end - self.at)
    }
}
