//! Similar songs and artists through their routes, over files that were really decoded, on each engine at hand.

use std::path::Path;
use std::sync::Arc;

use audio_analysis::{AudioAnalysis, Measure};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use catalog::{Catalog, Scope, TrackSort};
use http_body_util::BodyExt as _;
use serde_json::Value;
use similarity::{Similarity, SoundFeatures};
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock, ManualClock, Timestamp};

const RATE_HZ: u32 = 22_050;

/// Three seconds of a kind of sound: tones for `true`, noise for `false`, each a little different.
fn write_wav(path: &Path, is_tone: bool, number: u32) {
    let frames = RATE_HZ * 3;
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + frames * 2).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(RATE_HZ.to_le_bytes());
    bytes.extend((RATE_HZ * 2).to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend((frames * 2).to_le_bytes());
    let mut state = number + 1;
    for frame in 0..frames {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (state >> 16) as f32 / 32_768.0 - 1.0;
        let angle = frame as f32 / RATE_HZ as f32 * std::f32::consts::TAU;
        let pitch_hz = 220.0 + number as f32 * 3.0;
        let tone = (angle * pitch_hz).sin() + 0.4 * (angle * pitch_hz * 2.0).sin();
        let sample = if is_tone { tone * 0.4 } else { noise * 0.3 + tone * 0.02 };
        bytes.extend(((sample * 20_000.0) as i16).to_le_bytes());
    }
    std::fs::write(path, bytes).unwrap();
}

struct World {
    _test: TestDatabase,
    music: tempfile::TempDir,
    catalog: Catalog,
    analysis: AudioAnalysis,
    similarity: Similarity,
    router: Router,
}

async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&[&catalog::MIGRATIONS, &audio_analysis::MIGRATIONS], &[]).await {
        let music = tempfile::tempdir().unwrap();
        for number in 0..4 {
            write_wav(&music.path().join(format!("tone {number}.wav")), true, number);
            write_wav(&music.path().join(format!("noise {number}.wav")), false, number);
        }
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(Timestamp::from_millis(1_795_438_800_000)));
        let options = catalog::Options {
            music: vec![music.path().to_owned()],
            thumbnails: test.folder().join("thumbnails"),
            thumbnails_limit_bytes: 1 << 20,
            scan_threads: 1,
            seed: [7; 32],
        };
        let catalog = Catalog::open(test.db.clone(), clock, options).await.unwrap();
        catalog.scan(Scope::Changed).await.unwrap();
        let measures: Vec<Arc<dyn Measure>> = vec![Arc::new(SoundFeatures)];
        let analysis = AudioAnalysis::new(test.db.clone(), catalog.clone(), measures, 2);
        let similarity = Similarity::open(test.db.clone(), catalog.clone()).await.unwrap();
        let (router, _) = similarity::routes::routes::<()>(similarity.clone()).split_for_parts();
        let router = router.layer(axum::middleware::from_fn(http_api::render_problems));
        found.push(World { _test: test, music, catalog, analysis, similarity, router });
    }
    found
}

impl World {
    async fn get(&self, path: &str) -> (u16, Value) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn titles(&self, path: &str) -> Vec<String> {
        let (status, body) = self.get(path).await;
        assert_eq!(status, 200, "{path}: {body}");
        let items = body["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    }

    async fn measure(&self) {
        self.analysis.run(u64::MAX).await.unwrap();
        self.similarity.reload().await.unwrap();
    }
}

#[tokio::test]
async fn what_sounds_alike_is_found_and_what_is_gone_is_not() {
    for world in worlds().await {
        let all = world.catalog.track_list(TrackSort::Title, 0, &Default::default(), None, 50).await.unwrap().items;
        let tone = all.iter().find(|track| track.title.starts_with("tone 0")).unwrap();
        let path = format!("/tracks/{}/similar?limit=3", tone.id);
        assert!(world.titles(&path).await.is_empty(), "nothing is known before the library was heard");
        world.measure().await;
        let similar = world.titles(&path).await;
        assert_eq!(similar.len(), 3);
        assert!(similar.iter().all(|title| title.starts_with("tone")), "{similar:?}");

        std::fs::remove_file(world.music.path().join("tone 1.wav")).unwrap();
        world.catalog.scan(Scope::Changed).await.unwrap();
        world.measure().await;
        let similar = world.titles(&path).await;
        assert_eq!(similar.iter().filter(|title| title.starts_with("tone")).count(), 2, "{similar:?}");
        assert!(!similar.iter().any(|title| title.starts_with("tone 1")), "{similar:?}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_a_limit_is_a_limit() {
    for world in worlds().await {
        for path in ["/tracks/trk_0000000000000", "/albums/alb_0000000000000", "/artists/art_0000000000000"] {
            assert_eq!(world.get(&format!("{path}/similar")).await.0, 404, "{path}");
        }
        assert_eq!(world.get("/artists/art_0000000000000/radio").await.0, 404);
        let all = world.catalog.track_list(TrackSort::Title, 0, &Default::default(), None, 50).await.unwrap().items;
        for bad in ["limit=0", "limit=many", "limit=201", "unknown=1"] {
            assert!(world.get(&format!("/tracks/{}/similar?{bad}", all[0].id)).await.0 >= 400, "{bad}");
        }
    }
}
