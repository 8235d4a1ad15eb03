//! What many look for: shown from twenty people on, counted from live rows, gone with the one who made it twenty.

use serde_json::json;

use crate::common::{World, YOU, encoded, worlds};
use ids::SubjectId;
use policy::PurposeId;
use search::{POPULAR_PEOPLE_MIN, POPULAR_SHOWN_MAX};
use units::Millis;

/// Longer than it is taken for current which searches are worth counting.
const A_WHILE: Millis = Millis(10_001);

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Spellings of one search.
const SPELLINGS: [&str; 4] = ["周杰伦", "周杰倫", " 周杰伦！", "「周杰伦」"];

fn people(from: u32, count: u32) -> impl Iterator<Item = SubjectId> {
    (from..from + count).map(|number| SubjectId::from_i64(100 + i64::from(number)))
}

/// Members who keep a history, and let it be counted.
async fn join(world: &World, members: impl Iterator<Item = SubjectId>) {
    for member in members {
        world.add_member(member).await;
        world.agree(member, PurposeId::SearchHistory).await;
        world.agree(member, PurposeId::HelpingSearch).await;
    }
}

async fn look_for(world: &World, member: SubjectId, query: &str) -> String {
    let kept = world.send(Some(member), "POST", "/searches", Some(json!({ "query": query })), 201).await;
    kept["id"].as_str().unwrap().to_owned()
}

/// What everybody is offered, once it was counted anew.
async fn popular(world: &World, typed: &str) -> Vec<String> {
    world.clock.advance(A_WHILE);
    offered(world, None, typed).await
}

/// What somebody is offered at this moment.
async fn offered(world: &World, who: Option<SubjectId>, typed: &str) -> Vec<String> {
    let answer = world.send(who, "GET", &format!("/search/popular?q={}", encoded(typed)), None, 200).await;
    assert_eq!(answer["people_min"], POPULAR_PEOPLE_MIN);
    answer["searches"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn nineteen_are_too_few_and_twenty_are_enough() {
    for world in worlds().await {
        assert_eq!(POPULAR_PEOPLE_MIN, 20, "the notice of the purpose says twenty");
        join(&world, people(0, 19)).await;
        for (member, spelling) in people(0, 19).zip(SPELLINGS.iter().cycle()) {
            look_for(&world, member, spelling).await;
            // Looking again, or spelling it otherwise, does not make one person two.
            look_for(&world, member, "周杰伦").await;
        }
        assert!(popular(&world, "").await.is_empty(), "nineteen");
        join(&world, people(19, 1)).await;
        look_for(&world, people(19, 1).next().unwrap(), "ＺＪＬ").await;
        assert!(popular(&world, "").await.is_empty(), "the twentieth looked for something else");
        look_for(&world, people(19, 1).next().unwrap(), "周 杰 倫").await;
        assert!(popular(&world, "").await.is_empty(), "words apart are another search");
        look_for(&world, people(19, 1).next().unwrap(), "周杰倫").await;
        assert_eq!(popular(&world, "").await, ["周杰伦"]);
        for who in [None, people(0, 1).next(), Some(YOU)] {
            assert_eq!(offered(&world, who, "").await, ["周杰伦"], "the same for everybody");
        }
    }
}

#[tokio::test]
async fn it_is_gone_at_the_first_request_after_one_of_twenty_left() {
    for leave in ["withdraw counting", "withdraw history", "remove", "clear", "be a minor"] {
        for world in worlds().await {
            join(&world, people(0, 20)).await;
            let mut kept = String::new();
            for member in people(0, 20) {
                kept = look_for(&world, member, "茉莉花").await;
            }
            assert_eq!(popular(&world, "").await, ["茉莉花"]);
            let last = people(19, 1).next().unwrap();
            match leave {
                "withdraw counting" => {
                    world.consents.withdraw(last, PurposeId::HelpingSearch).await.unwrap();
                }
                "withdraw history" => {
                    world.consents.withdraw(last, PurposeId::SearchHistory).await.unwrap();
                }
                "be a minor" => world.be_born(last, "2009-01-31").await,
                "remove" => {
                    world.send(Some(last), "DELETE", &format!("/me/searches/{kept}"), None, 204).await;
                }
                _ => {
                    world.send(Some(last), "DELETE", "/me/searches", None, 200).await;
                }
            }
            // The clock stands still: the list of what is worth counting is as it was, the count is not.
            assert!(offered(&world, None, "").await.is_empty(), "{leave}");
            assert!(offered(&world, None, "mlh").await.is_empty(), "{leave}");
            assert!(popular(&world, "").await.is_empty(), "{leave}");
        }
    }
}

#[tokio::test]
async fn only_those_who_agreed_to_it_count_and_only_for_thirty_days() {
    for world in worlds().await {
        join(&world, people(0, 19)).await;
        let silent = SubjectId::from_i64(999);
        world.add_member(silent).await;
        world.agree(silent, PurposeId::SearchHistory).await;
        for member in people(0, 19).chain([silent]) {
            look_for(&world, member, "七里香").await;
        }
        assert!(popular(&world, "").await.is_empty(), "a history alone is one's own");
        world.agree(silent, PurposeId::HelpingSearch).await;
        assert_eq!(popular(&world, "").await, ["七里香"], "what is in the history counts from then on");
        world.clock.advance(Millis(31 * DAY));
        assert!(popular(&world, "").await.is_empty(), "a month later");
        for member in people(0, 19) {
            look_for(&world, member, "七里香").await;
        }
        assert!(popular(&world, "").await.is_empty(), "nineteen of this month");
    }
}

#[tokio::test]
async fn who_turns_eighteen_counts_from_the_day_after() {
    for world in worlds().await {
        join(&world, people(0, 20)).await;
        for member in people(0, 20) {
            look_for(&world, member, "七里香").await;
        }
        let last = people(19, 1).next().unwrap();
        // The tests begin on the evening of 23 November in China.
        world.be_born(last, "2008-11-23").await;
        assert!(popular(&world, "").await.is_empty(), "to the end of the birthday");
        world.clock.advance(Millis(DAY));
        assert_eq!(popular(&world, "").await, ["七里香"]);
    }
}

#[tokio::test]
async fn what_is_typed_narrows_it_down_and_only_music_is_offered() {
    for world in worlds().await {
        join(&world, people(0, 22)).await;
        for (count, query) in [(22, "Blue  Moon"), (21, "青花瓷"), (20, "没有这首歌的名字"), (20, "茉莉花")]
        {
            for member in people(0, count) {
                look_for(&world, member, query).await;
            }
        }
        assert_eq!(popular(&world, "").await, ["blue moon", "青花瓷", "茉莉花"], "the most popular first");
        assert_eq!(offered(&world, None, "qh").await, ["青花瓷"]);
        assert_eq!(offered(&world, None, "ＭＯＯＮ").await, ["blue moon"]);
        assert!(offered(&world, None, "青花瓷").await.is_empty(), "what stands in the box already is not offered");
        for typed in ["\0", "%", "'", "没有", "\u{202e}x", &"青".repeat(5_000)] {
            assert!(offered(&world, None, typed).await.len() <= POPULAR_SHOWN_MAX, "{typed}");
        }
        let answer = world.send(None, "GET", "/search/popular", None, 200).await;
        let mut keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["people_min", "searches"], "neither counts nor people");
    }
}
