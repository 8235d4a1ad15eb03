//! Recommendation over a small catalogue, on each engine at hand.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use catalog::Catalog;
use consent::{Consents, Shown};
use db::{Sql, args};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::{ArtistId, ListenId, PlaylistId, SessionId, SubjectId, TrackId};
use library::Library;
use policy::{Language, PlayHistory, ProfileBirthday, PurposeId};
use recommend::{Parts, Recommend};
use serde_json::Value as Json;
use similarity::Similarity;
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock as _, ManualClock, Millis, Timestamp};

/// Noon in China.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_492_800_000);
pub const ME: SubjectId = SubjectId::from_i64(1);
/// Songs of the catalogue; three of each artist.
pub const SONGS: i64 = 90;

/// Tables with personal data of the modules at hand.
const PERSONAL: &[&str] = &[
    "profile_birthdays",
    "listens",
    "play_states",
    "downloads",
    "recommendation_dislikes",
    "recommendation_resets",
    "suggestion_dislikes",
];

pub struct World {
    pub test: TestDatabase,
    pub consents: Consents,
    pub clock: ManualClock,
    pub library: Library,
    router: Router,
    _music: tempfile::TempDir,
}

fn by_catalog(text: &str) -> &'static Sql {
    Sql::generated("test.catalogue".to_owned(), "catalog", text.to_owned())
}

/// A catalogue, one member who agreed to nothing yet, and nothing heard.
pub async fn worlds() -> Vec<World> {
    let modules = [
        &consent::MIGRATIONS,
        &accounts::MIGRATIONS,
        &catalog::MIGRATIONS,
        &playback::MIGRATIONS,
        &library::MIGRATIONS,
        &audio_analysis::MIGRATIONS,
        &recommend::MIGRATIONS,
    ];
    let mut found = Vec::new();
    for test in testkit::databases(&modules, PERSONAL).await {
        let clock = ManualClock::at(NOW);
        let shared: Arc<dyn units::Clock> = Arc::new(clock.clone());
        let consents = Consents::new(test.db.clone(), Arc::clone(&shared));
        let music = tempfile::tempdir().unwrap();
        let options = catalog::Options {
            music: vec![music.path().to_owned()],
            thumbnails: test.folder().join("thumbnails"),
            thumbnails_limit_bytes: 1 << 20,
            scan_threads: 1,
            seed: [7; 32],
        };
        let catalog = Catalog::open(test.db.clone(), Arc::clone(&shared), options).await.unwrap();
        add_songs(&test).await;
        let similarity = Similarity::open(test.db.clone(), catalog.clone()).await.unwrap();
        let library = Library::new(test.db.clone(), consents.clone(), catalog.clone(), Arc::clone(&shared));
        let recommend = Recommend::new(Parts {
            db: test.db.clone(),
            consents: consents.clone(),
            catalog,
            library: library.clone(),
            similarity,
            clock: shared,
        });
        let (router, _) = recommend::routes(recommend).split_for_parts();
        let router = Router::new().nest("/api/v1", router);
        let world = World { test, consents, clock, library, router, _music: music };
        world.join(ME, &[]).await;
        found.push(world);
    }
    found
}

pub fn artist_of(song: i64) -> ArtistId {
    ArtistId::from_i64(1_000 + song / 3)
}

pub fn track(song: i64) -> String {
    TrackId::from_i64(song).to_string()
}

/// Writes songs as a scan would; the songs 0, 1 and 2 are by one artist, and so on.
async fn add_songs(test: &TestDatabase) {
    let mut tx = test.db.begin().await.unwrap();
    let folder =
        "INSERT INTO folders (id, path, parent_path, name, sort_key, track_count) VALUES (1, '0', '', '', '', 1)";
    tx.execute(by_catalog(folder), &[]).await.unwrap();
    let artist = by_catalog(
        "INSERT INTO artists (id, fold_key, name, sort_key, letter, album_count, track_count, added_at, stale) \
         VALUES ($1, $2, $2, $2, 'A', 1, 3, 0, 0) ON CONFLICT DO NOTHING",
    );
    let row = by_catalog(
        "INSERT INTO tracks (id, music_folder_id, path, file_name, folder_id, size_bytes, modified_ns, inode, surroundings, \
         fingerprint, present, video, playable, title, sort_key, artists, artist_sort_key, album_sort_key, year, \
         genres, composers, labels, compilation, has_album_artist, album_artists, duration_ms, codec, container, \
         lyrics, added_at, random_key) \
         VALUES ($1, 0, $2, $3, 1, 1, 0, 0, 0, 0, 1, 0, 1, $3, $3, $4, $5, '', 2000, '[]', '[]', '[]', 0, 0, '[]', 200000, \
         'flac', 'flac', 0, $6, $7)",
    );
    let credit = by_catalog("INSERT INTO track_artists (track_id, artist_id, role) VALUES ($1, $2, 0)");
    for song in 0..SONGS {
        let (title, name) = (format!("歌 {song:03}"), format!("歌手 {:02}", song / 3));
        tx.execute(artist, &args![artist_of(song), &name]).await.unwrap();
        let names = serde_json::json!([{ "id": artist_of(song), "name": name }]).to_string();
        let path = format!("{name}/{title}.flac");
        let added_at = NOW.as_millis() - 86_400_000 * (song + 1);
        let values = args![song, path.as_bytes(), &title, names, &name, added_at, song * 7_919 % 1_009];
        tx.execute(row, &values).await.unwrap();
        tx.execute(credit, &args![song, artist_of(song)]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

impl World {
    /// A member who agrees to these.
    pub async fn join(&self, who: SubjectId, purposes: &[PurposeId]) {
        let mut tx = self.test.db.begin().await.unwrap();
        consent::add_subject(&mut tx, who, NOW).await.unwrap();
        tx.commit().await.unwrap();
        for purpose in purposes {
            self.agree(who, *purpose).await;
        }
    }

    /// Members who let their listening help others, and heard these songs yesterday.
    pub async fn listeners(&self, from: i64, of_each: &[&[i64]]) {
        for (number, songs) in (from..).zip(of_each) {
            let who = SubjectId::from_i64(number);
            self.join(who, &[PurposeId::PlayHistory, PurposeId::HelpingDiscovery]).await;
            self.hear_all(who, songs, Millis::days(1)).await;
        }
    }

    pub async fn agree(&self, who: SubjectId, purpose: PurposeId) {
        let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
        self.consents.give(who, purpose, &shown).await.unwrap();
    }

    /// Takes away everything that is held about a member, as closing the account does.
    pub async fn erase(&self, who: SubjectId) {
        self.consents.terminate(who).await.unwrap();
        for like in self.library.likes(who, library::Kind::Track, None, i64::MAX).await.unwrap() {
            self.library.unlike(who, like.target).await.unwrap();
        }
        let mut tx = self.test.db.begin().await.unwrap();
        consent::restrict_events(&mut tx, who, &format!("digest of {who}"), NOW).await.unwrap();
        let notes = consent::erasure_notes(&self.test.db.service(), i64::MAX).await.unwrap();
        consent::remove_erasure_notes(&mut tx, &notes).await.unwrap();
        consent::remove_subject(&mut tx, who).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Records hearings as playback does, under the live grant, some time ago.
    pub async fn hear_all(&self, who: SubjectId, songs: &[i64], ago: Millis) {
        let sql = Sql::generated(
            "test.listen".to_owned(),
            "playback",
            "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) VALUES ($1, $2, $3, $4, $5, 1)"
                .to_owned(),
        );
        let mut grant = self.consents.grant::<PlayHistory>(who).await.unwrap().unwrap();
        for (song, place) in songs.iter().zip(0..) {
            let id = ListenId::random(&mut rand::rng());
            let started_at = self.clock.now() - ago + Millis(place);
            let arguments = args![id, who, grant.id(), *song, started_at];
            grant.tx().execute(sql, &arguments).await.unwrap();
        }
        grant.commit().await.unwrap();
    }

    /// Keeps a birthday as accounts does, under the live grant; or clears it.
    pub async fn set_birthday(&self, who: SubjectId, birthday: Option<&str>) {
        let by_accounts = |text: &str| Sql::generated("test.birthday".to_owned(), "accounts", text.to_owned());
        let mut grant = self.consents.grant::<ProfileBirthday>(who).await.unwrap().unwrap();
        grant
            .tx()
            .execute(by_accounts("DELETE FROM profile_birthdays WHERE subject_id = $1"), &args![who])
            .await
            .unwrap();
        if let Some(birthday) = birthday {
            let put = by_accounts(
                "INSERT INTO profile_birthdays (subject_id, grant_id, value, changed_at) VALUES ($1, $2, $3, $4)",
            );
            let arguments = args![who, grant.id(), birthday, self.clock.now()];
            grant.tx().execute(put, &arguments).await.unwrap();
        }
        grant.commit().await.unwrap();
    }

    /// Likes songs.
    pub async fn like_all(&self, who: SubjectId, songs: &[i64]) {
        for song in songs {
            self.library.like(who, library::Target::Track(TrackId::from_i64(*song))).await.unwrap();
        }
    }

    /// Lets a chart draw its noise from a key that is known, so that a test draws the same in every run.
    pub async fn fix_noise(&self, chart: i64, period: &str, key: u8) {
        let sql = Sql::generated(
            "test.chart_key".to_owned(),
            "recommend",
            "INSERT INTO chart_keys (chart, period, key) VALUES ($1, $2, $3)".to_owned(),
        );
        let period: Timestamp = period.parse().unwrap();
        let mut tx = self.test.db.begin().await.unwrap();
        tx.execute(sql, &args![chart, period, format!("{key:02x}").repeat(32)]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Shows a playlist on the square; its owner agreed to that.
    pub async fn publish(&self, owner: SubjectId, name: &str, songs: &[i64]) -> PlaylistId {
        let tracks = songs.iter().copied().map(TrackId::from_i64).collect();
        let new = library::NewPlaylist { name: name.to_owned(), tracks, ..library::NewPlaylist::default() };
        let playlist = self.library.create_playlist(owner, new).await.unwrap();
        self.library.publish(owner, playlist.id).await.unwrap();
        self.clock.advance(Millis(1_000));
        playlist.id
    }

    pub async fn count(&self, table: &str) -> u64 {
        let sql = Sql::generated("test.count".to_owned(), "test", format!("SELECT count(*) FROM {table}"));
        self.test.db.service().query_one(sql, &[], |row| row.get(0)).await.unwrap()
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
        let folder = if path.starts_with("/charts/") { "" } else { "/recommendations" };
        let request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(format!("/api/v1{folder}{path}"))
            .header("content-type", "application/json")
            .body(body)
            .unwrap();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        (status, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    /// A file for ranking on a device: status, tag and bytes; `who` is signed in as the request goes in.
    pub async fn file(&self, who: Option<SubjectId>, name: &str, known: Option<&str>) -> (u16, String, Vec<u8>) {
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
        let mut request = Request::builder().uri(format!("/api/v1/on_device/{name}"));
        if let Some(tag) = known {
            request = request.header("if-none-match", tag);
        }
        let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.headers()["cache-control"], "no-store", "no cache on the way keeps it");
        let (status, tag) = (response.status().as_u16(), response.headers()["etag"].to_str().unwrap().to_owned());
        (status, tag, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    #[track_caller]
    pub fn send(
        &self,
        who: Option<SubjectId>,
        method: &str,
        path: &str,
        body: Option<Json>,
        expected: u16,
    ) -> impl Future<Output = Json> {
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        async move {
            let (status, bytes) = self.bytes(who, method, path, body).await;
            let json = if bytes.is_empty() { Json::Null } else { serde_json::from_slice(&bytes).unwrap() };
            assert_eq!(status.as_u16(), expected, "{method} {path}: {json}");
            json
        }
    }

    pub async fn get(&self, who: SubjectId, path: &str) -> Json {
        self.send(Some(who), "GET", path, None, 200).await
    }

    /// The songs of a list, in order.
    pub async fn songs(&self, who: SubjectId, path: &str) -> Vec<i64> {
        songs_of(&self.get(who, path).await)
    }
}

/// The songs of a list, in order.
pub fn songs_of(list: &Json) -> Vec<i64> {
    let items = list["items"].as_array().unwrap().iter();
    items.map(|item| item["track"]["id"].as_str().unwrap().parse::<TrackId>().unwrap().as_i64()).collect()
}
