//! What was said is found by how it sounds, on each engine at hand.

use crate::common::{column, worlds};

#[tokio::test]
async fn wrong_characters_of_the_right_sound_find_what_was_meant() {
    for world in worlds().await {
        for (said, title) in [
            ("青花词", "青花瓷"),
            ("我想听骑里乡", "七里香"),
            ("播放周节轮的七里像", "七里香"),
            ("宋祖音的好一朵墨利花", "好一朵茉莉花"),
            ("莫丽花", "茉莉花"),
            ("月亮带表我的新", "月亮代表我的心"),
            ("blue mood", "Blue Moon"),
        ] {
            let found = world.find_spoken(said).await;
            assert_eq!(found["tracks"][0]["title"], title, "{said}: {found}");
            assert_eq!(found["said"], said);
        }
        let found = world.find_spoken("周节轮").await;
        assert_eq!(column(&found, "artists", "name"), ["周杰伦"]);
    }
}

#[tokio::test]
async fn whatever_is_said_the_answer_is_a_list() {
    for world in worlds().await {
        let long = "啊".repeat(7_000);
        for said in ["", " ", "嗯", "\u{0}", "%%", "今天天气怎么样明天会不会下雨呢", &long] {
            let found = world.find_spoken(said).await;
            assert!(column(&found, "tracks", "title").is_empty(), "{found}");
        }
    }
}
