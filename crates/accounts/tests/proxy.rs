//! Signing in by the name that a reverse proxy vouches for.

use crate::support::{Call, OTHER, PHONE, call, get, post, worlds};
use serde_json::json;
use units::Millis;

fn sign_in(name: &str) -> Call {
    post("/sign_in/proxy", json!({ "bearer": true })).vouched(name)
}

#[tokio::test]
async fn a_name_opens_the_account_that_linked_it_and_no_other() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let me = world.send(get("/me").bearer(&token)).await.body["id"].clone();
        let refused = world.send(sign_in("林清")).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "sign_in.proxy_unknown"));

        let linked = world.send(call("PUT", "/me/proxy_sign_in").bearer(&token).vouched("林清")).await;
        assert_eq!(linked.status, 200, "{}", linked.body);
        let shown = world.send(get("/me/proxy_sign_in").bearer(&token)).await;
        assert_eq!((&shown.body["named"], &shown.body["linked_at"]), (&json!(false), &linked.body["linked_at"]));

        let opened = world.send(sign_in("林清")).await;
        assert_eq!((&opened.body["member"]["id"], &opened.body["created"]), (&me, &json!(false)), "{}", opened.body);
        let fresh = opened.body["token"].as_str().unwrap();
        assert_eq!(world.send(get("/me").bearer(fresh)).await.body["id"], me);
        for near in ["林", "林清 x", "lin"] {
            assert_eq!(world.send(sign_in(near)).await.code(), "sign_in.proxy_unknown", "{near}");
        }

        // Linked once, a name cannot be linked by somebody else.
        let other = world.sign_in(OTHER).await;
        let taken = world.send(call("PUT", "/me/proxy_sign_in").bearer(&other).vouched("林清")).await;
        assert_eq!(taken.status, 409);
        assert_eq!(world.send(call("DELETE", "/me/proxy_sign_in").bearer(&other)).await.status, 404);

        // Another name takes its place, and unlinking leaves none.
        world.send(call("PUT", "/me/proxy_sign_in").bearer(&token).vouched("alice")).await;
        assert_eq!(world.send(sign_in("林清")).await.code(), "sign_in.proxy_unknown");
        assert_eq!(world.send(sign_in("alice")).await.status, 200);
        assert_eq!(world.send(call("DELETE", "/me/proxy_sign_in").bearer(&token)).await.status, 204);
        assert_eq!(world.send(sign_in("alice")).await.code(), "sign_in.proxy_unknown");
    }
}

#[tokio::test]
async fn without_a_name_nobody_is_signed_in_or_linked() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let refused = world.send(post("/sign_in/proxy", json!({ "bearer": true }))).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (400, "sign_in.proxy_absent"));
        // What the client itself sends is no name.
        let spoofed = post("/sign_in/proxy", json!({ "bearer": true })).header("remote-user", "alice");
        assert_eq!(world.send(spoofed).await.code(), "sign_in.proxy_absent");
        let refused = world.send(call("PUT", "/me/proxy_sign_in").bearer(&token)).await;
        assert_eq!(refused.code(), "sign_in.proxy_absent");
    }
}

#[tokio::test]
async fn a_device_left_open_gives_nobody_a_way_back_in() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.clock.advance(Millis::minutes(16));
        let refused = world.send(call("PUT", "/me/proxy_sign_in").bearer(&token).vouched("mallory")).await;
        assert_eq!(refused.code(), "recent_sign_in.required", "{}", refused.body);
        assert_eq!(world.send(sign_in("mallory")).await.code(), "sign_in.proxy_unknown");
    }
}
