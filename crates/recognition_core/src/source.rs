//! Where the bytes of a segment lie, and reading parts of them.

use std::fmt::Debug;
use std::io;

/// Bytes that are read by position, as those of a file are; several may read at once.
pub trait Place: Debug + Send + Sync {
    /// Fills `into` with what lies from `at` on.
    ///
    /// # Errors
    /// When the bytes cannot be read, or end before.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()>;

    /// How many bytes there are.
    fn length(&self) -> u64;
}

/// The bytes of a segment.
#[derive(Debug)]
pub enum Source {
    /// In memory: nothing is copied, and nothing fails.
    Memory(Vec<u8>),
    /// Elsewhere: only what is asked for comes into memory.
    Place(Box<dyn Place>),
}

impl Source {
    pub(crate) fn length(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Place(place) => place.length(),
        }
    }

    /// Part of the bytes; `buffer` holds them unless they are in memory anyway.
    pub(crate) fn part<'a>(&'a self, at: u64, length: usize, buffer: &'a mut Vec<u8>) -> io::Result<&'a [u8]> {
        match self {
            Self::Memory(bytes) => usize::try_from(at)
                .ok()
                .and_then(|at| bytes.get(at..at.checked_add(length)?))
                .ok_or_else(|| io::ErrorKind::UnexpectedEof.into()),
            Self::Place(place) => {
                // What is not there takes no memory.
                if at.checked_add(length as u64).is_none_or(|end| end > place.length()) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                buffer.resize(length, 0);
                place.read_at(at, buffer)?;
                Ok(buffer)
            }
        }
    }
}

/// Reads parts that follow each other, of a range, with few calls.
#[derive(Debug)]
pub(crate) struct Window<'a> {
    source: &'a Source,
    end: u64,
    /// Bytes that are read at once at least.
    ahead: usize,
    buffer: Vec<u8>,
    at: u64,
}

impl<'a> Window<'a> {
    pub(crate) fn new(source: &'a Source, end: u64, ahead: usize) -> Self {
        Self { source, end, ahead, buffer: Vec::new(), at: 0 }
    }

    /// Part of the bytes.
    pub(crate) fn part(&mut self, at: u64, length: usize) -> io::Result<&[u8]> {
        if matches!(self.source, Source::Memory(_)) {
            return self.source.part(at, length, &mut self.buffer);
        }
        let inside = at.checked_sub(self.at).map(|from| from as usize);
        if let Some(from) = inside.filter(|from| from + length <= self.buffer.len()) {
            return Ok(&self.buffer[from..from + length]);
        }
        let left = usize::try_from(self.end.saturating_sub(at)).unwrap_or(usize::MAX);
        let read = length.max(self.ahead.min(left));
        // Not what it was, should reading fail.
        self.at = u64::MAX;
        self.source.part(at, read, &mut self.buffer)?;
        self.at = at;
        Ok(&self.buffer[..length])
    }
}
