//! What many listen to.

use crate::listening::{Item, Listening};

impl Listening {
    /// Items with how many different people listened to them, most first, ties by item; none with fewer than `people_min`.
    #[must_use]
    pub fn popular(&self, people_min: usize, limit: usize) -> Vec<(Item, usize)> {
        let counted = self.items.iter().zip(&self.listeners_of).map(|(item, people)| (*item, people.len()));
        let mut counted: Vec<(Item, usize)> = counted.filter(|(_, people)| *people >= people_min.max(1)).collect();
        counted.sort_unstable_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        counted.truncate(limit);
        counted
    }
}
