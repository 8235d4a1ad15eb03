//! The whole way through the service: from an empty roll to a company that erased what it had.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use lab::Lab;
use rand::SeedableRng as _;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use units::{Millis, SystemClock};

use crate::common::{PHONE, World, worlds};

/// Companies that the lab plays, on a free port.
async fn companies() -> (Arc<Lab>, u16) {
    let lab = Lab::new(Arc::new(SystemClock), rand::rngs::StdRng::seed_from_u64(5));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = lab::router(&lab);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (lab, port)
}

fn company(world: &World, name: &str, port: u16) -> Value {
    let day = |days: i64| (units::Clock::now(&world.clock) + Millis::days(days)).to_string();
    json!({
        "name": name, "control": "subsidiary", "proof_title": "股权穿透图", "proof_sha256": "ab".repeat(32),
        "proof_dated_at": day(-30), "endpoint": format!("http://127.0.0.1:{port}/lab/affiliates/of/{name}"),
        "agreement": "关联-1", "agreement_signed_at": day(-20), "security_check": "安检-1", "checked_at": day(-10),
        "expires_at": day(300),
    })
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[tokio::test]
async fn from_an_empty_roll_to_a_company_that_erased_what_it_had() {
    for world in worlds().await {
        let (lab, port) = companies().await;
        let officer = world.officer("13900139000").await;
        let token = world.sign_in(PHONE).await;
        world.send("PATCH", "/me", Some(&token), Some(json!({ "nickname": "阿音" }))).await.ok();
        assert_eq!(world.get("/affiliates", None).await.ok()["items"], json!([]));
        assert_eq!(world.get("/me/affiliates", Some(&token)).await.ok()["items"], json!([]));
        let made = world.post("/operator/affiliates", &officer, company(&world, "alpha", port)).await;
        let made = made.expect(StatusCode::CREATED)["company"]["id"].as_str().unwrap().to_owned();
        let uses = format!("/operator/affiliates/{made}/uses");
        let asked = json!({ "purpose_zh": "送演出票", "purpose_en": "Tickets", "fields": ["nickname", "phone"] });
        let of =
            world.post(&uses, &officer, asked).await.expect(StatusCode::CREATED)["id"].as_str().unwrap().to_owned();
        // Everybody reads the roll: control, proof, purpose and fields.
        let roll = world.get("/affiliates", None).await.ok();
        assert_eq!(roll["items"][0]["company"]["proof_title"], "股权穿透图");
        assert_eq!(roll["items"][0]["company"]["control"], "subsidiary");
        assert_eq!(roll["items"][0]["uses"][0]["purpose"], "送演出票");
        // The member sees what would be sent as it is now, and agrees by the sentence that is shown.
        let own = async || world.get("/me/affiliates", Some(&token)).await.ok()["items"][0]["uses"][0].clone();
        let shown = own().await;
        assert_eq!((&shown["agreed_at"], &shown["values"][0]["value"]), (&json!(null), &json!("+8613800138000")));
        assert_eq!(shown["values"][1]["value"], "阿音");
        let path = format!("/me/affiliates/uses/{of}");
        let hash = json!({ "text_hash": shown["text_hash"] });
        let refused = world.put(&path, &token, hash.clone()).await.expect(StatusCode::FORBIDDEN);
        assert_eq!((&refused["code"], &refused["purpose"]), (&json!("consent.required"), &json!("affiliate_sharing")));
        world.agree(&token, "affiliate_sharing").await;
        let stale =
            world.put(&path, &token, json!({ "text_hash": "ab".repeat(32) })).await.expect(StatusCode::CONFLICT);
        assert_eq!(stale["code"], "affiliates.text_changed");
        assert_eq!(world.put(&path, &token, hash.clone()).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.app.affiliates().deliver().await.unwrap().told, 1);
        assert!(own().await["told_at"].is_string());
        let people = lab.affiliate_people("alpha");
        assert_eq!(people.values().next().unwrap(), &json!({ "nickname": "阿音", "phone": "+8613800138000" }));
        // The member reads which company got what, and takes the choice along.
        let ledger = world.get("/me/disclosures", Some(&token)).await.ok();
        let line = ledger["items"].as_array().unwrap().iter().find(|line| line["recipient"] == "affiliate").unwrap();
        assert_eq!((&line["recipient_title"], &line["outcome"]), (&json!("alpha"), &json!("sent")));
        assert_eq!(line["fields"].as_array().unwrap().len(), 3);
        let export = world.get("/me/export", Some(&token)).await.ok();
        assert_eq!(export["items"]["affiliate_choice"]["rows"].as_array().unwrap().len(), 1);
        assert_eq!(
            export["items"]["affiliate_copy"]["rows"],
            json!([]),
            "what a company has goes by its number, not by anybody's"
        );
        assert_eq!(world.delete(&path, &token).await.status, StatusCode::NO_CONTENT);
        assert_eq!(own().await["agreed_at"], json!(null));
        assert_eq!(world.app.affiliates().deliver().await.unwrap().erased, 1);
        assert!(lab.affiliate_people("alpha").is_empty());
        // What ended is not offered any more.
        assert_eq!(
            world.delete(&format!("/operator/affiliates/uses/{of}"), &officer).await.status,
            StatusCode::NO_CONTENT
        );
        let ended = world.put(&path, &token, hash).await.expect(StatusCode::CONFLICT);
        assert_eq!(ended["code"], "affiliates.ended");
        assert_eq!(
            world.delete(&format!("/operator/affiliates/{made}"), &officer).await.status,
            StatusCode::NO_CONTENT
        );
        assert_eq!(world.get("/affiliates", None).await.ok()["items"], json!([]));
        assert_eq!(world.get("/operator/affiliates", Some(&officer)).await.ok()["items"][0]["standing"], "ended");
    }
}

#[tokio::test]
async fn while_the_consent_rests_nothing_is_agreed_to_or_sent() {
    for world in worlds().await {
        let (lab, port) = companies().await;
        let officer = world.officer("13900139000").await;
        let token = world.sign_in(PHONE).await;
        let made = world.post("/operator/affiliates", &officer, company(&world, "alpha", port)).await;
        let made = made.expect(StatusCode::CREATED)["company"]["id"].as_str().unwrap().to_owned();
        let asked = json!({ "purpose_zh": "送演出票", "purpose_en": "Tickets", "fields": ["nickname"] });
        let of = world.post(&format!("/operator/affiliates/{made}/uses"), &officer, asked).await;
        let path = format!("/me/affiliates/uses/{}", of.expect(StatusCode::CREATED)["id"].as_str().unwrap());
        world.agree(&token, "affiliate_sharing").await;
        let shown = world.get("/me/affiliates", Some(&token)).await.ok()["items"][0]["uses"][0].clone();
        let hash = json!({ "text_hash": shown["text_hash"] });
        assert_eq!(world.put(&path, &token, hash.clone()).await.status, StatusCode::NO_CONTENT);
        // A browser of theirs asks not to be tracked.
        let signal = Request::get("/api/v1/signal").header("authorization", format!("Bearer {token}"));
        world.request(signal.header("sec-gpc", "1").body(Body::empty()).unwrap()).await.ok();
        assert_eq!(world.app.affiliates().deliver().await.unwrap().told, 0);
        let refused = world.put(&path, &token, hash).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused["code"], "consent.required");
        assert!(lab.affiliate_received("alpha").is_empty());
        // Their own later choice.
        world.agree(&token, "affiliate_sharing").await;
        assert_eq!(world.app.affiliates().deliver().await.unwrap().told, 1);
    }
}

#[tokio::test]
async fn the_register_is_for_who_answers_for_personal_information_and_names_what_is_wrong() {
    for world in worlds().await {
        let officer = world.officer("13900139000").await;
        let fine = company(&world, "alpha", 4700);
        let wrong = [
            ("proof_sha256", json!("ab"), "affiliates.proof_sha256"),
            ("proof_title", json!(" "), "field.missing"),
            ("endpoint", json!("http://partner.example/"), "affiliates.endpoint"),
            ("expires_at", fine["proof_dated_at"].clone(), "affiliates.expires_at"),
            ("agreement_signed_at", fine["expires_at"].clone(), "affiliates.not_yet"),
        ];
        for (name, value, code) in wrong {
            let body = with(fine.clone(), name, value);
            let problem = world.post("/operator/affiliates", &officer, body).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!((&problem["fields"][0]["name"], &problem["fields"][0]["code"]), (&json!(name), &json!(code)));
            assert!(problem["fields"][0]["message"].as_str().is_some_and(|words| words.chars().count() > 5), "{name}");
        }
        let made = world.post("/operator/affiliates", &officer, fine.clone()).await.expect(StatusCode::CREATED);
        let uses = format!("/operator/affiliates/{}/uses", made["company"]["id"].as_str().unwrap());
        // An eighth field is no word of the API.
        let eighth = json!({ "purpose_zh": "卖票", "purpose_en": "Tickets", "fields": ["nickname", "orders"] });
        let eighth = world.post(&uses, &officer, eighth).await.expect(StatusCode::BAD_REQUEST);
        assert!(eighth["fields"][0]["name"].as_str().unwrap().starts_with("fields"), "{eighth}");
        // Who runs the service and does not answer for personal information.
        let me = world.get("/me", Some(&officer)).await.ok()["id"].as_str().unwrap().to_owned();
        let operator = json!({ "roles": ["operator"] });
        world.send("PATCH", &format!("/operator/members/{me}"), Some(&officer), Some(operator)).await.ok();
        let refused = world.post("/operator/affiliates", &officer, fine).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused["code"], "staff.not_in_role");
        assert_eq!(world.get("/operator/affiliates", Some(&officer)).await.status, StatusCode::FORBIDDEN);
    }
}
