//! The whole way of mail through the service: from adding an address to unsubscribing from the letter.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use config::{Config, Mail, MailSecurity, MailServer};
use lab::Lab;
use rand::SeedableRng as _;
use serde_json::json;
use tokio::net::TcpListener;
use units::{Millis, SystemClock};

use crate::common::phones::agreement;
use crate::common::{NOON, PHONE, World, world_set};

/// The service before a server for mail that the lab plays, on each engine.
async fn worlds() -> Vec<(Arc<Lab>, World)> {
    let mut found = Vec::new();
    for location in testkit::locations(qingyin::MODULES, &qingyin::personal_tables()).await {
        let lab = Lab::new(Arc::new(SystemClock), rand::rngs::StdRng::seed_from_u64(5));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(lab::serve_mail(Arc::clone(&lab), listener, lab::MailSecurity::Plain, None));
        let set = |config: &mut Config| {
            config.mail = Mail::Server(Box::new(MailServer {
                security: MailSecurity::Loopback,
                host: "127.0.0.1".to_owned(),
                port,
                login: None,
                from: "qingyin@music.example".to_owned(),
                authority: None,
                agreement: agreement(),
            }));
        };
        found.push((lab, world_set(location, false, set).await));
    }
    found
}

/// The six digits of the latest mail; they stand in the text as they are, whatever its encoding makes of the words.
fn code(lab: &Lab) -> String {
    let mail = lab.taken_mails().pop().expect("a mail");
    let packed: String = mail
        .source
        .split("\r\n\r\n")
        .nth(2)
        .and_then(|body| body.split("--part-").next())
        .unwrap()
        .split_whitespace()
        .collect();
    let text =
        String::from_utf8(base64::Engine::decode(&base64::engine::general_purpose::STANDARD, packed).unwrap()).unwrap();
    text.split(|letter: char| !letter.is_ascii_digit()).find(|run| run.len() == 6).expect("a code").to_owned()
}

/// An album that came into the library today; the one piece of music that a world has is of none.
async fn add_album(world: &World) {
    let text = format!(
        "INSERT INTO albums (id, group_key, title, sort_key, artists, artist_sort_key, year, compilation, genres, labels, \
         disc_titles, track_count, duration_ms, added_at, random_key, stale) \
         VALUES (1, 'a', '山水', 'a', '[]', 'a', 2026, 0, '[]', '[]', '[]', 9, 1000, {}, 1, 0)",
        NOON.as_millis()
    );
    let sql = db::Sql::generated("test.ALBUM".to_owned(), "catalog", text);
    let mut tx = world.app.db().begin().await.unwrap();
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn from_adding_an_address_to_unsubscribing() {
    for (lab, world) in worlds().await {
        let token = world.sign_in(PHONE).await;
        let before = world.get("/me/mail", Some(&token)).await.ok();
        assert_eq!(before, json!({ "offered": true, "address": null, "waiting": null }));
        let wrong = world.post("/me/mail/proof", &token, json!({ "address": "lin" })).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let waits = world.post("/me/mail/proof", &token, json!({ "address": "lin@mail.example" })).await.ok();
        assert_eq!(waits["waiting"]["address"], "l***n@mail.example");
        let proved = world.put("/me/mail", &token, json!({ "code": code(&lab) })).await.ok();
        assert_eq!((&proved["address"]["address"], &proved["waiting"]), (&json!("l***n@mail.example"), &json!(null)));
        // It is the member's own, like everything that is held.
        let export = world.get("/me/export", Some(&token)).await.ok();
        assert_eq!(export["items"]["mail_address"]["rows"][0]["address_sealed"], "lin@mail.example");
        let rows = world.get("/me/data/mail_address", Some(&token)).await.ok();
        let path = format!("/me/data/mail_address/{}", rows["items"][0]["row_id"].as_str().unwrap());
        let correct = |language: &str| world.send("PATCH", &path, Some(&token), Some(json!({ "language": language })));
        assert_eq!(correct("fr").await.status, StatusCode::BAD_REQUEST);
        correct("en").await.ok();
        assert_eq!(world.get("/me/mail", Some(&token)).await.ok()["address"]["language"], "en");
        add_album(&world).await;
        // The letter is off until it is switched on by itself.
        world.clock.advance(Millis::days(1));
        world.agree(&token, "monthly_letter").await;
        world.clock.advance(Millis::days(9));
        assert_eq!(world.app.mail().deliver().await.unwrap().sent, 1);
        let letter = lab.taken_mails().pop().unwrap();
        let line =
            letter.source.lines().find_map(|line| line.strip_prefix("List-Unsubscribe: <http://localhost/api/v1"));
        let path = line.and_then(|line| line.strip_suffix('>')).expect("a way out").to_owned();
        let ledger = world.get("/me/disclosures", Some(&token)).await.ok();
        assert!(
            ledger["items"][0].to_string().contains("letter_server") && ledger["items"][0]["outcome"] == "sent",
            "{ledger}"
        );
        // Looked at by a program, and then clicked on, by nobody who is signed in.
        let looked = world.send("GET", &path, None, None).await;
        assert_eq!(looked.status, StatusCode::SEE_OTHER);
        let state = async || {
            let consents = world.get("/me/consents", Some(&token)).await.ok();
            let letter =
                consents["items"].as_array().unwrap().iter().find(|one| one["purpose"] == "monthly_letter").cloned();
            letter.unwrap()["state"].clone()
        };
        assert_eq!(state().await, "granted");
        for _ in 0..2 {
            let click = Request::post(format!("/api/v1{path}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from("List-Unsubscribe=One-Click"))
                .unwrap();
            assert_eq!(world.request(click).await.status, StatusCode::NO_CONTENT);
            assert_eq!(state().await, "withdrawn");
        }
        let sent = lab.taken_mails().len();
        world.clock.advance(Millis::days(31));
        world.app.mail().deliver().await.unwrap();
        assert_eq!(lab.taken_mails().len(), sent, "no further letter");
    }
}

#[tokio::test]
async fn taking_the_address_away_leaves_none_of_it() {
    for (lab, world) in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.post("/me/mail/proof", &token, json!({ "address": "lin@mail.example" })).await.ok();
        world.put("/me/mail", &token, json!({ "code": code(&lab) })).await.ok();
        assert!(world.held(&token).await.contains(&("mail_address".to_owned(), 1)));
        assert_eq!(world.delete("/me/mail", &token).await.status, StatusCode::NO_CONTENT);
        assert!(!world.held(&token).await.iter().any(|(item, _)| item.starts_with("mail")));
        if world.is_sqlite {
            assert!(world.bytes_on_disk(b"lin@mail.example").is_empty(), "an address never lay there in clear");
        }
    }
}
