//! The domain seen from outside, on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use radio::Radio;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::{ManualClock, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);

async fn send(radio: &Radio, method: &str, path: &str, role: Option<Role>, body: Option<Value>) -> (StatusCode, Value) {
    let (router, _) = radio::routes::<()>(radio.clone()).split_for_parts();
    let mut request = Request::builder().method(method).uri(path);
    if let Some(role) = role {
        request = request.extension(SignedIn {
            subject: ids::SubjectId::from_i64(1),
            session: ids::SessionId::from_i64(1),
            roles: vec![role],
            signed_in_at: NOW,
            review_needed: false,
        });
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or_default())
}

async fn radios() -> Vec<(Radio, testkit::TestDatabase)> {
    let databases = testkit::databases(&[&radio::MIGRATIONS], &[]).await;
    databases.into_iter().map(|test| (Radio::new(test.db.clone(), Arc::new(ManualClock::at(NOW))), test)).collect()
}

#[tokio::test]
async fn operators_write_stations_and_everybody_reads_them() {
    for (radio, _test) in radios().await {
        let operator = Some(Role::Operator);
        let new = json!({ "name": " 音乐之声 ", "stream_url": "https://Radio.example/live", "site_url": "https://radio.example" });
        let (status, made) = send(&radio, "POST", "/operator/radio_stations", operator, Some(new.clone())).await;
        assert_eq!(status, StatusCode::CREATED);
        assert_eq!(
            (made["name"].as_str(), made["stream_url"].as_str()),
            (Some("音乐之声"), Some("https://radio.example/live"))
        );
        let path = format!("/operator/radio_stations/{}", made["id"].as_str().unwrap());
        for (method, path) in [("POST", "/operator/radio_stations"), ("PUT", &path), ("DELETE", &path)] {
            for role in [None, Some(Role::Listener)] {
                let (status, _) = send(&radio, method, path, role, Some(new.clone())).await;
                assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
            }
        }
        let second = json!({ "name": "B", "stream_url": "http://b.example:8000/" });
        send(&radio, "POST", "/operator/radio_stations", operator, Some(second.clone())).await;
        let (_, first) = send(&radio, "GET", "/radio_stations?limit=1", None, None).await;
        assert_eq!(first["items"][0]["name"], "B");
        let next = format!("/radio_stations?cursor={}", first["next"].as_str().unwrap());
        assert_eq!(send(&radio, "GET", &next, None, None).await.1["items"][0]["name"], "音乐之声");

        let (status, changed) = send(&radio, "PUT", &path, operator, Some(second)).await;
        assert_eq!((status, changed["name"].as_str()), (StatusCode::OK, Some("B")));
        assert!(changed["site_url"].is_null());
        assert_eq!(send(&radio, "DELETE", &path, operator, None).await.0, StatusCode::NO_CONTENT);
        assert_eq!(send(&radio, "DELETE", &path, operator, None).await.0, StatusCode::NOT_FOUND);
        assert_eq!(send(&radio, "GET", "/radio_stations", None, None).await.1["items"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_is_no_station_is_refused() {
    for (radio, _test) in radios().await {
        for (name, stream_url, site_url) in [
            ("", "http://a.example/", ""),
            ("a\nb", "http://a.example/", ""),
            (&"n".repeat(101), "http://a.example/", ""),
            ("a", "javascript:alert(1)", ""),
            ("a", "http://me:secret@a.example/", ""),
            ("a", "radio", ""),
            ("a", "http://a.example/", "data:text/html,x"),
        ] {
            let body = json!({ "name": name, "stream_url": stream_url, "site_url": site_url });
            let (status, _) = send(&radio, "POST", "/operator/radio_stations", Some(Role::Operator), Some(body)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{name} {stream_url} {site_url}");
        }
        assert!(radio.stations(None, 10).await.unwrap().is_empty());
    }
}
