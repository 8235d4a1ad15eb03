//! What a transcription service receives: a form of exactly these parts, and nothing about anyone.
//!
//! That the form is what others' clients send is shown from the other side: `web/e2e/endpoint.test.ts` lets the
//! official client of OpenAI speak to the endpoint that `web/e2e/voice-endpoint.test.ts` lets this service speak to.

use axum::http::StatusCode;

use crate::support::{Manner, Received, Service, setup, wav, worlds};

/// A part of a form: its headers as they stand, and its bytes.
type FormPart = (Vec<String>, Vec<u8>);

/// Reads a form by RFC 2046, 5.1.1 and RFC 7578, and takes nothing that they do not say.
fn parts(request: &Received) -> Vec<FormPart> {
    let boundary = request.header("content-type").strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!((1..=70).contains(&boundary.len()) && boundary.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-'));
    let mut rest = request.body.strip_prefix(format!("--{boundary}\r\n").as_bytes()).unwrap();
    let delimiter = format!("\r\n--{boundary}");
    let mut found = Vec::new();
    loop {
        let end = rest.windows(delimiter.len()).position(|window| window == delimiter.as_bytes()).unwrap();
        let part = &rest[..end];
        let head = part.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let headers = String::from_utf8(part[..head].to_vec()).unwrap();
        found.push((headers.split("\r\n").map(str::to_owned).collect(), part[head + 4..].to_vec()));
        rest = &rest[end + delimiter.len()..];
        if rest == b"--\r\n" {
            return found;
        }
        rest = rest.strip_prefix(b"\r\n").unwrap();
    }
}

#[tokio::test]
async fn the_form_has_these_parts_and_says_nothing_about_anyone() {
    for world in worlds().await {
        let service = Service::start(Manner::Writes("播放茉莉花")).await;
        let app = world.app(Some(setup(service.port)));
        world.agree().await;
        let clip = wav(16_000);
        assert_eq!(app.say(clip.clone()).await, (StatusCode::OK, serde_json::json!({ "text": "播放茉莉花" })));
        let requests = service.received();
        let [request] = requests.as_slice() else { panic!("{} requests", requests.len()) };
        assert_eq!(request.line, "POST /v1/audio/transcriptions HTTP/1.1");
        assert_eq!(request.header("authorization"), "Bearer sk-test");
        let names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["accept", "authorization", "content-length", "content-type", "host"]);
        assert_eq!(request.header("accept"), "*/*");
        let text = |name: &str, text: &str| -> FormPart {
            (vec![format!("content-disposition: form-data; name=\"{name}\"")], text.as_bytes().to_vec())
        };
        let file = vec![
            "content-disposition: form-data; name=\"file\"; filename=\"speech.wav\"".to_owned(),
            "content-type: audio/wav".to_owned(),
        ];
        assert_eq!(
            parts(request),
            [(file, clip), text("model", "sensevoice-small"), text("response_format", "json"), text("language", "zh"),]
        );
    }
}

#[tokio::test]
async fn two_clips_of_two_people_differ_in_their_sound_alone() {
    let world = worlds().await.remove(0);
    let service = Service::start(Manner::Writes("a")).await;
    let app = world.app(Some(setup(service.port)));
    world.agree().await;
    app.say(wav(900)).await;
    app.say(wav(900)).await;
    let requests = service.received();
    assert_eq!(parts(&requests[0]), parts(&requests[1]));
    assert_ne!(requests[0].header("content-type"), requests[1].header("content-type"), "what parts a form is random");
}
