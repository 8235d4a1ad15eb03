//! How much each of the near people has to say.
//!
//! Two people who listen to the same say the same thing twice. Ridge regression between the near people gives each as
//! much voice as explains the seeds best together: with the overlap `K` of any two of them and their nearness `n` to the
//! seeds it is `(K + λ)⁻¹ n`, in the dual form, which needs people × people and never items × items.
//! `K` is not built either: two steps of conjugate gradients from nothing use only products with it,
//! and stopping early is a regularisation of its own.

use crate::listening::Listening;
use crate::near::Near;
use crate::scale::{Scale, float};

/// Steps; further ones explain the seeds better, and what they lead to worse.
const STEPS: usize = 2;

/// λ, as so many times the mean overlap of a near person with themself.
const RIDGE: f64 = 6.0;

/// The voice of each of the near people; it may be below 0.
///
/// Every sum goes through the people in the order of their pseudonyms and through items in that of the catalogue.
pub(crate) fn voices(listening: &Listening, near: &[Near], scale: &Scale) -> Vec<f64> {
    let items = |near: &Near| listening.items_of[near.person as usize].as_slice();
    let evidence = |item: u32| scale.evidence(listening.people_at(item));
    let own = near.iter().map(|near| items(near).iter().map(|item| evidence(*item)).sum::<f64>()).sum::<f64>();
    let ridge = RIDGE * own / float(near.len().max(1));
    // What an item comes to when everybody speaks with a voice; only items of the near are looked at.
    let mut heard: Vec<f64> = vec![0.0; listening.items.len()];
    let mut overlap = |direction: &[f64]| -> Vec<f64> {
        for near in near {
            items(near).iter().for_each(|item| heard[*item as usize] = 0.0);
        }
        for (near, voice) in near.iter().zip(direction) {
            items(near).iter().for_each(|item| heard[*item as usize] += voice);
        }
        let of_one = |near: &Near| items(near).iter().map(|item| evidence(*item) * heard[*item as usize]).sum::<f64>();
        near.iter().zip(direction).map(|(near, voice)| of_one(near) + ridge * voice).collect()
    };
    let mut voices: Vec<f64> = vec![0.0; near.len()];
    let mut left: Vec<f64> = near.iter().map(|near| near.nearness).collect();
    let mut direction = left.clone();
    let mut size = dot(&left, &left);
    for _ in 0..STEPS {
        let product = overlap(&direction);
        let length = size / dot(&direction, &product);
        // Nothing is left to explain, or numbers have become too small to divide.
        if !length.is_finite() || length <= 0.0 {
            break;
        }
        add(&mut voices, length, &direction);
        add(&mut left, -length, &product);
        let next = dot(&left, &left);
        let turn = next / size;
        size = next;
        direction.iter_mut().zip(&left).for_each(|(direction, left)| *direction = left + turn * *direction);
    }
    voices
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listening::{Item, Listener};
    use crate::near::{Known, near};
    use crate::recommend::Dials;

    /// The voices of people who listen to some items each, when the first few items are the seeds.
    fn voices_of(people: &[&[i64]], seeds: &[i64]) -> Vec<f64> {
        let mut listening = Listening::new();
        for (listener, items) in (0..).zip(people) {
            listening.set(Listener(listener), &items.iter().copied().map(Item).collect::<Vec<_>>());
        }
        let known = seeds.iter().filter_map(|item| listening.place(Item(*item)));
        let known: Vec<Known> = known.map(|place| Known { place, weight: 1.0 }).collect();
        let scale = Scale::new(Dials { against_popularity: 0.0, ..Dials::default() });
        voices(&listening, &near(&listening, &known, &scale), &scale)
    }

    #[test]
    fn two_steps_solve_two_people() {
        // Overlaps 4 and 2, 1 of both; the ridge is six times 3: [22 1; 1 20] v = [2; 1].
        let voices = voices_of(&[&[1, 2, 3, 4], &[2, 9]], &[1, 2]);
        for (voice, expected) in voices.iter().zip([39.0 / 439.0, 20.0 / 439.0]) {
            assert!((voice - expected).abs() < 1e-12, "{voices:?}");
        }
    }

    #[test]
    fn who_says_the_same_speaks_less_than_who_says_something_else() {
        let alike: &[i64] = &[1, 5, 6, 7, 8];
        let voices = voices_of(&[alike, alike, alike, &[2, 10, 11, 12, 13]], &[1, 2]);
        assert!(voices[..3].iter().all(|voice| *voice == voices[0] && *voice < voices[3]), "{voices:?}");
    }

    #[test]
    fn nobody_near_has_no_voice() {
        assert!(voices_of(&[&[1]], &[2]).is_empty());
    }
}
