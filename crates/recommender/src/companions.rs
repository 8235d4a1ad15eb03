//! What goes with every item, for whoever ranks somewhere else: no seeds are asked for, so none are told.

use crate::listening::{Item, Listening};
use crate::recommend::Dials;
use crate::scale::Scale;

/// Something that people listened to together with something else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Companion {
    /// What it is.
    pub item: Item,
    /// How close the two are, above 0 and at most 1; it is what [`Listening::recommend`] chooses reasons by.
    pub closeness: f64,
}

/// An item with what goes with it, the closest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Companions {
    /// The item.
    pub of: Item,
    /// What goes with it; never nothing.
    pub companions: Vec<Companion>,
}

impl Listening {
    /// What goes with every item, at most so many each, ordered by item; items with nothing are left out.
    ///
    /// The cost is the sum of the squares of how many items the listeners have.
    #[must_use]
    pub fn companions(&self, dials: Dials, of_each_max: usize) -> Vec<Companions> {
        let people_min = dials.people_min.max(1);
        let mut counts: Vec<u32> = vec![0; self.items.len()];
        let mut counted: Vec<u32> = Vec::new();
        let scale = Scale::new(dials);
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_unstable_by_key(|place| self.items[*place]);
        let mut all = Vec::new();
        for place in order {
            let listeners = &self.listeners_of[place];
            // No pair can have more people than one of its items.
            if listeners.len() < people_min as usize {
                continue;
            }
            for person in listeners {
                for &item in &self.items_of[*person as usize] {
                    let count = &mut counts[item as usize];
                    if *count == 0 {
                        counted.push(item);
                    }
                    *count += 1;
                }
            }
            let mut companions = Vec::new();
            for item in counted.drain(..) {
                let people = std::mem::take(&mut counts[item as usize]);
                if people < people_min || item as usize == place {
                    continue;
                }
                let of_item = self.listeners_of[item as usize].len();
                let closeness = scale.closeness(people, listeners.len(), of_item).min(1.0);
                companions.push(Companion { item: self.items[item as usize], closeness });
            }
            companions.sort_unstable_by(|left, right| {
                right.closeness.total_cmp(&left.closeness).then(left.item.cmp(&right.item))
            });
            companions.truncate(of_each_max);
            if !companions.is_empty() {
                all.push(Companions { of: self.items[place], companions });
            }
        }
        all
    }
}
