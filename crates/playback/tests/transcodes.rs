//! Streams made for a client.

use crate::support::{Service, fixture, opus_duration_ms, whole};
use axum::http::{Method, StatusCode};
use http_body_util::BodyExt;

const PLENTY: u64 = 100_000_000;

#[tokio::test]
async fn a_client_is_told_what_it_will_hear() {
    let service = Service::new(2, 0, None).await;
    let flac = service.add(&fixture("stairs.flac"), "flac", "flac", 3_000);
    let path = format!("/tracks/{flac}/playback");

    let original = service.get(&path, &[]).await.json();
    assert_eq!(original["mode"], "original");
    assert_eq!(original["url"], format!("/api/v1/tracks/{flac}/stream"));
    assert_eq!(original["mime_type"], "audio/flac");
    assert_eq!(original["bitrate_kbps"], 900);
    assert_eq!(original["duration_ms"], 3_000);
    assert_eq!(original["seekable"], true);
    assert_eq!(original["reason"], "original");

    let standard = service.get(&format!("{path}?quality=standard"), &[]).await.json();
    assert_eq!(standard["mode"], "transcode");
    assert_eq!(standard["url"], format!("/api/v1/tracks/{flac}/stream?codec=opus&quality=standard"));
    assert_eq!(standard["mime_type"], "audio/ogg; codecs=opus");
    assert_eq!(standard["bitrate_kbps"], 96);
    assert_eq!(standard["seekable"], false);
    assert_eq!(standard["reason"], "quality_asked");

    let unable = service.get(&format!("{path}?codecs=opus,imaginary"), &[]).await.json();
    assert_eq!(unable["reason"], "codec_not_supported");
    assert_eq!(unable["bitrate_kbps"], 160);

    let nothing = service.get(&format!("{path}?codecs=mp3"), &[]).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
    assert_eq!(nothing.json()["code"], "transcode.unavailable");

    let wrong = service.get(&format!("{path}?quality=best"), &[]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(wrong.json()["fields"][0]["name"], "quality");
}

#[tokio::test]
async fn what_the_address_promises_comes() {
    let service = Service::new(2, 0, None).await;
    let track = service.add_minute();
    let plan = service.get(&format!("/tracks/{track}/playback?quality=low"), &[]).await.json();
    let url = plan["url"].as_str().and_then(|url| url.strip_prefix("/api/v1")).expect("an address");
    let answer = service.get(url, &[("range", "bytes=0-99")]).await;
    // A stream that is being made has no parts: the range is ignored, and that is said.
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "audio/ogg; codecs=opus");
    assert_eq!(answer.header("accept-ranges"), "none");
    assert_eq!(opus_duration_ms(&answer.bytes), 60_000);

    let late = service.get(&format!("{url}&start_ms=50000"), &[]).await;
    assert_eq!(opus_duration_ms(&late.bytes), 10_000);

    let head = service.head(url, &[]).await;
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("content-type"), "audio/ogg; codecs=opus");
    assert_eq!(service.playback.transcoder().running(), 0, "asking about a stream makes none");
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let service = Service::new(2, 0, None).await;
    let track = service.add_minute();
    for (query, field) in [
        ("codec=opus&start_ms=60000", "start_ms"),
        ("codec=opus&start_ms=-1", "start_ms"),
        ("codec=vorbis", "codec"),
        ("start_ms=5", "start_ms"),
        ("quality=low", "quality"),
        ("colour=red", "colour"),
    ] {
        let answer = service.get(&format!("/tracks/{track}/stream?{query}"), &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.json()["fields"][0]["name"], field, "{query}");
    }
}

#[tokio::test]
async fn beyond_the_limit_a_listener_is_asked_to_wait() {
    let service = Service::new(1, 0, None).await;
    let track = service.add_minute();
    let path = format!("/tracks/{track}/stream?codec=opus&quality=low");
    let playing = service.start(Method::GET, &path, &[]).await;
    assert_eq!(playing.status(), StatusCode::OK);

    let refused = service.get(&path, &[]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.json()["code"], "transcode.busy");
    assert_eq!(refused.header("retry-after"), "2");
    // The original is no transcode, and plays on.
    assert_eq!(service.get(&format!("/tracks/{track}/stream"), &[]).await.status, StatusCode::OK);

    // A listener who leaves frees the place at once.
    let mut body = playing.into_body();
    body.frame().await.expect("a frame").expect("bytes");
    drop(body);
    assert_eq!(service.playback.transcoder().running(), 0);
    let again = service.get(&path, &[]).await;
    assert_eq!(opus_duration_ms(&again.bytes), 60_000);
    assert_eq!(service.playback.transcoder().running(), 0, "a stream that ended is none");
}

#[tokio::test]
async fn a_listeners_newest_stream_wins_over_their_own_oldest_alone() {
    let service = Service::new(3, 0, None).await;
    let track = service.add_minute();
    let path = format!("/tracks/{track}/stream?codec=opus&quality=low");
    let (me, you) = (service.playback.listener(&1), service.playback.listener(&2));
    let begin = async |listener| {
        let response = service.start_as(listener, &path).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body()
    };
    let mut first = begin(me).await;
    let mut second = begin(me).await;
    let mut yours = begin(you).await;
    // Two for each: the third of one listener ends the first of the same, though nobody polls that.
    let third = begin(me).await;
    assert_eq!(service.playback.transcoder().running(), 3);
    first.frame().await.expect("what was made already").expect("bytes");
    assert!(first.frame().await.expect("an end").is_err(), "the abandoned stream is seen to have broken off");
    assert!(first.frame().await.is_none());
    for body in [&mut second, &mut yours] {
        for _ in 0..2 {
            body.frame().await.expect("a frame").expect("bytes");
        }
    }
    // All places are taken: who has one of them goes on with the newest, who has none waits.
    let stranger = service.start_as(service.playback.listener(&3), &path).await;
    assert_eq!(stranger.status(), StatusCode::TOO_MANY_REQUESTS);
    let yours_again = begin(you).await;
    yours.frame().await.expect("an end").expect_err("it took its own place");
    drop((first, second, third, yours, yours_again));
    assert_eq!(service.playback.transcoder().running(), 0);
}

#[tokio::test]
async fn flac_and_wav_are_made_without_help() {
    let service = Service::new(2, PLENTY, None).await;
    let track = service.add_minute();
    for (codec, media_type, begins) in [("flac", "audio/flac", &b"fLaC"[..]), ("wav", "audio/wav", b"RIFF")] {
        let path = format!("/tracks/{track}/stream?codec={codec}");
        let answer = service.get(&path, &[]).await;
        assert_eq!(answer.header("content-type"), media_type);
        assert!(answer.bytes.starts_with(begins), "{codec}");
        assert_eq!(service.get(&path, &[]).await.header("accept-ranges"), "bytes", "it is kept");
        let late = service.get(&format!("{path}&start_ms=59000"), &[]).await;
        assert!(late.bytes.len() * 20 < answer.bytes.len(), "a second of sixty");
    }
}

#[tokio::test]
async fn a_finished_transcode_is_kept_and_has_parts() {
    let service = Service::new(2, PLENTY, None).await;
    let track = service.add_minute();
    let path = format!("/tracks/{track}/stream?codec=opus&quality=low");
    let plan = format!("/tracks/{track}/playback?quality=low");
    let made = service.get(&path, &[]).await;
    assert_eq!(service.playback.transcoder().cache_usage().entries, 1);
    assert_eq!(service.get(&plan, &[]).await.json()["seekable"], true);

    let kept = service.get(&path, &[]).await;
    assert_eq!(kept.bytes, made.bytes);
    assert_eq!(kept.header("accept-ranges"), "bytes");
    let part = service.get(&path, &[("range", "bytes=100-199")]).await;
    assert_eq!((part.status, &part.bytes[..]), (StatusCode::PARTIAL_CONTENT, &made.bytes[100..200]));
    // Hearing it again changes no validator.
    assert_eq!(service.get(&path, &[]).await.header("etag"), kept.header("etag"));
    let served = service.playback.transcoder().served();
    assert_eq!((served.made, served.kept, served.refused), (1, 3, 0));

    // A song begun in the middle is not the whole song.
    whole(service.start(Method::GET, &format!("{path}&start_ms=59000"), &[]).await).await;
    assert_eq!(service.playback.transcoder().cache_usage().entries, 1);

    // When the file changes, the old transcode is no longer its transcode.
    let file = service.folder.path().join("minute.wav");
    std::fs::copy(fixture("stairs.aiff"), &file).expect("another file");
    assert_eq!(service.get(&plan, &[]).await.json()["seekable"], false);
}

#[tokio::test]
async fn a_transcode_that_was_left_is_not_kept() {
    let service = Service::new(2, PLENTY, None).await;
    let track = service.add_minute();
    let response = service.start(Method::GET, &format!("/tracks/{track}/stream?codec=opus"), &[]).await;
    let usage = || service.playback.transcoder().cache_usage();
    assert!(usage().bytes > 0, "the first step is being kept");
    let before = usage();
    // Nobody takes the bytes, so none are made, however long that lasts.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(usage(), before);
    drop(response);
    assert_eq!((usage().bytes, usage().entries), (0, 0));
}

#[tokio::test]
async fn where_nothing_can_be_kept_the_music_plays_on() {
    // Room for less than a second of the minute.
    let service = Service::new(2, 5_000, None).await;
    let track = service.add_minute();
    let path = format!("/tracks/{track}/stream?codec=opus&quality=low");
    let answer = service.get(&path, &[]).await;
    assert_eq!(opus_duration_ms(&answer.bytes), 60_000);
    assert_eq!(service.playback.transcoder().cache_usage().bytes, 0);
    // The folder itself disappears.
    let service = Service::new(2, PLENTY, None).await;
    let track = service.add_minute();
    std::fs::remove_dir_all(service.folder.path().join("transcodes")).expect("the cache's folder");
    let answer = service.get(&format!("/tracks/{track}/stream?codec=opus&quality=low"), &[]).await;
    assert_eq!(opus_duration_ms(&answer.bytes), 60_000);
}

#[tokio::test]
async fn damage_is_told_before_the_stream_begins() {
    let service = Service::new(2, PLENTY, None).await;
    let track = service.add_bytes("song", &b"no music at all ".repeat(5_000));
    let answer = service.get(&format!("/tracks/{track}/stream?codec=opus"), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(answer.json()["code"], "transcode.unavailable");
    assert_eq!(service.playback.transcoder().running(), 0);
    assert_eq!(service.playback.transcoder().cache_usage().bytes, 0);
}

/// With an ffmpeg its formats play; without one that is said. Both are true of some server.
#[tokio::test]
async fn what_only_ffmpeg_can_do_depends_on_it() {
    for program in ["ffmpeg", "no-such-program"] {
        let service = Service::new(2, PLENTY, Some(program)).await;
        let able = service.playback.transcoder().abilities();
        let wma = service.add(&fixture("stairs.wma"), "wma", "asf", 3_000);
        let flac = service.add(&fixture("stairs.flac"), "flac", "flac", 3_000);

        let answer = service.get(&format!("/tracks/{wma}/stream?codec=opus"), &[]).await;
        if able.ffmpeg_opus {
            assert_eq!(answer.status, StatusCode::OK);
            assert!(opus_duration_ms(&answer.bytes).abs_diff(3_000) < 100);
        } else {
            assert_eq!(answer.json()["code"], "transcode.unavailable");
        }
        let answer = service.get(&format!("/tracks/{flac}/stream?codec=mp3&quality=low"), &[]).await;
        if able.ffmpeg_mp3 {
            assert_eq!(answer.header("content-type"), "audio/mpeg");
            // 64 kbit/s for three seconds.
            assert!((20_000..30_000).contains(&answer.bytes.len()), "{} bytes", answer.bytes.len());
        } else {
            assert_eq!(answer.json()["code"], "transcode.unavailable");
        }
        assert_eq!(service.playback.transcoder().running(), 0);
        if program == "no-such-program" {
            assert!(!able.ffmpeg && service.playback.transcoder().ffmpeg().is_none());
        }
    }
}

#[tokio::test]
async fn leaving_an_ffmpeg_frees_its_place() {
    let service = Service::new(1, PLENTY, Some("ffmpeg")).await;
    if !service.playback.transcoder().abilities().ffmpeg {
        return;
    }
    let track = service.add_minute();
    let path = format!("/tracks/{track}/stream?codec=aac");
    let response = service.start(Method::GET, &path, &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(service.get(&path, &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    drop(response);
    assert_eq!(service.playback.transcoder().running(), 0);
    assert_eq!(service.get(&path, &[]).await.status, StatusCode::OK);
}
