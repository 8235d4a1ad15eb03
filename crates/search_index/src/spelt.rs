//! Whether letters spell Chinese characters: whole syllables, their first letters, and both mixed.

use crate::readings::{is_syllable, readings};

/// The longest query that is compared letter by letter.
const MAX_BYTES: usize = 63;

/// How many characters from the beginning of a name a query spells; the last syllable may be unfinished.
///
/// Every reading counts. Characters that are not Chinese stand for themselves, and spaces of the name for nothing.
pub(crate) fn spelt(query: &str, name: &str) -> Option<usize> {
    let query = query.as_bytes();
    if query.is_empty() || query.len() > MAX_BYTES {
        return None;
    }
    let done = 1u64 << query.len();
    // Bit i stands for the first i bytes of the query.
    let mut reached = 1u64;
    for (at, character) in name.chars().enumerate() {
        let all = readings(character);
        let mut next = 0;
        let mut rest = reached;
        while rest != 0 {
            let from = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let left = &query[from..];
            if character == ' ' {
                next |= 1 << from;
                continue;
            }
            let mut bytes = [0; 4];
            let itself = character.encode_utf8(&mut bytes).as_bytes();
            if left.starts_with(itself) {
                next |= 1 << (from + itself.len());
            }
            for reading in all.iter().map(|reading| reading.as_bytes()) {
                if left.starts_with(reading) {
                    next |= 1 << (from + reading.len());
                } else if reading.starts_with(left) {
                    return Some(at + 1);
                }
                if left.first() == reading.first() {
                    next |= 1 << (from + 1);
                }
                if reading.get(1) == Some(&b'h') && left.starts_with(&reading[..2]) {
                    next |= 1 << (from + 2);
                }
            }
        }
        if next & done != 0 {
            return Some(at + 1);
        }
        reached = next;
        if reached == 0 {
            return None;
        }
    }
    None
}

/// The initials of letters that mix whole syllables with first letters: zhoujl is zjl; `None` when they do not mix.
pub(crate) fn mixed_initials(letters: &str) -> Option<String> {
    let mut initials = String::new();
    let (mut at, mut whole) = (0, false);
    while at < letters.len() {
        // No syllable is longer than zhuang.
        let length =
            (2..=6.min(letters.len() - at)).rev().find(|length| letters.get(at..at + length).is_some_and(is_syllable));
        initials.push_str(letters.get(at..=at)?);
        whole |= length.is_some();
        at += length.unwrap_or(1);
    }
    (whole && initials.len() >= 2 && initials.len() < letters.len()).then_some(initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_and_first_letters() {
        for (query, name, expected) in [
            ("zhoujielun", "周杰伦", Some(3)),
            ("zhoujl", "周杰伦", Some(3)),
            ("zjl", "周杰伦", Some(3)),
            ("zhjl", "周杰伦", Some(3)),
            ("zhouji", "周杰伦", Some(2)),
            ("shanyichun", "单依纯", Some(3)),
            ("danyc", "单依纯", Some(3)),
            ("zhoujx", "周杰伦", None),
            ("lovesong", "love 歌", None),
            ("loveg", "love 歌", Some(6)),
            ("晴tian", "晴天", Some(2)),
        ] {
            assert_eq!(spelt(query, name), expected, "{query} {name}");
        }
    }

    #[test]
    fn initials_of_mixed_letters() {
        assert_eq!(mixed_initials("zhoujl").as_deref(), Some("zjl"));
        assert_eq!(mixed_initials("zjlun").as_deref(), Some("zjl"));
        assert_eq!(mixed_initials("zjl"), None);
    }
}
