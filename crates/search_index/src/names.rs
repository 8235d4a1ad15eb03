//! The distinct names of one field, and every way to them.

use crate::grams::{Grams, in_all};
use crate::keys::{KeyKind, Keys};
use crate::query::Query;
use crate::readings::Spelling;
use crate::spelt::{mixed_initials, spelt};
use crate::texts::Texts;
use crate::typo::{self, Difference, difference};

/// Names that are compared one by one in one stage.
pub(crate) const MAX_COMPARED: usize = 1_500;

/// Names whose spelling is compared with letters in one stage, which takes longer.
const MAX_SPELT: usize = 400;

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

/// One way in which a query finds names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    Whole,
    Beginning,
    Word,
    Inside,
    WholeInitials,
    WholePinyin,
    Initials,
    Pinyin,
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

    /// The names that a query finds in one way.
    pub(crate) fn find<'n>(&'n self, query: &'n Query, way: Way) -> Vec<Stream<'n>> {
        let phrase = query.phrase.as_str();
        match way {
            Way::Whole => {
                let found = self.by_text.beginning(&self.texts, self.by_text.all(), phrase.as_bytes());
                let whole = self.by_text.whole(&self.texts, found, phrase.as_bytes());
                vec![Box::new(self.by_text.names(whole))]
            }
            Way::Beginning => vec![self.beginning(&self.by_text, phrase)],
            Way::Word => vec![self.beginning(&self.by_word, phrase)],
            Way::Inside => self.inside(query),
            Way::WholeInitials => self.spelt_whole(&self.by_initials, query),
            Way::WholePinyin => self.spelt_whole(&self.by_pinyin, query),
            Way::Initials => match &query.letters {
                Some(letters) => vec![self.beginning(&self.by_initials, letters)],
                None => Vec::new(),
            },
            Way::Pinyin => self.pinyin(query),
        }
    }

    fn beginning<'n>(&'n self, keys: &'n Keys, prefix: &str) -> Stream<'n> {
        Box::new(keys.names(keys.beginning(&self.texts, keys.all(), prefix.as_bytes())))
    }

    fn inside<'n>(&'n self, query: &'n Query) -> Vec<Stream<'n>> {
        let lists = self.grams.lists(&query.phrase);
        if lists.is_empty() {
            // A single character: each name that has it is in the list of it and what follows.
            return match query.characters.as_slice() {
                [character] if crate::fold::is_dense(*character) => self
                    .grams
                    .with_character(*character)
                    .map(|list| Box::new(list.iter().copied()) as Stream<'n>)
                    .collect(),
                _ => Vec::new(),
            };
        }
        // Two characters of a dense script are one gram, three others are one too, and then the gram says it all.
        let dense = query.characters.iter().any(|character| crate::fold::is_dense(*character));
        let certain = lists.len() == 1 && query.characters.len() == if dense { 2 } else { 3 };
        let finder = memchr::memmem::Finder::new(&query.phrase);
        let found = in_all(lists)
            .take(MAX_COMPARED)
            .filter(move |name| certain || finder.find(self.texts.get(*name).as_bytes()).is_some());
        vec![Box::new(found)]
    }

    fn spelt_whole<'n>(&'n self, keys: &'n Keys, query: &'n Query) -> Vec<Stream<'n>> {
        let Some(letters) = &query.letters else { return Vec::new() };
        let found = keys.beginning(&self.texts, keys.all(), letters.as_bytes());
        vec![Box::new(keys.names(keys.whole(&self.texts, found, letters.as_bytes())))]
    }

    fn pinyin<'n>(&'n self, query: &'n Query) -> Vec<Stream<'n>> {
        let Some(letters) = &query.letters else {
            return self.half_typed(query).into_iter().collect();
        };
        let mut streams = vec![self.beginning(&self.by_pinyin, letters)];
        if let Some(initials) = mixed_initials(letters) {
            let found = self.by_initials.beginning(&self.texts, self.by_initials.all(), initials.as_bytes());
            let names = self.by_initials.names(found).take(MAX_SPELT);
            streams.push(Box::new(names.filter(move |name| spelt(letters, self.texts.get(*name)).is_some())));
        }
        streams
    }

    /// Chinese with letters after it in one word, as when somebody is still typing: 晴tian.
    fn half_typed<'n>(&'n self, query: &'n Query) -> Option<Stream<'n>> {
        let chinese = query.phrase.find(|character: char| character.is_ascii_alphanumeric())?;
        if chinese == 0 || query.phrase.contains(' ') {
            return None;
        }
        let found = self.by_text.beginning(&self.texts, self.by_text.all(), &query.phrase.as_bytes()[..chinese]);
        let names = self.by_text.names(found).take(MAX_SPELT);
        Some(Box::new(names.filter(move |name| spelt(&query.phrase, self.texts.get(*name)).is_some())))
    }

    /// At most how many names a query finds in one way, from what is known without looking at them.
    pub(crate) fn count(&self, query: &Query, way: Way) -> usize {
        let keys = |keys: &Keys, text: &str| {
            let (from, to) = keys.beginning(&self.texts, keys.all(), text.as_bytes());
            to - from
        };
        match (way, &query.letters) {
            (Way::Beginning, _) => keys(&self.by_text, &query.phrase),
            (Way::Word, _) => keys(&self.by_word, &query.phrase),
            (Way::Inside, _) => match self.grams.lists(&query.phrase).first() {
                Some(list) => list.len(),
                None if query.characters.len() == 1 => self.texts.len() as usize,
                None => 0,
            },
            (Way::Initials, Some(letters)) => keys(&self.by_initials, letters),
            (Way::Pinyin, Some(letters)) => keys(&self.by_pinyin, letters),
            // The whole ones are among those that begin so.
            _ => 0,
        }
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
            let pair: String = pair.iter().collect();
            lists.extend(self.grams.lists(&pair).into_iter().map(|list| Box::new(list.iter().copied()) as Stream<'_>));
        }
        // Of three characters with the middle one wrong, only the first and the last are left; of two, one of them.
        if characters.len() <= 3 {
            let begins = self.beginning(&self.by_text, first.encode_utf8(&mut [0; 4]));
            let ends = self.grams.ending_with(*last);
            if characters.len() == 3 && ends.len() <= MAX_COMPARED {
                lists.push(Box::new(ends.iter().copied()));
            } else {
                lists.push(begins);
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
