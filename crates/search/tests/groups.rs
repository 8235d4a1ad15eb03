//! What is found, in groups, and what is marked in it.

use crate::common::{column, worlds};

#[tokio::test]
async fn every_kind_is_found_in_its_group() {
    for world in worlds().await {
        let found = world.find("周杰伦").await;
        assert_eq!(column(&found, "artists", "name"), ["周杰伦"]);
        assert_eq!(column(&found, "tracks", "title"), ["青花瓷", "七里香"], "found by their artist");
        assert_eq!(found["marks"]["周杰伦"][0], serde_json::json!([0, 3]));
        let found = world.find("流行").await;
        assert_eq!(column(&found, "genres", "name"), ["流行"]);
        assert!(column(&found, "tracks", "title").is_empty());
        let found = world.find("jaz").await;
        assert_eq!(column(&found, "genres", "name"), ["Jazz"]);
        assert_eq!(found["marks"]["Jazz"], serde_json::json!([[0, 3]]));
    }
}

/// As they are typed: initials, a wrong character, Traditional for Simplified, two fields.
#[tokio::test]
async fn songs_are_found_as_people_type_them_and_marked() {
    for world in worlds().await {
        for (query, title, marks) in [
            ("qhc", "青花瓷", serde_json::json!([[0, 3]])),
            ("青花磁", "青花瓷", serde_json::json!([[0, 3]])),
            ("青花", "青花瓷", serde_json::json!([[0, 2]])),
            ("yuèliang", "月亮代表我的心", serde_json::json!([[0, 2]])),
            ("周杰倫 qlx", "七里香", serde_json::json!([[0, 3]])),
            ("moon", "Blue Moon", serde_json::json!([[5, 9]])),
        ] {
            let found = world.find(query).await;
            assert_eq!(found["tracks"][0]["title"], title, "{query}: {found}");
            assert_eq!(found["marks"][title], marks, "{query}");
            assert_eq!(found["instead"], serde_json::json!([]), "{query}");
        }
    }
}

#[tokio::test]
async fn a_query_that_finds_nothing_is_answered_with_parts_that_do() {
    for world in worlds().await {
        let found = world.find("青花瓷扇歌谣曲").await;
        assert!(column(&found, "tracks", "title").is_empty(), "{found}");
        let instead: Vec<&str> = found["instead"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert_eq!(instead, ["青花瓷扇"]);
        for part in instead {
            assert!(!column(&world.find(part).await, "tracks", "title").is_empty(), "{part}");
        }
    }
}

#[tokio::test]
async fn whatever_is_typed_the_answer_is_a_list() {
    for world in worlds().await {
        for query in [
            "",
            " ",
            "!?…",
            "\0",
            "\u{202e}moon",
            "🎵🎶",
            "مرحبا",
            "%",
            "' OR 1=1 --",
            &"青".repeat(1_000),
            &"a b ".repeat(800),
        ] {
            let found = world.find(query).await;
            assert!(found["tracks"].is_array(), "{query}");
            assert!(found["instead"].as_array().unwrap().len() <= 3);
        }
        let wrong = world.send(None, "GET", "/search?q=a&limit=9999", None, 400).await;
        assert_eq!(wrong["fields"][0]["name"], "limit");
        let wrong = world.send(None, "GET", "/search", None, 400).await;
        assert_eq!(wrong["fields"][0]["name"], "q", "{wrong}");
    }
}
