//! Taking someone out is as if they had never been there, to the last bit.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use recommender::{Dials, Item, Listener, Listening, Recommended, Seed};

type Rows = BTreeMap<u64, BTreeSet<i64>>;

/// A few dozen people with a few of forty items each, so that many lists hang on one person.
fn rows() -> impl Strategy<Value = Rows> {
    proptest::collection::btree_map(0_u64..40, proptest::collection::btree_set(0_i64..40, 0..12), 1..40)
}

fn items(of: &BTreeSet<i64>) -> Vec<Item> {
    of.iter().copied().map(Item).collect()
}

fn listening<'a>(rows: impl Iterator<Item = (&'a u64, &'a BTreeSet<i64>)>) -> Listening {
    let mut listening = Listening::new();
    for (listener, of) in rows {
        listening.set(Listener(*listener), &items(of));
    }
    listening
}

fn dials() -> impl Strategy<Value = Dials> {
    (1_u32..4, 0.0..1.0_f64, 0.0..20.0_f64).prop_map(|(people_min, against_popularity, shrink)| Dials {
        people_min,
        against_popularity,
        shrink,
    })
}

/// Everybody's list, with every score to the bit.
fn lists(listening: &Listening, rows: &Rows, but: Option<u64>, dials: Dials) -> Vec<Vec<(Item, u64, Item, u32)>> {
    let bits = |one: Recommended| (one.item, one.score.to_bits(), one.because, one.people);
    rows.iter()
        .filter(|(listener, _)| Some(**listener) != but)
        .map(|(_, of)| {
            let seeds: Vec<Seed> = of.iter().map(|item| Seed { item: Item(*item), weight: 1.0 }).collect();
            listening.recommend(&seeds, |_| false, dials, 100).into_iter().map(bits).collect()
        })
        .collect()
}

proptest! {
    #[test]
    fn subtracting_a_person_equals_rebuilding_without_them(rows in rows(), at in any::<prop::sample::Index>(), dials in dials()) {
        let gone = *rows.keys().nth(at.index(rows.len())).expect("one of them");
        let mut with = listening(rows.iter());
        let known = with.has(Listener(gone));
        prop_assert_eq!(with.remove(Listener(gone)), known);
        let without = listening(rows.iter().filter(|(listener, _)| **listener != gone));
        prop_assert_eq!(lists(&with, &rows, Some(gone), dials), lists(&without, &rows, Some(gone), dials));
        prop_assert_eq!(with.popular(3, 100), without.popular(3, 100));
        prop_assert_eq!(with.listeners(), without.listeners());
    }

    #[test]
    fn whoever_comes_back_counts_again(rows in rows(), at in any::<prop::sample::Index>(), dials in dials()) {
        let (listener, of) = rows.iter().nth(at.index(rows.len())).expect("one of them");
        let mut changed = listening(rows.iter());
        changed.set(Listener(*listener), &[Item(1), Item(2), Item(1)]);
        changed.remove(Listener(*listener));
        changed.set(Listener(*listener), &items(of));
        prop_assert_eq!(lists(&changed, &rows, None, dials), lists(&listening(rows.iter()), &rows, None, dials));
    }

    #[test]
    fn the_order_in_which_rows_come_changes_nothing(rows in rows(), dials in dials()) {
        let mut backwards = Listening::new();
        for (listener, of) in rows.iter().rev() {
            let of: Vec<Item> = of.iter().rev().copied().map(Item).collect();
            backwards.set(Listener(*listener), &of);
        }
        prop_assert_eq!(lists(&backwards, &rows, None, dials), lists(&listening(rows.iter()), &rows, None, dials));
    }
}
