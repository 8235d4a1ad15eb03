//! A member takes their data along to another Qingyin, where the same music has other ids.

use std::collections::{BTreeMap, HashMap};

use crate::common::{NOON, PHONE, World, worlds};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

/// Pieces of the demo library, by how their files begin.
const PIECES: [&str; 4] = ["1-01", "1-02", "1-03", "1-04"];
const ALBUM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/music/清音丝竹/山水谣");

/// Puts pieces of the demo library into a world, under names that nothing can be told by.
async fn with_pieces(world: &World, pieces: &[&str], folder: &str) {
    let to = world.folder.path().join("music").join(folder);
    std::fs::create_dir_all(&to).unwrap();
    for entry in std::fs::read_dir(ALBUM).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let is_sound = name.ends_with(".mp3") || name.ends_with(".opus") || name.ends_with(".flac");
        if let Some(at) = pieces.iter().position(|piece| is_sound && name.starts_with(*piece)) {
            let ending = name.rsplit('.').next().unwrap();
            std::fs::copy(&path, to.join(format!("{folder}{at}.{ending}"))).unwrap();
        }
    }
    world.app.catalog().scan(catalog::Scope::Changed).await.unwrap();
}

/// The tracks of a world by title, without the one that every world has.
async fn tracks(world: &World) -> BTreeMap<String, Value> {
    let listed = world.get("/tracks", None).await.ok();
    let named = listed["items"].as_array().unwrap().iter().map(|track| (text(&track["title"]), track.clone()));
    named.filter(|(title, _)| title != "tone").collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn rows<'a>(export: &'a Value, item: &str) -> &'a [Value] {
    export["items"][item]["rows"].as_array().map_or(&[], Vec::as_slice)
}

/// What an export says, in words that mean the same in every library, each kind in an order of its own.
fn meaning(export: &Value) -> BTreeMap<&'static str, Vec<String>> {
    let title = |row: &Value| {
        let id = ["track_id", "album_id", "artist_id"].iter().find_map(|column| row[*column].as_str()).unwrap();
        text(&export["music"][id]["title"])
    };
    let told = |item: &str, columns: &[&str]| {
        let line = |row: &Value| {
            let values: Vec<String> = columns.iter().map(|column| row[*column].to_string()).collect();
            format!("{} {}", title(row), values.join(" "))
        };
        let mut lines: Vec<String> = rows(export, item).iter().map(line).collect();
        lines.sort_unstable();
        lines
    };
    let mut entries: HashMap<String, Vec<(i64, String)>> = HashMap::new();
    for row in rows(export, "playlist_item") {
        entries.entry(text(&row["playlist_id"])).or_default().push((row["position"].as_i64().unwrap(), title(row)));
    }
    let playlist = |row: &Value| {
        let mut entries = entries.get(&text(&row["id"])).cloned().unwrap_or_default();
        entries.sort_unstable();
        let titles: Vec<String> = entries.into_iter().map(|(_, title)| title).collect();
        let tags = rows(export, "playlist_tag").iter().filter(|tag| tag["playlist_id"] == row["id"]);
        let tags: Vec<String> = tags.map(|tag| text(&tag["tag"])).collect();
        format!("{} {} {} {titles:?} {tags:?}", row["name"], row["description"], row["rules"])
    };
    let mut playlists: Vec<String> = rows(export, "playlist").iter().map(playlist).collect();
    playlists.sort_unstable();
    BTreeMap::from([
        ("likes", told("like", &["created_at"])),
        ("ratings", told("rating", &["stars", "changed_at"])),
        ("follows", told("follow", &["created_at"])),
        ("bookmarks", told("bookmark", &["position_ms", "comment", "created_at", "changed_at"])),
        ("listens", told("listen", &["started_at", "played_ms"])),
        ("playlists", playlists),
    ])
}

/// A member who likes, rates, follows, marks, lists and hears, by consent; and their export.
async fn a_full_member(world: &World) -> (String, Value) {
    with_pieces(world, &PIECES, "from").await;
    let token = world.sign_in(PHONE).await;
    world.agree(&token, "play_history").await;
    let tracks: Vec<Value> = tracks(world).await.into_values().collect();
    assert_eq!(tracks.len(), 4, "{tracks:?}");
    let id = |at: usize| text(&tracks[at]["id"]);
    let (album, artist) = (text(&tracks[0]["album"]["id"]), text(&tracks[0]["artists"][0]["id"]));
    for target in [&id(0), &id(1), &album, &artist] {
        world.clock.advance(units::Millis::minutes(1));
        world.put(&format!("/me/likes/{target}"), &token, json!({})).await.ok();
    }
    for (target, stars) in [(&id(2), 5), (&album, 3)] {
        world
            .put(&format!("/me/ratings/{target}"), &token, json!({ "stars": stars }))
            .await
            .expect(StatusCode::NO_CONTENT);
    }
    world.put(&format!("/me/follows/{artist}"), &token, json!({})).await.ok();
    let bookmark = json!({ "position_ms": 1_500, "comment": "这里" });
    world.put(&format!("/me/bookmarks/{}", id(3)), &token, bookmark).await.ok();
    for (name, entries) in [("夜", vec![id(2), id(0), id(2), id(3)]), ("小白菜", vec![id(1)]), ("空", vec![])] {
        let new = json!({ "name": name, "description": "两行\n字", "tags": ["民乐"], "tracks": entries });
        world.post("/playlists", &token, new).await.expect(StatusCode::CREATED);
    }
    for track in &tracks {
        world.clock.advance(units::Millis::hours(1));
        let heard =
            json!({ "track_id": track["id"], "started_at": world.now_text(), "played_ms": track["duration_ms"] });
        world.post("/listens", &token, heard).await.expect(StatusCode::CREATED);
    }
    // The sign-in is old by now, and whoever takes everything along shows that it is them.
    let token = world.sign_in(PHONE).await;
    let export = world.get("/me/export", Some(&token)).await.ok();
    (token, export)
}

/// A member of another world that is as late.
async fn another(world: &World, from: &World) -> String {
    world.clock.advance(units::Clock::now(&from.clock).since(NOON));
    world.sign_in("13900139000").await
}

async fn import(world: &World, token: &str, export: &Value, dry_run: bool) -> Value {
    world.post(&format!("/me/imports?dry_run={dry_run}"), token, export.clone()).await.ok()
}

fn kind<'a>(report: &'a Value, kind: &str) -> &'a Value {
    report["kinds"].as_array().unwrap().iter().find(|one| one["kind"] == kind).unwrap()
}

/// Found, matched, already there, brought in, left out.
fn counts(report: &Value, name: &str) -> [u64; 5] {
    let one = kind(report, name);
    let left: u64 = one["left_out"].as_array().unwrap().iter().map(|left| left["count"].as_u64().unwrap()).sum();
    let count = |key: &str| one[key].as_u64().unwrap();
    let counts = [count("found"), count("matched"), count("already_there"), count("brought_in"), left];
    assert_eq!(counts[0], counts[2] + counts[3] + counts[4], "{one}");
    counts
}

#[tokio::test]
async fn an_export_says_what_its_ids_mean() {
    for world in worlds().await {
        let (_, export) = a_full_member(&world).await;
        let tracks = tracks(&world).await;
        for (title, track) in &tracks {
            let described = &export["music"][text(&track["id"])];
            assert_eq!(described["title"], **title);
            assert_eq!(described["duration_ms"], track["duration_ms"]);
            assert_eq!(described["artists"][0], track["artists"][0]["name"]);
            assert_eq!(described["album"], track["album"]["title"]);
        }
        let track = tracks.values().next().unwrap();
        assert_eq!(export["music"][text(&track["album"]["id"])]["title"], track["album"]["title"]);
        assert_eq!(export["music"][text(&track["artists"][0]["id"])]["title"], track["artists"][0]["name"]);
        assert_eq!(export["music"].as_object().unwrap().len(), 6, "four tracks, their album and their artist");
    }
}

#[tokio::test]
async fn the_round_trip() {
    for (from, to) in worlds().await.into_iter().zip(worlds().await) {
        let (_, export) = a_full_member(&from).await;
        with_pieces(&to, &PIECES, "to").await;
        let ids =
            |tracks: BTreeMap<String, Value>| tracks.into_values().map(|track| text(&track["id"])).collect::<Vec<_>>();
        assert_ne!(ids(tracks(&from).await), ids(tracks(&to).await), "the same music has other ids");
        let token = another(&to, &from).await;
        to.agree(&token, "play_history").await;
        let looked = import(&to, &token, &export, true).await;
        assert_eq!(looked["dry_run"], true);
        let nothing = to.get("/me/export", Some(&token)).await.ok();
        assert!(meaning(&nothing).values().all(Vec::is_empty), "a dry run writes nothing");
        let report = import(&to, &token, &export, false).await;
        assert_eq!(report["missing_total"], 0);
        assert_eq!(looked["kinds"], report["kinds"], "what was shown is what was done");
        let there = to.get("/me/export", Some(&token)).await.ok();
        assert_eq!(meaning(&export), meaning(&there));
        assert_eq!(counts(&report, "likes"), [4, 4, 0, 4, 0]);
        assert_eq!(counts(&report, "playlists"), [3, 3, 0, 3, 0]);
        assert_eq!(counts(&report, "playlist_entries"), [5, 5, 0, 5, 0]);
        assert_eq!(counts(&report, "listens"), [4, 4, 0, 4, 0]);
        assert!(rows(&there, "playlist").iter().all(|row| row["visibility"] == "private"));
    }
}

#[tokio::test]
async fn the_same_file_twice_adds_nothing() {
    for (from, to) in worlds().await.into_iter().zip(worlds().await) {
        let (here, export) = a_full_member(&from).await;
        // Where it comes from everything is there already.
        let report = import(&from, &here, &export, false).await;
        for one in report["kinds"].as_array().unwrap() {
            assert_eq!((&one["brought_in"], &one["already_there"]), (&json!(0), &one["found"]), "{one}");
        }
        with_pieces(&to, &PIECES, "to").await;
        let token = another(&to, &from).await;
        to.agree(&token, "play_history").await;
        // What the member chose here stays: an import changes nothing.
        let there = tracks(&to).await;
        let rated = rows(&export, "rating").iter().find(|row| row["track_id"].is_string()).unwrap();
        let title = text(&export["music"][text(&rated["track_id"])]["title"]);
        let path = format!("/me/ratings/{}", text(&there[&title]["id"]));
        to.put(&path, &token, json!({ "stars": 1 })).await.expect(StatusCode::NO_CONTENT);
        import(&to, &token, &export, false).await;
        let once = to.get("/me/export", Some(&token)).await.ok();
        let again = import(&to, &token, &export, false).await;
        assert!(again["kinds"].as_array().unwrap().iter().all(|one| one["brought_in"] == 0), "{again}");
        let twice = to.get("/me/export", Some(&token)).await.ok();
        assert_eq!(once["items"]["playlist"], twice["items"]["playlist"]);
        assert_eq!(meaning(&once), meaning(&twice));
        let kept = format!("{title} 1 ");
        assert!(meaning(&twice)["ratings"].iter().any(|line| line.starts_with(&kept)), "{:?}", meaning(&twice));
    }
}

#[tokio::test]
async fn what_is_not_here_is_left_out_and_named() {
    for (from, to) in worlds().await.into_iter().zip(worlds().await) {
        let (_, export) = a_full_member(&from).await;
        with_pieces(&to, &["1-01", "1-03", "1-04"], "to").await;
        let token = another(&to, &from).await;
        to.agree(&token, "play_history").await;
        let there = tracks(&to).await;
        let missing: Vec<String> = tracks(&from).await.into_keys().filter(|title| !there.contains_key(title)).collect();
        let report = import(&to, &token, &export, false).await;
        assert_eq!(report["missing_total"], 1);
        assert_eq!(report["missing"][0]["title"], missing[0]);
        assert_eq!(report["missing"][0]["kind"], "track");
        assert_eq!(counts(&report, "listens"), [4, 3, 0, 3, 1]);
        assert_eq!(kind(&report, "listens")["left_out"][0]["reason"], "not_in_library");
        let entries = counts(&report, "playlist_entries");
        assert!(entries[4] > 0, "{report}");
    }
}

#[tokio::test]
async fn without_consent_listens_are_left_out() {
    for (from, to) in worlds().await.into_iter().zip(worlds().await) {
        let (_, export) = a_full_member(&from).await;
        with_pieces(&to, &PIECES, "to").await;
        let token = another(&to, &from).await;
        to.post("/me/consents/play_history/refusal", &token, json!({})).await.ok();
        let report = import(&to, &token, &export, false).await;
        assert_eq!(counts(&report, "listens"), [4, 4, 0, 0, 4]);
        assert_eq!(kind(&report, "listens")["left_out"][0]["reason"], "no_consent");
        assert_eq!(counts(&report, "likes"), [4, 4, 0, 4, 0], "refusing costs the history and nothing else");
        let held = to.held(&token).await;
        assert!(!held.iter().any(|(item, _)| item == "listen"), "{held:?}");
        let consents = to.get("/me/consents", Some(&token)).await.ok();
        let history = consents["items"].as_array().unwrap().iter().find(|one| one["purpose"] == "play_history");
        assert_eq!(history.unwrap()["state"], "refused", "an import gives no consent");
        // Later it may be agreed to, and the same file brings the rest.
        to.agree(&token, "play_history").await;
        assert_eq!(counts(&import(&to, &token, &export, false).await, "listens"), [4, 4, 0, 4, 0]);
    }
}

#[tokio::test]
async fn what_is_past_the_term_is_left_out() {
    for world in worlds().await {
        let (_, export) = a_full_member(&world).await;
        // The last of four listens is of now, an hour after the one before it.
        let last = units::Clock::now(&world.clock).as_millis();
        let policy_lang::model::RetentionPeriod::Fixed(term) =
            policy::current().item("listen").unwrap().retention.period
        else {
            panic!("listens have a term");
        };
        let first_ends = units::Millis(term.after(last) - last - units::Millis::hours(3).0);
        world.clock.advance(units::Millis(first_ends.0 - 1));
        let token = world.sign_in("13900139000").await;
        world.agree(&token, "play_history").await;
        assert_eq!(counts(&import(&world, &token, &export, true).await, "listens"), [4, 4, 0, 4, 0]);
        world.clock.advance(units::Millis(1));
        assert_eq!(counts(&import(&world, &token, &export, true).await, "listens"), [4, 4, 0, 3, 1]);
        world.clock.advance(units::Millis::hours(3));
        let report = import(&world, &token, &export, false).await;
        assert_eq!(counts(&report, "listens"), [4, 4, 0, 0, 4]);
        assert_eq!(kind(&report, "listens")["left_out"][0]["reason"], "out_of_term");
    }
}

#[tokio::test]
async fn hostile_files_are_refused() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let track = text(&world.track().await["id"]);
        let good = json!({ "format": "qingyin-export", "format_version": 1, "items": {}, "music": {} });
        for (key, value, field) in [
            ("format", json!("x"), "format"),
            ("format_version", json!(2), "format_version"),
            ("music", json!(null), "music"),
            ("music", json!({ (track.clone()): { "title": 5 } }), "music.TRACK.title"),
            ("items", json!({ "like": { "rows": [{}, { "track_id": "nonsense" }] } }), "items.like.rows[1].track_id"),
            ("items", json!({ "listen": { "rows": [{ "track_id": track }] } }), "items.listen.rows[0].started_at"),
        ] {
            let mut file = good.clone();
            file[key] = value;
            let answer = world.post("/me/imports?dry_run=false", &token, file).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!(answer["fields"][0]["name"], field.replace("TRACK", &track), "{answer}");
        }
        world.post("/me/imports?dry_run=perhaps", &token, good.clone()).await.expect(StatusCode::BAD_REQUEST);
        let guest = world.send("POST", "/me/imports?dry_run=true", None, Some(good.clone())).await;
        assert_eq!(guest.status, StatusCode::UNAUTHORIZED);
        // Names, numbers and ids that nobody here has.
        let in_playlist = json!({ "match": { "field": "playlist", "operator": "in", "value": "pls_0000000000001" } });
        let odd = json!({ "rows": [
            { "id": "pls_0000000000001", "name": "\u{0}" },
            { "id": "pls_0000000000002", "name": "长".repeat(5_000) },
            { "id": "pls_0000000000003", "name": "x", "rules": "{\"all\":" },
            { "id": "pls_0000000000004", "name": "x", "rules": in_playlist.to_string() },
        ] });
        let entries =
            json!({ "rows": [{ "playlist_id": "pls_0000000000009", "position": i64::MIN, "track_id": track }] });
        let likes = json!({ "rows": [{}, { "playlist_id": "pls_0000000000001" }, { "track_id": track }] });
        let mut file = good.clone();
        file["items"] = json!({ "playlist": odd, "playlist_item": entries, "like": likes, "account": { "rows": [1] } });
        let report = import(&world, &token, &file, false).await;
        assert_eq!(counts(&report, "playlists"), [4, 0, 0, 0, 4]);
        let reasons: Vec<&str> = kind(&report, "playlists")["left_out"]
            .as_array()
            .unwrap()
            .iter()
            .map(|left| left["reason"].as_str().unwrap())
            .collect();
        assert_eq!(reasons, ["unfit", "rules_of_elsewhere"]);
        assert_eq!(counts(&report, "playlist_entries"), [1, 0, 0, 0, 1]);
        assert_eq!(counts(&report, "likes"), [3, 0, 0, 0, 3]);
        assert!(!world.held(&token).await.iter().any(|(item, _)| item == "like" || item == "playlist"));
    }
}

/// What one brings along of a long time is looked through and written in bounded steps, and taken along again soon.
#[tokio::test]
async fn fifty_thousand_rows_are_taken_along() {
    for world in worlds().await.into_iter().filter(|world| world.is_sqlite) {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        let track = world.track().await;
        let id = text(&track["id"]);
        let now = units::Clock::now(&world.clock);
        let listen = |at: i64| {
            let started_at = now - units::Millis::minutes(at * 5 + 5);
            json!({ "track_id": id, "started_at": started_at, "played_ms": 4_000 })
        };
        let listens: Vec<Value> = (0..50_000).map(listen).collect();
        let file = json!({
            "format": "qingyin-export", "format_version": 1, "items": { "listen": { "rows": listens } },
            "music": { (id.clone()): { "title": track["title"], "duration_ms": track["duration_ms"], "album": track["album"]["title"] } },
        });
        let report = import(&world, &token, &file, false).await;
        assert_eq!(counts(&report, "listens"), [50_000, 50_000, 0, 50_000, 0]);
        let export = world.get("/me/export", Some(&token)).await.ok();
        assert_eq!(rows(&export, "listen").len(), 50_000);
    }
}

/// What was never heard as a listen is heard is none here either, and nobody listens to a thousand songs a day.
#[tokio::test]
async fn listens_that_nobody_heard_are_left_out() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        let track = world.track().await;
        let id = text(&track["id"]);
        let midnight = units::Clock::now(&world.clock).as_millis().div_euclid(units::Millis::days(1).0) - 3;
        let listen = |minute: i64, played_ms: i64| {
            let started_at =
                units::Timestamp::from_millis(midnight * units::Millis::days(1).0) + units::Millis::minutes(minute);
            json!({ "track_id": id, "started_at": started_at, "played_ms": played_ms })
        };
        let heard = (0..1_100).map(|minute| listen(minute, 4_000));
        let listens: Vec<Value> = heard.chain([listen(2_000, 0), listen(2_001, 900)]).collect();
        let music = json!({ (id.clone()): { "title": track["title"], "duration_ms": track["duration_ms"] } });
        let items = json!({ "listen": { "rows": listens } });
        let file = json!({ "format": "qingyin-export", "format_version": 1, "items": items, "music": music });
        let report = import(&world, &token, &file, false).await;
        assert_eq!(counts(&report, "listens"), [1_102, 1_102, 0, 1_000, 102]);
        let left = json!([
            { "reason": "too_short", "reason_text": "听得太短，不算一次播放", "count": 2 },
            { "reason": "limit_reached", "reason_text": "已达到数量上限", "count": 100 },
        ]);
        assert_eq!(kind(&report, "listens")["left_out"], left);
        // Nor by the same file once more.
        assert_eq!(counts(&import(&world, &token, &file, false).await, "listens"), [1_102, 1_102, 1_000, 0, 102]);
    }
}

#[tokio::test]
async fn one_file_of_a_member_is_read_at_a_time() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let items = json!({ "playlist": { "rows": [{ "id": "pls_0000000000001", "name": "空" }] } });
        let file = json!({ "format": "qingyin-export", "format_version": 1, "items": items, "music": {} });
        let path = "/me/imports?dry_run=false";
        let send = || world.post(path, &token, file.clone());
        // The first is still on its way when the second comes: its turn began when its file was first asked for.
        let (asked, is_asked) = tokio::sync::oneshot::channel::<()>();
        let (arrive, arrived) = tokio::sync::oneshot::channel::<()>();
        let bytes = file.to_string();
        let body = Body::from_stream(futures_util::stream::once(async move {
            asked.send(()).unwrap();
            arrived.await.map(|()| bytes)
        }));
        let first = Request::post(format!("/api/v1{path}")).header(header::AUTHORIZATION, format!("Bearer {token}"));
        let first = first.header(header::CONTENT_TYPE, "application/json").body(body).unwrap();
        let (first, second) = tokio::join!(world.request(first), async {
            is_asked.await.unwrap();
            let second = send().await;
            arrive.send(()).unwrap();
            second
        });
        assert_eq!(counts(&first.ok(), "playlists"), [1, 1, 0, 1, 0]);
        assert!(second.headers.contains_key("retry-after"));
        assert_eq!(second.expect(StatusCode::TOO_MANY_REQUESTS)["code"], "export_file.busy");
        assert_eq!(counts(&send().await.ok(), "playlists"), [1, 1, 1, 0, 0]);
    }
}
