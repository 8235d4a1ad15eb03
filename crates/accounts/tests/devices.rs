//! Devices: their names, the notice of a new one, and that a browser which signs in again stays the same device.

use axum::http::StatusCode;
use db::{args, sql};
use serde_json::{Value, json};
use units::Millis;

use crate::support::{Answer, Call, OTHER, PHONE, World, accepted, call, get, post, worlds};

sql! {
    static TEST_SESSIONS = "SELECT count(*) FROM sessions";
    static TEST_TRACES = "SELECT count(*) FROM sessions WHERE id = $1 OR token_hash = $2";
    static TEST_SESSION = "SELECT id, token_hash FROM sessions";
}

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// Signs in as a browser does, with the cookie it may have; hands back the cookie it has then.
async fn browser(world: &World, phone: &str, cookie: Option<&str>) -> String {
    let code = world.code(phone).await;
    let mut typed = accepted(phone, &code);
    typed["bearer"] = json!(false);
    let mut sent = post("/sign_in/sms", typed).header("sec-fetch-site", "same-origin").header("user-agent", FIREFOX);
    if let Some(cookie) = cookie {
        sent = sent.header("cookie", cookie);
    }
    let answer = world.send(sent).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    world.clock.advance(Millis::minutes(2));
    answer.cookie().unwrap().split(';').next().unwrap().to_owned()
}

fn by(cookie: &str, call: Call) -> Call {
    call.header("cookie", cookie).header("sec-fetch-site", "same-origin")
}

async fn devices(world: &World, cookie: &str) -> Vec<Value> {
    let answer = world.send(by(cookie, get("/me/sessions"))).await;
    answer.body["items"].as_array().unwrap().clone()
}

/// How many devices the one that asks has not heard of.
async fn unknown(world: &World, cookie: &str) -> Value {
    world.send(by(cookie, get("/session"))).await.body["unknown_devices"].clone()
}

async fn change(world: &World, cookie: &str, device: &Value, what: Value) -> Answer {
    let path = format!("/me/sessions/{}", device["id"].as_str().unwrap());
    world.send(by(cookie, call("PATCH", &path).json(what))).await
}

#[tokio::test]
async fn a_device_is_called_as_its_owner_likes() {
    for world in worlds().await {
        let cookie = browser(&world, PHONE, None).await;
        let device = devices(&world, &cookie).await.remove(0);
        assert_eq!(
            (&device["device_name"], &device["device_kind"]),
            (&json!("Firefox · Linux"), &json!("Firefox · Linux"))
        );
        assert_eq!(change(&world, &cookie, &device, json!({ "device_name": " 客厅 " })).await.status, 204);
        let renamed = devices(&world, &cookie).await.remove(0);
        assert_eq!((&renamed["device_name"], &renamed["device_kind"]), (&json!("客厅"), &json!("Firefox · Linux")));
        for wrong in ["", "  ", "a\nb", &"长".repeat(61)] {
            let refused = change(&world, &cookie, &device, json!({ "device_name": wrong })).await;
            assert_eq!(refused.fields(), ["device_name"], "{wrong:?}");
        }
        let stranger = browser(&world, OTHER, None).await;
        assert_eq!(change(&world, &stranger, &device, json!({ "device_name": "x" })).await.status, 404);
        assert_eq!(change(&world, &stranger, &device, json!({ "known": true })).await.status, 404);
    }
}

#[tokio::test]
async fn a_new_device_is_told_of_on_the_others_until_one_knows_it() {
    for world in worlds().await {
        let first = browser(&world, PHONE, None).await;
        assert_eq!(unknown(&world, &first).await, 0, "whoever has just come has no other device");
        let second = browser(&world, PHONE, None).await;
        assert_eq!((unknown(&world, &first).await, unknown(&world, &second).await), (json!(1), json!(0)));
        let listed = devices(&world, &second).await;
        let own = listed.iter().find(|device| device["current"] == true).unwrap();
        assert_eq!(own["known"], false);

        let refused = change(&world, &second, own, json!({ "known": true })).await;
        assert_eq!((refused.status, refused.fields()), (StatusCode::BAD_REQUEST, vec!["known"]));
        assert_eq!(unknown(&world, &first).await, 1, "no device vouches for itself");
        assert_eq!(change(&world, &first, own, json!({ "device_name": "x" })).await.status, 204);
        assert_eq!(unknown(&world, &first).await, 1, "naming it is not knowing it");
        assert_eq!(change(&world, &first, own, json!({ "known": true })).await.status, 204);
        assert_eq!(change(&world, &first, own, json!({ "known": true })).await.status, 204, "twice is once");
        assert_eq!(unknown(&world, &first).await, 0);
        assert!(devices(&world, &first).await.iter().all(|device| device["known"] == true));

        // A stranger who is signed out is no notice any more; nor is one whose sign-in has expired.
        browser(&world, PHONE, None).await;
        assert_eq!(unknown(&world, &first).await, 1);
        world.send(by(&first, call("DELETE", "/me/sessions"))).await;
        assert_eq!(unknown(&world, &first).await, 0);
        assert_eq!(world.send(get("/session")).await.body, json!({ "guest": true }), "guests hear nothing");
    }
}

#[tokio::test]
async fn a_browser_that_signs_in_again_is_the_same_device() {
    for world in worlds().await {
        let first = browser(&world, PHONE, None).await;
        let device = devices(&world, &first).await.remove(0);
        change(&world, &first, &device, json!({ "device_name": "客厅" })).await;
        world.clock.advance(Millis::minutes(20));
        let again = browser(&world, PHONE, Some(&first)).await;
        assert_ne!(again, first);
        assert_eq!(
            world.send(get("/me").header("cookie", &first)).await.code(),
            "sign_in.required",
            "the token is new"
        );
        let listed = devices(&world, &again).await;
        assert_eq!(listed.len(), 1, "{listed:?}");
        for same in ["id", "device_name", "created_at"] {
            assert_eq!(listed[0][same], if same == "device_name" { json!("客厅") } else { device[same].clone() });
        }
        assert_eq!(unknown(&world, &again).await, 0);

        // Somebody else on the same browser: the account before is signed out there, and theirs is a device of its own.
        let other = browser(&world, OTHER, Some(&again)).await;
        assert_eq!(world.send(get("/me").header("cookie", &again)).await.code(), "sign_in.required");
        assert_ne!(devices(&world, &other).await[0]["id"], device["id"]);
        let count: i64 = world.db.service().query_one(&TEST_SESSIONS, &[], |row| row.get(0)).await.unwrap();
        assert_eq!(count, 1);
    }
}

#[tokio::test]
async fn nothing_ties_a_device_to_the_one_it_was_before_it_signed_out() {
    for world in worlds().await {
        let first = browser(&world, PHONE, None).await;
        let read = |row: &db::Row<'_>| Ok((row.get::<i64>(0)?, row.get::<String>(1)?));
        let (id, token_hash) = world.db.service().query_one(&TEST_SESSION, &[], read).await.unwrap();
        world.send(by(&first, call("POST", "/sign_out"))).await;
        // The browser's cookie is gone, and so is every identifier that there was of the device.
        let again = browser(&world, PHONE, None).await;
        assert_eq!(devices(&world, &again).await.len(), 1);
        let (fresh_id, fresh_hash) = world.db.service().query_one(&TEST_SESSION, &[], read).await.unwrap();
        assert!(fresh_id != id && fresh_hash != token_hash);
        let traces: i64 =
            world.db.service().query_one(&TEST_TRACES, &args![id, token_hash], |row| row.get(0)).await.unwrap();
        assert_eq!(traces, 0);
    }
}
