//! Text made comparable, for names and queries alike.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

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
    let plain: String = if name.chars().all(is_plain) {
        name.to_ascii_lowercase()
    } else {
        name.nfkd().filter(|character| !is_combining_mark(*character)).nfc().flat_map(char::to_lowercase).collect()
    };
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

/// Whether a character is itself in every form of normalisation: ASCII, and Chinese ones that are no compatibility forms.
fn is_plain(character: char) -> bool {
    character.is_ascii() || matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Whether a character belongs to a script written without spaces, in which any character may begin a word.
pub(crate) fn is_dense(character: char) -> bool {
    is_hanzi(character)
        || matches!(character, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ac00}'..='\u{d7af}')
}

/// What punctuation becomes when names are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Kept,
    /// Inside a word: don't and dont are one.
    Dropped,
    /// Between words: AC/DC is two.
    Space,
}

/// Whether a character only tells how others are written.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn mark(character: char) -> Mark {
    match character {
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' => Mark::Dropped,
        _ if is_invisible(character) => Mark::Dropped,
        _ if character.is_alphanumeric() => Mark::Kept,
        _ => Mark::Space,
    }
}

/// A text folded for comparison, and where each of its characters comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) text: String,
    /// For each character of `text`, the character of the original it was made of.
    pub(crate) origins: Vec<u32>,
}

/// Folds further, for comparison: punctuation parts words or vanishes.
///
/// A name of nothing but punctuation stays as it is, so that ÷ and … can be found too.
pub(crate) fn comparable(name: &str) -> String {
    let folded = fold(name);
    let is_comparable = |character: char| {
        character.is_ascii_alphanumeric() || character == ' ' || (is_plain(character) && !character.is_ascii())
    };
    if folded.chars().all(is_comparable) {
        return folded;
    }
    let words = folded.chars().filter(|character| mark(*character) != Mark::Dropped);
    let words = words.map(|character| if mark(character) == Mark::Kept { character } else { ' ' });
    let words = collapse(words, folded.len());
    if words.is_empty() {
        return folded.chars().filter(|character| !is_invisible(*character)).collect::<String>().trim().to_owned();
    }
    words
}

/// As [`comparable`], keeping for each character where it comes from.
pub(crate) fn compared(name: &str) -> Compared {
    let mut plain = String::with_capacity(name.len());
    let mut origins = Vec::with_capacity(name.len());
    for (index, character) in name.chars().enumerate() {
        let made: String = std::iter::once(character)
            .nfkd()
            .filter(|character| !is_combining_mark(*character))
            .nfc()
            .flat_map(char::to_lowercase)
            .collect();
        origins.extend(made.chars().map(|_| u32::try_from(index).unwrap_or(u32::MAX)));
        plain.push_str(&made);
    }
    // Simplifying puts one character in the place of one.
    let simplified = fast2s::convert(&plain);
    let strip = |keep_marks: bool| {
        let mut out = Compared::default();
        let mut space = false;
        for (character, origin) in simplified.chars().zip(&origins) {
            let kind = if character.is_whitespace() || character.is_control() {
                Mark::Space
            } else if keep_marks {
                if is_invisible(character) { Mark::Dropped } else { Mark::Kept }
            } else {
                mark(character)
            };
            match kind {
                Mark::Dropped => {}
                Mark::Space => space = true,
                Mark::Kept => {
                    if space && !out.text.is_empty() {
                        out.text.push(' ');
                        out.origins.push(*origin);
                    }
                    space = false;
                    out.text.push(character);
                    out.origins.push(*origin);
                }
            }
        }
        out
    };
    let words = strip(false);
    if words.text.is_empty() { strip(true) } else { words }
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
    fn plain_characters_are_not_changed_by_normalisation() {
        for character in (0..=0xffff).filter_map(char::from_u32).filter(|character| is_plain(*character)) {
            let whole: String = std::iter::once(character).nfkd().nfc().collect();
            assert_eq!(whole, character.to_string());
            assert!(!is_combining_mark(character));
            assert!(character.is_ascii() || (character.is_alphanumeric() && character.to_lowercase().eq([character])));
        }
    }

    #[test]
    fn punctuation_parts_words_or_vanishes() {
        for (name, expected) in [
            ("Don’t Stop", "dont stop"),
            ("AC/DC", "ac dc"),
            ("P!nk", "p nk"),
            ("「青花瓷」（現場）", "青花瓷 现场"),
            ("…", "..."),
            ("÷", "÷"),
            ("\u{202e}abc\u{202c}", "abc"),
            ("!?", "!?"),
        ] {
            assert_eq!(comparable(name), expected, "{name}");
            assert_eq!(compared(name).text, expected, "{name}");
        }
    }

    #[test]
    fn characters_know_where_they_come_from() {
        let compared = compared("Ａ “Ö” 鄧");
        assert_eq!(compared.text, "a o 邓");
        assert_eq!(compared.origins, [0, 3, 3, 6, 6]);
    }
}
