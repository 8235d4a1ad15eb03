//! Documents that were indexed together, and what a query finds among them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::ops::Deref;
use std::sync::Arc;

use crate::document::Document;
use crate::names::{Names, Stream};
use crate::texts::Texts;

/// Marks a name of a document as one of the names around it.
pub(crate) const AROUND: u32 = 1 << 31;

/// The most documents that are passed over in one stage, because an earlier one found them or they were removed.
const MAX_PASSED: usize = 20_000;

/// Which names of a document are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// Its own names.
    Own,
    /// The names around it.
    Around,
}

/// Documents that were indexed together, and which of them were removed since.
///
/// Clones share the documents.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    parts: Arc<Parts>,
    /// A bit for each document that was removed.
    removed: Box<[u64]>,
    removed_count: usize,
}

impl Deref for Segment {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl Segment {
    /// Indexes documents whose names are comparable already.
    pub(crate) fn build(mut documents: Vec<Document>) -> Self {
        documents.sort_by_cached_key(Document::place);
        let mut own = Interned::default();
        let mut around = Interned::default();
        let mut name_starts = vec![0];
        let mut names_of = Vec::new();
        for (number, document) in documents.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            names_of.extend(document.names.iter().filter_map(|name| own.add(name, number)));
            names_of
                .extend(document.around.iter().filter_map(|name| around.add(name, number)).map(|name| name | AROUND));
            name_starts.push(u32::try_from(names_of.len()).unwrap_or(u32::MAX));
        }
        let ids: Box<[i64]> = documents.iter().map(|document| document.id).collect();
        let mut by_id: Box<[u32]> = (0..u32::try_from(ids.len()).unwrap_or(u32::MAX)).collect();
        by_id.sort_unstable_by_key(|document| ids[*document as usize]);
        Self::new(Parts {
            popularities: documents.iter().map(|document| document.popularity).collect(),
            ids,
            by_id,
            name_starts: name_starts.into(),
            names_of: names_of.into(),
            own: own.finish(),
            around: around.finish(),
        })
    }

    pub(crate) fn new(parts: Parts) -> Self {
        let removed = vec![0; parts.ids.len().div_ceil(64)].into();
        Self { parts: Arc::new(parts), removed, removed_count: 0 }
    }

    /// How many documents are there.
    pub(crate) fn len(&self) -> usize {
        self.ids.len() - self.removed_count
    }

    pub(crate) fn removed_count(&self) -> usize {
        self.removed_count
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.ids.len() * 8
            + (self.popularities.len() + self.by_id.len() + self.name_starts.len() + self.names_of.len()) * 4
            + self.removed.len() * 8
            + self.own.size_bytes()
            + self.around.size_bytes()
    }

    pub(crate) fn is_removed(&self, document: u32) -> bool {
        self.removed[document as usize / 64] >> (document % 64) & 1 == 1
    }

    /// Removes a document, and tells whether it was there.
    pub(crate) fn remove(&mut self, id: i64) -> bool {
        let Some(document) = self.number(id) else { return false };
        self.removed[document as usize / 64] |= 1 << (document % 64);
        self.removed_count += 1;
        true
    }

    fn number(&self, id: i64) -> Option<u32> {
        let at = self.by_id.binary_search_by_key(&id, |document| self.ids[*document as usize]).ok()?;
        Some(self.by_id[at]).filter(|document| !self.is_removed(*document))
    }

    pub(crate) fn contains(&self, id: i64) -> bool {
        self.number(id).is_some()
    }

    /// Whether a document is there and just as it would be added now.
    pub(crate) fn has(&self, document: &Document) -> bool {
        self.number(document.id).is_some_and(|number| {
            let (mut own, mut around) = (document.names.iter(), document.around.iter());
            self.popularities[number as usize] == document.popularity
                && self.names_of(number).all(|(field, name)| {
                    let next = if field == Field::Own { own.next() } else { around.next() };
                    next.is_some_and(|next| next == name)
                })
                && own.next().is_none()
                && around.next().is_none()
        })
    }

    /// The ids of what is still there.
    pub(crate) fn ids(&self) -> impl Iterator<Item = i64> {
        (0..).zip(&self.ids).filter(|(number, _)| !self.is_removed(*number)).map(|(_, id)| *id)
    }

    /// The names of a document with the field each is in.
    pub(crate) fn names_of(&self, document: u32) -> impl Iterator<Item = (Field, &str)> {
        let (from, to) = (self.name_starts[document as usize], self.name_starts[document as usize + 1]);
        self.names_of[from as usize..to as usize].iter().map(|name| match name & AROUND {
            0 => (Field::Own, self.own.texts.get(*name)),
            _ => (Field::Around, self.around.texts.get(name & !AROUND)),
        })
    }

    /// A document as it was added, with comparable names.
    pub(crate) fn document(&self, document: u32) -> Document {
        let mut names = Vec::new();
        let mut around = Vec::new();
        for (field, name) in self.names_of(document) {
            if field == Field::Own { names.push(name.to_owned()) } else { around.push(name.to_owned()) }
        }
        Document { id: self.ids[document as usize], popularity: self.popularities[document as usize], names, around }
    }

    /// What is still there.
    pub(crate) fn documents(&self) -> impl Iterator<Item = Document> {
        (0..u32::try_from(self.ids.len()).unwrap_or(u32::MAX))
            .filter(|document| !self.is_removed(*document))
            .map(|document| self.document(document))
    }

    /// Where a document stands among all of its tier.
    pub(crate) fn place(&self, document: u32) -> Place {
        let length = self.names_of(document).next().map_or(0, |(_, name)| name.chars().count());
        (Reverse(self.popularities[document as usize]), length, self.ids[document as usize])
    }

    pub(crate) fn field(&self, field: Field) -> &Names {
        match field {
            Field::Own => &self.own,
            Field::Around => &self.around,
        }
    }

    /// The first documents of some names that are there and not seen yet, the most popular first.
    pub(crate) fn first(&self, field: Field, streams: Vec<Stream<'_>>, want: usize, seen: &Seen) -> Vec<u32> {
        if streams.is_empty() {
            return Vec::new();
        }
        let names = self.field(field);
        let mut streams = streams;
        let mut heads: BinaryHeap<Reverse<(u32, usize)>> = BinaryHeap::new();
        for (number, stream) in streams.iter_mut().enumerate() {
            heads.extend(stream.next().map(|name| Reverse((name, number))));
        }
        // The next document of each name that was met: document, name, how many of it were taken.
        let mut waiting: BinaryHeap<Reverse<(u32, u32, usize)>> = BinaryHeap::new();
        let mut found: Vec<u32> = Vec::new();
        let mut last_name = None;
        let mut last = None;
        let mut passed = 0;
        while found.len() < want && passed < MAX_PASSED {
            // A name's first document bounds the others and those of all later names.
            while let Some(Reverse((name, number))) = heads.peek().copied() {
                let first = names.documents_of(name).first().copied().unwrap_or(u32::MAX);
                if waiting.peek().is_some_and(|Reverse((document, ..))| *document < first) {
                    break;
                }
                heads.pop();
                heads.extend(streams[number].next().map(|name| Reverse((name, number))));
                if last_name != Some(name) {
                    last_name = Some(name);
                    if first != u32::MAX {
                        waiting.push(Reverse((first, name, 1)));
                    }
                }
            }
            let Some(Reverse((document, name, taken))) = waiting.pop() else { break };
            if let Some(next) = names.documents_of(name).get(taken) {
                waiting.push(Reverse((*next, name, taken + 1)));
            }
            if last == Some(document) {
                continue;
            }
            last = Some(document);
            if self.is_removed(document) || seen.contains(self.ids[document as usize]) {
                passed += 1;
            } else {
                found.push(document);
            }
        }
        found
    }
}

/// The ids of documents that were found already, in order: they are few.
#[derive(Debug, Default)]
pub(crate) struct Seen(Vec<i64>);

impl Seen {
    pub(crate) fn contains(&self, id: i64) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// Adds an id, and tells whether it is new.
    pub(crate) fn insert(&mut self, id: i64) -> bool {
        let place = self.0.binary_search(&id);
        if let Err(place) = place {
            self.0.insert(place, id);
        }
        place.is_err()
    }
}

/// The more popular first, then the shorter name, then the smaller id.
pub(crate) type Place = (Reverse<u32>, usize, i64);

/// Documents in order of popularity, and their names.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) ids: Box<[i64]>,
    pub(crate) popularities: Box<[u32]>,
    /// Documents by their id.
    pub(crate) by_id: Box<[u32]>,
    /// Where the names of each document begin; one more than there are documents.
    pub(crate) name_starts: Box<[u32]>,
    /// Names of the documents, those around marked by [`AROUND`].
    pub(crate) names_of: Box<[u32]>,
    pub(crate) own: Names,
    pub(crate) around: Names,
}

/// Gives each distinct name a number, in the order of their first documents.
#[derive(Debug, Default)]
struct Interned<'d> {
    numbers: HashMap<&'d str, u32>,
    texts: Texts,
    documents: Vec<Vec<u32>>,
}

impl<'d> Interned<'d> {
    /// The number of a name of a document; none when the document has it already, or the name is empty.
    fn add(&mut self, name: &'d str, document: u32) -> Option<u32> {
        if name.is_empty() {
            return None;
        }
        let number = *self.numbers.entry(name).or_insert_with(|| {
            self.documents.push(Vec::new());
            self.texts.push(name)
        });
        let documents = &mut self.documents[number as usize];
        if documents.last() == Some(&document) {
            return None;
        }
        documents.push(document);
        Some(number)
    }

    fn finish(self) -> Names {
        Names::build(self.texts, self.documents)
    }
}
