//! What goes with what a listener knows, and because of which of it.

use std::collections::HashSet;

use crate::listening::{Item, Listening};

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
    /// Added to the people of an item before they are held against it: pairs of the rare do not outdo all others by chance.
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
    /// How well it goes with what the listener knows; comparable within one answer only.
    pub score: f64,
    /// What of it weighed most: the reason that is shown.
    pub because: Item,
    /// How many people listened to both.
    pub people: u32,
}

/// What was found out about one candidate so far.
#[derive(Clone, Copy, Default)]
struct Candidate {
    score: f64,
    most: f64,
    because: u32,
    people: u32,
}

impl Listening {
    /// What goes with the seeds, best first, ties by item; neither a seed nor anything that `is_left_out`.
    ///
    /// The cost is the number of items that the listeners of all seeds have between them.
    #[must_use]
    pub fn recommend(
        &self,
        seeds: &[Seed],
        is_left_out: impl Fn(Item) -> bool,
        dials: Dials,
        limit: usize,
    ) -> Vec<Recommended> {
        let mut known: Vec<(Seed, u32)> = seeds
            .iter()
            .filter(|seed| seed.weight > 0.0 && seed.weight.is_finite())
            .filter_map(|seed| Some((*seed, self.place(seed.item)?)))
            .collect();
        // Sums of fractions depend on their order; by item they are the same on every machine that has the same rows.
        known.sort_unstable_by_key(|(seed, _)| seed.item);
        let own: HashSet<u32> = known.iter().map(|(_, place)| *place).collect();
        let mut candidates: Vec<Candidate> = vec![Candidate::default(); self.items.len()];
        let mut counts: Vec<u32> = vec![0; self.items.len()];
        let (mut counted, mut found): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut scale = Scale::new(dials);
        for (seed, place) in known {
            let listeners = &self.listeners_of[place as usize];
            for person in listeners {
                for &item in &self.items_of[*person as usize] {
                    let count = &mut counts[item as usize];
                    if *count == 0 {
                        counted.push(item);
                    }
                    *count += 1;
                }
            }
            let of_seed = scale.of_seed(listeners.len());
            for item in counted.drain(..) {
                let people = std::mem::take(&mut counts[item as usize]);
                if people < dials.people_min.max(1) || own.contains(&item) {
                    continue;
                }
                let of_item = scale.of_item(self.listeners_of[item as usize].len());
                let gain = seed.weight * scale.closeness(people, of_seed * of_item);
                // A weight near nothing may come to nothing at all.
                if gain <= 0.0 {
                    continue;
                }
                let candidate = &mut candidates[item as usize];
                if candidate.people == 0 {
                    found.push(item);
                }
                candidate.score += gain;
                if gain > candidate.most {
                    (candidate.most, candidate.because, candidate.people) = (gain, place, people);
                }
            }
        }
        let mut answer: Vec<Recommended> = found
            .into_iter()
            .map(|place| (self.items[place as usize], candidates[place as usize]))
            .filter(|(item, _)| !is_left_out(*item))
            .map(|(item, Candidate { score, because, people, .. })| Recommended {
                item,
                score,
                because: self.items[because as usize],
                people,
            })
            .collect();
        answer.sort_unstable_by(|left, right| right.score.total_cmp(&left.score).then(left.item.cmp(&right.item)));
        answer.truncate(limit);
        answer
    }
}

/// How close two items are: the people of both, by the people of each (asymmetric cosine).
struct Scale {
    dials: Dials,
    against: f64,
    /// Powers of small numbers of people, each computed once: almost every item has few.
    powers: Vec<f64>,
}

impl Scale {
    fn new(dials: Dials) -> Self {
        Self { dials, against: dials.against_popularity.clamp(0.0, 1.0), powers: Vec::new() }
    }

    fn of_seed(&self, people: usize) -> f64 {
        float(people).powf(1.0 - self.against)
    }

    fn of_item(&mut self, people: usize) -> f64 {
        while self.powers.len() <= people {
            self.powers.push(float(self.powers.len()).powf(self.against));
        }
        self.powers[people]
    }

    fn closeness(&self, people: u32, expected: f64) -> f64 {
        f64::from(people) / (expected + self.dials.shrink.max(0.0))
    }
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn float(count: usize) -> f64 {
    count as f64
}
