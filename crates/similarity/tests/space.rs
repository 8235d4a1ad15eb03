//! Points whose neighbours are known.

use std::collections::BTreeSet;

use ids::{AlbumId, ArtistId, TrackId};
use proptest::prelude::*;
use similarity::{Match, Point, Space};
use sound_features::{Features, LEN};

fn track(number: i64) -> TrackId {
    TrackId::from_i64(number)
}

/// A point whose first numbers are these, on an album and by an artist of its own.
fn point(number: i64, values: &[f32]) -> Point {
    let mut bytes = vec![0; LEN * 4];
    for (at, value) in values.iter().enumerate() {
        bytes[at * 4..at * 4 + 4].copy_from_slice(&value.to_le_bytes());
    }
    Point {
        track: track(number),
        album: Some(AlbumId::from_i64(number)),
        artists: vec![ArtistId::from_i64(number)],
        title_key: format!("title {number}"),
        features: Features::from_bytes(&bytes).unwrap(),
    }
}

fn numbers(matches: &[Match]) -> Vec<i64> {
    matches.iter().map(|one| one.track.as_i64()).collect()
}

#[test]
fn the_nearest_come_first_and_the_track_itself_does_not() {
    let space = Space::of((1..=9).map(|number| point(number, &[(number * number) as f32])).collect());
    assert_eq!(numbers(&space.similar(track(5), 4)), [4, 6, 3, 2]);
    assert_eq!(numbers(&space.similar(track(1), 2)), [2, 3]);
    assert_eq!(space.nearest(track(5), 1)[0], (track(5), 0.0));
    assert!(space.similar(track(77), 4).is_empty(), "one that was not measured is like none");
    assert!(Space::of(Vec::new()).similar(track(1), 4).is_empty());
    let alone = Space::of(vec![point(1, &[1.0])]);
    assert!(alone.similar(track(1), 4).is_empty());
}

#[test]
fn equal_distances_go_by_id() {
    let space = Space::of([7, 3, 9, 5].map(|number| point(number, &[if number == 5 { 0.0 } else { 1.0 }])).to_vec());
    assert_eq!(numbers(&space.similar(track(5), 3)), [3, 7, 9]);
}

#[test]
fn an_answer_has_few_of_one_album_unless_there_are_no_others() {
    let mut points: Vec<Point> = (1..=6).map(|number| point(number, &[number as f32])).collect();
    points.iter_mut().for_each(|point| {
        point.album = Some(AlbumId::from_i64(1));
        point.artists = vec![ArtistId::from_i64(1)];
    });
    points.extend((7..=9).map(|number| point(number, &[number as f32 * 10.0])));
    let space = Space::of(points);
    assert_eq!(numbers(&space.similar(track(1), 5)), [2, 3, 7, 8, 9]);
    assert_eq!(numbers(&space.similar(track(1), 7)), [2, 3, 4, 5, 7, 8, 9], "the nearest of those left out fill up");
}

#[test]
fn one_recording_under_two_numbers_comes_once() {
    let mut points: Vec<Point> = (1..=6).map(|number| point(number, &[number as f32])).collect();
    for (again, of) in [(1, 0), (4, 3)] {
        points[again].title_key = points[of].title_key.clone();
        points[again].artists = points[of].artists.clone();
    }
    let space = Space::of(points);
    assert_eq!(numbers(&space.similar(track(1), 5)), [3, 4, 6]);
}

#[test]
fn what_is_like_many_is_like_any_of_them() {
    let space = Space::of((0..10).map(|number| point(number, &[number as f32])).collect());
    let found = space.similar_to_many(&[track(1), track(8)], 4);
    let found: BTreeSet<i64> = numbers(&found).into_iter().collect();
    assert_eq!(found, BTreeSet::from([0, 2, 7, 9]));
    assert!(space.similar_to_many(&[], 4).is_empty());
}

#[test]
fn artists_are_compared_by_the_middle_of_their_tracks() {
    let mut points: Vec<Point> = (0..9).map(|number| point(number, &[number as f32])).collect();
    for (at, point) in points.iter_mut().enumerate() {
        point.artists = vec![ArtistId::from_i64(at as i64 / 3)];
    }
    let space = Space::of(points);
    let artist = ArtistId::from_i64;
    assert_eq!(space.similar_artists(artist(0), 5), [artist(1), artist(2)]);
    assert_eq!(space.similar_artists(artist(2), 1), [artist(1)]);
    assert!(space.similar_artists(artist(5), 1).is_empty());
    let radio = numbers(&space.artist_radio(artist(0), 8));
    assert_eq!(radio.iter().filter(|number| **number < 3).count(), 2, "one in four is their own: {radio:?}");
    assert!(radio.iter().any(|number| *number >= 3));
}

#[test]
fn a_way_goes_in_even_steps_from_end_to_end() {
    let space = Space::of((0..=100).map(|number| point(number, &[number as f32])).collect());
    let way = space.path(track(10), track(60), 6);
    assert_eq!(numbers(&way), [10, 20, 30, 40, 50, 60]);
    assert!((way[0].similarity - 1.0).abs() < 1e-6);
    assert!(way.is_sorted_by(|near, far| near.similarity >= far.similarity));
    assert_eq!(numbers(&space.path(track(60), track(10), 3)), [60, 35, 10]);
    assert_eq!(numbers(&space.path(track(1), track(3), 9)), [1, 2, 3], "no more than lie between");
    assert_eq!(numbers(&space.path(track(1), track(3), 2)), [1, 3]);
    assert_eq!(numbers(&space.path(track(1), track(1), 5)), [1]);
    assert!(space.path(track(1), track(500), 5).is_empty());
    assert!(space.path(track(1), track(3), 0).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn answers_hold_no_track_twice_and_never_the_one_asked_for(
        values in proptest::collection::vec((-1e3_f32..1e3, -1e3_f32..1e3, 0_i64..4, 0_i64..3), 2..60),
        limit in 0_usize..30,
    ) {
        let points = values.iter().zip(0_i64..).map(|((x, y, album, title), number)| Point {
            album: Some(AlbumId::from_i64(*album)),
            artists: vec![ArtistId::from_i64(album % 2)],
            title_key: format!("{title}{}", number / 3),
            ..point(number, &[*x, 0.0, 0.0, *y])
        });
        let space = Space::of(points.collect());
        for seed in 0..values.len().min(5) {
            let found = space.similar(track(seed as i64), limit);
            prop_assert!(found.len() <= limit);
            prop_assert!(found.iter().all(|one| (0.0..=1.0).contains(&one.similarity)));
            prop_assert!(found.is_sorted_by(|near, far| near.similarity >= far.similarity));
            let ids: BTreeSet<i64> = numbers(&found).into_iter().collect();
            prop_assert_eq!(ids.len(), found.len());
            prop_assert!(!ids.contains(&(seed as i64)));
            let way = space.path(track(seed as i64), track(values.len() as i64 - 1), limit);
            let ids: BTreeSet<i64> = numbers(&way).into_iter().collect();
            prop_assert_eq!(ids.len(), way.len());
            prop_assert!(way.len() <= limit);
        }
    }
}

/// Points in clusters, as albums are: numbers that depend on each other, and some that say nothing.
fn clusters(count: i64) -> Vec<Point> {
    let mut state = 7_u64;
    let mut drawn = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 24) as f32 - 0.5
    };
    let middles: Vec<Vec<f32>> = (0..count / 8 + 1).map(|_| (0..12).map(|_| drawn()).collect()).collect();
    let values = |number: i64, drawn: &mut dyn FnMut() -> f32| -> Vec<f32> {
        let middle = &middles[usize::try_from(number / 8).unwrap()];
        (0..LEN).map(|at| middle[at % 12] * (1.0 + at as f32 / 20.0) + drawn() * 0.3).collect()
    };
    (0..count).map(|number| point(number, &values(number, &mut drawn))).collect()
}

#[test]
fn made_small_the_neighbours_stay() {
    let points = clusters(400);
    let space = Space::of(points);
    let compact = space.compact();
    assert_eq!((compact.tracks.len(), compact.values.len()), (400, 400 * compact.numbers_each));
    assert_eq!(compact.numbers_each % 8, 0);
    assert!(compact.values.iter().any(|value| *value > 40) && compact.step > 0.0);
    let row = |number: usize| &compact.values[number * compact.numbers_each..(number + 1) * compact.numbers_each];
    let square = |left: usize, right: usize| -> i32 {
        row(left).iter().zip(row(right)).map(|(left, right)| (i32::from(*left) - i32::from(*right)).pow(2)).sum()
    };
    let (mut kept, mut asked) = (0, 0);
    for number in (0..400).step_by(7) {
        let mut order: Vec<usize> = (0..400).collect();
        order.sort_by_key(|other| (square(number, *other), *other));
        let near: BTreeSet<i64> = order.iter().take(10).map(|other| compact.tracks[*other].as_i64()).collect();
        let exact = space.nearest(track(i64::try_from(number).unwrap()), 10);
        kept += exact.iter().filter(|(track, _)| near.contains(&track.as_i64())).count();
        asked += 10;
    }
    assert!(kept * 100 >= asked * 95, "{kept} of {asked}");
    assert_eq!(compact, Space::of(clusters(400)).compact(), "the same again");
    assert_eq!(Space::of(Vec::new()).compact(), similarity::Compact::default());
    let one = Space::of(vec![point(1, &[3.0])]).compact();
    assert!(one.values.iter().all(|value| *value == 0), "alone it lies in the middle");
}
