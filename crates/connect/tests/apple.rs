//! Sign in with Apple: which tokens are taken, that nothing is sent, and whom Apple's messages concern.

use connect::{AppleApp, Apps, Error, EventKind, EventRequest, Identity, Places, Provider};
use serde_json::{Value, json};
use sharing::public::PublicReader;
use testkit::Signer;
use units::{Millis, Timestamp};

use crate::support::{CALLBACK, NOW_SECONDS, World, attempt, worlds_with};

const PROVIDER: Provider = Provider::Apple;
const KEYS: &str = "/appleid.apple.com/auth/keys";

fn apps(_: &str, reader: PublicReader) -> Apps {
    Apps { apple: Some(AppleApp { services_id: "example.music".to_owned(), reader }), ..Apps::default() }
}

fn publish(world: &World, keys: &[&Signer]) {
    let keys: Vec<Value> = keys.iter().map(|key| key.jwk()).collect();
    world.answers.say(KEYS, 200, json!({ "keys": keys }).to_string());
}

fn claims() -> Value {
    json!({
        "iss": "https://appleid.apple.com", "aud": "example.music", "sub": "000123.ab.0456", "nonce": "n1",
        "iat": NOW_SECONDS, "exp": NOW_SECONDS + 300, "nonce_supported": true, "email": "x@privaterelay.appleid.com",
    })
}

async fn identify(world: &World, token: &str) -> Result<Identity, Error> {
    world.connectors.identify(PROVIDER, Some(token), &attempt(), CALLBACK, "entered").await
}

#[tokio::test]
async fn who_comes_back_is_known_and_apple_is_told_nothing() {
    for world in worlds_with(apps).await {
        let key = Signer::new("k1");
        publish(&world, &[&key]);
        let address = world.connectors.address(PROVIDER, &attempt(), CALLBACK).await.expect("an address");
        assert!(address.contains("response_mode=form%5Fpost") && address.contains("nonce=n1"), "{address}");
        assert!(!address.contains("scope"), "neither name nor address is asked for: {address}");
        for _ in 0..2 {
            let identity = identify(&world, &key.token(&claims())).await.expect("somebody");
            assert_eq!(identity.open_id, "000123.ab.0456");
            assert_eq!((identity.union_id, identity.nickname), (None, None));
        }
        // The keys are all that was asked for, once, and no disclosure was made.
        assert_eq!(world.answers.asked(), [format!("GET {KEYS} ")]);
        assert_eq!(world.ledger().await, []);
        let hosts = world.reader.hosts("", 10).await.expect("the list of hosts");
        assert_eq!(
            hosts.iter().map(|host| (host.host.as_str(), host.requests)).collect::<Vec<_>>(),
            [("127.0.0.1", 1)]
        );
    }
}

#[tokio::test]
async fn a_token_that_is_not_apples_for_this_attempt_opens_nothing() {
    for world in worlds_with(apps).await {
        let (key, other) = (Signer::new("k1"), Signer::new("k1"));
        publish(&world, &[&key]);
        let with = |name: &str, value: Value| {
            let mut claims = claims();
            claims[name] = value;
            claims
        };
        for (what, claims) in [
            ("another issuer", with("iss", json!("https://appleid.apple.example"))),
            ("another application", with("aud", json!("example.other"))),
            ("another attempt", with("nonce", json!("n2"))),
            ("no attempt", with("nonce", Value::Null)),
            ("expired", with("exp", json!(NOW_SECONDS - 121))),
            ("from the future", with("iat", json!(NOW_SECONDS + 121))),
        ] {
            let refused = identify(&world, &key.token(&claims)).await;
            assert!(matches!(refused, Err(Error::Token { .. })), "{what}: {refused:?}");
        }
        assert!(matches!(identify(&world, &other.token(&claims())).await, Err(Error::Token { .. })), "another key");
        let unsigned = key.token_with(&json!({"alg": "none"}), &claims());
        assert!(matches!(identify(&world, &unsigned).await, Err(Error::Token { .. })));
        let nobody = identify(&world, &key.token(&with("sub", json!("")))).await;
        assert!(matches!(nobody, Err(Error::Nonsense(_))), "{nobody:?}");
        let declined = world.connectors.identify(PROVIDER, None, &attempt(), CALLBACK, "entered").await;
        assert!(matches!(declined, Err(Error::Declined(_))));
    }
}

#[tokio::test]
async fn new_keys_are_read_and_missing_ones_are_told() {
    for world in worlds_with(apps).await {
        let (old, new) = (Signer::new("k1"), Signer::new("k2"));
        world.answers.say(KEYS, 500, "");
        assert!(matches!(identify(&world, &old.token(&claims())).await, Err(Error::Keys(_))));
        assert!(world.connectors.check(PROVIDER).await.is_err());
        publish(&world, &[&old]);
        world.connectors.check(PROVIDER).await.expect("its keys are there");
        identify(&world, &old.token(&claims())).await.expect("somebody");
        publish(&world, &[&old, &new]);
        // Within the minute nobody makes us ask again.
        assert!(identify(&world, &new.token(&claims())).await.is_err());
        world.clock.advance(Millis::minutes(1));
        identify(&world, &new.token(&claims())).await.expect("somebody");
        // An operator who takes the host off the list closes this way of signing in.
        world.reader.set_allowed("127.0.0.1", false).await.expect("the list of hosts");
        world.clock.advance(Millis::hours(1));
        assert!(matches!(identify(&world, &new.token(&claims())).await, Err(Error::Keys(_))));
    }
}

#[tokio::test]
async fn a_message_of_apples_names_whom_it_concerns() {
    for world in worlds_with(apps).await {
        let key = Signer::new("k1");
        publish(&world, &[&key]);
        let told = |events: Value| {
            let claims = json!({
                "iss": "https://appleid.apple.com", "aud": "example.music", "iat": NOW_SECONDS,
                "exp": NOW_SECONDS + 86_400, "jti": "abc", "events": events,
            });
            json!({ "payload": key.token(&claims) }).to_string().into_bytes()
        };
        let hear = |body: Vec<u8>| {
            let connectors = world.connectors.clone();
            async move { connectors.hear(PROVIDER, "-", &EventRequest { query: Vec::new(), body }).await }
        };
        let event = |kind: &str| {
            json!(json!({"type": kind, "sub": "000123.ab.0456", "event_time": 1_795_438_800_123_i64}).to_string())
        };
        for kind in ["consent-revoked", "account-delete"] {
            let heard = hear(told(event(kind))).await.expect("heard").event.expect("an event");
            assert_eq!((heard.kind, heard.open_id.as_str()), (EventKind::Revoked, "000123.ab.0456"));
            assert_eq!(heard.at, Some(Timestamp::from_millis(1_795_438_800_123)));
        }
        assert_eq!(hear(told(event("email-disabled"))).await.expect("heard").event, None);
        for (what, body) in [
            ("no JSON", b"<xml/>".to_vec()),
            ("no token", b"{}".to_vec()),
            ("nothing told", told(Value::Null)),
            ("malformed", told(json!("{"))),
            ("nobody", told(json!(r#"{"type":"consent-revoked"}"#))),
            ("a token for signing in", json!({ "payload": key.token(&claims()) }).to_string().into_bytes()),
            ("somebody else's", json!({ "payload": Signer::new("k1").token(&claims()) }).to_string().into_bytes()),
        ] {
            let refused = hear(body).await;
            assert!(matches!(refused, Err(Error::NotTheirs { .. })), "{what}: {refused:?}");
        }
    }
}

#[tokio::test]
async fn keys_of_a_simulation_open_nothing_once_it_was_switched_off() {
    for world in worlds_with(apps).await {
        let key = Signer::new("k1");
        publish(&world, &[&key]);
        identify(&world, &key.token(&claims())).await.expect("somebody");
        let elsewhere = Places::simulated(&format!("{}/elsewhere", world.address));
        world.connectors.replace(elsewhere, apps("", world.reader.clone()));
        let refused = identify(&world, &key.token(&claims())).await;
        assert!(matches!(refused, Err(Error::Keys(_))), "{refused:?}");
        assert_eq!(world.connectors.health(PROVIDER).confirmed, 1, "how it did before is remembered");
    }
}
