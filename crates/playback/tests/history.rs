//! What listening leaves behind, over HTTP, on each engine at hand.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::{Extension, Router};
use catalog::GainView;
use consent::{Consents, Shown};
use db::{args, sql};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt;
use ids::{ArtistId, SessionId, SubjectId, TrackId};
use playback::history::{DeviceName, History, TrackViews, routes};
use playback::media::{Codec, Container};
use playback::plan::TrackFacts;
use playback::{AudioSource, Sources};
use policy::{Language, PurposeId};
use serde_json::{Value, json};
use testkit::TestDatabase;
use tower::ServiceExt;
use units::{ManualClock, Millis, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
const ME: SubjectId = SubjectId::from_i64(1);
const YOU: SubjectId = SubjectId::from_i64(2);
const SONG: TrackId = TrackId::from_i64(7);
const ARTIST: ArtistId = ArtistId::from_i64(3);
/// Known to the player, and gone from the library.
const LOST_SONG: TrackId = TrackId::from_i64(8);

sql! {
    static COUNT_LISTENS = "SELECT count(*) FROM listens";
    static ADD_ROW = "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    static COUNT_STATES = "SELECT count(*) FROM play_states";
}

struct World {
    test: TestDatabase,
    consents: Consents,
    clock: ManualClock,
    router: Router,
}

async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    let personal = ["listens", "play_states"];
    for test in testkit::databases(&[&consent::MIGRATIONS, &playback::MIGRATIONS], &personal).await {
        let clock = ManualClock::at(NOW);
        let consents = Consents::new(test.db.clone(), Arc::new(clock.clone()));
        let mut tx = test.db.begin().await.expect("a transaction");
        consent::add_subject(&mut tx, ME, NOW).await.expect("a subject");
        consent::add_subject(&mut tx, YOU, NOW).await.expect("a subject");
        tx.commit().await.expect("kept");
        let history = History::new(consents.clone(), Arc::new(clock.clone()));
        let sources = Sources::new(|track| async move { Ok([SONG, LOST_SONG].contains(&track).then(source)) });
        let views = TrackViews::new(|tracks: Vec<TrackId>| async move {
            let known = tracks.into_iter().filter(|track| *track == SONG);
            let shown =
                |track| json!({ "id": track, "title": "茉莉花", "artists": [{ "id": ARTIST, "name": "清音" }] });
            Ok(known.map(|track| (track, shown(track))).collect::<HashMap<_, _>>())
        });
        let (router, _) = routes(history, sources, views).split_for_parts();
        let router = Router::new().nest("/api/v1", router);
        found.push(World { test, consents, clock, router });
    }
    found
}

fn source() -> AudioSource {
    AudioSource {
        track_id: SONG,
        path: PathBuf::from("/music/song.flac"),
        facts: TrackFacts::of(Codec::Flac, Container::Flac),
        codec_name: "flac".to_owned(),
        duration_ms: 200_000,
        gain: GainView::default(),
        playable: true,
    }
}

impl World {
    async fn send(
        &self,
        who: Option<SubjectId>,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let mut router = self.router.clone();
        if let Some(subject) = who {
            router = router.layer(Extension(DeviceName("厨房的平板".to_owned()))).layer(Extension(SignedIn {
                subject,
                session: SessionId::from_i64(1),
                roles: vec![Role::Listener],
                signed_in_at: NOW,
                review_needed: false,
            }));
        }
        let router = router.layer(axum::middleware::from_fn(http_api::render_problems));
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("content-type", "application/json")
            .body(body)
            .expect("a request");
        let response = router.oneshot(request).await.expect("infallible");
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        let value = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") };
        (status, value)
    }

    async fn agree(&self, who: SubjectId, purpose: PurposeId) {
        let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
        self.consents.give(who, purpose, &shown).await.expect("consent");
    }

    async fn listen(&self, who: Option<SubjectId>, ago: Millis, played_ms: i64) -> (StatusCode, Value) {
        let started_at = Timestamp::from_millis(NOW.as_millis() - ago.0);
        let report = json!({ "track_id": SONG, "started_at": started_at, "played_ms": played_ms });
        self.send(who, Method::POST, "/listens", Some(report)).await
    }

    async fn rows(&self) -> (i64, i64) {
        let reader = self.test.db.service();
        let count = |sql| reader.query_one(sql, &args![], |row| row.get::<i64>(0));
        (count(&COUNT_LISTENS).await.expect("a count"), count(&COUNT_STATES).await.expect("a count"))
    }
}

fn queue() -> Value {
    json!({ "tracks": [SONG, LOST_SONG], "index": 1, "position_ms": 61_000, "repeat": "all", "shuffle": true })
}

#[tokio::test]
async fn guests_and_those_who_refuse_leave_nothing() {
    for world in worlds().await {
        assert_eq!(world.listen(None, Millis::hours(1), 200_000).await.0, StatusCode::NO_CONTENT);
        assert_eq!(world.listen(Some(ME), Millis::hours(1), 200_000).await.0, StatusCode::NO_CONTENT);
        world.consents.refuse(ME, PurposeId::PlayHistory).await.expect("a refusal");
        assert_eq!(world.listen(Some(ME), Millis::hours(1), 200_000).await.0, StatusCode::NO_CONTENT);
        // Consent to one purpose is none to the other.
        world.agree(ME, PurposeId::PlayHistory).await;
        let put = world.send(Some(ME), Method::PUT, "/me/play_state", Some(queue())).await;
        assert_eq!(put.0, StatusCode::NO_CONTENT);
        assert_eq!(world.rows().await, (0, 0));

        for (method, path) in [
            (Method::GET, "/me/listens"),
            (Method::DELETE, "/me/listens"),
            (Method::GET, "/me/play_state"),
            (Method::PUT, "/me/play_state"),
        ] {
            let (status, problem) = world.send(None, method, path, Some(queue())).await;
            assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &json!("sign_in.required")), "{path}");
        }
    }
}

#[tokio::test]
async fn consent_records_and_withdrawal_erases() {
    for world in worlds().await {
        world.agree(ME, PurposeId::PlayHistory).await;
        let (status, listen) = world.listen(Some(ME), Millis::hours(1), 100_000).await;
        assert_eq!(status, StatusCode::CREATED);
        assert_eq!(listen["track"]["title"], "茉莉花");
        assert_eq!(listen["played_ms"], 100_000);
        let (_, page) = world.send(Some(ME), Method::GET, "/me/listens", None).await;
        assert_eq!(page, json!({ "items": [listen], "next": null }));
        assert_eq!(world.send(Some(YOU), Method::GET, "/me/listens", None).await.1["items"], json!([]));

        assert_eq!(world.consents.withdraw(ME, PurposeId::PlayHistory).await.expect("a withdrawal"), 1);
        assert_eq!(world.rows().await, (0, 0));
        assert_eq!(world.send(Some(ME), Method::GET, "/me/listens", None).await.1["items"], json!([]));
        assert_eq!(world.listen(Some(ME), Millis::hours(2), 100_000).await.0, StatusCode::NO_CONTENT);
        assert_eq!(world.rows().await, (0, 0));
    }
}

#[tokio::test]
async fn what_is_too_short_or_wrong_is_not_recorded() {
    for world in worlds().await {
        world.agree(ME, PurposeId::PlayHistory).await;
        assert_eq!(world.listen(Some(ME), Millis::hours(1), 99_999).await.0, StatusCode::NO_CONTENT);
        let (status, problem) = world.listen(Some(ME), Millis::days(31), 200_000).await;
        assert_eq!((status, &problem["fields"][0]["name"]), (StatusCode::BAD_REQUEST, &json!("started_at")));
        let (_, problem) = world.listen(Some(ME), Millis::hours(1), -5).await;
        assert_eq!(problem["fields"][0]["name"], "played_ms");
        let unknown = json!({ "track_id": TrackId::from_i64(99), "started_at": NOW, "played_ms": 1 });
        assert_eq!(world.send(Some(ME), Method::POST, "/listens", Some(unknown)).await.0, StatusCode::NOT_FOUND);
        let strange = json!({ "track_id": SONG, "started_at": NOW, "played_ms": 1, "mood": "sad" });
        let (_, problem) = world.send(Some(ME), Method::POST, "/listens", Some(strange)).await;
        assert_eq!(problem["fields"][0]["name"], "mood");
        assert_eq!(world.rows().await, (0, 0));
    }
}

#[tokio::test]
async fn a_hearing_reported_twice_is_one() {
    for world in worlds().await {
        world.agree(ME, PurposeId::PlayHistory).await;
        let (_, first) = world.listen(Some(ME), Millis::hours(1), 120_000).await;
        let (_, again) = world.listen(Some(ME), Millis::hours(1), 200_000).await;
        let (_, late) = world.listen(Some(ME), Millis::hours(1), 110_000).await;
        assert_eq!((&first["id"], &first["id"]), (&again["id"], &late["id"]));
        let (_, page) = world.send(Some(ME), Method::GET, "/me/listens", None).await;
        assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(page["items"][0]["played_ms"], 200_000);
    }
}

#[tokio::test]
async fn listens_come_in_pages_the_latest_first() {
    for world in worlds().await {
        world.agree(ME, PurposeId::PlayHistory).await;
        for hours in [3, 1, 5, 2, 4] {
            world.listen(Some(ME), Millis::hours(hours), 200_000).await;
        }
        let (mut path, mut seen) = ("/me/listens?limit=2".to_owned(), Vec::new());
        loop {
            let (_, page) = world.send(Some(ME), Method::GET, &path, None).await;
            let items = page["items"].as_array().expect("items");
            assert!((1..=2).contains(&items.len()));
            seen.extend(items.iter().map(|listen| listen["started_at"].as_str().expect("a time").to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/me/listens?limit=2&cursor={next}");
        }
        let expected: Vec<Value> =
            (1..=5).map(|hours| json!(Timestamp::from_millis(NOW.as_millis() - Millis::hours(hours).0))).collect();
        assert_eq!(json!(seen), json!(expected));
        let (_, problem) = world.send(Some(ME), Method::GET, "/me/listens?cursor=x", None).await;
        assert_eq!(problem["fields"][0]["name"], "cursor");
    }
}

#[tokio::test]
async fn listens_go_one_by_one_or_all_at_once() {
    for world in worlds().await {
        for who in [ME, YOU] {
            world.agree(who, PurposeId::PlayHistory).await;
        }
        let (_, first) = world.listen(Some(ME), Millis::hours(1), 200_000).await;
        world.listen(Some(ME), Millis::hours(2), 200_000).await;
        world.listen(Some(YOU), Millis::hours(1), 200_000).await;
        let path = format!("/me/listens/{}", first["id"].as_str().expect("an id"));
        assert_eq!(world.send(Some(YOU), Method::DELETE, &path, None).await.0, StatusCode::NOT_FOUND);
        assert_eq!(world.rows().await.0, 3);
        assert_eq!(world.send(Some(ME), Method::DELETE, &path, None).await.0, StatusCode::NO_CONTENT);
        assert_eq!(world.send(Some(ME), Method::DELETE, &path, None).await.0, StatusCode::NOT_FOUND);
        let (_, cleared) = world.send(Some(ME), Method::DELETE, "/me/listens", None).await;
        assert_eq!(cleared, json!({ "erased": 1 }));
        assert_eq!(world.rows().await.0, 1);
    }
}

#[tokio::test]
async fn the_queue_goes_on_elsewhere() {
    for world in worlds().await {
        assert_eq!(world.send(Some(ME), Method::GET, "/me/play_state", None).await.0, StatusCode::NO_CONTENT);
        world.agree(ME, PurposeId::ResumePlayback).await;
        assert_eq!(world.send(Some(ME), Method::GET, "/me/play_state", None).await.0, StatusCode::NO_CONTENT);

        let (status, kept) = world.send(Some(ME), Method::PUT, "/me/play_state", Some(queue())).await;
        assert_eq!(status, StatusCode::OK);
        let mut expected = queue();
        expected["updated_at"] = json!(NOW);
        expected["device_name"] = json!("厨房的平板");
        assert_eq!(kept, expected);
        assert_eq!(world.send(Some(ME), Method::GET, "/me/play_state", None).await.1, expected);
        assert_eq!(world.send(Some(YOU), Method::GET, "/me/play_state", None).await.0, StatusCode::NO_CONTENT);

        world.clock.advance(Millis::minutes(1));
        let mut later = queue();
        later["index"] = json!(0);
        world.send(Some(ME), Method::PUT, "/me/play_state", Some(later)).await;
        let (_, kept) = world.send(Some(ME), Method::GET, "/me/play_state", None).await;
        assert_eq!((&kept["index"], &kept["updated_at"]), (&json!(0), &json!(NOW + Millis::minutes(1))));
        assert_eq!(world.rows().await.1, 1);

        let mut outside = queue();
        outside["index"] = json!(2);
        let (_, problem) = world.send(Some(ME), Method::PUT, "/me/play_state", Some(outside)).await;
        assert_eq!(problem["fields"][0]["name"], "index");

        world.consents.withdraw(ME, PurposeId::ResumePlayback).await.expect("a withdrawal");
        assert_eq!(world.rows().await.1, 0);
        assert_eq!(world.send(Some(ME), Method::GET, "/me/play_state", None).await.0, StatusCode::NO_CONTENT);
    }
}

#[tokio::test]
async fn a_long_history_pages_by_its_index() {
    const ROWS: i64 = 20_000;
    for world in worlds().await {
        for who in [ME, YOU] {
            world.agree(who, PurposeId::PlayHistory).await;
            let mut grant = world.consents.grant::<policy::PlayHistory>(who).await.expect("a read").expect("a grant");
            let (subject, id) = (grant.subject(), grant.id());
            let rows: Vec<_> = (0..ROWS)
                .map(|row| args![who.as_i64() * ROWS + row, subject, id, SONG, NOW.as_millis() + row, 1i64].to_vec())
                .collect();
            grant.tx().execute_many(&ADD_ROW, &rows).await.expect("rows");
            grant.commit().await.expect("kept");
        }
        world.test.db.analyze().await.expect("statistics");
        let list = db::STATEMENTS.iter().find(|sql| sql.name == "playback.LISTENS_OF").expect("the list's statement");
        let list = world.test.db.plan(list, &args![ME, NOW.as_millis() + ROWS / 2, 0i64, 51i64]).await.expect("a plan");
        assert!(list.contains("listens_of_subject"), "{list}");
        assert!(!list.contains("TEMP B-TREE") && !list.contains("Sort"), "sorted beside the index: {list}");
    }
}

#[tokio::test]
async fn numbers_are_drawn_from_ones_own_listens_while_consent_lives() {
    let path = "/me/listens/statistics";
    for world in worlds().await {
        let numbers = |who| world.send(who, Method::GET, path, None);
        assert_eq!(numbers(None).await.0, StatusCode::UNAUTHORIZED);
        world.agree(ME, PurposeId::PlayHistory).await;
        world.agree(YOU, PurposeId::PlayHistory).await;
        world.listen(Some(ME), Millis::hours(1), 100_000).await;
        world.listen(Some(ME), Millis::hours(2), 150_000).await;
        world.listen(Some(YOU), Millis::hours(3), 200_000).await;
        let (status, mine) = numbers(Some(ME)).await;
        assert_eq!((status, &mine["listens"], &mine["played_ms"]), (StatusCode::OK, &json!(2), &json!(250_000)));
        let month = &mine["months"][0];
        assert_eq!((mine["months"].as_array().map(Vec::len), &month["listens"]), (Some(1), &json!(2)));
        let hours = mine["hours"].as_array().expect("a day");
        assert_eq!(hours.iter().filter_map(|hour| hour["listens"].as_u64()).sum::<u64>(), 2);
        assert_eq!(hours.len(), 24);
        assert_eq!(mine["artists"], json!([{ "id": ARTIST, "name": "清音", "listens": 2, "played_ms": 250_000 }]));
        assert_eq!(
            (&mine["tracks"][0]["track"]["title"], &mine["tracks"][0]["listens"]),
            (&json!("茉莉花"), &json!(2))
        );
        let far = world.send(Some(ME), Method::GET, &format!("{path}?utc_offset_minutes=900"), None).await;
        assert_eq!((far.0, &far.1["fields"][0]["name"]), (StatusCode::BAD_REQUEST, &json!("utc_offset_minutes")));
        world.consents.withdraw(ME, PurposeId::PlayHistory).await.expect("a withdrawal");
        let (_, after) = numbers(Some(ME)).await;
        assert_eq!((&after["listens"], &after["since"], &after["months"]), (&json!(0), &Value::Null, &json!([])));
        assert_eq!(numbers(Some(YOU)).await.1["listens"], 1);
    }
}
