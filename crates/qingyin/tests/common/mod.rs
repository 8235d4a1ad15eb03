//! The whole service for a test: its routes, a clock that the test moves, and the codes it sent.

pub mod contract;
pub mod phones;

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use accounts::{Console, PasswordCost};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use config::{Config, Flags, Surroundings};
use db::Location;
use http_body_util::BodyExt as _;
use qingyin::App;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::{ManualClock, Timestamp};

use self::contract::Contract;

/// 2026-11-23, noon in UTC.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
/// A number nobody has.
pub const PHONE: &str = "13800138000";
/// A picture for the folder of the music.
const COVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/music/清音丝竹/山水谣/cover.jpg");

#[derive(Clone, Default)]
pub struct Codes(Arc<Mutex<Vec<u8>>>);

impl Write for Codes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Codes {
    /// Everything that was written.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    fn last(&self) -> String {
        self.text().trim_end().rsplit(' ').next().unwrap().to_owned()
    }
}

pub struct World {
    pub app: App,
    pub clock: ManualClock,
    pub codes: Codes,
    pub config: Config,
    pub folder: tempfile::TempDir,
    pub is_sqlite: bool,
    pub contract: Contract,
}

/// An answer, its body read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    #[track_caller]
    pub fn expect(self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    #[track_caller]
    pub fn ok(self) -> Value {
        self.expect(StatusCode::OK)
    }
}

/// The service on each engine at hand, with one short piece of music.
pub async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for location in testkit::locations(qingyin::MODULES, &qingyin::personal_tables()).await {
        found.push(world(location).await);
    }
    found
}

pub async fn world(location: Location) -> World {
    world_of(location, false).await
}

/// A world whose one album may have a cover; the colour of a cover is found out some time after the scan.
pub async fn world_of(location: Location, has_cover: bool) -> World {
    world_set(location, has_cover, |_| ()).await
}

/// A world with other settings.
pub async fn world_set(location: Location, has_cover: bool, set: impl FnOnce(&mut Config)) -> World {
    let folder = tempfile::tempdir().unwrap();
    let music = folder.path().join("music/Album");
    std::fs::create_dir_all(&music).unwrap();
    std::fs::write(music.join("tone.wav"), tone()).unwrap();
    if has_cover {
        std::fs::copy(COVER, music.join("cover.jpg")).unwrap();
    }
    std::fs::write(music.join("tone.lrc"), "[00:00.50]好一朵\n[00:02.00]茉莉花\n").unwrap();
    let (mut config, is_sqlite) = config(folder.path(), location);
    set(&mut config);
    let clock = ManualClock::at(NOON);
    let codes = Codes::default();
    let app = start(&config, &clock, &codes).await;
    let contract = Contract::of(&app);
    let world = World { app, clock, codes, config, folder, is_sqlite, contract };
    world.scanned().await;
    world
}

pub fn config(folder: &Path, location: Location) -> (Config, bool) {
    let database_url = match location {
        Location::Sqlite { .. } => None,
        Location::Postgres { url, .. } => Some(url),
    };
    let is_sqlite = database_url.is_none();
    let flags = Flags {
        data: Some(folder.join("data")),
        music: vec![folder.join("music")],
        database_url,
        // Browsers give passkeys to `localhost`.
        // An ffmpeg is only told from its absence here, and takes longer to start than the service does.
        set: [
            "music.watch=false",
            "music.analysis=false",
            "playback.ffmpeg=none",
            "server.public_url=http://localhost",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Flags::default()
    };
    let surroundings = Surroundings { variables: Vec::new(), working_folder: folder.to_owned() };
    (Config::load(&flags, &surroundings).unwrap(), is_sqlite)
}

pub async fn start(config: &Config, clock: &ManualClock, codes: &Codes) -> App {
    try_start(config, clock, codes).await.unwrap()
}

pub async fn try_start(config: &Config, clock: &ManualClock, codes: &Codes) -> Result<App, qingyin::Error> {
    let cheap = PasswordCost { memory_kib: 64, passes: 1 };
    App::start_with(config.clone(), Arc::new(clock.clone()), Console::new(codes.clone()), cheap).await
}

impl World {
    /// Waits until the first scan has ended.
    async fn scanned(&self) {
        let mut progress = self.app.catalog().progress();
        progress.wait_for(|progress| progress.finished_at.is_some()).await.unwrap();
    }

    pub async fn send(&self, method: &str, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.request(request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap()).await
    }

    pub async fn request(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.app.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        self.contract.check(&method, &path, parts.status, &parts.headers, &bytes);
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    pub async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.send("GET", path, token, None).await
    }

    pub async fn put(&self, path: &str, token: &str, body: Value) -> Answer {
        self.send("PUT", path, Some(token), Some(body)).await
    }

    pub async fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.send("POST", path, Some(token), Some(body)).await
    }

    pub async fn delete(&self, path: &str, token: &str) -> Answer {
        self.send("DELETE", path, Some(token), None).await
    }

    /// Signs in by code, and up when the number is new; answers the token.
    pub async fn sign_in(&self, phone: &str) -> String {
        self.send("POST", "/sign_in/sms_codes", None, Some(json!({ "phone": phone })))
            .await
            .expect(StatusCode::ACCEPTED);
        let policy = self.get("/policy", None).await.ok();
        let body = json!({
            "phone": phone,
            "code": self.codes.last(),
            "policy_version": policy["version"],
            "text_hash": policy["text_hash"],
            "bearer": true,
        });
        let signed_in = self.send("POST", "/sign_in/sms", None, Some(body)).await.ok();
        signed_in["token"].as_str().unwrap().to_owned()
    }

    /// Signs in somebody who runs the service and answers for personal information; without training.
    pub async fn officer(&self, phone: &str) -> String {
        let token = self.sign_in(phone).await;
        let id = self.get("/me", Some(&token)).await.ok()["id"].as_str().unwrap().to_owned();
        self.app.accounts().set_operator(id.parse().unwrap(), true).await.unwrap();
        let roles = json!({ "roles": ["operator", "privacy_officer"] });
        self.send("PATCH", &format!("/operator/members/{id}"), Some(&token), Some(roles)).await.ok();
        token
    }

    /// Notes a training of today, by the only operator's own word.
    pub async fn train(&self, token: &str) {
        let id = self.get("/me", Some(token)).await.ok()["id"].as_str().unwrap().to_owned();
        let training = json!({ "trained_at": self.now_text(), "course": "数据安全年度培训" });
        self.post(&format!("/operator/members/{id}/trainings"), token, training).await.expect(StatusCode::CREATED);
    }

    /// Agrees to a purpose, as the privacy centre does: with the hash of the text that was shown.
    pub async fn agree(&self, token: &str, purpose: &str) {
        let consents = self.get("/me/consents", Some(token)).await.ok();
        let list = consents["items"].as_array().unwrap();
        let hash = &list.iter().find(|consent| consent["purpose"] == purpose).unwrap()["text_hash"];
        let given = self.put(&format!("/me/consents/{purpose}"), token, json!({ "text_hash": hash })).await.ok();
        assert_eq!(given["state"], "granted");
    }

    /// The one track.
    pub async fn track(&self) -> Value {
        self.get("/tracks", None).await.ok()["items"][0].clone()
    }

    /// Reports one hearing of the track.
    pub async fn hear(&self, token: &str) -> Answer {
        let track = self.track().await;
        let body = json!({ "track_id": track["id"], "started_at": self.now_text(), "played_ms": 4_000 });
        self.post("/listens", token, body).await
    }

    pub fn now_text(&self) -> String {
        units::Clock::now(&self.clock).to_string()
    }

    /// The member's rows by item, where there are any.
    pub async fn held(&self, token: &str) -> Vec<(String, u64)> {
        let data = self.get("/me/data", Some(token)).await.ok();
        data["categories"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|category| category["items"].as_array().unwrap())
            .map(|item| (item["item"].as_str().unwrap().to_owned(), item["count"].as_u64().unwrap()))
            .filter(|(_, count)| *count > 0)
            .collect()
    }

    /// How many rows each personal table has, over everybody.
    pub async fn personal_rows(&self) -> Vec<(String, u64)> {
        let mut rows = Vec::new();
        for item in &policy::current().items {
            let sql = db::Sql::generated(
                format!("test.count_{}", item.table),
                "test",
                format!("SELECT count(*) FROM {}", item.table),
            );
            // Tables beside the keys are not in this database.
            if let Ok(count) = self.app.db().service().query_one(sql, &[], |row| row.get::<u64>(0)).await {
                rows.push((item.table.clone(), count));
            }
        }
        rows
    }

    /// Whether these bytes stand in any file of the data folder.
    pub fn bytes_on_disk(&self, needle: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.config.data.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if std::fs::read(&path).unwrap().windows(needle.len()).any(|window| window == needle) {
                    found.push(path.display().to_string());
                }
            }
        }
        found
    }
}

/// Six seconds of 440 Hz as a WAV file.
pub fn tone() -> Vec<u8> {
    const RATE: u32 = 8_000;
    let samples: Vec<i16> = (0..RATE * 6)
        .map(|at| ((f64::from(at) * 440.0 * std::f64::consts::TAU / f64::from(RATE)).sin() * 12_000.0) as i16)
        .collect();
    let size = samples.len() as u32 * 2;
    let mut bytes = Vec::new();
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(36 + size).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt ");
    bytes.extend_from_slice(&16_u32.to_le_bytes());
    bytes.extend_from_slice(&1_u16.to_le_bytes());
    bytes.extend_from_slice(&1_u16.to_le_bytes());
    bytes.extend_from_slice(&RATE.to_le_bytes());
    bytes.extend_from_slice(&(RATE * 2).to_le_bytes());
    bytes.extend_from_slice(&2_u16.to_le_bytes());
    bytes.extend_from_slice(&16_u16.to_le_bytes());
    bytes.extend_from_slice(b"data");
    bytes.extend_from_slice(&size.to_le_bytes());
    for sample in samples {
        bytes.extend_from_slice(&sample.to_le_bytes());
    }
    bytes
}
