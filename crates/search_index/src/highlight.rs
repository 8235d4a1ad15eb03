//! Which characters of a name fit a query.

use std::ops::Range;

use crate::fold::compared;
use crate::matching::fit;
use crate::query::Query;

/// The most parts of one name that are marked.
const MAX_PARTS: usize = 8;

/// Marks in names what fits a query.
#[derive(Debug, Clone)]
pub struct Highlighter {
    whole: Query,
    words: Vec<Query>,
}

impl Highlighter {
    /// `None` when the query asks for nothing.
    #[must_use]
    pub fn new(query: &str) -> Option<Self> {
        let whole = Query::parse(query)?;
        let words = if whole.terms.len() > 1 {
            whole.terms.iter().map(|term| Query::of_term(term)).collect()
        } else {
            Vec::new()
        };
        Some(Self { whole, words })
    }

    /// The characters (Unicode scalar values, counted from 0) of a name that fit, in order and apart from each other.
    ///
    /// The whole query is looked for first, then its words, then either with one mistake.
    /// A name longer than [`crate::MAX_NAME_CHARACTERS`] is marked as far as it is indexed.
    #[must_use]
    pub fn mark(&self, name: &str) -> Vec<Range<usize>> {
        let cut: String = name.chars().take(crate::MAX_NAME_CHARACTERS).collect();
        let compared = compared(&cut);
        let places = |queries: &[&Query], mistakes: bool| -> Vec<(usize, usize)> {
            queries.iter().filter_map(|query| fit(query, &compared.text, mistakes)).map(|(_, place)| place).collect()
        };
        let whole = [&self.whole];
        let words: Vec<&Query> = self.words.iter().collect();
        let mut places = [(&whole[..], false), (&words, false), (&whole, true), (&words, true)]
            .into_iter()
            .map(|(queries, mistakes)| places(queries, mistakes))
            .find(|places| !places.is_empty())
            .unwrap_or_default();
        places.sort_unstable();
        let mut marks: Vec<Range<usize>> = Vec::new();
        for (from, to) in places.into_iter().filter(|(from, to)| from < to).take(MAX_PARTS) {
            let (Some(first), Some(last)) = (compared.origins.get(from), compared.origins.get(to - 1)) else {
                continue;
            };
            let (start, end) = (*first as usize, *last as usize + 1);
            match marks.last_mut() {
                Some(before) if start <= before.end => before.end = before.end.max(end),
                _ => marks.push(start..end),
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, name: &str, expected: &str) {
        let marks = Highlighter::new(query).unwrap().mark(name);
        let mut shown = String::new();
        for (at, character) in name.chars().enumerate() {
            if marks.iter().any(|mark| mark.start == at) {
                shown.push('[');
            }
            shown.push(character);
            if marks.iter().any(|mark| mark.end == at + 1) {
                shown.push(']');
            }
        }
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn marks() {
        check("茉莉", "好一朵茉莉花", "好一朵[茉莉]花");
        check("鄧", "邓丽君", "[邓]丽君");
        check("邓丽", "鄧麗君", "[鄧麗]君");
        check("qlx", "七里香", "[七里香]");
        check("周杰伦 qlx", "七里香", "[七里香]");
        check("bjork moon", "Blue Moon (Björk)", "Blue [Moon] ([Björk])");
        check("七里乡", "七里香 (Live)", "[七里香] (Live)");
        check("sonota", "Moonlight Sonata", "Moonlight [Sonata]");
        check("dont", "Don’t Stop", "[Don’t] Stop");
        check("xyz", "七里香", "七里香");
    }
}
