//! A listener's device asks which song a file is; on each engine at hand.

use audio_fingerprint::{CODES_MAX, Printer};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{RATE_HZ, World, poorer, tune, worlds};

fn question(sound: &[f32]) -> Value {
    let mut printer = Printer::new(RATE_HZ).unwrap();
    printer.push(sound);
    json!({ "fingerprint": STANDARD.encode(printer.finish().unwrap().to_bytes()) })
}

async fn ask(world: &World, sound: &[f32]) -> Value {
    let (status, answer) = world.send(false, "POST", "/recordings/match", &question(sound).to_string()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer["song"].clone()
}

#[tokio::test]
async fn a_file_of_a_listener_is_the_song_of_the_catalogue() {
    for world in worlds().await {
        let song = ask(&world, &poorer(&tune(2, 45), 7)).await;
        assert_eq!(song["track"]["file_name"], "second.wav", "{song}");
        assert!((6_500..7_500).contains(&song["offset_ms"].as_i64().unwrap()), "{song}");
        assert!(song["similarity_permille"].as_u64().unwrap() >= 850, "{song}");
        assert_eq!(ask(&world, &tune(77, 45)).await, Value::Null, "music that is not there is not there");
    }
}

#[tokio::test]
async fn a_song_that_left_the_library_is_matched_no_more() {
    for world in worlds().await {
        std::fs::remove_file(world.music.path().join("A/second.wav")).unwrap();
        world.hear().await;
        assert_eq!(ask(&world, &tune(2, 45)).await, Value::Null);
        world.put("A/third.wav", &poorer(&tune(8, 45), 1));
        world.hear().await;
        assert_eq!(ask(&world, &tune(3, 45)).await, Value::Null);
        assert_eq!(ask(&world, &tune(8, 45)).await["track"]["file_name"], "third.wav");
    }
}

#[tokio::test]
async fn what_is_no_fingerprint_is_refused() {
    let worlds = worlds().await;
    let world = &worlds[0];
    let of = |bytes: usize| json!({ "fingerprint": STANDARD.encode(vec![7_u8; bytes]) }).to_string();
    let mut named = question(&tune(2, 45));
    named["file_name"] = json!("我的歌.mp3");
    for body in [
        "{}".to_owned(),
        json!({ "fingerprint": "不是" }).to_string(),
        of(0),
        of(79 * 4),
        of(401),
        named.to_string(),
        json!({ "fingerprint": "", "audio": "UklGRg==" }).to_string(),
    ] {
        let (status, answer) = world.send(false, "POST", "/recordings/match", &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}: {answer}");
    }
    for bytes in [(CODES_MAX + 80) * 4, 1 << 20] {
        let (status, _) = world.send(false, "POST", "/recordings/match", &of(bytes)).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}

/// Silence, one tone and noise are nobody's song.
#[tokio::test]
async fn what_is_no_music_matches_nothing() {
    let worlds = worlds().await;
    let world = &worlds[0];
    let seconds = 30 * RATE_HZ as usize;
    let tone = |n: usize| (n as f32 * 440.0 * std::f32::consts::TAU / RATE_HZ as f32).sin() * 0.5;
    let mut noise = 1_u32;
    let mut next = || {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 8) as f32 / 8_388_608.0 - 1.0
    };
    for sound in [vec![0.0; seconds], (0..seconds).map(tone).collect(), (0..seconds).map(|_| next()).collect()] {
        assert_eq!(ask(world, &sound).await, Value::Null);
    }
}
