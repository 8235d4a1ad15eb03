//! How much an item says, by how many people listened to it.

use crate::recommend::Dials;

/// Of how much an item's popularity is held against it as evidence, so much is held against it when it is shown.
const SHOWN: f64 = 0.65;

/// Weights of items by their number of listeners.
#[derive(Debug)]
pub(crate) struct Scale {
    pub(crate) dials: Dials,
    against: f64,
    /// Weights for small numbers of people, each computed once: almost every item has few.
    evidence: Vec<f64>,
}

/// Numbers of people whose weights are at hand.
const AT_HAND: usize = 512;

impl Scale {
    pub(crate) fn new(dials: Dials) -> Self {
        let against = dials.against_popularity.clamp(0.0, 1.0);
        let evidence = (0..AT_HAND).map(|people| float(people).max(1.0).powf(-against)).collect();
        Self { dials, against, evidence }
    }

    /// How much it says about two people that both listened to an item: the less, the more listened to it.
    pub(crate) fn evidence(&self, people: usize) -> f64 {
        self.evidence.get(people).copied().unwrap_or_else(|| float(people).powf(-self.against))
    }

    /// What an item's score is multiplied by.
    pub(crate) fn shown(&self, people: usize) -> f64 {
        self.evidence(people).powf(SHOWN)
    }

    /// How close a seed and an item are: the people of both, by the people of each (asymmetric cosine).
    pub(crate) fn closeness(&self, both: u32, of_seed: usize, of_item: usize) -> f64 {
        let expected = float(of_seed).powf(1.0 - self.against) / self.evidence(of_item);
        f64::from(both) / (expected + self.dials.shrink.max(0.0))
    }
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}
