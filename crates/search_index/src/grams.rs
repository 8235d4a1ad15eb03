//! Which names contain which neighbouring characters: two where a script has no spaces, three elsewhere.

use crate::fold::is_dense;
use crate::ladder::Ladder;
use crate::texts::Texts;

/// Lists of names by what they contain, the most popular name first in each.
#[derive(Debug, Default, Clone)]
pub(crate) struct Grams {
    /// Characters packed in one number, in order.
    pub(crate) keys: Box<[u64]>,
    /// Where each key's list begins; one more than there are keys.
    pub(crate) starts: Box<[u32]>,
    pub(crate) names: Box<[u32]>,
    ladder: Ladder<u64>,
}

const CHARACTER_BITS: u32 = 21;

fn pack(characters: &[char]) -> u64 {
    characters.iter().fold(0, |key, character| key << CHARACTER_BITS | u64::from(u32::from(*character)))
}

/// The grams of a text. At the end of a name stands a gram of the last character alone, so that each character begins one.
fn grams(characters: &[char], is_name: bool, mut found: impl FnMut(u64)) {
    for (at, one) in characters.iter().enumerate() {
        let next = characters.get(at + 1).copied();
        if is_dense(*one) {
            match next {
                Some(next) => found(pack(&[*one, next])),
                None if is_name => found(pack(&[*one, '\0'])),
                None => {}
            }
        } else if let Some(next) = next {
            if is_dense(next) {
                found(pack(&[*one, next]));
            } else if let Some(third) = characters.get(at + 2)
                && ![*one, next, *third].contains(&' ')
                && !is_dense(*third)
            {
                found(pack(&[*one, next, *third]));
            }
        }
    }
}

impl Grams {
    pub(crate) fn build(texts: &Texts) -> Self {
        let mut pairs: Vec<(u64, u32)> = Vec::new();
        let mut characters = Vec::new();
        for name in 0..texts.len() {
            characters.clear();
            characters.extend(texts.get(name).chars());
            grams(&characters, true, |gram| pairs.push((gram, name)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let (mut keys, mut starts, mut names) = (Vec::new(), Vec::new(), Vec::with_capacity(pairs.len()));
        for (gram, name) in pairs {
            if keys.last() != Some(&gram) {
                keys.push(gram);
                starts.push(u32::try_from(names.len()).unwrap_or(u32::MAX));
            }
            names.push(name);
        }
        starts.push(u32::try_from(names.len()).unwrap_or(u32::MAX));
        Self::new(keys.into(), starts.into(), names.into())
    }

    /// Takes lists that are in order already.
    pub(crate) fn new(keys: Box<[u64]>, starts: Box<[u32]>, names: Box<[u32]>) -> Self {
        Self { ladder: Ladder::of(&keys), keys, starts, names }
    }

    pub(crate) fn is_sound(&self, names: u32) -> bool {
        self.starts.len() == self.keys.len() + 1
            && self.starts.is_sorted()
            && self.starts.last().is_some_and(|end| *end as usize == self.names.len())
            && self.keys.is_sorted()
            && self.names.iter().all(|name| *name < names)
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.keys.len() * 8 + self.starts.len() * 4 + self.names.len() * 4 + self.ladder.size_bytes()
    }

    fn list(&self, at: usize) -> &[u32] {
        &self.names[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn names_with(&self, gram: u64) -> &[u32] {
        let at = self.ladder.partition_point(&self.keys, |key| *key < gram);
        if self.keys.get(at) == Some(&gram) { self.list(at) } else { &[] }
    }

    /// The lists of all grams of a text, the shortest first; none when it is too short to have any, and a single empty
    /// one when some gram is nowhere.
    pub(crate) fn lists(&self, text: &[char]) -> Vec<&[u32]> {
        let mut lists = Vec::new();
        let mut is_nowhere = false;
        grams(text, false, |gram| {
            if !is_nowhere {
                let list = self.names_with(gram);
                is_nowhere = list.is_empty();
                lists.push(list);
            }
        });
        if is_nowhere {
            return vec![&[]];
        }
        lists.sort_unstable_by_key(|list| list.len());
        lists
    }

    /// The list of names that end with a character of a dense script.
    pub(crate) fn ending_with(&self, character: char) -> &[u32] {
        self.names_with(pack(&[character, '\0']))
    }

    /// The lists of names that have a character of a dense script anywhere, one for each character that may follow it.
    pub(crate) fn with_character(&self, character: char) -> impl Iterator<Item = &[u32]> {
        let first = pack(&[character, '\0']);
        let from = self.ladder.partition_point(&self.keys, |key| *key < first);
        let to = self.ladder.partition_point(&self.keys, |key| *key < first + (1 << CHARACTER_BITS));
        (from..to).map(|at| self.list(at))
    }
}

/// Names of the shortest list that are looked for in the others; only queries of common letters alone have longer lists.
const MAX_LISTED: usize = 10_000;

/// The names that are in all of some ascending lists, ascending; the first list is the shortest.
pub(crate) fn in_all<'g>(lists: Vec<&'g [u32]>) -> impl Iterator<Item = u32> + 'g {
    let (first, mut others) = match lists.split_first() {
        Some((first, others)) => (*first, others.to_vec()),
        None => (Default::default(), Vec::new()),
    };
    first.iter().take(MAX_LISTED).copied().filter(move |name| {
        others.iter_mut().all(|list| {
            // Steps that double find the place in a long list after a few looks.
            let mut step = 1;
            while step < list.len() && list[step] < *name {
                step *= 2;
            }
            let reach = list.len().min(step + 1);
            let at = list[..reach].partition_point(|other| other < name);
            *list = &list[at..];
            list.first() == Some(name)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substrings_are_found_in_order() {
        let mut texts = Texts::default();
        for name in ["好一朵茉莉花", "moonlight sonata", "茉莉花", "花", "moon"] {
            texts.push(name);
        }
        let grams = Grams::build(&texts);
        let find = |text: &str| in_all(grams.lists(&text.chars().collect::<Vec<_>>())).collect::<Vec<_>>();
        assert_eq!(find("茉莉花"), [0, 2]);
        assert_eq!(find("onl"), [1]);
        assert_eq!(find("moon"), [1, 4]);
        assert_eq!(find("花花"), [0; 0]);
        assert_eq!(grams.ending_with('花'), [0, 2, 3]);
        let mut with: Vec<u32> = grams.with_character('莉').flatten().copied().collect();
        with.sort_unstable();
        assert_eq!(with, [0, 2]);
    }
}
