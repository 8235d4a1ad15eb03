//! The lists and personal radio as a listener meets them; on each engine.

use std::collections::BTreeMap;

use ids::SubjectId;
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
async fn the_song_of_the_day_is_by_somebody_new_while_there_is_one() {
    for world in worlds().await {
        // Song 1 is by the artist of song 0, song 50 is not; as many heard either.
        let both = &[0, 1, 50][..];
        world.listeners(100, &[both, both, both]).await;
        world.agree(ME, PurposeId::PlayHistory).await;
        world.hear_all(ME, &[0], Millis::days(1)).await;
        let guest = world.send(None, "GET", "/single", None, 200).await;
        assert_eq!(world.get(ME, "/single").await["items"], guest["items"], "without consent as for everybody");
        assert_eq!(songs_of(&guest).len(), 1);
        world.agree(ME, PurposeId::PersonalRecommendation).await;
        for _ in 0..5 {
            let single = world.get(ME, "/single").await;
            assert_eq!(songs_of(&single), [50]);
            assert_eq!(single["items"][0]["because"]["id"], track(0));
            world.clock.advance(Millis::days(1));
        }
        world.send(Some(ME), "PUT", &format!("/not_interested/{}", track(50)), None, 204).await;
        assert_eq!(world.songs(ME, "/single").await, [1], "and then what is near");
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
async fn what_is_heard_again_is_on_repeat_and_once_is_not() {
    for world in worlds().await {
        crowd(&world).await;
        assert!(world.songs(ME, "/on_repeat").await.is_empty());
        for days in [1, 2, 3] {
            world.hear_all(ME, &[6, 43], Millis::days(days)).await;
        }
        world.hear_all(ME, &[9], Millis(0)).await;
        let list = world.get(ME, "/on_repeat").await;
        let mut songs = songs_of(&list);
        songs.sort_unstable();
        assert_eq!(songs, [6, 43]);
        assert_eq!((&list["items"][0]["reason"], &list["personalised"]), (&json!("on_repeat"), &json!("on")));
        world.send(Some(ME), "PUT", &format!("/not_interested/{}", track(43)), None, 204).await;
        assert_eq!(world.songs(ME, "/on_repeat").await, [6]);
        world.consents.withdraw(ME, PurposeId::PersonalRecommendation).await.unwrap();
        assert!(world.songs(ME, "/on_repeat").await.is_empty());
        let guests = world.send(None, "GET", "/on_repeat", None, 200).await;
        assert_eq!((songs_of(&guests), &guests["personalised"]), (Vec::new(), &json!("guest")));
    }
}

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item["playlist"]["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn playlists_are_near_to_what_is_heard_and_the_latest_for_everybody_else() {
    for world in worlds().await {
        crowd(&world).await;
        let other = SubjectId::from_i64(900);
        world.join(other, &[PurposeId::Publication]).await;
        world.agree(ME, PurposeId::Publication).await;
        for (owner, name, songs) in [
            (900, "知己", &[0, 3, 50][..]),
            (900, "邻近", &[30, 33, 36]),
            (900, "陌生", &[50, 53, 56]),
            (1, "我自己的", &[0, 3, 6]),
        ] {
            world.publish(SubjectId::from_i64(owner), name, songs).await;
        }
        let mine = world.get(ME, "/playlists").await;
        assert_eq!(names(&mine), ["知己", "邻近", "陌生"]);
        assert_eq!(mine["items"][0]["known_count"], 2);
        assert!([0, 3].map(track).contains(&mine["items"][0]["because"]["id"].as_str().unwrap().to_owned()));
        assert_eq!((&mine["items"][1]["known_count"], &mine["items"][1]["because"]), (&json!(0), &Value::Null));
        let guests = world.send(None, "GET", "/playlists", None, 200).await;
        assert_eq!(names(&guests), ["我自己的", "陌生", "邻近", "知己"]);
        assert!(guests["items"].as_array().unwrap().iter().all(|item| item["known_count"] == 0));
        world.consents.withdraw(ME, PurposeId::PersonalRecommendation).await.unwrap();
        assert_eq!(names(&world.get(ME, "/playlists").await), ["陌生", "邻近", "知己"]);
        world.consents.withdraw(other, PurposeId::Publication).await.unwrap();
        assert!(names(&world.get(ME, "/playlists").await).is_empty());
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
