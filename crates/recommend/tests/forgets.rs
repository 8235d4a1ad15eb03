//! Erasure and withdrawal reach every list of everybody else, to the last byte; on each engine.

use axum::body::Body;
use ids::SubjectId;
use policy::PurposeId;
use units::Millis;

use crate::common::{SONGS, World, track, worlds};

const ALL: &[PurposeId] = &[
    PurposeId::PlayHistory,
    PurposeId::PersonalRecommendation,
    PurposeId::HelpingDiscovery,
    PurposeId::LikesRecommendation,
];
const PEOPLE: i64 = 10;

/// Chance that is the same in each run: a linear congruential generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }

    /// A dozen songs, most of them among the first, so that people have songs in common.
    fn songs(&mut self) -> Vec<i64> {
        let mut songs: Vec<i64> =
            (0..12).map(|_| self.below(SONGS).min(self.below(SONGS)).min(self.below(SONGS))).collect();
        songs.sort_unstable();
        songs.dedup();
        songs
    }
}

async fn newcomer(world: &World, who: SubjectId, chance: &mut Chance) {
    world.join(who, ALL).await;
    world.hear_all(who, &chance.songs(), Millis::days(1 + chance.below(20))).await;
    world.like_all(who, &chance.songs()).await;
}

/// Every list of everybody, and of a guest, as it was sent.
async fn everybodys_lists(world: &World) -> Vec<Vec<u8>> {
    let mut lists = Vec::new();
    for who in std::iter::once(None).chain((1..=PEOPLE).map(|number| Some(SubjectId::from_i64(100 + number)))) {
        for path in [
            "/today",
            "/because",
            "/treasures",
            "/different?strangeness=30",
            "/on_repeat",
            "/playlists",
            "/single",
            "/for_you",
        ] {
            lists.push(world.bytes(who, "GET", path, Body::empty()).await.1);
        }
        let session = format!("{{\"heard\":[{{\"track_id\":\"{}\",\"outcome\":\"played\"}}]}}", track(1));
        lists.push(world.bytes(who, "POST", "/radio", Body::from(session.clone())).await.1);
        if who.is_some() {
            lists.push(world.bytes(who, "GET", "/from_likes", Body::empty()).await.1);
            lists.push(world.bytes(who, "POST", "/from_likes", Body::from(session)).await.1);
        }
    }
    for file in ["companions", "square"] {
        lists.push(world.file(None, file, None).await.2);
    }
    lists
}

#[tokio::test]
async fn who_was_erased_left_no_trace_in_any_list() {
    for world in worlds().await {
        let mut chance = Chance(20_261_124);
        for number in 1..=PEOPLE {
            newcomer(&world, SubjectId::from_i64(100 + number), &mut chance).await;
        }
        let owner = SubjectId::from_i64(900);
        world.join(owner, &[PurposeId::Publication]).await;
        for number in 0..6 {
            world.publish(owner, &format!("歌单 {number}"), &chance.songs()).await;
        }
        // A service that never had any of those who come now.
        let never = everybodys_lists(&world).await;
        let openings: [&[u8]; 4] = [b"{\"personalised\"", b"{\"on\":true", b"QYCO", b"QYSQ"];
        let is_list = |list: &Vec<u8>| openings.iter().any(|opening| list.starts_with(opening));
        assert!(never.iter().all(is_list), "{:?}", never.first());
        let mut differed = 0;
        for number in 0..15 {
            let who = SubjectId::from_i64(1_000 + number);
            newcomer(&world, who, &mut chance).await;
            let with = everybodys_lists(&world).await;
            differed += with.iter().zip(&never).filter(|(with, never)| with != never).count();
            world.erase(who).await;
            let after = everybodys_lists(&world).await;
            assert!(after == never, "person {number} left a trace");
        }
        assert!(differed > 15, "with them there, lists were others: {differed}");
    }
}

#[tokio::test]
async fn who_withdrew_helps_nobody_from_the_next_request_on() {
    for world in worlds().await {
        let mut chance = Chance(7);
        for number in 1..=PEOPLE {
            newcomer(&world, SubjectId::from_i64(100 + number), &mut chance).await;
        }
        let never = everybodys_lists(&world).await;
        let mut differed = 0;
        for (number, purpose) in [(1, PurposeId::HelpingDiscovery), (2, PurposeId::PlayHistory)] {
            let who = SubjectId::from_i64(2_000 + number);
            newcomer(&world, who, &mut chance).await;
            differed += usize::from(everybodys_lists(&world).await != never);
            world.consents.withdraw(who, purpose).await.unwrap();
            assert!(everybodys_lists(&world).await == never, "{purpose:?}");
        }
        assert!(differed > 0);
    }
}
