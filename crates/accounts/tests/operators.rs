//! Operators: the first by a one-time link, and what they see and change.

use crate::support;
use crate::support::{OTHER, PHONE, call, get, post, worlds};
use axum::http::StatusCode;
use serde_json::{Value, json};
use units::Millis;

async fn id_of(world: &support::World, token: &str) -> String {
    world.send(get("/session").bearer(token)).await.body["member"]["id"].as_str().unwrap().to_owned()
}

fn change(token: &str, member: &str, changes: Value) -> support::Call {
    call("PATCH", &format!("/operator/members/{member}")).json(changes).bearer(token)
}

#[tokio::test]
async fn the_first_operator_comes_by_a_link_that_opens_once() {
    for world in worlds().await {
        assert!(world.accounts.setup_needed().await.unwrap());
        let link = world.accounts.make_operator_link().await.unwrap();
        let claim = |token: &str, link: &str| post("/operator/claim", json!({ "token": link })).bearer(token);
        let guest = post("/operator/claim", json!({ "token": link }));
        assert_eq!(world.send(guest).await.code(), "sign_in.required");
        let me = world.sign_in(PHONE).await;
        let other = world.sign_in(OTHER).await;
        assert_eq!(world.send(claim(&me, &"A".repeat(43))).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.send(claim(&me, "short")).await.status, StatusCode::NOT_FOUND);
        let claimed = world.send(claim(&me, &link)).await;
        assert_eq!(
            (claimed.status, &claimed.body["member"]["roles"]),
            (StatusCode::OK, &json!(["listener", "operator", "privacy_officer"]))
        );
        assert!(!world.accounts.setup_needed().await.unwrap());
        assert_eq!(world.send(claim(&other, &link)).await.code(), "conflict");

        let late = world.accounts.make_operator_link().await.unwrap();
        world.clock.advance(Millis::hours(24));
        assert_eq!(world.send(claim(&other, &late)).await.code(), "conflict");
    }
}

#[tokio::test]
async fn operators_see_members_without_numbers_and_others_see_nothing() {
    for world in worlds().await {
        let me = world.sign_in(PHONE).await;
        world.clock.advance(Millis::minutes(1));
        let other = world.sign_in(OTHER).await;
        assert_eq!(world.send(get("/operator/members").bearer(&me)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.send(get("/operator/members")).await.status, StatusCode::NOT_FOUND);
        let link = world.accounts.make_operator_link().await.unwrap();
        world.send(post("/operator/claim", json!({ "token": link })).bearer(&me)).await;
        let list = world.send(get("/operator/members").bearer(&me)).await;
        let items = list.body["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!(items[1]["id"], json!(id_of(&world, &other).await));
        let mut columns: Vec<&str> = items[0].as_object().unwrap().keys().map(String::as_str).collect();
        columns.sort_unstable();
        assert_eq!(columns, ["created_at", "id", "masked_nickname", "roles", "state", "training"]);
        let text = String::from_utf8(list.bytes).unwrap();
        assert!(!text.contains("138") || !text.contains("8000"), "{text}");
        let page = world.send(get("/operator/members?limit=1").bearer(&me)).await.body;
        let next = format!("/operator/members?limit=1&cursor={}", page["next"].as_str().unwrap());
        assert_eq!(world.send(get(&next).bearer(&me)).await.body["items"][0]["id"], items[1]["id"]);
    }
}

#[tokio::test]
async fn the_last_operator_stays_and_a_suspended_member_is_out() {
    for world in worlds().await {
        let me = world.sign_in(PHONE).await;
        let other = world.sign_in(OTHER).await;
        let link = world.accounts.make_operator_link().await.unwrap();
        world.send(post("/operator/claim", json!({ "token": link })).bearer(&me)).await;
        let (my_id, other_id) = (id_of(&world, &me).await, id_of(&world, &other).await);

        for changes in [json!({ "roles": ["listener"] }), json!({ "state": "suspended" }), json!({ "roles": [] })] {
            let refused = world.send(change(&me, &my_id, changes)).await;
            assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "conflict"));
        }
        let suspended = world.send(change(&me, &other_id, json!({ "state": "suspended" }))).await;
        assert_eq!(suspended.body["state"], "suspended", "{}", suspended.body);
        assert_eq!(world.send(get("/me").bearer(&other)).await.code(), "sign_in.required");
        world.clock.advance(Millis::minutes(2));
        let code = world.code(OTHER).await;
        let refused = world.send(post("/sign_in/sms", support::accepted(OTHER, &code))).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "account.suspended"));

        let promoted = json!({ "state": "active", "roles": ["operator", "privacy_officer"] });
        let promoted = world.send(change(&me, &other_id, promoted)).await;
        assert_eq!(promoted.body["roles"], json!(["listener", "operator", "privacy_officer"]));
        let stepped_down = world.send(change(&me, &my_id, json!({ "roles": ["listener"] }))).await;
        assert_eq!(stepped_down.status, StatusCode::OK);
        assert_eq!(world.send(get("/operator/members").bearer(&me)).await.status, StatusCode::NOT_FOUND);

        world.clock.advance(Millis::minutes(2));
        let other = world.sign_in(OTHER).await;
        let unknown = change(&other, "mem_0000000000000", json!({ "state": "active" }));
        assert_eq!(world.send(unknown).await.status, StatusCode::NOT_FOUND);
        let nickname = world.send(change(&other, &my_id, json!({ "nickname": "x" }))).await;
        assert_eq!((nickname.status, nickname.fields()), (StatusCode::BAD_REQUEST, vec!["nickname"]));
    }
}

#[tokio::test]
async fn a_role_is_given_by_a_recent_sign_in_alone() {
    for world in worlds().await {
        let me = world.sign_in(PHONE).await;
        let other = world.sign_in(OTHER).await;
        let link = world.accounts.make_operator_link().await.unwrap();
        world.send(post("/operator/claim", json!({ "token": link })).bearer(&me)).await;
        let other_id = id_of(&world, &other).await;
        world.clock.advance(Millis::minutes(16));
        let refused = world.send(change(&me, &other_id, json!({ "roles": ["operator"] }))).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "recent_sign_in.required"));
        // To keep somebody out is not put off.
        let suspended = world.send(change(&me, &other_id, json!({ "state": "suspended" }))).await;
        assert_eq!(suspended.body["state"], "suspended", "{}", suspended.body);
    }
}

#[tokio::test]
async fn of_two_operators_who_dismiss_each_other_one_stays() {
    for world in worlds().await {
        let me = world.sign_in(PHONE).await;
        let other = world.sign_in(OTHER).await;
        for token in [&me, &other] {
            let link = world.accounts.make_operator_link().await.unwrap();
            let claim = post("/operator/claim", json!({ "token": link })).bearer(token);
            assert_eq!(world.send(claim).await.status, StatusCode::OK);
        }
        let (my_id, other_id) = (id_of(&world, &me).await, id_of(&world, &other).await);
        let listener = json!({ "roles": ["listener"] });
        tokio::join!(
            world.send(change(&me, &other_id, listener.clone())),
            world.send(change(&other, &my_id, listener)),
        );
        assert!(!world.accounts.setup_needed().await.unwrap());
    }
}
