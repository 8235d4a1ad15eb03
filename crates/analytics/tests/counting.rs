//! Who is counted, when, and what is left of it.

use std::sync::Arc;

use analytics::{Analytics, Usage};
use consent::{Anonymous, Consents, Shown};
use db::{Sql, args, sql};
use ids::{ListenId, SubjectId};
use policy::{Language, PlayHistory, ProfileBirthday, PurposeId};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use testkit::TestDatabase;
use units::{Clock as _, Day, ManualClock, Millis, Timestamp};

/// A Monday, noon in China.
const NOW: Timestamp = Timestamp::from_millis(1_795_406_400_000);
/// People join so long before.
const BEFORE: Millis = Millis::days(10);
const COUNTED: &[PurposeId] = &[PurposeId::PlayHistory, PurposeId::UsageStatistics];
/// With this many people the noise on a number is small beside it: beyond 40 it gets once in 20,000 times, and the chance
/// of these tests is the same in every run.
const MANY: i64 = 100;
const NEAR: i64 = 40;

sql! {
    static LISTENS = "SELECT subject_id FROM listens";
    static NUMBERS = "SELECT people FROM usage_counts";
}

struct World {
    analytics: Analytics,
    consents: Consents,
    clock: ManualClock,
    test: TestDatabase,
}

fn by(module: &'static str, text: &str) -> &'static Sql {
    Sql::generated(format!("test.{module}"), module, text.to_owned())
}

async fn worlds() -> Vec<World> {
    let modules = [
        &consent::MIGRATIONS,
        &accounts::MIGRATIONS,
        &catalog::MIGRATIONS,
        &playback::MIGRATIONS,
        &analytics::MIGRATIONS,
    ];
    let mut found = Vec::new();
    for test in testkit::databases(&modules, &["profile_birthdays", "listens", "play_states", "downloads"]).await {
        let clock = ManualClock::at(NOW - BEFORE);
        let shared: Arc<dyn units::Clock> = Arc::new(clock.clone());
        let consents = Consents::new(test.db.clone(), Arc::clone(&shared));
        let world = World { analytics: Analytics::new(test.db.clone(), shared), consents, clock, test };
        world.add_songs().await;
        found.push(world);
    }
    found
}

impl World {
    /// Ten songs, each by an artist and of a genre of its own.
    async fn add_songs(&self) {
        let mut tx = self.test.db.begin().await.unwrap();
        let music = "INSERT INTO music_folders (id, path, reachable) VALUES (0, $1, 1)";
        tx.execute(by("catalog", music), &args!["/music".as_bytes()]).await.unwrap();
        let folder =
            "INSERT INTO folders (id, path, parent_path, name, sort_key, track_count) VALUES (1, '0', '', '', '', 1)";
        tx.execute(by("catalog", folder), &[]).await.unwrap();
        let artist = "INSERT INTO artists (id, fold_key, name, sort_key, letter, album_count, track_count, added_at, stale) \
            VALUES ($1, $2, $2, $2, 'A', 1, 1, 0, 0)";
        let track = "INSERT INTO tracks (id, music_folder_id, path, file_name, folder_id, size_bytes, modified_ns, inode, \
            surroundings, fingerprint, present, video, playable, title, sort_key, artists, artist_sort_key, album_sort_key, \
            year, genres, composers, labels, compilation, has_album_artist, album_artists, duration_ms, codec, container, \
            lyrics, added_at, random_key) \
            VALUES ($1, 0, $2, $3, 1, 1, 0, 0, 0, 0, 1, 0, 1, $3, $3, '[]', $3, '', 2000, '[]', '[]', '[]', 0, 0, '[]', \
            200000, 'flac', 'flac', 0, 0, $1)";
        for song in 0..10_i64 {
            let (name, genre) = (format!("歌手 {song}"), format!("风格 {song}"));
            tx.execute(by("catalog", artist), &args![1_000 + song, &name]).await.unwrap();
            tx.execute(by("catalog", track), &args![song, name.as_bytes(), &name]).await.unwrap();
            let credit = "INSERT INTO track_artists (track_id, artist_id, role) VALUES ($1, $2, 0)";
            tx.execute(by("catalog", credit), &args![song, 1_000 + song]).await.unwrap();
            let of_genre = "INSERT INTO track_genres (genre_key, track_id, genre) VALUES ($1, $2, $1)";
            tx.execute(by("catalog", of_genre), &args![&genre, song]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn join(&self, who: SubjectId, purposes: &[PurposeId]) {
        let mut tx = self.test.db.begin().await.unwrap();
        consent::add_subject(&mut tx, who, self.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        for purpose in purposes {
            let shown = Shown { text_hash: policy::text_hash(*purpose, Language::ZhCn) };
            self.consents.give(who, *purpose, &shown).await.unwrap();
        }
    }

    /// Many people from this number on, each of whom heard a song so long before now.
    async fn listeners(&self, from: i64, purposes: &[PurposeId], song: i64, ago: Millis) {
        for who in (from..from + MANY).map(SubjectId::from_i64) {
            self.join(who, purposes).await;
            self.hear(who, song, ago).await;
        }
    }

    async fn hear(&self, who: SubjectId, song: i64, ago: Millis) {
        let listen = "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) \
            VALUES ($1, $2, $3, $4, $5, 1)";
        let mut grant = self.consents.grant::<PlayHistory>(who).await.unwrap().unwrap();
        let id = ListenId::random(&mut rand::rng());
        let arguments = args![id, who, grant.id(), song, NOW - ago];
        grant.tx().execute(by("playback", listen), &arguments).await.unwrap();
        grant.commit().await.unwrap();
    }

    async fn set_birthday(&self, who: SubjectId, birthday: &str) {
        let put = "INSERT INTO profile_birthdays (subject_id, grant_id, value, changed_at) VALUES ($1, $2, $3, $4)";
        let mut grant = self.consents.grant::<ProfileBirthday>(who).await.unwrap().unwrap();
        let arguments = args![who, grant.id(), birthday, self.clock.now()];
        grant.tx().execute(by("accounts", put), &arguments).await.unwrap();
        grant.commit().await.unwrap();
    }

    async fn count(&self) -> u64 {
        self.analytics.count(&mut StdRng::seed_from_u64(9)).await.unwrap()
    }

    async fn usage(&self) -> Usage {
        self.analytics.usage(28).await.unwrap()
    }
}

/// How many listened on the last day that was counted.
fn listeners_of(usage: &Usage) -> i64 {
    usage.days.last().unwrap().listeners
}

fn names(of: &[analytics::Named]) -> Vec<&str> {
    of.iter().map(|named| named.name.as_str()).collect()
}

fn is_near(number: i64, people: i64) -> bool {
    (number - people).abs() <= NEAR
}

#[tokio::test]
async fn a_day_and_a_week_that_are_over_are_counted_once() {
    for world in worlds().await {
        // On Monday the week before is over, and yesterday with it.
        world.listeners(1, COUNTED, 3, Millis::days(1)).await;
        world.clock.advance(BEFORE);
        assert!(world.usage().await.days.is_empty(), "nothing was counted");
        assert_eq!(world.count().await, 8, "four days and four weeks");
        let usage = world.usage().await;
        assert_eq!(usage.days.last().unwrap().day, Day::of(NOW).back(1).to_string());
        assert!(is_near(listeners_of(&usage), MANY), "{usage:?}");
        assert_eq!((names(&usage.genres), names(&usage.artists)), (vec!["风格 3"], vec!["歌手 3"]), "{usage:?}");
        assert_eq!(usage.hours.len(), 24);
        let noon = &usage.hours[12];
        assert!(usage.hours.iter().all(|hour| hour.people <= noon.people), "{usage:?}");
        assert_eq!(world.count().await, 0, "counted is counted");
        assert_eq!(world.usage().await, usage, "who asks again sees the same numbers");
        world.clock.advance(Millis::hours(23));
        assert_eq!(world.count().await, 1, "the next day is over, and the week is not");
        let (one, other) = (world.analytics.clone(), world.analytics.clone());
        world.clock.advance(Millis::days(1));
        let (mut first, mut second) = (StdRng::seed_from_u64(1), StdRng::seed_from_u64(2));
        let (left, right) = tokio::join!(one.count(&mut first), other.count(&mut second));
        assert_eq!(left.unwrap() + right.unwrap(), 1, "two nodes count a day once");
    }
}

#[tokio::test]
async fn only_those_are_counted_who_agreed_in_time_and_are_no_minors() {
    for world in worlds().await {
        let yesterday = Millis::days(1);
        world.listeners(1, &[PurposeId::PlayHistory, PurposeId::HelpingDiscovery], 1, yesterday).await;
        world.listeners(1_000, COUNTED, 2, yesterday).await;
        for who in (1_000..1_000 + MANY).map(SubjectId::from_i64) {
            world.consents.withdraw(who, PurposeId::UsageStatistics).await.unwrap();
        }
        let with_birthday = [COUNTED, &[PurposeId::ProfileBirthday]].concat();
        world.listeners(2_000, &with_birthday, 3, yesterday).await;
        for who in (2_000..2_000 + MANY).map(SubjectId::from_i64) {
            world.set_birthday(who, "2012-05-05").await;
        }
        world.clock.advance(BEFORE);
        world.count().await;
        let usage = world.usage().await;
        assert!(is_near(listeners_of(&usage), 0), "{usage:?}");
        // Chance lifts a name now and then; a hundred people in one of four weeks would make 25 of an average week.
        let named = usage.artists.iter().chain(&usage.genres);
        assert!(named.clone().all(|named| named.people < 10.0), "{usage:?}");
        // Who agrees today is counted from today on.
        world.listeners(3_000, COUNTED, 4, Millis(0)).await;
        for who in (1..=MANY).map(SubjectId::from_i64) {
            let shown = Shown { text_hash: policy::text_hash(PurposeId::UsageStatistics, Language::ZhCn) };
            world.consents.give(who, PurposeId::UsageStatistics, &shown).await.unwrap();
        }
        assert_eq!(world.usage().await, usage);
        world.clock.advance(Millis::days(1));
        world.count().await;
        assert!(is_near(listeners_of(&world.usage().await), MANY), "{:?}", world.usage().await);
    }
}

#[tokio::test]
async fn what_is_shown_is_read_through_a_reader_that_sees_nobody() {
    for world in worlds().await {
        world.listeners(1, COUNTED, 3, Millis::days(1)).await;
        world.clock.advance(BEFORE);
        world.count().await;
        let number = |row: &db::Row<'_>| row.get::<i64>(0);
        let numbers = Anonymous::kept(&world.test.db, &NUMBERS, &[], number).await.unwrap();
        assert!(numbers.get().len() > 24);
        Anonymous::kept(&world.test.db, &LISTENS, &[], number).await.unwrap_err();
        // The file has the numbers as they were drawn, and nobody's number.
        let text = world.analytics.research(28).await.unwrap().text();
        let file: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(file["format"], "qingyin-usage");
        let rows = file["counts"].as_array().unwrap();
        assert_eq!(rows.len(), numbers.get().len());
        let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
        let known = ["days", "first_day", "measure", "noise_scale", "people", "value", "values_per_person"];
        let mut sorted: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
        sorted.sort_unstable();
        assert_eq!(sorted, known);
    }
}

#[tokio::test]
async fn who_is_gone_stands_in_nothing_that_comes_after() {
    for world in worlds().await {
        world.listeners(1, COUNTED, 3, Millis::days(1)).await;
        world.clock.advance(BEFORE);
        world.count().await;
        assert!(is_near(listeners_of(&world.usage().await), MANY), "{:?}", world.usage().await);
        for who in (1..=MANY).map(SubjectId::from_i64) {
            world.hear(who, 3, Millis(0)).await;
        }
        for who in (1..=MANY).map(SubjectId::from_i64) {
            world.consents.terminate(who).await.unwrap();
        }
        world.clock.advance(Millis::days(1));
        world.count().await;
        assert!(is_near(listeners_of(&world.usage().await), 0), "{:?}", world.usage().await);
    }
}
