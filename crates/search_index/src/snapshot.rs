//! An index as bytes, so that a service starts without building it.

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::grams::Grams;
use crate::index::Index;
use crate::keys::{KeyKind, Keys};
use crate::names::Names;
use crate::readings::Spelling;
use crate::segment::{AROUND, Parts, Segment};
use crate::texts::Texts;

/// Begins every snapshot.
const MAGIC: [u8; 8] = *b"qysearch";

/// Changes whenever the same names would be indexed differently.
const VERSION: u32 = 1;

const DIGEST_BYTES: usize = 32;

/// Why a snapshot is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SnapshotError {
    /// It is not one, or of another version.
    #[error("no snapshot of this version")]
    Version,
    /// It is not whole.
    #[error("the snapshot is damaged")]
    Damaged,
}

impl Index {
    /// The index as bytes, with a checksum; removed documents are not in it.
    ///
    /// `state` is any text of the caller that tells what the index was made of, such as a revision.
    #[must_use]
    pub fn to_snapshot(&self, state: &str) -> Vec<u8> {
        let joined;
        let segment = match self.single_segment() {
            Some(segment) => segment,
            None => {
                joined = self.joined();
                &joined
            }
        };
        let mut writer = Writer(Vec::with_capacity(segment.size_bytes() + 1024));
        writer.0.extend(MAGIC);
        writer.0.extend(VERSION.to_le_bytes());
        writer.bytes(state.as_bytes());
        writer.numbers(segment.ids.iter().map(|id| id.to_le_bytes()));
        writer.numbers(segment.popularities.iter().map(|number| number.to_le_bytes()));
        writer.numbers(segment.by_id.iter().map(|number| number.to_le_bytes()));
        writer.numbers(segment.name_starts.iter().map(|number| number.to_le_bytes()));
        writer.numbers(segment.names_of.iter().map(|number| number.to_le_bytes()));
        writer.names(&segment.own);
        writer.names(&segment.around);
        let digest = Sha256::digest(&writer.0);
        writer.0.extend_from_slice(&digest);
        writer.0
    }

    /// Takes a snapshot, and what the caller said of its state.
    ///
    /// # Errors
    /// [`SnapshotError::Version`] when it was made by another version, [`SnapshotError::Damaged`] when a bit is wrong.
    pub fn from_snapshot(bytes: &[u8]) -> Result<(Self, String), SnapshotError> {
        let body_bytes = bytes.len().checked_sub(DIGEST_BYTES).ok_or(SnapshotError::Version)?;
        let (body, digest) = bytes.split_at(body_bytes);
        let head = body.strip_prefix(&MAGIC).ok_or(SnapshotError::Version)?;
        let rest = head.strip_prefix(&VERSION.to_le_bytes()).ok_or(SnapshotError::Version)?;
        if Sha256::digest(body).as_slice() != digest {
            return Err(SnapshotError::Damaged);
        }
        let mut reader = Reader(rest);
        let read = reader.index().filter(|_| reader.0.is_empty());
        read.ok_or(SnapshotError::Damaged)
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u64).to_le_bytes());
        self.0.extend(bytes);
    }

    fn numbers<const N: usize>(&mut self, numbers: impl ExactSizeIterator<Item = [u8; N]>) {
        self.0.extend((numbers.len() as u64).to_le_bytes());
        for number in numbers {
            self.0.extend(number);
        }
    }

    fn names(&mut self, names: &Names) {
        self.bytes(names.texts.text.as_bytes());
        self.numbers(names.texts.ends.iter().map(|number| number.to_le_bytes()));
        self.numbers(names.starts.iter().map(|number| number.to_le_bytes()));
        self.numbers(names.documents.iter().map(|number| number.to_le_bytes()));
        for keys in [&names.by_text, &names.by_word, &names.by_initials, &names.by_pinyin] {
            self.numbers(keys.entries.iter().map(|number| number.to_le_bytes()));
            self.bytes(&keys.starts);
        }
        self.numbers(names.grams.keys.iter().map(|number| number.to_le_bytes()));
        self.numbers(names.grams.starts.iter().map(|number| number.to_le_bytes()));
        self.numbers(names.grams.names.iter().map(|number| number.to_le_bytes()));
    }
}

/// Reads what a writer wrote; `None` at the first thing that cannot be.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn length(&mut self) -> Option<usize> {
        let (head, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        usize::try_from(u64::from_le_bytes(*head)).ok()
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.length()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn numbers<const N: usize, T>(&mut self, number: impl Fn([u8; N]) -> T) -> Option<Box<[T]>> {
        let length = self.length()?.checked_mul(N)?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes.as_chunks::<N>().0.iter().map(|bytes| number(*bytes)).collect())
    }

    fn index(&mut self) -> Option<(Index, String)> {
        let state = String::from_utf8(self.bytes()?.to_vec()).ok()?;
        let ids = self.numbers(i64::from_le_bytes)?;
        let parts = Parts {
            ids,
            popularities: self.numbers(u32::from_le_bytes)?,
            by_id: self.numbers(u32::from_le_bytes)?,
            name_starts: self.numbers(u32::from_le_bytes)?,
            names_of: self.numbers(u32::from_le_bytes)?,
            own: self.names()?,
            around: self.names()?,
        };
        Some((Index::of_segment(Segment::new(parts.sound()?)), state))
    }

    fn names(&mut self) -> Option<Names> {
        let text = std::str::from_utf8(self.bytes()?).ok()?.to_owned();
        let texts = Texts { text, ends: self.numbers(u32::from_le_bytes)?.into_vec() };
        let starts = self.numbers(u32::from_le_bytes)?;
        let documents = self.numbers(u32::from_le_bytes)?;
        let by_text = self.keys(KeyKind::Text, &texts)?;
        let by_word = self.keys(KeyKind::Word, &texts)?;
        let by_initials = self.keys(KeyKind::Spelt(Spelling::Initials), &texts)?;
        let by_pinyin = self.keys(KeyKind::Spelt(Spelling::Pinyin), &texts)?;
        let grams = Grams::new(
            self.numbers(u64::from_le_bytes)?,
            self.numbers(u32::from_le_bytes)?,
            self.numbers(u32::from_le_bytes)?,
        );
        Some(Names { texts, starts, documents, by_text, by_word, by_initials, by_pinyin, grams })
    }

    fn keys(&mut self, kind: KeyKind, texts: &Texts) -> Option<Keys> {
        let entries = self.numbers(u32::from_le_bytes)?;
        Some(Keys::new(kind, texts, entries, self.bytes()?.into()))
    }
}

impl Parts {
    /// The parts, when each points to something in the others.
    fn sound(self) -> Option<Self> {
        let documents = u32::try_from(self.ids.len()).ok()?;
        let (own, around) = (self.own.texts.len(), self.around.texts.len());
        let is_sound = self.popularities.len() == self.ids.len()
            && self.by_id.len() == self.ids.len()
            && self.by_id.iter().all(|document| *document < documents)
            && self.name_starts.len() == self.ids.len() + 1
            && self.name_starts.is_sorted()
            && self.name_starts.last().is_some_and(|end| *end as usize == self.names_of.len())
            && self.names_of.iter().all(|name| if name & AROUND == 0 { *name < own } else { name & !AROUND < around })
            && self.own.is_sound(documents)
            && self.around.is_sound(documents);
        is_sound.then_some(self)
    }
}
