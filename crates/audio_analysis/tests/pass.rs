//! The pass over a small library, on each engine at hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use audio_analysis::{AudioAnalysis, Measure, Measurement, Sound};
use catalog::{Catalog, Scope};
use db::{Db, Sql};
use testkit::TestDatabase;
use units::{Clock, ManualClock, Timestamp};

/// Counts the frames it heard.
#[derive(Debug, Default)]
struct Frames {
    version: AtomicU32,
    begun: AtomicU64,
}

struct Counting(u64);

impl Measure for Frames {
    fn kind(&self) -> &'static str {
        "frames"
    }

    fn version(&self) -> u32 {
        self.version.load(Ordering::SeqCst)
    }

    fn begin(&self, _: u32) -> Option<Box<dyn Measurement>> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        Some(Box::new(Counting(0)))
    }
}

impl Measurement for Counting {
    fn hear(&mut self, sound: &Sound<'_>) -> bool {
        assert_eq!(sound.mono.len() * sound.channels, sound.interleaved.len());
        self.0 += sound.mono.len() as u64;
        true
    }

    fn finish(self: Box<Self>) -> Option<Vec<u8>> {
        Some(self.0.to_le_bytes().to_vec())
    }
}

/// A WAV file of so many frames in stereo.
fn write_wav(path: &Path, frames: u32) {
    let data_bytes = frames * 4;
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + data_bytes).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend([1, 0, 2, 0]);
    bytes.extend(44_100_u32.to_le_bytes());
    bytes.extend((44_100_u32 * 4).to_le_bytes());
    bytes.extend([4, 0, 16, 0]);
    bytes.extend(b"data");
    bytes.extend(data_bytes.to_le_bytes());
    for frame in 0..frames {
        let sample = ((frame * 331) % 20_000) as i16 - 10_000;
        bytes.extend(sample.to_le_bytes());
        bytes.extend(sample.to_le_bytes());
    }
    std::fs::write(path, bytes).unwrap();
}

struct World {
    test: TestDatabase,
    music: tempfile::TempDir,
    catalog: Catalog,
    measure: Arc<Frames>,
    analysis: AudioAnalysis,
}

async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    let modules = [&catalog::MIGRATIONS, &audio_analysis::MIGRATIONS];
    for test in testkit::databases(&modules, &[]).await {
        let music = tempfile::tempdir().unwrap();
        write_wav(&music.path().join("one.wav"), 20_000);
        write_wav(&music.path().join("two.wav"), 30_000);
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
        let measure = Arc::new(Frames::default());
        let shared: Arc<dyn Measure> = Arc::clone(&measure) as Arc<dyn Measure>;
        let analysis = AudioAnalysis::new(test.db.clone(), catalog.clone(), vec![shared], 2);
        found.push(World { test, music, catalog, measure, analysis });
    }
    found
}

/// What was measured, smallest first; what could not be is nothing.
async fn results(db: &Db) -> Vec<Option<u64>> {
    let sql = Sql::generated("test.results".to_owned(), "test", "SELECT result FROM track_measurements".to_owned());
    let rows = db.service().query(sql, &[], |row| row.get::<Option<Vec<u8>>>(0)).await.unwrap();
    let mut found: Vec<_> =
        rows.into_iter().map(|row| row.map(|bytes| u64::from_le_bytes(bytes.try_into().unwrap()))).collect();
    found.sort_unstable();
    found
}

#[tokio::test]
async fn a_track_is_heard_once_until_its_file_or_the_measure_changes() {
    for world in worlds().await {
        let done = world.analysis.run(u64::MAX).await.unwrap();
        assert_eq!((done.heard, done.undecodable, done.unreadable), (2, 0, 0));
        assert_eq!(results(&world.test.db).await, [Some(20_000), Some(30_000)]);
        assert_eq!(world.analysis.run(u64::MAX).await.unwrap(), audio_analysis::Done::default());
        assert_eq!(world.measure.begun.load(Ordering::SeqCst), 2);

        write_wav(&world.music.path().join("one.wav"), 40_000);
        world.catalog.scan(Scope::Everything).await.unwrap();
        assert_eq!(world.analysis.run(u64::MAX).await.unwrap().heard, 1, "the changed one alone");
        assert_eq!(results(&world.test.db).await, [Some(30_000), Some(40_000)]);

        world.measure.version.store(1, Ordering::SeqCst);
        assert_eq!(world.analysis.run(u64::MAX).await.unwrap().heard, 2, "another version hears all");
    }
}

#[tokio::test]
async fn no_file_stops_the_pass() {
    for world in worlds().await {
        // Noise that calls itself sound.
        let noise: Vec<u8> = (0..60_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        std::fs::write(world.music.path().join("noise.mp3"), noise).unwrap();
        write_wav(&world.music.path().join("empty.wav"), 0);
        write_wav(&world.music.path().join("gone.wav"), 10_000);
        world.catalog.scan(Scope::Everything).await.unwrap();
        std::fs::remove_file(world.music.path().join("gone.wav")).unwrap();
        let done = world.analysis.run(u64::MAX).await.unwrap();
        assert!(done.heard >= 2, "{done:?}");
        assert_eq!(done.unreadable, 1, "{done:?}");
        let measured = results(&world.test.db).await;
        assert!(measured.contains(&Some(20_000)) && measured.contains(&Some(30_000)), "{measured:?}");
        // What cannot be read comes again, what cannot be decoded does not.
        let again = world.analysis.run(u64::MAX).await.unwrap();
        assert_eq!((again.heard, again.undecodable, again.unreadable), (0, 0, 1));
    }
}
