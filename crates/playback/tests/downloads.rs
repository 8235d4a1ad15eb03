//! Downloads, unpacked by other people's programs, and their history on each engine at hand.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use crate::support::{Answer, fixture, opus_duration_ms, whole};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode};
use bytes::Bytes;
use catalog::{ArtistName, GainView, Track};
use consent::{Consents, Shown};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::{AlbumId, ArtistId, PlaylistId, SessionId, SubjectId, TrackId};
use playback::download::{Collection, Downloads, Shelf, Wanted, routes};
use playback::history::History;
use playback::media::{Codec, Container};
use playback::plan::TrackFacts;
use playback::transcode::{Picture, TranscodeLimits};
use playback::{AudioSource, Playback, PlaybackOptions, Sources};
use policy::{Language, PurposeId};
use serde_json::{Value, json};
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{ManualClock, Millis, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
const ME: SubjectId = SubjectId::from_i64(1);
const ALBUM: AlbumId = AlbumId::from_i64(1);
const PLAYLIST: PlaylistId = PlaylistId::from_i64(1);
/// Only its owner, number 1, sees it.
const PRIVATE: PlaylistId = PlaylistId::from_i64(2);

/// What FLAC files carry as their cover.
const PICTURE: &[u8] = b"the bytes of a picture";

struct World {
    folder: tempfile::TempDir,
    consents: Consents,
    clock: ManualClock,
    router: Router,
    playback: Playback,
    files: Arc<Mutex<HashMap<TrackId, AudioSource>>>,
    lists: Arc<Mutex<HashMap<Wanted, Vec<Track>>>>,
    _test: TestDatabase,
}

async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&[&consent::MIGRATIONS, &playback::MIGRATIONS], &["listens", "downloads"]).await {
        found.push(World::new(test).await);
    }
    found
}

async fn world() -> World {
    worlds().await.remove(0)
}

impl World {
    async fn new(test: TestDatabase) -> Self {
        let clock = ManualClock::at(NOW);
        let consents = Consents::new(test.db.clone(), Arc::new(clock.clone()));
        let mut tx = test.db.begin().await.expect("a transaction");
        consent::add_subject(&mut tx, ME, NOW).await.expect("a subject");
        tx.commit().await.expect("kept");
        let folder = tempfile::tempdir().expect("a folder");
        let files = Arc::new(Mutex::new(HashMap::<TrackId, AudioSource>::new()));
        let lists = Arc::new(Mutex::new(HashMap::<Wanted, Vec<Track>>::new()));
        let known = Arc::clone(&files);
        let sources = Sources::new(move |track| {
            let source = known.lock().expect("not poisoned").get(&track).cloned();
            async move { Ok(source) }
        })
        .pictured_by(|_| async { Ok(Some(Picture::jpeg(Bytes::from_static(PICTURE)))) });
        let options = PlaybackOptions {
            limits: TranscodeLimits { running_max: 2, per_listener_max: 2, processors: 1 },
            cache_folder: folder.path().join("transcodes"),
            cache_bytes_max: 0,
            ffmpeg: None,
        };
        let playback = Playback::open(options, sources).await.expect("a new folder");
        let opened = Arc::clone(&lists);
        let titled = Arc::clone(&lists);
        let sees = |viewer: Option<SubjectId>, wanted| wanted != Wanted::Playlist(PRIVATE) || viewer == Some(ME);
        let shelf = Shelf::new(
            move |viewer, wanted| {
                let tracks =
                    opened.lock().expect("not poisoned").get(&wanted).filter(|_| sees(viewer, wanted)).cloned();
                let cover = matches!(wanted, Wanted::Album(_)).then(|| Bytes::from_static(b"a picture"));
                async move { Ok(tracks.map(|tracks| Collection { title: "茉莉 / 花".to_owned(), tracks, cover })) }
            },
            move |viewer, wanted: Vec<Wanted>| {
                let known = titled.lock().expect("not poisoned");
                let there = wanted.into_iter().filter(|one| known.contains_key(one) && sees(viewer, *one));
                let titles = there.map(|one| (one, "茉莉花".to_owned())).collect::<HashMap<_, _>>();
                async move { Ok(titles) }
            },
        );
        let history = History::new(consents.clone(), Arc::new(clock.clone()));
        let downloads = Downloads::new(playback.clone(), shelf, history, Arc::new(clock.clone()));
        let (router, _) = routes(downloads).split_for_parts();
        let router = Router::new().nest("/api/v1", router);
        let router = router.layer(axum::middleware::from_fn(http_api::render_problems));
        Self { folder, consents, clock, router, playback, files, lists, _test: test }
    }

    fn add(&self, title: &str, path: &Path, codec: &str, container: &str) -> Track {
        let mut files = self.files.lock().expect("not poisoned");
        let id = TrackId::from_i64(files.len() as i64 + 1);
        let source = AudioSource {
            track_id: id,
            path: path.to_owned(),
            facts: TrackFacts {
                bitrate_kbps: Some(900),
                ..TrackFacts::of(Codec::named(codec), Container::named(container))
            },
            codec_name: codec.to_owned(),
            duration_ms: 3_000,
            gain: GainView::default(),
            playable: true,
        };
        files.insert(id, source);
        let name = path.file_name().and_then(|name| name.to_str()).expect("text").to_owned();
        let track = track(id, title, name, files.len() as u32);
        self.lists.lock().expect("not poisoned").insert(Wanted::Track(id), vec![track.clone()]);
        track
    }

    fn list(&self, wanted: Wanted, tracks: Vec<Track>) {
        self.lists.lock().expect("not poisoned").insert(wanted, tracks);
    }

    async fn ask(&self, who: Option<SubjectId>, method: Method, path: &str, body: Option<Value>) -> Response<Body> {
        self.ask_with(who, method, path, body, &[]).await
    }

    async fn ask_with(
        &self,
        who: Option<SubjectId>,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(subject) = who {
            request = request.extension(SignedIn {
                subject,
                session: SessionId::from_i64(1),
                roles: vec![Role::Listener],
                signed_in_at: NOW,
                review_needed: false,
            });
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.router.clone().oneshot(request.body(body).expect("a request")).await.expect("infallible")
    }

    async fn get(&self, path: &str) -> Answer {
        whole(self.ask(None, Method::GET, path, None).await).await
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        whole(self.ask(Some(ME), method, path, body).await).await
    }

    /// Unpacks an archive with every program there is, and answers the entries by name.
    fn unpacked(&self, archive: &[u8]) -> HashMap<String, Vec<u8>> {
        let path = self.folder.path().join("archive.zip");
        std::fs::write(&path, archive).expect("room");
        let out = tempfile::tempdir().expect("a folder");
        let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])";
        let mut judges = 0;
        if let Ok(python) = Command::new("python3").args(["-c", script]).arg(&path).arg(out.path()).output() {
            assert!(python.status.success(), "{}", String::from_utf8_lossy(&python.stderr));
            judges += 1;
        }
        if let Ok(unzip) = Command::new("unzip").arg("-tq").arg(&path).output() {
            assert!(unzip.status.success(), "{}", String::from_utf8_lossy(&unzip.stdout));
            judges += 1;
        }
        assert!(judges > 0, "neither python3 nor unzip is here to judge");
        let read = |file: std::io::Result<std::fs::DirEntry>| {
            let path = file.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("text").to_owned();
            (name, std::fs::read(&path).expect("a file"))
        };
        let files: HashMap<_, _> = std::fs::read_dir(out.path()).expect("the folder").map(read).collect();
        files
    }
}

fn track(id: TrackId, title: &str, file_name: String, number: u32) -> Track {
    Track {
        id,
        title: title.to_owned(),
        artists: vec![ArtistName { id: ArtistId::from_i64(1), name: "清音".to_owned() }],
        album: None,
        album_artists: Vec::new(),
        disc_number: None,
        track_number: Some(number),
        year: None,
        genres: Vec::new(),
        language: None,
        composers: Vec::new(),
        duration_ms: 3_000,
        codec: String::new(),
        container: String::new(),
        bitrate_kbps: None,
        sample_rate_hz: None,
        channels: None,
        bit_depth: None,
        size_bytes: 0,
        kind: "audio".to_owned(),
        gain: GainView::default(),
        has_lyrics: false,
        cover: None,
        playable: true,
        added_at: NOW,
        file_name,
        advisory: None,
    }
}

#[tokio::test]
async fn a_track_comes_under_its_name_and_goes_on_where_it_broke_off() {
    let world = world().await;
    let flac = world.add("茉莉花", &fixture("stairs.flac"), "flac", "flac");
    let path = format!("/tracks/{}/download", flac.id);
    let file = std::fs::read(fixture("stairs.flac")).expect("the fixture");
    let answer = world.get(&path).await;
    assert_eq!(answer.bytes, file);
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"stairs.flac\"; filename*=UTF-8''stairs.flac"
    );
    let etag = answer.header("etag").to_owned();
    let rest = [("range", "bytes=1000-"), ("if-range", etag.as_str())];
    let rest = whole(world.ask_with(None, Method::GET, &path, None, &rest).await).await;
    assert_eq!((rest.status, &rest.bytes[..]), (StatusCode::PARTIAL_CONTENT, &file[1_000..]));

    let opus = world.get(&format!("{path}?quality=low")).await;
    assert_eq!(opus_duration_ms(&opus.bytes), 3_000);
    assert!(
        opus.header("content-disposition")
            .ends_with("filename*=UTF-8''%E6%B8%85%E9%9F%B3%20-%20%E8%8C%89%E8%8E%89%E8%8A%B1.opus")
    );
    assert_eq!(world.get(&format!("{path}?codec=mp3")).await.json()["code"], "transcode.unavailable");
    assert_eq!(world.get(&format!("{path}?colour=red")).await.status, StatusCode::BAD_REQUEST);
    let unknown = TrackId::from_i64(99);
    for unknown in [format!("/tracks/{unknown}/download"), "/albums/alb_0000000000009/download".to_owned()] {
        assert_eq!(world.get(&unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn an_album_is_an_archive_of_its_files_with_its_cover() {
    let world = world().await;
    let names = ["stairs.flac", "stairs.mp3", "stairs.opus"];
    let tracks: Vec<Track> = names
        .iter()
        .map(|name| world.add("茉莉/花", &fixture(name), name.split_once('.').expect("an ending").1, "flac"))
        .collect();
    world.list(Wanted::Album(ALBUM), tracks);
    let path = format!("/albums/{ALBUM}/download");
    let answer = world.get(&path).await;
    assert_eq!(answer.header("content-type"), "application/zip");
    assert!(
        answer.header("content-disposition").contains("filename=\"__ _ _.zip\""),
        "{}",
        answer.header("content-disposition")
    );
    assert_eq!(answer.header("content-length"), answer.bytes.len().to_string(), "told before it was made");
    let files = world.unpacked(&answer.bytes);
    assert_eq!(files.len(), 4, "{:?}", files.keys());
    assert_eq!(files["cover.jpg"], b"a picture");
    for (number, name) in names.iter().enumerate() {
        let ending = name.split_once('.').expect("an ending").1;
        let stored = &files[&format!("{:02} 茉莉_花.{ending}", number + 1)];
        assert_eq!(*stored, std::fs::read(fixture(name)).expect("the fixture"), "{name}");
    }
    let head = whole(world.ask(None, Method::HEAD, &path, None).await).await;
    assert_eq!(head.header("content-length"), answer.header("content-length"));
}

#[tokio::test]
async fn a_chosen_quality_is_made_while_it_is_sent() {
    let world = world().await;
    let flac = world.add("一", &fixture("stairs.flac"), "flac", "flac");
    let alac = world.add("二", &fixture("stairs-alac.m4a"), "alac", "mp4");
    // The same song twice, and one that this server cannot make anything of: it goes as it is.
    let wma = world.add("三", &fixture("stairs.wma"), "wma", "asf");
    world.list(Wanted::Playlist(PLAYLIST), vec![flac.clone(), alac, flac, wma]);
    let answer = world.get(&format!("/playlists/{PLAYLIST}/download?codec=opus&quality=standard")).await;
    assert!(answer.headers.get("content-length").is_none(), "nobody knows it beforehand");
    let files = world.unpacked(&answer.bytes);
    assert_eq!(files.len(), 4);
    for name in ["001 清音 - 一.opus", "002 清音 - 二.opus", "003 清音 - 一.opus"] {
        assert_eq!(opus_duration_ms(&files[name]), 3_000, "{name}");
    }
    assert_eq!(files["004 清音 - 三.wma"], std::fs::read(fixture("stairs.wma")).expect("the fixture"));
    assert_eq!(world.playback.transcoder().running(), 0);
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_breaks_off_is_seen() {
    let world = world().await;
    let flac = world.add("一", &fixture("stairs.flac"), "flac", "flac");
    let lost = world.add("二", &PathBuf::from("/no/such/file.flac"), "flac", "flac");
    world.list(Wanted::Playlist(PLAYLIST), vec![lost, flac]);
    let files = world.unpacked(&world.get(&format!("/playlists/{PLAYLIST}/download")).await.bytes);
    let missing = String::from_utf8(files["missing.txt"].clone()).expect("text");
    assert!(missing.contains("001 清音 - 二") && files.contains_key("002 清音 - 一.flac"), "{missing}");

    // A file that shrinks under way: the promised length is not kept, and the connection ends with an error.
    let changing = world.folder.path().join("changing.flac");
    std::fs::copy(fixture("stairs.flac"), &changing).expect("a copy");
    let track = world.add("三", &changing, "flac", "flac");
    world.list(Wanted::Playlist(PLAYLIST), vec![track]);
    let response = world.ask(None, Method::GET, &format!("/playlists/{PLAYLIST}/download"), None).await;
    std::fs::write(&changing, b"short").expect("a file");
    assert!(response.into_body().collect().await.is_err());
}

#[tokio::test]
async fn a_listener_who_leaves_frees_everything() {
    let world = world().await;
    let flac = world.add("一", &fixture("stairs.flac"), "flac", "flac");
    world.list(Wanted::Playlist(PLAYLIST), vec![flac; 10]);
    let response = world.ask(None, Method::GET, &format!("/playlists/{PLAYLIST}/download?quality=low"), None).await;
    let mut body = response.into_body();
    for _ in 0..3 {
        body.frame().await.expect("a frame").expect("bytes");
    }
    assert_eq!(world.playback.transcoder().running(), 1);
    drop(body);
    assert_eq!(world.playback.transcoder().running(), 0);
}

/// A thousand tracks of a megabyte pass through; what is in memory at a time are one chunk and the directory.
#[tokio::test]
async fn a_thousand_tracks_pass_in_small_pieces() {
    const TRACK_BYTES: usize = 1 << 20;
    let world = world().await;
    let path = world.folder.path().join("song.flac");
    std::fs::write(&path, vec![7; TRACK_BYTES]).expect("room");
    let tracks: Vec<Track> =
        (0..1_000).map(|number| world.add(&format!("曲{number}"), &path, "flac", "flac")).collect();
    world.list(Wanted::Playlist(PLAYLIST), tracks);
    let resident_before = resident_bytes();
    let response = world.ask(None, Method::GET, &format!("/playlists/{PLAYLIST}/download"), None).await;
    let promised: usize = response.headers()["content-length"].to_str().expect("text").parse().expect("a number");
    let mut body = response.into_body();
    let (mut bytes, mut largest, mut resident) = (0, 0, resident_before);
    while let Some(frame) = body.frame().await {
        let data = frame.expect("bytes").into_data().expect("data");
        bytes += data.len();
        largest = largest.max(data.len());
        resident = resident.max(resident_bytes());
    }
    assert_eq!(bytes, promised);
    assert!(bytes > 1_000 * TRACK_BYTES);
    assert!(largest <= 512 * 1_024, "a piece of {largest} bytes");
    let grown = resident.saturating_sub(resident_before);
    assert!(grown < 64 << 20, "{grown} bytes more in memory for {bytes} on the wire");
}

/// What this process holds in memory, in bytes; 0 where the system does not tell.
fn resident_bytes() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.as_deref().and_then(|text| text.split(' ').nth(1)).and_then(|text| text.parse::<usize>().ok());
    pages.unwrap_or_default() * 4_096
}

#[tokio::test]
async fn another_members_private_playlist_is_not_found() {
    let world = world().await;
    let flac = world.add("一", &fixture("stairs.flac"), "flac", "flac");
    world.list(Wanted::Playlist(PRIVATE), vec![flac]);
    let path = format!("/playlists/{PRIVATE}/download");
    assert_eq!(world.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.send(Method::GET, &path, None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_history_of_downloads_follows_consent() {
    for world in worlds().await {
        let flac = world.add("一", &fixture("stairs.flac"), "flac", "flac");
        world.list(Wanted::Album(ALBUM), vec![flac.clone()]);
        let report = json!({ "id": ALBUM });
        // A guest, and a member who did not agree.
        let guest = world.ask(None, Method::POST, "/downloads", Some(report.clone())).await;
        assert_eq!(guest.status(), StatusCode::NO_CONTENT);
        assert_eq!(world.send(Method::POST, "/downloads", Some(report.clone())).await.status, StatusCode::NO_CONTENT);

        let purpose = PurposeId::DownloadHistory;
        let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
        world.consents.give(ME, purpose, &shown).await.expect("consent");
        let made = world.send(Method::POST, "/downloads", Some(report.clone())).await;
        assert_eq!(made.status, StatusCode::CREATED);
        world.clock.advance(Millis::minutes(1));
        let of_track = json!({ "id": flac.id, "codec": "opus" });
        assert_eq!(world.send(Method::POST, "/downloads", Some(of_track)).await.status, StatusCode::CREATED);
        let list = world.send(Method::GET, "/me/downloads", None).await.json();
        let items = list["items"].as_array().expect("a list");
        assert_eq!(items.len(), 2);
        assert_eq!((&items[0]["kind"], &items[0]["format"]), (&json!("track"), &json!("opus")));
        assert_eq!((&items[1]["kind"], &items[1]["format"]), (&json!("album"), &json!("original")));
        assert_eq!((&items[1]["title"], &items[1]["target_id"]), (&json!("茉莉花"), &json!(ALBUM)));
        let first = world.send(Method::GET, "/me/downloads?limit=1", None).await.json();
        let next = format!("/me/downloads?limit=1&cursor={}", first["next"].as_str().expect("more"));
        assert_eq!(world.send(Method::GET, &next, None).await.json()["items"][0]["id"], items[1]["id"]);

        for wrong in ["key_0000000000001", "song"] {
            let answer = world.send(Method::POST, "/downloads", Some(json!({ "id": wrong }))).await;
            assert_eq!(answer.json()["fields"][0]["name"], "id", "{wrong}");
        }
        let unknown = json!({ "id": AlbumId::from_i64(99) });
        assert_eq!(world.send(Method::POST, "/downloads", Some(unknown)).await.status, StatusCode::NOT_FOUND);

        let one = format!("/me/downloads/{}", items[0]["id"].as_str().expect("an id"));
        assert_eq!(world.send(Method::DELETE, &one, None).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(Method::DELETE, &one, None).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.send(Method::DELETE, "/me/downloads", None).await.json()["erased"], 1);

        world.send(Method::POST, "/downloads", Some(report.clone())).await;
        world.consents.withdraw(ME, purpose).await.expect("withdrawn");
        let list = world.send(Method::GET, "/me/downloads", None).await.json();
        assert_eq!(list["items"], json!([]));
        assert_eq!(world.send(Method::POST, "/downloads", Some(report)).await.status, StatusCode::NO_CONTENT);
    }
}

#[tokio::test]
async fn what_is_made_for_keeps_has_its_picture_and_what_is_streamed_has_not() {
    let world = world().await;
    let mp3 = world.add("茉莉花", &fixture("stairs.mp3"), "mp3", "mpeg");
    world.list(Wanted::Album(ALBUM), vec![mp3.clone()]);
    let has_picture = |bytes: &[u8]| bytes.windows(PICTURE.len()).any(|window| window == PICTURE);
    let file = world.get(&format!("/tracks/{}/download?codec=flac", mp3.id)).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(has_picture(&file.bytes));
    let archive = world.get(&format!("/albums/{ALBUM}/download?codec=flac")).await;
    let entries = world.unpacked(&archive.bytes);
    let made = entries.iter().find(|(name, _)| name.ends_with(".flac")).expect("the track");
    assert!(has_picture(made.1));
    let (playing, _) = playback::routes(world.playback.clone()).split_for_parts();
    let request = Request::get(format!("/tracks/{}/stream?codec=flac", mp3.id)).body(Body::empty());
    let streamed = whole(playing.oneshot(request.expect("a request")).await.expect("infallible")).await;
    assert!(streamed.bytes.starts_with(b"fLaC") && !has_picture(&streamed.bytes));
}
