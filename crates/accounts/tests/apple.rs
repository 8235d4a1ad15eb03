//! Signing in with Apple: the browser comes back with a form, and Apple is told nothing.

use axum::Json;
use axum::routing::get as on_get;
use serde_json::{Value, json};
use testkit::Signer;
use units::Millis;

use crate::support::{Answer, Call, NOW, PHONE, World, call, get, location, post, set, worlds_before};

const HERE: &str = "http://127.0.0.1:4633";
const CALLBACK: &str = "/sign_in/providers/apple/callback";
const NOW_SECONDS: i64 = NOW.as_millis() / 1_000;

/// Apple's keys, and nothing else of Apple's.
async fn serve(key: &Signer) -> String {
    let keys = json!({ "keys": [key.jwk()] });
    let app = axum::Router::new().route("/appleid.apple.com/auth/keys", on_get(move || async move { Json(keys) }));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

/// What an address says under a name; what is percent-encoded here is ASCII.
fn of(address: &str, name: &str) -> String {
    let found = address.split(['?', '&']).find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    found.expect("it is in the address").replace("%2D", "-").replace("%5F", "_")
}

struct Gone {
    state: String,
    nonce: String,
    cookie: String,
}

async fn leave(world: &World) -> Gone {
    let departure = post("/sign_in/providers/apple/attempts", json!({"return_to": "/albums"})).header("origin", HERE);
    let left = world.send(departure).await;
    assert_eq!(left.status, 201, "{}", left.body);
    let address = left.body["address"].as_str().expect("an address");
    let cookie = set(&left, "qingyin_attempt").expect("a cookie");
    Gone { state: of(address, "state"), nonce: of(address, "nonce"), cookie }
}

fn token(key: &Signer, nonce: &str) -> String {
    key.token(&json!({
        "iss": "https://appleid.apple.com", "aud": "example.music", "sub": "000123.ab.0456", "nonce": nonce,
        "iat": NOW_SECONDS, "exp": NOW_SECONDS + 86_400,
    }))
}

/// The form that Apple's page posts: another site's, so without any cookie.
fn form(pairs: &[(&str, &str)]) -> Call {
    let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    call("POST", CALLBACK)
        .bytes(body.join("&").into_bytes())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://appleid.apple.com")
        .header("sec-fetch-site", "cross-site")
}

/// Comes back with a form, and then as the answer sends the browser on, with the cookies that it has by then.
async fn come_back(world: &World, gone: &Gone, pairs: &[(&str, &str)]) -> Answer {
    let arrived = world.send(form(pairs)).await;
    assert_eq!(arrived.status, 303, "{}", arrived.body);
    let on = location(&arrived).strip_prefix("/api/v1").expect("a path of the API").to_owned();
    let token = pairs.iter().find(|(name, _)| *name == "id_token").map_or("id_token", |(_, token)| token);
    assert!(!on.contains(token) && !on.contains("id_token"), "the token is in no address: {on}");
    let arrival = set(&arrived, "qingyin_arrival").map(|token| format!("; qingyin_arrival={token}"));
    let cookies = format!("qingyin_attempt={}{}", gone.cookie, arrival.unwrap_or_default());
    world.send(get(&on).header("cookie", &cookies)).await
}

async fn linked(world: &World, key: &Signer) -> String {
    let gone = leave(world).await;
    let token = token(key, &gone.nonce);
    let came = come_back(world, &gone, &[("state", &gone.state), ("code", "c1"), ("id_token", &token)]).await;
    assert_eq!((came.status.as_u16(), location(&came)), (303, "/sign-in/link"));
    for used in ["qingyin_attempt", "qingyin_arrival"] {
        assert_eq!(set(&came, used).as_deref(), Some(""), "{used} is used up");
    }
    let waiting = set(&came, "qingyin_identity").expect("it waits in the browser");
    let member = world.sign_in(PHONE).await;
    let cookie = format!("qingyin_identity={waiting}");
    let linked = world.send(call("POST", "/me/linked_identities").bearer(&member).header("cookie", &cookie)).await;
    assert_eq!(linked.status, 204, "{}", linked.body);
    member
}

async fn sign_in(world: &World, key: &Signer) -> Answer {
    let gone = leave(world).await;
    let token = token(key, &gone.nonce);
    come_back(world, &gone, &[("state", &gone.state), ("code", "c1"), ("id_token", &token)]).await
}

db::sql! {
    static IDENTITIES = "SELECT count(*) FROM linked_identities";
    static DISCLOSURES = "SELECT count(*) FROM disclosures WHERE recipient <> 'sms_gateway'";
}

async fn count(world: &World, statement: &'static db::Sql) -> i64 {
    world.db.service().query_one(statement, &db::args![], |row| row.get(0)).await.expect("a count")
}

#[tokio::test]
async fn a_form_brings_the_browser_back_and_opens_the_account_that_is_linked() {
    let key = Signer::new("k1");
    let apple = serve(&key).await;
    for world in worlds_before(Some(HERE), Some(&apple)).await {
        let member = linked(&world, &key).await;
        let opened = sign_in(&world, &key).await;
        assert_eq!((opened.status.as_u16(), location(&opened)), (303, "/albums"));
        let session = set(&opened, "qingyin_session").expect("signed in");
        let me = world.send(get("/me").header("cookie", &format!("qingyin_session={session}"))).await;
        assert_eq!(me.body["id"], world.send(get("/me").bearer(&member)).await.body["id"]);
        let list = world.send(get("/me/linked_identities").bearer(&member)).await;
        assert_eq!(
            (&list.body["items"][0]["provider"], &list.body["items"][0]["nickname"]),
            (&json!("apple"), &Value::Null)
        );
        assert_eq!(count(&world, &DISCLOSURES).await, 0, "nothing was told");
    }
}

#[tokio::test]
async fn what_is_not_this_attempts_form_opens_nothing() {
    let (key, other) = (Signer::new("k1"), Signer::new("k1"));
    let apple = serve(&key).await;
    for world in worlds_before(Some(HERE), Some(&apple)).await {
        linked(&world, &key).await;
        let problem = |answer: &Answer| of(location(answer), "problem");
        let (gone, second) = (leave(&world).await, leave(&world).await);
        let (fine, wrong) = (token(&key, &gone.nonce), token(&key, &second.nonce));
        let forged = token(&other, &gone.nonce);
        for (what, pairs, expected) in [
            (
                "another attempt's state",
                vec![("state", second.state.as_str()), ("id_token", &fine)],
                "identity%2Eexpired",
            ),
            ("another attempt's token", vec![("state", &gone.state), ("id_token", &wrong)], "identity%2Eunconfirmed"),
            ("another key", vec![("state", &gone.state), ("id_token", &forged)], "identity%2Eunconfirmed"),
            ("a refusal", vec![("state", &gone.state), ("error", "user_cancelled_authorize")], "identity%2Edeclined"),
            ("no token", vec![("state", &gone.state), ("id_token", "a;b=c")], "identity%2Edeclined"),
        ] {
            let ended = come_back(&world, &gone, &pairs).await;
            assert_eq!(problem(&ended), expected, "{what}");
            assert_eq!(set(&ended, "qingyin_session"), None, "{what}");
        }
        // Providers that send the browser back by address have no such form.
        let other_form = call("POST", "/sign_in/providers/weibo/callback").bytes(b"state=x".to_vec());
        assert_eq!(world.send(other_form).await.status, 404);
    }
}

#[tokio::test]
async fn what_was_taken_back_before_is_not_the_link_of_today() {
    let key = Signer::new("k1");
    let apple = serve(&key).await;
    for world in worlds_before(Some(HERE), Some(&apple)).await {
        let revoked = |at: i64| {
            let events = json!({"type": "consent-revoked", "sub": "000123.ab.0456", "event_time": at}).to_string();
            let claims = json!({
                "iss": "https://appleid.apple.com", "aud": "example.music", "iat": NOW_SECONDS,
                "exp": NOW_SECONDS + 86_400, "jti": "j1", "events": events,
            });
            post("/sign_in/providers/apple/events/-", json!({ "payload": key.token(&claims) }))
        };
        world.clock.advance(Millis::minutes(10));
        linked(&world, &key).await;
        let session = set(&sign_in(&world, &key).await, "qingyin_session").expect("signed in");
        // A message of before, whether it is late or was sent again.
        assert_eq!(world.send(revoked(NOW.as_millis())).await.status, 200);
        assert_eq!(count(&world, &IDENTITIES).await, 1);
        assert_eq!(world.send(revoked(NOW.as_millis() + Millis::minutes(11).0)).await.status, 200);
        assert_eq!(count(&world, &IDENTITIES).await, 0);
        let me = world.send(get("/me").header("cookie", &format!("qingyin_session={session}"))).await;
        assert_eq!(me.status, 401, "the device that came in by it is signed out");
    }
}
