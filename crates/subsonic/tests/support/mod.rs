//! The protocol over a real library, on each engine, with a clock that a test moves.

pub mod schema;
pub mod xml;

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use accounts::{Accounts, Console, PasswordCost, PolicyInForce, Setup, SmsGateway};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use catalog::{Catalog, Scope};
use connect::{Apps, Connectors, Places};
use consent::{Consents, Shown};
use db::Db;
use http_body_util::BodyExt as _;
use ids::SubjectId;
use library::Library;
use minors::mode::Mode;
use playback::history::History;
use playback::jukebox::{Jukebox, SoundProgram};
use playback::{Playback, PlaybackOptions, Sources};
use podcasts::Podcasts;
use policy::{Language, PurposeId};
use radio::Radio;
use serde_json::{Value, json};
use sharing::Gate;
use sharing::public::{PublicOptions, PublicReader};
use similarity::{Similarity, SoundFeatures};
use social::Social;
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock, ManualClock, Timestamp};
use utoipa_axum::router::OpenApiRouter;
use vault::{MasterKey, Vault};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub const PHONE: &str = "13800138000";
pub const OTHER: &str = "13900139000";
const VERSION: &str = "1";
const TEXT_HASH: &str = "the digest of the text in force";

/// What the operator's terminal shows.
#[derive(Clone, Default)]
struct Terminal(Arc<Mutex<Vec<u8>>>);

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
    pub catalog: Catalog,
    pub similarity: Similarity,
    pub consents: Consents,
    pub podcasts: Podcasts,
    pub mode: Mode,
    pub clock: ManualClock,
    terminal: Terminal,
    databases: Vec<TestDatabase>,
    _cache: tempfile::TempDir,
}

/// A member with what their app signs in with.
pub struct App {
    pub token: String,
    pub subject: SubjectId,
    pub key_id: String,
    pub key: String,
    pub user_name: String,
    pub password: String,
}

/// The library of the demonstration: real files with tags, covers and lyrics.
fn music() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../demo/music")
}

pub async fn worlds() -> Vec<World> {
    let modules = [
        &consent::MIGRATIONS,
        &minors::MIGRATIONS,
        &accounts::MIGRATIONS,
        &catalog::MIGRATIONS,
        &playback::MIGRATIONS,
        &library::MIGRATIONS,
        &audio_analysis::MIGRATIONS,
        &social::MIGRATIONS,
        &sharing::MIGRATIONS,
        &podcasts::MIGRATIONS,
        &radio::MIGRATIONS,
    ];
    let personal: Vec<&str> = policy::current().items.iter().map(|item| item.table.as_str()).collect();
    let stores = testkit::databases(&modules, &personal).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        found.push(World::new(store, keys).await);
    }
    found
}

impl World {
    async fn new(store: TestDatabase, keys: TestDatabase) -> Self {
        let clock = ManualClock::at(NOW);
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let terminal = Terminal::default();
        let consents = Consents::new(store.db.clone(), Arc::clone(&shared));
        let vault = Vault::new(keys.db.clone(), MasterKey::new([7; 32]));
        let accounts = Accounts::new(Setup {
            db: store.db.clone(),
            clock: Arc::clone(&shared),
            consents: consents.clone(),
            vault: vault.clone(),
            sms: SmsGateway::Console(Console::new(terminal.clone())),
            one_tap: None,
            connectors: no_connectors(store.db.clone(), &clock),
            policy: PolicyInForce { version: VERSION.to_owned(), text_hashes: vec![TEXT_HASH.to_owned()] },
            password_cost: PasswordCost { memory_kib: 64, passes: 1 },
            public_url: None,
        })
        .unwrap();
        let cache = tempfile::tempdir().unwrap();
        let options = catalog::Options {
            music: vec![music()],
            thumbnails: cache.path().join("thumbnails"),
            thumbnails_limit_bytes: 1 << 24,
            scan_threads: 1,
            seed: [7; 32],
        };
        let catalog = Catalog::open(store.db.clone(), Arc::clone(&shared), options).await.unwrap();
        catalog.scan(Scope::Changed).await.unwrap();
        let options = PlaybackOptions {
            limits: playback::transcode::TranscodeLimits::default(),
            cache_folder: cache.path().join("transcodes"),
            cache_bytes_max: 0,
            ffmpeg: None,
        };
        let playback = Playback::open(options, Sources::of(catalog.clone())).await.unwrap();
        let sound = playback.clone();
        let library = Library::new(store.db.clone(), consents.clone(), catalog.clone(), Arc::clone(&shared));
        let this_machine: Arc<dyn Fn(std::net::IpAddr) -> bool + Send + Sync> =
            Arc::new(|address| address.is_loopback());
        let options = PublicOptions { enabled: true, private_networks: Some(this_machine) };
        let reader = PublicReader::new(store.db.clone(), Arc::clone(&shared), options).unwrap();
        let options = podcasts::Options { folder: cache.path().join("podcasts"), folder_bytes_max: 1 << 20 };
        let podcasts = Podcasts::open(store.db.clone(), Arc::clone(&shared), reader, options).unwrap();
        let radio = Radio::new(store.db.clone(), Arc::clone(&shared));
        let similarity = Similarity::open(store.db.clone(), catalog.clone()).await.unwrap();
        let social = Social::new(social::Parts {
            db: store.db.clone(),
            consents: consents.clone(),
            vault,
            accounts: accounts.clone(),
            catalog: catalog.clone(),
            library: library.clone(),
            clock: Arc::clone(&shared),
        });
        // Its device takes no more than a pipe holds: what plays goes on playing.
        let silent = cache.path().join("silent.sh");
        std::fs::write(&silent, "exec tail -f /dev/null").unwrap();
        let program = SoundProgram::parse(&format!("sh {}", silent.display()));
        let room = subsonic::Room { jukebox: Jukebox::new(playback.clone(), program), is_for_members: false };
        let mode = Mode::new(store.db.clone(), consents.clone(), accounts.passwords(), Arc::clone(&shared));
        let parts = subsonic::Parts {
            mode: mode.clone(),
            room,
            accounts: accounts.clone(),
            catalog: catalog.clone(),
            playback,
            history: History::new(consents.clone(), Arc::clone(&shared)),
            library,
            podcasts: podcasts.clone(),
            radio,
            similarity: similarity.clone(),
            social: social.clone(),
            public_url: None,
            clock: shared,
        };
        let (router, _) = OpenApiRouter::<()>::new()
            .nest(
                "/api/v1",
                accounts::routes(accounts.clone()).merge(social::routes(social)).merge(playback::routes(sound)),
            )
            .merge(subsonic::routes(parts))
            .split_for_parts();
        let app = router
            .layer(from_fn_with_state(accounts.clone(), accounts::identify))
            .layer(from_fn(http_api::render_problems));
        Self {
            app,
            accounts,
            catalog,
            similarity,
            consents,
            podcasts,
            mode,
            clock,
            terminal,
            databases: vec![store, keys],
            _cache: cache,
        }
    }

    /// Hears the library, as the service does in the background.
    pub async fn measure(&self) {
        let measures: Vec<Arc<dyn audio_analysis::Measure>> = vec![Arc::new(SoundFeatures)];
        let db = self.databases[0].db.clone();
        let analysis = audio_analysis::AudioAnalysis::new(db, self.catalog.clone(), measures, 2);
        analysis.run(u64::MAX).await.unwrap();
        self.similarity.reload().await.unwrap();
    }

    pub async fn request(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    pub async fn api(&self, method: &str, path: &str, token: Option<&str>, body: Option<Value>) -> Value {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let answer = self.request(request.body(body).unwrap()).await;
        assert!(answer.status.is_success(), "{method} {path}: {}", answer.text());
        serde_json::from_slice(&answer.bytes).unwrap_or(Value::Null)
    }

    /// Signs a member in, and makes a key and a password for their app.
    pub async fn member(&self, phone: &str) -> App {
        self.api("POST", "/sign_in/sms_codes", None, Some(json!({ "phone": phone }))).await;
        let shown = String::from_utf8(self.terminal.0.lock().unwrap().clone()).unwrap();
        let code = shown.trim_end().rsplit(' ').next().unwrap().to_owned();
        let sign_in = json!({
            "phone": phone, "code": code, "policy_version": VERSION, "text_hash": TEXT_HASH, "bearer": true,
        });
        let session = self.api("POST", "/sign_in/sms", None, Some(sign_in)).await;
        let token = session["token"].as_str().unwrap().to_owned();
        let me = self.api("GET", "/me", Some(&token), None).await;
        let name = json!({ "name": "手机" });
        let key = self.api("POST", "/me/api_keys", Some(&token), Some(name.clone())).await;
        let password = self.api("POST", "/me/app_passwords", Some(&token), Some(name)).await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        App {
            subject: me["id"].as_str().unwrap().parse().unwrap(),
            key_id: text(&key["id"]),
            key: text(&key["secret"]),
            user_name: text(&password["user_name"]),
            password: text(&password["secret"]),
            token,
        }
    }

    /// The same for a member who runs the service.
    pub async fn operator(&self, phone: &str) -> App {
        let app = self.member(phone).await;
        let link = self.accounts.make_operator_link().await.unwrap();
        self.api("POST", "/operator/claim", Some(&app.token), Some(json!({ "token": link }))).await;
        app
    }

    /// Makes a member an operator.
    pub async fn promote(&self, who: &App) {
        self.accounts.set_operator(who.subject, true).await.unwrap();
    }

    pub async fn agree(&self, who: &App, purpose: PurposeId) {
        let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
        self.consents.give(who.subject, purpose, &shown).await.unwrap();
    }

    /// An answer to whatever was sent.
    pub async fn raw(&self, endpoint: &str, query: &str) -> Answer {
        let uri = format!("/rest/{endpoint}?{query}");
        self.request(Request::builder().uri(uri).body(Body::empty()).unwrap()).await
    }

    /// An answer in JSON, proved against the official description and against the same answer in XML.
    pub async fn ask(&self, app: &App, endpoint: &str, query: &str) -> Value {
        let signed = format!("apiKey={}&v=1.16.1&c=test&{query}", app.key);
        let answer = self.raw(endpoint, &format!("{signed}&f=json")).await;
        assert_eq!(answer.status, StatusCode::OK, "{endpoint}");
        let whole: Value = serde_json::from_slice(&answer.bytes).unwrap();
        schema::check(endpoint, &whole);
        // What changes something, or is drawn by lot, cannot be asked twice.
        if endpoint.starts_with("get") && !query.contains("random") && endpoint != "getRandomSongs" {
            let text = self.raw(&format!("{endpoint}.view"), &signed).await.text();
            xml::check(endpoint, &whole["subsonic-response"], &text);
        }
        whole["subsonic-response"].clone()
    }

    /// As [`World::ask`], for what has to succeed.
    pub async fn ok(&self, app: &App, endpoint: &str, query: &str) -> Value {
        let answer = self.ask(app, endpoint, query).await;
        assert_eq!(answer["status"], "ok", "{endpoint}?{query}: {answer}");
        answer
    }

    /// The number of the error that an endpoint answers.
    pub async fn fault(&self, app: &App, endpoint: &str, query: &str) -> u64 {
        let answer = self.ask(app, endpoint, query).await;
        answer["error"]["code"].as_u64().unwrap_or_else(|| panic!("{endpoint}?{query}: {answer}"))
    }

    /// Some songs of the library, by title.
    pub async fn songs(&self, app: &App) -> Vec<Value> {
        let found = self.ok(app, "search3", "query=&artistCount=0&albumCount=0&songCount=500").await;
        found["searchResult3"]["song"].as_array().unwrap().clone()
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice::<Value>(&self.bytes).unwrap()["subsonic-response"].clone()
    }

    pub fn code(&self) -> u64 {
        self.json()["error"]["code"].as_u64().unwrap_or_else(|| panic!("{}", self.text()))
    }
}

/// The id of a song, an album, an artist or a playlist.
pub fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// Nobody elsewhere vouches for anyone.
fn no_connectors(db: Db, clock: &ManualClock) -> Connectors {
    let clock: Arc<dyn Clock> = Arc::new(clock.clone());
    let gate = Gate::new(db, Arc::clone(&clock), policy::current(), Vec::new()).expect("a gate");
    Connectors::new(connect::Parts { gate, clock, places: Places::default(), apps: Apps::default() })
}
