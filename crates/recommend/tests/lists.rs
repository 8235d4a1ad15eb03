//! The lists and personal radio as a listener meets them; on each engine.

use std::collections::BTreeMap;

use policy::PurposeId;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{ME, World, artist_of, songs_of, track, worlds};

/// Everybody of a crowd heard a third of the songs, and I three of them.
async fn crowd(world: &World) {
    let songs: Vec<i64> = (0..30).map(|number| number * 3).collect();
    world.listeners(100, &[&songs[..], &songs[..], &songs[..]]).await;
    world.agree(ME, PurposeId::PlayHistory).await;
    world.agree(ME, PurposeId::PersonalRecommendation).await;
    world.hear_all(ME, &[0, 3, 6], Millis::days(1)).await;
}

async fn radio(world: &World, heard: &[(i64, &str)]) -> Vec<i64> {
    let heard: Vec<Value> =
        heard.iter().map(|(song, outcome)| json!({ "track_id": track(*song), "outcome": outcome })).collect();
    songs_of(&world.send(Some(ME), "POST", "/radio", Some(json!({ "heard": heard })), 200).await)
}

#[tokio::test]
async fn todays_list_stays_until_midnight_and_is_another_tomorrow() {
    for world in worlds().await {
        crowd(&world).await;
        let morning = world.get(ME, "/today").await;
        assert_eq!(morning["until"], "2026-11-24T16:00:00.000Z");
        world.clock.advance(Millis::hours(3));
        world.hear_all(ME, &[9, 43], Millis(0)).await;
        assert_eq!(world.get(ME, "/today").await, morning, "what is heard today counts tomorrow");
        assert_eq!(world.get(ME, "/because").await["items"][0]["because"]["id"], track(9), "and at once elsewhere");
        world.clock.advance(Millis::hours(24));
        let tomorrow = world.get(ME, "/today").await;
        assert_ne!(songs_of(&tomorrow), songs_of(&morning));
        let songs = songs_of(&tomorrow);
        assert!([0, 3, 6, 9, 43].iter().all(|song| !songs.contains(song)), "{songs:?}");
    }
}

#[tokio::test]
async fn no_list_has_a_song_twice_or_one_artist_over_and_over() {
    for world in worlds().await {
        crowd(&world).await;
        for (path, of_artist_max) in [("/today", 3), ("/treasures", 2), ("/different", 1)] {
            let songs = world.songs(ME, path).await;
            assert!(songs.len() >= 10, "{path}: {songs:?}");
            let mut artists: BTreeMap<_, usize> = BTreeMap::new();
            songs.iter().for_each(|song| *artists.entry(artist_of(*song)).or_default() += 1);
            assert!(artists.values().all(|count| *count <= of_artist_max), "{path}: {songs:?}");
            let mut once = songs.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), songs.len(), "{path}");
        }
    }
}

#[tokio::test]
async fn treasures_are_none_of_what_many_hear() {
    for world in worlds().await {
        crowd(&world).await;
        let treasures = world.songs(ME, "/treasures").await;
        assert!(treasures.iter().all(|song| song % 3 != 0), "{treasures:?}");
    }
}

#[tokio::test]
async fn something_else_is_by_artists_not_heard() {
    for world in worlds().await {
        crowd(&world).await;
        let list = world.get(ME, "/different?strangeness=100").await;
        assert!(list["items"].as_array().unwrap().iter().all(|item| item["reason"] == "unheard"));
        let known = [0, 3, 6].map(artist_of);
        assert!(songs_of(&list).iter().all(|song| !known.contains(&artist_of(*song))));
        for wrong in ["101", "-1", "many"] {
            world.send(Some(ME), "GET", &format!("/different?strangeness={wrong}"), None, 400).await;
        }
    }
}

#[tokio::test]
async fn radio_goes_on_and_minds_skips_and_dislikes_at_once() {
    for world in worlds().await {
        crowd(&world).await;
        let first = radio(&world, &[]).await;
        assert_eq!(first.len(), 10);
        let on = radio(&world, &[(first[0], "played"), (first[1], "played")]).await;
        assert!(!on.contains(&first[0]) && !on.contains(&first[1]), "nothing twice in a session");
        for outcome in ["skipped", "disliked"] {
            let next = radio(&world, &[(first[0], outcome)]).await;
            assert_eq!(next.len(), 10);
            assert!(next.iter().all(|song| artist_of(*song) != artist_of(first[0])), "{outcome}: {next:?}");
        }
        // A session is the player's: nothing of it is kept.
        assert_eq!(radio(&world, &[]).await, first);
        world.consents.withdraw(ME, PurposeId::PersonalRecommendation).await.unwrap();
        let everybodys = world.send(None, "POST", "/radio", Some(json!({ "heard": [] })), 200).await;
        assert_eq!(radio(&world, &[]).await, songs_of(&everybodys));
        let unheard = songs_of(&everybodys)[0];
        assert!(!radio(&world, &[(unheard, "skipped")]).await.contains(&unheard));
        let many: Vec<Value> = (0..201).map(|song| json!({ "track_id": track(song), "outcome": "played" })).collect();
        world.send(None, "POST", "/radio", Some(json!({ "heard": many })), 400).await;
    }
}
