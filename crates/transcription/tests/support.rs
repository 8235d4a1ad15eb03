//! A transcription service on this machine that takes nothing but what it should be sent, and a member who speaks.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use consent::Consents;
use db::Db;
use http_body_util::BodyExt as _;
use ids::{SessionId, SubjectId};
use policy::{Purpose as _, VoiceTranscription};
use sharing::{Gate, RecipientSetup};
use testkit::TestDatabase;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;
use transcription::{Endpoint, Parts, Transcriber, Transcription};
use units::{ManualClock, Millis, Timestamp};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub const ME: SubjectId = SubjectId::from_i64(1);
const PERSONAL: &[&str] = &["subjects", "grants", "consent_events", "disclosures"];

/// A WAV file of 16 kHz with so many samples, no two seconds of which are alike.
pub fn wav(samples: u32) -> Vec<u8> {
    let size = samples * 2;
    let mut bytes = Vec::new();
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(size + 36).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data");
    bytes.extend_from_slice(&size.to_le_bytes());
    let mut state = 1_u32;
    for _ in 0..samples {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes.extend_from_slice(&state.to_be_bytes()[..2]);
    }
    bytes
}

/// What the service does with a clip.
#[derive(Clone, Copy)]
pub enum Manner {
    Writes(&'static str),
    Answers(&'static str),
    Fails,
    HangsUp,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub line: String,
    /// Names in lower case, in alphabetical order.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

#[derive(Clone)]
pub struct Service {
    pub port: u16,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Service {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = Self { port: listener.local_addr().unwrap().port(), received: Arc::default() };
        let received = Arc::clone(&service.received);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let Some(request) = read(&mut stream).await else { continue };
                received.lock().unwrap().push(request);
                let (status, body) = match manner {
                    Manner::HangsUp => continue,
                    Manner::Writes(text) => ("200 OK", format!("{{\"text\":\"{text}\"}}")),
                    Manner::Answers(body) => ("200 OK", body.to_owned()),
                    Manner::Fails => ("503 Busy", "{\"error\":{\"message\":\"no room\"}}".to_owned()),
                };
                let head = format!(
                    "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
            }
        });
        service
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 65_536];
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let mut lines = head.lines();
            let line = lines.next()?.to_owned();
            let mut headers: Vec<(String, String)> = lines
                .map(|line| line.split_once(':').unwrap())
                .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
                .collect();
            headers.sort();
            let length = headers.iter().find(|(name, _)| name == "content-length");
            let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
            if bytes.len() >= end + 4 + length {
                return Some(Received { line, headers, body: bytes[end + 4..].to_vec() });
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// A service as a careful operator states it.
pub fn setup(port: u16) -> RecipientSetup {
    RecipientSetup {
        id: "transcription_endpoint".to_owned(),
        enabled: true,
        hosts: vec!["127.0.0.1".to_owned()],
        country: "CN".to_owned(),
        agreement: "DPA 2026-21".to_owned(),
        agreement_signed_at: Some(NOW - Millis::days(30)),
        checked_at: Some(NOW - Millis::days(20)),
        expires_at: NOW + Millis::days(300),
        transfer: None,
        way: transcription::request(
            &format!("http://127.0.0.1:{port}/v1/"),
            "sensevoice-small",
            Some("sk-test"),
            Some("zh"),
        )
        .into(),
    }
}

pub struct World {
    test: TestDatabase,
    pub clock: ManualClock,
    pub consents: Consents,
}

pub async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&[&consent::MIGRATIONS, &sharing::MIGRATIONS], PERSONAL).await {
        let mut tx = test.db.begin().await.unwrap();
        consent::add_subject(&mut tx, ME, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let clock = ManualClock::at(NOW);
        let consents = Consents::new(test.db.clone(), Arc::new(clock.clone()));
        found.push(World { test, clock, consents });
    }
    found
}

impl World {
    pub fn db(&self) -> &Db {
        &self.test.db
    }

    pub async fn agree(&self) {
        let shown =
            consent::Shown { text_hash: policy::text_hash(VoiceTranscription::PURPOSE, policy::Language::ZhCn) };
        self.consents.give(ME, VoiceTranscription::PURPOSE, &shown).await.unwrap();
    }

    /// The routes over this service; nothing for none.
    pub fn app(&self, setup: Option<RecipientSetup>) -> App {
        let clock: Arc<dyn units::Clock> = Arc::new(self.clock.clone());
        let transcriber = match setup {
            None => Transcriber::Off,
            Some(setup) => Transcriber::Endpoint(Endpoint {
                gate: Gate::new(self.db().clone(), Arc::clone(&clock), policy::current(), vec![setup]).unwrap(),
                provider: "某某语音".to_owned(),
                host: "127.0.0.1".to_owned(),
            }),
        };
        let parts = Parts { transcriber, consents: self.consents.clone(), clock };
        let (router, _) = transcription::routes::<()>(Transcription::new(parts)).split_for_parts();
        App(router.layer(axum::middleware::from_fn(http_api::render_problems)))
    }
}

pub struct App(axum::Router);

impl App {
    pub async fn send(&self, request: Request<Body>) -> (StatusCode, serde_json::Value) {
        let response = self.0.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    pub async fn say(&self, wav: Vec<u8>) -> (StatusCode, serde_json::Value) {
        self.send(spoken(wav, "127.0.0.1")).await
    }
}

/// A member's request, with what browsers and proxies add to it.
pub fn spoken(wav: Vec<u8>, recipient: &str) -> Request<Body> {
    let mut request = Request::post(format!("/voice_search/transcriptions?recipient={recipient}"))
        .header(header::CONTENT_TYPE, "audio/wav")
        .header(header::COOKIE, "session=secret")
        .header(header::USER_AGENT, "a browser of mine")
        .header(header::ACCEPT_LANGUAGE, "en")
        .header("x-forwarded-for", "198.51.100.7")
        .body(Body::from(wav))
        .unwrap();
    request.extensions_mut().insert(http_api::SignedIn {
        subject: ME,
        session: SessionId::from_i64(1),
        roles: Vec::new(),
        signed_in_at: NOW,
        review_needed: false,
    });
    request
}
