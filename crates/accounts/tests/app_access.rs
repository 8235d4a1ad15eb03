//! Keys and passwords of other apps.

use crate::support::{PHONE, worlds};
use accounts::{AppRefusal, ClientAddress};
use serde_json::json;
use units::Millis;

use crate::support::{OTHER, World, call, get, post};
use ids::SubjectId;

async fn make(world: &World, token: &str, kind: &str) -> (String, String, String) {
    let made = world.send(post(&format!("/me/{kind}"), json!({ "name": "电视" })).bearer(token)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let text = |name: &str| made.body[name].as_str().unwrap().to_owned();
    (text("id"), text("user_name"), text("secret"))
}

#[tokio::test]
async fn a_revoked_key_opens_nothing_from_the_next_request_on() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let me: SubjectId = world.send(get("/me").bearer(&token)).await.body["id"].as_str().unwrap().parse().unwrap();
        let (id, user_name, key) = make(&world, &token, "api_keys").await;
        let found = world.accounts.member_by_api_key(&key, None).await.unwrap();
        assert_eq!((found.subject, &found.user_name, found.app_name.as_str()), (me, &user_name, "电视"));
        assert!(!found.review_needed);

        let listed = world.send(get("/me/api_keys").bearer(&token)).await;
        assert_eq!(listed.body["items"][0]["id"], id);
        assert!(!listed.body["items"][0]["last_used_at"].is_null());
        assert!(!listed.body.to_string().contains(&key), "the secret is shown once");

        // Only its owner may revoke it.
        let other = world.sign_in(OTHER).await;
        assert_eq!(world.send(call("DELETE", &format!("/me/api_keys/{id}")).bearer(&other)).await.status, 404);
        assert_eq!(world.send(call("DELETE", &format!("/me/api_keys/{id}")).bearer(&token)).await.status, 204);
        let refused = world.accounts.member_by_api_key(&key, None).await;
        assert!(matches!(refused, Err(AppRefusal::NoKey)));
    }
}

/// Nobody who finds a device left open gives themselves a way back in, and none is left once the password is set anew.
#[tokio::test]
async fn an_old_sign_in_lets_no_app_in_and_a_new_password_puts_all_out() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let (_, _, key) = make(&world, &token, "api_keys").await;
        let (_, user_name, password) = make(&world, &token, "app_passwords").await;
        world.clock.advance(Millis::minutes(16));
        for kind in ["api_keys", "app_passwords"] {
            let refused = world.send(post(&format!("/me/{kind}"), json!({ "name": "电视" })).bearer(&token)).await;
            assert_eq!((refused.status.as_u16(), refused.code()), (403, "recent_sign_in.required"), "{kind}");
        }
        assert!(world.accounts.member_by_api_key(&key, None).await.is_ok(), "what was let in stays in");
        let code = world.code(PHONE).await;
        let reset = json!({ "phone": PHONE, "code": code, "new_password": "lanterns over the old bridge" });
        assert_eq!(world.send(post("/sign_in/password_reset", reset)).await.status, 204);
        assert!(matches!(world.accounts.member_by_api_key(&key, None).await, Err(AppRefusal::NoKey)));
        assert!(world.accounts.member_by_app_password(&user_name, &password, None).await.is_err());
    }
}

#[tokio::test]
async fn an_app_password_opens_as_it_is_and_as_a_token() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let (id, user_name, password) = make(&world, &token, "app_passwords").await;
        let accounts = &world.accounts;
        assert!(accounts.member_by_app_password(&user_name, &password, None).await.is_ok());
        let refused = accounts.member_by_app_password(&user_name, "wrong", None).await;
        assert!(matches!(refused, Err(AppRefusal::Wrong)));
        let refused = accounts.member_by_token(&user_name, "00", "salt", None).await;
        assert!(matches!(refused, Err(AppRefusal::Wrong)));
        // Neither a phone number nor the user name of a key is known to tokens.
        let (_, of_key, _) = make(&world, &token, "api_keys").await;
        for name in [PHONE, of_key.as_str()] {
            let refused = accounts.member_by_token(name, "00", "salt", None).await;
            assert!(matches!(refused, Err(AppRefusal::NoTokens)), "{name}");
        }
        let refused = accounts.member_by_app_password(&of_key, &password, None).await;
        assert!(matches!(refused, Err(AppRefusal::KeyOnly)));
        assert_eq!(world.send(call("DELETE", &format!("/me/app_passwords/{id}")).bearer(&token)).await.status, 204);
        assert!(accounts.member_by_app_password(&user_name, &password, None).await.is_err());
    }
}

#[tokio::test]
async fn failed_tries_of_one_address_are_limited() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let (_, _, key) = make(&world, &token, "api_keys").await;
        let here = Some(ClientAddress("192.0.2.7".parse().unwrap()));
        for _ in 0..100 {
            assert!(world.accounts.member_by_api_key(&key, here).await.is_ok(), "success is not counted");
        }
        for _ in 0..30 {
            let refused = world.accounts.member_by_api_key("no key", here).await;
            assert!(matches!(refused, Err(AppRefusal::NoKey)));
        }
        assert!(matches!(world.accounts.member_by_api_key(&key, here).await, Err(AppRefusal::TooMany)));
        world.clock.advance(Millis::minutes(11));
        assert!(world.accounts.member_by_api_key(&key, here).await.is_ok());
    }
}

#[tokio::test]
async fn a_name_is_needed_and_fifty_keys_are_enough() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let refused = world.send(post("/me/api_keys", json!({ "name": " " })).bearer(&token)).await;
        assert_eq!(refused.fields(), ["name"]);
        for _ in 0..accounts::APP_ACCESSES_MAX {
            make(&world, &token, "api_keys").await;
        }
        let refused = world.send(post("/me/app_passwords", json!({ "name": "one more" })).bearer(&token)).await;
        assert_eq!(refused.status, 409);
    }
}
