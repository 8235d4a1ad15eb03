//! What too few people carry is not shown, and everything that is shown says why.

use std::collections::BTreeSet;

use proptest::prelude::*;
use recommender::{Dials, ITEMS_PER_LISTENER_MAX, Item, Listener, Listening, PEOPLE_MIN, Seed};

fn seed(item: i64) -> Seed {
    Seed { item: Item(item), weight: 1.0 }
}

fn heard(people: &[&[i64]]) -> Listening {
    let mut listening = Listening::new();
    for (listener, items) in (0..).zip(people) {
        let items: Vec<Item> = items.iter().copied().map(Item).collect();
        listening.set(Listener(listener), &items);
    }
    listening
}

fn shown(listening: &Listening, seeds: &[Seed], dials: Dials) -> Vec<i64> {
    listening.recommend(seeds, |_| false, dials, 10).into_iter().map(|one| one.item.0).collect()
}

#[test]
fn two_people_are_too_few() {
    let two = heard(&[&[1, 2], &[1, 2], &[1, 3], &[4]]);
    assert_eq!(shown(&two, &[seed(1)], Dials::default()), Vec::<i64>::new());
    assert_eq!(two.popular(PEOPLE_MIN as usize, 10), [(Item(1), 3)]);
    let three = heard(&[&[1, 2], &[1, 2], &[1, 2], &[1, 3]]);
    assert_eq!(shown(&three, &[seed(1)], Dials::default()), [2]);
    assert_eq!(shown(&three, &[seed(1)], Dials { people_min: 1, ..Dials::default() }), [2, 3]);
}

#[test]
fn ties_go_by_the_catalogue_and_the_reason_is_what_weighed_most() {
    let people: &[&[i64]] = &[&[1, 9, 8, 7], &[1, 9, 8, 7], &[1, 9, 8, 7], &[2, 7], &[2, 7], &[2, 7], &[2, 7]];
    let listening = heard(people);
    assert_eq!(shown(&listening, &[seed(1)], Dials { against_popularity: 0.0, ..Dials::default() }), [7, 8, 9]);
    let both = listening.recommend(&[seed(2), seed(1)], |_| false, Dials::default(), 10);
    assert_eq!((both[0].item, both[0].because, both[0].people), (Item(7), Item(2), 4));
    assert_eq!((both[1].item, both[1].because, both[1].people), (Item(8), Item(1), 3));
    let left_out = listening.recommend(&[seed(1)], |item| item == Item(8), Dials::default(), 1);
    assert_eq!(left_out[0].item, Item(9));
}

#[test]
fn what_is_rare_comes_first_when_popularity_is_held_against_it() {
    let mut people: Vec<&[i64]> = vec![&[1, 5, 6]; 4];
    people.extend(vec![&[5_i64][..]; 20]);
    let dials = Dials { against_popularity: 0.9, ..Dials::default() };
    assert_eq!(shown(&heard(&people), &[seed(1)], dials), [6, 5]);
}

#[test]
fn nobody_counts_for_more_than_the_limit_and_nothing_is_nobody() {
    let many: Vec<Item> = (0..2_000).map(Item).collect();
    let mut listening = Listening::new();
    listening.set(Listener(1), &many);
    listening.set(Listener(2), &[]);
    assert_eq!((listening.listeners(), listening.has(Listener(2))), (1, false));
    let limit = i64::try_from(ITEMS_PER_LISTENER_MAX).expect("small");
    assert_eq!((listening.people(Item(limit - 1)), listening.people(Item(limit))), (1, 0));
    assert!(!listening.remove(Listener(2)));
}

#[test]
fn weights_that_are_none_are_left_out() {
    let listening = heard(&[&[1, 2], &[1, 2], &[1, 2]]);
    for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(listening.recommend(&[Seed { item: Item(1), weight }], |_| false, Dials::default(), 10).is_empty());
    }
    let tiny = Seed { item: Item(1), weight: f64::MIN_POSITIVE };
    assert!(listening.recommend(&[tiny, seed(3)], |_| false, Dials::default(), 10).len() <= 1);
}

proptest! {
    /// Counting the slow way: every pair that is shown is carried by as many people as it says, and by enough.
    #[test]
    fn every_pair_that_is_shown_is_carried_by_enough(
        people in proptest::collection::vec(proptest::collection::btree_set(0_i64..15, 0..8), 0..30),
        own in proptest::collection::btree_set(0_i64..15, 1..6),
        people_min in 1_u32..5,
    ) {
        let mut listening = Listening::new();
        for (listener, items) in (0..).zip(&people) {
            listening.set(Listener(listener), &items.iter().copied().map(Item).collect::<Vec<_>>());
        }
        let seeds: Vec<Seed> = own.iter().copied().map(seed).collect();
        let dials = Dials { people_min, ..Dials::default() };
        let both = |left: i64, right: i64| {
            people.iter().filter(|items| items.contains(&left) && items.contains(&right)).count()
        };
        let shown = listening.recommend(&seeds, |_| false, dials, 100);
        for one in &shown {
            prop_assert!(own.contains(&one.because.0) && !own.contains(&one.item.0));
            prop_assert_eq!(both(one.item.0, one.because.0), one.people as usize);
            prop_assert!(one.people >= people_min);
        }
        let found: BTreeSet<i64> = shown.iter().map(|one| one.item.0).collect();
        let expected = (0..15).filter(|item| !own.contains(item))
            .filter(|item| own.iter().any(|seed| both(*item, *seed) >= people_min as usize));
        prop_assert_eq!(found, expected.collect::<BTreeSet<i64>>());
    }
}
