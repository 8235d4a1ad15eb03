//! Queries of several words: 周杰伦 qlx, zjl 七里香, 周杰伦七里香.

use crate::matching::{Fit, fit};
use crate::names::Stream;
use crate::query::Query;
use crate::segment::{Field, Seen, Segment};
use crate::sight::{Sight, Way};

/// The names that one word may find in one field, and still lead to documents.
const MAX_NAMES: usize = 96;

/// How many documents are compared for a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// For the word that leads to the fewest names.
    first: usize,
    /// For each other word that leads to few.
    other: usize,
}

impl Effort {
    /// While what is meant has not been found.
    pub(crate) const SEARCHING: Self = Self { first: 200, other: 120 };

    /// To fill a page below it.
    pub(crate) const ANSWERED: Self = Self { first: 80, other: 80 };
}

/// Ways to cut a query without spaces in two that are tried.
const MAX_CUTS: usize = 4;

/// The ways in which a word leads to names.
const WAYS: [Way; 8] = [
    Way::Whole,
    Way::Beginning,
    Way::Word,
    Way::WholeInitials,
    Way::WholePinyin,
    Way::Inside,
    Way::Initials,
    Way::Pinyin,
];

/// Documents in which every word of a query fits one name or another, with the fit of the word that fits worst.
///
/// `readings` are those of [`readings_of`].
pub(crate) fn find(
    segment: &Segment,
    readings: &[Vec<Query>],
    mistakes: bool,
    effort: Effort,
    seen: &Seen,
) -> Vec<(Fit, u32)> {
    let mut found: Vec<(Fit, u32)> = Vec::new();
    for words in readings {
        let mut leads: Vec<Lead<'_>> = words.iter().map(|word| Lead::of(segment, word)).collect();
        leads.sort_by_key(|lead| lead.count);
        // What the word that leads to many fits is not worth asking first.
        let words: Vec<&Query> = leads.iter().map(|lead| lead.word).collect();
        for (number, lead) in leads.iter().enumerate() {
            if number > 0 && lead.count > MAX_NAMES {
                break;
            }
            let most = if number > 0 { effort.other } else { effort.first };
            // The word that leads here fits, and is asked last.
            let others = words.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, word)| *word);
            let words: Vec<&Query> = others.chain([lead.word]).collect();
            for document in lead.documents(segment, mistakes, most, seen) {
                found.extend(worst(segment, document, &words, mistakes).map(|fit| (fit, document)));
            }
        }
    }
    found.sort_unstable_by_key(|(fit, document)| (*document, *fit));
    found.dedup_by_key(|(_, document)| *document);
    found
}

/// The words of a query, and what they may be when it has none but a single long one and `may_cut`.
///
/// Whether a part is a name is asked of the whole index: which documents came together says nothing about a query.
pub(crate) fn readings_of(segments: &[Segment], query: &Query, may_cut: bool) -> Vec<Vec<Query>> {
    if query.terms.len() > 1 {
        let mut readings = halves_at_spaces(segments, query);
        readings.push(query.terms.iter().map(|term| Query::of_term(term)).collect());
        return readings;
    }
    if !may_cut {
        return Vec::new();
    }
    let is_letters = query.letters.is_some();
    let shortest = if is_letters { 3 } else { 2 };
    let characters = &query.characters;
    let mut cuts = Vec::new();
    for at in shortest..(characters.len() + 1).saturating_sub(shortest) {
        let halves: [String; 2] = [characters[..at].iter().collect(), characters[at..].iter().collect()];
        let is_cut = |half: &String| segments.iter().any(|segment| is_name(segment, half, is_letters));
        if halves.iter().any(is_cut) {
            cuts.push(halves.map(|half| Query::of_term(&half)).into());
        }
        if cuts.len() == MAX_CUTS {
            break;
        }
    }
    cuts
}

/// A query of three words and more cut in two where either part is a name around a document.
///
/// Each word of such a name may lead to very many documents, the whole name leads to few.
fn halves_at_spaces(segments: &[Segment], query: &Query) -> Vec<Vec<Query>> {
    if query.terms.len() < 3 {
        return Vec::new();
    }
    let cuts = query.phrase.match_indices(' ').map(|(at, _)| [&query.phrase[..at], &query.phrase[at + 1..]]);
    let has_name = |halves: &[&str; 2]| {
        halves.iter().any(|half| half.contains(' ') && segments.iter().any(|segment| is_name(segment, half, false)))
    };
    cuts.filter(has_name).take(MAX_CUTS).map(|halves| halves.map(Query::of_term).into()).collect()
}

/// Whether a text is a whole name around a document that is there, or the whole pinyin of one.
fn is_name(segment: &Segment, text: &str, is_letters: bool) -> bool {
    let (names, query) = (segment.field(Field::Around), Query::of_term(text));
    let sight = Sight::new(names, &query);
    let is_there = |name| names.documents_of(name).iter().any(|document| !segment.is_removed(*document));
    let has = |way| sight.find(way).into_iter().flatten().any(is_there);
    has(Way::Whole) || (is_letters && has(Way::WholePinyin))
}

/// A word, and at most how many names it leads to.
struct Lead<'q> {
    word: &'q Query,
    own: Sight<'q>,
    around: Sight<'q>,
    count: usize,
}

impl<'q> Lead<'q> {
    fn of(segment: &'q Segment, word: &'q Query) -> Self {
        let [own, around] = [&segment.own, &segment.around].map(|names| Sight::new(names, word));
        let count = [&own, &around].into_iter().flat_map(|sight| WAYS.map(|way| sight.count(way))).sum();
        Self { word, own, around, count }
    }

    /// The names to which the word leads in one field.
    fn names(&self, segment: &Segment, field: Field, mistakes: bool) -> Vec<u32> {
        let sight = if field == Field::Own { &self.own } else { &self.around };
        let mut found: Vec<u32> = Vec::new();
        for way in WAYS {
            for stream in sight.find(way) {
                found.extend(stream.take(MAX_NAMES - found.len().min(MAX_NAMES)));
            }
            if found.len() >= MAX_NAMES {
                break;
            }
        }
        if mistakes && found.len() < MAX_NAMES {
            for in_words in [false, true] {
                for stream in segment.field(field).mistaken(self.word, in_words).into_iter().flatten() {
                    found.extend(stream.take(MAX_NAMES));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn documents(&self, segment: &Segment, mistakes: bool, most: usize, seen: &Seen) -> Vec<u32> {
        let first = |field| {
            let names = self.names(segment, field, mistakes);
            let stream: Stream<'_> = Box::new(names.into_iter());
            segment.first(field, vec![stream], most, seen)
        };
        let mut documents = first(Field::Own);
        documents.extend(first(Field::Around));
        documents
    }
}

/// The fit of the word that fits a document worst; `None` when one does not fit at all.
fn worst(segment: &Segment, document: u32, words: &[&Query], mistakes: bool) -> Option<Fit> {
    let mut worst = Fit::Whole;
    for word in words {
        let fits = segment.names_of(document).filter_map(|(_, name)| fit(word, name, mistakes));
        worst = worst.max(fits.map(|(fit, _)| fit).min()?);
    }
    Some(worst)
}
