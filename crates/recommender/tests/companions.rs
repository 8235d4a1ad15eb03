//! What is handed out to rank with elsewhere: the same pairs as an answer here counts, and none of fewer people.

use std::collections::BTreeSet;

use proptest::prelude::*;
use recommender::{CLOSENESS_LEVELS, Dials, Item, Listener, Listening, PEOPLE_MIN, encode_companions};

/// The file as somebody would read it who knows its description alone.
#[derive(Debug, PartialEq)]
struct Read {
    items: Vec<i64>,
    pairs: Vec<(i64, i64, u8)>,
    popular: Vec<i64>,
    many: Vec<i64>,
}

fn read(bytes: &[u8]) -> Read {
    let four = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!((&bytes[..4], bytes[4], four(8)), (&b"QYCO"[..], 1, bytes.len()));
    let (items, pairs, popular) = (four(12), four(16), four(20));
    let ids: Vec<i64> =
        (0..items).map(|at| i64::from_le_bytes(bytes[32 + at * 8..40 + at * 8].try_into().unwrap())).collect();
    let starts = 32 + items * 8;
    let others = starts + (items + 1) * 4;
    let populars = others + pairs * 4;
    let many = populars + popular * 4;
    let closeness = many + items;
    let pairs_of = |item: usize| four(starts + item * 4)..four(starts + item * 4 + 4);
    let pairs = (0..items).flat_map(|item| pairs_of(item).map(move |pair| (item, pair)));
    Read {
        pairs: pairs.map(|(item, pair)| (ids[item], ids[four(others + pair * 4)], bytes[closeness + pair])).collect(),
        popular: (0..popular).map(|at| ids[four(populars + at * 4)]).collect(),
        many: (0..items).filter(|at| bytes[many + at] == 1).map(|at| ids[at]).collect(),
        items: ids,
    }
}

fn heard(people: &[Vec<i64>]) -> Listening {
    let mut listening = Listening::new();
    for (listener, items) in (0..).zip(people) {
        listening.set(Listener(listener), &items.iter().copied().map(Item).collect::<Vec<_>>());
    }
    listening
}

fn file(listening: &Listening, of_each_max: usize) -> Vec<u8> {
    encode_companions(&listening.companions(Dials::default(), of_each_max), &[], &BTreeSet::new())
}

#[test]
fn a_file_says_what_goes_with_what_and_nothing_of_the_few() {
    let three = [vec![1, 2, 5], vec![1, 2, 6], vec![1, 2, 3], vec![3, 7], vec![3, 7]];
    let listening = heard(&three);
    let all = listening.companions(Dials::default(), 10);
    let bytes = encode_companions(&all, &[Item(9), Item(1)], &BTreeSet::from([Item(1)]));
    let read = read(&bytes);
    assert_eq!(read.items, [1, 2, 9], "what two people share is not named: neither 3 nor 7");
    assert_eq!((read.popular, read.many), (vec![9, 1], vec![1]));
    let level = (all[0].companions[0].closeness.sqrt() * CLOSENESS_LEVELS).round() as u8;
    assert_eq!(read.pairs, [(1, 2, level), (2, 1, level)]);
    assert_eq!(file(&heard(&three[..2]), 10).len(), 36, "of two people there is nothing to say");
}

#[test]
fn of_each_the_closest_are_taken_and_ties_go_by_item() {
    let people: Vec<Vec<i64>> = (0..5).map(|_| vec![1, 9, 8, 7]).collect();
    let read = read(&file(&heard(&people), 2));
    let of_one: Vec<i64> = read.pairs.iter().filter(|pair| pair.0 == 1).map(|pair| pair.1).collect();
    assert_eq!(of_one, [7, 8]);
}

proptest! {
    #[test]
    fn they_are_close_by_the_people_of_both_against_the_people_of_each(
        people in prop::collection::vec(prop::collection::vec(0..12_i64, 0..10), 0..12)
    ) {
        let dials = Dials::default();
        let of = |item: i64| people.iter().filter(|items| items.contains(&item)).count() as f64;
        let both = |one: i64, other: i64| people.iter().filter(|items| items.contains(&one) && items.contains(&other)).count();
        let mut expected: Vec<(i64, i64, f64)> = Vec::new();
        for one in 0..12 {
            let mut of_one: Vec<(i64, i64, f64)> = (0..12)
                .filter(|other| *other != one && both(one, *other) >= PEOPLE_MIN as usize)
                .map(|other| {
                    let against = dials.against_popularity;
                    let apart = of(one).powf(1.0 - against) * of(other).powf(against) + dials.shrink;
                    (one, other, (both(one, other) as f64 / apart).min(1.0))
                })
                .collect();
            of_one.sort_by(|left, right| right.2.total_cmp(&left.2).then(left.1.cmp(&right.1)));
            expected.extend(of_one);
        }
        let told: Vec<(i64, i64, f64)> = heard(&people)
            .companions(dials, usize::MAX)
            .iter()
            .flat_map(|one| one.companions.iter().map(|other| (one.of.0, other.item.0, other.closeness)))
            .collect();
        prop_assert_eq!(told.len(), expected.len());
        for (told, expected) in told.iter().zip(&expected) {
            prop_assert!((told.2 - expected.2).abs() < 1e-12, "{:?} against {:?}", told, expected);
            prop_assert_eq!(told.0, expected.0);
        }
    }

    #[test]
    fn whoever_is_taken_out_has_left_no_trace_and_every_pair_has_enough_people(
        people in prop::collection::vec(prop::collection::vec(0..9_i64, 0..8), 1..12)
    ) {
        let mut listening = heard(&people);
        for (one, other, _) in read(&file(&listening, usize::MAX)).pairs {
            let of_both = people.iter().filter(|items| items.contains(&one) && items.contains(&other)).count();
            prop_assert!(of_both >= PEOPLE_MIN as usize, "{one} {other}: {of_both}");
        }
        listening.remove(Listener(0));
        prop_assert_eq!(file(&listening, 20), file(&heard(&people[1..]), 20));
    }
}
