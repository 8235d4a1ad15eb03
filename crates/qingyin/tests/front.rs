//! The shortest way to covers and songs answers as the routes do.

use crate::common::{Answer, World, world_of, worlds};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

fn asked(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().uri(format!("/api/v1{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

async fn at_front(world: &World, path: &str, headers: &[(&str, &str)]) -> Answer {
    let response = world.app.front().oneshot(asked(path, headers)).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

/// Without the length, which the routes write themselves and the connection writes otherwise.
fn sorted(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
    let mut all: Vec<_> = headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    all.retain(|(name, _)| name != "content-length");
    all.sort();
    all
}

/// Both ways give the same status, headers and bytes; returns the status.
async fn both(world: &World, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    let routed = world.request(asked(path, headers)).await;
    // The routes have just found everything, so now it is at hand.
    let fronted = at_front(world, path, headers).await;
    assert_eq!(fronted.status, routed.status, "{path} {headers:?}");
    assert_eq!(sorted(&fronted.headers), sorted(&routed.headers), "{path} {headers:?}");
    assert!(fronted.bytes == routed.bytes, "{path} {headers:?}");
    fronted.status
}

#[tokio::test]
async fn both_ways_answer_alike() {
    for location in testkit::locations(qingyin::MODULES, &qingyin::personal_tables()).await {
        let world = world_of(location, true).await;
        let track = world.track().await;
        let stream = format!("/tracks/{}/stream", track["id"].as_str().unwrap());
        let tag = world.get(&stream, None).await.headers["etag"].to_str().unwrap().to_owned();
        let asked: &[(&[(&str, &str)], StatusCode)] = &[
            (&[], StatusCode::OK),
            (&[("range", "bytes=0-0")], StatusCode::PARTIAL_CONTENT),
            (&[("range", "bytes=1000-50000")], StatusCode::PARTIAL_CONTENT),
            (&[("range", "bytes=9999999-")], StatusCode::RANGE_NOT_SATISFIABLE),
            (&[("if-none-match", &tag)], StatusCode::NOT_MODIFIED),
            (&[("if-match", "\"other\"")], StatusCode::PRECONDITION_FAILED),
        ];
        for (headers, status) in asked {
            assert_eq!(both(&world, &stream, headers).await, *status);
        }
        assert_eq!(both(&world, "/tracks/trk_0000000000001/stream", &[]).await, StatusCode::NOT_FOUND);
        assert_eq!(both(&world, &format!("{stream}?quality=low"), &[]).await, StatusCode::BAD_REQUEST);

        let cover = track["cover"]["url"].as_str().unwrap().trim_start_matches("/api/v1").to_owned();
        for query in ["", "?size=96", "?size=9999", "?size=x", "?other=1"] {
            for accept in ["image/webp", "image/*"] {
                let status = both(&world, &format!("{cover}{query}"), &[("accept", accept)]).await;
                let is_fine = matches!(query, "" | "?size=96" | "?size=9999");
                assert_eq!(status, if is_fine { StatusCode::OK } else { StatusCode::BAD_REQUEST }, "{query}");
            }
        }
        let tag = world.get(&cover, None).await.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(both(&world, &cover, &[("if-none-match", &tag)]).await, StatusCode::NOT_MODIFIED);
        assert_eq!(both(&world, "/covers/nonsense", &[]).await, both(&world, "/covers/nonsense?size=96", &[]).await);
    }
}

#[tokio::test]
async fn what_was_at_hand_and_is_gone_is_not_answered() {
    for world in worlds().await {
        let track = world.track().await;
        let stream = format!("/tracks/{}/stream", track["id"].as_str().unwrap());
        assert_eq!(both(&world, &stream, &[]).await, StatusCode::OK);
        std::fs::remove_file(world.folder.path().join("music/Album/tone.wav")).unwrap();
        assert_eq!(at_front(&world, &stream, &[]).await.status, StatusCode::NOT_FOUND);
    }
}
