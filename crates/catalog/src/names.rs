//! Names sorted as a Chinese reader expects, and folded for grouping.

use pinyin::ToPinyin as _;

pub use search_index::{fold, is_hanzi};

/// The longest sort key, in characters; what follows decides nothing that a reader would notice.
const MAX_SORT_KEY_CHARACTERS: usize = 96;

/// A key whose byte order is the order of names, and the letter under which a list shows the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SortKey {
    /// Compared byte by byte.
    pub key: String,
    /// `A` to `Z`, or `#` for names that begin with neither a letter nor a Chinese character.
    pub letter: char,
}

/// The sort key of a name: Latin letters and pinyin together, the rest after Z.
///
/// A leading English article does not count.
/// Chinese names of one pinyin stay together, because the folded name follows the pinyin.
#[must_use]
pub fn sort_key(name: &str) -> SortKey {
    let folded = fold(name);
    let counted = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(&folded);
    // Quotes and brackets before a name are no part of how it is looked up.
    let counted = counted.trim_start_matches(|character: char| !character.is_alphanumeric());
    let counted = if counted.is_empty() { folded.as_str() } else { counted };
    let mut key = String::with_capacity(counted.len() * 2);
    let mut has_hanzi = false;
    for character in counted.chars().take(MAX_SORT_KEY_CHARACTERS) {
        if let Some(pinyin) = character.to_pinyin() {
            has_hanzi = true;
            if !key.is_empty() && !key.ends_with(' ') {
                key.push(' ');
            }
            key.push_str(pinyin.plain());
            key.push(' ');
        } else {
            key.push(character);
        }
    }
    let key = key.trim_end().to_owned();
    let letter = key.chars().next().filter(char::is_ascii_alphabetic).map_or('#', |letter| letter.to_ascii_uppercase());
    let mut key = if letter == '#' { format!("{{{key}") } else { key };
    if has_hanzi {
        key.push('\u{1}');
        key.extend(counted.chars().take(MAX_SORT_KEY_CHARACTERS));
    }
    SortKey { key, letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters() {
        for (name, letter) in [
            ("茉莉花", 'M'),
            ("周杰伦", 'Z'),
            ("The Beatles", 'B'),
            ("Élan", 'E'),
            ("2NE1", '#'),
            ("きのう", '#'),
            ("「青花瓷」", 'Q'),
            ("…", '#'),
            ("", '#'),
        ] {
            assert_eq!(sort_key(name).letter, letter, "{name}");
        }
    }

    #[test]
    fn chinese_and_latin_names_sort_together() {
        let mut names = ["周杰伦", "Adele", "邓丽君", "2NE1", "阿杜", "Zedd", "陈奕迅", "Beyond"];
        names.sort_by_key(|name| sort_key(name).key);
        assert_eq!(names, ["阿杜", "Adele", "Beyond", "陈奕迅", "邓丽君", "Zedd", "周杰伦", "2NE1"]);
    }
}
