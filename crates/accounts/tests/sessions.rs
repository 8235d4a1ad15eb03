//! Signed-in devices, cookies, other sites' pages, and a policy that waits for an answer.

use crate::support;
use crate::support::{OTHER, PHONE, TEXT_HASH, accepted, call, get, post, worlds, worlds_at};
use axum::http::StatusCode;
use db::{args, sql};
use serde_json::json;
use units::Millis;

sql! {
    static TEST_LAST_USED = "SELECT last_used_at, expires_at FROM sessions";
    static TEST_COUNT_SESSIONS = "SELECT count(*) FROM sessions";
    static TEST_TOKENS = "SELECT token_hash FROM sessions WHERE token_hash <> $1";
}

/// Signs in as a browser does, and hands back the cookie as the browser sends it.
async fn browser(world: &support::World, phone: &str) -> (String, String) {
    let code = world.code(phone).await;
    let mut typed = accepted(phone, &code);
    typed["bearer"] = json!(false);
    let answer = world.send(post("/sign_in/sms", typed).header("sec-fetch-site", "same-origin")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.body.get("token").is_none(), "the token is for the cookie alone");
    let set = answer.cookie().expect("a cookie");
    (set.split(';').next().unwrap().to_owned(), set)
}

#[tokio::test]
async fn a_guest_leaves_no_trace() {
    for world in worlds().await {
        let answer = world.send(get("/session")).await;
        assert_eq!(answer.body, json!({ "guest": true }));
        assert!(answer.cookie().is_none());
        let answer = world.send(get("/me")).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "sign_in.required"));
        let rows: i64 = world.db.service().query_one(&TEST_COUNT_SESSIONS, &[], |row| row.get(0)).await.unwrap();
        assert_eq!(rows, 0);
    }
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_and_bound_to_https() {
    for world in worlds().await {
        let (_, set) = browser(&world, PHONE).await;
        assert!(set.starts_with("qingyin_session="), "{set}");
        for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=7776000"] {
            assert!(set.contains(part), "{set}");
        }
        assert!(!set.contains("Secure"));
    }
    for world in worlds_at(Some("https://music.example")).await {
        let (cookie, set) = browser(&world, PHONE).await;
        assert!(set.starts_with("__Host-qingyin_session=") && set.ends_with("; Secure"), "{set}");
        assert_eq!(world.send(get("/me").header("cookie", &cookie)).await.status, StatusCode::OK);
        let plain = cookie.replace("__Host-", "");
        assert_eq!(world.send(get("/me").header("cookie", &plain)).await.code(), "sign_in.required");
    }
}

#[tokio::test]
async fn the_database_knows_no_token() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let kept = world.db.service().query(&TEST_TOKENS, &args![&token], |row| row.get::<String>(0)).await.unwrap();
        assert_eq!(kept.len(), 1);
        assert!(!kept[0].contains(&token));
    }
}

#[tokio::test]
async fn a_page_of_another_site_cannot_act_for_a_member() {
    for world in worlds().await {
        let (cookie, _) = browser(&world, PHONE).await;
        let rename = || call("PATCH", "/me").json(json!({ "nickname": "evil" })).header("cookie", &cookie);
        for refused in [
            rename().header("sec-fetch-site", "cross-site"),
            rename().header("sec-fetch-site", "same-site"),
            rename().header("origin", "https://evil.example").header("host", "music.example"),
            rename().header("origin", "null").header("host", "music.example"),
            rename(),
        ] {
            let answer = world.send(refused).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "csrf.refused"));
        }
        assert_eq!(world.send(get("/me").header("cookie", &cookie)).await.body["nickname"], json!(null));
        for admitted in [
            rename().header("sec-fetch-site", "same-origin"),
            rename().header("origin", "http://music.example").header("host", "music.example"),
        ] {
            assert_eq!(world.send(admitted).await.status, StatusCode::OK);
        }
        // Nor can it sign a visitor in under an account of its own.
        let code = world.code(OTHER).await;
        let forced = post("/sign_in/sms", accepted(OTHER, &code)).header("sec-fetch-site", "cross-site");
        assert_eq!(world.send(forced).await.code(), "csrf.refused");
    }
}

#[tokio::test]
async fn devices_are_listed_and_signed_out() {
    for world in worlds().await {
        let first = world.sign_in(PHONE).await;
        world.clock.advance(Millis::minutes(2));
        let second = world.sign_in(PHONE).await;
        world.clock.advance(Millis::minutes(2));
        let other = world.sign_in(OTHER).await;
        let list = world.send(get("/me/sessions").bearer(&second)).await.body;
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 2, "{list}");
        assert_eq!(items[0]["current"], true, "the last used first");
        let earlier = items[1]["id"].as_str().unwrap().to_owned();

        let page = world.send(get("/me/sessions?limit=1").bearer(&second)).await.body;
        let next = format!("/me/sessions?limit=1&cursor={}", page["next"].as_str().unwrap());
        assert_eq!(world.send(get(&next).bearer(&second)).await.body["items"][0]["id"], json!(earlier));

        let foreign = call("DELETE", &format!("/me/sessions/{earlier}")).bearer(&other);
        assert_eq!(world.send(foreign).await.status, StatusCode::NOT_FOUND);
        let out = call("DELETE", &format!("/me/sessions/{earlier}")).bearer(&second);
        assert_eq!(world.send(out).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(get("/me").bearer(&first)).await.code(), "sign_in.required");

        world.clock.advance(Millis::minutes(2));
        let third = world.sign_in(PHONE).await;
        let others = world.send(call("DELETE", "/me/sessions").bearer(&third)).await;
        assert_eq!(others.body, json!({ "signed_out": 1 }));
        assert_eq!(world.send(get("/me").bearer(&second)).await.code(), "sign_in.required");
        assert_eq!(world.send(get("/me").bearer(&other)).await.status, StatusCode::OK);

        assert_eq!(world.send(call("POST", "/sign_out").bearer(&third)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(get("/me").bearer(&third)).await.code(), "sign_in.required");
    }
}

#[tokio::test]
async fn a_device_is_signed_out_after_90_idle_days() {
    for world in worlds().await {
        let (cookie, _) = browser(&world, PHONE).await;
        let me = || get("/me").header("cookie", &cookie);
        world.clock.advance(Millis::seconds(59));
        assert_eq!(world.send(me()).await.status, StatusCode::OK);
        let times = async || {
            let read = |row: &db::Row<'_>| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?));
            world.db.service().query_one(&TEST_LAST_USED, &[], read).await.unwrap()
        };
        assert_eq!(times().await.0, support::NOW.as_millis(), "written at most once a minute");
        world.clock.advance(Millis::seconds(1));
        assert_eq!(world.send(me()).await.status, StatusCode::OK);
        assert_eq!(times().await.0, (support::NOW + Millis::minutes(1)).as_millis());

        world.clock.advance(Millis::days(89));
        let answer = world.send(me()).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.cookie().is_some_and(|set| set.starts_with(&cookie)), "the browser's term begins anew");
        world.clock.advance(Millis::days(90));
        let answer = world.send(me()).await;
        assert_eq!(answer.code(), "sign_in.required");
        assert!(answer.cookie().is_some_and(|set| set.contains("Max-Age=0")), "a dead cookie is taken back");
    }
}

#[tokio::test]
async fn what_needs_an_account_waits_for_the_new_policy() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let world = world.under_version("2");
        let session = world.send(get("/session").bearer(&token)).await.body;
        let standing = json!({ "current_version": "2", "accepted_version": "1", "review_needed": true });
        assert_eq!(session["policy"], standing);
        let waiting = world.send(get("/me").bearer(&token)).await;
        assert_eq!((waiting.status, waiting.code()), (StatusCode::FORBIDDEN, "policy.acceptance_required"));
        assert_eq!(world.send(get("/me/sessions").bearer(&token)).await.status, StatusCode::OK);
        let accept = |version: &str| {
            post("/me/policy_acceptance", json!({ "version": version, "text_hash": TEXT_HASH })).bearer(&token)
        };
        assert_eq!(world.send(accept("1")).await.code(), "policy.acceptance_required");
        assert_eq!(world.send(accept("2")).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(accept("2")).await.status, StatusCode::NO_CONTENT, "twice is once");
        assert_eq!(world.send(get("/me").bearer(&token)).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_forged_token_is_nobodys() {
    for world in worlds().await {
        world.sign_in(PHONE).await;
        for token in ["", "x", &"A".repeat(43), &"'; DROP TABLE sessions; --".repeat(2)] {
            assert_eq!(world.send(get("/me").bearer(token)).await.code(), "sign_in.required", "{token}");
        }
    }
}
