//! One-tap sign-in, before the lab that plays who tells whose number a token is.

use axum::http::StatusCode;
use config::{OneTap, OneTapAliyun, OneTapCmcc, OneTapProof, Secret};
use serde_json::{Value, json};
use units::Millis;

use crate::common::phones::{Phones, SECRET, agreement, secret, worlds_before_phones};
use crate::common::{Answer, PHONE, World};

const PRIVATE_KEY: &str = include_str!("../../sms/tests/recorded/onetap_key.pem");
const PUBLIC_KEY: &str = include_str!("../../lab/tests/keys/onetap_public.pem");

fn aliyun(phones: &Phones) -> OneTap {
    OneTap::Aliyun(Box::new(OneTapAliyun {
        access_key_id: "KEY".to_owned(),
        access_key_secret: secret(),
        simulator: Some(phones.address.clone()),
        agreement: agreement(),
    }))
}

fn cmcc(phones: &Phones, proof: OneTapProof) -> OneTap {
    OneTap::Cmcc(Box::new(OneTapCmcc {
        app_id: "300011".to_owned(),
        proof,
        simulator: Some(phones.address.clone()),
        agreement: agreement(),
    }))
}

fn by_app_key(phones: &Phones) -> OneTap {
    cmcc(phones, OneTapProof::AppKey(secret()))
}

fn by_private_key(phones: &Phones) -> OneTap {
    cmcc(phones, OneTapProof::PrivateKey(Secret::new(PRIVATE_KEY)))
}

async fn worlds(one_tap: impl Fn(&Phones) -> OneTap) -> Vec<(Phones, World)> {
    let worlds = worlds_before_phones(|phones, config| config.one_tap = one_tap(phones)).await;
    for (phones, _) in &worlds {
        let account = json!({ "cloud": "cmcc", "id": "300011", "secret": SECRET, "public_key": PUBLIC_KEY });
        phones.control("POST", "/lab/sms/accounts", &account).await;
    }
    worlds
}

/// What an app says after its owner has tapped.
async fn tapped(world: &World, token: &str) -> Value {
    let policy = world.send("GET", "/policy", None, None).await.ok();
    json!({ "token": token, "number_may_be_fetched": true, "bearer": true, "device_name": "手机",
        "policy_version": policy["version"], "text_hash": policy["text_hash"] })
}

async fn tap(world: &World, asked: Value) -> Answer {
    world.send("POST", "/sign_in/one_tap", None, Some(asked)).await
}

/// The entries of the ledger for somebody that are about number verification.
async fn told(world: &World, token: &str) -> Vec<Value> {
    let ledger = world.send("GET", "/me/disclosures", Some(token), None).await.ok();
    let items = ledger["items"].as_array().cloned().unwrap_or_default();
    items.into_iter().filter(|entry| entry.to_string().contains("号码认证服务（一键登录）")).collect()
}

#[tokio::test]
async fn nobody_is_asked_before_the_owner_of_the_number_has_agreed() {
    for one_tap in [aliyun, by_app_key, by_private_key] {
        for (phones, world) in worlds(one_tap).await {
            let token = phones.token(PHONE).await;
            let whole = tapped(&world, &token).await;
            for (field, value) in [
                ("number_may_be_fetched", Value::Bool(false)),
                ("number_may_be_fetched", Value::Null),
                ("policy_version", json!("0")),
                ("text_hash", json!("of another text")),
            ] {
                let mut lacking = whole.clone();
                lacking[field] = value;
                let refused = tap(&world, lacking).await;
                assert!(refused.status.is_client_error(), "{field}: {}", refused.status);
                assert!(refused.json().to_string().contains(field), "{}", refused.json());
            }
            // A token opens once over there, so nobody was asked until now.
            let signed_in = tap(&world, whole.clone()).await.ok();
            assert_eq!(signed_in["created"], true);
            let again = tap(&world, whole).await;
            assert_eq!(
                (again.status, &again.json()["code"]),
                (StatusCode::BAD_REQUEST, &json!("one_tap.token_refused"))
            );
        }
    }
}

#[tokio::test]
async fn only_a_tap_tells_anybody_and_the_ledger_says_what() {
    for (phones, world) in worlds(by_private_key).await {
        let by_code = world.sign_in(PHONE).await;
        assert_eq!(told(&world, &by_code).await, Vec::<Value>::new());

        let token = phones.token(PHONE).await;
        let signed_in = tap(&world, tapped(&world, &token).await).await.ok();
        assert_eq!(signed_in["created"], false, "it is the account of the same number");
        let entries = told(&world, signed_in["token"].as_str().unwrap()).await;
        let [entry] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!(entry["outcome"], "sent");
        assert_eq!(entry["fields"], json!(["一键登录凭证（它自己刚刚发出的，用完即弃）"]));
        assert!(!entry.to_string().contains(&token), "the token itself stands nowhere");
    }
}

#[tokio::test]
async fn what_went_wrong_is_told_as_far_as_the_listener_can_do_something() {
    for (one_tap, cloud) in [(aliyun as fn(&Phones) -> OneTap, "aliyun"), (by_app_key, "cmcc")] {
        for (phones, world) in worlds(one_tap).await {
            for (fault, code) in [
                ("wrong_signature", "one_tap.failed"),
                ("arrears", "one_tap.failed"),
                ("no_permission", "one_tap.failed"),
                ("too_many", "one_tap.too_many"),
                ("garbage", "one_tap.failed"),
                ("html", "one_tap.failed"),
                ("empty", "one_tap.failed"),
                ("oversized_answer", "one_tap.failed"),
            ] {
                phones.control("POST", "/lab/sms/faults", &json!({ "cloud": cloud, "fault": fault })).await;
                let token = phones.token(PHONE).await;
                let refused = tap(&world, tapped(&world, &token).await).await;
                assert_eq!(refused.json()["code"], code, "{cloud} {fault}");
                phones.control("DELETE", "/lab/sms/faults", &json!({})).await;
            }
            let token = phones.token(PHONE).await;
            world.clock.advance(Millis::minutes(3));
            let expired = tap(&world, tapped(&world, &token).await).await;
            assert_eq!(expired.json()["code"], "one_tap.token_refused");
            for nonsense in ["", "{\"a\":1}", "令牌"] {
                let refused = tap(&world, tapped(&world, nonsense).await).await;
                assert_eq!(refused.json()["code"], "one_tap.token_refused", "{nonsense}");
            }
            // Nobody has got an account by any of this.
            let token = phones.token(PHONE).await;
            let signed_in = tap(&world, tapped(&world, &token).await).await.ok();
            assert_eq!(signed_in["created"], true, "{cloud}");
        }
    }
}

#[tokio::test]
async fn a_number_for_somebody_elses_question_opens_nothing() {
    for (phones, world) in worlds(by_app_key).await {
        phones.control("POST", "/lab/sms/faults", &json!({ "cloud": "cmcc", "fault": "wrong_answer" })).await;
        let token = phones.token(PHONE).await;
        let refused = tap(&world, tapped(&world, &token).await).await;
        assert_eq!(refused.json()["code"], "one_tap.failed");
    }
}

#[tokio::test]
async fn one_tap_is_offered_where_its_agreement_lives() {
    for (phones, world) in worlds(aliyun).await {
        assert_eq!(world.send("GET", "/server", None, None).await.ok()["sign_in"]["one_tap"], true);
        let token = phones.token(PHONE).await;
        let asked = tapped(&world, &token).await;
        world.clock.advance(Millis::days(800));
        assert_eq!(world.send("GET", "/server", None, None).await.ok()["sign_in"]["one_tap"], false);
        let off = tap(&world, asked).await;
        assert_eq!((off.status, &off.json()["code"]), (StatusCode::NOT_FOUND, &json!("one_tap.unavailable")));
    }
}
