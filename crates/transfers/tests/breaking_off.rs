//! Where a file breaks off in the middle.

use serde_json::Value;
use transfers::{Error, Standing};
use units::{Clock as _, Millis};

use crate::support::{people_in, whole, worlds};

#[tokio::test]
async fn a_file_that_broke_off_is_none_and_the_ledger_names_who_was_in_it() {
    for world in worlds().await {
        let people = world.people(5).await;
        let transfer = world.announced().await;
        for &one in &people {
            world.agree(one, &transfer).await.unwrap();
        }
        world.to_the_deadline();
        let mut file = world.hand_over(transfer.id).await.unwrap();
        let mut text = String::new();
        for _ in 0..3 {
            text.push_str(&file.next().await.unwrap().unwrap());
        }
        drop(file);
        assert!(serde_json::from_str::<Value>(&text).is_err(), "nobody takes it for a whole one");
        assert_eq!(world.in_the_ledger().await, people[..2]);
        let on_file = world.transfers.transfer(transfer.id).await.unwrap();
        let broken = &on_file.handovers[0];
        assert_eq!((broken.people, broken.finished_at, &broken.sha256, broken.items.len()), (2, None, &None, 0));
        assert_eq!(on_file.standing(world.clock.now()), Standing::Due, "it is to be made anew");
        // Each line is whole by itself.
        for line in text.lines().skip(1) {
            let person: Value = serde_json::from_str(line.trim_start_matches(',')).unwrap();
            assert_eq!(person["items"]["account"]["rows"].as_array().unwrap().len(), 1);
        }
        world.clock.advance(Millis::minutes(1));
        let file = whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        assert_eq!(people_in(&serde_json::from_str(&file).unwrap()), people);
        let on_file = world.transfers.transfer(transfer.id).await.unwrap();
        let finished: Vec<bool> = on_file.handovers.iter().map(|one| one.finished_at.is_some()).collect();
        assert_eq!((finished, on_file.standing(world.clock.now())), (vec![false, true], Standing::HandedOver));
    }
}

#[tokio::test]
async fn calling_it_off_breaks_a_file_off_at_the_next_person() {
    for world in worlds().await {
        let people = world.people(3).await;
        let transfer = world.announced().await;
        for &one in &people {
            world.agree(one, &transfer).await.unwrap();
        }
        world.to_the_deadline();
        let mut file = world.hand_over(transfer.id).await.unwrap();
        for _ in 0..2 {
            file.next().await.unwrap().unwrap();
        }
        world.transfers.call_off(transfer.id, world.other.subject, "协议解除。").await.unwrap();
        let broken = file.next().await;
        assert!(matches!(broken, Err(Error::CalledOff)), "{broken:?}");
        assert_eq!(file.next().await.unwrap(), None, "there is nothing after it");
        assert_eq!(world.in_the_ledger().await, people[..1]);
        let on_file = world.transfers.transfer(transfer.id).await.unwrap();
        assert_eq!((on_file.handovers[0].people, on_file.handovers[0].finished_at), (1, None));
    }
}
