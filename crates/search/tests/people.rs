//! People are found by the name they show beside their playlists on the square, and by nothing else.

use serde_json::Value as Json;

use crate::common::{ME, World, YOU, column, worlds};
use ids::SubjectId;
use policy::PurposeId;
use units::Millis;

/// Longer than names are taken for current.
const A_WHILE: Millis = Millis(1_001);

/// Each person found, with the names of their playlists.
async fn people(world: &World, query: &str) -> Vec<(String, Vec<String>)> {
    let found = world.find_playlists(query).await;
    let person = |person: &Json| {
        let playlists = column(person, "playlists", "name").into_iter().map(str::to_owned).collect();
        (person["name"].as_str().unwrap().to_owned(), playlists)
    };
    found["people"].as_array().unwrap().iter().map(person).collect()
}

/// A member on the square under a name.
async fn show(world: &World, member: SubjectId, name: &str, playlists: &[&str]) {
    world.agree(member, PurposeId::Publication).await;
    world.agree(member, PurposeId::PublicationName).await;
    world.library.set_square_name(member, name).await.unwrap();
    for playlist in playlists {
        world.publish(member, playlist).await;
        world.clock.advance(A_WHILE);
    }
}

fn expected(name: &str, playlists: &[&str]) -> (String, Vec<String>) {
    (name.to_owned(), playlists.iter().map(|name| (*name).to_owned()).collect())
}

#[tokio::test]
async fn somebody_is_found_by_the_name_they_show_with_their_playlists() {
    for world in worlds().await {
        show(&world, ME, "聽雨的人", &["深夜电台", "清晨散步"]).await;
        for query in ["听雨", "聽雨的人", "tydr", "tingyu"] {
            assert_eq!(people(&world, query).await, [expected("聽雨的人", &["清晨散步", "深夜电台"])], "{query}");
        }
        let found = world.find_playlists("听雨").await;
        assert_eq!(found["marks"]["聽雨的人"], serde_json::json!([[0, 2]]));
        // Nothing of the account is in the answer: a name and what the square shows anyway.
        let keys: Vec<&String> = found["people"][0].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["name", "playlists"]);
        assert!(!found.to_string().contains(&ME.to_string()), "{found}");
    }
}

#[tokio::test]
async fn nobody_is_found_at_the_first_request_after_either_withdrawal() {
    for purpose in [PurposeId::PublicationName, PurposeId::Publication] {
        for world in worlds().await {
            show(&world, ME, "听雨的人", &["深夜电台"]).await;
            assert_eq!(people(&world, "听雨").await.len(), 1);
            // The clock stands still, so the index still has the name; the rows do not.
            world.consents.withdraw(ME, purpose).await.unwrap();
            assert!(people(&world, "听雨").await.is_empty(), "{purpose:?}");
            world.clock.advance(A_WHILE);
            assert!(people(&world, "听雨").await.is_empty(), "{purpose:?}");
        }
    }
}

#[tokio::test]
async fn people_of_one_name_are_two_and_a_new_name_is_theirs_alone() {
    for world in worlds().await {
        show(&world, ME, "小雨", &["深夜电台"]).await;
        show(&world, YOU, "小雨", &["清晨散步"]).await;
        let mut found = people(&world, "小雨").await;
        found.sort();
        assert_eq!(found, [expected("小雨", &["深夜电台"]), expected("小雨", &["清晨散步"])]);
        world.library.set_square_name(YOU, "大雪").await.unwrap();
        assert_eq!(people(&world, "小雨").await, [expected("小雨", &["深夜电台"])], "the old name at once");
        world.clock.advance(A_WHILE);
        assert_eq!(people(&world, "大雪").await, [expected("大雪", &["清晨散步"])]);
        world.library.remove_square_name(ME).await.unwrap();
        assert!(people(&world, "小雨").await.is_empty());
    }
}

#[tokio::test]
async fn who_shows_no_name_or_no_playlist_is_found_by_nobody() {
    for world in worlds().await {
        // A name and no playlist on the square; a playlist on the square and no name.
        world.agree(ME, PurposeId::PublicationName).await;
        world.library.set_square_name(ME, "听雨的人").await.unwrap();
        world.agree(YOU, PurposeId::Publication).await;
        world.publish(YOU, "深夜电台").await;
        world.clock.advance(A_WHILE);
        for query in ["听雨", "tydr", "深夜", "sub_1", "", "\0", "%", &"雨".repeat(5_000)] {
            for who in [None, Some(ME), Some(YOU)] {
                let path = format!("/search/playlists?q={}", crate::common::encoded(query));
                let found = world.send(who, "GET", &path, None, 200).await;
                assert_eq!(found["people"], serde_json::json!([]), "{query}");
            }
        }
    }
}
