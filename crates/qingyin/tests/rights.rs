//! Seeing, copying, correcting, erasing and leaving.

use crate::common;
use crate::common::{NOON, PHONE, World, worlds};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use units::Millis;

/// A member with something in every item a member can fill.
async fn full_member(world: &World, phone: &str, mark: &str) -> String {
    let token = world.sign_in(phone).await;
    for purpose in policy::current().purposes.iter().filter(|purpose| purpose.basis.needs_grant()) {
        world.agree(&token, &purpose.id).await;
    }
    let profile = json!({
        "nickname": format!("{mark}名"), "signature": format!("{mark}签名"), "gender": "other",
        "birthday": "1990-05-01", "region": format!("{mark}地"),
    });
    world.send("PATCH", "/me", Some(&token), Some(profile)).await.ok();
    let password = json!({ "new_password": format!("{mark}-correct-horse-battery") });
    world.put("/me/password", &token, password).await.expect(StatusCode::NO_CONTENT);
    let asked = json!({ "kind": "access", "message": format!("{mark}想知道") });
    world.post("/me/requests", &token, asked).await.expect(StatusCode::CREATED);
    assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
    let track = world.track().await;
    let state = json!({ "tracks": [track["id"]], "index": 0, "position_ms": 0, "repeat": "off", "shuffle": true });
    world.put("/me/play_state", &token, state).await.ok();
    world.post("/downloads", &token, json!({ "id": track["id"] })).await.expect(StatusCode::CREATED);
    for kind in ["api_keys", "app_passwords"] {
        let path = format!("/me/{kind}");
        world.post(&path, &token, json!({ "name": format!("{mark}应用") })).await.expect(StatusCode::CREATED);
    }
    let name = accounts::ProxyName::parse([&format!("{phone}@sso").parse().unwrap()]).unwrap();
    let link = Request::put("/api/v1/me/proxy_sign_in").header("authorization", format!("Bearer {token}"));
    world.request(link.extension(name).body(Body::empty()).unwrap()).await.ok();
    add_passkey(world, &token).await;
    scan_code(world, &token).await;
    // A code that waits to be typed.
    world.clock.advance(Millis::minutes(2));
    world.send("POST", "/sign_in/sms_codes", None, Some(json!({ "phone": phone }))).await.expect(StatusCode::ACCEPTED);
    token
}

async fn add_passkey(world: &World, token: &str) {
    let order = world.post("/me/passkeys/challenges", token, json!({})).await.expect(StatusCode::CREATED);
    let authenticator = testkit::Authenticator::new("localhost", "http://localhost");
    let (client_data, object) = authenticator.register(order["challenge"].as_str().unwrap());
    let made = json!({
        "name": "手机", "client_data_json": URL_SAFE_NO_PAD.encode(client_data),
        "attestation_object": URL_SAFE_NO_PAD.encode(object),
    });
    world.post("/me/passkeys", token, made).await.expect(StatusCode::CREATED);
}

/// A screen shows a code, and the member scans it.
async fn scan_code(world: &World, token: &str) {
    let code = world.send("POST", "/sign_in/qr", None, Some(json!({}))).await.expect(StatusCode::CREATED);
    let ticket = code["address"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    world.post(&format!("/sign_in/qr/{ticket}/scan"), token, json!({})).await.ok();
}

/// Lets a member collect something of every kind, also in a playlist of `host`.
async fn collect(world: &World, token: &str, mark: &str, host: &str) {
    let track = world.track().await["id"].clone();
    let track = track.as_str().unwrap();
    let new = json!({
        "name": format!("{mark}歌单"), "description": format!("{mark}简介"), "tags": [mark], "tracks": [track],
    });
    let list = world.post("/playlists", token, new).await.expect(StatusCode::CREATED);
    let list = list["id"].as_str().unwrap();
    world.put(&format!("/playlists/{list}/publication"), token, json!({})).await.ok();
    world.put("/me/square_name", token, json!({ "name": format!("{mark}署名") })).await.ok();
    world.post(&format!("/playlists/{list}/links"), token, json!({})).await.expect(StatusCode::CREATED);
    for liked in [track, list] {
        world.put(&format!("/me/likes/{liked}"), token, json!({})).await.ok();
        let stars = json!({ "stars": 4 });
        world.put(&format!("/me/ratings/{liked}"), token, stars).await.expect(StatusCode::NO_CONTENT);
    }
    let bookmark = json!({ "position_ms": 1, "comment": format!("{mark}备注") });
    world.put(&format!("/me/bookmarks/{track}"), token, bookmark).await.ok();
    let share = json!({ "items": [track, list], "description": format!("{mark}分享"), "password": "芝麻开门" });
    world.post("/me/shares", token, share).await.expect(StatusCode::CREATED);
    let said = json!({ "message": format!("{mark}你好") });
    world.post("/chat/messages", token, said).await.expect(StatusCode::CREATED);
    let transfer = crate::transfers::announced(world).await;
    crate::transfers::agree(world, token, &transfer).await.ok();
    let me = world.get("/me", Some(token)).await.ok()["id"].clone();
    for name in ["共建", "待定"] {
        let list = world.post("/playlists", host, json!({ "name": name })).await.expect(StatusCode::CREATED);
        let path = format!("/playlists/{}", list["id"].as_str().unwrap());
        let invitation = json!({ "member": me });
        world.post(&format!("{path}/invitations"), host, invitation).await.expect(StatusCode::CREATED);
        if name == "共建" {
            let link = world.post(&format!("{path}/links"), host, json!({})).await.expect(StatusCode::CREATED);
            let accepted = json!({ "token": link["token"], "name": format!("{mark}称呼") });
            world.post("/playlist_links/acceptance", token, accepted).await.ok();
        }
    }
}

/// What a subject can hold in this edition without a picture and without a gateway.
const FILLED: &[&str] = &[
    "account",
    "account_password",
    "account_phone",
    "api_key",
    "app_password",
    "bookmark",
    "chat_message",
    "consent_event",
    "download",
    "grant",
    "like",
    "listen",
    "passkey",
    "play_state",
    "playlist",
    "playlist_editor",
    "playlist_invitation",
    "playlist_item",
    "playlist_link",
    "playlist_publication",
    "playlist_tag",
    "policy_acceptance",
    "profile_birthday",
    "profile_gender",
    "profile_region",
    "profile_signature",
    "proxy_name",
    "qr_sign_in",
    "rating",
    "rights_request",
    "rights_request_text",
    "session",
    "share",
    "share_item",
    "sms_challenge",
    "square_name",
    "transfer_consent",
];

#[tokio::test]
async fn every_item_makes_the_round() {
    for world in worlds().await {
        let other = full_member(&world, "13900139000", "乙").await;
        let token = full_member(&world, PHONE, "甲").await;
        collect(&world, &token, "甲", &other).await;
        let held = world.held(&token).await;
        let items: Vec<&str> = held.iter().map(|(item, _)| item.as_str()).collect();
        for item in FILLED {
            assert!(items.contains(item), "{item} is not shown: {items:?}");
        }
        let others_before = world.held(&other).await;
        // Seen, and exported, each with the same number of rows.
        let export = world.get("/me/export", Some(&token)).await.ok();
        for (item, count) in &held {
            let rows = world.get(&format!("/me/data/{item}?limit=200"), Some(&token)).await.ok();
            assert_eq!(rows["items"].as_array().unwrap().len() as u64, *count, "{item}");
            let declared = policy::current().item(item).unwrap();
            let exported = export["items"][item]["rows"].as_array().map(|rows| rows.len() as u64);
            assert_eq!(exported, declared.export.then_some(*count), "{item} in the export");
            // No more than declared, and no secret.
            for row in rows["items"].as_array().unwrap() {
                for column in row["columns"].as_array().unwrap() {
                    let column = declared.column(column["name"].as_str().unwrap()).unwrap();
                    assert!(!column.secret, "{item}.{}", column.name);
                }
            }
        }
        let phone = &export["items"]["account_phone"]["rows"][0]["phone_sealed"];
        assert_eq!(phone, "+8613800138000", "a sealed value is opened for the one it is about");
        assert!(!export.to_string().contains("13900139000") && !export.to_string().contains('乙'));
        // Corrected where that is possible, refused with a reason where it is not.
        let rows = world.get("/me/data/account", Some(&token)).await.ok();
        let row_id = rows["items"][0]["row_id"].as_str().unwrap().to_owned();
        let path = format!("/me/data/account/{row_id}");
        world.send("PATCH", &path, Some(&token), Some(json!({ "nickname": "丙" }))).await.ok();
        assert_eq!(world.get("/me", Some(&token)).await.ok()["nickname"], "丙");
        let birthday = world.get("/me/data/profile_birthday", Some(&token)).await.ok();
        let path = format!("/me/data/profile_birthday/{}", birthday["items"][0]["row_id"].as_str().unwrap());
        let unborn = world.send("PATCH", &path, Some(&token), Some(json!({ "value": "2030-05-01" }))).await;
        assert_eq!(unborn.status, StatusCode::BAD_REQUEST, "no other door to what the profile refuses");
        let listens = world.get("/me/data/listen", Some(&token)).await.ok();
        let listen = listens["items"][0]["row_id"].as_str().unwrap().to_owned();
        let refused = world
            .send("PATCH", &format!("/me/data/listen/{listen}"), Some(&token), Some(json!({ "played_ms": "1" })))
            .await
            .expect(StatusCode::CONFLICT);
        assert_eq!(refused["code"], "rights.not_possible");
        assert!(refused["detail"].as_str().is_some());
        // Erased by kind.
        for (item, _) in &held {
            let declared = world.get("/me/data", Some(&token)).await.ok();
            let is_erasable = find(&declared, item)["erasable"] == true;
            // What belongs to something that was erased before has gone with it.
            let left = find(&declared, item)["count"].clone();
            let answer = world.delete(&format!("/me/data/{item}"), &token).await;
            if is_erasable {
                assert_eq!(answer.ok()["erased_rows"], left, "{item}");
                assert!(!world.held(&token).await.iter().any(|(left, _)| left == item), "{item} is still held");
            } else {
                assert_eq!(answer.status, StatusCode::CONFLICT, "{item}");
            }
        }
        assert_eq!(world.held(&other).await, others_before, "nobody else is touched");
    }
}

fn find<'a>(held: &'a Value, item: &str) -> &'a Value {
    held["categories"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|category| category["items"].as_array().unwrap())
        .find(|held| held["item"] == item)
        .unwrap()
}

#[tokio::test]
async fn closing_leaves_a_certificate_and_nothing_else() {
    for world in worlds().await {
        let other = full_member(&world, "13900139000", "乙").await;
        let token = full_member(&world, PHONE, "needle甲").await;
        collect(&world, &token, "needle甲", &other).await;
        if world.is_sqlite {
            assert!(!world.bytes_on_disk("needle甲歌单".as_bytes()).is_empty(), "the scan can find what is there");
            assert!(world.bytes_on_disk(b"13800138000").is_empty(), "phone numbers are sealed");
        }
        let wrong = world.post("/me/closure", &token, json!({ "confirmation": "close" })).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let certificate = world.post("/me/closure", &token, json!({ "confirmation": "CLOSE" })).await.ok();
        let tables: Vec<&str> =
            certificate["tables"].as_array().unwrap().iter().map(|table| table["item"].as_str().unwrap()).collect();
        for item in policy::current().items.iter().filter(|item| item.subject_column().is_some()) {
            let in_keys = ["subject_key", "erasure_entry"].contains(&item.id.as_str());
            assert!(in_keys || tables.contains(&item.id.as_str()), "{} is not on the certificate", item.id);
        }
        for table in certificate["tables"].as_array().unwrap() {
            let declared = policy::current().item(table["item"].as_str().unwrap()).unwrap();
            let keeps = declared.erase == policy_lang::model::Erase::RestrictUntilFloor;
            assert_eq!(table["action"] == "kept", keeps, "{table}");
            assert_eq!(table["kept_until"].is_string(), keeps && table["rows"] != 0, "{table}");
        }
        assert_eq!(certificate["keys_destroyed"], 1);
        let id = certificate["id"].as_str().unwrap();
        let again = world.get(&format!("/certificates/{id}"), None).await.ok();
        assert_eq!(again["digest"], certificate["digest"]);
        // The square keeps nothing of who left.
        assert_eq!(world.get("/square", None).await.ok()["items"], json!([]));
        // Signed out, gone, and free to come again as someone new.
        assert_eq!(world.get("/me", Some(&token)).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.app.rights().living().await.unwrap().len(), 1);
        if world.is_sqlite {
            for needle in ["needle甲", "+8613800138000", "13800138000"] {
                assert!(world.bytes_on_disk(needle.as_bytes()).is_empty(), "{needle}");
            }
        }
        assert!(!world.held(&other).await.is_empty(), "nobody else is touched");
        world.clock.advance(Millis::hours(2));
        let new = world.sign_in(PHONE).await;
        assert_eq!(world.get("/me", Some(&new)).await.ok()["nickname"], Value::Null);
    }
}

#[tokio::test]
async fn leaving_asks_for_nothing_but_a_recent_sign_in() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.clock.advance(Millis(rights::RECENT.0 + 1));
        for (method, path, body) in
            [("POST", "/me/closure", Some(json!({ "confirmation": "CLOSE" }))), ("GET", "/me/export", None)]
        {
            let problem = world.send(method, path, Some(&token), body).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(problem["code"], "recent_sign_in.required");
        }
        let token = world.sign_in(PHONE).await;
        world.post("/me/closure", &token, json!({ "confirmation": "CLOSE" })).await.ok();
    }
}

#[tokio::test]
async fn ending_the_agreement_withdraws_everything_and_signs_out() {
    for world in worlds().await {
        let token = full_member(&world, PHONE, "甲").await;
        let ended = world.post("/me/agreement/termination", &token, json!({})).await.ok();
        let purposes: Vec<&str> = policy::current()
            .purposes
            .iter()
            .filter(|purpose| purpose.basis.needs_grant())
            .map(|purpose| purpose.id.as_str())
            .collect();
        assert_eq!(ended["withdrawn"], json!(purposes));
        assert_eq!(world.get("/me", Some(&token)).await.status, StatusCode::UNAUTHORIZED);
        for table in ["sessions", "api_keys", "app_passwords"] {
            assert_eq!(count(&world, table).await, 0, "{table}");
        }
        world.get("/albums", None).await.ok();
        world.clock.advance(Millis::minutes(2));
        let token = world.sign_in(PHONE).await;
        for item in policy::current().items.iter().filter(|item| purposes.contains(&item.purpose.as_str())) {
            assert!(!world.held(&token).await.iter().any(|(held, _)| *held == item.id), "{}", item.id);
        }
    }
}

#[tokio::test]
async fn rows_go_when_their_term_ends_and_not_before() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        let heard_at = NOON;
        let term = match policy::current().item("listen").unwrap().retention.period {
            policy_lang::model::RetentionPeriod::Fixed(term) => term,
            policy_lang::model::RetentionPeriod::WhileAccount => panic!("listens have a term"),
        };
        let ends = term.after(heard_at.as_millis());
        world.clock.advance(Millis(ends - heard_at.as_millis()));
        world.app.rights().age().await.unwrap();
        let listens = count(&world, "listens").await;
        assert_eq!(listens, 1, "at the very end of its term it is still there");
        world.clock.advance(Millis(1));
        assert!(world.app.rights().overdue().await.unwrap() >= 1);
        world.app.rights().age().await.unwrap();
        assert_eq!(count(&world, "listens").await, 0);
        assert_eq!(world.app.rights().overdue().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_the_law_keeps_rests_without_its_subject_and_goes_at_its_end() {
    for world in worlds().await {
        let token = full_member(&world, PHONE, "甲").await;
        let subject = world.get("/me", Some(&token)).await.ok()["id"].as_str().unwrap().to_owned();
        let subject: ids::SubjectId = subject.parse().unwrap();
        let certificate = world.post("/me/closure", &token, json!({ "confirmation": "CLOSE" })).await.ok();
        let kept: u64 = certificate["tables"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|table| table["action"] == "kept")
            .map(|table| table["rows"].as_u64().unwrap())
            .sum();
        assert!(kept > 0, "the history of consent is kept");
        let named = db::Sql::generated(
            "test.named".to_owned(),
            "test",
            "SELECT count(*) FROM consent_events WHERE subject_id = $1".to_owned(),
        );
        let left: i64 = world.app.db().service().query_one(named, &db::args![subject], |row| row.get(0)).await.unwrap();
        assert_eq!(left, 0, "it no longer names its subject");
        assert!(count(&world, "consent_events").await > 0);
        world.clock.advance(Millis::days(3 * 366 + 1));
        world.app.rights().age().await.unwrap();
        for table in ["consent_events", "closures"] {
            assert_eq!(count(&world, table).await, 0, "{table}");
        }
    }
}

async fn count(world: &World, table: &str) -> u64 {
    world.personal_rows().await.into_iter().find(|(name, _)| name == table).unwrap().1
}

#[tokio::test]
async fn a_closed_account_does_not_come_back_with_a_backup() {
    let world = common::world(db::Location::Sqlite { path: "qingyin.db".into() }).await;
    let leaving = full_member(&world, PHONE, "needle甲").await;
    let staying = full_member(&world, "13900139000", "乙").await;
    let config::Database::Sqlite { path, .. } = world.config.database.clone() else { panic!("SQLite") };
    let copy = world.folder.path().join("backup.db");
    let taken_at = units::Clock::now(&world.clock);
    db::copy_sqlite(&path, &copy).await.unwrap();
    world.clock.advance(Millis::minutes(1));
    world.post("/me/closure", &leaving, json!({ "confirmation": "CLOSE" })).await.ok();
    world.delete("/me/data/listen", &staying).await.ok();
    let World { app, clock, codes, config, folder, contract, .. } = world;
    app.stop().await;
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    std::fs::copy(&copy, &path).unwrap();
    let app = common::start(&config, &clock, &codes).await;
    assert_eq!(app.rights().living().await.unwrap().len(), 2, "the backup knew both");
    assert_eq!(app.rights().replay(taken_at).await.unwrap(), (1, 1));
    let world = World { app, clock, codes, config, folder, is_sqlite: true, contract };
    assert_eq!(world.app.rights().living().await.unwrap().len(), 1);
    assert_eq!(count(&world, "listens").await, 0, "what was erased by kind is erased again");
    assert_eq!(world.get("/me", Some(&staying)).await.status, StatusCode::OK);
    assert!(world.bytes_on_disk("needle甲签名".as_bytes()).is_empty());
}

/// A supervisor starts the service with a wrong path, or before the backup is back.
#[tokio::test]
async fn a_database_that_knows_nobody_destroys_no_keys() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        assert_eq!(world.app.rights().sweep_keys().await.unwrap(), 0);
        world.clock.advance(Millis::hours(2));
        let World { app, clock, codes, config, folder, is_sqlite, contract } = world;
        app.stop().await;
        let mut wrong = config.clone();
        match &mut wrong.database {
            config::Database::Sqlite { path, .. } => path.set_file_name("another.db"),
            server => {
                for location in testkit::locations(qingyin::MODULES, &qingyin::personal_tables()).await {
                    if matches!(location, db::Location::Postgres { .. }) {
                        *server = common::config(folder.path(), location).0.database;
                    }
                }
            }
        }
        let app = common::start(&wrong, &clock, &codes).await;
        for _ in 0..2 {
            let refused = app.rights().sweep_keys().await.unwrap_err();
            assert!(matches!(refused, rights::Error::OtherDatabase), "{refused}");
            assert!(app.rights().replay(units::Clock::now(&clock)).await.is_err());
        }
        app.stop().await;
        let app = common::start(&config, &clock, &codes).await;
        let world = World { app, clock, codes, config, folder, is_sqlite, contract };
        assert_eq!(world.app.rights().sweep_keys().await.unwrap(), 0);
        world.get("/me", Some(&token)).await.ok();
        let rows = world.get("/me/data/account_phone", Some(&token)).await.ok();
        assert_eq!(rows["items"].as_array().unwrap().len(), 1, "it still opens");
    }
}

/// An entry that the policy in force does not know any more keeps none of the others from being erased again.
#[tokio::test]
async fn what_was_erased_is_erased_again_whatever_stands_before_it() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        world.hear(&token).await;
        let subject: ids::SubjectId =
            world.get("/me", Some(&token)).await.ok()["id"].as_str().unwrap().parse().unwrap();
        let taken_at = units::Clock::now(&world.clock);
        // The last is of a moment before the copy, as when both were on their way at once.
        let account = consent::Erased::Consent(policy::PurposeId::Account);
        let [gone, listen] = ["gone", "listen"].map(|item| consent::Erased::Item(item.to_owned()));
        let mut tx = world.app.db().begin().await.unwrap();
        for (what, before_ms) in [(account, 0), (gone, 0), (listen, 5)] {
            consent::note_erasure(&mut tx, subject, &what, taken_at - Millis(before_ms)).await.unwrap();
        }
        tx.commit().await.unwrap();
        world.app.rights().finish_erasures().await.unwrap();
        assert_eq!(count(&world, "listens").await, 1);
        assert_eq!(world.app.rights().replay(taken_at).await.unwrap(), (0, 1));
        assert_eq!(count(&world, "listens").await, 0);
    }
}

/// Somebody who finds a device left open sees the number there, but makes the account theirs by nothing they find.
#[tokio::test]
async fn an_old_sign_in_neither_sets_a_password_nor_erases_one() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let password = json!({ "new_password": "tea hills in the mist" });
        world.clock.advance(Millis(rights::RECENT.0 + 1));
        let refused = world.put("/me/password", &token, password.clone()).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused["code"], "recent_sign_in.required");
        world.clock.advance(Millis::minutes(2));
        let token = world.sign_in(PHONE).await;
        world.put("/me/password", &token, password).await.expect(StatusCode::NO_CONTENT);
        world.clock.advance(Millis(rights::RECENT.0 + 1));
        let refused = world.delete("/me/data/account_password", &token).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused["code"], "recent_sign_in.required");
        // What signs nobody in is erased at any time.
        world.delete("/me/data/account_avatar", &token).await.ok();
        world.clock.advance(Millis::minutes(2));
        let token = world.sign_in(PHONE).await;
        assert_eq!(world.delete("/me/data/account_password", &token).await.ok()["erased_rows"], 1);
    }
}

#[tokio::test]
async fn keys_without_an_owner_are_swept() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        assert_eq!(world.app.rights().sweep_keys().await.unwrap(), 0);
        world.clock.advance(Millis::hours(2));
        assert_eq!(world.app.rights().sweep_keys().await.unwrap(), 0, "a living member's key stays");
        world.get("/me", Some(&token)).await.ok();
    }
}
