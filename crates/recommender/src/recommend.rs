//! What goes with what a listener knows, and because of which of it.

use std::collections::HashSet;

use crate::listening::{Item, Listening};
use crate::near::{Known, near};
use crate::scale::Scale;
use crate::support::Support;
use crate::voices::voices;

/// How many people have to carry a pair before it is shown: with fewer, a list could tell what one person listened to.
pub const PEOPLE_MIN: u32 = 3;

/// Something a listener knows, and how much it says about them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seed {
    /// What they know.
    pub item: Item,
    /// How much it counts, above 0; what is not a number above 0 is left out.
    pub weight: f64,
}

impl Seed {
    /// Something that was heard so many times: a hundred times weigh 1.6 times as much as two.
    #[must_use]
    pub fn heard(item: Item, times: f64) -> Self {
        Self { item, weight: (1.0 + times.max(1.0).ln()).powf(0.4) }
    }
}

/// How neighbours are weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dials {
    /// How many people have to carry a pair, at least 1.
    pub people_min: u32,
    /// How much an item's own popularity is held against it, 0 (not at all) to 1 (wholly).
    pub against_popularity: f64,
    /// Added to the people of an item before a pair is held against them: a reason that few share does not outdo all
    /// others by chance.
    pub shrink: f64,
}

impl Default for Dials {
    /// Near the best of a coarse search over listens held out of the training data; see the measurements.
    fn default() -> Self {
        Self { people_min: PEOPLE_MIN, against_popularity: 0.4, shrink: 3.0 }
    }
}

/// An item of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recommended {
    /// What is recommended.
    pub item: Item,
    /// How well it goes with what the listener knows, from 0 on; comparable within one answer only.
    pub score: f64,
    /// What of it goes with this item best: the reason that is shown.
    pub because: Item,
    /// How many people listened to both.
    pub people: u32,
}

impl Listening {
    /// What goes with the seeds, best first, ties by item; neither a seed nor anything `is_left_out`.
    ///
    /// The people nearest to the seeds are asked, each with as much voice as explains the seeds best, and an item's score
    /// is what the voices of its listeners come to. Nothing is shown that does not form a pair with a seed which enough
    /// people carry.
    ///
    /// The cost is the number of people who know the seeds, and the items of the nearest of them; not that of all rows.
    #[must_use]
    pub fn recommend(
        &self,
        seeds: &[Seed],
        is_left_out: impl Fn(Item) -> bool,
        dials: Dials,
        limit: usize,
    ) -> Vec<Recommended> {
        let known = self.known(seeds);
        let scale = Scale::new(dials);
        let near = near(self, &known, &scale);
        let voices = voices(self, &near, &scale);
        let own: HashSet<u32> = known.iter().map(|known| known.place).collect();
        let mut scores: Vec<f64> = vec![0.0; self.items.len()];
        let mut is_found: Vec<bool> = vec![false; self.items.len()];
        let mut found: Vec<u32> = Vec::new();
        // In the order of the people, who come in that of their pseudonyms: sums of fractions depend on it.
        for (near, voice) in near.iter().zip(voices) {
            for &item in &self.items_of[near.person as usize] {
                scores[item as usize] += voice;
                if !std::mem::replace(&mut is_found[item as usize], true) {
                    found.push(item);
                }
            }
        }
        let mut ranked: Vec<(f64, Item, u32)> = found
            .into_iter()
            .filter(|place| {
                self.listeners_of[*place as usize].len() >= dials.people_min as usize && !own.contains(place)
            })
            .map(|place| (place, self.items[place as usize]))
            .filter(|(_, item)| !is_left_out(*item))
            .map(|(place, item)| (scores[place as usize] * scale.shown(self.people_at(place)), item, place))
            .collect();
        ranked.sort_unstable_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let mut support = Support::new(self, &known, &scale);
        let supported = ranked.into_iter().filter_map(|(score, item, place)| {
            let reason = support.best(self, place)?;
            let because = self.items[reason.seed as usize];
            // Voices may speak against; what they are all against comes last.
            Some(Recommended { item, score: score.max(0.0), because, people: reason.people })
        });
        supported.take(limit).collect()
    }

    /// The seeds that somebody listened to, in the order of the catalogue.
    fn known(&self, seeds: &[Seed]) -> Vec<Known> {
        let mut known: Vec<(Item, Known)> = seeds
            .iter()
            .filter(|seed| seed.weight > 0.0 && seed.weight.is_finite())
            .filter_map(|seed| Some((seed.item, Known { place: self.place(seed.item)?, weight: seed.weight })))
            .collect();
        // Sums of fractions depend on their order; by item they are the same on every machine that has the same rows.
        known.sort_unstable_by(|left, right| left.0.cmp(&right.0).then(left.1.weight.total_cmp(&right.1.weight)));
        known.into_iter().map(|(_, known)| known).collect()
    }

    /// How many people listened to what stands at a place.
    pub(crate) fn people_at(&self, place: u32) -> usize {
        self.listeners_of[place as usize].len()
    }
}
