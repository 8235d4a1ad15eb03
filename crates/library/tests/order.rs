//! Entries keep their order under every change: the list against a plain vector, on each engine.

use crate::common::{ME, World, tracks, worlds};
use ids::{PlaylistId, TrackId};
use library::{Error, NewPlaylist};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[derive(Clone, Debug)]
enum Change {
    Add { at: usize, tracks: Vec<i64> },
    Move { from: usize, count: usize, to: usize },
    Remove { indexes: Vec<usize> },
    Replace { tracks: Vec<i64> },
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let some = || prop::collection::vec(1_i64..=10, 1..4);
    let change = prop_oneof![
        4 => (0_usize..12, some()).prop_map(|(at, tracks)| Change::Add { at, tracks }),
        6 => (0_usize..12, 1_usize..5, 0_usize..12).prop_map(|(from, count, to)| Change::Move { from, count, to }),
        2 => prop::collection::vec(0_usize..12, 1..4).prop_map(|indexes| Change::Remove { indexes }),
        1 => some().prop_map(|tracks| Change::Replace { tracks }),
    ];
    prop::collection::vec(change, 1..25)
}

/// The same change of a vector; nothing when a place lies outside of it.
fn changed(list: &[i64], change: &Change) -> Option<Vec<i64>> {
    let mut list = list.to_vec();
    match change {
        Change::Add { at, tracks } => {
            if *at > list.len() {
                return None;
            }
            list.splice(*at..*at, tracks.iter().copied());
        }
        Change::Move { from, count, to } => {
            if from + count > list.len() || *to > list.len() - count {
                return None;
            }
            let moved: Vec<i64> = list.drain(*from..from + count).collect();
            list.splice(*to..*to, moved);
        }
        Change::Remove { indexes } => {
            if indexes.iter().any(|index| *index >= list.len()) {
                return None;
            }
            let mut at = 0;
            list.retain(|_| {
                at += 1;
                !indexes.contains(&(at - 1))
            });
        }
        Change::Replace { tracks } => list.clone_from(tracks),
    }
    Some(list)
}

async fn apply(world: &World, id: PlaylistId, change: &Change, version: u64) -> Result<u64, Error> {
    let library = &world.library;
    let wide = |numbers: &[usize]| numbers.iter().map(|number| *number as u64).collect::<Vec<_>>();
    match change {
        Change::Add { at, tracks: added } => {
            library.add_entries(ME, id, Some(*at as u64), &tracks(added), Some(version)).await
        }
        Change::Move { from, count, to } => {
            library.move_entries(ME, id, *from as u64, *count as u64, *to as u64, Some(version)).await
        }
        Change::Remove { indexes } => library.remove_entries(ME, id, &wide(indexes), Some(version)).await,
        Change::Replace { tracks: new } => library.replace_entries(ME, id, &tracks(new), Some(version)).await,
    }
}

async fn listed(world: &World, id: PlaylistId) -> Vec<i64> {
    let tracks = world.library.tracks_of_playlist(Some(ME), id).await.unwrap();
    tracks.into_iter().map(TrackId::as_i64).collect()
}

async fn new_list(world: &World, first: &[i64]) -> PlaylistId {
    let new = NewPlaylist { name: "次序".to_owned(), tracks: tracks(first), ..NewPlaylist::default() };
    world.library.create_playlist(ME, new).await.unwrap().id
}

#[test]
fn a_list_behaves_like_a_vector() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for world in runtime.block_on(worlds()) {
        let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&changes(), |changes| {
            runtime.block_on(async {
                let mut model = vec![1, 2, 3, 4, 5];
                let id = new_list(&world, &model).await;
                let mut version = 1;
                for change in &changes {
                    let expected = changed(&model, change);
                    match (apply(&world, id, change, version).await, expected) {
                        (Ok(new), Some(list)) => {
                            prop_assert_eq!(new, version + 1);
                            version = new;
                            model = list;
                        }
                        (Err(Error::OutOfRange { .. }), None) => {}
                        (answer, expected) => {
                            return Err(TestCaseError::fail(format!("{change:?}: {answer:?}, expected {expected:?}")));
                        }
                    }
                    prop_assert_eq!(&listed(&world, id).await, &model, "after {:?}", change);
                }
                let playlist = world.library.playlist(Some(ME), id).await.unwrap();
                prop_assert_eq!(playlist.entry_count, Some(model.len() as u64));
                let duration: i64 = model.iter().map(|number| number * 60_000).sum();
                prop_assert_eq!(playlist.duration_ms, Some(duration.unsigned_abs()));
                world.library.remove_playlist(ME, id).await.unwrap();
                Ok(())
            })
        });
        outcome.unwrap();
    }
}

/// The same place is halved until there is no room, which has to go unnoticed.
#[tokio::test]
async fn room_that_is_used_up_is_made_anew() {
    for world in worlds().await {
        let id = new_list(&world, &[1, 2, 3, 4]).await;
        let mut model = vec![1, 2, 3, 4];
        for _ in 0..60 {
            // The last goes between the first two, over and over.
            world.library.move_entries(ME, id, 3, 1, 1, None).await.unwrap();
            let last = model.remove(3);
            model.insert(1, last);
            assert_eq!(listed(&world, id).await, model);
        }
        for at in 0..60 {
            world.library.add_entries(ME, id, Some(1), &tracks(&[5 + at % 5]), None).await.unwrap();
            model.insert(1, 5 + at % 5);
        }
        assert_eq!(listed(&world, id).await, model);
    }
}

#[tokio::test]
async fn entries_keep_their_number_while_they_move() {
    for world in worlds().await {
        let id = new_list(&world, &[1, 2, 3, 1]).await;
        let before = world.library.entries(Some(ME), id, None, 10).await.unwrap().entries;
        world.library.move_entries(ME, id, 0, 2, 2, None).await.unwrap();
        let after = world.library.entries(Some(ME), id, None, 10).await.unwrap().entries;
        let of = |list: &[(library::Entry, i64)]| list.iter().map(|(entry, _)| entry.id).collect::<Vec<_>>();
        let (before, after) = (of(&before), of(&after));
        assert_eq!(after, [before[2], before[3], before[0], before[1]]);
    }
}
