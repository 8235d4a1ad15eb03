//! Podcasts and stations through an app.

use crate::support::{App, OTHER, PHONE, World, id, worlds};
use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// A host with one feed, a picture and one sound.
async fn host() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let cover = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/music/清音丝竹/山水谣/cover.jpg");
    let picture = std::fs::read(cover).unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap_or_default());
            }
            let feed = "<rss><channel><title>夜航船</title><image><url>/p.jpg</url></image>\
                <item><guid>2</guid><title>二</title><pubDate>22 Nov 2026 08:00 GMT</pubDate><enclosure url='/gone'/></item>\
                <item><guid>1</guid><title>一</title><pubDate>21 Nov 2026 08:00 GMT</pubDate><description>谈</description>\
                <itunes:duration>10</itunes:duration><itunes:episode>1</itunes:episode><enclosure url='/1.mp3'/></item>\
                </channel></rss>";
            let path = String::from_utf8_lossy(&head).split(' ').nth(1).unwrap_or_default().to_owned();
            let (status, body) = match path.as_str() {
                "/feed" => ("200 OK", feed.as_bytes().to_vec()),
                "/p.jpg" => ("200 OK", picture.clone()),
                "/1.mp3" => ("200 OK", sound()),
                _ => ("404 Not Found", Vec::new()),
            };
            let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all(&[head.as_bytes(), &body].concat()).await;
        }
    });
    host
}

fn sound() -> Vec<u8> {
    let mut bytes = b"ID3\x04\0\0\0\0\0\0".to_vec();
    bytes.resize(20_000, 0x55);
    bytes
}

async fn channel(world: &World, app: &App) -> Value {
    world.ok(app, "getPodcasts", "").await["podcasts"]["channel"][0].clone()
}

#[tokio::test]
async fn a_podcast_is_subscribed_to_downloaded_played_and_taken_away() {
    for world in worlds().await {
        let operator = world.operator(PHONE).await;
        let listener = world.member(OTHER).await;
        let feed = format!("{}/feed", host().await);
        assert_eq!(world.ok(&listener, "getPodcasts", "").await["podcasts"]["channel"], json!([]));
        world.ok(&operator, "createPodcastChannel", &format!("url={feed}")).await;
        assert_eq!(world.fault(&operator, "createPodcastChannel", &format!("url={feed}")).await, 0);
        assert_eq!(world.fault(&operator, "createPodcastChannel", "url=feed").await, 10);
        assert_eq!(world.fault(&operator, "createPodcastChannel", "").await, 10);

        let shown = channel(&world, &listener).await;
        assert_eq!((&shown["title"], &shown["status"]), (&json!("夜航船"), &json!("completed")));
        assert_eq!(shown["url"], feed);
        let channel_id = id(&shown).to_owned();
        let episodes = shown["episode"].as_array().unwrap();
        assert_eq!((&episodes[0]["title"], &episodes[0]["status"]), (&json!("二"), &json!("new")));
        assert_eq!((&episodes[1]["duration"], &episodes[1]["track"]), (&json!(10), &json!(1)));
        assert!(episodes[1]["streamId"].is_null(), "it is not here yet");
        let (gone, episode) = (id(&episodes[0]).to_owned(), id(&episodes[1]).to_owned());
        let brief = world.ok(&listener, "getPodcasts", &format!("id={channel_id}&includeEpisodes=false")).await;
        assert!(brief["podcasts"]["channel"][0]["episode"].is_null());

        let signed = format!("apiKey={}&v=1.16.1&c=test&f=json", listener.key);
        assert_eq!(world.raw("stream", &format!("{signed}&id={episode}")).await.code(), 70);
        world.ok(&operator, "downloadPodcastEpisode", &format!("id={episode}")).await;
        world.ok(&operator, "downloadPodcastEpisode", &format!("id={gone}")).await;
        // Another download is under way, or was; this one returns when nothing waits any more.
        world.podcasts.download_waiting().await.unwrap();
        let one = world.ok(&listener, "getPodcastEpisode", &format!("id={episode}")).await["podcastEpisode"].clone();
        assert_eq!(
            (&one["status"], &one["size"], &one["suffix"]),
            (&json!("completed"), &json!(20_000), &json!("mp3"))
        );
        assert_eq!((&one["streamId"], &one["bitRate"]), (&json!(episode), &json!(16)));
        let newest = world.ok(&listener, "getNewestPodcasts", "count=1").await["newestPodcasts"]["episode"].clone();
        assert_eq!((newest.as_array().unwrap().len(), &newest[0]["status"]), (1, &json!("error")));
        for endpoint in ["stream", "download"] {
            let answer = world.raw(endpoint, &format!("{signed}&id={episode}")).await;
            assert_eq!(
                (answer.status, &answer.headers["content-type"]),
                (StatusCode::OK, &"audio/mpeg".parse().unwrap())
            );
            assert_eq!(answer.bytes, sound());
        }
        for of in [&channel_id, &episode] {
            let picture = world.raw("getCoverArt", &format!("{signed}&id={of}")).await;
            assert_eq!(picture.headers["content-type"], "image/jpeg");
        }

        world.ok(&operator, "deletePodcastEpisode", &format!("id={episode}")).await;
        let one = world.ok(&listener, "getPodcastEpisode", &format!("id={episode}")).await["podcastEpisode"].clone();
        assert_eq!(one["status"], "deleted");
        world.ok(&operator, "refreshPodcasts", "").await;
        world.ok(&operator, "deletePodcastChannel", &format!("id={channel_id}")).await;
        for (endpoint, of) in [("getPodcasts", &channel_id), ("getPodcastEpisode", &episode), ("stream", &episode)] {
            assert_eq!(world.raw(endpoint, &format!("{signed}&id={of}")).await.code(), 70, "{endpoint}");
        }
    }
}

#[tokio::test]
async fn stations_are_written_by_operators_and_read_by_all() {
    for world in worlds().await {
        let operator = world.operator(PHONE).await;
        let listener = world.member(OTHER).await;
        let list = async || {
            let answer = world.ok(&listener, "getInternetRadioStations", "").await;
            answer["internetRadioStations"]["internetRadioStation"].clone()
        };
        assert_eq!(list().await, json!([]));
        let station = "streamUrl=https://radio.example/live&name=Radio&homepageUrl=https://radio.example/";
        world.ok(&operator, "createInternetRadioStation", station).await;
        let made = list().await[0].clone();
        let expected = json!({
            "id": made["id"], "name": "Radio", "streamUrl": "https://radio.example/live",
            "homePageUrl": "https://radio.example/",
        });
        assert_eq!(made, expected);
        let change = format!("id={}&streamUrl=http://other.example/&name=Other", id(&made));
        world.ok(&operator, "updateInternetRadioStation", &change).await;
        assert_eq!(list().await, json!([{ "id": made["id"], "name": "Other", "streamUrl": "http://other.example/" }]));
        assert_eq!(world.fault(&operator, "createInternetRadioStation", "name=x&streamUrl=javascript:1").await, 10);
        assert_eq!(world.fault(&operator, "createInternetRadioStation", "name=x").await, 10);
        world.ok(&operator, "deleteInternetRadioStation", &format!("id={}", id(&made))).await;
        assert_eq!(world.fault(&operator, "deleteInternetRadioStation", &format!("id={}", id(&made))).await, 70);
        assert_eq!(list().await, json!([]));
    }
}

#[tokio::test]
async fn listeners_change_nothing() {
    for world in worlds().await {
        let listener = world.member(OTHER).await;
        for (endpoint, query) in [
            ("createPodcastChannel", "url=https://pod.example/feed"),
            ("deletePodcastChannel", "id=pod_0000000000000"),
            ("deletePodcastEpisode", "id=epi_0000000000000"),
            ("downloadPodcastEpisode", "id=epi_0000000000000"),
            ("refreshPodcasts", ""),
            ("createInternetRadioStation", "name=x&streamUrl=https://radio.example/"),
            ("updateInternetRadioStation", "id=rad_0000000000000&name=x&streamUrl=https://radio.example/"),
            ("deleteInternetRadioStation", "id=rad_0000000000000"),
        ] {
            assert_eq!(world.fault(&listener, endpoint, query).await, 50, "{endpoint}");
        }
    }
}
