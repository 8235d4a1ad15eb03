//! A small library of tunes that no other test has, scanned and heard, with some of them twice.

use std::path::Path;
use std::sync::Arc;

use audio_analysis::{AudioAnalysis, Measure};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use catalog::{Catalog, Filter, Scope, TrackSort};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::TrackId;
use recordings::{Fingerprints, Recordings};
use serde_json::Value;
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock, ManualClock, Timestamp};
use utoipa_axum::router::OpenApiRouter;

pub const RATE_HZ: u32 = 22_050;

pub fn tune(seed: u64, seconds: u32) -> Vec<f32> {
    testkit::tune(seed, seconds, RATE_HZ, 2_800)
}

/// The same recording as a poorer file has it: quieter, noisy, in coarse steps, its beginning cut off.
pub fn poorer(sound: &[f32], seconds_cut: u32) -> Vec<f32> {
    let mut below = testkit::numbers(99);
    let kept = &sound[(seconds_cut * RATE_HZ) as usize..];
    let noise = |number: u64| number as f32 / 1_000.0 - 0.5;
    kept.iter().map(|sample| ((sample * 0.6 + noise(below(1_000)) * 0.01) * 200.0).round() / 200.0).collect()
}

pub fn write_wav(path: &Path, sound: &[f32]) {
    testkit::write_wav(path, RATE_HZ, sound);
}

pub struct World {
    pub recordings: Recordings,
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
        self.recordings.reload().await.unwrap();
    }

    pub fn put(&self, name: &str, sound: &[f32]) {
        write_wav(&self.music.path().join(name), sound);
    }

    /// The track of a file.
    pub async fn id(&self, file_name: &str) -> TrackId {
        let tracks = self.catalog.track_list(TrackSort::Title, 0, &Filter::default(), None, 200).await.unwrap().items;
        tracks.iter().find(|track| track.file_name == file_name).unwrap().id
    }

    pub fn parts(&self) -> recordings::Parts {
        recordings::Parts {
            db: self.test.db.clone(),
            catalog: self.catalog.clone(),
            moving: Vec::new(),
            clock: Arc::new(self.clock.clone()),
        }
    }

    /// Sends a request as an operator, or as a guest.
    pub async fn send(&self, operator: bool, method: &str, path: &str, body: &str) -> (StatusCode, Value) {
        let routes = recordings::routes::routes(self.recordings.clone());
        let (router, _) = OpenApiRouter::new().merge(routes).split_for_parts();
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("content-type", "application/json");
        if operator {
            let now = self.clock.now();
            request = request.extension(SignedIn {
                subject: ids::SubjectId::from_i64(1),
                session: ids::SessionId::from_i64(1),
                roles: vec![Role::Listener, Role::Operator],
                signed_in_at: now,
                review_needed: false,
            });
        }
        let response = router.oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

const MODULES: [&db::Module; 3] = [&catalog::MIGRATIONS, &audio_analysis::MIGRATIONS, &recordings::MIGRATIONS];

/// On each engine: three tunes, the first of them also in a poorer and in a cut file.
pub async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&MODULES, &[]).await {
        let music = tempfile::tempdir().unwrap();
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
        let measures: Vec<Arc<dyn Measure>> = vec![Arc::new(Fingerprints)];
        let analysis = AudioAnalysis::new(test.db.clone(), catalog.clone(), measures, 2);
        let parts = recordings::Parts {
            db: test.db.clone(),
            catalog: catalog.clone(),
            moving: Vec::new(),
            clock: Arc::new(clock.clone()),
        };
        let world = World { recordings: Recordings::new(parts), analysis, catalog, clock, music, test };
        let first = tune(1, 45);
        world.put("A/first.wav", &first);
        world.put("B/poorer.wav", &poorer(&first, 0));
        world.put("B/cut.wav", &poorer(&first, 7));
        world.put("A/second.wav", &tune(2, 45));
        world.put("A/third.wav", &tune(3, 45));
        world.hear().await;
        found.push(world);
    }
    found
}
