//! Minors are never profiled: they see what everybody sees, whatever they switched on, and count for nobody; on each engine.

use axum::body::Body;
use ids::SubjectId;
use policy::PurposeId;
use serde_json::{Value, json};
use units::{Millis, Timestamp};

use crate::common::{ME, NOW, World, songs_of, track, worlds};

const PATHS: [&str; 7] = ["/today", "/because", "/treasures", "/different", "/single", "/playlists", "/for_you"];
const PROFILING: [PurposeId; 3] =
    [PurposeId::PersonalRecommendation, PurposeId::HelpingDiscovery, PurposeId::LikesRecommendation];
/// Eighteen years before the day of the tests, in China.
const TODAY_EIGHTEEN: &str = "2008-11-24";
const ADULT: &str = "1990-05-01";

/// A member who agreed to everything, heard these yesterday and likes song 10.
async fn join(world: &World, who: SubjectId, songs: &[i64]) {
    if who != ME {
        world.join(who, &[]).await;
    }
    for purpose in [PurposeId::PlayHistory, PurposeId::ProfileBirthday].into_iter().chain(PROFILING) {
        world.agree(who, purpose).await;
    }
    world.hear_all(who, songs, Millis::days(1)).await;
    world.like_all(who, &[10]).await;
}

/// The lists as they are sent, without the word for whether they are personal.
async fn lists(world: &World, who: Option<SubjectId>) -> Vec<(Value, Value)> {
    let mut lists = Vec::new();
    for path in PATHS {
        let mut list = world.send(who, "GET", path, None, 200).await;
        let personalised = list["personalised"].take();
        lists.push((personalised, list));
    }
    let session = json!({ "heard": [{ "track_id": track(10), "outcome": "played" }] });
    let mut radio = world.send(who, "POST", "/radio", Some(session), 200).await;
    lists.push((radio["personalised"].take(), radio));
    lists
}

#[tokio::test]
async fn a_minor_sees_what_everybody_sees_from_the_next_request_on() {
    for world in worlds().await {
        world.listeners(100, &[&[10, 50, 51], &[10, 50, 51], &[10, 50, 51]]).await;
        join(&world, ME, &[10, 11, 12]).await;
        let before = lists(&world, Some(ME)).await;
        assert!(before.iter().all(|(personalised, _)| personalised == "on"));
        assert_eq!(world.songs(ME, "/from_likes").await, [50, 51]);

        world.set_birthday(ME, Some(TODAY_EIGHTEEN)).await;
        let guests = lists(&world, None).await;
        for ((personalised, list), (_, guest)) in lists(&world, Some(ME)).await.iter().zip(&guests) {
            assert_eq!((personalised, list), (&json!("minor"), guest));
        }
        let off = json!({ "on": false, "liked_count": 0, "items": [], "unwanted": [] });
        assert_eq!(world.get(ME, "/from_likes").await, off);
        assert_eq!(world.send(Some(ME), "POST", "/from_likes", Some(json!({ "heard": [] })), 200).await, off);
        let profile = world.get(ME, "/profile").await;
        assert_eq!(
            profile,
            json!({ "personalised": "minor", "listens": 0, "since": null, "artists": [], "not_interested": [] })
        );
        assert!(world.songs(ME, "/on_repeat").await.is_empty());
        for path in ["/not_interested/", "/from_likes/unwanted/"] {
            let problem = world.send(Some(ME), "PUT", &format!("{path}{}", track(50)), None, 403).await;
            assert_eq!(problem["code"], "minor.not_profiled");
        }
        assert_eq!(world.count("recommendation_dislikes").await + world.count("suggestion_dislikes").await, 0);

        world.set_birthday(ME, None).await;
        assert_eq!(lists(&world, Some(ME)).await, before, "nothing was kept of it");
    }
}

#[tokio::test]
async fn a_minor_is_called_so_also_while_nothing_is_switched_on() {
    for world in worlds().await {
        world.agree(ME, PurposeId::ProfileBirthday).await;
        world.set_birthday(ME, Some("2011-01-31")).await;
        assert_eq!(world.get(ME, "/today").await["personalised"], "minor");
        world.set_birthday(ME, Some(ADULT)).await;
        assert_eq!(world.get(ME, "/today").await["personalised"], "off");
    }
}

#[tokio::test]
async fn the_switches_work_from_the_day_after_the_eighteenth_birthday() {
    for world in worlds().await {
        join(&world, ME, &[10, 11, 12]).await;
        world.set_birthday(ME, Some(TODAY_EIGHTEEN)).await;
        // Noon in China, and the birthday lasts until midnight.
        assert_eq!(NOW, "2026-11-24T04:00:00Z".parse::<Timestamp>().unwrap());
        for (hours, expected) in [(11, "minor"), (1, "on"), (24, "on")] {
            world.clock.advance(Millis::hours(hours));
            assert_eq!(world.get(ME, "/today").await["personalised"], expected, "after {hours} hours more");
            assert_eq!(world.get(ME, "/from_likes").await["on"], expected == "on");
        }
    }
}

/// Whatever others see that could have been counted from somebody.
async fn of_others(world: &World) -> Vec<Vec<u8>> {
    let mut answers = Vec::new();
    for who in [None, Some(SubjectId::from_i64(100))] {
        for path in PATHS.into_iter().chain(["/charts/day", "/charts/week", "/charts/new"]) {
            answers.push(world.bytes(who, "GET", path, Body::empty()).await.1);
        }
    }
    answers.push(world.bytes(Some(SubjectId::from_i64(100)), "GET", "/from_likes", Body::empty()).await.1);
    answers.push(world.file(None, "companions", None).await.2);
    answers
}

#[tokio::test]
async fn a_minor_counts_for_nobody() {
    for world in worlds().await {
        for (number, begin) in [(1, "2026-11-23T16:00:00Z"), (2, "2026-11-22T16:00:00Z"), (3, "2026-11-22T16:00:00Z")] {
            world.fix_noise(number, begin, 7).await;
        }
        for number in 100..102 {
            join(&world, SubjectId::from_i64(number), &[10, 50, 51]).await;
        }
        // So many that they fill the charts, and make pairs and what is popular.
        let minors = || (200..240).map(SubjectId::from_i64);
        for who in minors() {
            join(&world, who, &[]).await;
            world.hear_all(who, &[10, 50, 51, 60], Millis(1_000_000)).await;
        }
        world.clock.advance(Millis::days(1));
        let with = of_others(&world).await;
        let day = songs_of(&world.send(None, "GET", "/charts/day", None, 200).await);
        assert!(!day.is_empty(), "the chart shows them while nothing is known of their age");
        for who in minors() {
            world.set_birthday(who, Some("2010-06-01")).await;
        }
        let without = of_others(&world).await;
        assert!(with != without);
        for who in minors() {
            world.set_birthday(who, Some(ADULT)).await;
        }
        assert!(of_others(&world).await == with);
        for who in minors() {
            world.erase(who).await;
        }
        assert!(of_others(&world).await == without, "to the last byte, as if they were not there");
    }
}
