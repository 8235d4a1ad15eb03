//! What too few people carry is in no list of another; on each engine.

use policy::PurposeId;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{ME, World, songs_of, track, worlds};

async fn listen_as_me(world: &World, songs: &[i64]) {
    world.agree(ME, PurposeId::PlayHistory).await;
    world.agree(ME, PurposeId::PersonalRecommendation).await;
    world.hear_all(ME, songs, Millis::days(1)).await;
}

/// The songs of today's list that are there because of people who heard both.
async fn heard_together(world: &World) -> Vec<(i64, Value)> {
    let list = world.get(ME, "/today").await;
    let items = list["items"].as_array().unwrap().iter().zip(songs_of(&list));
    let together = items.filter(|(item, _)| item["reason"] == "heard_together");
    together.map(|(item, song)| (song, item["because"]["id"].clone())).collect()
}

#[tokio::test]
async fn two_people_are_too_few_and_three_are_enough() {
    for world in worlds().await {
        listen_as_me(&world, &[10]).await;
        world.listeners(100, &[&[10, 50], &[10, 50]]).await;
        assert_eq!(heard_together(&world).await, []);
        world.listeners(200, &[&[10, 50, 60]]).await;
        assert_eq!(heard_together(&world).await, [(50, json!(track(10)))], "with its reason");
        // The asker is none of the three.
        world.agree(ME, PurposeId::HelpingDiscovery).await;
        world.listeners(300, &[&[10, 60]]).await;
        assert_eq!(heard_together(&world).await.len(), 1);
    }
}

#[tokio::test]
async fn who_did_not_agree_is_counted_for_nobody() {
    for world in worlds().await {
        listen_as_me(&world, &[10]).await;
        world.listeners(100, &[&[10, 50], &[10, 50]]).await;
        for number in 200..205 {
            // They keep a history and have music recommended to them; that is all they agreed to.
            let who = ids::SubjectId::from_i64(number);
            world.join(who, &[PurposeId::PlayHistory, PurposeId::PersonalRecommendation]).await;
            world.hear_all(who, &[10, 50, 70], Millis::days(1)).await;
        }
        assert_eq!(heard_together(&world).await, []);
        let popular = async || {
            let list = world.send(None, "GET", "/today", None, 200).await;
            let items = list["items"].as_array().unwrap().clone();
            items.into_iter().filter(|item| item["reason"] == "popular").count()
        };
        assert_eq!(popular().await, 0, "two people make nothing popular");
        world.listeners(300, &[&[10]]).await;
        assert_eq!(popular().await, 1);
    }
}
