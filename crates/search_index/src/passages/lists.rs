//! In which texts each mark occurs, packed.

use std::sync::Arc;

use super::marks::{self, Mark};

/// The most lists of one stretch that are compared; the shortest say nearly all.
const MAX_COMPARED: usize = 8;

/// Texts that were listed together, and which of them were removed since; clones share the lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    packed: Arc<Packed>,
    /// A bit for each text that was removed.
    removed: Box<[u64]>,
    removed_count: usize,
}

#[derive(Debug, Default)]
struct Packed {
    /// Ascending; a text's number is its place in here.
    ids: Box<[i64]>,
    /// Ascending.
    marks: Box<[Mark]>,
    /// Where the list of each mark begins; one more than there are marks.
    starts: Box<[u32]>,
    /// The numbers of texts, ascending in each list, each as its distance from the one before, seven bits a byte.
    numbers: Box<[u8]>,
}

impl Packed {
    fn list(&self, at: usize) -> &[u8] {
        &self.numbers[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn list_of(&self, mark: Mark) -> Option<&[u8]> {
        self.marks.binary_search(&mark).ok().map(|at| self.list(at))
    }
}

/// Writes lists one after the other.
#[derive(Default)]
struct Writer {
    marks: Vec<Mark>,
    starts: Vec<u32>,
    numbers: Vec<u8>,
}

impl Writer {
    /// `numbers` are ascending and not empty; lists beyond four gigabytes are left out.
    fn list(&mut self, mark: Mark, numbers: impl IntoIterator<Item = u32>) {
        let Ok(start) = u32::try_from(self.numbers.len()) else { return };
        self.marks.push(mark);
        self.starts.push(start);
        let mut before = 0;
        for number in numbers {
            let mut distance = number - before;
            before = number;
            while distance >= 0x80 {
                self.numbers.push((distance & 0x7f) as u8 | 0x80);
                distance >>= 7;
            }
            self.numbers.push(distance as u8);
        }
    }

    fn finish(mut self, ids: Box<[i64]>) -> Lists {
        if u32::try_from(self.numbers.len()).is_err() {
            // The last list does not fit any more.
            self.numbers.truncate(self.starts.pop().map_or(0, |start| start as usize));
            self.marks.pop();
        }
        self.starts.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
        let removed = vec![0; ids.len().div_ceil(64)].into();
        let packed = Packed { ids, marks: self.marks.into(), starts: self.starts.into(), numbers: self.numbers.into() };
        Lists { packed: Arc::new(packed), removed, removed_count: 0 }
    }
}

/// The numbers of a list.
struct Numbers<'l> {
    bytes: std::slice::Iter<'l, u8>,
    before: u32,
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut distance = 0;
        let mut shift = 0;
        loop {
            let byte = *self.bytes.next()?;
            distance |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                self.before += distance;
                return Some(self.before);
            }
            shift += 7;
        }
    }
}

fn numbers(list: &[u8]) -> Numbers<'_> {
    Numbers { bytes: list.iter(), before: 0 }
}

impl Lists {
    /// Lists texts, whose ids ascend.
    pub(super) fn build(texts: &[(i64, &str)]) -> Self {
        let mut pairs: Vec<(Mark, u32)> = Vec::new();
        for (number, (_, text)) in (0..).zip(texts) {
            marks::of_text(text, |mark| pairs.push((mark, number)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut writer = Writer::default();
        for list in pairs.chunk_by(|a, b| a.0 == b.0) {
            writer.list(list[0].0, list.iter().map(|(_, number)| *number));
        }
        writer.finish(texts.iter().map(|(id, _)| *id).collect())
    }

    /// The texts of both that are still there; no id is in both.
    pub(super) fn joined(a: &Self, b: &Self) -> Self {
        let mut ids: Vec<i64> = a.ids().chain(b.ids()).collect();
        ids.sort_unstable();
        let [into_a, into_b] = [a, b].map(|lists| lists.places_in(&ids));
        let mut writer = Writer::default();
        let mut list: Vec<u32> = Vec::new();
        let take = |lists: &Self, at: usize, into: &[Option<u32>], list: &mut Vec<u32>| {
            list.extend(numbers(lists.packed.list(at)).filter_map(|number| into[number as usize]));
        };
        let (mut at_a, mut at_b) = (0, 0);
        loop {
            let next = (a.packed.marks.get(at_a), b.packed.marks.get(at_b));
            let mark = match next {
                (Some(a), Some(b)) => *a.min(b),
                (Some(mark), None) | (None, Some(mark)) => *mark,
                (None, None) => break,
            };
            list.clear();
            if next.0 == Some(&mark) {
                take(a, at_a, &into_a, &mut list);
                at_a += 1;
            }
            if next.1 == Some(&mark) {
                take(b, at_b, &into_b, &mut list);
                at_b += 1;
            }
            list.sort_unstable();
            if !list.is_empty() {
                writer.list(mark, list.iter().copied());
            }
        }
        writer.finish(ids.into())
    }

    /// For each of its texts the number that it has among `ids`; none for what was removed.
    fn places_in(&self, ids: &[i64]) -> Vec<Option<u32>> {
        let place = |id: &i64| ids.binary_search(id).ok().and_then(|at| u32::try_from(at).ok());
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.packed
            .ids
            .iter()
            .enumerate()
            .map(|(at, id)| if self.is_removed(number(at)) { None } else { place(id) })
            .collect()
    }

    fn is_removed(&self, number: u32) -> bool {
        self.removed[number as usize / 64] >> (number % 64) & 1 == 1
    }

    fn ids(&self) -> impl Iterator<Item = i64> {
        (0..).zip(&self.packed.ids).filter(|(number, _)| !self.is_removed(*number)).map(|(_, id)| *id)
    }

    /// Removes a text, and tells whether it was there.
    pub(super) fn remove(&mut self, id: i64) -> bool {
        let Ok(at) = self.packed.ids.binary_search(&id) else { return false };
        let bit = 1 << (at % 64);
        let was_there = self.removed[at / 64] & bit == 0;
        self.removed[at / 64] |= bit;
        self.removed_count += usize::from(was_there);
        was_there
    }

    /// How many texts are there.
    pub(super) fn len(&self) -> usize {
        self.packed.ids.len() - self.removed_count
    }

    pub(super) fn removed_count(&self) -> usize {
        self.removed_count
    }

    pub(super) fn size_bytes(&self) -> usize {
        let packed = &*self.packed;
        packed.ids.len() * 8
            + (packed.marks.len() + packed.starts.len()) * 4
            + packed.numbers.len()
            + self.removed.len() * 8
    }

    /// The ids of texts that have all of some marks, ascending, at most `limit`.
    pub(super) fn with_all(&self, marks: &[Mark], limit: usize) -> Vec<i64> {
        let Some(mut lists) = marks.iter().map(|mark| self.packed.list_of(*mark)).collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        lists.sort_unstable_by_key(|list| list.len());
        let Some((shortest, others)) = lists.split_first() else { return Vec::new() };
        let mut others: Vec<_> = others.iter().take(MAX_COMPARED - 1).map(|list| numbers(list).peekable()).collect();
        let is_in = |other: &mut std::iter::Peekable<Numbers<'_>>, wanted: u32| {
            while other.next_if(|number| *number < wanted).is_some() {}
            other.peek() == Some(&wanted)
        };
        numbers(shortest)
            .filter(|number| !self.is_removed(*number) && others.iter_mut().all(|other| is_in(other, *number)))
            .take(limit)
            .map(|number| self.packed.ids[number as usize])
            .collect()
    }
}
