//! What somebody typed, taken apart.

use memchr::memmem::Finder;

use crate::fold::{comparable, is_dense};

/// The longest query that is looked at, in characters.
pub const MAX_QUERY_CHARACTERS: usize = 100;

/// The most words of a query that are looked for one by one.
pub(crate) const MAX_TERMS: usize = 6;

/// A query in the forms in which it is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    /// The whole, made comparable.
    pub(crate) phrase: String,
    pub(crate) characters: Vec<char>,
    /// The whole without spaces, when it may be pinyin.
    pub(crate) letters: Option<String>,
    /// Words; a change between Chinese and letters parts words too.
    pub(crate) terms: Vec<String>,
    /// Looks for the whole inside names.
    pub(crate) finder: Finder<'static>,
}

impl Query {
    /// `None` when nothing is asked for.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let cut: String = text.chars().filter(|character| *character != '\0').take(MAX_QUERY_CHARACTERS).collect();
        let phrase: String = comparable(&cut).chars().take(MAX_QUERY_CHARACTERS).collect();
        let phrase = phrase.trim().to_owned();
        if phrase.is_empty() {
            return None;
        }
        let terms = terms(&phrase);
        let finder = Finder::new(&phrase).into_owned();
        Some(Self { characters: phrase.chars().collect(), letters: letters(&phrase), terms, finder, phrase })
    }

    /// A word of a query as a query of its own.
    pub(crate) fn of_term(term: &str) -> Self {
        Self {
            phrase: term.to_owned(),
            characters: term.chars().collect(),
            letters: letters(term),
            terms: vec![term.to_owned()],
            finder: Finder::new(term).into_owned(),
        }
    }
}

fn letters(phrase: &str) -> Option<String> {
    let joined: String = phrase.chars().filter(|character| *character != ' ').collect();
    let may_be_pinyin = joined.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && joined.bytes().any(|byte| byte.is_ascii_alphabetic());
    may_be_pinyin.then_some(joined)
}

fn terms(phrase: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for word in phrase.split(' ') {
        let mut term = String::new();
        let mut before = None;
        for character in word.chars() {
            let dense = is_dense(character);
            if before.is_some_and(|before| before != dense) {
                terms.push(std::mem::take(&mut term));
            }
            before = Some(dense);
            term.push(character);
        }
        terms.push(term);
    }
    terms.retain(|term| !term.is_empty());
    terms.truncate(MAX_TERMS);
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_apart() {
        let query = Query::parse("  ZJL　七里香live ").unwrap();
        assert_eq!(query.phrase, "zjl 七里香live");
        assert_eq!(query.terms, ["zjl", "七里香", "live"]);
        assert_eq!(query.letters, None);
        assert_eq!(Query::parse("qing tian").unwrap().letters.as_deref(), Some("qingtian"));
        assert_eq!(Query::parse("xi'an").unwrap().letters.as_deref(), Some("xian"));
        assert!(Query::parse(" \u{202e}\n").is_none());
        assert_eq!(Query::parse("...").unwrap().phrase, "...");
        assert!(Query::parse(&"ﷺ".repeat(10_000)).unwrap().characters.len() <= MAX_QUERY_CHARACTERS);
    }
}
