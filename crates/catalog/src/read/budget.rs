//! A reader that gives up: a tag may claim, and even have, hundreds of megabytes.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt as _;

/// How much of one file is read for its tags and audio facts, in bytes.
///
/// Parsers seek over what they do not need; a file that makes them read more than this is built to.
pub(crate) const MAX_READ_BYTES: u64 = 16 * 1024 * 1024;

/// Pictures are large, so reading them has a budget of its own.
pub(crate) const MAX_READ_WITH_PICTURES_BYTES: u64 = 48 * 1024 * 1024;

const BUFFER_BYTES: usize = 16 * 1024;

/// A buffered reader of a file that keeps its buffer when a parser seeks a little, and counts what it reads.
pub(crate) struct BudgetReader<'a> {
    file: &'a File,
    size_bytes: u64,
    position: u64,
    buffer: Box<[u8]>,
    buffer_start: u64,
    buffer_length: usize,
    left_bytes: u64,
}

/// The error inside an [`io::Error`] when the budget is spent.
#[derive(Debug, thiserror::Error)]
#[error("more was to be read of this file than its budget")]
pub(crate) struct BudgetSpent;

impl<'a> BudgetReader<'a> {
    pub(crate) fn new(file: &'a File, size_bytes: u64, budget_bytes: u64) -> Self {
        Self {
            file,
            size_bytes,
            position: 0,
            buffer: vec![0; BUFFER_BYTES].into_boxed_slice(),
            buffer_start: 0,
            buffer_length: 0,
            left_bytes: budget_bytes,
        }
    }

    pub(crate) fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.left_bytes == 0
    }

    fn spend(&mut self, length: usize) -> io::Result<()> {
        // What is handed out counts, not what is buffered: re-reading the same bytes forever is caught as well.
        let Some(left_bytes) = self.left_bytes.checked_sub(length as u64) else {
            self.left_bytes = 0;
            return Err(io::Error::other(BudgetSpent));
        };
        self.left_bytes = left_bytes;
        Ok(())
    }
}

impl Read for BudgetReader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        if self.is_spent() {
            return Err(io::Error::other(BudgetSpent));
        }
        let offset = self.position.checked_sub(self.buffer_start).and_then(|offset| usize::try_from(offset).ok());
        let available = match offset {
            Some(offset) if offset < self.buffer_length => offset..self.buffer_length,
            _ if out.len() >= BUFFER_BYTES => {
                let length = self.file.read_at(out, self.position)?;
                self.spend(length)?;
                self.position += length as u64;
                return Ok(length);
            }
            _ => {
                self.buffer_start = self.position;
                self.buffer_length = 0;
                self.buffer_length = self.file.read_at(&mut self.buffer, self.position)?;
                0..self.buffer_length
            }
        };
        let length = available.len().min(out.len());
        out[..length].copy_from_slice(&self.buffer[available.start..available.start + length]);
        self.spend(length)?;
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for BudgetReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(target) => Some(target),
            SeekFrom::End(offset) => self.size_bytes.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// Fills as much of `out` as the file has at `offset`.
pub(crate) fn read_at_most(file: &File, offset: u64, out: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < out.len() {
        match file.read_at(&mut out[filled..], offset + filled as u64) {
            Ok(0) => break,
            Ok(length) => filled += length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reads_and_seeks_as_a_file_does(steps in proptest::collection::vec((0_u64..70_000, 0_usize..40_000), 1..20)) {
            let content: Vec<u8> = (0..60_000_u32).map(|index| (index * 31 % 251) as u8).collect();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&content).unwrap();
            let mut reader = BudgetReader::new(&file, content.len() as u64, u64::MAX);
            for (offset, length) in steps {
                reader.seek(SeekFrom::Start(offset)).unwrap();
                let mut out = Vec::new();
                reader.by_ref().take(length as u64).read_to_end(&mut out).unwrap();
                let start = (offset as usize).min(content.len());
                let end = (start + length).min(content.len());
                prop_assert_eq!(&out, &content[start..end]);
            }
        }
    }

    #[test]
    fn the_budget_ends_the_reading() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[1; 50_000]).unwrap();
        let mut reader = BudgetReader::new(&file, 50_000, 20_000);
        assert!(reader.read_to_end(&mut Vec::new()).is_err());
        assert!(reader.is_spent());
    }
}
