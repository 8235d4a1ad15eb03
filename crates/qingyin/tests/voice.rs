//! Search by voice through a transcription service, over the whole: by consent, seen in the ledger, and kept nowhere.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::routing::post;
use serde_json::json;

use crate::common::{Answer, Codes, PHONE, World, start, worlds};

/// What the service writes down; no test has it elsewhere.
const SAID: &str = "播放一支叫做茉莉花的曲子";

/// What the service received: head and body of each request.
type Received = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A transcription service on this machine; returns its base address, and what it receives.
async fn service() -> (String, Received) {
    let received: Received = Arc::default();
    async fn transcribe(
        State(received): State<Received>,
        headers: HeaderMap,
        body: Bytes,
    ) -> axum::Json<serde_json::Value> {
        received.lock().unwrap().push((headers, body));
        axum::Json(json!({ "text": SAID }))
    }
    let router = Router::new().route("/v1/audio/transcriptions", post(transcribe)).with_state(Arc::clone(&received));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, received)
}

/// The same world with this service set up.
async fn with_service(world: World, url: &str) -> World {
    let World { app, clock, codes, mut config, folder, is_sqlite, contract } = world;
    app.stop().await;
    let day = |text: &str| text.parse::<config::Date>().unwrap();
    config.voice_search = config::VoiceSearch::Endpoint(Box::new(config::TranscriptionEndpoint {
        url: url.to_owned(),
        model: "sensevoice-small".to_owned(),
        key: Some(config::Secret::new("sk-nobody-reads-this")),
        language: None,
        provider: "某某语音".to_owned(),
        agreement: config::Agreement {
            country: "CN".to_owned(),
            name: "DPA-2026-021".to_owned(),
            signed: day("2026-11-01"),
            checked_at: day("2026-11-01"),
            expires_at: day("2027-10-31"),
        },
    }));
    let app = start(&config, &clock, &codes).await;
    World { app, clock, codes, config, folder, is_sqlite, contract }
}

/// Two seconds in which no eight samples are those of anything else.
fn clip() -> Vec<u8> {
    let size = 64_000_u32;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend_from_slice(&(size + 36).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data");
    bytes.extend_from_slice(&size.to_le_bytes());
    let mut state = 7_u32;
    while bytes.len() < 44 + size as usize {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.extend_from_slice(&state.to_be_bytes()[..2]);
    }
    bytes
}

async fn say(world: &World, token: &str, clip: Vec<u8>) -> Answer {
    world.request(spoken(token).body(Body::from(clip)).unwrap()).await
}

fn spoken(token: &str) -> axum::http::request::Builder {
    Request::post("/api/v1/voice_search/transcriptions?recipient=127.0.0.1")
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "audio/wav")
}

#[tokio::test]
async fn what_is_said_is_sent_by_consent_and_stands_nowhere_but_as_a_line_in_the_ledger() {
    for world in worlds().await {
        let (url, received) = service().await;
        let world = with_service(world, &url).await;
        // Everything that is logged while this runs, down to the last detail.
        let log = Codes::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .finish();
        let logging = tracing::subscriber::set_default(subscriber);
        let token = &world.sign_in(PHONE).await;
        let told = world.get("/voice_search", Some(token)).await.ok();
        assert_eq!(
            (&told["recipient"]["provider"], &told["recipient"]["host"]),
            (&json!("某某语音"), &json!("127.0.0.1"))
        );
        let consents = world.get("/me/consents", Some(token)).await.ok();
        let asked = consents["items"].as_array().unwrap().iter().find(|one| one["purpose"] == "voice_transcription");
        let asked = asked.unwrap();
        assert_eq!((&asked["basis"], &asked["sensitive"]), (&json!("separate_consent"), &json!(true)));
        assert_eq!(asked["state"], "not_asked");

        assert_eq!(say(&world, token, clip()).await.expect(StatusCode::FORBIDDEN)["code"], "consent.required");
        assert!(received.lock().unwrap().is_empty(), "nothing is sent before the consent");
        world.agree(token, "voice_transcription").await;
        let before = world.personal_rows().await;
        assert_eq!(say(&world, token, clip()).await.ok(), json!({ "text": SAID }));
        {
            let received = received.lock().unwrap();
            let [(headers, body)] = received.as_slice() else { panic!("{} requests", received.len()) };
            assert!(body.windows(64_044).any(|window| window == clip()), "the sound arrives as it was");
            let mut names: Vec<&str> = headers.keys().map(axum::http::HeaderName::as_str).collect();
            names.sort_unstable();
            assert_eq!(names, ["accept", "authorization", "content-length", "content-type", "host"]);
        }
        // The member sees it, in words.
        let disclosures = world.get("/me/disclosures?language=zh-CN", Some(token)).await.ok();
        assert_eq!(disclosures["items"].as_array().unwrap().len(), 1);
        let entry = &disclosures["items"][0];
        assert_eq!((&entry["recipient_title"], &entry["outcome"]), (&json!("语音转文字服务"), &json!("sent")));
        assert_eq!(entry["fields"], json!(["搜索时说的一句话（最长 15 秒）"]));
        // That line is all there is: no other row, no file, no log.
        let grown: Vec<(String, u64)> =
            world.personal_rows().await.into_iter().filter(|row| !before.contains(row)).collect();
        assert_eq!(grown, [("disclosures".to_owned(), 1)]);
        let voice = &clip()[30_000..30_016];
        for needle in [voice, SAID.as_bytes(), b"sk-nobody-reads-this"] {
            assert_eq!(world.bytes_on_disk(needle), Vec::<String>::new());
        }
        tracing::trace!("whatever is logged is seen");
        drop(logging);
        let logged = log.text();
        assert!(logged.contains("whatever is logged is seen"), "{logged}");
        for secret in [SAID, "sk-nobody-reads-this", &format!("{:?}", Bytes::copy_from_slice(voice))[2..40]] {
            assert!(!logged.contains(secret), "{secret}");
        }

        world.delete("/me/consents/voice_transcription", token).await.ok();
        assert_eq!(say(&world, token, clip()).await.expect(StatusCode::FORBIDDEN)["code"], "consent.required");
        assert_eq!(received.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_is_said_is_not_sent_while_the_consent_rests() {
    for world in worlds().await {
        let (url, received) = service().await;
        let world = with_service(world, &url).await;
        let token = &world.sign_in(PHONE).await;
        world.agree(token, "voice_transcription").await;
        let with_signal = || world.request(spoken(token).header("sec-gpc", "1").body(Body::from(clip())).unwrap());
        assert_eq!(with_signal().await.expect(StatusCode::FORBIDDEN)["code"], "consent.required");
        assert_eq!(say(&world, token, clip()).await.expect(StatusCode::FORBIDDEN)["code"], "consent.required");
        assert!(received.lock().unwrap().is_empty());
        // What the member says later than their browser counts.
        world.agree(token, "voice_transcription").await;
        assert_eq!(with_signal().await.ok(), json!({ "text": SAID }));
        assert_eq!(received.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn what_was_said_finds_the_music_and_an_operator_sees_the_recipient() {
    let (url, _) = service().await;
    let world = with_service(worlds().await.remove(0), &url).await;
    let token = world.officer(PHONE).await;
    world.agree(&token, "voice_transcription").await;
    let said = say(&world, &token, clip()).await.ok()["text"].as_str().unwrap().to_owned();
    let path: String = said.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let found = world.get(&format!("/search/spoken?said={path}"), None).await.ok();
    assert_eq!(found["said"], SAID);
    let standing = world.get("/operator/policy", Some(&token)).await.ok();
    let recipients = standing["recipients"].as_array().unwrap();
    let enabled = |id: &str| recipients.iter().find(|one| one["recipient"] == id).unwrap()["enabled"].clone();
    assert_eq!((enabled("transcription_endpoint"), enabled("sms_gateway")), (json!(true), json!(false)));
}

#[tokio::test]
async fn without_a_service_no_sound_is_taken() {
    let world = worlds().await.remove(0);
    let token = world.sign_in(PHONE).await;
    assert_eq!(world.get("/voice_search", None).await.ok()["recipient"], json!(null));
    assert_eq!(say(&world, &token, clip()).await.expect(StatusCode::CONFLICT)["code"], "voice_search.off");
}
