//! The routes of accounts as a client meets them, on each engine, with a clock that a test moves.

use std::io::Write;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use accounts::{Accounts, ClientAddress, Console, PasswordCost, PolicyInForce, ProxyName, Setup, SmsGateway};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use connect::{AppleApp, Apps, Connectors, Places, Secret, WeiboApp, WeiboEvents};
use consent::Consents;
use db::Db;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use sharing::public::{PublicOptions, PublicReader};
use sharing::{Gate, RecipientSetup};
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock, ManualClock, Millis, Timestamp};
use utoipa_axum::router::OpenApiRouter;
use vault::{MasterKey, Vault};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub const PHONE: &str = "13800138000";
pub const OTHER: &str = "13900139000";
/// What stands in the address that Weibo calls.
pub const WEIBO_SECRET: &str = "0123456789abcdef0123456789abcdef";
pub const VERSION: &str = "1";
pub const TEXT_HASH: &str = "the digest of the text in force";

const PERSONAL: &[&str] = &[
    "subjects",
    "grants",
    "consent_events",
    "disclosures",
    "accounts",
    "account_phones",
    "account_passwords",
    "account_avatars",
    "api_keys",
    "app_passwords",
    "sessions",
    "linked_identities",
    "sms_challenges",
    "policy_acceptances",
    "passkeys",
    "proxy_names",
    "qr_sign_ins",
    "profile_signatures",
    "profile_genders",
    "profile_birthdays",
    "profile_regions",
    "staff_accesses",
    "staff_trainings",
];

/// What the operator's terminal shows.
#[derive(Clone, Default)]
pub struct Terminal(Arc<Mutex<Vec<u8>>>);

impl Write for Terminal {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub struct World {
    pub app: Router,
    pub accounts: Accounts,
    pub consents: Consents,
    pub clock: ManualClock,
    pub db: Db,
    pub terminal: Terminal,
    pub databases: Vec<TestDatabase>,
    parts: Parts,
}

#[derive(Clone)]
struct Parts {
    vault: Vault,
    public_url: Option<String>,
    /// Where Weibo and Apple are simulated.
    simulator: Option<String>,
}

pub async fn worlds() -> Vec<World> {
    worlds_at(None).await
}

/// A world for each engine, reached by this address.
pub async fn worlds_at(public_url: Option<&str>) -> Vec<World> {
    worlds_before(public_url, None).await
}

/// The same, with Weibo and Apple at an address of the test's own.
pub async fn worlds_before(public_url: Option<&str>, simulator: Option<&str>) -> Vec<World> {
    let modules = [&consent::MIGRATIONS, &staff_access::MIGRATIONS, &sharing::MIGRATIONS, &accounts::MIGRATIONS];
    let stores = testkit::databases(&modules, PERSONAL).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let master = MasterKey::new([7; 32]);
        let parts = Parts {
            vault: Vault::new(keys.db.clone(), master),
            public_url: public_url.map(str::to_owned),
            simulator: simulator.map(str::to_owned),
        };
        let clock = ManualClock::at(NOW);
        if let Some(simulator) = simulator {
            let apple = apple(store.db.clone(), Arc::new(clock.clone()));
            apple.allow(&Places::simulated(simulator)).await.expect("the list of hosts");
        }
        found.push(World::new(parts, clock, vec![store, keys], VERSION));
    }
    found
}

impl World {
    fn new(parts: Parts, clock: ManualClock, databases: Vec<TestDatabase>, version: &str) -> Self {
        let db = databases[0].db.clone();
        let terminal = Terminal::default();
        let consents = Consents::new(db.clone(), Arc::new(clock.clone()));
        let accounts = Accounts::new(Setup {
            db: db.clone(),
            clock: Arc::new(clock.clone()),
            consents: consents.clone(),
            vault: parts.vault.clone(),
            sms: SmsGateway::Console(Console::new(terminal.clone())),
            one_tap: None,
            connectors: connectors(db.clone(), &clock, parts.simulator.as_deref()),
            policy: PolicyInForce { version: version.to_owned(), text_hashes: vec![TEXT_HASH.to_owned()] },
            password_cost: PasswordCost { memory_kib: 64, passes: 1 },
            public_url: parts.public_url.clone(),
        })
        .expect("accounts");
        let (router, _) =
            OpenApiRouter::<()>::new().nest("/api/v1", accounts::routes(accounts.clone())).split_for_parts();
        let app = router
            .layer(from_fn_with_state(accounts.clone(), accounts::identify))
            .layer(from_fn(http_api::render_problems));
        Self { app, accounts, consents, clock, db, terminal, databases, parts }
    }

    /// The same data under a newer policy.
    pub fn under_version(self, version: &str) -> Self {
        Self::new(self.parts, self.clock, self.databases, version)
    }

    pub async fn send(&self, call: Call) -> Answer {
        let mut request = Request::builder().method(call.method).uri(format!("/api/v1{}", call.path));
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        if let Some(address) = call.address {
            request = request.extension(ClientAddress(address));
        }
        if let Some(name) = call.proxy_name {
            request = request.extension(name);
        }
        let response = self.app.clone().oneshot(request.body(Body::from(call.body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status, headers: parts.headers, body, bytes: bytes.to_vec() }
    }

    /// Asks for a code and reads it from the terminal.
    pub async fn code(&self, phone: &str) -> String {
        let answer = self.send(post("/sign_in/sms_codes", json!({ "phone": phone }))).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
        self.last_code()
    }

    pub fn last_code(&self) -> String {
        let shown = String::from_utf8(self.terminal.0.lock().unwrap().clone()).unwrap();
        shown.trim_end().rsplit(' ').next().unwrap().to_owned()
    }

    pub fn shown(&self) -> String {
        String::from_utf8(self.terminal.0.lock().unwrap().clone()).unwrap()
    }

    /// Signs in by code, accepting the policy, and hands back a bearer token.
    pub async fn sign_in(&self, phone: &str) -> String {
        let code = self.code(phone).await;
        let answer = self.send(post("/sign_in/sms", accepted(phone, &code))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answer.body["token"].as_str().expect("a token").to_owned()
    }
}

pub fn accepted(phone: &str, code: &str) -> Value {
    json!({ "phone": phone, "code": code, "policy_version": VERSION, "text_hash": TEXT_HASH, "bearer": true })
}

pub struct Call {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    address: Option<IpAddr>,
    proxy_name: Option<ProxyName>,
}

pub fn get(path: &str) -> Call {
    call("GET", path)
}

pub fn call(method: &'static str, path: &str) -> Call {
    Call { method, path: path.to_owned(), headers: Vec::new(), body: Vec::new(), address: None, proxy_name: None }
}

pub fn post(path: &str, body: Value) -> Call {
    call("POST", path).json(body)
}

impl Call {
    pub fn json(mut self, body: Value) -> Self {
        self.body = body.to_string().into_bytes();
        self.header("content-type", "application/json")
    }

    pub fn bytes(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// As if a trusted proxy had named whoever asks.
    pub fn vouched(mut self, name: &str) -> Self {
        self.proxy_name = ProxyName::parse([&HeaderValue::from_bytes(name.as_bytes()).expect("a value")]);
        self
    }

    pub fn from(mut self, address: &str) -> Self {
        self.address = Some(address.parse().expect("an address"));
        self
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The problem's code, or nothing.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The names of the fields that are wrong.
    pub fn fields(&self) -> Vec<&str> {
        self.body["fields"].as_array().into_iter().flatten().filter_map(|field| field["name"].as_str()).collect()
    }

    pub fn cookie(&self) -> Option<String> {
        self.headers.get("set-cookie").map(|value| value.to_str().expect("text").to_owned())
    }
}

/// The value that a cookie was set to; nothing when it was not set, and an empty text when it was removed.
pub fn set(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.headers.get_all("set-cookie").into_iter().filter_map(|value| value.to_str().ok());
    all.filter_map(|line| line.split(';').next()?.strip_prefix(name)?.strip_prefix('=')).next_back().map(str::to_owned)
}

/// Where an answer sends the browser on.
pub fn location(answer: &Answer) -> &str {
    answer.headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Apple, whose keys are on this machine.
fn apple(db: Db, clock: Arc<dyn Clock>) -> AppleApp {
    let private_networks = Some(Arc::new(|address: IpAddr| address.is_loopback()) as _);
    let options = PublicOptions { enabled: true, private_networks };
    let reader = PublicReader::new(db, clock, options).expect("a reader");
    AppleApp { services_id: "example.music".to_owned(), reader }
}

/// Nobody elsewhere vouches for anyone but Weibo and Apple, where they are simulated.
fn connectors(db: Db, clock: &ManualClock, simulator: Option<&str>) -> Connectors {
    let clock: Arc<dyn Clock> = Arc::new(clock.clone());
    let places = simulator.map_or_else(Places::default, Places::simulated);
    let setup = RecipientSetup {
        id: "weibo".to_owned(),
        enabled: true,
        hosts: WeiboApp::hosts(&places),
        country: "CN".to_owned(),
        agreement: "A-1".to_owned(),
        agreement_signed_at: Some(NOW),
        checked_at: Some(NOW),
        expires_at: NOW + Millis::days(365),
        transfer: None,
        way: connect::reaching(WeiboApp::probe(&places)).into(),
    };
    let weibo = simulator.map(|_| WeiboApp {
        app_key: "404".to_owned(),
        app_secret: Secret("s".to_owned()),
        events: Some(WeiboEvents { secret: Secret(WEIBO_SECRET.to_owned()) }),
    });
    let apple = simulator.map(|_| apple(db.clone(), Arc::clone(&clock)));
    let gate = Gate::new(db, Arc::clone(&clock), policy::current(), vec![setup]).expect("a gate");
    Connectors::new(connect::Parts { gate, clock, places, apps: Apps { weibo, apple, ..Apps::default() } })
}
