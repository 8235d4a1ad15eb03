//! The profile: each detail under its own live consent.

use crate::support;
use std::io::Cursor;

use crate::support::{PHONE, World, call, get, worlds};
use axum::http::StatusCode;
use consent::Shown;
use db::sql;
use ids::SubjectId;
use policy::{Language, PurposeId};
use serde_json::{Value, json};

sql! {
    static TEST_KEPT = "SELECT (SELECT count(*) FROM profile_signatures) + (SELECT count(*) FROM profile_genders) \
        + (SELECT count(*) FROM profile_birthdays) + (SELECT count(*) FROM profile_regions)";
    static TEST_AVATAR = "SELECT image FROM account_avatars";
}

async fn kept(world: &World) -> i64 {
    world.db.service().query_one(&TEST_KEPT, &[], |row| row.get(0)).await.unwrap()
}

async fn subject(world: &World, token: &str) -> SubjectId {
    world.send(get("/me").bearer(token)).await.body["id"].as_str().unwrap().parse().unwrap()
}

async fn agree(world: &World, subject: SubjectId, purpose: PurposeId) {
    let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
    world.consents.give(subject, purpose, &shown).await.unwrap();
}

fn change(token: &str, changes: Value) -> support::Call {
    call("PATCH", "/me").json(changes).bearer(token)
}

#[tokio::test]
async fn a_detail_needs_its_own_consent_and_goes_with_it() {
    let details = [
        ("signature", "profile_signature", PurposeId::ProfileSignature, json!("山高水长")),
        ("gender", "profile_gender", PurposeId::ProfileGender, json!("other")),
        ("birthday", "profile_birthday", PurposeId::ProfileBirthday, json!("1990-05-01")),
        ("region", "profile_region", PurposeId::ProfileRegion, json!("云南大理")),
    ];
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let me = subject(&world, &token).await;
        for (field, id, purpose, value) in &details {
            let refused = world.send(change(&token, json!({ (*field): value, "nickname": "阿青" }))).await;
            assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "consent.required"));
            assert_eq!(refused.body["purpose"], *id);
            assert_eq!(kept(&world).await, 0);
            let shown = world.send(get("/me").bearer(&token)).await.body;
            assert_eq!(shown["nickname"], json!(null), "nothing of a refused change is written");

            agree(&world, me, *purpose).await;
            let changed = world.send(change(&token, json!({ (*field): value }))).await;
            assert_eq!((changed.status, &changed.body[*field]), (StatusCode::OK, value));
            assert_eq!(kept(&world).await, 1);
            assert_eq!(world.consents.withdraw(me, *purpose).await.unwrap(), 1);
            assert_eq!(kept(&world).await, 0);
            assert_eq!(world.send(get("/me").bearer(&token)).await.body[*field], json!(null));
        }
    }
}

#[tokio::test]
async fn null_clears_and_absence_keeps() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let me = subject(&world, &token).await;
        agree(&world, me, PurposeId::ProfileRegion).await;
        world.send(change(&token, json!({ "nickname": " 阿青 ", "region": "大理" }))).await;
        let shown = world.send(change(&token, json!({}))).await.body;
        assert_eq!((&shown["nickname"], &shown["region"]), (&json!("阿青"), &json!("大理")));
        let shown = world.send(change(&token, json!({ "nickname": null, "region": null }))).await.body;
        assert_eq!((&shown["nickname"], &shown["region"]), (&json!(null), &json!(null)));
        assert_eq!(kept(&world).await, 0);
    }
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let check = async |changes: Value, field: &str, code: &str| {
            let answer = world.send(change(&token, changes)).await;
            assert_eq!((answer.status, answer.fields()), (StatusCode::BAD_REQUEST, vec![field]), "{}", answer.body);
            assert_eq!(answer.body["fields"][0]["code"], code);
        };
        check(json!({ "nickname": "长".repeat(41) }), "nickname", "text.too_long").await;
        check(json!({ "nickname": "a\nb" }), "nickname", "text.control_characters").await;
        check(json!({ "gender": "robot" }), "gender", "field.malformed").await;
        check(json!({ "birthday": "1 May 1990" }), "birthday", "birthday.malformed").await;
        check(json!({ "birthday": "2030-05-01" }), "birthday", "birthday.future").await;
        check(json!({ "shoe_size": 43 }), "shoe_size", "field.unknown").await;
    }
}

#[tokio::test]
async fn the_number_is_shown_masked_only() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let answer = world.send(get("/me").bearer(&token)).await;
        assert_eq!(answer.body["phone_masked"], "138****8000");
        assert!(!String::from_utf8(answer.bytes).unwrap().contains(PHONE));
    }
}

#[tokio::test]
async fn a_picture_is_drawn_anew_and_removed() {
    let mut photograph = Cursor::new(Vec::new());
    image::RgbImage::from_fn(600, 400, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]))
        .write_to(&mut photograph, image::ImageFormat::Png)
        .unwrap();
    let mut photograph = photograph.into_inner();
    photograph.extend_from_slice(b"GPSLatitude=25.6");
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let put = |bytes: Vec<u8>| call("PUT", "/me/avatar").bytes(bytes).bearer(&token);
        assert_eq!(world.send(get("/me/avatar").bearer(&token)).await.status, StatusCode::NOT_FOUND);
        let answer = world.send(put(photograph.clone())).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let address = answer.body["avatar"].as_str().unwrap().to_owned();
        assert_eq!(world.send(get("/me").bearer(&token)).await.body["avatar"], json!(address));
        let shown = world.send(get(address.strip_prefix("/api/v1").unwrap()).bearer(&token)).await;
        assert_eq!(shown.headers["content-type"], "image/jpeg");
        assert_eq!(image::load_from_memory(&shown.bytes).unwrap().width(), 256);
        let stored = world.db.service().query_one(&TEST_AVATAR, &[], |row| row.get::<Vec<u8>>(0)).await.unwrap();
        assert!(!stored.windows(11).any(|bytes| bytes == b"GPSLatitude"));
        assert_eq!(world.send(get("/me/avatar")).await.status, StatusCode::UNAUTHORIZED);

        let svg = world.send(put(b"<svg onload='alert(1)'/>".to_vec())).await;
        assert_eq!((svg.status, svg.code()), (StatusCode::BAD_REQUEST, "validation.invalid"));
        let large = world.send(put(vec![0; (5 << 20) + 1])).await;
        assert_eq!((large.status, large.code()), (StatusCode::PAYLOAD_TOO_LARGE, "body.too_large"));
        assert_eq!(world.send(call("DELETE", "/me/avatar").bearer(&token)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(get("/me/avatar").bearer(&token)).await.status, StatusCode::NOT_FOUND);
    }
}
