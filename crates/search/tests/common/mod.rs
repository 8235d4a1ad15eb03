//! A search over a small catalogue, on each engine at hand.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use catalog::Catalog;
use consent::{Consents, Shown};
use db::{Sql, args};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::{ArtistId, PlaylistId, SessionId, SubjectId};
use library::{Library, NewPlaylist};
use policy::{Language, ProfileBirthday, PurposeId};
use search::{Parts, Search};
use serde_json::Value as Json;
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{ManualClock, Timestamp};

pub const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub const ME: SubjectId = SubjectId::from_i64(1);
pub const YOU: SubjectId = SubjectId::from_i64(2);

/// Titles, artists and genres of the songs.
const SONGS: [(&str, &str, &str); 6] = [
    ("青花瓷", "周杰伦", "流行"),
    ("七里香", "周杰伦", "流行"),
    ("茉莉花", "民乐团", "民谣"),
    ("好一朵茉莉花", "宋祖英", "民谣"),
    ("Blue Moon", "Björk", "Jazz"),
    ("月亮代表我的心", "鄧麗君", "流行"),
];

pub struct World {
    pub library: Library,
    pub consents: Consents,
    pub clock: ManualClock,
    router: Router,
    database: TestDatabase,
    _music: tempfile::TempDir,
}

fn by_catalog(text: &str) -> &'static Sql {
    Sql::generated("test.catalogue".to_owned(), "catalog", text.to_owned())
}

/// Six songs, two members who agreed to nothing, and nothing kept.
pub async fn worlds() -> Vec<World> {
    let modules = [
        &consent::MIGRATIONS,
        &accounts::MIGRATIONS,
        &catalog::MIGRATIONS,
        &playback::MIGRATIONS,
        &library::MIGRATIONS,
        &search::MIGRATIONS,
    ];
    let personal =
        ["profile_birthdays", "listens", "play_states", "playlists", "playlist_items", "likes", "ratings", "searches"];
    let mut found = Vec::new();
    for test in testkit::databases(&modules, &personal).await {
        let clock = ManualClock::at(NOW);
        let shared: Arc<dyn units::Clock> = Arc::new(clock.clone());
        let consents = Consents::new(test.db.clone(), Arc::clone(&shared));
        let mut tx = test.db.begin().await.unwrap();
        for member in [ME, YOU] {
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
        // The first opening numbers the music folder, the second reads the names that were written meanwhile.
        Catalog::open(test.db.clone(), Arc::clone(&shared), options.clone()).await.unwrap();
        add_songs(&test).await;
        let catalog = Catalog::open(test.db.clone(), Arc::clone(&shared), options).await.unwrap();
        let library = Library::new(test.db.clone(), consents.clone(), catalog.clone(), Arc::clone(&shared));
        let parts =
            Parts { db: test.db.clone(), consents: consents.clone(), catalog, library: library.clone(), clock: shared };
        let (router, _) = search::routes(Search::new(parts)).split_for_parts();
        let problems = axum::middleware::from_fn(http_api::render_problems);
        let router = Router::new().nest("/api/v1", router).layer(problems);
        found.push(World { library, consents, clock, router, database: test, _music: music });
    }
    found
}

/// Writes songs as a scan would.
async fn add_songs(test: &TestDatabase) {
    let mut tx = test.db.begin().await.unwrap();
    let folder =
        "INSERT INTO folders (id, path, parent_path, name, sort_key, track_count) VALUES (1, '0', '', '', '', 1)";
    tx.execute(by_catalog(folder), &[]).await.unwrap();
    let artist_row = by_catalog(
        "INSERT INTO artists (id, fold_key, name, sort_key, letter, album_count, track_count, added_at, stale) \
         VALUES ($1, $2, $2, $2, 'A', 1, 1, 0, 0) ON CONFLICT DO NOTHING",
    );
    let track_row = by_catalog(
        "INSERT INTO tracks (id, music_folder_id, path, file_name, folder_id, size_bytes, modified_ns, inode, surroundings, \
         fingerprint, present, video, playable, title, sort_key, artists, artist_sort_key, album_sort_key, year, \
         genres, composers, labels, compilation, has_album_artist, album_artists, duration_ms, codec, container, \
         lyrics, added_at, random_key) \
         VALUES ($1, 0, $2, $3, 1, 1, 0, 0, 0, 0, 1, 0, 1, $3, $3, $4, $3, '', 2000, '[]', '[]', '[]', 0, 0, '[]', 200000, \
         'flac', 'flac', 0, 0, $1)",
    );
    let genre_row = by_catalog(
        "INSERT INTO facets (kind, value, name, album_count, track_count) VALUES ('genre', $1, $2, 0, 1) \
         ON CONFLICT DO NOTHING",
    );
    for (id, (title, artist, genre)) in (1_i64..).zip(SONGS) {
        let first = SONGS.iter().position(|song| song.1 == artist).unwrap();
        let artist_id = 100 + i64::try_from(first).unwrap();
        tx.execute(artist_row, &args![artist_id, artist]).await.unwrap();
        let names = serde_json::json!([{ "id": ArtistId::from_i64(artist_id), "name": artist }]).to_string();
        let path = format!("{artist}/{title}.flac");
        tx.execute(track_row, &args![id, path.as_bytes(), title, names]).await.unwrap();
        tx.execute(genre_row, &args![catalog::genre_key(genre), genre]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

impl World {
    /// One more member, who agreed to nothing.
    pub async fn add_member(&self, member: SubjectId) {
        let mut tx = self.database.db.begin().await.unwrap();
        consent::add_subject(&mut tx, member, NOW).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn agree(&self, member: SubjectId, purpose: PurposeId) {
        let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
        self.consents.give(member, purpose, &shown).await.unwrap();
    }

    /// Keeps a birthday, as accounts does under the live grant.
    pub async fn be_born(&self, member: SubjectId, birthday: &str) {
        self.agree(member, PurposeId::ProfileBirthday).await;
        let mut grant = self.consents.grant::<ProfileBirthday>(member).await.unwrap().unwrap();
        let text = "INSERT INTO profile_birthdays (subject_id, grant_id, value, changed_at) VALUES ($1, $2, $3, 0)";
        let put = Sql::generated("test.birthday".to_owned(), "accounts", text.to_owned());
        let arguments = args![member, grant.id(), birthday];
        grant.tx().execute(put, &arguments).await.unwrap();
        grant.commit().await.unwrap();
    }

    /// A playlist of a member on the square; the member agreed to that.
    pub async fn publish(&self, member: SubjectId, name: &str) -> PlaylistId {
        let new = NewPlaylist { name: name.to_owned(), ..NewPlaylist::default() };
        let playlist = self.library.create_playlist(member, new).await.unwrap();
        self.library.publish(member, playlist.id).await.unwrap();
        playlist.id
    }

    /// The answer to a request of a member, or of a guest.
    #[track_caller]
    pub fn send(
        &self,
        who: Option<SubjectId>,
        method: &str,
        path: &str,
        body: Option<Json>,
        expected: u16,
    ) -> impl Future<Output = Json> {
        let signed_in = who.map(|subject| SignedIn {
            subject,
            session: SessionId::from_i64(1),
            roles: vec![Role::Listener],
            signed_in_at: NOW,
            review_needed: false,
        });
        let content = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut request = Request::new(content);
        *request.method_mut() = method.parse().unwrap();
        *request.uri_mut() = format!("/api/v1{path}").parse().unwrap();
        request.headers_mut().insert("content-type", "application/json".parse().unwrap());
        if let Some(signed_in) = signed_in {
            request.extensions_mut().insert(signed_in);
        }
        let told = format!("{method} {path}");
        let answer = self.router.clone().oneshot(request);
        async move {
            let answer = answer.await.unwrap();
            let status = answer.status().as_u16();
            let bytes = answer.into_body().collect().await.unwrap().to_bytes();
            let said = String::from_utf8_lossy(&bytes);
            assert_eq!(status, expected, "{told}: {said}");
            if said.is_empty() { Json::Null } else { said.parse().unwrap() }
        }
    }

    /// What a guest finds of the music; `query` as it is typed.
    pub async fn find(&self, query: &str) -> Json {
        self.send(None, "GET", &format!("/search?q={}", encoded(query)), None, 200).await
    }

    /// What a guest finds who speaks; `said` as it was written down.
    pub async fn find_spoken(&self, said: &str) -> Json {
        self.send(None, "GET", &format!("/search/spoken?said={}", encoded(said)), None, 200).await
    }

    /// What a guest finds of the playlists.
    pub async fn find_playlists(&self, query: &str) -> Json {
        self.send(None, "GET", &format!("/search/playlists?q={}", encoded(query)), None, 200).await
    }
}

pub fn encoded(query: &str) -> String {
    query.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// One field of each item of a list.
pub fn column<'a>(answer: &'a Json, list: &str, field: &str) -> Vec<&'a str> {
    answer[list].as_array().unwrap().iter().map(|item| item[field].as_str().unwrap()).collect()
}
