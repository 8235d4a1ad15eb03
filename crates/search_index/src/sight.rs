//! A query before the names of one field: every way in which it finds some of them.

use std::cell::OnceCell;

use crate::fold::is_dense;
use crate::grams::in_all;
use crate::keys::{Keys, Stretch};
use crate::names::{MAX_COMPARED, Names, Stream};
use crate::query::Query;
use crate::spelt::{mixed_initials, spelt};

/// Names whose spelling is compared with letters in one stage, which takes longer.
const MAX_SPELT: usize = 160;

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

/// A query before the names of one field. Which keys begin with it is looked for once, whatever is asked of them.
#[derive(Debug)]
pub(crate) struct Sight<'s> {
    names: &'s Names,
    query: &'s Query,
    by_text: OnceCell<Stretch>,
    by_word: OnceCell<Stretch>,
    by_initials: OnceCell<Stretch>,
    by_pinyin: OnceCell<Stretch>,
}

impl<'s> Sight<'s> {
    pub(crate) fn new(names: &'s Names, query: &'s Query) -> Self {
        let (by_text, by_word, by_initials, by_pinyin) = Default::default();
        Self { names, query, by_text, by_word, by_initials, by_pinyin }
    }

    /// The names that the query finds in one way.
    pub(crate) fn find(&self, way: Way) -> Vec<Stream<'s>> {
        let names = self.names;
        let one = |stream: Option<Stream<'s>>| stream.into_iter().collect();
        match way {
            Way::Whole => {
                let whole = names.by_text.whole(&names.texts, self.by_text(), self.query.phrase.as_bytes());
                one(stream(&names.by_text, whole))
            }
            Way::Beginning => one(stream(&names.by_text, self.by_text())),
            Way::Word => one(stream(&names.by_word, self.by_word())),
            Way::Inside => self.inside(),
            Way::WholeInitials => one(self.spelt_whole(&names.by_initials, self.by_initials())),
            Way::WholePinyin => one(self.spelt_whole(&names.by_pinyin, self.by_pinyin())),
            Way::Initials => one(stream(&names.by_initials, self.by_initials())),
            Way::Pinyin => self.pinyin(),
        }
    }

    /// At most how many names the query finds in one way, from what is known without looking at them.
    pub(crate) fn count(&self, way: Way) -> usize {
        let length = |(from, to): Stretch| to - from;
        match way {
            Way::Beginning => length(self.by_text()),
            Way::Word => length(self.by_word()),
            Way::Inside => match self.names.grams.lists(&self.query.characters).first() {
                Some(list) => list.len(),
                None if self.query.characters.len() == 1 => self.names.texts.len() as usize,
                None => 0,
            },
            Way::Initials => length(self.by_initials()),
            Way::Pinyin => length(self.by_pinyin()),
            // The whole ones are among those that begin so.
            Way::Whole | Way::WholeInitials | Way::WholePinyin => 0,
        }
    }

    fn by_text(&self) -> Stretch {
        *self.by_text.get_or_init(|| self.beginning(&self.names.by_text, Some(&self.query.phrase)))
    }

    fn by_word(&self) -> Stretch {
        *self.by_word.get_or_init(|| self.beginning(&self.names.by_word, Some(&self.query.phrase)))
    }

    fn by_initials(&self) -> Stretch {
        *self.by_initials.get_or_init(|| self.beginning(&self.names.by_initials, self.query.letters.as_deref()))
    }

    fn by_pinyin(&self) -> Stretch {
        *self.by_pinyin.get_or_init(|| self.beginning(&self.names.by_pinyin, self.query.letters.as_deref()))
    }

    /// The keys that begin with a text; none where there is no text that could.
    fn beginning(&self, keys: &Keys, text: Option<&str>) -> Stretch {
        text.map_or((0, 0), |text| keys.beginning(&self.names.texts, keys.all(), text.as_bytes()))
    }

    fn inside(&self) -> Vec<Stream<'s>> {
        let (names, query) = (self.names, self.query);
        let lists = names.grams.lists(&query.characters);
        let Some(shortest) = lists.first() else {
            // A single character: each name that has it is in the list of it and what follows.
            return match query.characters.as_slice() {
                [character] if is_dense(*character) => {
                    let lists = names.grams.with_character(*character);
                    lists.map(|list| Box::new(list.iter().copied()) as Stream<'s>).collect()
                }
                _ => Vec::new(),
            };
        };
        if shortest.is_empty() {
            return Vec::new();
        }
        // Two characters of a dense script are one gram, three others are one too, and then the gram says it all.
        let dense = query.characters.iter().any(|character| is_dense(*character));
        let certain = lists.len() == 1 && query.characters.len() == if dense { 2 } else { 3 };
        let found = in_all(lists)
            .take(MAX_COMPARED)
            .filter(move |name| certain || query.finder.find(names.texts.get(*name).as_bytes()).is_some());
        vec![Box::new(found)]
    }

    fn spelt_whole(&self, keys: &'s Keys, found: Stretch) -> Option<Stream<'s>> {
        let letters = self.query.letters.as_ref()?;
        stream(keys, keys.whole(&self.names.texts, found, letters.as_bytes()))
    }

    fn pinyin(&self) -> Vec<Stream<'s>> {
        let (names, query) = (self.names, self.query);
        let Some(letters) = &query.letters else {
            return self.half_typed().into_iter().collect();
        };
        let mut streams: Vec<Stream<'s>> = stream(&names.by_pinyin, self.by_pinyin()).into_iter().collect();
        if let Some(initials) = mixed_initials(letters) {
            let found = stream(&names.by_initials, self.beginning(&names.by_initials, Some(&initials)));
            streams.extend(found.map(|found| self.spells(found, letters)));
        }
        streams
    }

    /// Chinese with letters after it in one word, as when somebody is still typing: 晴tian.
    fn half_typed(&self) -> Option<Stream<'s>> {
        let phrase = self.query.phrase.as_str();
        let chinese = phrase.find(|character: char| character.is_ascii_alphanumeric())?;
        if chinese == 0 || phrase.contains(' ') {
            return None;
        }
        let found = stream(&self.names.by_text, self.beginning(&self.names.by_text, Some(&phrase[..chinese])));
        found.map(|found| self.spells(found, phrase))
    }

    /// Of some names the first, as far as letters spell them.
    fn spells(&self, found: Stream<'s>, letters: &'s str) -> Stream<'s> {
        let texts = &self.names.texts;
        Box::new(found.take(MAX_SPELT).filter(move |name| spelt(letters, texts.get(*name)).is_some()))
    }
}

/// The names of a stretch, where there are any.
fn stream(keys: &Keys, found: Stretch) -> Option<Stream<'_>> {
    (found.0 < found.1).then(|| Box::new(keys.names(found)) as Stream<'_>)
}
