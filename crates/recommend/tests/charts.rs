//! Charts: the same for everybody, bounded in what one listener moves, and forgetting; on each engine.

use std::collections::BTreeSet;

use axum::body::Body;
use ids::SubjectId;
use policy::PurposeId;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{ME, World, songs_of, worlds};

const CHARTS: [&str; 3] = ["/charts/day", "/charts/week", "/charts/new"];
/// When the day and the week began whose charts are shown tomorrow, and next Tuesday.
const DAY: &str = "2026-11-23T16:00:00Z";
const WEEK: &str = "2026-11-22T16:00:00Z";
/// The day before that Tuesday.
const MONDAY: &str = "2026-11-29T16:00:00Z";

/// Listeners who agreed and heard these today; the charts are asked for on another day.
async fn listeners(world: &World, from: i64, count: i64, songs: &[i64]) {
    for number in from..from + count {
        let who = SubjectId::from_i64(number);
        world.join(who, &[PurposeId::PlayHistory, PurposeId::HelpingDiscovery]).await;
        world.hear_all(who, songs, Millis(1_000_000)).await;
    }
}

async fn chart(world: &World, path: &str) -> Value {
    world.send(None, "GET", path, None, 200).await
}

fn sorted(songs: &[i64]) -> Vec<i64> {
    let mut songs = songs.to_vec();
    songs.sort_unstable();
    songs
}

async fn songs(world: &World, path: &str) -> Vec<i64> {
    songs_of(&chart(world, path).await)
}

#[tokio::test]
async fn what_many_heard_is_in_the_charts_and_everybody_sees_the_same() {
    for world in worlds().await {
        for (number, begin) in [(1, DAY), (1, MONDAY), (2, WEEK), (3, WEEK)] {
            world.fix_noise(number, begin, 7).await;
        }
        listeners(&world, 100, 60, &[20, 20, 20, 50, 50, 80]).await;
        listeners(&world, 200, 30, &[10, 10, 11, 12]).await;
        assert!(songs(&world, "/charts/day").await.is_empty(), "the day is not over");
        world.clock.advance(Millis::days(1));
        let day = chart(&world, "/charts/day").await;
        assert_eq!(songs_of(&day), [20, 10]);
        assert_eq!((&day["items"][0]["rank"], &day["items"][1]["rank"]), (&json!(1), &json!(2)));
        assert_eq!(
            (&day["since"], &day["next_at"]),
            (&json!("2026-11-23T16:00:00.000Z"), &json!("2026-11-25T16:00:00.000Z"))
        );
        assert_eq!((&day["noise"]["epsilon"], &day["noise"]["songs_per_listener"]), (&json!(0.5), &json!(1)));
        assert_eq!(world.get(ME, "/charts/day").await, day, "a member sees what everybody sees");
        assert!(songs(&world, "/charts/week").await.is_empty(), "the week is not over");
        world.clock.advance(Millis::days(6));
        assert!(songs(&world, "/charts/day").await.is_empty(), "and nobody heard anything yesterday");
        // All three songs of each count in a week, and as many heard each of them: noise decides which comes first.
        let week = songs(&world, "/charts/week").await;
        assert_eq!((sorted(&week[..3]), sorted(&week[3..])), (vec![20, 50, 80], vec![10, 11, 12]));
        // Song 80 came 81 days before today.
        let new = songs(&world, "/charts/new").await;
        assert_eq!(new, [20, 10], "one song of each listener, of those that are new");
        world.send(None, "GET", "/charts/year", None, 404).await;
    }
}

#[tokio::test]
async fn asking_again_averages_nothing_away_and_another_period_draws_anew() {
    for world in worlds().await {
        let crowd: Vec<i64> = (0..20).collect();
        // Of many songs near to the least number that is shown, noise decides which are.
        for (song, from) in crowd.iter().zip((0..).map(|number| 1_000 + number * 100)) {
            listeners(&world, from, 12, &[*song]).await;
        }
        world.clock.advance(Millis::days(1));
        let first = world.bytes(None, "GET", "/charts/day", Body::empty()).await.1;
        for _ in 0..5 {
            world.clock.advance(Millis::hours(2));
            assert_eq!(world.bytes(None, "GET", "/charts/day", Body::empty()).await.1, first);
        }
        let shown = |bytes: &[u8]| songs_of(&serde_json::from_slice(bytes).unwrap());
        let mut orders = BTreeSet::from([shown(&first)]);
        for _ in 0..4 {
            for (song, who) in (0..20).flat_map(|song| (0..12).map(move |one| (song, 1_000 + song * 100 + one))) {
                world.hear_all(SubjectId::from_i64(who), &[song], Millis(1_000_000)).await;
            }
            world.clock.advance(Millis::days(1));
            orders.insert(songs(&world, "/charts/day").await);
        }
        assert!(orders.len() > 3, "the same listening, another noise each day: {orders:?}");
        assert!(world.count("chart_keys").await <= 2, "keys of charts that are over are deleted");
    }
}

#[tokio::test]
async fn one_listener_moves_no_more_than_the_bound() {
    for world in worlds().await {
        world.fix_noise(1, DAY, 7).await;
        world.fix_noise(2, WEEK, 7).await;
        listeners(&world, 100, 25, &[20, 20, 30]).await;
        // One who hears everything all day long.
        let everything: Vec<i64> = (0..90).flat_map(|song| vec![song; 20]).collect();
        let glutton = SubjectId::from_i64(900);
        world.join(glutton, &[PurposeId::PlayHistory, PurposeId::HelpingDiscovery]).await;
        world.hear_all(glutton, &everything, Millis(1_000_000)).await;
        world.clock.advance(Millis::days(1));
        let with = songs(&world, "/charts/day").await;
        assert_eq!(with, [20], "thousands of hearings of one listener make no song heard by many");
        world.erase(glutton).await;
        assert_eq!(songs(&world, "/charts/day").await, with);
        world.clock.advance(Millis::days(6));
        assert_eq!(sorted(&songs(&world, "/charts/week").await), [20, 30], "three songs of each count in a week");
    }
}

#[tokio::test]
async fn second_songs_do_not_count_in_a_day() {
    for world in worlds().await {
        world.fix_noise(1, DAY, 7).await;
        // Forty hear song 50, each but once; what each of them hears most is another one.
        for number in 0..40 {
            let most = 60 + number % 30;
            listeners(&world, 300 + number, 1, &[most, most, 50]).await;
        }
        world.clock.advance(Millis::days(1));
        assert_eq!(songs(&world, "/charts/day").await, Vec::<i64>::new());
    }
}

async fn all(world: &World) -> Vec<Vec<u8>> {
    let mut charts = Vec::new();
    for path in CHARTS {
        charts.push(world.bytes(None, "GET", path, Body::empty()).await.1);
    }
    charts
}

/// Noise that is known in the charts of tomorrow and of the Tuesday after.
async fn fix_week(world: &World) {
    for (number, begin) in [(1, DAY), (1, MONDAY), (2, WEEK), (3, WEEK)] {
        world.fix_noise(number, begin, 9).await;
    }
}

#[tokio::test]
async fn who_agrees_when_the_time_is_over_changes_nothing_that_is_shown() {
    for world in worlds().await {
        fix_week(&world).await;
        listeners(&world, 100, 60, &[20]).await;
        for number in 300..360 {
            let who = SubjectId::from_i64(number);
            world.join(who, &[PurposeId::PlayHistory, PurposeId::PersonalRecommendation]).await;
            world.hear_all(who, &[10], Millis(1_000_000)).await;
        }
        world.clock.advance(Millis::days(1));
        let (day, charts) = (songs(&world, "/charts/day").await, all(&world).await);
        assert_eq!(day, [20], "who did not agree is not counted");
        for number in 300..360 {
            world.agree(SubjectId::from_i64(number), PurposeId::HelpingDiscovery).await;
        }
        assert!(all(&world).await == charts);
        world.clock.advance(Millis::days(6));
        assert_eq!(sorted(&songs(&world, "/charts/week").await), [10, 20], "it counts in the next one that ends");
    }
}

#[tokio::test]
async fn who_was_erased_or_withdrew_left_no_trace_in_any_chart() {
    for (world, never) in worlds().await.into_iter().zip(worlds().await) {
        for world in [&world, &never] {
            fix_week(world).await;
            listeners(world, 200, 60, &[10, 10, 11]).await;
        }
        listeners(&world, 100, 60, &[20, 20, 21]).await;
        for world in [&world, &never] {
            world.clock.advance(Millis::days(7));
        }
        let (with, without) = (all(&world).await, all(&never).await);
        assert!(with != without, "they are there");
        for number in 100..130 {
            world.erase(SubjectId::from_i64(number)).await;
        }
        for number in 130..160 {
            world.consents.withdraw(SubjectId::from_i64(number), PurposeId::HelpingDiscovery).await.unwrap();
        }
        assert!(all(&world).await == without, "to the last byte, as a service that never had them");
        assert_eq!(sorted(&songs(&world, "/charts/week").await), [10, 11]);
    }
}

#[tokio::test]
async fn where_nobody_listens_the_charts_are_empty_and_say_from_when_on_they_would_not_be() {
    for world in worlds().await {
        for (number, begin) in [(1, DAY), (2, WEEK), (3, WEEK)] {
            world.fix_noise(number, begin, 7).await;
        }
        world.clock.advance(Millis::days(1));
        for path in CHARTS {
            assert!(songs(&world, path).await.is_empty(), "{path}");
        }
        let day = chart(&world, "/charts/day").await;
        assert!(day["noise"]["counted_min"].as_i64().unwrap() > 10, "{day}");
    }
}
