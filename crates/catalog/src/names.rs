//! Names made comparable: folded for search and grouping, and sorted as a Chinese reader expects.

use pinyin::ToPinyin as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The longest sort key, in characters; what follows decides nothing that a reader would notice.
const MAX_SORT_KEY_CHARACTERS: usize = 96;

/// Folds a name: compatibility forms (full width to half width), no diacritics, lower case, Traditional to Simplified
/// Chinese, white space collapsed.
///
/// Two names that fold alike are the same artist, and a query is folded as the names were.
/// Hanzi are never folded to pinyin: 青花 and 轻画 stay two names.
#[must_use]
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return collapse(name.to_ascii_lowercase().chars(), name.len());
    }
    let plain: String =
        name.nfkd().filter(|character| !is_combining_mark(*character)).nfc().flat_map(char::to_lowercase).collect();
    let simplified = if plain.chars().any(is_hanzi) { fast2s::convert(&plain) } else { plain };
    collapse(simplified.chars(), simplified.len())
}

fn collapse(characters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    let mut space = false;
    for character in characters {
        if character.is_whitespace() || character.is_control() {
            space = true;
        } else {
            if space && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            out.push(character);
        }
    }
    out
}

/// Whether a character is a Chinese one, with extensions and compatibility forms.
#[must_use]
pub fn is_hanzi(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

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

/// The pinyin of a folded name without spaces (`molihua`), and its initials (`mlh`); `None` without Chinese characters.
///
/// A character with several readings gives its most common one.
#[must_use]
pub fn pinyin_of(folded: &str) -> Option<(String, String)> {
    let mut full = String::new();
    let mut initials = String::new();
    let mut any = false;
    for character in folded.chars() {
        if let Some(pinyin) = character.to_pinyin() {
            any = true;
            full.push_str(pinyin.plain());
            initials.push_str(pinyin.plain().get(..1).unwrap_or_default());
        } else if character.is_alphanumeric() {
            full.push(character);
            initials.push(character);
        }
    }
    // ü is typed as v on every Chinese keyboard.
    any.then(|| (full.replace('ü', "v"), initials))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        for (name, expected) in [
            ("Ｊａｙ　Ｃｈｏｕ", "jay chou"),
            ("Björk", "bjork"),
            ("  The   Beatles\t", "the beatles"),
            ("鄧麗君", "邓丽君"),
            ("周杰倫", "周杰伦"),
            ("ＡＢＣ１２３", "abc123"),
            ("", ""),
        ] {
            assert_eq!(fold(name), expected);
        }
    }

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

    #[test]
    fn pinyin_for_search() {
        assert_eq!(pinyin_of("茉莉花"), Some(("molihua".into(), "mlh".into())));
        assert_eq!(pinyin_of("绿光 mix"), Some(("lvguangmix".into(), "lgmix".into())));
        assert_eq!(pinyin_of("jasmine"), None);
    }
}
