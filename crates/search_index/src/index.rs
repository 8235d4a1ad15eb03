//! Documents that come and go, and the search over them.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::names::Stream;
use crate::query::Query;
use crate::segment::{Field, Place, Seen, Segment};
use crate::sight::{Sight, Way};
use crate::terms::{self, Effort};

/// A segment is joined with the one before it when that is less than so many times as large.
const GROWTH: usize = 4;

/// From so many answers on nothing is guessed.
const ENOUGH: usize = 3;

/// How a document was found; the better tier comes first in every answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// The query is a name of the document.
    Exact,
    /// A name begins with the query.
    Prefix,
    /// The query is a name around the document, such as its artist.
    Around,
    /// A later word of a name begins with the query.
    Word,
    /// The query stands inside a name.
    Substring,
    /// The query stands inside a name around the document.
    AroundSubstring,
    /// The first letters of the pinyin of a name.
    Initials,
    /// The pinyin of a name.
    Pinyin,
    /// Initials or pinyin of a name around the document.
    AroundPinyin,
    /// The initials of a name begin with the query.
    InitialsPrefix,
    /// The pinyin of a name begins with the query, or is abbreviated by it.
    PinyinPrefix,
    /// Each word of the query fits a name of the document or around it.
    Words,
    /// As the two before, for a name around the document.
    AroundPinyinPrefix,
    /// A name of the document or around it is the query but for one mistake.
    Typo,
    /// Such a name begins with the query but for one mistake, or each word fits but for one.
    TypoPrefix,
}

/// One document that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub id: i64,
    /// How it was found.
    pub tier: Tier,
}

/// The order in which a search goes on while it has not found enough.
const STAGES: [(Tier, Field, &[Way]); 14] = [
    (Tier::Exact, Field::Own, &[Way::Whole]),
    (Tier::Prefix, Field::Own, &[Way::Beginning]),
    (Tier::Around, Field::Around, &[Way::Whole]),
    (Tier::Word, Field::Own, &[Way::Word]),
    (Tier::Substring, Field::Own, &[Way::Inside]),
    (Tier::AroundSubstring, Field::Around, &[Way::Beginning]),
    (Tier::AroundSubstring, Field::Around, &[Way::Word]),
    (Tier::AroundSubstring, Field::Around, &[Way::Inside]),
    (Tier::Initials, Field::Own, &[Way::WholeInitials]),
    (Tier::Pinyin, Field::Own, &[Way::WholePinyin]),
    (Tier::AroundPinyin, Field::Around, &[Way::WholeInitials, Way::WholePinyin]),
    (Tier::InitialsPrefix, Field::Own, &[Way::Initials]),
    (Tier::PinyinPrefix, Field::Own, &[Way::Pinyin]),
    (Tier::AroundPinyinPrefix, Field::Around, &[Way::Initials, Way::Pinyin]),
];

/// An index of documents of one kind; a clone shares what both have.
///
/// It consists of segments, the larger first; what is added makes a new one, and small ones are joined.
/// An answer does not depend on how documents are spread over segments.
#[derive(Debug, Clone, Default)]
pub struct Index {
    segments: Vec<Segment>,
}

impl Index {
    /// Indexes documents; of two with one id the later one counts.
    #[must_use]
    pub fn build(documents: impl IntoIterator<Item = Document>) -> Self {
        let mut index = Self::default();
        index.add(documents);
        index
    }

    pub(crate) fn of_segment(segment: Segment) -> Self {
        Self { segments: vec![segment] }
    }

    /// Adds documents, each in the place of the one that has its id.
    ///
    /// Few at a time cost little more each than many at once: a document is indexed again a number of times that
    /// grows as the logarithm of how many there are.
    pub fn add(&mut self, documents: impl IntoIterator<Item = Document>) {
        self.insert(documents.into_iter().map(Document::comparable));
    }

    /// Adds documents whose names are comparable.
    fn insert(&mut self, documents: impl IntoIterator<Item = Document>) {
        let documents: HashMap<i64, Document> = documents.into_iter().map(|document| (document.id, document)).collect();
        let added: Vec<Document> = documents.into_values().collect();
        for document in &added {
            self.segments.iter_mut().any(|segment| segment.remove(document.id));
        }
        if !added.is_empty() {
            self.segments.push(Segment::build(added));
        }
        self.tidy();
    }

    /// Becomes the index of these documents and no others; only what differs is indexed again.
    pub fn become_of(&mut self, documents: impl IntoIterator<Item = Document>) {
        let mut kept: HashSet<i64> = HashSet::new();
        let mut changed = Vec::new();
        for document in documents {
            kept.insert(document.id);
            let document = document.comparable();
            if !self.segments.iter().any(|segment| segment.has(&document)) {
                changed.push(document);
            }
        }
        let gone: Vec<i64> = self.segments.iter().flat_map(Segment::ids).filter(|id| !kept.contains(id)).collect();
        self.remove(&gone);
        self.insert(changed);
    }

    /// Removes documents. From now on nothing finds them; their names leave memory when their segment is made anew,
    /// or with [`Index::forget_removed`].
    pub fn remove(&mut self, ids: &[i64]) {
        for id in ids {
            self.segments.iter_mut().any(|segment| segment.remove(*id));
        }
        self.tidy();
    }

    /// Makes every segment anew that has removed documents, so that nothing of them is left in memory.
    pub fn forget_removed(&mut self) {
        for segment in self.segments.iter_mut().filter(|segment| segment.removed_count() > 0) {
            *segment = Segment::build(segment.documents().collect());
        }
        self.segments.retain(|segment| segment.len() > 0);
    }

    /// Whether a document is there.
    #[must_use]
    pub fn contains(&self, id: i64) -> bool {
        self.segments.iter().any(|segment| segment.contains(id))
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.segments.iter().map(Segment::len).sum()
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the index takes of memory, in bytes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.segments.iter().map(Segment::size_bytes).sum()
    }

    /// Everything in one segment without removed documents.
    pub(crate) fn joined(&self) -> Segment {
        Segment::build(self.segments.iter().flat_map(Segment::documents).collect())
    }

    pub(crate) fn single_segment(&self) -> Option<&Segment> {
        match self.segments.as_slice() {
            [segment] if segment.removed_count() == 0 => Some(segment),
            _ => None,
        }
    }

    /// Joins segments of similar size, and makes those anew that have lost a quarter.
    fn tidy(&mut self) {
        for segment in &mut self.segments {
            if segment.removed_count() * 4 > segment.len() {
                *segment = Segment::build(segment.documents().collect());
            }
        }
        self.segments.retain(|segment| segment.len() > 0);
        while let [.., larger, smaller] = self.segments.as_slice()
            && smaller.len() * GROWTH > larger.len()
        {
            let joined = Segment::build(larger.documents().chain(smaller.documents()).collect());
            self.segments.truncate(self.segments.len() - 2);
            self.segments.push(joined);
        }
    }

    /// The documents that fit a query best, at most `limit`.
    ///
    /// Tiers come in the order of [`Tier`], those with a mistake mixed; inside a tier the more popular document is first,
    /// then the one with the shorter name. Mistakes are looked for only when hardly anything fits without.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        let Some(query) = Query::parse(query) else { return Vec::new() };
        let sights =
            |segment| [Field::Own, Field::Around].map(|field| Sight::new(Segment::field(segment, field), &query));
        let sights = self.segments.iter().map(sights).collect();
        let mut search = Search { index: self, query: &query, limit, sights, hits: Vec::new(), seen: Seen::default() };
        let (before, after) = STAGES.split_at(STAGES.len() - 1);
        for (tier, field, ways) in before {
            search.stage(*tier, *field, ways);
        }
        search.words(Tier::Words, false);
        for (tier, field, ways) in after {
            search.stage(*tier, *field, ways);
        }
        if !search.is_answered() {
            search.mistakes();
        }
        search.hits
    }
}

/// A search under way.
struct Search<'i> {
    index: &'i Index,
    query: &'i Query,
    limit: usize,
    /// The query before each segment's own names, and those around.
    sights: Vec<[Sight<'i>; 2]>,
    hits: Vec<Hit>,
    seen: Seen,
}

impl Search<'_> {
    /// Whether what was found is likely what is meant: then nothing is guessed any more.
    fn is_answered(&self) -> bool {
        let is_certain =
            |hit: &Hit| matches!(hit.tier, Tier::Exact | Tier::Around | Tier::Initials | Tier::Pinyin | Tier::Words);
        self.hits.len() >= ENOUGH || self.hits.iter().any(is_certain)
    }

    /// Where a document stands among all of its tier; in a single segment that is the order of their numbers.
    fn place(&self, segment: &Segment, document: u32) -> Place {
        if self.index.segments.len() > 1 { segment.place(document) } else { (Reverse(0), document as usize, 0) }
    }

    fn stage(&mut self, tier: Tier, field: Field, ways: &[Way]) {
        let want = self.limit - self.hits.len();
        if want == 0 {
            return;
        }
        let mut found: Vec<(Place, i64)> = Vec::new();
        for (segment, sights) in self.index.segments.iter().zip(&self.sights) {
            let streams: Vec<Stream<'_>> = ways.iter().flat_map(|way| sights[field as usize].find(*way)).collect();
            let first = segment.first(field, streams, want, &self.seen);
            found.extend(
                first.into_iter().map(|document| (self.place(segment, document), segment.ids[document as usize])),
            );
        }
        self.take(tier, found);
    }

    fn words(&mut self, tier: Tier, mistakes: bool) {
        if self.hits.len() == self.limit {
            return;
        }
        let mut found = Vec::new();
        let is_answered = self.is_answered();
        let effort = if is_answered { Effort::ANSWERED } else { Effort::SEARCHING };
        let readings = terms::readings_of(&self.index.segments, self.query, !is_answered);
        for segment in &self.index.segments {
            for (fit, document) in terms::find(segment, &readings, mistakes, effort, &self.seen) {
                found.push(((fit, self.place(segment, document)), segment.ids[document as usize]));
            }
        }
        self.take(tier, found);
    }

    /// Looks for names that differ by one mistake, the likelier ones first, until there are some.
    fn mistakes(&mut self) {
        for (field, in_words) in
            [(Field::Own, false), (Field::Around, false), (Field::Own, true), (Field::Around, true)]
        {
            let want = self.limit - self.hits.len();
            if want == 0 {
                return;
            }
            let mut likely: [Vec<(Place, i64)>; 3] = Default::default();
            for segment in &self.index.segments {
                let mistaken = segment.field(field).mistaken(self.query, in_words);
                for (streams, found) in mistaken.into_iter().zip(&mut likely) {
                    let first = segment.first(field, streams, want, &self.seen);
                    found.extend(
                        first
                            .into_iter()
                            .map(|document| (self.place(segment, document), segment.ids[document as usize])),
                    );
                }
            }
            let is_whole = likely[..2].iter().any(|found| !found.is_empty());
            for (tier, found) in [Tier::Typo, Tier::Typo, Tier::TypoPrefix].into_iter().zip(likely) {
                self.take(tier, found);
            }
            if is_whole {
                return;
            }
        }
        if self.query.terms.len() > 1 {
            self.words(Tier::TypoPrefix, true);
        }
    }

    /// Takes the first of what a stage found.
    fn take<K: Ord>(&mut self, tier: Tier, mut found: Vec<(K, i64)>) {
        found.sort_unstable();
        for (_, id) in found {
            if self.hits.len() == self.limit {
                break;
            }
            if self.seen.insert(id) {
                self.hits.push(Hit { id, tier });
            }
        }
    }
}
