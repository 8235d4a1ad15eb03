//! The people who know most of what a listener knows.

use crate::listening::Listening;
use crate::scale::Scale;

/// People who are asked. More change lists hardly, and each costs the time of all their items.
const NEAR_MAX: usize = 400;

/// A seed in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) place: u32,
    pub(crate) weight: f64,
}

/// Somebody who knows some of the seeds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub(crate) person: u32,
    /// What the seeds that they know come to.
    pub(crate) nearness: f64,
}

/// The nearest people, in the order of their pseudonyms.
///
/// Of those who are equally near the ones with more items are taken, since they have more to tell, then by pseudonym.
pub(crate) fn near(listening: &Listening, known: &[Known], scale: &Scale) -> Vec<Near> {
    let mut nearness: Vec<f64> = vec![0.0; listening.items_of.len()];
    let mut met: Vec<u32> = Vec::new();
    for known in known {
        let worth = known.weight * scale.evidence(listening.people_at(known.place));
        // A weight near nothing may come to nothing at all, and then it leads to nobody.
        if worth <= 0.0 {
            continue;
        }
        for &person in &listening.listeners_of[known.place as usize] {
            let nearness = &mut nearness[person as usize];
            if *nearness == 0.0 {
                met.push(person);
            }
            *nearness += worth;
        }
    }
    let mut near: Vec<Near> =
        met.into_iter().map(|person| Near { person, nearness: nearness[person as usize] }).collect();
    let pseudonym = |near: &Near| listening.pseudonyms[near.person as usize];
    if near.len() > NEAR_MAX {
        let items = |near: &Near| listening.items_of[near.person as usize].len();
        near.select_nth_unstable_by(NEAR_MAX, |left, right| {
            (right.nearness.total_cmp(&left.nearness))
                .then_with(|| items(right).cmp(&items(left)))
                .then_with(|| pseudonym(left).cmp(&pseudonym(right)))
        });
        near.truncate(NEAR_MAX);
    }
    near.sort_unstable_by_key(pseudonym);
    near
}
