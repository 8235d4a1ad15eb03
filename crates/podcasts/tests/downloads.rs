//! Sounds: fetched, checked, served by range, and taken away.

use crate::common::{Host, ROOM_BYTES, entry, sound, world, worlds};
use axum::http::StatusCode;
use http_api::Role;
use podcasts::{EpisodeState, Error, FaultKind, Options, Podcasts};
use serde_json::json;

const OPERATOR: Option<Role> = Some(Role::Operator);

#[tokio::test]
async fn a_download_is_served_by_range_and_goes_when_taken_away() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.feed(&entry("1", 20, "/1.mp3"));
        host.give("/1.mp3", "content-type: text/plain\r\n", &sound(5_000));
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        let id = world.episodes(&channel).await[0].id;
        let stream = format!("/podcast_episodes/{id}/stream");
        assert_eq!(world.send("GET", &stream, None, None, None).await.0, StatusCode::NOT_FOUND);

        world.podcasts.request_download(id).await.unwrap();
        assert_eq!(world.podcasts.standing().await.unwrap().waiting, 1);
        assert_eq!(world.podcasts.download_waiting().await.unwrap(), 1);
        let (status, headers, bytes) = world.send("GET", &stream, None, None, None).await;
        assert_eq!((status, bytes), (StatusCode::OK, sound(5_000)));
        assert_eq!(headers["content-type"], "audio/mpeg", "told by the bytes, not by the host");
        let (status, headers, bytes) = world.send("GET", &stream, None, Some("bytes=0-2"), None).await;
        assert_eq!((status, bytes.as_slice()), (StatusCode::PARTIAL_CONTENT, b"ID3".as_slice()));
        assert_eq!(headers["content-range"], "bytes 0-2/5000");
        let standing = world.podcasts.standing().await.unwrap();
        assert_eq!((standing.stored_bytes, standing.waiting), (5_000, 0));

        let path = format!("/operator/podcast_episodes/{id}/download");
        assert_eq!(world.send("DELETE", &path, OPERATOR, None, None).await.0, StatusCode::NO_CONTENT);
        assert!(world.files().is_empty());
        assert_eq!(world.send("GET", &stream, None, None, None).await.0, StatusCode::NOT_FOUND);
        assert_eq!(world.episodes(&channel).await[0].state, EpisodeState::Deleted);

        world.podcasts.request_download(id).await.unwrap();
        world.podcasts.download_waiting().await.unwrap();
        assert_eq!(world.files().len(), 1);
        world.podcasts.unsubscribe(channel.id).await.unwrap();
        assert!(!world.files().iter().any(|file| file.exists()));
    }
}

#[tokio::test]
async fn what_is_no_sound_or_too_much_is_not_kept() {
    for world in worlds(true).await {
        let host = Host::start().await;
        let room = usize::try_from(ROOM_BYTES).unwrap();
        host.give("/page.mp3", "content-type: audio/mpeg\r\n", b"<!DOCTYPE html><p>Please sign in</p>");
        host.give("/empty.mp3", "content-type: audio/mpeg\r\n", b"");
        host.give("/large.mp3", "", &sound(room + 1));
        host.raw("/short.mp3", b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nID3 and no more".to_vec());
        host.raw(
            "/away.mp3",
            b"HTTP/1.1 302 Found\r\nlocation: https://cdn.example/x\r\ncontent-length: 0\r\n\r\n".to_vec(),
        );
        host.give("/good.mp3", "", &sound(100));
        let paths = ["good", "away", "gone", "short", "large", "empty", "page"];
        let mut entries: String =
            paths.iter().zip(1..).map(|(name, day)| entry(name, day, &format!("/{name}.mp3"))).collect();
        entries.push_str(&entry("odd", 9, "http://[").replace("length=\"100\"", "length=\"many\""));
        entries.push_str(&entry("claims", 10, "/good.mp3").replace("length=\"100\"", "length=\"99999999\""));
        host.feed(&entries);
        let channel = world.podcasts.subscribe(&host.url("/feed"), 50).await.unwrap();
        assert_eq!(world.podcasts.download_waiting().await.unwrap(), 1, "one that fails stops no other");
        let outcome = |title: &str, state: &EpisodeState| match state {
            EpisodeState::Here { .. } => (title.to_owned(), None),
            EpisodeState::Failed(fault) => (title.to_owned(), Some((fault.kind, fault.detail.clone()))),
            other => panic!("{title}: {other:?}"),
        };
        let outcomes: Vec<_> =
            world.episodes(&channel).await.iter().map(|one| outcome(&one.title, &one.state)).collect();
        let failed = |kind, detail: &str| Some((kind, detail.to_owned()));
        let expected = [
            ("claims", failed(FaultKind::NoRoom, "10000")),
            ("odd", failed(FaultKind::Address, "http://[")),
            ("page", failed(FaultKind::NotSound, "audio/mpeg")),
            ("empty", failed(FaultKind::NotSound, "audio/mpeg")),
            ("large", failed(FaultKind::TooLarge, "10000")),
            ("short", failed(FaultKind::BrokenOff, "127.0.0.1")),
            ("gone", failed(FaultKind::Status, "404 (127.0.0.1)")),
            ("away", failed(FaultKind::HostNotAllowed, "cdn.example")),
            ("good", None),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(name, fault)| (format!("第 {name} 集"), fault)).collect();
        assert_eq!(outcomes, expected);
        assert_eq!(world.files().len(), 1, "nothing half done is left");

        // Operators read why, in words; nobody else does.
        let path = format!("/podcasts/{}/episodes", channel.id);
        let (_, told) = world.json("GET", &path, OPERATOR, None).await;
        assert_eq!(told["items"][7]["fault"], "the host cdn.example has not been allowed yet");
        let (_, told) = world.json("GET", &path, None, None).await;
        assert_eq!((&told["items"][7]["fault"], &told["items"][7]["state"]), (&json!(null), &json!("failed")));
    }
}

#[tokio::test]
async fn the_latest_are_downloaded_by_themselves_and_no_others() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.give("/x.mp3", "", &sound(100));
        host.feed(&(1..=5).map(|day| entry(&day.to_string(), day, "/x.mp3")).collect::<String>());
        let channel = world.podcasts.subscribe(&host.url("/feed"), 2).await.unwrap();
        assert_eq!(world.podcasts.download_waiting().await.unwrap(), 2);
        let here = |episodes: &[podcasts::Episode]| -> Vec<bool> {
            episodes.iter().map(|one| matches!(one.state, EpisodeState::Here { .. })).collect()
        };
        assert_eq!(here(&world.episodes(&channel).await), [true, true, false, false, false]);
        let path = format!("/operator/podcasts/{}", channel.id);
        let (_, changed) = world.json("PUT", &path, OPERATOR, Some(json!({ "download_latest": 3 }))).await;
        assert_eq!(changed["download_latest"], 3);
        world.podcasts.refresh(channel.id).await.unwrap();
        assert_eq!(world.podcasts.download_waiting().await.unwrap(), 1);
        assert_eq!(here(&world.episodes(&channel).await), [true, true, true, false, false]);
    }
}

#[tokio::test]
async fn what_was_broken_off_is_fetched_again_after_a_start() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.feed(&entry("1", 20, "/1.mp3"));
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        let id = world.episodes(&channel).await[0].id;
        world.podcasts.request_download(id).await.unwrap();
        // The host never finishes; the service stops in the middle.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let slow = format!("http://127.0.0.1:{}/1.mp3", listener.local_addr().unwrap().port());
        host.feed(&entry("1", 20, &slow));
        world.podcasts.refresh(channel.id).await.unwrap();
        let podcasts = world.podcasts.clone();
        let loading = tokio::spawn(async move { podcasts.download_waiting().await });
        let _held = listener.accept().await.unwrap();
        assert_eq!(world.episodes(&channel).await[0].state, EpisodeState::Loading);
        loading.abort();
        let _ = loading.await;
        let part = world.test.folder().join("podcasts").join(channel.id.to_string()).join(format!("{id}.part"));
        std::fs::create_dir_all(part.parent().unwrap()).unwrap();
        std::fs::write(&part, b"half").unwrap();

        let options = Options { folder: world.test.folder().join("podcasts"), folder_bytes_max: ROOM_BYTES };
        let clock = std::sync::Arc::new(world.clock.clone());
        let again = Podcasts::open(world.test.db.clone(), clock, world.reader.clone(), options).unwrap();
        assert!(!part.exists());
        host.feed(&entry("1", 20, "/1.mp3"));
        host.give("/1.mp3", "", &sound(100));
        again.refresh(channel.id).await.unwrap();
        assert_eq!(again.download_waiting().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn switched_off_nothing_is_made_or_fetched() {
    let modules = [&consent::MIGRATIONS, &sharing::MIGRATIONS, &podcasts::MIGRATIONS];
    for test in testkit::databases(&modules, &["subjects", "disclosures"]).await {
        let world = world(test, true, false);
        assert!(matches!(world.podcasts.subscribe("https://pod.example/feed", 0).await, Err(Error::SwitchedOff)));
        assert_eq!(world.podcasts.download_waiting().await.unwrap(), 0);
        assert!(!world.podcasts.standing().await.unwrap().enabled);
        assert!(world.podcasts.channels(None, 10).await.unwrap().is_empty());
        assert!(world.reader.hosts("", 10).await.unwrap().is_empty());
        assert!(!world.test.folder().join("podcasts").exists());
    }
}

#[tokio::test]
async fn only_operators_change_anything() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.feed(&entry("1", 20, "/1.mp3"));
        let body = || Some(json!({ "feed_url": host.url("/feed") }));
        for role in [None, Some(Role::Listener)] {
            assert_eq!(world.json("POST", "/operator/podcasts", role, body()).await.0, StatusCode::NOT_FOUND);
        }
        assert!(host.asked().is_empty());
        let (status, made) = world.json("POST", "/operator/podcasts", OPERATOR, body()).await;
        assert_eq!(status, StatusCode::CREATED);
        assert_eq!((&made["podcast"]["title"], &made["fault"]), (&json!("夜航船"), &json!(null)));
        assert_eq!(world.json("POST", "/operator/podcasts", OPERATOR, body()).await.0, StatusCode::CONFLICT);
        let bad = Some(json!({ "feed_url": "ftp://pod.example/" }));
        assert_eq!(world.json("POST", "/operator/podcasts", OPERATOR, bad).await.0, StatusCode::BAD_REQUEST);
        let id = made["podcast"]["id"].as_str().unwrap();
        let (_, shown) = world.json("GET", &format!("/podcasts/{id}"), None, None).await;
        assert_eq!(shown["episode_count"], 1);
        let path = format!("/operator/podcasts/{id}");
        for (method, path) in [
            ("PUT", path.clone()),
            ("DELETE", path.clone()),
            ("POST", format!("{path}/refresh")),
            ("GET", "/operator/podcasts".to_owned()),
            ("GET", "/operator/podcast_downloads".to_owned()),
        ] {
            let (status, _) = world.json(method, &path, Some(Role::Listener), Some(json!({}))).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
        }
        host.feed("");
        let (_, refreshed) = world.json("POST", &format!("{path}/refresh"), OPERATOR, None).await;
        assert_eq!(refreshed["fault"]["message"], "the feed has no entry with sound");
        let (_, standing) = world.json("GET", "/operator/podcast_downloads", OPERATOR, None).await;
        assert_eq!(
            standing,
            json!({ "enabled": true, "stored_bytes": 0, "stored_bytes_max": ROOM_BYTES, "waiting": 0 })
        );
        assert_eq!(world.json("DELETE", &path, OPERATOR, None).await.0, StatusCode::NO_CONTENT);
        assert_eq!(world.json("GET", &format!("/podcasts/{id}"), None, None).await.0, StatusCode::NOT_FOUND);
    }
}
