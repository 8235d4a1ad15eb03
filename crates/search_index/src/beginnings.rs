//! Which beginnings there are among keys: most that are not there are told without looking at a key.

use crate::keys::Keys;
use crate::texts::Texts;

/// The shortest beginnings that are kept, in bytes: two characters or four letters.
const SHORTEST: usize = 4;

/// The longest; keys that share more are few.
pub(crate) const LONGEST: usize = 12;

/// Letters behind a place that are asked about at first.
const BEHIND: usize = 3;

/// Bits for each beginning; of those that are not there, some five in a hundred seem to be.
const BITS: usize = 8;

/// A set of the beginnings of sorted keys that tells too much at times, and never too little (a blocked Bloom filter).
///
/// All bits of a beginning stand in one line of the processor's cache.
#[derive(Debug, Default, Clone)]
pub(crate) struct Beginnings {
    lines: Box<[[u64; 8]]>,
}

/// The letters of a beginning so far, as a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters(u64);

impl Letters {
    pub(crate) const NONE: Self = Self(0xcbf2_9ce4_8422_2325);

    pub(crate) fn and(self, letter: u8) -> Self {
        Self((self.0 ^ u64::from(letter)).wrapping_mul(0x0000_0100_0000_01b3))
    }

    fn and_all(self, letters: impl Iterator<Item = u8>) -> Self {
        letters.fold(self, Self::and)
    }

    /// Mixed, so that each bit depends on all letters.
    fn hash(self) -> u64 {
        let hash = (self.0 ^ self.0 >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
        hash ^ hash >> 32
    }
}

impl Beginnings {
    pub(crate) fn of(keys: &Keys, texts: &Texts) -> Self {
        let mut hashes: Vec<u64> = Vec::new();
        let mut before: Vec<u8> = Vec::new();
        let mut buffer = Vec::new();
        for at in 0..keys.entries.len() {
            let key = keys.key(texts, at, LONGEST + 1, &mut buffer);
            let same = before.iter().zip(key).take_while(|(one, other)| one == other).count();
            let mut letters = Letters::NONE;
            for (at, letter) in key.iter().take(LONGEST).enumerate() {
                letters = letters.and(*letter);
                if at >= same && at + 1 >= SHORTEST && is_boundary(key, at + 1) {
                    hashes.push(letters.hash());
                }
            }
            before.clear();
            before.extend_from_slice(key);
        }
        let mut lines: Box<[[u64; 8]]> = vec![[0; 8]; (hashes.len() * BITS).div_ceil(512)].into();
        for hash in hashes {
            let (line, bits) = place(hash, lines.len());
            bits.for_each(|(word, bit)| lines[line][word] |= bit);
        }
        Self { lines }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.lines.len() * 64
    }

    /// Whether a key may begin with `before`, whose length is `at`, and then `other` and `rest`.
    pub(crate) fn may_have(&self, before: Letters, at: usize, other: u8, rest: &[u8]) -> bool {
        let length = (at + 1 + rest.len()).min(LONGEST);
        if length <= at || length < SHORTEST {
            return true;
        }
        let near = (at + 1 + BEHIND).clamp(SHORTEST, length);
        let letters = before.and(other).and_all(rest[..near - at - 1].iter().copied());
        if !self.has(letters) {
            return false;
        }
        near == length || self.has(letters.and_all(rest[near - at - 1..length - at - 1].iter().copied()))
    }

    /// Whether a key may begin with a text.
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        let end = (0..=text.len().min(LONGEST)).rev().find(|end| is_boundary(text, *end)).unwrap_or(0);
        end < SHORTEST || self.has(Letters::NONE.and_all(text[..end].iter().copied()))
    }

    fn has(&self, letters: Letters) -> bool {
        if self.lines.is_empty() {
            return false;
        }
        let (line, mut bits) = place(letters.hash(), self.lines.len());
        bits.all(|(word, bit)| self.lines[line][word] & bit != 0)
    }
}

/// Whether a character ends at a byte.
fn is_boundary(text: &[u8], at: usize) -> bool {
    text.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)
}

/// The line of a beginning, and its bits there.
fn place(hash: u64, lines: usize) -> (usize, impl Iterator<Item = (usize, u64)>) {
    let line = ((u128::from(hash) * lines as u128) >> 64) as usize;
    let bits = (0..3).map(move |number| (hash >> (number * 9)) as usize & 511);
    (line, bits.map(|bit| (bit / 64, 1 << (bit % 64))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::keys::KeyKind;

    proptest! {
        #[test]
        fn nothing_that_is_there_is_denied(names in prop::collection::vec("[ab ]{0,14}|[a-c]{3,6}花|[花月a]{1,6}", 0..60)) {
            let mut texts = Texts::default();
            for name in &names {
                texts.push(name);
            }
            let keys = Keys::build(KeyKind::Text, &texts);
            let beginnings = Beginnings::of(&keys, &texts);
            for name in names {
                for end in (0..=name.len()).filter(|end| name.is_char_boundary(*end)) {
                    prop_assert!(beginnings.may_begin(&name.as_bytes()[..end]));
                }
                let letters: Vec<u8> = name.bytes().take_while(u8::is_ascii).collect();
                let mut before = Letters::NONE;
                for (at, letter) in letters.iter().enumerate() {
                    for end in at + 1..=letters.len() {
                        prop_assert!(beginnings.may_have(before, at, *letter, &letters[at + 1..end]), "{name} {at} {end}");
                    }
                    before = before.and(*letter);
                }
            }
        }
    }
}
