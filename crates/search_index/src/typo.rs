//! One mistake: a character too many, too few, another one, or two the wrong way round.

use crate::keys::{Keys, Stretch};
use crate::readings::sound_alike;
use crate::texts::Texts;

/// The shortest query in letters in which a mistake is suspected.
pub(crate) const MIN_LETTERS: usize = 4;

/// The shortest query in which any Chinese character may be the wrong one; in shorter ones it must sound alike.
pub(crate) const MIN_CHARACTERS: usize = 3;

/// So few keys are compared one by one.
const FEW_KEYS: usize = 48;

/// How many different characters are tried in one place.
const MAX_BRANCHES: usize = 48;

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
    let characters: Vec<char> = query.chars().collect();
    let mut mistaken = Mistaken::default();
    let mut within = keys.all();
    let mut pattern: Vec<u8> = Vec::new();
    let mut buffer = Vec::new();
    let mut prefix: Vec<u8> = Vec::new();
    for (at, character) in characters.iter().enumerate() {
        if within.0 >= within.1 {
            break;
        }
        if at > 0 || from_first {
            if within.1 - within.0 <= FEW_KEYS {
                mistaken.compare(keys, texts, within, &characters);
                break;
            }
            let mut offer = |within: Stretch, rest: &[char], pattern: &mut Vec<u8>| {
                push_all(pattern, rest);
                mistaken.offer(keys, texts, within, pattern);
            };
            // One character of the query too many, then two the wrong way round.
            pattern.clone_from(&prefix);
            offer(within, &characters[at + 1..], &mut pattern);
            if let Some(next) = characters.get(at + 1).filter(|next| *next != character) {
                pattern.clone_from(&prefix);
                push_all(&mut pattern, &[*next, *character]);
                offer(within, &characters[at + 2..], &mut pattern);
            }
            // Each other character that stands here: in place of the query's, or before it.
            let mut here = keys.whole(texts, within, &prefix).1;
            for _ in 0..MAX_BRANCHES {
                if here >= within.1 {
                    break;
                }
                let key = keys.key(texts, here, prefix.len() + 4, &mut buffer);
                let Some(other) = first_character(&key[prefix.len().min(key.len())..]) else { break };
                // Names in letters come first; a query in letters has no business among the others.
                if character.is_ascii() && !other.is_ascii() {
                    break;
                }
                pattern.clone_from(&prefix);
                push_all(&mut pattern, &[other]);
                let branch = keys.beginning(texts, (here, within.1), &pattern);
                let length = pattern.len();
                if other != *character {
                    offer(branch, &characters[at + 1..], &mut pattern);
                    pattern.truncate(length);
                }
                offer(branch, &characters[at..], &mut pattern);
                here = branch.1.max(here + 1);
            }
        }
        push_all(&mut prefix, &[*character]);
        within = keys.beginning(texts, within, &prefix);
    }
    mistaken
}

impl Mistaken {
    /// As the walk would from here on, key by key.
    fn compare(&mut self, keys: &Keys, texts: &Texts, within: Stretch, query: &[char]) {
        let mut buffer = Vec::new();
        let limit = query.iter().map(|character| character.len_utf8()).sum::<usize>() + 8;
        for at in within.0..within.1 {
            let key = keys.key(texts, at, limit, &mut buffer);
            let name: Vec<char> = String::from_utf8_lossy(key).chars().collect();
            let same = query.iter().zip(&name).take_while(|(one, other)| one == other).count();
            let in_letters = |characters: &[char]| characters.get(same).is_none_or(char::is_ascii);
            if in_letters(query) && !in_letters(&name) {
                continue;
            }
            match difference(query, &name) {
                Some(Difference::Sound | Difference::Whole) => self.whole.push((at, at + 1)),
                Some(Difference::Beginning) => self.longer.push((at, at + 1)),
                None => {}
            }
        }
    }

    fn offer(&mut self, keys: &Keys, texts: &Texts, within: Stretch, pattern: &[u8]) {
        let found = keys.beginning(texts, within, pattern);
        if found.0 < found.1 {
            let whole = keys.whole(texts, found, pattern);
            self.whole.push(whole);
            self.longer.push((whole.1, found.1));
        }
    }
}

fn push_all(pattern: &mut Vec<u8>, characters: &[char]) {
    for character in characters {
        pattern.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

fn first_character(bytes: &[u8]) -> Option<char> {
    (1..=bytes.len().min(4)).find_map(|length| std::str::from_utf8(&bytes[..length]).ok()?.chars().next())
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
pub(crate) fn difference(query: &[char], name: &[char]) -> Option<Difference> {
    let same = query.iter().zip(name).take_while(|(one, other)| one == other).count();
    if same == query.len() {
        // Only a whole name one character longer than the query is a mistake; else it is a beginning.
        return None;
    }
    let (left, right) = (&query[same..], &name[same..]);
    let replaced = right.get(1..).filter(|right| right.starts_with(&left[1..]));
    let sounds = right.first().is_some_and(|right| sound_alike(left[0], *right));
    let is_long =
        if query.iter().all(char::is_ascii) { query.len() >= MIN_LETTERS } else { query.len() >= MIN_CHARACTERS };
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
