//! AI听荐: songs that go with the liked ones, by a switch of their own; on each engine.

use ids::SubjectId;
use policy::PurposeId;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{ME, World, artist_of, songs_of, track, worlds};

const PATH: &str = "/from_likes";

/// A crowd that hears 10, 50, 51 and 52 together, and I like 10.
async fn crowd(world: &World) {
    let songs = &[10, 50, 51, 52][..];
    world.listeners(100, &[songs, songs, songs]).await;
    world.like_all(ME, &[10]).await;
}

async fn go_on(world: &World, heard: &[(i64, &str)]) -> Vec<i64> {
    let heard: Vec<Value> =
        heard.iter().map(|(song, outcome)| json!({ "track_id": track(*song), "outcome": outcome })).collect();
    songs_of(&world.send(Some(ME), "POST", PATH, Some(json!({ "heard": heard })), 200).await)
}

#[tokio::test]
async fn likes_are_read_while_their_own_switch_is_on_and_at_no_other_time() {
    for world in worlds().await {
        crowd(&world).await;
        let off = json!({ "on": false, "liked_count": 0, "items": [], "unwanted": [] });
        assert_eq!(world.get(ME, PATH).await, off);
        // The other switch is another matter: it reads no likes, and this one does not read what it reads.
        world.agree(ME, PurposeId::PlayHistory).await;
        world.agree(ME, PurposeId::PersonalRecommendation).await;
        let personal = world.get(ME, "/today").await;
        assert_eq!(world.get(ME, PATH).await, off);
        world.hear_all(ME, &[70, 71], Millis::days(1)).await;
        let with_history = world.get(ME, "/today").await;
        world.consents.withdraw(ME, PurposeId::PersonalRecommendation).await.unwrap();
        assert_ne!(personal, with_history);

        world.agree(ME, PurposeId::LikesRecommendation).await;
        let list = world.get(ME, PATH).await;
        assert_eq!((&list["on"], &list["liked_count"]), (&json!(true), &json!(1)));
        assert_eq!(songs_of(&list), [50, 51, 52], "also while personal recommendations are off");
        for item in list["items"].as_array().unwrap() {
            assert_eq!((&item["reason"], &item["because"]["id"]), (&json!("heard_together"), &json!(track(10))));
        }
        world.like_all(ME, &[51]).await;
        assert_eq!(world.songs(ME, PATH).await, [50, 52], "a like acts at once");
        let everybodys = world.send(None, "GET", "/today", None, 200).await;
        assert_eq!(world.get(ME, "/today").await["items"], everybodys["items"], "and nowhere else");

        world.consents.withdraw(ME, PurposeId::LikesRecommendation).await.unwrap();
        assert_eq!(world.get(ME, PATH).await, off, "at the next request");
        assert_eq!(world.send(Some(ME), "POST", PATH, Some(json!({ "heard": [] })), 200).await, off);
    }
}

#[tokio::test]
async fn guests_are_not_offered_it() {
    for world in worlds().await {
        crowd(&world).await;
        world.send(None, "GET", PATH, None, 401).await;
        world.send(None, "POST", PATH, Some(json!({ "heard": [] })), 401).await;
        world.send(None, "PUT", &format!("{PATH}/unwanted/{}", track(50)), None, 401).await;
    }
}

#[tokio::test]
async fn what_is_unwanted_stays_away_until_it_is_taken_back_and_goes_with_the_consent() {
    for world in worlds().await {
        crowd(&world).await;
        let mark = format!("{PATH}/unwanted/{}", track(51));
        let problem = world.send(Some(ME), "PUT", &mark, None, 403).await;
        assert_eq!(
            (&problem["code"], &problem["purpose"]),
            (&json!("consent.required"), &json!("likes_recommendation"))
        );
        world.agree(ME, PurposeId::LikesRecommendation).await;
        world.send(Some(ME), "PUT", &mark, None, 204).await;
        world.send(Some(ME), "PUT", &mark, None, 204).await;
        world.send(Some(ME), "PUT", &format!("{PATH}/unwanted/trk_00000000009zz"), None, 404).await;
        let list = world.get(ME, PATH).await;
        assert_eq!((songs_of(&list), &list["unwanted"][0]["id"]), (vec![50, 52], &json!(track(51))));
        assert!(!go_on(&world, &[]).await.contains(&51));
        world.send(Some(ME), "DELETE", &mark, None, 204).await;
        assert_eq!(world.songs(ME, PATH).await, [50, 51, 52]);
        world.send(Some(ME), "PUT", &mark, None, 204).await;
        world.consents.withdraw(ME, PurposeId::LikesRecommendation).await.unwrap();
        assert_eq!(world.count("suggestion_dislikes").await, 0);
        world.agree(ME, PurposeId::LikesRecommendation).await;
        assert_eq!(world.songs(ME, PATH).await, [50, 51, 52], "and a new consent begins anew");
    }
}

#[tokio::test]
async fn it_goes_on_from_the_likes_and_minds_skips_and_dislikes() {
    for world in worlds().await {
        let songs: Vec<i64> = (0..30).map(|number| number * 3).collect();
        world.listeners(100, &[&songs[..], &songs[..], &songs[..]]).await;
        world.like_all(ME, &[0, 3, 6]).await;
        world.agree(ME, PurposeId::LikesRecommendation).await;
        let first = go_on(&world, &[]).await;
        assert_eq!(first.len(), 10);
        assert!(first.iter().all(|song| ![0, 3, 6].contains(song)), "new songs come first: {first:?}");
        for outcome in ["skipped", "disliked"] {
            let next = go_on(&world, &[(first[0], outcome)]).await;
            assert!(next.iter().all(|song| artist_of(*song) != artist_of(first[0])), "{outcome}: {next:?}");
        }
        assert_eq!(go_on(&world, &[]).await, first, "nothing of a session is kept");
        // All that goes with the likes was heard: what is liked comes next, and what was liked and skipped does not.
        let mut heard: Vec<(i64, &str)> =
            songs.iter().filter(|song| **song > 6).map(|song| (*song, "played")).collect();
        let last = world.send(Some(ME), "POST", PATH, Some(json!({ "heard": heard.iter().map(|(song, outcome)| json!({ "track_id": track(*song), "outcome": outcome })).collect::<Vec<_>>() })), 200).await;
        let mut liked = songs_of(&last);
        liked.sort_unstable();
        assert_eq!((liked, &last["items"][0]["reason"]), (vec![0, 3, 6], &json!("liked")));
        heard.push((3, "skipped"));
        let mut liked = go_on(&world, &heard).await;
        liked.sort_unstable();
        assert_eq!(liked, [0, 6]);
        let many: Vec<Value> = (0..201).map(|song| json!({ "track_id": track(song), "outcome": "played" })).collect();
        world.send(Some(ME), "POST", PATH, Some(json!({ "heard": many })), 400).await;
    }
}

#[tokio::test]
async fn one_members_likes_are_nothing_to_another() {
    for world in worlds().await {
        crowd(&world).await;
        world.agree(ME, PurposeId::LikesRecommendation).await;
        let mine = world.get(ME, PATH).await;
        for number in 200..205 {
            let who = SubjectId::from_i64(number);
            world.join(who, &[PurposeId::LikesRecommendation, PurposeId::HelpingDiscovery]).await;
            world.like_all(who, &[10, 60, 61]).await;
        }
        assert_eq!(world.get(ME, PATH).await, mine, "likes are counted for nobody");
    }
}
