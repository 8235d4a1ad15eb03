//! The distinct names of one field, and every way to them.

use crate::grams::Grams;
use crate::keys::{KeyKind, Keys};
use crate::query::Query;
use crate::readings::Spelling;
use crate::texts::Texts;
use crate::typo::{self, Difference, difference};

/// Names that are compared one by one in one stage.
pub(crate) const MAX_COMPARED: usize = 1_500;

/// Names, numbered by their most popular document, with the documents of each.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    pub(crate) texts: Texts,
    /// Where the documents of each name begin; one more than there are names.
    pub(crate) starts: Box<[u32]>,
    pub(crate) documents: Box<[u32]>,
    pub(crate) by_text: Keys,
    pub(crate) by_word: Keys,
    pub(crate) by_initials: Keys,
    pub(crate) by_pinyin: Keys,
    pub(crate) grams: Grams,
}

/// Names that differ from a query by one mistake, by what kind of mistake it is, the likeliest first.
pub(crate) type Mistakes<'n> = [Vec<Stream<'n>>; 3];

/// Names in ascending order, some perhaps repeatedly.
pub(crate) type Stream<'n> = Box<dyn Iterator<Item = u32> + 'n>;

impl Names {
    /// `documents_of` has for each name its documents, ascending.
    pub(crate) fn build(mut texts: Texts, documents_of: Vec<Vec<u32>>) -> Self {
        texts.shrink();
        let mut starts = vec![0];
        let mut documents = Vec::with_capacity(documents_of.iter().map(Vec::len).sum());
        for of_name in documents_of {
            documents.extend(of_name);
            starts.push(u32::try_from(documents.len()).unwrap_or(u32::MAX));
        }
        Self {
            by_text: Keys::build(KeyKind::Text, &texts),
            by_word: Keys::build(KeyKind::Word, &texts),
            by_initials: Keys::build(KeyKind::Spelt(Spelling::Initials), &texts),
            by_pinyin: Keys::build(KeyKind::Spelt(Spelling::Pinyin), &texts),
            grams: Grams::build(&texts),
            texts,
            starts: starts.into(),
            documents: documents.into(),
        }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.texts.size_bytes()
            + (self.starts.len() + self.documents.len()) * 4
            + [&self.by_text, &self.by_word, &self.by_initials, &self.by_pinyin]
                .map(Keys::size_bytes)
                .iter()
                .sum::<usize>()
            + self.grams.size_bytes()
    }

    /// Whether everything points to something, for so many documents.
    pub(crate) fn is_sound(&self, documents: u32) -> bool {
        let names = self.texts.len();
        self.texts.is_sound()
            && self.starts.len() == names as usize + 1
            && self.starts.is_sorted()
            && self.starts.last().is_some_and(|end| *end as usize == self.documents.len())
            && self.documents.iter().all(|document| *document < documents)
            && [&self.by_text, &self.by_word, &self.by_initials, &self.by_pinyin]
                .iter()
                .all(|keys| keys.is_sound(names))
            && self.grams.is_sound(names)
    }

    /// The documents of a name, ascending.
    pub(crate) fn documents_of(&self, name: u32) -> &[u32] {
        &self.documents[self.starts[name as usize] as usize..self.starts[name as usize + 1] as usize]
    }

    /// The names from which a query differs by one mistake; `in_words` looks at the beginnings of later words too.
    pub(crate) fn mistaken<'n>(&'n self, query: &'n Query, in_words: bool) -> Mistakes<'n> {
        let mut mistakes = Mistakes::default();
        if query.characters.iter().any(|character| crate::fold::is_dense(*character)) {
            if !in_words {
                let found = self.mistaken_chinese(query);
                for (names, mistakes) in found.into_iter().zip(&mut mistakes) {
                    mistakes.push(Box::new(names.into_iter()));
                }
            }
        } else if query.characters.len() >= typo::MIN_LETTERS {
            let phrase = Some(query.phrase.as_str());
            let whole = [(&self.by_text, phrase, true), (&self.by_pinyin, query.letters.as_deref(), true)];
            let words = [(&self.by_word, phrase, false)];
            for (keys, text, from_first) in if in_words { &words[..] } else { &whole[..] } {
                let Some(text) = text else { continue };
                let found = typo::walk(keys, &self.texts, text, *from_first);
                for (stretches, mistakes) in [found.whole, found.longer].into_iter().zip(&mut mistakes[1..]) {
                    let stretches = stretches.into_iter().filter(|(from, to)| from < to);
                    mistakes.extend(stretches.map(|found| Box::new(keys.names(found)) as Stream<'n>));
                }
            }
        }
        mistakes
    }

    /// Names that share a beginning, an end or two neighbouring characters with the query, compared one by one.
    fn mistaken_chinese(&self, query: &Query) -> [Vec<u32>; 3] {
        let characters = &query.characters;
        let mut found = [const { Vec::new() }; 3];
        let (Some(first), Some(last)) = (characters.first(), characters.last()) else { return found };
        let mut lists: Vec<Stream<'_>> = Vec::new();
        for pair in characters.windows(2).take(8) {
            lists.extend(self.grams.lists(pair).into_iter().map(|list| Box::new(list.iter().copied()) as Stream<'_>));
        }
        // Of three characters with the middle one wrong, only the first and the last are left; of two, one of them.
        if characters.len() <= 3 {
            let mut bytes = [0; 4];
            let begins = first.encode_utf8(&mut bytes).as_bytes();
            let begins = self.by_text.beginning(&self.texts, self.by_text.all(), begins);
            let ends = self.grams.ending_with(*last);
            if characters.len() == 3 && ends.len() <= MAX_COMPARED {
                lists.push(Box::new(ends.iter().copied()));
            } else {
                lists.push(Box::new(self.by_text.names(begins)));
                lists.push(Box::new(ends.iter().copied()));
            }
        }
        let mut name_characters = Vec::new();
        let each = (MAX_COMPARED / lists.len().max(1)).max(200);
        for list in lists {
            for name in list.take(each) {
                let text = self.texts.get(name);
                // Names that are much longer cannot be told by a beginning alone.
                name_characters.clear();
                name_characters.extend(text.chars().take(characters.len() + 2));
                match difference(characters, &name_characters) {
                    Some(Difference::Sound) => found[0].push(name),
                    Some(Difference::Whole) => found[1].push(name),
                    Some(Difference::Beginning) => found[2].push(name),
                    None => {}
                }
            }
        }
        for names in &mut found {
            names.sort_unstable();
            names.dedup();
        }
        found
    }
}
