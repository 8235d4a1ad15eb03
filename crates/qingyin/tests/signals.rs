//! A browser that asks not to be tracked is heeded on every route, by whatever way its person signed in.

use std::collections::BTreeSet;

use crate::common::{Answer, PHONE, World, worlds};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use policy::OnSignal;
use serde_json::{Value, json};
use tower::ServiceExt as _;

const SIGNALS: [(&str, &str); 2] = [("sec-gpc", "1"), ("dnt", "1")];

/// The purposes that rest.
fn resting() -> BTreeSet<&'static str> {
    let purposes = policy::current().purposes.iter();
    purposes.filter(|purpose| purpose.on_signal == Some(OnSignal::Rests)).map(|purpose| purpose.id.as_str()).collect()
}

/// Rows of what is kept for them, over everybody.
async fn watched(world: &World) -> Vec<(String, u64)> {
    let resting = resting();
    let items = policy::current().items.iter().filter(|item| resting.contains(item.purpose.as_str()));
    let tables: BTreeSet<&str> = items.map(|item| item.table.as_str()).collect();
    assert!(tables.len() >= 8, "{tables:?}");
    world.personal_rows().await.into_iter().filter(|(table, _)| tables.contains(table.as_str())).collect()
}

async fn send(world: &World, signal: Option<(&str, &str)>, call: &Call, token: &str) -> Answer {
    let mut request = Request::builder()
        .method(call.method)
        .uri(format!("/api/v1{}", call.path))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    if let Some((name, value)) = signal {
        request = request.header(name, value);
    }
    let body = call.body.as_ref().map_or_else(Body::empty, |body| Body::from(body.to_string()));
    world.request(request.body(body).unwrap()).await
}

struct Call {
    method: &'static str,
    path: String,
    body: Option<Value>,
}

/// The operations that declare a purpose which rests; other people's apps, removing and what is said
/// (`voice::what_is_said_is_not_sent_while_the_consent_rests`) have tests of their own, and so has what an affiliate would
/// be sent (`nothing_is_sent_about_minors_nor_while_a_consent_rests`); answering to a transfer is a choice of its own, as
/// giving a consent is, and what staff do with one records nothing about a member; unsubscribing only takes away.
fn gated(world: &World) -> Vec<http_api::Operation> {
    let resting = resting();
    let mut operations = http_api::operations(world.app.api());
    operations.retain(|operation| {
        let is_optional = operation.purposes.iter().flatten().any(|purpose| resting.contains(purpose.as_str()));
        let is_elsewhere = operation.path.starts_with("/rest/")
            || operation.path.contains("/transfers")
            || ["agree_to_affiliate", "transcribe_speech", "unsubscribe"].contains(&operation.id.as_str());
        is_optional && !is_elsewhere && operation.method != "DELETE"
    });
    operations
}

/// How to call an operation that serves a purpose which rests; one that is not here yet makes the gate fail.
fn call(operation: &http_api::Operation, track: &str, playlist: &str, now: &str) -> Call {
    let body = match operation.id.as_str() {
        "record_listen" => Some(json!({ "track_id": track, "started_at": now, "played_ms": 4_000 })),
        "record_download" => Some(json!({ "id": track })),
        "put_play_state" => Some(json!({ "tracks": [track], "index": 0, "position_ms": 1_000 })),
        "record_recognition" => Some(json!({ "track_id": track, "position_ms": 1_000 })),
        "record_search" => Some(json!({ "query": "tone" })),
        "import_data" => Some(json!({
            "format": "qingyin-export", "format_version": 1, "music": { (track): { "title": "tone", "duration_ms": 6_000 } },
            "items": { "listen": { "rows": [{ "track_id": track, "started_at": now, "played_ms": 4_000 }] } },
        })),
        "preview_rules" => Some(json!({ "rules": rules() })),
        "recommend_next_from_likes" | "recommend_next_songs" => Some(json!({ "heard": [] })),
        _ if matches!(operation.method, "GET" | "DELETE") => None,
        "mark_suggestion_unwanted" | "mark_not_interested" => None,
        unknown => panic!("{unknown} serves a purpose that rests at a browser's signal: say here how it is called"),
    };
    let path = operation.path.trim_start_matches("/api/v1");
    let of_playlist = path.starts_with("/playlists/");
    let path = path.replace("{id}", if of_playlist { playlist } else { track }).replace("{chart}", "day");
    let path = if operation.id == "import_data" { path + "?dry_run=false" } else { path };
    Call { method: operation.method, path, body }
}

fn rules() -> Value {
    json!({ "match": { "field": "play_count", "operator": "at_least", "value": 1 } })
}

/// The member's own smart playlist, which reads their history while it may.
async fn playlist(world: &World, token: &str) -> String {
    let new = json!({ "name": "听过的", "rules": rules() });
    let made = world.post("/playlists", token, new).await.expect(StatusCode::CREATED);
    made["id"].as_str().unwrap().to_owned()
}

/// Every operation that declares a purpose which rests writes nothing and answers as to a member who never agreed.
#[tokio::test]
async fn every_operation_with_an_optional_purpose_passes_by_the_signal() {
    for world in worlds().await {
        for (number, signal) in SIGNALS.into_iter().enumerate() {
            let watched_member = world.sign_in(&format!("1380013800{number}")).await;
            let stranger = world.sign_in(&format!("1380013801{number}")).await;
            let track = world.track().await["id"].as_str().unwrap().to_owned();
            for purpose in resting() {
                world.agree(&watched_member, purpose).await;
            }
            let (own, strangers) = (playlist(&world, &watched_member).await, playlist(&world, &stranger).await);
            world.put(&format!("/me/likes/{track}"), &watched_member, json!({})).await;
            world.put(&format!("/me/likes/{track}"), &stranger, json!({})).await;
            assert_eq!(world.hear(&watched_member).await.status, StatusCode::CREATED);
            let gated = gated(&world);
            for operation in gated.iter().filter(|operation| operation.method != "GET") {
                // Each leaves its trace while it may.
                let call = call(operation, &track, &own, &world.now_text());
                let answer = send(&world, None, &call, &watched_member).await;
                assert!(answer.status.is_success(), "{}: {}", operation.id, answer.json());
            }
            let before = watched(&world).await;
            world.clock.advance(units::Millis::minutes(1));
            let now = world.now_text();
            let (mut writing, mut reading) = (0, 0);
            for operation in &gated {
                let mine = send(&world, Some(signal), &call(operation, &track, &own, &now), &watched_member).await;
                let theirs = send(&world, None, &call(operation, &track, &strangers, &now), &stranger).await;
                assert_eq!(mine.status, theirs.status, "{} with {signal:?}", operation.id);
                if !SHOWS_WHAT_IS_KEPT.contains(&operation.id.as_str()) {
                    let same = mine.bytes == theirs.bytes;
                    assert!(same, "{} reads what rests: {} / {}", operation.id, mine.json(), theirs.json());
                }
                if operation.method == "GET" {
                    reading += 1;
                } else {
                    writing += 1;
                    assert_eq!(watched(&world).await, before, "{} wrote with {signal:?}", operation.id);
                }
            }
            assert!(writing >= 9 && reading >= 15, "{writing} {reading}");
            // What was kept is theirs to see still, and to remove.
            let listens = world.get("/me/listens", Some(&watched_member)).await.ok();
            assert_eq!(listens["items"].as_array().unwrap().len(), 1);
            assert_eq!(world.delete("/me/listens", &watched_member).await.ok()["erased"], 1);
        }
    }
}

/// What shows a member their own rows, and nothing made of them.
const SHOWS_WHAT_IS_KEPT: [&str; 4] = ["list_listens", "list_downloads", "list_searches", "list_recognitions"];

/// Whoever reads for a purpose joins the consent and leaves out one that rests; nobody outside `consent` may forget it.
#[test]
fn every_statement_that_reads_consents_leaves_out_those_that_rest() {
    let mut checked = 0;
    for sql in db::STATEMENTS.iter().filter(|sql| !matches!(sql.owner, "consent" | "test")) {
        let words = sql.text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let reads = words.clone().zip(words.skip(1)).filter(|pair| matches!(pair, ("FROM" | "JOIN", "grants"))).count();
        let leaves_out = sql.text.matches("rests_since IS NULL").count();
        assert_eq!(reads, leaves_out, "{} {}", sql.owner, sql.name);
        checked += reads;
    }
    assert!(checked >= 9, "{checked}");
}

/// The signal, what it does, and the member's own later choice, as the privacy centre shows them.
#[tokio::test]
async fn the_member_sees_the_signal_and_may_choose_otherwise() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        world.agree(&token, "profile_signature").await;
        let show = |signal| {
            let call = Call { method: "GET", path: "/signal".to_owned(), body: None };
            let (world, token) = (&world, token.as_str());
            async move { send(world, signal, &call, token).await.ok() }
        };
        let calm = show(None).await;
        assert_eq!((&calm["gpc"], &calm["dnt"], &calm["gpc_seen_at"]), (&json!(false), &json!(false), &Value::Null));
        let seen = show(Some(SIGNALS[0])).await;
        assert_eq!((&seen["gpc"], &seen["gpc_seen_at"]), (&json!(true), &json!(world.now_text())));
        let state = |shown: &Value, purpose: &str| {
            let list = shown["purposes"].as_array().unwrap();
            list.iter().find(|entry| entry["purpose"] == purpose).unwrap()["state"].as_str().unwrap().to_owned()
        };
        assert_eq!(state(&seen, "play_history"), "resting");
        assert_eq!(state(&seen, "profile_signature"), "granted");
        assert_eq!(state(&seen, "search_history"), "not_asked");
        assert_eq!(world.hear(&token).await.status, StatusCode::NO_CONTENT, "even without the signal on this request");
        world.agree(&token, "play_history").await;
        assert_eq!(state(&show(Some(SIGNALS[0])).await, "play_history"), "granted");
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        let held = world.held(&token).await;
        assert!(held.contains(&("browser_signal".to_owned(), 1)), "the signal is shown with what is held: {held:?}");
        world.post("/me/closure", &token, json!({ "confirmation": "CLOSE" })).await.ok();
        let rows = world.personal_rows().await;
        assert!(rows.contains(&("browser_signals".to_owned(), 0)), "it goes with the account: {rows:?}");
    }
}

/// Of a guest nothing is kept, signal or not; and a visit to a share is not even counted.
#[tokio::test]
async fn a_guest_with_a_signal_leaves_nothing_and_is_not_counted() {
    for world in worlds().await {
        let owner = world.sign_in(PHONE).await;
        let track = world.track().await["id"].clone();
        let share = world.post("/me/shares", &owner, json!({ "items": [track] })).await.expect(StatusCode::CREATED);
        let secret = share["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let before = world.personal_rows().await;
        for (name, value) in SIGNALS {
            for path in ["/server", "/signal", "/albums", "/search?q=tone"] {
                let request = Request::builder().uri(format!("/api/v1{path}")).header(name, value);
                let answer = world.request(request.body(Body::empty()).unwrap()).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                assert!(!answer.headers.contains_key("set-cookie"), "{path}");
            }
            let opening = Request::builder()
                .method("POST")
                .uri(format!("/api/v1/shares/{secret}/opening"))
                .header(header::CONTENT_TYPE, "application/json")
                .header(name, value);
            world.request(opening.body(Body::from("{}")).unwrap()).await.ok();
        }
        assert_eq!(world.personal_rows().await, before);
        let visits = |list: Value| list["items"][0]["visit_count"].clone();
        assert_eq!(visits(world.get("/me/shares", Some(&owner)).await.ok()), 0);
        world.send("POST", &format!("/shares/{secret}/opening"), None, Some(json!({}))).await.ok();
        assert_eq!(visits(world.get("/me/shares", Some(&owner)).await.ok()), 1);
    }
}

/// Other people's apps sign in their own way, and are heeded as well.
#[tokio::test]
async fn an_open_client_with_a_signal_is_heeded() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        let key = world.post("/me/api_keys", &token, json!({ "name": "浏览器里的应用" })).await;
        let key = key.expect(StatusCode::CREATED)["secret"].as_str().unwrap().to_owned();
        let track = world.track().await["id"].as_str().unwrap().to_owned();
        let scrobble = |signal: Option<(&'static str, &'static str)>| {
            let address = format!("/rest/scrobble?apiKey={key}&v=1.16.1&c=test&f=json&id={track}");
            let mut request = Request::builder().uri(address);
            if let Some((name, value)) = signal {
                request = request.header(name, value);
            }
            // Another protocol than the description's, so it is not held to that.
            world.app.router().oneshot(request.body(Body::empty()).unwrap())
        };
        assert_eq!(scrobble(None).await.unwrap().status(), StatusCode::OK);
        world.clock.advance(units::Millis::minutes(5));
        assert_eq!(scrobble(Some(SIGNALS[1])).await.unwrap().status(), StatusCode::OK);
        let listens = world.get("/me/listens", Some(&token)).await.ok();
        assert_eq!(listens["items"].as_array().unwrap().len(), 1, "{listens}");
    }
}

/// What browsers and researchers look for, as the standard has it.
#[tokio::test]
async fn the_support_for_global_privacy_control_is_published() {
    for world in worlds().await {
        let request = Request::builder().uri("/.well-known/gpc.json").body(Body::empty()).unwrap();
        let answer = world.request(request).await;
        assert_eq!(answer.headers["content-type"], "application/json");
        let body = answer.ok();
        assert_eq!(body["gpc"], true);
        let day: Vec<&str> = body["lastUpdate"].as_str().unwrap().split('-').collect();
        assert_eq!(day.iter().map(|part| part.len()).collect::<Vec<_>>(), [4, 2, 2]);
        assert_eq!(body.as_object().unwrap().len(), 2, "the standard knows two members");
    }
}
