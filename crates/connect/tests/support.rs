//! Connectors before a provider of the test's own, which answers what it is told to and notes what it was asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::http::{Method, StatusCode, Uri};
use axum::response::IntoResponse as _;
use connect::{Apps, Attempt, Connectors, Error, Identity, Parts, Places, Provider, reaching};
use db::Db;
use sharing::public::{PublicOptions, PublicReader};
use sharing::{Gate, RecipientSetup};
use testkit::TestDatabase;
use units::{Clock, ManualClock, Timestamp};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub const NOW_SECONDS: i64 = NOW.as_millis() / 1_000;
pub const CALLBACK: &str = "https://music.example/api/v1/sign_in/providers/x/callback";

/// Status and body.
type Said = (u16, Vec<u8>);

#[derive(Clone, Default)]
pub struct Answers {
    bodies: Arc<Mutex<BTreeMap<String, Said>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Answers {
    /// From now on this path answers so.
    pub fn say(&self, path: &str, status: u16, body: impl Into<Vec<u8>>) {
        self.bodies.lock().expect("answers").insert(path.to_owned(), (status, body.into()));
    }

    /// Method, path with query, and body of every request so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("what was asked").clone()
    }
}

pub struct World {
    pub connectors: Connectors,
    pub clock: ManualClock,
    pub answers: Answers,
    pub address: String,
    pub db: Db,
    pub reader: PublicReader,
    _database: TestDatabase,
}

/// A world for each engine; the applications may name the provider's address.
pub async fn worlds(apps: impl Fn(&str) -> Apps) -> Vec<World> {
    worlds_with(|address, _| apps(address)).await
}

/// The same, where the applications read what is public as well.
pub async fn worlds_with(apps: impl Fn(&str, PublicReader) -> Apps) -> Vec<World> {
    let mut found = Vec::new();
    for database in testkit::databases(&[&consent::MIGRATIONS, &sharing::MIGRATIONS], PERSONAL).await {
        let answers = Answers::default();
        let address = serve(answers.clone()).await;
        let clock = ManualClock::at(NOW);
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let setups = Provider::ALL.into_iter().filter_map(Provider::recipient).map(setup).collect();
        let gate = Gate::new(database.db.clone(), Arc::clone(&shared), policy::current(), setups).expect("a gate");
        let options = PublicOptions {
            enabled: true,
            private_networks: Some(Arc::new(|address: std::net::IpAddr| address.is_loopback())),
        };
        let reader = PublicReader::new(database.db.clone(), Arc::clone(&shared), options).expect("a reader");
        let apps = apps(&address, reader.clone());
        let places = Places::simulated(&address);
        if let Some(apple) = &apps.apple {
            apple.allow(&places).await.expect("a list of hosts");
        }
        let parts = Parts { gate, clock: shared, places, apps };
        let db = database.db.clone();
        let connectors = Connectors::new(parts);
        found.push(World { connectors, clock, answers, address, db, reader, _database: database });
    }
    found
}

pub const PERSONAL: &[&str] = &["subjects", "grants", "consent_events", "disclosures"];

pub fn setup(id: &str) -> RecipientSetup {
    RecipientSetup {
        id: id.to_owned(),
        enabled: true,
        hosts: vec!["127.0.0.1".to_owned()],
        country: "CN".to_owned(),
        agreement: "A-1".to_owned(),
        agreement_signed_at: Some(NOW),
        checked_at: Some(NOW),
        expires_at: NOW + units::Millis::days(365),
        transfer: None,
        way: reaching("http://127.0.0.1:9/".to_owned()).into(),
    }
}

async fn serve(answers: Answers) -> String {
    let app = axum::Router::new().fallback(move |method: Method, uri: Uri, body: Bytes| {
        let answers = answers.clone();
        async move {
            let line = format!("{method} {uri} {}", String::from_utf8_lossy(&body));
            answers.asked.lock().expect("what was asked").push(line);
            let found = answers.bodies.lock().expect("answers").get(uri.path()).cloned();
            let (status, body) = found.unwrap_or((404, Vec::new()));
            // As WeChat does: the type says nothing.
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [("content-type", "text/plain")], body).into_response()
        }
    });
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

pub fn attempt() -> Attempt {
    Attempt { state: "s1".to_owned(), nonce: "n1".to_owned(), verifier: "v1".to_owned(), is_in_app: false }
}

impl World {
    /// Comes back with a code.
    pub async fn identify(&self, provider: Provider) -> Result<Identity, Error> {
        self.connectors.identify(provider, Some("the code"), &attempt(), CALLBACK, "entered").await
    }

    /// Recipient, fields and outcome of every entry in the ledger, the oldest first.
    pub async fn ledger(&self) -> Vec<(String, String, String)> {
        db::sql! {
            static ALL = "SELECT recipient, fields, outcome FROM disclosures ORDER BY created_at, fields";
        }
        let reader = self.db.service();
        let rows = reader.query(&ALL, &db::args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        rows.await.expect("the ledger")
    }
}
