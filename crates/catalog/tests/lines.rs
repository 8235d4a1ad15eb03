//! Songs are found by any part of a line, with its time, while their files have it.

use std::fs;

use catalog::{Catalog, Scope};
use ids::TrackId;
use lofty::tag::ItemKey;
use units::Millis;

use crate::common::{Library, another_node, libraries};

const TITLE: ItemKey = ItemKey::TrackTitle;

/// Longer than the lists are taken for current.
const A_WHILE: Millis = Millis(1_001);

/// Title, line, time and what is marked, of all that is found.
async fn found(catalog: &Catalog, query: &str) -> Vec<(String, String, Option<u64>, String)> {
    let lines = catalog.search_lines(query, 20).await.unwrap();
    lines
        .into_iter()
        .map(|found| {
            let marked: String = found.text.chars().skip(found.marks.start).take(found.marks.len()).collect();
            (found.track.title, found.text, found.start_ms, marked)
        })
        .collect()
}

async fn titles(library: &Library, query: &str) -> Vec<String> {
    found(&library.catalog, query).await.into_iter().map(|(title, ..)| title).collect()
}

const PORCELAIN: &str = "[00:21.70]素胚勾勒出青花 笔锋浓转淡\n[00:26.10]瓶身描繪的牡丹一如妳初妝\n[00:30.00]♪";

#[tokio::test]
async fn a_line_is_found_as_it_is_typed() {
    for library in libraries().await {
        library.song("tone.ogg", "a.ogg", &[(TITLE, "青花瓷")]);
        library.write("a.lrc", PORCELAIN.as_bytes());
        library.song(
            "tone.flac",
            "b.flac",
            &[(TITLE, "Silence"), (ItemKey::Lyrics, "[00:05.00]Hello, darkness\n[00:09.00]my OLD friend")],
        );
        library.song("tone.ogg", "c.ogg", &[(TITLE, "桜")]);
        library.write("c.lrc", "[00:01.00]さくら さくら".as_bytes());
        library.write("c.zh-CN.lrc", "[00:01.00]樱花啊樱花".as_bytes());
        library.song("tone.ogg", "d.ogg", &[(TITLE, "无词")]);
        library.scan().await;
        let first = "素胚勾勒出青花 笔锋浓转淡";
        let second = "瓶身描繪的牡丹一如妳初妝";
        for (query, title, line, start_ms, marked) in [
            ("勾勒出青花", "青花瓷", first, 21_700, "勾勒出青花"),
            ("青花筆鋒", "青花瓷", first, 21_700, "青花 笔锋"),
            ("描绘的牡丹", "青花瓷", second, 26_100, "描繪的牡丹"),
            ("浓转淡，瓶身", "青花瓷", first, 21_700, "浓转淡"),
            ("ｈｅｌｌｏ DARK", "Silence", "Hello, darkness", 5_000, "Hello, dark"),
            ("darkness my old", "Silence", "Hello, darkness", 5_000, "darkness"),
            ("さくらさくら", "桜", "さくら さくら", 1_000, "さくら さくら"),
            ("樱花啊", "桜", "樱花啊樱花", 1_000, "樱花啊"),
        ] {
            let expected = (title.to_owned(), line.to_owned(), Some(start_ms), marked.to_owned());
            assert_eq!(found(&library.catalog, query).await, [expected], "{query}");
        }
        for query in
            ["花青", "ello dark", "青花瓷", "", "花", "\0", "%", "' OR 1=1 --", "🎵🎵🎵", &"青花".repeat(5_000)]
        {
            assert!(found(&library.catalog, query).await.is_empty(), "{query}");
        }
    }
}

#[tokio::test]
async fn a_changed_line_is_found_and_a_removed_one_is_gone_on_every_node() {
    for library in libraries().await {
        let other = another_node(&library).await;
        library.song("tone.ogg", "a.ogg", &[(TITLE, "甲")]);
        library.write("a.lrc", PORCELAIN.as_bytes());
        library.scan().await;
        let song = library.track("甲").await.id;
        assert_eq!(titles(&library, "素胚勾勒").await, ["甲"]);
        assert_eq!(found(&other, "素胚勾勒").await.len(), 1);

        library.write("a.lrc", "[00:02.00]天青色等烟雨，而我在等你".as_bytes());
        library.scan().await;
        assert_eq!(titles(&library, "天青色等").await, ["甲"]);
        assert!(titles(&library, "素胚勾勒").await.is_empty());
        // The other node's lists are a second old at most; what is gone is gone at once.
        assert!(found(&other, "素胚勾勒").await.is_empty());
        library.clock.advance(A_WHILE);
        assert_eq!(found(&other, "天青色等").await.len(), 1);

        fs::remove_file(library.path("a.lrc")).unwrap();
        library.scan().await;
        for node in [&library.catalog, &other] {
            assert!(found(node, "天青色等").await.is_empty());
        }
        library.write("a.lrc", PORCELAIN.as_bytes());
        library.scan().await;
        library.clock.advance(A_WHILE);
        assert_eq!(found(&other, "素胚勾勒").await.len(), 1);

        let elsewhere = library.music.with_file_name("away.ogg");
        fs::rename(library.path("a.ogg"), &elsewhere).unwrap();
        library.scan().await;
        for node in [&library.catalog, &other] {
            assert!(found(node, "素胚勾勒").await.is_empty(), "a missing song is not found by its words");
        }
        fs::rename(&elsewhere, library.path("a.ogg")).unwrap();
        library.scan().await;
        assert_eq!(library.catalog.search_lines("素胚勾勒", 1).await.unwrap()[0].track.id, song);
        // A node that starts now knows it too.
        assert_eq!(found(&another_node(&library).await, "素胚勾勒").await.len(), 1);
    }
}

#[tokio::test]
async fn a_line_is_sung_when_the_operator_says() {
    for library in libraries().await {
        library.song("tone.ogg", "a.ogg", &[(TITLE, "甲")]);
        library.write("a.lrc", "[00:10.00]天青色等烟雨".as_bytes());
        library.song("tone.ogg", "b.ogg", &[(TITLE, "乙")]);
        library.write("b.txt", "炊烟袅袅升起".as_bytes());
        library.scan().await;
        let start = async |query: &str| found(&library.catalog, query).await[0].2;
        assert_eq!(start("天青色").await, Some(10_000));
        assert_eq!(start("炊烟袅袅").await, None, "lyrics without times");
        let id: TrackId = library.track("甲").await.id;
        for (offset_ms, expected) in [(1_500, 8_500), (-1_500, 11_500), (60_000, 0)] {
            library.catalog.set_lyrics_offset(id, offset_ms).await.unwrap();
            assert_eq!(start("天青色").await, Some(expected));
        }
    }
}

#[tokio::test]
async fn the_line_that_begins_with_it_comes_first_and_the_answer_is_short() {
    for library in libraries().await {
        for (name, line) in [("a", "我看见月亮代表我的心了"), ("b", "月亮代表我的心"), ("c", "月亮代表我的心啊我的心")]
        {
            library.song("tone.ogg", &format!("{name}.ogg"), &[(TITLE, name)]);
            library.write(&format!("{name}.lrc"), format!("[00:01.00]{line}").as_bytes());
        }
        library.scan().await;
        assert_eq!(titles(&library, "月亮代表").await, ["b", "c", "a"]);
        assert_eq!(library.catalog.search_lines("月亮代表", 2).await.unwrap().len(), 2);
        // Read again without having changed, everything stays as it is.
        library.catalog.scan(Scope::Everything).await.unwrap();
        assert_eq!(titles(&library, "月亮代表").await, ["b", "c", "a"]);
    }
}
