//! How one word of a query fits one name, without an index.

use crate::query::Query;
use crate::readings::readings;
use crate::spelt::spelt;
use crate::typo::{Difference, difference};

/// How well a query fits a name, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    Whole,
    Beginning,
    Word,
    Inside,
    Initials,
    Pinyin,
    Mistaken(Difference),
}

/// Where a query fits a name: characters from, up to.
pub(crate) type Place = (usize, usize);

/// Fits a query into a name that was made comparable.
pub(crate) fn fit(query: &Query, name: &str, mistakes: bool) -> Option<(Fit, Place)> {
    if let Some(byte) = query.finder.find(name.as_bytes()) {
        let length = query.characters.len();
        if byte == 0 {
            let fit = if name.len() == query.phrase.len() { Fit::Whole } else { Fit::Beginning };
            return Some((fit, (0, length)));
        }
        // Where a word begins is better than where the letters happen to be.
        let spaced = query.finder.find_iter(name.as_bytes()).find(|at| name.as_bytes()[at - 1] == b' ');
        let at = spaced.unwrap_or(byte);
        let from = name[..at].chars().count();
        let fit = if spaced.is_some() { Fit::Word } else { Fit::Inside };
        return Some((fit, (from, from + length)));
    }
    let spells = query.letters.as_deref().unwrap_or(&query.phrase);
    // A spelling begins at any Chinese character; a single letter only at the first.
    let mut tail = name;
    let mut at = 0;
    let mut is_first = true;
    if name.is_ascii() {
        tail = "";
    }
    while let Some(character) = tail.chars().next() {
        if is_first || (spells.len() > 1 && !readings(character).is_empty()) {
            if let Some(length) = spelt(spells, tail).filter(|length| has_chinese(tail, *length)) {
                let fit = if length == spells.len() && is_first { Fit::Initials } else { Fit::Pinyin };
                return Some((fit, (at, at + length)));
            }
            is_first = false;
        }
        tail = &tail[character.len_utf8()..];
        at += 1;
    }
    if !mistakes {
        return None;
    }
    let characters: Vec<char> = name.chars().collect();
    // A mistake is looked for from the beginning of the name, and of each of its words.
    let starts = std::iter::once(0).chain((1..characters.len()).filter(|at| characters[at - 1] == ' '));
    starts.take(16).find_map(|from| {
        let tail = &characters[from..];
        let found = difference(&query.characters, tail)?;
        let length = match found {
            Difference::Sound | Difference::Whole => tail.len(),
            Difference::Beginning => query.characters.len().min(tail.len()),
        };
        Some((Fit::Mistaken(found), (from, from + length)))
    })
}

fn has_chinese(name: &str, length: usize) -> bool {
    name.chars().take(length).any(|character| !readings(character).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fits() {
        let check = |query: &str, name: &str, expected| {
            assert_eq!(fit(&Query::of_term(query), name, true), expected, "{query} {name}");
        };
        check("七里香", "七里香", Some((Fit::Whole, (0, 3))));
        check("七里", "七里香", Some((Fit::Beginning, (0, 2))));
        check("里香", "七里香", Some((Fit::Inside, (1, 3))));
        check("son", "moonson sonata", Some((Fit::Word, (8, 11))));
        check("qlx", "七里香", Some((Fit::Initials, (0, 3))));
        check("qilix", "七里香", Some((Fit::Pinyin, (0, 3))));
        check("lixiang", "七里香", Some((Fit::Pinyin, (1, 3))));
        check("七里乡", "七里香", Some((Fit::Mistaken(Difference::Sound), (0, 3))));
        check("beethovn", "van beethoven", Some((Fit::Mistaken(Difference::Whole), (4, 13))));
        check("bach", "beethoven", None);
    }
}
