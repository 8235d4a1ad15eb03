//! One mistake: a character too many, too few, another one, or two the wrong way round.

use crate::beginnings::{LONGEST, Letters};
use crate::keys::{Keys, Stretch};
use crate::readings::sound_alike;
use crate::texts::Texts;

/// The shortest query in letters in which a mistake is suspected.
pub(crate) const MIN_LETTERS: usize = 4;

/// The shortest query in which any Chinese character may be the wrong one; in shorter ones it must sound alike.
pub(crate) const MIN_CHARACTERS: usize = 3;

/// So few keys are compared one by one; those that are spelt first take longer.
const FEW_KEYS: usize = 192;
const FEW_SPELT: usize = 64;

/// How many different characters are tried in one place.
const MAX_BRANCHES: usize = 48;

/// The characters of comparable names in letters.
const LETTERS: &[u8; 37] = b" 0123456789abcdefghijklmnopqrstuvwxyz";

/// Stretches of keys that differ from a query by one mistake.
#[derive(Debug, Default)]
pub(crate) struct Mistaken {
    /// Keys that are the query but for the mistake.
    pub(crate) whole: Vec<Stretch>,
    /// Keys that only begin so.
    pub(crate) longer: Vec<Stretch>,
}

/// Walks sorted keys along a query, leaving it once.
pub(crate) fn walk(keys: &Keys, texts: &Texts, query: &str, from_first: bool) -> Mistaken {
    let mut walk = Walk { keys, texts, query: query.as_bytes(), pattern: Vec::new(), found: Mistaken::default() };
    let few = if keys.is_spelt() { FEW_SPELT } else { FEW_KEYS };
    let mut within = keys.all();
    let mut letters = Letters::NONE;
    for (at, character) in query.char_indices() {
        if within.0 >= within.1 {
            break;
        }
        if at > 0 || from_first {
            if within.1 - within.0 <= few {
                walk.compare(within);
                break;
            }
            walk.leave(within, at, character, letters);
        }
        letters = query[at..].bytes().take(character.len_utf8()).fold(letters, Letters::and);
        within = keys.beginning(texts, within, &walk.query[..at + character.len_utf8()]);
    }
    walk.found
}

/// A walk under way.
struct Walk<'w> {
    keys: &'w Keys,
    texts: &'w Texts,
    query: &'w [u8],
    /// What is looked for, made anew for each mistake.
    pattern: Vec<u8>,
    found: Mistaken,
}

impl Walk<'_> {
    /// Leaves the query at a byte at which `character` stands; `within` are the keys that begin as it does so far.
    fn leave(&mut self, within: Stretch, at: usize, character: char, letters: Letters) {
        let after = at + character.len_utf8();
        // One character of the query too many, then two the wrong way round.
        self.offer(within, at, &[], after);
        if let Some(next) = first_character(&self.query[after..]).filter(|next| *next != character) {
            let mut swapped = next.to_string();
            swapped.push(character);
            self.offer(within, at, swapped.as_bytes(), after + next.len_utf8());
        }
        // Each other character that stands here: in place of the query's, or before it.
        if at < LONGEST && self.query.is_ascii() {
            let beginnings = &self.keys.beginnings;
            for &other in LETTERS {
                if u32::from(other) != u32::from(character)
                    && beginnings.may_have(letters, at, other, &self.query[after..])
                {
                    self.offer(within, at, &[other], after);
                }
                if beginnings.may_have(letters, at, other, &self.query[at..]) {
                    self.offer(within, at, &[other], at);
                }
            }
        } else {
            self.branch(within, at, character);
        }
    }

    /// As [`Walk::leave`], for each character that stands here in a key.
    fn branch(&mut self, within: Stretch, at: usize, character: char) {
        let mut buffer = Vec::new();
        let mut here = self.keys.whole(self.texts, within, &self.query[..at]).1;
        for _ in 0..MAX_BRANCHES {
            if here >= within.1 {
                break;
            }
            let key = self.keys.key(self.texts, here, at + 4, &mut buffer);
            let Some(other) = first_character(&key[at.min(key.len())..]) else { break };
            // Names in letters come first; a query in letters has no business among the others.
            if character.is_ascii() && !other.is_ascii() {
                break;
            }
            let mut bytes = [0; 4];
            let other_bytes = other.encode_utf8(&mut bytes).as_bytes();
            self.lay(at, other_bytes, self.query.len());
            let branch = self.keys.beginning(self.texts, (here, within.1), &self.pattern);
            if other != character {
                self.offer(branch, at, other_bytes, at + character.len_utf8());
            }
            self.offer(branch, at, other_bytes, at);
            here = branch.1.max(here + 1);
        }
    }

    /// Makes the pattern of the query up to a byte, something instead, and the query again from another byte on.
    fn lay(&mut self, upto: usize, instead: &[u8], from: usize) {
        self.pattern.clear();
        for part in [&self.query[..upto], instead, &self.query[from..]] {
            self.pattern.extend_from_slice(part);
        }
    }

    fn offer(&mut self, within: Stretch, upto: usize, instead: &[u8], from: usize) {
        self.lay(upto, instead, from);
        let found = self.keys.beginning(self.texts, within, &self.pattern);
        if found.0 < found.1 {
            let whole = self.keys.whole(self.texts, found, &self.pattern);
            self.found.whole.push(whole);
            self.found.longer.push((whole.1, found.1));
        }
    }

    /// As the walk would from here on, key by key.
    fn compare(&mut self, within: Stretch) {
        let mut buffer = Vec::new();
        let limit = self.query.len() + 8;
        let characters: Vec<char> = String::from_utf8_lossy(self.query).chars().collect();
        let in_letters = self.query.is_ascii();
        for at in within.0..within.1 {
            let key = self.keys.key(self.texts, at, limit, &mut buffer);
            let difference = if in_letters {
                let same = self.query.iter().zip(key).take_while(|(one, other)| one == other).count();
                if key.get(same).is_some_and(|byte| !byte.is_ascii()) {
                    continue;
                }
                difference(self.query, key)
            } else {
                let name: Vec<char> = String::from_utf8_lossy(key).chars().collect();
                let same = characters.iter().zip(&name).take_while(|(one, other)| one == other).count();
                if characters.get(same).is_none_or(char::is_ascii) && name.get(same).is_some_and(|one| !one.is_ascii())
                {
                    continue;
                }
                difference(&characters, &name)
            };
            match difference {
                Some(Difference::Sound | Difference::Whole) => self.found.whole.push((at, at + 1)),
                Some(Difference::Beginning) => self.found.longer.push((at, at + 1)),
                None => {}
            }
        }
    }
}

fn first_character(bytes: &[u8]) -> Option<char> {
    (1..=bytes.len().min(4)).find_map(|length| std::str::from_utf8(&bytes[..length]).ok()?.chars().next())
}

/// A character, or a byte of a name in letters.
pub(crate) trait Letter: Copy + PartialEq {
    fn is_ascii(&self) -> bool;
    fn sounds_like(self, other: Self) -> bool;
}

impl Letter for char {
    fn is_ascii(&self) -> bool {
        char::is_ascii(self)
    }

    fn sounds_like(self, other: Self) -> bool {
        sound_alike(self, other)
    }
}

impl Letter for u8 {
    fn is_ascii(&self) -> bool {
        u8::is_ascii(self)
    }

    fn sounds_like(self, _: Self) -> bool {
        false
    }
}

/// How a name differs from a query by one mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// The whole name, and a wrong character sounds like the right one.
    Sound,
    /// The whole name.
    Whole,
    /// The beginning of the name.
    Beginning,
}

/// Compares a query with a name; `None` when there is more than one mistake, or none.
pub(crate) fn difference<L: Letter>(query: &[L], name: &[L]) -> Option<Difference> {
    let same = query.iter().zip(name).take_while(|(one, other)| one == other).count();
    if same == query.len() {
        // Only a whole name one character longer than the query is a mistake; else it is a beginning.
        return None;
    }
    let (left, right) = (&query[same..], &name[same..]);
    let replaced = right.get(1..).filter(|right| right.starts_with(&left[1..]));
    let sounds = right.first().is_some_and(|right| left[0].sounds_like(*right));
    let is_long =
        if query.iter().all(L::is_ascii) { query.len() >= MIN_LETTERS } else { query.len() >= MIN_CHARACTERS };
    let replaced = replaced.filter(|_| is_long || (sounds && query.len() >= 2)).map(|rest| (rest, &left[1..], sounds));
    let too_few = right.get(1..).filter(|right| is_long && right.starts_with(left)).map(|rest| (rest, left, false));
    let too_many = (is_long && right.starts_with(&left[1..])).then(|| (right, &left[1..], false));
    let swapped = is_long && left.len() >= 2 && right.len() >= 2 && left[0] == right[1] && left[1] == right[0];
    let swapped = (swapped && right[2..].starts_with(&left[2..])).then(|| (&right[2..], &left[2..], false));
    // Each pair is what is left of the name and of the query behind the mistake.
    let all = [replaced, too_few, too_many, swapped].into_iter().flatten();
    all.map(|(name, query, sounds)| match (name.len() == query.len(), sounds) {
        (true, true) => Difference::Sound,
        (true, false) => Difference::Whole,
        (false, _) => Difference::Beginning,
    })
    .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_and_no_more() {
        let check = |query: &str, name: &str, expected| {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(difference(&characters(query), &characters(name)), expected, "{query} {name}");
        };
        check("sonota", "sonata", Some(Difference::Whole));
        check("sonta", "sonata", Some(Difference::Whole));
        check("soonata", "sonata", Some(Difference::Whole));
        check("soanta", "sonata", Some(Difference::Whole));
        check("sonot", "sonata", Some(Difference::Beginning));
        check("snota", "sonata", None);
        check("sonata", "sonata", None);
        check("周节伦", "周杰伦", Some(Difference::Sound));
        check("周木伦", "周杰伦", Some(Difference::Whole));
        check("轻天", "晴天", Some(Difference::Sound));
        check("雨天", "晴天", None);
        check("周杰轮演唱", "周杰伦演唱会", Some(Difference::Beginning));
        check("张云", "高政", None);
    }
}
