//! Minors' mode on the whole service: every way to sound obeys it, what is left out is not shown, and signing out is no
//! way out.

use crate::common::{Answer, PHONE, World, worlds};
use crate::minors::{CHILD, GUARDIAN, YOUTH, guard, minor};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::Millis;

const CHILDS: &str = "13700137000";

/// Every operation of the API that answers with sound, as its description says, each with a path for this song.
fn ways_to_sound(world: &World, track: &str, album: &str, playlist: &str) -> Vec<(String, String)> {
    let api = serde_json::to_value(world.app.api()).unwrap();
    let mut found = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let responses = operation["responses"].as_object().into_iter().flatten();
            let mut media = responses.flat_map(|(_, one)| one["content"].as_object().into_iter().flatten());
            let is_sound = |media: &str| media.starts_with("audio/") || media == "application/vnd.apple.mpegurl";
            let sounds =
                media.any(|(media, _)| is_sound(media) || (media == "application/zip" && !path.contains("/me/")));
            if !sounds || !path.starts_with("/api/v1") {
                continue;
            }
            let filled = path
                .replace("/tracks/{id}", &format!("/tracks/{track}"))
                .replace("/albums/{id}", &format!("/albums/{album}"))
                .replace("/playlists/{id}", &format!("/playlists/{playlist}"))
                .replace("/podcast_episodes/{id}", "/podcast_episodes/epi_0000000000001")
                .replace("{rendition}", "opus-96")
                .replace("{segment}", "0.m4s");
            assert!(!filled.contains('{'), "a way to sound that this test cannot fill in: {path}");
            found.push((method.to_uppercase(), filled.trim_start_matches("/api/v1").to_owned()));
        }
    }
    found
}

/// Turns the mode on for the member, by a password.
async fn turn_on(world: &World, token: &str) {
    let on = world.put("/me/minors_mode", token, json!({ "password": "2468" })).await.ok();
    assert_eq!((&on["state"], &on["kept_by"]), (&json!("open"), &json!("password")));
}

/// Sets limits by the password.
async fn set(world: &World, token: &str, mut changes: Value) {
    changes["password"] = json!("2468");
    world.send("PATCH", "/me/minors_mode", Some(token), Some(changes)).await.ok();
}

async fn at_front(world: &World, path: &str, token: &str) -> Answer {
    let request =
        Request::builder().uri(format!("/api/v1{path}")).header(header::AUTHORIZATION, format!("Bearer {token}"));
    let response = world.app.front().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

/// The chokepoint: whatever the API's description says sounds is refused when the time is over and in the pause, with a
/// code that names when it goes on; what cannot be counted is refused in the mode at any time.
#[tokio::test]
async fn every_way_to_sound_obeys_the_mode() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let track = world.track().await;
        let (id, album) = (track["id"].as_str().unwrap(), track["album"]["id"].as_str());
        let list = world.post("/playlists", &token, json!({ "name": "歌单" })).await.expect(StatusCode::CREATED);
        let list = list["id"].as_str().unwrap().to_owned();
        let album = album.map(str::to_owned).unwrap_or_else(|| "alb_0000000000001".to_owned());
        let mut ways = ways_to_sound(&world, id, &album, &list);
        assert!(ways.len() >= 9, "{ways:?}");
        ways.push(("GET".to_owned(), format!("/tracks/{id}/playback")));
        let counted: Vec<&(String, String)> =
            ways.iter().filter(|(_, path)| path.starts_with("/tracks/") && !path.ends_with("/download")).collect();
        let stream = format!("/tracks/{id}/stream");
        assert_eq!(at_front(&world, &stream, &token).await.status, StatusCode::OK);
        turn_on(&world, &token).await;
        // Others are as free as ever, and so is the member in what is counted.
        for (method, path) in &counted {
            let mine = world.send(method, path, Some(&token), None).await.status;
            let guests = world.send(method, path, None, None).await.status;
            assert_eq!(mine, guests, "{method} {path}");
        }
        for (method, path) in ways.iter().filter(|way| !counted.contains(way)) {
            let refused = world.send(method, path, Some(&token), None).await.expect(StatusCode::FORBIDDEN);
            let code = refused["code"].as_str().unwrap();
            assert!(["minors_mode.untold", "minors_mode.left_out"].contains(&code), "{method} {path}: {code}");
        }
        // In the pause, then with the time over: nothing of it sounds.
        set(&world, &token, json!({ "pause_from_minute": 20 * 60 - 1, "pause_to_minute": 21 * 60 })).await;
        for (method, path) in &counted {
            let refused = world.send(method, path, Some(&token), None).await.expect(StatusCode::FORBIDDEN);
            let told = (&refused["code"], &refused["goes_on_at"]);
            assert_eq!(told, (&json!("minors_mode.pause"), &json!("2026-11-23T13:00:00.000Z")), "{method} {path}");
        }
        set(
            &world,
            &token,
            json!({ "pause_from_minute": 0, "pause_to_minute": 0, "limit_minutes": 1, "allows_podcasts": true }),
        )
        .await;
        for _ in 0..12 {
            let _ = world.get(&stream, Some(&token)).await;
            world.clock.advance(Millis::seconds(6));
        }
        for (method, path) in &counted {
            let refused = world.send(method, path, Some(&token), None).await.expect(StatusCode::FORBIDDEN);
            let told = (&refused["code"], &refused["goes_on_at"]);
            assert_eq!(told, (&json!("minors_mode.time_over"), &json!("2026-11-23T16:00:00.000Z")), "{method} {path}");
        }
        for (method, path) in ways.iter().filter(|(_, path)| path.contains("podcast_episodes")) {
            // What is not there is still nothing that sounds.
            let status = world.send(method, path, Some(&token), None).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{method} {path}");
        }
        let fronted = at_front(&world, &stream, &token).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(fronted["code"], "minors_mode.time_over", "the shortest way is no way around");
        let shown = world.get("/me/minors_mode", Some(&token)).await.ok();
        assert_eq!((&shown["state"], &shown["left_ms"]), (&json!("time_over"), &json!(0)));
        // Off again, everything is as before.
        world.post("/me/minors_mode/end", &token, json!({ "password": "2468" })).await.ok();
        assert_eq!(world.get(&stream, Some(&token)).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn it_is_on_for_children_from_the_guardians_yes_and_the_guardian_decides() {
    for world in worlds().await {
        let child = minor(&world, CHILD).await;
        assert_eq!(world.get("/me/minors_mode", Some(&child)).await.ok()["state"], "off");
        let (guardian, id) = guard(&world, &child).await;
        let mode = world.get("/me/minors_mode", Some(&child)).await.ok();
        assert_eq!((&mode["state"], &mode["kept_by"]), (&json!("open"), &json!("guardian")));
        assert_eq!(mode["limit_ms"], 60 * 60_000);
        let stream = format!("/tracks/{}/stream", world.track().await["id"].as_str().unwrap());
        assert_eq!(world.get(&stream, Some(&child)).await.status, StatusCode::OK);
        world.clock.advance(Millis::minutes(1));
        let of_ward = format!("/me/wards/{id}/minors_mode");
        let seen = world.get(&of_ward, Some(&guardian)).await.ok();
        assert_eq!((&seen["played_ms"], &seen["days"][6]["played_ms"]), (&json!(6_000), &json!(6_000)));
        for (method, path, body) in [
            ("POST", "/me/minors_mode/end", json!({})),
            ("PATCH", "/me/minors_mode", json!({ "limit_minutes": 600, "password": "0000" })),
        ] {
            let refused = world.send(method, path, Some(&child), Some(body)).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "minors_mode.guardian_decides", "{method} {path}");
        }
        // Nobody else's wards.
        world.get(&of_ward, Some(&child)).await.expect(StatusCode::NOT_FOUND);
        world.delete(&of_ward, &child).await.expect(StatusCode::NOT_FOUND);
        let changes = json!({ "limit_minutes": 90, "allows_others": true });
        let changed = world.send("PATCH", &of_ward, Some(&guardian), Some(changes)).await.ok();
        assert_eq!((&changed["limit_ms"], &changed["limits"]["allows_others"]), (&json!(90 * 60_000), &json!(true)));
        let held = world.held(&child).await;
        for item in ["minors_mode", "minors_mode_day"] {
            assert!(held.contains(&(item.to_owned(), 1)), "{item}: {held:?}");
        }
        world.clock.advance(Millis::days(7));
        world.app.rights().age().await.unwrap();
        assert!(!world.held(&child).await.iter().any(|(item, _)| item == "minors_mode_day"), "gone after seven days");
        assert_eq!(world.delete(&of_ward, &guardian).await.ok()["state"], "off");
        assert_eq!(world.put(&of_ward, &guardian, json!({})).await.ok()["state"], "open");
    }
}

#[tokio::test]
async fn what_is_left_out_is_not_shown() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let id = world.track().await["id"].as_str().unwrap().to_owned();
        let call_explicit = "UPDATE tracks SET advisory = 1";
        let sql = db::Sql::generated("test.EXPLICIT".to_owned(), "catalog", call_explicit.to_owned());
        let mut tx = world.app.db().begin().await.unwrap();
        tx.execute(sql, &[]).await.unwrap();
        tx.commit().await.unwrap();
        let other = world.sign_in(CHILDS).await;
        let theirs = world.post("/playlists", &other, json!({ "name": "别人的" })).await.expect(StatusCode::CREATED);
        let theirs = theirs["id"].as_str().unwrap().to_owned();
        world.agree(&other, "publication").await;
        world.post(&format!("/playlists/{theirs}/items"), &other, json!({ "track_ids": [id] })).await;
        world.put(&format!("/playlists/{theirs}/publication"), &other, json!({})).await.ok();
        let mine = world.post("/playlists", &token, json!({ "name": "我的" })).await.expect(StatusCode::CREATED);
        let mine = mine["id"].as_str().unwrap().to_owned();
        world.post(&format!("/playlists/{mine}/items"), &token, json!({ "track_ids": [id] })).await;
        let lists = [
            "/tracks",
            "/tracks?sort=random&seed=7",
            "/search?q=tone",
            "/search/lines?q=茉莉花",
            "/recommendations/today",
        ];
        let shows = async |path: &str, token: Option<&str>| {
            let answer = world.get(path, token).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            String::from_utf8(answer.bytes).unwrap().contains(&id)
        };
        let mut before = Vec::new();
        for path in lists {
            before.push(shows(path, Some(&token)).await);
        }
        assert!(before[..2].iter().all(|shown| *shown), "{before:?}");
        turn_on(&world, &token).await;
        let items = format!("/playlists/{mine}/items");
        for path in lists.into_iter().chain([items.as_str()]) {
            assert!(!shows(path, Some(&token)).await, "{path}");
        }
        world.get(&format!("/tracks/{id}"), Some(&token)).await.expect(StatusCode::NOT_FOUND);
        world.get(&format!("/tracks/{id}/lyrics"), Some(&token)).await.expect(StatusCode::NOT_FOUND);
        let sound = world.get(&format!("/tracks/{id}/stream"), Some(&token)).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(sound["code"], "minors_mode.left_out");
        assert!(shows("/tracks", None).await && shows("/tracks", Some(&other)).await, "nobody else misses anything");
        let left_out = ["/podcasts", "/podcast_episodes", "/square", "/chat/messages", "/search/playlists?q=a"];
        let square = format!("/playlists/{theirs}");
        for path in left_out.into_iter().chain([square.as_str(), "/recommendations/playlists"]) {
            let refused = world.get(path, Some(&token)).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "minors_mode.left_out", "{path}");
        }
        let stations = world.get("/radio_stations", Some(&token)).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(stations["code"], "minors_mode.untold");
        world.get(&format!("/playlists/{mine}"), Some(&token)).await.ok();
        set(&world, &token, json!({ "allows_explicit": true, "allows_podcasts": true, "allows_others": true })).await;
        for (path, was_shown) in lists.into_iter().zip(before) {
            assert_eq!(shows(path, Some(&token)).await, was_shown, "{path}");
        }
        for path in left_out.into_iter().chain([square.as_str()]) {
            world.get(path, Some(&token)).await.ok();
        }
        assert_eq!(world.get(&format!("/tracks/{id}/stream"), Some(&token)).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn recommendations_in_the_mode_are_everybodys() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        for purpose in ["play_history", "personal_recommendation", "likes_recommendation"] {
            world.agree(&token, purpose).await;
        }
        world.hear(&token).await;
        turn_on(&world, &token).await;
        for path in ["/recommendations/today", "/recommendations/single", "/recommendations/treasures"] {
            let (mine, guests) = (world.get(path, Some(&token)).await, world.get(path, None).await);
            assert!(mine.bytes == guests.bytes && mine.status == StatusCode::OK, "{path}");
        }
        for path in ["/recommendations/profile", "/recommendations/from_likes"] {
            let refused = world.get(path, Some(&token)).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "minor.not_profiled", "{path}");
        }
        // A known minor is told why, as ever.
        let youth = world.sign_in(GUARDIAN).await;
        world.agree(&youth, "profile_birthday").await;
        world.send("PATCH", "/me", Some(&youth), Some(json!({ "birthday": YOUTH }))).await.ok();
        turn_on(&world, &youth).await;
        assert_eq!(world.get("/recommendations/today", Some(&youth)).await.ok()["personalised"], "minor");
    }
}

/// One request as a browser sends it, with its cookies.
async fn browse(world: &World, path: &str, cookies: &str) -> Answer {
    let request = Request::builder().uri(format!("/api/v1{path}")).header(header::COOKIE, cookies);
    world.request(request.body(Body::empty()).unwrap()).await
}

fn mark(answer: &Answer) -> Option<String> {
    let set = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    set.filter(|text| text.starts_with("qingyin_minors_mode=")).map(str::to_owned).next()
}

#[tokio::test]
async fn signing_out_is_no_way_out() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let other = world.sign_in(CHILDS).await;
        let session = |token: &str| format!("qingyin_session={token}");
        let stream = format!("/tracks/{}/stream", world.track().await["id"].as_str().unwrap());
        assert!(mark(&browse(&world, "/albums", &session(&token)).await).is_none());
        turn_on(&world, &token).await;
        let marked = mark(&browse(&world, "/albums", &session(&token)).await).expect("the browser is marked");
        assert!(marked.starts_with("qingyin_minors_mode=1; Path=/; HttpOnly; SameSite=Lax"), "{marked}");
        let signed_out = "qingyin_minors_mode=1";
        let refused = browse(&world, &stream, signed_out).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused["code"], "minors_mode.sign_in");
        assert_eq!(browse(&world, "/albums", signed_out).await.status, StatusCode::OK, "looking is open");
        assert_eq!(world.get(&stream, None).await.status, StatusCode::OK, "and other guests play as ever");
        let both = format!("{signed_out}; {}", session(&other));
        let released = mark(&browse(&world, &stream, &both).await).expect("an account without the mode takes it away");
        assert!(released.contains("Max-Age=0"), "{released}");
    }
}
