//! Playlists of HLS, and what they name.

use crate::support::{Answer, App, PHONE, World, id, worlds};
use axum::body::Body;
use axum::http::{Request, StatusCode};

async fn playlist(world: &World, app: &App, query: &str) -> Answer {
    world.raw("hls.m3u8", &format!("apiKey={}&v=1.16.1&c=t&{query}", app.key)).await
}

fn addresses(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["content-type"], "application/vnd.apple.mpegurl");
    let text = answer.text();
    assert!(text.starts_with("#EXTM3U\n"), "{text}");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// What a player asks for when a playlist at `/rest/hls.m3u8` names this.
async fn fetch(world: &World, address: &str) -> Answer {
    let path = address.strip_prefix("..").unwrap();
    world.request(Request::get(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn what_a_playlist_names_is_there_without_a_key() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let song = id(&songs[0]);
        let one = playlist(&world, &app, &format!("id={song}&bitRate=96")).await;
        let segments = addresses(&one);
        let text = one.text();
        let seconds: f64 =
            text.lines().filter_map(|line| line.strip_prefix("#EXTINF:")?.strip_suffix(',')?.parse::<f64>().ok()).sum();
        assert!((seconds - songs[0]["duration"].as_f64().unwrap()).abs() <= 1.0, "{seconds} s for {}", songs[0]);
        assert!(!text.contains(&app.key), "a playlist may be passed on");
        let head = text.lines().find_map(|line| line.strip_prefix("#EXT-X-MAP:URI=\"")?.strip_suffix('"')).unwrap();
        for (address, begins) in [(head, b"ftyp"), (&segments[0], b"styp"), (segments.last().unwrap(), b"styp")] {
            let part = fetch(&world, address).await;
            assert_eq!((part.status, &part.bytes[4..8]), (StatusCode::OK, &begins[..]), "{address}");
        }

        // Several rates, or none, make a playlist of playlists.
        let several = addresses(
            &playlist(&world, &app, &format!("id={song}&bitRate=64&bitRate=1000@480x360&audioTrack=1")).await,
        );
        assert_eq!(several.len(), 2);
        assert!(
            several[0].ends_with("/hls/opus-64/playlist.m3u8") && several[1].ends_with("/hls/opus-320/playlist.m3u8")
        );
        for address in addresses(&playlist(&world, &app, &format!("id={song}")).await).iter().chain(&several) {
            let answer = fetch(&world, address).await;
            assert_eq!(addresses(&answer).len(), segments.len(), "{address}");
        }
    }
}

#[tokio::test]
async fn what_cannot_be_had_is_a_fault_of_the_protocol() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let song = id(&world.songs(&app).await[0]).to_owned();
        for (query, code) in [
            (String::new(), 10),
            (format!("id={song}&bitRate=loud"), 10),
            ("id=trk_0000000000001".to_owned(), 70),
            ("id=everything".to_owned(), 70),
        ] {
            assert_eq!(world.fault(&app, "hls.m3u8", &query).await, code, "{query}");
        }
        let stranger = world.raw("hls.m3u8", &format!("apiKey=none&v=1.16.1&c=t&f=json&id={song}")).await;
        assert_eq!(stranger.code(), 44);
    }
}
