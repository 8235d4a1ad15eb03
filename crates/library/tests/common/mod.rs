//! Collections over a small catalogue, on each engine at hand.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use catalog::Catalog;
use consent::{Consents, Shown};
use db::{Sql, Value, args};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::{AlbumId, ArtistId, ListenId, SessionId, SubjectId, TrackId};
use library::Library;
use policy::{Language, PlayHistory, PurposeId};
use serde_json::Value as Json;
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock as _, ManualClock, Timestamp};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub const ME: SubjectId = SubjectId::from_i64(1);
pub const YOU: SubjectId = SubjectId::from_i64(2);
pub const THEY: SubjectId = SubjectId::from_i64(3);

/// Tables with personal data of the modules at hand.
const PERSONAL: &[&str] = &["listens", "play_states", "playlists", "playlist_items", "likes", "ratings"];

/// A track of the test's catalogue.
#[derive(Clone, Debug)]
pub struct Song {
    pub id: i64,
    pub title: String,
    pub artist: String,
    pub album: String,
    pub genre: String,
    pub year: i64,
    pub duration_ms: i64,
    pub bitrate_kbps: Option<i64>,
    pub added_at: i64,
}

impl Song {
    pub fn new(id: i64, title: &str, artist: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            artist: artist.to_owned(),
            album: format!("{artist} 专辑"),
            genre: "民谣".to_owned(),
            year: 1990 + id,
            duration_ms: 60_000 * id,
            bitrate_kbps: Some(320),
            added_at: NOW.as_millis() - id * 86_400_000,
        }
    }
}

pub struct World {
    pub test: TestDatabase,
    pub library: Library,
    pub consents: Consents,
    pub clock: ManualClock,
    pub router: Router,
    _music: tempfile::TempDir,
}

fn by_catalog(text: String) -> &'static Sql {
    Sql::generated("test.catalogue".to_owned(), "catalog", text)
}

/// A catalogue of ten songs, three members, and nothing collected.
pub async fn worlds() -> Vec<World> {
    worlds_with(&songs()).await
}

pub fn songs() -> Vec<Song> {
    let titles = [
        ("茉莉花", "民乐团"),
        ("青花瓷", "周杰伦"),
        ("晴天", "周杰伦"),
        ("Moon", "Björk"),
        ("The Moonlight", "Adele"),
        ("好一朵茉莉花", "宋祖英"),
        ("100% 爱", "陈奕迅"),
        ("夜曲", "周杰伦"),
        ("Über alles_x", "Björk"),
        ("月亮代表我的心", "鄧麗君"),
    ];
    (1_i64..).zip(titles).map(|(id, (title, artist))| Song::new(id, title, artist)).collect()
}

pub async fn worlds_with(songs: &[Song]) -> Vec<World> {
    let modules = [&consent::MIGRATIONS, &catalog::MIGRATIONS, &playback::MIGRATIONS, &library::MIGRATIONS];
    let mut found = Vec::new();
    for test in testkit::databases(&modules, PERSONAL).await {
        let clock = ManualClock::at(NOW);
        let shared: Arc<dyn units::Clock> = Arc::new(clock.clone());
        let consents = Consents::new(test.db.clone(), Arc::clone(&shared));
        let mut tx = test.db.begin().await.unwrap();
        for member in [ME, YOU, THEY] {
            consent::add_subject(&mut tx, member, NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        let music = tempfile::tempdir().unwrap();
        let options = catalog::Options {
            music: vec![music.path().to_owned()],
            thumbnails: test.folder().join("thumbnails"),
            thumbnails_limit_bytes: 1 << 20,
            scan_threads: 1,
            seed: [7; 32],
        };
        let catalog = Catalog::open(test.db.clone(), Arc::clone(&shared), options).await.unwrap();
        let library = Library::new(test.db.clone(), consents.clone(), catalog, shared);
        let (router, _) = library::routes(library.clone()).split_for_parts();
        let router = Router::new().nest("/api/v1", router);
        let world = World { test, library, consents, clock, router, _music: music };
        world.add_songs(songs).await;
        found.push(world);
    }
    found
}

/// The number of a name: the same for names that fold alike.
fn number_of(name: &str) -> i64 {
    let hash =
        catalog::fold(name).bytes().fold(0_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
    (hash >> 2).cast_signed()
}

pub fn artist(name: &str) -> ArtistId {
    ArtistId::from_i64(number_of(name))
}

pub fn album(name: &str) -> AlbumId {
    AlbumId::from_i64(number_of(name))
}

impl World {
    /// Writes songs as a scan would.
    pub async fn add_songs(&self, songs: &[Song]) {
        let folder = by_catalog(
            "INSERT INTO folders (id, path, parent_path, name, sort_key, track_count) VALUES (1, '0', '', '', '', 1) \
             ON CONFLICT DO NOTHING"
                .to_owned(),
        );
        let artist_row = by_catalog(
            "INSERT INTO artists (id, fold_key, name, sort_key, letter, album_count, track_count, added_at, stale) \
             VALUES ($1, $2, $3, $4, 'A', 1, 1, 0, 0) ON CONFLICT DO NOTHING"
                .to_owned(),
        );
        let album_row = by_catalog(
            "INSERT INTO albums (id, group_key, title, sort_key, artists, artist_sort_key, year, compilation, genres, labels, \
             disc_titles, track_count, duration_ms, added_at, random_key, stale) \
             VALUES ($1, $2, $3, $4, '[]', '', 2000, 0, '[]', '[]', '{}', 1, 1, 0, 0, 0) ON CONFLICT DO NOTHING"
                .to_owned(),
        );
        let track_row = by_catalog(
            "INSERT INTO tracks (id, music_folder_id, path, file_name, folder_id, size_bytes, modified_ns, inode, surroundings, \
             fingerprint, present, video, playable, title, sort_key, artists, artist_sort_key, album_id, album_sort_key, year, \
             genres, composers, labels, compilation, has_album_artist, album_artists, duration_ms, codec, container, \
             bitrate_kbps, lyrics, added_at, random_key) \
             VALUES ($1, 0, $2, $3, 1, 1, 0, 0, 0, 0, 1, 0, 1, $4, $5, $6, $7, $8, $9, $10, '[]', '[]', '[]', 0, 0, '[]', $11, \
             'flac', 'flac', $12, 0, $13, $14)"
                .to_owned(),
        );
        let credit = by_catalog("INSERT INTO track_artists (track_id, artist_id, role) VALUES ($1, $2, 0)".to_owned());
        let genre = by_catalog("INSERT INTO track_genres (genre_key, track_id, genre) VALUES ($1, $2, $3)".to_owned());
        let mut tx = self.test.db.begin().await.unwrap();
        tx.execute(folder, &[]).await.unwrap();
        for song in songs {
            let (artist_id, album_id) = (number_of(&song.artist), number_of(&song.album));
            let sort = |name: &str| catalog::sort_key(name).key;
            let artist_key = catalog::fold(&song.artist);
            tx.execute(artist_row, &args![artist_id, &artist_key, &song.artist, sort(&song.artist)]).await.unwrap();
            tx.execute(album_row, &args![album_id, &song.album, &song.album, sort(&song.album)]).await.unwrap();
            let path = format!("{}/{}/{:02} {}.flac", song.artist, song.album, song.id, song.title);
            let names = serde_json::json!([{ "id": ArtistId::from_i64(artist_id), "name": song.artist }]).to_string();
            let row: Vec<Value> = args![
                song.id,
                path.as_bytes(),
                format!("{:02} {}.flac", song.id, song.title),
                &song.title,
                sort(&song.title),
                names,
                sort(&song.artist),
                album_id,
                sort(&song.album),
                song.year,
                song.duration_ms,
                song.bitrate_kbps,
                song.added_at,
                song.id * 7_919 % 101
            ]
            .to_vec();
            tx.execute(track_row, &row).await.unwrap();
            tx.execute(credit, &args![song.id, artist_id]).await.unwrap();
            tx.execute(genre, &args![catalog::fold(&song.genre), song.id, &song.genre]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub async fn agree(&self, who: SubjectId, purpose: PurposeId) {
        let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
        self.consents.give(who, purpose, &shown).await.unwrap();
    }

    /// Records one hearing as playback does, under the live grant.
    pub async fn hear(&self, who: SubjectId, track: i64, started_at: i64) {
        let sql = Sql::generated(
            "test.listen".to_owned(),
            "playback",
            "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) VALUES ($1, $2, $3, $4, $5, 1) \
             ON CONFLICT DO NOTHING"
                .to_owned(),
        );
        let mut grant = self.consents.grant::<PlayHistory>(who).await.unwrap().unwrap();
        let id = ListenId::random(&mut rand::rng());
        let arguments = args![id, who, grant.id(), track, started_at];
        grant.tx().execute(sql, &arguments).await.unwrap();
        grant.commit().await.unwrap();
    }

    pub async fn count(&self, table: &str) -> u64 {
        let sql = Sql::generated("test.count".to_owned(), "test", format!("SELECT count(*) FROM {table}"));
        self.test.db.service().query_one(sql, &[], |row| row.get(0)).await.unwrap()
    }

    pub fn now_ms(&self) -> i64 {
        self.clock.now().as_millis()
    }

    pub async fn bytes(&self, who: Option<SubjectId>, method: &str, path: &str, body: Body) -> (StatusCode, Vec<u8>) {
        let mut router = self.router.clone();
        if let Some(subject) = who {
            router = router.layer(axum::Extension(SignedIn {
                subject,
                session: SessionId::from_i64(1),
                roles: vec![Role::Listener],
                signed_in_at: NOW,
                review_needed: false,
            }));
        }
        let router = router.layer(axum::middleware::from_fn(http_api::render_problems));
        let request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(format!("/api/v1{path}"))
            .header("content-type", "application/json")
            .body(body)
            .unwrap();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        (status, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    pub async fn send(&self, who: Option<SubjectId>, method: &str, path: &str, body: Option<Json>) -> Answer {
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let (status, bytes) = self.bytes(who, method, path, body).await;
        let json = if bytes.is_empty() { Json::Null } else { serde_json::from_slice(&bytes).unwrap_or(Json::Null) };
        Answer { status, json }
    }

    pub async fn get(&self, who: SubjectId, path: &str) -> Answer {
        self.send(Some(who), "GET", path, None).await
    }

    pub async fn put(&self, who: SubjectId, path: &str, body: Json) -> Answer {
        self.send(Some(who), "PUT", path, Some(body)).await
    }

    pub async fn post(&self, who: SubjectId, path: &str, body: Json) -> Answer {
        self.send(Some(who), "POST", path, Some(body)).await
    }

    pub async fn delete(&self, who: SubjectId, path: &str) -> Answer {
        self.send(Some(who), "DELETE", path, None).await
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub json: Json,
}

impl Answer {
    #[track_caller]
    pub fn expect(self, status: u16) -> Json {
        assert_eq!(self.status.as_u16(), status, "{}", self.json);
        self.json
    }
}

pub fn tracks(numbers: &[i64]) -> Vec<TrackId> {
    numbers.iter().copied().map(TrackId::from_i64).collect()
}
