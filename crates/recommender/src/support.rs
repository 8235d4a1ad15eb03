//! Which seed an item goes with, and how many people carry the pair.

use crate::listening::Listening;
use crate::near::Known;
use crate::scale::Scale;

/// A bit for each seed in one word.
const WORD: usize = 64;

/// Why an item is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reason {
    /// The place of the seed.
    pub(crate) seed: u32,
    /// How many people listened to both.
    pub(crate) people: u32,
}

/// Who knows which seed, and how many listeners of an item do.
#[derive(Debug)]
pub(crate) struct Support<'l> {
    known: &'l [Known],
    scale: &'l Scale,
    /// For each person as many words as hold a bit for each seed.
    knows: Vec<u64>,
    words: usize,
    /// For each seed the people of the item that is looked at.
    both: Vec<u32>,
}

impl<'l> Support<'l> {
    pub(crate) fn new(listening: &Listening, known: &'l [Known], scale: &'l Scale) -> Self {
        let words = known.len().div_ceil(WORD);
        let mut knows = vec![0; listening.items_of.len() * words];
        for (seed, known) in known.iter().enumerate() {
            for &person in &listening.listeners_of[known.place as usize] {
                knows[person as usize * words + seed / WORD] |= 1_u64 << (seed % WORD);
            }
        }
        Self { known, scale, knows, words, both: vec![0; known.len()] }
    }

    /// The seed to which an item is closest, of those that enough people listened to as well; ties by item.
    pub(crate) fn best(&mut self, listening: &Listening, item: u32) -> Option<Reason> {
        self.both.fill(0);
        let listeners = &listening.listeners_of[item as usize];
        for &person in listeners {
            let from = person as usize * self.words;
            for (word, bits) in self.knows[from..from + self.words].iter().enumerate() {
                let mut bits = *bits;
                while bits != 0 {
                    self.both[word * WORD + bits.trailing_zeros() as usize] += 1;
                    bits &= bits - 1;
                }
            }
        }
        let mut best: Option<(f64, Reason)> = None;
        for (known, &people) in self.known.iter().zip(&self.both) {
            if people < self.scale.dials.people_min.max(1) {
                continue;
            }
            let of_seed = listening.people_at(known.place);
            let gain = known.weight * self.scale.closeness(people, of_seed, listeners.len());
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, Reason { seed: known.place, people }));
            }
        }
        best.map(|(_, reason)| reason)
    }
}
