//! The catalogue through its routes.

use crate::common::{Library, libraries, png};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::{SessionId, SubjectId};
use lofty::tag::ItemKey;
use serde_json::Value;
use tower::ServiceExt as _;
use units::Timestamp;

fn router(library: &Library) -> Router {
    let (router, _) = catalog::routes::routes::<()>(library.catalog.clone()).split_for_parts();
    router.layer(axum::middleware::from_fn(http_api::render_problems))
}

async fn get_with(router: &Router, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn json(router: &Router, path: &str) -> Value {
    let response = get_with(router, path, &[("accept-language", "en")]).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap()
}

async fn filled() -> Vec<Library> {
    let libraries = libraries().await;
    for library in &libraries {
        for (number, title) in ["茉莉花", "晴天", "Moon"].iter().enumerate() {
            library.song(
                "tone.ogg",
                &format!("歌手/专辑/{number}.ogg"),
                &[
                    (ItemKey::TrackTitle, title),
                    (ItemKey::TrackArtist, "歌手"),
                    (ItemKey::AlbumTitle, "专辑"),
                    (ItemKey::Genre, "R&B"),
                    (ItemKey::Language, "zho"),
                    (ItemKey::RecordingDate, "1999"),
                ],
            );
        }
        library.write(
            "歌手/专辑/0.lrc",
            "[00:00.10]<00:00.10>好 <00:00.50>花<00:00.90>\n[00:00.10]good flower".as_bytes(),
        );
        library.write("歌手/专辑/cover.png", &png(640, [9, 90, 200]));
        library.write("bad.mp3", b"");
        library.scan().await;
    }
    libraries
}

#[tokio::test]
async fn a_guest_browses_searches_and_reads_lyrics() {
    for library in filled().await {
        let router = router(&library);
        let albums = json(&router, "/albums?limit=20").await;
        assert_eq!((albums["total"].as_i64(), albums["items"][0]["title"].as_str()), (Some(1), Some("专辑")));
        let album = json(&router, &format!("/albums/{}", albums["items"][0]["id"].as_str().unwrap())).await;
        assert_eq!(album["discs"][0]["tracks"].as_array().unwrap().len(), 3);
        let artists = json(&router, "/artists?sort=tracks&role=any").await;
        assert_eq!(artists["items"][0]["track_count"], 3);
        let artist = json(&router, &format!("/artists/{}", artists["items"][0]["id"].as_str().unwrap())).await;
        assert_eq!(artist["albums"].as_array().unwrap().len(), 1);
        let tracks = json(&router, "/tracks?sort=title&genre=r%26b&decade=1990&language=zho&limit=2").await;
        assert_eq!((tracks["total"].as_i64(), tracks["items"].as_array().unwrap().len()), (Some(3), 2));
        let next = tracks["next"].as_str().unwrap();
        let rest =
            json(&router, &format!("/tracks?sort=title&genre=r%26b&decade=1990&language=zho&limit=2&cursor={next}"))
                .await;
        assert_eq!((rest["items"].as_array().unwrap().len(), rest["next"].is_null()), (1, true));
        assert_eq!(json(&router, "/tracks?language=eng").await["total"], 0);
        let tracks = json(&router, "/tracks?sort=title").await;
        let track = tracks["items"].as_array().unwrap().iter().find(|track| track["file_name"] == "0.ogg").unwrap();
        let id = track["id"].as_str().unwrap();
        assert_eq!(json(&router, &format!("/tracks/{id}")).await["file_name"], "0.ogg");
        assert_eq!(json(&router, &format!("/tracks?ids={id}")).await["items"].as_array().unwrap().len(), 1);
        let lyrics = json(&router, &format!("/tracks/{id}/lyrics")).await;
        assert_eq!((lyrics["source"].as_str(), lyrics["offset_ms"].as_i64()), (Some("sidecar"), Some(0)));
        assert_eq!(lyrics["lines"][0]["words"][1]["text"], "花");
        assert_eq!(lyrics["lines"][0]["translation"], "good flower");
        assert_eq!(json(&router, "/genres").await["items"][0]["name"], "R&B");
        assert_eq!(json(&router, "/decades").await["items"][0]["decade"], 1990);
        assert_eq!(json(&router, "/languages").await["items"][0]["language"], "zho");
        assert_eq!(json(&router, "/folders?path=").await["folders"][0]["path"], "0");
    }
}

#[tokio::test]
async fn covers_are_immutable_and_follow_what_the_client_accepts() {
    for library in filled().await {
        let router = router(&library);
        let url = json(&router, "/albums").await["items"][0]["cover"]["url"].as_str().unwrap().to_owned();
        let url = url.strip_prefix("/api/v1").unwrap().to_owned() + "?size=90";
        let webp = get_with(&router, &url, &[("accept", "image/avif,image/webp,*/*")]).await;
        assert_eq!((webp.status(), webp.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, "image/webp"));
        assert!(webp.headers()["cache-control"].to_str().unwrap().contains("immutable"));
        let jpeg = get_with(&router, &url, &[]).await;
        assert_eq!(jpeg.headers()["content-type"], "image/jpeg");
        let tag = jpeg.headers()["etag"].to_str().unwrap().to_owned();
        let again = get_with(&router, &url, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let missing = get_with(&router, "/covers/cov_0000000000001", &[]).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
        assert_eq!(missing.headers()["content-type"], "application/problem+json");
    }
}

#[tokio::test]
async fn bad_input_is_told_by_its_field() {
    for library in filled().await {
        let router = router(&library);
        for (path, field) in [
            ("/albums?sort=loudest", "sort"),
            ("/albums?limit=0", "limit"),
            ("/albums?colour=red", "colour"),
            ("/albums?cursor=zzz", "cursor"),
            ("/tracks?ids=alb_0000000000001", "ids"),
            ("/tracks?limit=9999", "limit"),
        ] {
            let response = get_with(&router, path, &[]).await;
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{path}");
            let body: Value =
                serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap();
            assert_eq!(body["fields"][0]["name"], field, "{path}: {body}");
        }
        for path in [
            "/albums/alb_0000000000001",
            "/tracks/nonsense",
            "/tracks/trk_0000000000001/lyrics",
            "/folders?path=0/../..",
        ] {
            assert_eq!(get_with(&router, path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn scanning_is_for_operators() {
    for library in filled().await {
        let router = router(&library);
        for path in ["/operator/scan", "/operator/problems", "/operator/scan/events"] {
            assert_eq!(get_with(&router, path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        let operator = router.layer(axum::Extension(SignedIn {
            subject: SubjectId::from_i64(1),
            session: SessionId::from_i64(1),
            roles: vec![Role::Operator],
            signed_in_at: Timestamp::from_millis(0),
            review_needed: false,
        }));
        let problems = json(&operator, "/operator/problems").await;
        assert_eq!(problems["items"][0]["reason_code"], "empty");
        assert_eq!(problems["items"][0]["reason"], "The file is empty.");
        assert_eq!(json(&operator, "/operator/scan").await["tracks_total"], 4);
        let events = get_with(&operator, "/operator/scan/events", &[]).await;
        assert_eq!(events.headers()["content-type"], "text/event-stream");
        let first = events.into_body().frame().await.unwrap().unwrap().into_data().unwrap();
        assert!(first.starts_with(b"event: progress\ndata: {"), "{first:?}");
        let mut progress = library.catalog.progress();
        let started = Request::post("/operator/scan").body(Body::from(r#"{"full":true}"#)).unwrap();
        assert_eq!(operator.clone().oneshot(started).await.unwrap().status(), StatusCode::ACCEPTED);
        let done = progress.wait_for(|progress| progress.changed == 4 && progress.finished_at.is_some()).await.unwrap();
        assert_eq!((done.read, done.added), (4, 0), "everything was read again, and nothing is new");
    }
}
