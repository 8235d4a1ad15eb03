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

use super::READ_BYTES;
use super::buffers::Buffer;
use super::open::OpenFile;

type Reading = JoinHandle<(Buffer, io::Result<usize>)>;

/// Bytes `at..end` of an open file.
///
/// Pages the kernel holds are copied on the spot; others are read by a thread that may wait.
/// The body fails with [`io::ErrorKind::UnexpectedEof`] when the file became shorter meanwhile,
/// for the announced length can no longer be kept.
#[derive(Debug)]
pub struct FileBody {
    file: Arc<OpenFile>,
    at: u64,
    end: u64,
    reading: Option<Reading>,
}

impl FileBody {
    /// A body of the bytes from `first` up to, but not including, `end`.
    #[must_use]
    pub fn new(file: Arc<OpenFile>, first: u64, end: u64) -> Self {
        Self { file, at: first, end: end.max(first), reading: None }
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
