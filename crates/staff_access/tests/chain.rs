//! Every edit by somebody with the database alone is found.

use staff_access::{Break, Entry, Seals, Verified};
use units::Millis;
use vault::MasterKey;

use crate::support::{World, worlds};

async fn verified(world: &World) -> Verified {
    world.staff.verify().await.unwrap()
}

async fn broken(world: &World) -> Option<Break> {
    verified(world).await.broken
}

/// The chain from one entry on, as somebody computes it anew who has not the keys.
fn computed_anew(entries: &[Entry], from: usize) -> Vec<Entry> {
    let mut entries = entries.to_vec();
    entries[from].words = "没什么".to_owned();
    for at in from..entries.len() {
        if at > 0 {
            entries[at].previous = entries[at - 1].hash.clone();
        }
        entries[at].hash = entries[at].computed_hash();
    }
    entries
}

#[tokio::test]
async fn a_log_that_nobody_touched_is_whole() {
    for world in worlds().await {
        assert_eq!((verified(&world).await.entries, broken(&world).await), (0, None), "also before it begins");
        world.open_times(7).await;
        let found = verified(&world).await;
        assert_eq!((found.entries, found.up_to.number, found.broken), (7, 7, None));
        assert!(found.seals_checked && found.end_checked);
    }
}

#[tokio::test]
async fn a_changed_field_is_found() {
    for world in worlds().await {
        world.open_times(5).await;
        let entries = world.entries().await;
        let x = "x".repeat(64);
        let edits = [
            ("at", "at + 1".to_owned()),
            ("staff_digest", format!("'{x}'")),
            ("subject_digest", format!("'{x}'")),
            ("role", "'privacy_officer'".to_owned()),
            ("purpose", "'account'".to_owned()),
            ("item", "'listen'".to_owned()),
            ("ticket", "'T-0'".to_owned()),
            ("words", "'没什么'".to_owned()),
            ("previous", format!("'{x}'")),
            ("hash", format!("'{x}'")),
        ];
        for (column, value) in edits {
            world.edit(&format!("UPDATE staff_accesses SET {column} = {value} WHERE number = 3")).await;
            assert_eq!(broken(&world).await, Some(Break::Changed { number: 3 }), "{column}");
            assert_eq!(verified(&world).await.up_to.number, 2, "{column}: what comes before stays verified");
            world.replace(&entries).await;
        }
        world.edit(&format!("UPDATE staff_accesses SET seal = '{x}' WHERE number = 3")).await;
        assert_eq!(broken(&world).await, Some(Break::Unsealed { number: 3 }));
        world.replace(&entries).await;
        assert_eq!(broken(&world).await, None);
    }
}

#[tokio::test]
async fn a_missing_row_a_cut_end_and_swapped_rows_are_found() {
    for world in worlds().await {
        world.open_times(5).await;
        let entries = world.entries().await;
        world.edit("DELETE FROM staff_accesses WHERE number = 3").await;
        assert_eq!(broken(&world).await, Some(Break::Missing { expected: 3, found: 4 }));
        world.replace(&entries[1..]).await;
        assert_eq!(broken(&world).await, Some(Break::Missing { expected: 1, found: 2 }), "nor is the beginning free");
        world.replace(&entries[..3]).await;
        assert_eq!(broken(&world).await, Some(Break::CutOff { last: 3, noted: 5 }));
        world.replace(&[]).await;
        assert_eq!(broken(&world).await, Some(Break::CutOff { last: 0, noted: 5 }), "nor can all of it go");
        let mut swapped = entries.clone();
        swapped.swap(1, 2);
        (swapped[1].number, swapped[2].number) = (2, 3);
        world.replace(&swapped).await;
        assert_eq!(broken(&world).await, Some(Break::Changed { number: 2 }));
    }
}

#[tokio::test]
async fn a_chain_that_was_computed_anew_without_the_key_is_found() {
    for world in worlds().await {
        world.open_times(5).await;
        let entries = world.entries().await;
        for from in [0, 3, 4] {
            world.replace(&computed_anew(&entries, from)).await;
            let number = i64::try_from(from).unwrap() + 1;
            assert_eq!(broken(&world).await, Some(Break::Unsealed { number }), "from {number} on");
        }
        // A row put in between, its followers moved up by one.
        let mut longer = entries.clone();
        longer.insert(2, entries[1].clone());
        for (at, entry) in longer.iter_mut().enumerate() {
            entry.number = i64::try_from(at).unwrap() + 1;
        }
        let longer = computed_anew(&longer, 2);
        world.replace(&longer).await;
        assert_eq!(broken(&world).await, Some(Break::Unsealed { number: 3 }));
    }
}

#[tokio::test]
async fn rows_in_the_place_of_those_that_were_cut_off_are_found() {
    for world in worlds().await {
        world.open_times(5).await;
        // The end is cut off, and the service itself writes on: sealed, but not what was noted.
        world.edit("DELETE FROM staff_accesses WHERE number > 3").await;
        world.open_times(2).await;
        assert_eq!(broken(&world).await, Some(Break::Replaced { number: 5 }));
    }
}

#[tokio::test]
async fn what_reached_its_term_leaves_an_anchor_from_which_the_rest_verifies() {
    for world in worlds().await {
        assert_eq!(world.staff.age(world.now()).await.unwrap(), 0);
        world.open_times(5).await;
        let limit = world.now();
        world.open_times(3).await;
        let entries = world.entries().await;
        assert_eq!(world.staff.age(limit).await.unwrap(), 5);
        assert_eq!(world.staff.age(limit).await.unwrap(), 0, "safe to run twice");
        let found = verified(&world).await;
        assert_eq!((found.entries, found.up_to.number, found.broken), (3, 8, None));
        // Somebody without the key makes no anchor of a later row.
        world.edit("DELETE FROM staff_accesses WHERE number = 6").await;
        assert_eq!(broken(&world).await, Some(Break::Missing { expected: 6, found: 7 }));
        let (number, hash) = (6, &entries[5].hash);
        world.edit(&format!("UPDATE staff_access_anchors SET number = {number}, hash = '{hash}'")).await;
        assert_eq!(broken(&world).await, Some(Break::Anchor));
        let seal = &entries[5].seal;
        world.edit(&format!("UPDATE staff_access_anchors SET seal = '{seal}'")).await;
        assert_eq!(broken(&world).await, Some(Break::Anchor), "the seal of an entry is none of an anchor");
        world.edit("DELETE FROM staff_access_anchors").await;
        assert_eq!(broken(&world).await, Some(Break::Missing { expected: 1, found: 7 }));
    }
}

#[tokio::test]
async fn a_log_that_aged_wholly_goes_on() {
    for world in worlds().await {
        world.open_times(3).await;
        assert_eq!(world.staff.age(world.now()).await.unwrap(), 3);
        let found = verified(&world).await;
        assert_eq!((found.entries, found.up_to.number, found.broken), (0, 3, None));
        assert_eq!(world.open("T-4").await.unwrap().number(), 4);
        assert_eq!(broken(&world).await, None);
        world.edit("DELETE FROM staff_accesses").await;
        assert_eq!(broken(&world).await, Some(Break::CutOff { last: 3, noted: 4 }));
    }
}

#[tokio::test]
async fn a_restored_backup_tells_which_entries_went_with_it() {
    for world in worlds().await {
        world.open_times(5).await;
        let entries = world.entries().await;
        assert_eq!(world.staff.resume_after_restore().await.unwrap(), 0, "nothing went");
        world.replace(&entries[..3]).await;
        assert_eq!(world.staff.resume_after_restore().await.unwrap(), 2);
        assert_eq!(broken(&world).await, None);
        let told = world.entries().await.pop().unwrap();
        assert_eq!((told.number, told.role.as_str(), told.ticket.as_str()), (4, "service", "restore"));
        assert_eq!(told.words, format!("4..5 {}", entries[4].hash));
        world.clock.advance(Millis::minutes(1));
        assert_eq!(world.staff.resume_after_restore().await.unwrap(), 0);
        assert_eq!(world.open("T-9").await.unwrap().number(), 5);
        assert_eq!(broken(&world).await, None);
    }
}

#[test]
fn seals_are_of_one_master_key() {
    let debug = format!("{:?}", Seals::of_master(&MasterKey::new([7; 32])));
    assert_eq!(debug, "Seals(hidden)", "no key is printed");
}
