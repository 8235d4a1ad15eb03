//! What one node scans, the others find.

use catalog::{Catalog, Scope};
use lofty::tag::ItemKey;
use units::Millis;

use crate::common::{another_node, libraries};

const TITLE: ItemKey = ItemKey::TrackTitle;

/// Longer than names are taken for current.
const A_WHILE: Millis = Millis(1_001);

async fn titles(catalog: &Catalog, query: &str) -> Vec<String> {
    let (_, _, tracks) = catalog.search(query, 5).await.unwrap();
    tracks.into_iter().map(|track| track.title).collect()
}

#[tokio::test]
async fn a_song_that_one_node_scanned_is_found_by_the_others_within_two_seconds() {
    for library in libraries().await {
        let other = another_node(&library).await;
        assert!(titles(&other, "qhc").await.is_empty());
        library.song("tone.ogg", "a.ogg", &[(TITLE, "青花瓷")]);
        // A folder without any file is taken for one that is not there.
        library.song("tone.flac", "b.flac", &[(TITLE, "桜")]);
        library.scan().await;
        assert_eq!(titles(&library.catalog, "qhc").await, ["青花瓷"], "who scanned knows at once");
        library.clock.advance(A_WHILE);
        assert_eq!(titles(&other, "qhc").await, ["青花瓷"]);
        let (_, _, spoken) = other.find_spoken("青花词", 5).await.unwrap();
        assert_eq!(spoken.len(), 1, "by its sound, too");

        library.song("tone.ogg", "a.ogg", &[(TITLE, "夜曲")]);
        library.scan().await;
        library.clock.advance(A_WHILE);
        assert!(titles(&other, "qhc").await.is_empty());
        assert_eq!(titles(&other, "yequ").await, ["夜曲"]);

        std::fs::remove_file(library.music.join("a.ogg")).unwrap();
        library.scan().await;
        library.clock.advance(A_WHILE);
        assert!(titles(&other, "yequ").await.is_empty());
        assert!(!other.finds("yequ"));
    }
}

#[tokio::test]
async fn names_are_read_anew_only_after_they_changed() {
    for library in libraries().await {
        let other = another_node(&library).await;
        library.song("tone.ogg", "a.ogg", &[(TITLE, "青花瓷")]);
        library.scan().await;
        assert_eq!(titles(&other, "qhc").await, ["青花瓷"]);
        // Less than a second after it asked, a node takes what it has.
        library.song("tone.ogg", "b.ogg", &[(TITLE, "月光")]);
        library.catalog.scan(Scope::Changed).await.unwrap();
        library.clock.advance(Millis(500));
        assert!(titles(&other, "yueguang").await.is_empty());
        library.clock.advance(A_WHILE);
        assert_eq!(titles(&other, "yueguang").await, ["月光"]);
    }
}
