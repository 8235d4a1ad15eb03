//! Playlists are found while they are on the square.

use crate::common::{ME, World, YOU, column, worlds};
use library::{Changes, Visibility};
use policy::PurposeId;
use units::Millis;

/// Longer than names are taken for current.
const A_WHILE: Millis = Millis(1_001);

async fn names(world: &World, query: &str) -> Vec<String> {
    let found = world.find_playlists(query).await;
    column(&found, "playlists", "name").into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_playlist_is_found_within_a_second_and_gone_at_the_withdrawal() {
    for world in worlds().await {
        world.agree(ME, PurposeId::Publication).await;
        assert!(names(&world, "深夜").await.is_empty());
        world.publish(ME, "深夜电台").await;
        world.clock.advance(A_WHILE);
        assert_eq!(names(&world, "深夜").await, ["深夜电台"]);
        assert_eq!(names(&world, "sydt").await, ["深夜电台"], "by initials");
        let found = world.find_playlists("深夜").await;
        assert_eq!(found["marks"]["深夜电台"], serde_json::json!([[0, 2]]));
        // The clock stands still: the index still has the name, and the row is gone.
        world.consents.withdraw(ME, PurposeId::Publication).await.unwrap();
        assert!(names(&world, "深夜").await.is_empty());
    }
}

#[tokio::test]
async fn a_new_name_is_found_and_the_old_one_is_not() {
    for world in worlds().await {
        world.agree(ME, PurposeId::Publication).await;
        let id = world.publish(ME, "深夜电台").await;
        world.clock.advance(A_WHILE);
        assert_eq!(names(&world, "深夜").await.len(), 1);
        let renamed = Changes { name: Some("清晨散步".to_owned()), ..Changes::default() };
        world.library.change_playlist(ME, id, renamed, None).await.unwrap();
        world.clock.advance(A_WHILE);
        assert_eq!(names(&world, "清晨").await, ["清晨散步"]);
        assert!(names(&world, "深夜").await.is_empty());
        let hidden = Changes { visibility: Some(Visibility::Members), ..Changes::default() };
        world.library.change_playlist(ME, id, hidden, None).await.unwrap();
        assert!(names(&world, "清晨").await.is_empty(), "members see it elsewhere, not by search");
    }
}

#[tokio::test]
async fn private_playlists_are_found_by_nobody() {
    for world in worlds().await {
        let new = library::NewPlaylist { name: "秘密清单".to_owned(), ..library::NewPlaylist::default() };
        world.library.create_playlist(ME, new).await.unwrap();
        world.clock.advance(A_WHILE);
        for who in [None, Some(ME), Some(YOU)] {
            let found = world.send(who, "GET", "/search/playlists?q=mmqd", None, 200).await;
            assert!(found["playlists"].as_array().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn the_name_beside_a_playlist_finds_it_while_it_is_shown() {
    for world in worlds().await {
        world.agree(ME, PurposeId::Publication).await;
        world.agree(ME, PurposeId::PublicationName).await;
        world.publish(ME, "深夜电台").await;
        world.library.set_square_name(ME, "听雨的人").await.unwrap();
        world.clock.advance(A_WHILE);
        assert_eq!(names(&world, "听雨").await, ["深夜电台"]);
        world.consents.withdraw(ME, PurposeId::PublicationName).await.unwrap();
        world.clock.advance(A_WHILE);
        assert!(names(&world, "听雨").await.is_empty());
        assert_eq!(names(&world, "深夜").await, ["深夜电台"]);
    }
}
