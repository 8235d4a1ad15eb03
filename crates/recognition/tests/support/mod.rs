//! A small library of tunes that no other test has, scanned and heard, and what a device would ask of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use audio_analysis::{AudioAnalysis, Measure};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use catalog::{Catalog, Scope};
use http_body_util::BodyExt as _;
use recognition::{Recognition, SongPeaks};
use recognition_core::{Density, Extractor, encode_peaks};
use serde_json::{Value, json};
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock, ManualClock, Timestamp};
use utoipa_axum::router::OpenApiRouter;

const RATE_HZ: u32 = 16_000;

pub fn tune(seed: u64, seconds: u32) -> Vec<f32> {
    testkit::tune(seed, seconds, RATE_HZ, 2_000)
}

pub fn write_wav(path: &Path, sound: &[f32]) {
    testkit::write_wav(path, RATE_HZ, sound);
}

/// A part of a tune as a device would ask for it.
pub fn question(sound: &[f32]) -> Value {
    let (mut peaks, mut extractor) = (Vec::new(), Extractor::new(RATE_HZ, Density::Query).unwrap());
    extractor.push(sound, &mut peaks);
    extractor.finish(&mut peaks);
    let mut bytes = Vec::new();
    encode_peaks(&peaks, 0, &mut bytes);
    json!({ "peaks": STANDARD.encode(bytes), "frames": (sound.len() / 256).min(750) })
}

pub fn part(seed: u64, from_s: u32, to_s: u32) -> Vec<f32> {
    tune(seed, 30)[(from_s * RATE_HZ) as usize..(to_s * RATE_HZ) as usize].to_vec()
}

pub struct World {
    pub recognition: Recognition,
    pub analysis: AudioAnalysis,
    pub catalog: Catalog,
    pub clock: ManualClock,
    pub music: tempfile::TempDir,
    pub test: TestDatabase,
}

impl World {
    pub async fn hear(&self) {
        self.clock.advance(units::Millis::seconds(1));
        self.catalog.scan(Scope::Changed).await.unwrap();
        self.analysis.run(u64::MAX).await.unwrap();
        self.recognition.reload().await.unwrap();
    }

    /// Where the index is kept.
    pub fn folder(&self) -> PathBuf {
        self.test.folder().join("recognition")
    }

    /// The files of the index with their content.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = std::fs::read_dir(self.folder()).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
    }

    /// Opens the index as a start of the service does, without looking at the library.
    pub async fn reopened(&self) -> Recognition {
        Recognition::open(self.test.db.clone(), self.catalog.clone(), self.folder()).await.unwrap()
    }

    pub async fn ask(&self, body: impl Into<Body>) -> (StatusCode, Value) {
        let (router, _) =
            OpenApiRouter::new().merge(recognition::routes::routes(self.recognition.clone())).split_for_parts();
        let request =
            Request::post("/recognitions").header("content-type", "application/json").body(body.into()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

const MODULES: [&db::Module; 4] =
    [&consent::MIGRATIONS, &catalog::MIGRATIONS, &audio_analysis::MIGRATIONS, &recognition::MIGRATIONS];

pub async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&MODULES, &["recognised_songs"]).await {
        let music = tempfile::tempdir().unwrap();
        for seed in 1..4 {
            write_wav(&music.path().join(format!("tune {seed}.wav")), &tune(seed, 30));
        }
        let clock = ManualClock::at(Timestamp::from_millis(1_795_438_800_000));
        let options = catalog::Options {
            music: vec![music.path().to_owned()],
            thumbnails: test.folder().join("thumbnails"),
            thumbnails_limit_bytes: 1 << 20,
            scan_threads: 1,
            seed: [7; 32],
        };
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let catalog = Catalog::open(test.db.clone(), shared, options).await.unwrap();
        let measures: Vec<Arc<dyn Measure>> = vec![Arc::new(SongPeaks)];
        let analysis = AudioAnalysis::new(test.db.clone(), catalog.clone(), measures, 2);
        let folder = test.folder().join("recognition");
        let recognition = Recognition::open(test.db.clone(), catalog.clone(), folder).await.unwrap();
        let world = World { recognition, analysis, catalog, clock, music, test };
        world.hear().await;
        found.push(world);
    }
    found
}
