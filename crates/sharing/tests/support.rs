//! The gate before a recipient on this machine that records every byte it receives, on each engine.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::Db;
use ids::SubjectId;
use policy::{CompiledPolicy, SmsGateway, SmsGatewayField};
use sharing::{Disclosure, Error, Gate, RecipientSetup, Refusal, RequestTemplate, Way};
use testkit::TestDatabase;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use units::{ManualClock, Millis, Timestamp};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub const ME: SubjectId = SubjectId::from_i64(1);
pub const PHONE: &str = "+8613800138000";
const PERSONAL: &[&str] = &["subjects", "grants", "consent_events", "disclosures"];

/// A recipient on this machine that records every byte it receives.
#[derive(Clone)]
pub struct Simulator {
    pub port: u16,
    received: Arc<Mutex<Vec<String>>>,
}

/// What the simulator does with a request.
#[derive(Clone, Copy)]
pub enum Manner {
    Accepts,
    Fails,
    Refuses,
    HangsUp,
    Redirects,
}

impl Simulator {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let simulator = Self { port: listener.local_addr().unwrap().port(), received: Arc::default() };
        let received = Arc::clone(&simulator.received);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let request = read_request(&mut stream).await;
                received.lock().unwrap().push(request);
                let answer = match manner {
                    Manner::HangsUp => continue,
                    Manner::Accepts => "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok",
                    Manner::Fails => "HTTP/1.1 500 Oops\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
                    Manner::Refuses => "HTTP/1.1 403 No\r\nconnection: close\r\ncontent-length: 3\r\n\r\nwhy",
                    Manner::Redirects => {
                        "HTTP/1.1 307 Away\r\nconnection: close\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"
                    }
                };
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        simulator
    }

    pub fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

pub async fn read_request(stream: &mut tokio::net::TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

pub struct World {
    test: TestDatabase,
    pub clock: ManualClock,
}

impl World {
    pub fn db(&self) -> &Db {
        &self.test.db
    }

    pub fn gate(&self, setups: Vec<RecipientSetup>) -> Gate {
        self.gate_under(policy::current(), setups)
    }

    pub fn gate_under(&self, policy: &'static CompiledPolicy, setups: Vec<RecipientSetup>) -> Gate {
        Gate::new(self.db().clone(), Arc::new(self.clock.clone()), policy, setups).unwrap().allow_loopback_http()
    }
}

pub async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&[&consent::MIGRATIONS, &sharing::MIGRATIONS], PERSONAL).await {
        let mut tx = test.db.begin().await.unwrap();
        consent::add_subject(&mut tx, ME, NOW).await.unwrap();
        tx.commit().await.unwrap();
        found.push(World { test, clock: ManualClock::at(NOW) });
    }
    found
}

/// A recipient as a careful operator sets it up.
pub fn setup(port: u16) -> RecipientSetup {
    RecipientSetup {
        id: "sms_gateway".to_owned(),
        enabled: true,
        hosts: vec!["127.0.0.1".to_owned()],
        country: "CN".to_owned(),
        agreement: "DPA 2026-17".to_owned(),
        agreement_signed_at: Some(NOW - Millis::days(30)),
        checked_at: Some(NOW - Millis::days(20)),
        expires_at: NOW + Millis::days(300),
        transfer: None,
        way: RequestTemplate {
            method: "POST".to_owned(),
            url: format!("http://127.0.0.1:{port}/send"),
            headers: vec![("x-key".to_owned(), "operators-secret".to_owned())],
            body: r#"{"to":"{phone}","vars":{"code":"{sign_in_code}"}}"#.into(),
            timeout: Duration::from_secs(10),
            signer: None,
            reads_refusals: false,
            loopback_http: false,
        }
        .into(),
    }
}

pub fn code_for(contact: &str) -> Disclosure<SmsGateway> {
    Disclosure {
        subject: None,
        contact_index: Some(contact.to_owned()),
        fields: vec![(SmsGatewayField::Phone, PHONE.into()), (SmsGatewayField::SignInCode, "123456".into())],
    }
}

pub fn refusal(result: Result<sharing::Answer, Error>) -> Refusal {
    match result {
        Err(Error::Refused { reason, .. }) => reason,
        other => panic!("the gate is closed, but: {other:?}"),
    }
}

/// The request of a recipient that is reached by one.
pub fn request_of(setup: &mut RecipientSetup) -> &mut RequestTemplate {
    match &mut setup.way {
        Way::Request(request) => request,
        Way::Line { .. } => panic!("it is reached over a line"),
    }
}
