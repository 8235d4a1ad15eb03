//! Passkeys: adding one, signing in with one, and showing once more that it is you.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::{args, sql};
use serde_json::{Value, json};
use testkit::{Asserted, Authenticator};
use units::Millis;

use crate::support::{Answer, OTHER, PHONE, World, call, get, post, worlds, worlds_at};

sql! {
    static TEST_CHALLENGES = "SELECT count(*) FROM passkey_challenges WHERE expires_at > $1";
    static TEST_ALL_CHALLENGES = "SELECT count(*) FROM passkey_challenges";
}

const ADDRESS: &str = "https://music.example";

fn authenticator() -> Authenticator {
    Authenticator::new("music.example", ADDRESS)
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn challenge(asked: &Answer) -> String {
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.body);
    asked.body["challenge"].as_str().expect("a challenge").to_owned()
}

/// What is wrong with a passkey.
type Change = fn(&mut Owned);

/// A member's passkey, as the authenticator has it, and the account as it knows it.
struct Owned {
    authenticator: Authenticator,
    user_handle: String,
    id: String,
}

async fn send_registration(world: &World, token: &str, one: &Authenticator, challenge: &str) -> Answer {
    let (client_data, object) = one.register(challenge);
    let body =
        json!({ "name": " 我的手机 ", "client_data_json": text(&client_data), "attestation_object": text(&object) });
    world.send(post("/me/passkeys", body).bearer(token)).await
}

async fn add(world: &World, token: &str, authenticator: Authenticator) -> Owned {
    let asked = world.send(call("POST", "/me/passkeys/challenges").bearer(token)).await;
    let added = send_registration(world, token, &authenticator, &challenge(&asked)).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
    let user_handle = asked.body["user_id"].as_str().unwrap().to_owned();
    Owned { authenticator, user_handle, id: added.body["id"].as_str().unwrap().to_owned() }
}

impl Owned {
    fn answer(&self, asserted: &Asserted) -> Value {
        json!({
            "credential_id": text(&self.authenticator.id),
            "client_data_json": text(&asserted.client_data_json),
            "authenticator_data": text(&asserted.authenticator_data),
            "signature": text(&asserted.signature),
            "user_handle": self.user_handle,
        })
    }

    async fn sign_in(&mut self, world: &World) -> Answer {
        let challenge = ask(world).await;
        let asserted = self.authenticator.assert(&challenge);
        sign_in(world, self.answer(&asserted)).await
    }
}

async fn ask(world: &World) -> String {
    challenge(&world.send(call("POST", "/sign_in/passkey_challenges")).await)
}

async fn sign_in(world: &World, answer: Value) -> Answer {
    world.send(post("/sign_in/passkey", json!({ "answer": answer, "bearer": true }))).await
}

#[tokio::test]
async fn a_passkey_opens_the_account_that_made_it() {
    for world in worlds_at(Some(ADDRESS)).await {
        let token = world.sign_in(PHONE).await;
        let me = world.send(get("/me").bearer(&token)).await.body["id"].clone();
        let asked = world.send(call("POST", "/me/passkeys/challenges").bearer(&token)).await;
        assert_eq!((&asked.body["rp_id"], &asked.body["user_name"]), (&json!("music.example"), &json!("138****8000")));
        assert_eq!(asked.body["algorithms"], json!([-8, -7, -257]));
        assert_eq!(URL_SAFE_NO_PAD.decode(asked.body["user_id"].as_str().unwrap()).unwrap().len(), 32);

        let mut phone = add(&world, &token, authenticator()).await;
        let mut counting = authenticator();
        counting.counter = 7;
        let mut key = add(&world, &token, counting).await;
        let again = world.send(call("POST", "/me/passkeys/challenges").bearer(&token)).await;
        assert_eq!(again.body["exclude"].as_array().unwrap().len(), 2, "an authenticator is not asked twice");

        for passkey in [&mut phone, &mut key] {
            let opened = passkey.sign_in(&world).await;
            assert_eq!(
                (&opened.body["member"]["id"], &opened.body["created"]),
                (&me, &json!(false)),
                "{}",
                opened.body
            );
            let fresh = opened.body["token"].as_str().unwrap();
            assert_eq!(world.send(get("/me").bearer(fresh)).await.body["id"], me);
        }
        let listed = world.send(get("/me/passkeys").bearer(&token)).await.body;
        assert_eq!(listed["items"].as_array().unwrap().len(), 2);
        assert_eq!(listed["items"][0]["name"], "我的手机");
        assert!(listed["items"][0]["last_used_at"].is_string(), "{listed}");
        let kept = listed.to_string();
        assert!(!kept.contains(&text(&phone.authenticator.id)) && !kept.contains("public_key"), "{kept}");
    }
}

#[tokio::test]
async fn a_passkey_is_renamed_and_removed_by_its_owner_alone() {
    for world in worlds_at(Some(ADDRESS)).await {
        let token = world.sign_in(PHONE).await;
        let other = world.sign_in(OTHER).await;
        let mut passkey = add(&world, &token, authenticator()).await;
        let path = format!("/me/passkeys/{}", passkey.id);
        let rename = |name: &str| call("PATCH", &path).json(json!({ "name": name }));
        assert_eq!(world.send(rename("x").bearer(&other)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.send(call("DELETE", &path).bearer(&other)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.send(rename("").bearer(&token)).await.fields(), ["name"]);
        assert_eq!(world.send(rename(&"长".repeat(61)).bearer(&token)).await.fields(), ["name"]);
        assert_eq!(world.send(rename("钥匙扣").bearer(&token)).await.status, StatusCode::NO_CONTENT);
        let listed = world.send(get("/me/passkeys").bearer(&token)).await.body;
        assert_eq!(listed["items"][0]["name"], "钥匙扣");
        assert_eq!(world.send(get("/me/passkeys").bearer(&other)).await.body["items"], json!([]));

        assert_eq!(world.send(call("DELETE", &path).bearer(&token)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(passkey.sign_in(&world).await.code(), "passkey.refused");
    }
}

#[tokio::test]
async fn a_challenge_is_answered_once_in_time_and_for_what_it_was_made() {
    for world in worlds_at(Some(ADDRESS)).await {
        let token = world.sign_in(PHONE).await;
        let mut passkey = add(&world, &token, authenticator()).await;
        let asserted = passkey.authenticator.assert(&ask(&world).await);
        assert_eq!(sign_in(&world, passkey.answer(&asserted)).await.status, StatusCode::OK);
        assert_eq!(sign_in(&world, passkey.answer(&asserted)).await.code(), "passkey.expired", "a replay");
        let invented = passkey.authenticator.assert(&text(&[9; 32]));
        assert_eq!(sign_in(&world, passkey.answer(&invented)).await.code(), "passkey.expired");

        let late = passkey.authenticator.assert(&ask(&world).await);
        world.clock.advance(Millis::minutes(5));
        assert_eq!(sign_in(&world, passkey.answer(&late)).await.code(), "passkey.expired");

        // A challenge to prove who is at this device opens no account, nor a challenge of one device another.
        let prove = call("POST", "/me/proof/passkey_challenges").bearer(&token);
        let asserted = passkey.authenticator.assert(&challenge(&world.send(prove).await));
        assert_eq!(sign_in(&world, passkey.answer(&asserted)).await.code(), "passkey.expired");
        let second = world.sign_in(PHONE).await;
        let asked = world.send(call("POST", "/me/passkeys/challenges").bearer(&second)).await;
        let elsewhere = send_registration(&world, &token, &authenticator(), &challenge(&asked)).await;
        assert_eq!(elsewhere.code(), "passkey.expired");

        let count = async |statement: &'static db::Sql, arguments: &[db::Value]| -> i64 {
            world.db.service().query_one(statement, arguments, |row| row.get(0)).await.unwrap()
        };
        world.clock.advance(Millis::minutes(6));
        ask(&world).await;
        let now = units::Clock::now(&world.clock);
        assert_eq!(count(&TEST_CHALLENGES, &args![now]).await, 1);
        assert_eq!(count(&TEST_ALL_CHALLENGES, &[]).await, 1, "what nobody answered is gone with the next question");
    }
}

#[tokio::test]
async fn what_is_not_the_owners_is_refused_alike() {
    for world in worlds_at(Some(ADDRESS)).await {
        let token = world.sign_in(PHONE).await;
        let other = world.sign_in(OTHER).await;
        let mut passkey = add(&world, &token, authenticator()).await;
        let stranger = add(&world, &other, authenticator()).await;
        let changes: [(&str, Change); 7] = [
            ("another page", |one| one.authenticator.origin = "https://evil.example".to_owned()),
            ("another service", |one| one.authenticator.party_id = "evil.example".to_owned()),
            ("nobody there", |one| one.authenticator.flags = 0b100),
            ("not verified", |one| one.authenticator.flags = 0b001),
            ("embedded", |one| one.authenticator.is_embedded = true),
            ("an unknown credential", |one| one.authenticator.id = vec![3; 32]),
            ("another's account", |one| one.user_handle = text(&[1; 32])),
        ];
        for (what, change) in changes {
            let mut changed = add(&world, &token, authenticator()).await;
            change(&mut changed);
            let refused = changed.sign_in(&world).await;
            assert_eq!((refused.status, refused.code()), (StatusCode::BAD_REQUEST, "passkey.refused"), "{what}");
        }
        // The credential of one with the key of another.
        let asserted = stranger.authenticator.assert_as("webauthn.get", &ask(&world).await);
        assert_eq!(sign_in(&world, passkey.answer(&asserted)).await.code(), "passkey.refused");
        // Without a name that was typed, the authenticator has to say whose it is.
        let mut nameless = passkey.answer(&passkey.authenticator.assert_as("webauthn.get", &ask(&world).await));
        nameless.as_object_mut().unwrap().remove("user_handle");
        assert_eq!(sign_in(&world, nameless).await.code(), "passkey.refused");
        let mut crooked = passkey.answer(&passkey.authenticator.assert_as("webauthn.get", &ask(&world).await));
        crooked["signature"] = json!("not base64url!");
        assert_eq!(sign_in(&world, crooked).await.fields(), ["signature"]);
        assert_eq!(passkey.sign_in(&world).await.status, StatusCode::OK);

        // Nobody takes over a credential that has an account.
        let asked = world.send(call("POST", "/me/passkeys/challenges").bearer(&other)).await;
        let taken = send_registration(&world, &other, &passkey.authenticator, &challenge(&asked)).await;
        assert_eq!(taken.status, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_counter_that_goes_back_is_noticed() {
    for world in worlds_at(Some(ADDRESS)).await {
        let token = world.sign_in(PHONE).await;
        let mut counting = authenticator();
        counting.counter = 4;
        let mut passkey = add(&world, &token, counting).await;
        assert_eq!(passkey.sign_in(&world).await.status, StatusCode::OK);
        passkey.authenticator.counter = 2;
        let copied = passkey.sign_in(&world).await;
        assert_eq!((copied.status, copied.code()), (StatusCode::BAD_REQUEST, "passkey.copied"));
        passkey.authenticator.counter = 9;
        assert_eq!(passkey.sign_in(&world).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_passkey_counts_as_a_recent_sign_in_of_this_device_alone() {
    for world in worlds_at(Some(ADDRESS)).await {
        let token = world.sign_in(PHONE).await;
        world.clock.advance(Millis::minutes(2));
        let second = world.sign_in(PHONE).await;
        let mut passkey = add(&world, &token, authenticator()).await;
        let stranger = world.sign_in(OTHER).await;
        let foreign = add(&world, &stranger, authenticator()).await;
        world.clock.advance(Millis::minutes(16));
        let new = || call("POST", "/me/passkeys/challenges");
        assert_eq!(world.send(new().bearer(&token)).await.code(), "recent_sign_in.required");

        let asked = world.send(call("POST", "/me/proof/passkey_challenges").bearer(&token)).await;
        assert_eq!(asked.body["allow"], json!([text(&passkey.authenticator.id)]));
        let asserted = foreign.authenticator.assert_as("webauthn.get", &challenge(&asked));
        let refused = world.send(post("/me/proof/passkey", foreign.answer(&asserted)).bearer(&token)).await;
        assert_eq!(refused.code(), "passkey.refused", "another member's passkey proves nothing here");
        assert_eq!(world.send(new().bearer(&token)).await.code(), "recent_sign_in.required");

        let asked = world.send(call("POST", "/me/proof/passkey_challenges").bearer(&token)).await;
        let asserted = passkey.authenticator.assert(&challenge(&asked));
        let mut answer = passkey.answer(&asserted);
        // The member is known already, so the authenticator need not say whose it is.
        answer.as_object_mut().unwrap().remove("user_handle");
        let proved = world.send(post("/me/proof/passkey", answer.clone()).bearer(&token)).await;
        assert_eq!(proved.status, StatusCode::OK, "{}", proved.body);
        assert_eq!(world.send(post("/me/proof/passkey", answer).bearer(&token)).await.code(), "passkey.expired");
        assert_eq!(world.send(new().bearer(&token)).await.status, StatusCode::CREATED);
        assert_eq!(world.send(new().bearer(&second)).await.code(), "recent_sign_in.required");
        world.clock.advance(Millis::minutes(16));
        assert_eq!(world.send(new().bearer(&token)).await.code(), "recent_sign_in.required");
    }
}

#[tokio::test]
async fn nobody_collects_passkeys_or_challenges_without_end() {
    for world in worlds_at(Some(ADDRESS)).await {
        let token = world.sign_in(PHONE).await;
        for _ in 0..accounts::PASSKEYS_MAX {
            add(&world, &token, authenticator()).await;
        }
        let asked = world.send(call("POST", "/me/passkeys/challenges").bearer(&token)).await;
        let one_more = send_registration(&world, &token, &authenticator(), &challenge(&asked)).await;
        assert_eq!(one_more.status, StatusCode::CONFLICT);

        let ask = || call("POST", "/sign_in/passkey_challenges").from("198.51.100.7");
        for _ in 0..120 {
            assert_eq!(world.send(ask()).await.status, StatusCode::CREATED);
        }
        let limited = world.send(ask()).await;
        assert_eq!((limited.code(), &limited.body["retry_after_seconds"]), ("rate.limited", &json!(600)));
        world.clock.advance(Millis::minutes(10));
        assert_eq!(world.send(ask()).await.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn without_a_domain_there_are_no_passkeys() {
    for world in worlds().await {
        assert!(!world.accounts.has_passkeys());
        let refused = world.send(call("POST", "/sign_in/passkey_challenges")).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::NOT_FOUND, "passkey.unavailable"));
    }
}
