//! Rules against an evaluator of this file, in both ways of running them, on each engine.

use std::collections::BTreeMap;

use crate::common::{ME, Song, World, YOU, songs, tracks, worlds};
use ids::{PlaylistId, TrackId};
use library::smart::Way;
use library::{NewPlaylist, Rules, Stars, Target};
use policy::PurposeId;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

const DAY_MS: i64 = 86_400_000;

/// What the evaluator knows of a member.
#[derive(Default)]
struct Facts {
    liked: Vec<i64>,
    stars: BTreeMap<i64, i64>,
    heard: BTreeMap<i64, Vec<i64>>,
    listed: Vec<i64>,
    now: i64,
}

/// A name as rules know it.
fn name(text: &str) -> String {
    let key = catalog::sort_key(text).key;
    key.split_once('\u{1}').map_or_else(|| key.trim_start_matches('{').to_owned(), |(_, name)| name.to_owned())
}

fn evaluate(node: &Value, song: &Song, facts: &Facts) -> bool {
    if let Some(nodes) = node["all"].as_array() {
        return nodes.iter().all(|node| evaluate(node, song, facts));
    }
    if let Some(nodes) = node["any"].as_array() {
        return nodes.iter().any(|node| evaluate(node, song, facts));
    }
    if node.get("not").is_some() {
        return !evaluate(&node["not"], song, facts);
    }
    let (operator, value) = (node["operator"].as_str().unwrap(), &node["value"]);
    let compare_text = |have: &str, want: &str| match operator {
        "is" => have == want,
        "is_not" => have != want,
        "contains" => have.contains(want),
        "not_contains" => !have.contains(want),
        "starts_with" => have.starts_with(want),
        other => panic!("{other}"),
    };
    let compare_number = |have: i64| match operator {
        "is" => have == value.as_i64().unwrap(),
        "is_not" => have != value.as_i64().unwrap(),
        "at_least" => have >= value.as_i64().unwrap(),
        "at_most" => have <= value.as_i64().unwrap(),
        "between" => (value[0].as_i64().unwrap()..=value[1].as_i64().unwrap()).contains(&have),
        other => panic!("{other}"),
    };
    let compare_moment = |have: i64| {
        let day = || format!("{}T00:00:00Z", value.as_str().unwrap()).parse::<units::Timestamp>().unwrap().as_millis();
        let days_ago = || facts.now - value.as_i64().unwrap() * DAY_MS;
        match operator {
            "before" => have < day(),
            "after" => have >= day(),
            "in_last_days" => have >= days_ago(),
            "not_in_last_days" => have < days_ago(),
            other => panic!("{other}"),
        }
    };
    let heard = facts.heard.get(&song.id).cloned().unwrap_or_default();
    match node["field"].as_str().unwrap() {
        "title" => compare_text(&name(&song.title), &name(value.as_str().unwrap())),
        "album" => compare_text(&name(&song.album), &name(value.as_str().unwrap())),
        "artist" => compare_text(&catalog::fold(&song.artist), &catalog::fold(value.as_str().unwrap())),
        "genre" => compare_text(&catalog::fold(&song.genre), &catalog::fold(value.as_str().unwrap())),
        "year" => compare_number(song.year),
        "duration_ms" => compare_number(song.duration_ms),
        "bitrate_kbps" => compare_number(song.bitrate_kbps.unwrap_or(0)),
        "rating" => compare_number(facts.stars.get(&song.id).copied().unwrap_or(0)),
        "play_count" => compare_number(heard.len() as i64),
        "added" => compare_moment(song.added_at),
        "last_played" => compare_moment(heard.into_iter().max().unwrap_or(0)),
        "liked" => facts.liked.contains(&song.id) == value.as_bool().unwrap(),
        "playlist" => facts.listed.contains(&song.id) == (operator == "in"),
        other => panic!("{other}"),
    }
}

/// Any rules over the test's catalogue, with names that fold, that are parts of each other, and that `LIKE` would misread.
fn rules(playlist: PlaylistId) -> impl Strategy<Value = Value> {
    let pick = |words: &'static [&'static str]| prop::sample::select(words);
    let texts: &[&str] = &[
        "茉莉",
        "茉莉花",
        "周杰倫",
        "moon",
        "THE MOONLIGHT",
        "%",
        "_",
        "100% 爱",
        "bjork",
        "ü",
        "li",
        "\\",
        "月",
        "{",
        "专辑",
        "民謠",
    ];
    let text = (
        pick(&["title", "artist", "album", "genre"]),
        pick(&["is", "is_not", "contains", "not_contains", "starts_with"]),
        pick(texts),
    )
        .prop_map(|(field, operator, value)| json!({ "field": field, "operator": operator, "value": value }));
    let numbers: &[(&str, i64)] =
        &[("year", 2000), ("duration_ms", 600_000), ("bitrate_kbps", 400), ("rating", 5), ("play_count", 4)];
    let number = (
        prop::sample::select(numbers),
        pick(&["is", "is_not", "at_least", "at_most", "between"]),
        0_i64..=10,
        0_i64..=10,
    )
        .prop_map(|((field, most), operator, low, high)| {
            let scaled = |tenths: i64| most * tenths / 10;
            let value = if operator == "between" { json!([scaled(low), scaled(high)]) } else { json!(scaled(low)) };
            json!({ "field": field, "operator": operator, "value": value })
        });
    let days = (pick(&["added", "last_played"]), pick(&["in_last_days", "not_in_last_days"]), 1_i64..12)
        .prop_map(|(field, operator, value)| json!({ "field": field, "operator": operator, "value": value }));
    let moments = (pick(&["added", "last_played"]), pick(&["before", "after"]), 12_u8..25).prop_map(
        |(field, operator, day)| json!({ "field": field, "operator": operator, "value": format!("2026-11-{day}") }),
    );
    let liked = any::<bool>().prop_map(|value| json!({ "field": "liked", "operator": "is", "value": value }));
    let listed = pick(&["in", "not_in"])
        .prop_map(move |operator| json!({ "field": "playlist", "operator": operator, "value": playlist }));
    let leaf = prop_oneof![4 => text, 4 => number, 2 => days, 2 => moments, 1 => liked, 1 => listed];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|nodes| json!({ "all": nodes })),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|nodes| json!({ "any": nodes })),
            inner.prop_map(|node| json!({ "not": node })),
        ]
    })
}

/// My tastes and hearings, and the same told to the evaluator.
async fn with_tastes(world: &World) -> (Facts, PlaylistId) {
    world.agree(ME, PurposeId::PlayHistory).await;
    let mut facts = Facts { now: world.now_ms(), listed: vec![2, 4, 6], ..Facts::default() };
    for number in [1, 4, 9] {
        world.library.like(ME, Target::Track(TrackId::from_i64(number))).await.unwrap();
        facts.liked.push(number);
    }
    for (number, stars) in [(1, 5), (2, 3), (8, 1)] {
        let stars_given = Stars::new(stars).unwrap();
        world.library.rate(ME, Target::Track(TrackId::from_i64(number)), stars_given).await.unwrap();
        facts.stars.insert(number, i64::from(stars));
    }
    for (number, ago) in [(1, 1), (1, 3), (1, 9), (2, 2), (5, 11), (5, 12)] {
        let at = facts.now - ago * DAY_MS;
        world.hear(ME, number, at).await;
        facts.heard.entry(number).or_default().push(at);
    }
    let new = NewPlaylist { name: "选".to_owned(), tracks: tracks(&facts.listed), ..NewPlaylist::default() };
    (facts, world.library.create_playlist(ME, new).await.unwrap().id)
}

#[test]
fn rules_choose_what_an_evaluator_chooses() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for world in runtime.block_on(worlds()) {
        let mut songs = songs();
        songs[3].bitrate_kbps = None;
        let unknown = Song { bitrate_kbps: None, year: 0, genre: "Rock".into(), ..Song::new(11, "{2NE1}", "2NE1") };
        songs.push(unknown.clone());
        songs[3].bitrate_kbps = Some(320);
        runtime.block_on(world.add_songs(&[unknown]));
        let (facts, playlist) = runtime.block_on(with_tastes(&world));
        let mut runner = TestRunner::new(Config { cases: 250, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&rules(playlist), |tree| {
            let rules = Rules::parse(&json!({ "match": tree })).unwrap();
            let expected: Vec<i64> =
                songs.iter().filter(|song| evaluate(&tree, song, &facts)).map(|song| song.id).collect();
            for way in [Way::Whole, Way::Apart] {
                let chosen = runtime.block_on(world.library.smart_tracks_by(Some(ME), &rules, way)).unwrap();
                let ids: Vec<i64> = chosen.tracks.iter().map(|track| track.as_i64()).collect();
                prop_assert_eq!(&ids, &expected, "{:?}", way);
                let duration: i64 =
                    songs.iter().filter(|song| ids.contains(&song.id)).map(|song| song.duration_ms).sum();
                prop_assert_eq!(chosen.duration_ms, duration.unsigned_abs());
            }
            Ok(())
        });
        outcome.unwrap();
    }
}

async fn chosen(world: &World, rules: Value) -> Vec<i64> {
    let rules = Rules::parse(&rules).unwrap();
    let [whole, apart] = [Way::Whole, Way::Apart];
    let tracks = world.library.smart_tracks_by(Some(ME), &rules, whole).await.unwrap().tracks;
    assert_eq!(tracks, world.library.smart_tracks_by(Some(ME), &rules, apart).await.unwrap().tracks);
    tracks.into_iter().map(TrackId::as_i64).collect()
}

#[tokio::test]
async fn what_is_chosen_has_an_order_and_a_limit() {
    for world in worlds().await {
        with_tastes(&world).await;
        let all = json!({ "field": "year", "operator": "at_least", "value": 0 });
        let by = |orders: Value, limit: u32| json!({ "match": all, "order": orders, "limit": limit });
        assert_eq!(chosen(&world, by(json!([{ "by": "year", "descending": true }]), 3)).await, [10, 9, 8]);
        let plays = json!([{ "by": "play_count", "descending": true }, { "by": "duration_ms", "descending": true }]);
        assert_eq!(chosen(&world, by(plays, 4)).await, [1, 5, 2, 10]);
        let titles = chosen(&world, by(json!([{ "by": "title" }]), 10)).await;
        assert_eq!(titles[..3], [6, 1, 4], "好, 茉, Moon: pinyin and letters together");
        let random = chosen(&world, by(json!([{ "by": "random" }]), 10)).await;
        assert_eq!(random, chosen(&world, by(json!([{ "by": "random" }]), 10)).await);
    }
}

#[tokio::test]
async fn a_smart_list_shows_each_listener_their_own() {
    for world in worlds().await {
        with_tastes(&world).await;
        let loved = json!({ "field": "liked", "operator": "is", "value": true });
        let new = json!({ "name": "我喜欢的", "visibility": "members", "rules": { "match": loved } });
        let made = world.post(ME, "/playlists", new).await.expect(201);
        let path = format!("/playlists/{}", made["id"].as_str().unwrap());
        assert_eq!(world.get(ME, &path).await.expect(200)["track_count"], 3);
        assert_eq!(world.get(YOU, &path).await.expect(200)["track_count"], 0, "nothing of the owner's taste");
        world.library.like(YOU, Target::Track(TrackId::from_i64(7))).await.unwrap();
        let items = world.get(YOU, &format!("{path}/items")).await.expect(200);
        assert_eq!(items["items"][0]["track"]["title"], "100% 爱");
        assert_eq!(items["items"][0]["id"], Value::Null);
        let entries = json!({ "tracks": tracks(&[1]) });
        assert_eq!(world.post(ME, &format!("{path}/items"), entries).await.expect(409)["code"], "playlist.smart");
        // Page by page.
        let page = world.get(ME, &format!("{path}/items?limit=2")).await.expect(200);
        let next = page["next"].as_str().unwrap();
        let rest = world.get(ME, &format!("{path}/items?limit=2&cursor={next}")).await.expect(200);
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["items"][0]["index"]), (1, &json!(2)));
    }
}

#[tokio::test]
async fn hearings_count_by_consent_alone() {
    for world in worlds().await {
        let heard = json!({ "field": "play_count", "operator": "at_least", "value": 1 });
        let preview = async |who| {
            world.post(who, "/playlists/rules/preview", json!({ "rules": { "match": heard } })).await.expect(200)
        };
        let before = preview(ME).await;
        assert_eq!((&before["track_count"], &before["history_is_missing"]), (&json!(0), &json!(true)));
        with_tastes(&world).await;
        let with = preview(ME).await;
        assert_eq!((&with["track_count"], &with["history_is_missing"]), (&json!(3), &json!(false)));
        world.consents.withdraw(ME, PurposeId::PlayHistory).await.unwrap();
        let after = preview(ME).await;
        assert_eq!((&after["track_count"], &after["history_is_missing"]), (&json!(0), &json!(true)));
    }
}

#[tokio::test]
async fn a_playlist_that_rules_name_is_one_the_member_sees() {
    for world in worlds().await {
        let hidden = NewPlaylist { name: "密".to_owned(), tracks: tracks(&[1]), ..NewPlaylist::default() };
        let hidden = world.library.create_playlist(YOU, hidden).await.unwrap().id;
        let named = |id: PlaylistId| json!({ "match": { "field": "playlist", "operator": "in", "value": id } });
        let new = json!({ "name": "x", "rules": named(hidden) });
        assert_eq!(world.post(ME, "/playlists", new).await.expect(400)["fields"][0]["code"], "rules.playlist");
        // Rules that were made before it was hidden, or that somebody else's eyes apply, see nothing of it either.
        assert_eq!(chosen(&world, named(hidden)).await, Vec::<i64>::new());
    }
}
