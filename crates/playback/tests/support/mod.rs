//! A playback service over files of a test, spoken to by HTTP.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use catalog::GainView;
use http_body_util::BodyExt;
use ids::TrackId;
use playback::media::{Codec, Container};
use playback::plan::TrackFacts;
use playback::transcode::TranscodeLimits;
use playback::{AudioSource, Playback, PlaybackOptions, Sources};
use tower::ServiceExt;

pub struct Service {
    pub playback: Playback,
    pub folder: tempfile::TempDir,
    router: Router,
    tracks: Arc<Mutex<HashMap<TrackId, AudioSource>>>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }
}

impl Service {
    pub async fn new(running_max: usize, cache_bytes_max: u64, ffmpeg: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let tracks = Arc::new(Mutex::new(HashMap::new()));
        let known = Arc::clone(&tracks);
        let sources = Sources::new(move |track| {
            let found = known.lock().expect("not poisoned").get(&track).cloned();
            async move { Ok(found) }
        });
        let options = PlaybackOptions {
            limits: TranscodeLimits { running_max, per_listener_max: 2, processors: 1 },
            cache_folder: folder.path().join("transcodes"),
            cache_bytes_max,
            ffmpeg: ffmpeg.map(PathBuf::from),
        };
        let playback = Playback::open(options, sources).await.expect("a new folder");
        let (router, _) = playback::routes(playback.clone()).split_for_parts();
        let router = Router::new().nest("/api/v1", router);
        let router = router.layer(axum::middleware::from_fn(http_api::render_problems));
        Self { playback, folder, router, tracks }
    }

    /// Adds a track whose file is at `path`.
    pub fn add(&self, path: &Path, codec: &str, container: &str, duration_ms: u64) -> TrackId {
        let mut tracks = self.tracks.lock().expect("not poisoned");
        let track = TrackId::from_i64(tracks.len() as i64 + 1);
        let facts =
            TrackFacts { bitrate_kbps: Some(900), ..TrackFacts::of(Codec::named(codec), Container::named(container)) };
        let source = AudioSource {
            track_id: track,
            path: path.to_owned(),
            facts,
            codec_name: codec.to_owned(),
            duration_ms,
            gain: GainView::default(),
            playable: true,
        };
        tracks.insert(track, source);
        track
    }

    /// Adds a track of `bytes`, which need not be music.
    pub fn add_bytes(&self, name: &str, bytes: &[u8]) -> TrackId {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("room");
        self.add(&path, "flac", "flac", 1_000)
    }

    /// Adds a minute of a rising tone.
    pub fn add_minute(&self) -> TrackId {
        let path = self.folder.path().join("minute.wav");
        std::fs::write(&path, minute()).expect("room");
        self.add(&path, "pcm", "wav", 60_000)
    }

    pub async fn start(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("infallible")
    }

    /// Begins a stream as one listener among others.
    pub async fn start_as(&self, listener: playback::Listener, path: &str) -> Response<Body> {
        let request = Request::builder().uri(format!("/api/v1{path}")).extension(listener);
        let request = request.body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("infallible")
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        whole(self.start(Method::GET, path, headers).await).await
    }

    pub async fn head(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        whole(self.start(Method::HEAD, path, headers).await).await
    }
}

pub async fn whole(response: Response<Body>) -> Answer {
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("a whole body").to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A minute at 8 kHz, mono, 16 bits.
fn minute() -> Vec<u8> {
    let frames: u32 = 8_000 * 60;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + frames * 2).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(8_000u32.to_le_bytes());
    bytes.extend(16_000u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data");
    bytes.extend((frames * 2).to_le_bytes());
    for at in 0..frames {
        let phase = f64::from(at) * (200.0 + f64::from(at) / 400.0) / 8_000.0;
        bytes.extend((((phase * std::f64::consts::TAU).sin() * 16_000.0) as i16).to_le_bytes());
    }
    bytes
}

/// Length of an Ogg Opus stream in milliseconds, by its pages; fails on anything but a whole stream.
pub fn opus_duration_ms(bytes: &[u8]) -> u64 {
    let (mut at, mut granule, mut pre_skip, mut flags) = (0, 0, 0, 0);
    while at < bytes.len() {
        assert_eq!(&bytes[at..at + 4], b"OggS", "a page begins at {at}");
        flags = bytes[at + 5];
        granule = u64::from_le_bytes(bytes[at + 6..at + 14].try_into().expect("eight bytes"));
        let segments = usize::from(bytes[at + 26]);
        let data = at + 27 + segments;
        if bytes[data..].starts_with(b"OpusHead") {
            pre_skip = u64::from(u16::from_le_bytes([bytes[data + 10], bytes[data + 11]]));
        }
        at = data + bytes[at + 27..data].iter().map(|&length| usize::from(length)).sum::<usize>();
    }
    assert_eq!(flags & 4, 4, "the last page says that it is the last");
    (granule - pre_skip) / 48
}
