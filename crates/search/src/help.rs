//! What to try when nothing was found.

use crate::Search;

/// The most other queries that are tried; each costs one search.
const TRIED_MAX: usize = 8;

/// The most that are offered.
const OFFERED_MAX: usize = 3;

impl Search {
    /// Parts of a query that do find music, the longest first; at most three.
    #[must_use]
    pub fn instead_of(&self, query: &str) -> Vec<String> {
        let catalog = &self.parts().catalog;
        candidates(query).into_iter().filter(|part| catalog.finds(part)).take(OFFERED_MAX).collect()
    }
}

/// The words of a query; of a single word, what is left of it without its end, then without its beginning.
fn candidates(query: &str) -> Vec<String> {
    let cut: String = query.chars().take(search_index::MAX_QUERY_CHARACTERS).collect();
    let mut words: Vec<&str> = cut.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    let mut found: Vec<String> = Vec::new();
    if let [word] = words[..] {
        let characters: Vec<char> = word.chars().collect();
        // Half of what was typed still says something about what was meant.
        let shortest = characters.len().div_ceil(2).max(least(word));
        for length in (shortest..characters.len()).rev() {
            found.push(characters.iter().take(length).collect());
            found.push(characters.iter().skip(characters.len() - length).collect());
        }
    } else {
        found.extend(words.into_iter().filter(|word| word.chars().count() >= least(word)).map(str::to_owned));
    }
    found.truncate(TRIED_MAX);
    found
}

/// The fewest characters that are worth looking for: a Chinese one is a word.
fn least(word: &str) -> usize {
    if word.chars().any(search_index::is_hanzi) { 1 } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_are_parts_the_longest_first() {
        let cases: [(&str, &[&str]); 6] = [
            ("青花磁器", &["青花磁", "花磁器", "青花", "磁器"]),
            ("moonlght dreams 夜", &["moonlght", "dreams", "夜"]),
            ("sonata", &["sonat", "onata", "sona", "nata", "son", "ata"]),
            ("ab", &[]),
            ("!!! …", &[]),
            ("", &[]),
        ];
        for (query, expected) in cases {
            assert_eq!(candidates(query), expected, "{query}");
        }
        assert_eq!(candidates(&"x".repeat(10_000)).len(), TRIED_MAX);
    }
}
