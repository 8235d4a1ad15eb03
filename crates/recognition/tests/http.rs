//! Songs of a scanned library are named by their peaks over HTTP, on each engine at hand.

use crate::support::{part, question, worlds};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

#[tokio::test]
async fn a_song_of_the_library_is_named_with_its_moment() {
    for world in worlds().await {
        assert_eq!(world.recognition.size().songs, 3);
        let (status, answer) = world.ask(question(&part(2, 11, 16)).to_string()).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(answer["state"], "found", "{answer}");
        assert_eq!(answer["song"]["track"]["title"], "tune 2");
        let at = |field: &str| answer["song"][field].as_i64().unwrap();
        assert!((at("start_ms") - 11_000).abs() < 250, "{answer}");
        assert!((at("end_ms") - 16_000).abs() < 250, "{answer}");
    }
}

#[tokio::test]
async fn what_is_not_clear_yet_goes_on_until_twelve_seconds() {
    for world in worlds().await {
        let short = world.ask(question(&part(2, 11, 12)).to_string()).await;
        assert_eq!((short.0, &short.1["state"]), (StatusCode::OK, &json!("listening")), "too short to tell");
        let other = world.ask(question(&part(99, 5, 15)).to_string()).await;
        assert_eq!(other.1["state"], "listening");
        let mut last = question(&part(99, 5, 17));
        last["frames"] = json!(750);
        assert_eq!(world.ask(last.to_string()).await.1["state"], "not_found");
        let silence = json!({ "peaks": "", "frames": 750 });
        assert_eq!(world.ask(silence.to_string()).await.1["state"], "not_found");
    }
}

#[tokio::test]
async fn what_is_no_question_is_refused() {
    let world = worlds().await.remove(0);
    let refused = [
        json!({ "peaks": "", "frames": 751 }),
        json!({ "peaks": "no base64!", "frames": 100 }),
        json!({ "peaks": STANDARD.encode([1]), "frames": 100 }),
        json!({ "peaks": STANDARD.encode([0xff; 40]), "frames": 100 }),
        json!({ "peaks": STANDARD.encode([0; 1_202]), "frames": 100 }),
        json!({ "peaks": "", "frames": 100, "audio": "" }),
        json!({ "frames": 100 }),
    ];
    for body in refused {
        assert!(world.ask(body.to_string()).await.0.is_client_error(), "{body}");
    }
    let sound = json!({ "peaks": "A".repeat(16_000), "frames": 100 });
    assert_eq!(world.ask(sound.to_string()).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(world.ask(vec![0_u8; 1_000]).await.0.is_client_error());
}
