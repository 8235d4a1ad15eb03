//! OpenID Connect: which tokens are taken, and that the keys are followed when they change.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connect::{Apps, Error, EventKind, EventRequest, OidcApp, Places, Provider, Secret};
use serde_json::{Value, json};
use testkit::Signer;

use crate::support::{CALLBACK, NOW_SECONDS, World, attempt, worlds};

const PROVIDER: Provider = Provider::Oidc;

fn apps(address: &str) -> Apps {
    let oidc = OidcApp {
        name: "家庭账号".to_owned(),
        issuer: format!("{address}/realm"),
        client_id: "qingyin".to_owned(),
        client_secret: Some(Secret("s:1".to_owned())),
    };
    Apps { oidc: Some(oidc), ..Apps::default() }
}

fn describe(world: &World, keys: &[&Signer]) {
    let at = |path: &str| format!("{}/realm/{path}", world.address);
    let description = json!({
        "issuer": format!("{}/realm", world.address),
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "jwks_uri": at("keys"),
        "something_else": true,
    });
    world.answers.say("/realm/.well-known/openid-configuration", 200, description.to_string());
    let keys: Vec<Value> = keys.iter().map(|key| key.jwk()).collect();
    world.answers.say("/realm/keys", 200, json!({ "keys": keys }).to_string());
}

fn claims(world: &World) -> Value {
    json!({
        "iss": format!("{}/realm", world.address), "aud": "qingyin", "sub": "user-7", "nonce": "n1",
        "iat": NOW_SECONDS, "exp": NOW_SECONDS + 300, "name": "小明", "email": "x@example.com",
    })
}

fn give(world: &World, token: &str) {
    world.answers.say(
        "/realm/token",
        200,
        json!({"access_token": "T", "token_type": "Bearer", "id_token": token}).to_string(),
    );
}

#[tokio::test]
async fn who_comes_back_is_known_by_a_signed_token() {
    for world in worlds(apps).await {
        let key = Signer::new("k1");
        describe(&world, &[&key]);
        let address = world.connectors.address(PROVIDER, &attempt(), CALLBACK).await.expect("an address");
        // S256 of "v1", as every library has it.
        assert!(
            address.starts_with(&format!("{}/realm/authorize?response_type=code&client_id=qingyin&", world.address)),
            "{address}"
        );
        assert!(address.contains("&nonce=n1&") && address.ends_with("&code_challenge_method=S256"), "{address}");
        give(&world, &key.token(&claims(&world)));
        let identity = world.identify(PROVIDER).await.expect("somebody");
        assert_eq!(identity.open_id, "user-7");
        assert_eq!(identity.nickname.expect("a name").expose(), "小明");
        let asked = world.answers.asked();
        let token = asked.iter().find(|line| line.starts_with("POST /realm/token")).expect("the token was asked for");
        assert!(token.contains("code=the+code&") && token.contains("code_verifier=v1"), "{token}");
        assert!(!token.contains("s%3A1"), "the secret goes in the header: {token}");
        // What is public is no disclosure; the code is one.
        let ledger = world.ledger().await;
        assert_eq!(
            ledger,
            [("oidc_provider".to_owned(), "authorization_code code_verifier".to_owned(), "sent".to_owned())]
        );
    }
}

#[tokio::test]
async fn a_token_that_is_not_for_this_moment_opens_nothing() {
    for world in worlds(apps).await {
        let (key, other) = (Signer::new("k1"), Signer::new("k1"));
        describe(&world, &[&key]);
        let with = |name: &str, value: Value| {
            let mut claims = claims(&world);
            claims[name] = value;
            key.token(&claims)
        };
        let unsigned = {
            let encoded = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
            format!("{}.{}.", encoded(&json!({"alg": "none"})), encoded(&claims(&world)))
        };
        let shared = key.token_with(&json!({"alg": "HS256", "kid": "k1"}), &claims(&world));
        let refused = [
            (other.token(&claims(&world)), "its signature does not verify"),
            (unsigned, "it is no signed token"),
            (shared, "its algorithm is not taken"),
            (Signer::new("k9").token(&claims(&world)), "its key is not known"),
            (with("iss", json!("https://evil.example")), "another issuer"),
            (with("aud", json!("somebody")), "for somebody else"),
            (with("aud", json!(["qingyin", "somebody"])), "for somebody else"),
            (with("azp", json!("somebody")), "for somebody else"),
            (with("exp", json!(NOW_SECONDS - 121)), "it has expired"),
            (with("exp", Value::Null), "it has expired"),
            (with("iat", json!(NOW_SECONDS + 121)), "it is from the future"),
            (with("nbf", json!(NOW_SECONDS + 121)), "it is from the future"),
            (with("nonce", json!("n2")), "it was made for another attempt"),
            ("a.b.c".to_owned(), "it is no signed token"),
            ("x".repeat(17_000), "it is too long"),
        ];
        for (token, expected) in refused {
            give(&world, &token);
            match world.identify(PROVIDER).await {
                Err(Error::Token { why, .. }) => assert_eq!(why, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
        // Clocks may differ a little, and one may name its only audience in a list.
        for fine in [
            with("exp", json!(NOW_SECONDS - 119)),
            with("iat", json!(NOW_SECONDS + 119)),
            with("aud", json!(["qingyin"])),
        ] {
            give(&world, &fine);
            world.identify(PROVIDER).await.expect("somebody");
        }
        give(&world, &with("sub", json!("")));
        assert!(matches!(world.identify(PROVIDER).await, Err(Error::Nonsense(_))));
    }
}

#[tokio::test]
async fn new_keys_are_fetched_but_not_for_every_stranger() {
    for world in worlds(apps).await {
        let (old, new) = (Signer::new("k1"), Signer::new("k2"));
        describe(&world, &[&old]);
        give(&world, &old.token(&claims(&world)));
        world.identify(PROVIDER).await.expect("somebody");
        let reads = || world.answers.asked().iter().filter(|line| line.starts_with("GET /realm/keys")).count();
        assert_eq!(reads(), 1);
        describe(&world, &[&old, &new]);
        give(&world, &new.token(&claims(&world)));
        // Within the minute nobody makes us ask again.
        assert!(world.identify(PROVIDER).await.is_err());
        assert_eq!(reads(), 1);
        world.clock.advance(units::Millis::minutes(1));
        world.identify(PROVIDER).await.expect("somebody");
        assert_eq!(reads(), 2);
    }
}

#[tokio::test]
async fn a_provider_that_describes_another_is_refused() {
    for world in worlds(apps).await {
        let key = Signer::new("k1");
        describe(&world, &[&key]);
        let elsewhere = json!({
            "issuer": format!("{}/realm", world.address), "authorization_endpoint": "https://id.example/a",
            "token_endpoint": "https://id.example/t", "jwks_uri": "https://id.example/k",
        });
        world.answers.say("/realm/.well-known/openid-configuration", 200, elsewhere.to_string());
        // Its keys are at a host that the operator did not name.
        assert!(matches!(world.connectors.address(PROVIDER, &attempt(), CALLBACK).await, Err(Error::Gate(_))));
        let other = json!({
            "issuer": "https://id.example", "authorization_endpoint": "a", "token_endpoint": "t", "jwks_uri": "k",
        });
        world.answers.say("/realm/.well-known/openid-configuration", 200, other.to_string());
        assert!(matches!(world.connectors.address(PROVIDER, &attempt(), CALLBACK).await, Err(Error::Token { .. })));
        world.answers.say("/realm/.well-known/openid-configuration", 200, "<html>");
        assert!(matches!(world.connectors.address(PROVIDER, &attempt(), CALLBACK).await, Err(Error::Nonsense(_))));
    }
}

#[tokio::test]
async fn a_logout_token_signs_out_whom_it_names() {
    for world in worlds(apps).await {
        let key = Signer::new("k1");
        describe(&world, &[&key]);
        let logout = || {
            let mut claims = claims(&world);
            claims["events"] = json!({"http://schemas.openid.net/event/backchannel-logout": {}});
            claims.as_object_mut().expect("claims").remove("nonce");
            claims
        };
        let hear = |claims: Value| {
            let request =
                EventRequest { query: Vec::new(), body: format!("logout_token={}", key.token(&claims)).into_bytes() };
            let connectors = world.connectors.clone();
            async move { connectors.hear(PROVIDER, "-", &request).await }
        };
        let heard = hear(logout()).await.expect("heard").event.expect("an event");
        assert_eq!((heard.kind, heard.open_id.as_str()), (EventKind::SignedOut, "user-7"));
        // An ID token is no logout token, whoever stole it.
        assert!(matches!(hear(claims(&world)).await, Err(Error::NotTheirs { .. })));
        let mut with_nonce = logout();
        with_nonce["nonce"] = json!("n1");
        assert!(matches!(hear(with_nonce).await, Err(Error::NotTheirs { .. })));
        let mut old = logout();
        old["exp"] = json!(NOW_SECONDS - 121);
        assert!(matches!(hear(old).await, Err(Error::NotTheirs { .. })));
        let nothing = world.connectors.hear(PROVIDER, "-", &EventRequest::default()).await;
        assert!(matches!(nothing, Err(Error::NotTheirs { .. })));
    }
}

#[tokio::test]
async fn what_one_issuer_said_opens_nothing_of_another() {
    for world in worlds(apps).await {
        let key = Signer::new("k1");
        describe(&world, &[&key]);
        give(&world, &key.token(&claims(&world)));
        world.identify(PROVIDER).await.expect("somebody");
        let mut other = apps(&world.address);
        if let Some(app) = &mut other.oidc {
            app.issuer = format!("{}/other", world.address);
        }
        world.connectors.replace(Places::simulated(&world.address), other);
        assert!(world.identify(PROVIDER).await.is_err(), "nobody has described the other one");
        assert_eq!(world.connectors.oidc_name().as_deref(), Some("家庭账号"));
        world.connectors.replace(Places::default(), Apps::default());
        assert!(world.connectors.offers().is_empty() && world.connectors.oidc_name().is_none());
    }
}
