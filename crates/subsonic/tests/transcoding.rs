//! Decisions for clients that tell all they can do, and the streams made for them.

use crate::support::{App, PHONE, World, id, schema, worlds};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

async fn decide(world: &World, app: &App, song: &str, client: &Value) -> Value {
    let uri =
        format!("/rest/getTranscodeDecision?apiKey={}&v=1.16.1&c=t&f=json&mediaId={song}&mediaType=song", app.key);
    let request = Request::post(uri).header("content-type", "application/json").body(Body::from(client.to_string()));
    let answer = world.request(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    let whole: Value = serde_json::from_slice(&answer.bytes).unwrap();
    schema::check("getTranscodeDecision", &whole["subsonic-response"]);
    whole["subsonic-response"].clone()
}

/// The example of the official description, without HLS.
fn loudspeaker() -> Value {
    json!({
        "name": "Play:1", "platform": "Sonos", "maxAudioBitrate": 512_000, "maxTranscodingAudioBitrate": 128_000,
        "directPlayProfiles": [
            { "containers": ["wma"], "audioCodecs": ["wma"], "protocols": ["http"], "maxAudioChannels": 2 },
            { "containers": ["mp4"], "audioCodecs": ["alac"], "protocols": [], "maxAudioChannels": 2 },
        ],
        "transcodingProfiles": [
            { "container": "mp4", "audioCodec": "aac", "protocol": "hls", "maxAudioChannels": 2 },
            { "container": "ogg", "audioCodec": "opus", "protocol": "http", "maxAudioChannels": 1 },
        ],
        "codecProfiles": [{
            "type": "AudioCodec", "name": "opus",
            "limitations": [{ "name": "audioBitrate", "comparison": "LessThanEqual", "values": ["96000"], "required": true }],
        }],
    })
}

#[tokio::test]
async fn a_decision_leads_to_the_stream_it_promised() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let song = id(&songs[0]);
        let decision = decide(&world, &app, song, &loudspeaker()).await["transcodeDecision"].clone();
        assert_eq!(
            (&decision["canDirectPlay"], &decision["canTranscode"]),
            (&json!(false), &json!(true)),
            "{decision}"
        );
        assert_eq!(decision["transcodeReason"].as_array().unwrap().len(), 2, "one for each profile");
        let made = &decision["transcodeStream"];
        assert_eq!(
            (&made["codec"], &made["audioBitrate"], &made["audioChannels"]),
            (&json!("opus"), &json!(96_000), &json!(1))
        );
        assert!(decision["sourceStream"]["container"].is_string() && decision["sourceStream"]["codec"].is_string());

        let params = decision["transcodeParams"].as_str().unwrap();
        let query = |params: &str, song: &str| {
            format!("apiKey={}&v=1.16.1&c=t&mediaId={song}&mediaType=song&transcodeParams={params}", app.key)
        };
        let sound = world.raw("getTranscodeStream", &query(params, song)).await;
        assert_eq!(sound.status, StatusCode::OK);
        assert!(sound.bytes.starts_with(b"OggS"));
        assert_eq!(
            sound.bytes[sound.bytes.windows(8).position(|bytes| bytes == b"OpusHead").unwrap() + 9],
            1,
            "one channel"
        );
        let later = world.raw("getTranscodeStream", &format!("{}&offset=3", query(params, song))).await;
        assert!(later.bytes.len() < sound.bytes.len());

        for (wrong, status) in [
            (query("opus-9999-0-0-0", song), StatusCode::BAD_REQUEST),
            (query("everything", song), StatusCode::BAD_REQUEST),
            (query(params, "trk_0000000000001"), StatusCode::NOT_FOUND),
            (format!("{}&offset=100000", query(params, song)), StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(world.raw("getTranscodeStream", &wrong).await.status, status, "{wrong}");
        }
    }
}

#[tokio::test]
async fn what_plays_as_it_is_is_not_touched_and_nonsense_is_named() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let song = id(&songs[0]);
        let all = json!({
            "name": "all", "platform": "test",
            "directPlayProfiles": [{ "containers": [], "audioCodecs": [], "protocols": [] }],
        });
        let decision = decide(&world, &app, song, &all).await["transcodeDecision"].clone();
        assert_eq!((&decision["canDirectPlay"], &decision["canTranscode"]), (&json!(true), &json!(false)));
        let nothing = json!({ "name": "none", "platform": "test" });
        let decision = decide(&world, &app, song, &nothing).await["transcodeDecision"].clone();
        assert_eq!(decision["errorReason"], "NothingToPlay");
        for wrong in [json!({}), json!([]), json!({ "name": 1, "platform": "x" })] {
            assert_eq!(decide(&world, &app, song, &wrong).await["error"]["code"], 10, "{wrong}");
        }
        assert_eq!(decide(&world, &app, "trk_0000000000001", &all).await["error"]["code"], 70);
        assert_eq!(world.fault(&app, "getTranscodeDecision", &format!("mediaId={song}&mediaType=song")).await, 10);
        assert_eq!(world.fault(&app, "getTranscodeDecision", &format!("mediaId={song}&mediaType=film")).await, 10);
    }
}

#[tokio::test]
async fn a_stream_comes_in_every_form_and_with_a_length_where_asked() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let query = |rest: &str| format!("apiKey={}&v=1.16.1&c=t&id={}&{rest}", app.key, id(&songs[0]));
        for (format, begins) in [("opus", &b"OggS"[..]), ("flac", b"fLaC"), ("wav", b"RIFF")] {
            let sound = world.raw("stream", &query(&format!("format={format}&maxBitRate=32&timeOffset=2"))).await;
            assert!(sound.bytes.starts_with(begins), "{format}");
        }
        let raw = world.raw("stream", &query("format=raw&maxBitRate=32")).await;
        assert_eq!(raw.bytes, world.raw("download", &query("")).await.bytes);
        let guessed = world.raw("stream", &query("format=opus&maxBitRate=64&estimateContentLength=true")).await;
        let told: usize = guessed.headers["content-length"].to_str().unwrap().parse().unwrap();
        assert_eq!(guessed.bytes.len(), told);
        let plain = world.raw("stream", &query("format=opus&maxBitRate=64")).await;
        assert!(plain.headers.get("content-length").is_none() && guessed.bytes.starts_with(&plain.bytes));
    }
}
