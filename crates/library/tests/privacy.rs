//! The square is there by consent alone, and keeps nothing of who left; on each engine.

use crate::common::{ME, World, YOU, tracks, worlds};
use ids::PlaylistId;
use library::{Changes, NewPlaylist, Visibility};
use policy::PurposeId;
use serde_json::{Value, json};
use units::Millis;

async fn playlist(world: &World, name: &str, tags: &[&str]) -> PlaylistId {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let new = NewPlaylist { name: name.to_owned(), tracks: tracks(&[1, 2]), tags, ..NewPlaylist::default() };
    world.library.create_playlist(ME, new).await.unwrap().id
}

/// The square as a guest sees it.
async fn square(world: &World, query: &str) -> Vec<String> {
    let page = world.send(None, "GET", &format!("/square{query}"), None).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn nothing_is_published_without_consent_and_everything_goes_with_it() {
    for world in worlds().await {
        let (first, second) = (playlist(&world, "一", &["夜"]).await, playlist(&world, "二", &["晨"]).await);
        let publish = format!("/playlists/{first}/publication");
        let problem = world.put(ME, &publish, json!({})).await.expect(403);
        assert_eq!((&problem["code"], &problem["purpose"]), (&json!("consent.required"), &json!("publication")));
        world.agree(ME, PurposeId::Publication).await;
        assert_eq!(world.put(ME, &publish, json!({})).await.expect(200)["visibility"], "public");
        world.clock.advance(Millis::seconds(1));
        world.put(ME, &format!("/playlists/{second}/publication"), json!({})).await.expect(200);
        assert_eq!(square(&world, "").await, ["二", "一"], "the latest first");
        assert_eq!(square(&world, "?tag=夜").await, ["一"]);
        let tags = world.send(None, "GET", "/square/tags", None).await.expect(200);
        assert_eq!(tags["items"].as_array().unwrap().len(), 2);
        let page = world.send(None, "GET", "/square?limit=1", None).await.expect(200);
        let next = page["next"].as_str().unwrap();
        assert_eq!(square(&world, &format!("?limit=1&cursor={next}")).await, ["一"]);
        // A guest reads and plays it, and learns nothing of whose it is.
        let shown = world.send(None, "GET", &format!("/playlists/{first}"), None).await.expect(200);
        assert_eq!((&shown["role"], &shown["owner_name"]), (&json!("viewer"), &Value::Null));
        assert!(!shown.to_string().contains(&ME.to_string()));
        world.send(None, "GET", &format!("/playlists/{first}/items"), None).await.expect(200);
        world.put(YOU, &format!("/me/likes/{first}"), json!({})).await.expect(200);
        // Withdrawn, all of it is off the square at once, and still the owner's.
        world.consents.withdraw(ME, PurposeId::Publication).await.unwrap();
        assert!(square(&world, "").await.is_empty());
        world.send(None, "GET", &format!("/playlists/{first}"), None).await.expect(404);
        world.get(YOU, &format!("/playlists/{first}")).await.expect(404);
        assert_eq!(world.get(YOU, "/me/likes?kind=playlist").await.expect(200)["items"], json!([]));
        let own = world.get(ME, &format!("/playlists/{first}")).await.expect(200);
        assert_eq!((&own["visibility"], &own["track_count"]), (&json!("private"), &json!(2)));
        world.put(ME, &publish, json!({})).await.expect(403);
    }
}

#[tokio::test]
async fn unpublishing_one_leaves_the_others() {
    for world in worlds().await {
        let (first, second) = (playlist(&world, "一", &[]).await, playlist(&world, "二", &[]).await);
        world.agree(ME, PurposeId::Publication).await;
        world.library.publish(ME, first).await.unwrap();
        world.library.publish(ME, second).await.unwrap();
        world.delete(ME, &format!("/playlists/{first}/publication")).await.expect(200);
        assert_eq!(square(&world, "").await, ["二"]);
        let to_members = Changes { visibility: Some(Visibility::Members), ..Changes::default() };
        let changed = world.library.change_playlist(ME, second, to_members, None).await.unwrap();
        assert_eq!(changed.visibility, Visibility::Members);
        assert!(square(&world, "").await.is_empty());
        // Nobody publishes what is not theirs.
        world.agree(YOU, PurposeId::Publication).await;
        world.put(YOU, &format!("/playlists/{second}/publication"), json!({})).await.expect(403);
        world.put(YOU, &format!("/playlists/{first}/publication"), json!({})).await.expect(404);
    }
}

#[tokio::test]
async fn a_name_is_shown_by_its_own_consent() {
    for world in worlds().await {
        let id = playlist(&world, "一", &[]).await;
        world.agree(ME, PurposeId::Publication).await;
        world.library.publish(ME, id).await.unwrap();
        let problem = world.put(ME, "/me/square_name", json!({ "name": "听雨" })).await.expect(403);
        assert_eq!(problem["purpose"], "publication_name");
        world.agree(ME, PurposeId::PublicationName).await;
        world.put(ME, "/me/square_name", json!({ "name": " 听雨 " })).await.expect(200);
        let path = format!("/playlists/{id}");
        let name = async || world.send(None, "GET", &path, None).await.expect(200)["owner_name"].clone();
        assert_eq!(name().await, "听雨");
        world.delete(ME, "/me/square_name").await.expect(204);
        assert_eq!(name().await, Value::Null);
        world.put(ME, "/me/square_name", json!({ "name": "听雨" })).await.expect(200);
        world.consents.withdraw(ME, PurposeId::PublicationName).await.unwrap();
        assert_eq!(name().await, Value::Null, "the name goes, the playlist stays");
        assert_eq!(world.count("square_names").await, 0);
    }
}

/// The database refuses what the code would have to be wrong to write.
#[tokio::test]
async fn no_row_stands_on_the_square_without_a_live_grant() {
    for world in worlds().await {
        let id = playlist(&world, "一", &[]).await;
        let sql = db::Sql::generated(
            "test.publish".to_owned(),
            "library",
            "INSERT INTO playlist_publications (playlist_id, subject_id, grant_id, created_at) VALUES ($1, $2, $3, 0)"
                .to_owned(),
        );
        // A number of the right purpose that no grant has, and one of another purpose.
        for (grant, kind) in [(16_i64 << 55 | 7, db::Constraint::ForeignKey), (4_i64 << 55 | 7, db::Constraint::Check)]
        {
            let mut tx = world.test.db.begin().await.unwrap();
            let written = match tx.execute(sql, &db::args![id, ME, grant]).await {
                Ok(_) => tx.commit().await,
                Err(error) => Err(error),
            };
            assert!(written.is_err_and(|error| error.is_constraint(kind)), "{kind:?}");
        }
    }
}
