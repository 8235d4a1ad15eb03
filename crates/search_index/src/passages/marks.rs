//! By which marks a text is listed: neighbouring characters where a script has no spaces, words elsewhere.

use crate::fold::is_dense;

/// A digest of a pair of characters, of a word, or of how a word begins.
///
/// Two that share a digest cost a look at a text for nothing, and no more.
pub(super) type Mark = u32;

/// How many letters of a word are looked for while it is still being typed.
const BEGINNING_CHARACTERS: usize = 3;

/// How many bits a digest has: there are at most a quarter of a million lists, two megabytes of them beside their numbers,
/// and in a hundred thousand songs a pair of characters meets some eighty that do not have it.
const MARK_BITS: u32 = 18;

/// FNV-1a over code points, folded: the same on every machine.
fn digest(characters: &[char]) -> Mark {
    let hash = characters.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, character| {
        (hash ^ u64::from(u32::from(*character))).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let folded = (hash >> 32) ^ hash;
    ((folded ^ (folded >> MARK_BITS)) & ((1 << MARK_BITS) - 1)) as Mark
}

/// The marks of a running text.
pub(super) fn of_text(text: &str, mut found: impl FnMut(Mark)) {
    parts(text, |part| match part {
        Part::Pair(pair) => found(digest(&pair)),
        Part::Word(word, _) => {
            found(digest(&word[..word.len().min(BEGINNING_CHARACTERS)]));
            if word.len() > BEGINNING_CHARACTERS {
                found(digest(word));
            }
        }
    });
}

/// The marks that every text has in which a stretch stands; its last word may be the beginning of one.
pub(super) fn of_stretch(phrase: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    parts(phrase, |part| match part {
        Part::Pair(pair) => found.push(digest(&pair)),
        Part::Word(word, false) => found.push(digest(word)),
        Part::Word(word, true) => found.extend(word.get(..BEGINNING_CHARACTERS).map(digest)),
    });
    found.sort_unstable();
    found.dedup();
    found
}

enum Part<'t> {
    /// Two characters of a script without spaces, side by side.
    Pair([char; 2]),
    /// A word, and whether the text ends with it.
    Word(&'t [char], bool),
}

fn parts(text: &str, mut found: impl FnMut(Part<'_>)) {
    let mut word: Vec<char> = Vec::new();
    let mut before = None;
    for character in text.chars() {
        let dense = is_dense(character);
        if (dense || character == ' ') && !word.is_empty() {
            found(Part::Word(&word, false));
            word.clear();
        }
        if dense {
            if let Some(before) = before {
                found(Part::Pair([before, character]));
            }
        } else if character != ' ' {
            word.push(character);
        }
        before = dense.then_some(character);
    }
    if !word.is_empty() {
        found(Part::Word(&word, true));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_what_is_listed() {
        let listed = |text: &str| {
            let mut marks = Vec::new();
            of_text(text, |mark| marks.push(mark));
            marks
        };
        for (phrase, text, expected) in [
            ("青花", "素胚勾勒出青花笔锋", true),
            ("花青", "素胚勾勒出青花笔锋", false),
            ("hello dark", "hello darkness my old friend", true),
            ("hel", "hello darkness", true),
            ("hell dark", "hello darkness", false),
            ("我love", "我lovely", true),
        ] {
            let (wanted, listed) = (of_stretch(phrase), listed(text));
            assert_eq!(wanted.iter().all(|mark| listed.contains(mark)), expected, "{phrase} in {text}");
        }
        for too_little in ["花", "a", "ab", "我a"] {
            assert!(of_stretch(too_little).is_empty(), "{too_little}");
        }
    }
}
