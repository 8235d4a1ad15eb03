//! The lab's own interface, and how a request finds its vendor.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;

use crate::support::Bench;
use crate::{oidc, qq, wechat};

#[tokio::test]
async fn an_app_that_could_not_work_is_refused_with_the_reason() {
    let bench = Bench::new();
    let refused = [
        (json!({ "vendor": "qq", "client_id": "1", "redirect_uris": [] }), "secret is empty"),
        (
            json!({ "vendor": "wechat", "client_id": "wx", "secret": "s", "redirect_uris": [], "event_address": "http://127.0.0.1/e" }),
            "event_token",
        ),
        (
            json!({ "vendor": "wechat", "client_id": "wx", "secret": "s", "redirect_uris": [], "encoding_key": "short" }),
            "encoding_key",
        ),
        (
            json!({ "vendor": "oidc", "client_id": "a", "secret": "s", "redirect_uris": [], "event_address": "https://a.example" }),
            "event_address",
        ),
        (json!({ "vendor": "apple", "client_id": "a", "redirect_uris": [] }), "team_id"),
        (
            json!({ "vendor": "apple", "client_id": "a", "redirect_uris": [], "team_id": "T", "key_id": "K", "public_key": "no" }),
            "public_key",
        ),
        (json!({ "vendor": "myspace" }), "unknown variant"),
    ];
    for (app, reason) in refused {
        let reply = bench.json(Method::POST, "/lab/apps", &app).await;
        assert!(reply.status.is_client_error() && reply.text().contains(reason), "{}", reply.text());
    }
    let reply = bench.json(Method::POST, "/lab/apps", &qq::app()).await;
    assert_eq!((reply.status.as_u16(), reply.json()), (201, json!({ "vendor": "qq", "client_id": qq::APP })));
}

#[tokio::test]
async fn faults_are_set_for_one_app_or_for_all_and_taken_back() {
    let bench = Bench::with(qq::app());
    bench.register(wechat::app());
    let all = json!({ "vendor": "qq", "fault": "error_with_200" });
    assert_eq!(bench.json(Method::POST, "/lab/faults", &all).await.json()["faults"], json!(["error_with_200"]));
    let other = json!({ "vendor": "wechat", "client_id": "wx-another", "fault": "error_with_200" });
    bench.json(Method::POST, "/lab/faults", &other).await;
    let refused = qq::buy(&bench, &qq::code(&bench, "lin").await, &[]).await;
    assert!(refused.text().contains("100020"));
    assert_eq!(wechat::buy(&bench, &wechat::code(&bench, "lin").await).await.json().get("errcode"), None);
    let cleared = bench.json(Method::DELETE, "/lab/faults", &json!({ "vendor": "qq" })).await;
    assert_eq!(cleared.status.as_u16(), 204);
    assert!(qq::buy(&bench, &qq::code(&bench, "lin").await, &[]).await.text().starts_with("access_token="));
    let reply = bench.json(Method::POST, "/lab/faults", &json!({ "vendor": "qq", "fault": "earthquake" })).await;
    assert!(reply.status.is_client_error() && reply.text().contains("earthquake"));
}

#[tokio::test]
async fn a_vendor_is_told_by_host_or_by_the_first_folder() {
    let bench = Bench::with(oidc::app());
    let get = async |host: &str, path: &str| {
        bench.send(Request::get(path).header(header::HOST, host).body(Body::empty()).expect("a request")).await
    };
    assert_eq!(get("appleid.apple.com:443", "/auth/keys").await.json()["keys"].as_array().map(Vec::len), Some(2));
    assert_eq!(get("127.0.0.1:4700", "/appleid.apple.com/auth/keys").await.status.as_u16(), 200);
    assert_eq!(get("127.0.0.1:4700", "/appleid.apple.com").await.status.as_u16(), 404);
    // What one vendor has, another has not.
    assert_eq!(get("127.0.0.1:4700", "/graph.qq.com/auth/keys").await.status.as_u16(), 404);
    assert_eq!(get("open.weixin.qq.com", "/sns/userinfo").await.status.as_u16(), 404);
    // The lab's own interface is nobody's host.
    assert_eq!(get("graph.qq.com", "/lab/faults").await.status.as_u16(), 404);
    assert!(get("127.0.0.1:4700", "/").await.text().contains("SIMULATION"));
}

#[tokio::test]
async fn apps_for_a_trial_work_as_they_are_registered() {
    let bench = Bench::new();
    let (apps, key) = lab::demo_apps(&bench.lab);
    assert!(key.starts_with("-----BEGIN PRIVATE KEY-----"));
    assert_eq!(apps.len(), 5);
    for app in apps {
        bench.lab.register(app).expect("a registered app");
    }
    let asked = [("client_id", "101000001"), ("redirect_uri", "http://localhost:8080/x"), ("response_type", "code")];
    let page = bench.get_with("/graph.qq.com/oauth2.0/authorize", &asked).await;
    assert_eq!(page.status.as_u16(), 302);
    let asked = [("client_id", "101000001"), ("redirect_uri", "http://evil.example/"), ("response_type", "code")];
    assert_eq!(bench.get_with("/graph.qq.com/oauth2.0/authorize", &asked).await.status.as_u16(), 400);
}

#[tokio::test]
async fn what_was_agreed_to_is_listed() {
    let bench = Bench::with(qq::app());
    qq::access(&bench, "lin").await;
    let listed = bench.get("/lab/authorisations").await.json();
    assert_eq!((&listed["items"][0]["person"], &listed["items"][0]["ended"]), (&json!("lin"), &json!(null)));
    bench.event(lab::Vendor::Qq, qq::APP, "lin", "cancelled").await;
    assert_ne!(bench.get("/lab/authorisations").await.json()["items"][0]["ended"], json!(null));
}
