//! The history of searches, by consent alone.

use crate::common::{ME, World, YOU, column, worlds};
use ids::SubjectId;
use policy::PurposeId;
use search::SEARCHES_MAX;
use serde_json::{Value as Json, json};
use units::Millis;

async fn look_for(world: &World, who: Option<SubjectId>, query: &str, expected: u16) -> Json {
    world.send(who, "POST", "/searches", Some(json!({ "query": query })), expected).await
}

async fn queries(world: &World, who: SubjectId) -> Vec<String> {
    let history = world.send(Some(who), "GET", "/me/searches?limit=200", None, 200).await;
    column(&history, "items", "query").into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn nothing_is_kept_without_consent_and_nothing_stays_after_it() {
    for world in worlds().await {
        look_for(&world, None, "青花瓷", 204).await;
        look_for(&world, Some(ME), "青花瓷", 204).await;
        assert!(queries(&world, ME).await.is_empty());
        world.agree(ME, PurposeId::SearchHistory).await;
        assert!(queries(&world, ME).await.is_empty(), "what came before was not kept");
        look_for(&world, Some(ME), "青花瓷", 201).await;
        world.find("七里香").await;
        assert_eq!(queries(&world, ME).await, ["青花瓷"], "searching alone records nothing");
        assert!(queries(&world, YOU).await.is_empty());
        world.consents.withdraw(ME, PurposeId::SearchHistory).await.unwrap();
        world.agree(ME, PurposeId::SearchHistory).await;
        assert!(queries(&world, ME).await.is_empty(), "the withdrawal took it along");
    }
}

#[tokio::test]
async fn a_search_done_again_moves_up_and_the_oldest_make_room() {
    for world in worlds().await {
        world.agree(ME, PurposeId::SearchHistory).await;
        for number in 0..SEARCHES_MAX + 3 {
            world.clock.advance(Millis(1_000));
            look_for(&world, Some(ME), &format!("歌 {number}"), 201).await;
        }
        let kept = queries(&world, ME).await;
        assert_eq!(i64::try_from(kept.len()).unwrap(), SEARCHES_MAX);
        assert_eq!((kept.first().unwrap().as_str(), kept.last().unwrap().as_str()), ("歌 202", "歌 3"));
        world.clock.advance(Millis(1_000));
        look_for(&world, Some(ME), "  歌 3 ", 201).await;
        let kept = queries(&world, ME).await;
        assert_eq!((kept.len(), kept[0].as_str(), kept.last().unwrap().as_str()), (200, "歌 3", "歌 4"));
    }
}

#[tokio::test]
async fn entries_go_one_by_one_or_all_at_once() {
    for world in worlds().await {
        for member in [ME, YOU] {
            world.agree(member, PurposeId::SearchHistory).await;
        }
        let entry = look_for(&world, Some(ME), "青花瓷", 201).await;
        let path = format!("/me/searches/{}", entry["id"].as_str().unwrap());
        look_for(&world, Some(ME), "七里香", 201).await;
        look_for(&world, Some(YOU), "茉莉花", 201).await;
        world.send(Some(YOU), "DELETE", &path, None, 404).await;
        world.send(Some(ME), "DELETE", &path, None, 204).await;
        world.send(Some(ME), "DELETE", &path, None, 404).await;
        assert_eq!(queries(&world, ME).await, ["七里香"]);
        assert_eq!(world.send(Some(ME), "DELETE", "/me/searches", None, 200).await["erased"], 1);
        assert!(queries(&world, ME).await.is_empty());
        assert_eq!(queries(&world, YOU).await, ["茉莉花"]);
    }
}

#[tokio::test]
async fn bad_input_is_told_by_its_field() {
    for world in worlds().await {
        world.agree(ME, PurposeId::SearchHistory).await;
        for query in ["", "   ", "a\u{0}b", &"长".repeat(101)] {
            let wrong = look_for(&world, Some(ME), query, 400).await;
            assert_eq!(wrong["fields"][0]["name"], "query", "{wrong}");
        }
        look_for(&world, Some(ME), &"长".repeat(100), 201).await;
        world.send(None, "GET", "/me/searches", None, 401).await;
        world.send(Some(ME), "GET", "/me/searches?cursor=zzz", None, 400).await;
        world.send(Some(ME), "DELETE", "/me/searches/nonsense", None, 404).await;
    }
}
