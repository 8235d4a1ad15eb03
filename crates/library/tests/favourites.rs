//! Likes, ratings, follows and bookmarks over HTTP, on each engine.

use crate::common::{ME, Song, World, YOU, album, artist, worlds};
use ids::TrackId;
use library::{Kind, NewPlaylist, Stars, Target};
use serde_json::{Value, json};
use units::Millis;

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["track"]["title"].as_str().unwrap()).collect()
}

fn track(number: i64) -> TrackId {
    TrackId::from_i64(number)
}

#[tokio::test]
async fn what_is_liked_is_listed_the_latest_first_and_page_by_page() {
    for world in worlds().await {
        for number in [3, 1, 2] {
            world.clock.advance(Millis::seconds(1));
            world.put(ME, &format!("/me/likes/{}", track(number)), json!({})).await.expect(200);
        }
        world.put(ME, &format!("/me/likes/{}", artist("周杰伦")), json!({})).await.expect(200);
        world.put(ME, &format!("/me/likes/{}", album("周杰伦 专辑")), json!({})).await.expect(200);
        let first = world.get(ME, "/me/likes?kind=track&limit=2").await.expect(200);
        assert_eq!(titles(&first), ["青花瓷", "茉莉花"]);
        assert_eq!(first["total"], 3);
        let next = first["next"].as_str().unwrap();
        let second = world.get(ME, &format!("/me/likes?kind=track&limit=2&cursor={next}")).await.expect(200);
        assert_eq!(titles(&second), ["晴天"]);
        assert_eq!(second["next"], Value::Null);
        let artists = world.get(ME, "/me/likes?kind=artist").await.expect(200);
        assert_eq!(artists["items"][0]["artist"]["name"], "周杰伦");
        let albums = world.get(ME, "/me/likes?kind=album").await.expect(200);
        assert_eq!(albums["items"][0]["album"]["title"], "周杰伦 专辑");
        assert_eq!(world.get(YOU, "/me/likes?kind=track").await.expect(200)["total"], 0, "nobody else's");
    }
}

#[tokio::test]
async fn liking_twice_is_liking_once_and_can_be_taken_back() {
    for world in worlds().await {
        let path = format!("/me/likes/{}", track(1));
        let first = world.put(ME, &path, json!({})).await.expect(200);
        world.clock.advance(Millis::minutes(1));
        assert_eq!(world.put(ME, &path, json!({})).await.expect(200), first, "since when it is liked stays");
        assert_eq!(world.count("likes").await, 1);
        world.delete(ME, &path).await.expect(204);
        world.delete(ME, &path).await.expect(204);
        assert_eq!(world.count("likes").await, 0);
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_liked() {
    for world in worlds().await {
        let hidden = world.library.create_playlist(YOU, NewPlaylist { name: "密".into(), ..NewPlaylist::default() });
        let hidden = hidden.await.unwrap().id;
        for id in [track(99).to_string(), hidden.to_string(), "lst_0000000000001".to_owned(), "x".to_owned()] {
            world.put(ME, &format!("/me/likes/{id}"), json!({})).await.expect(404);
            world.put(ME, &format!("/me/ratings/{id}"), json!({ "stars": 3 })).await.expect(404);
        }
        world.put(ME, &format!("/me/follows/{}", artist("nobody")), json!({})).await.expect(404);
        world.put(ME, &format!("/me/bookmarks/{}", track(99)), json!({ "position_ms": 1 })).await.expect(404);
        world.put(YOU, &format!("/me/likes/{hidden}"), json!({})).await.expect(200);
    }
}

#[tokio::test]
async fn ratings_are_one_to_five_stars() {
    for world in worlds().await {
        let path = format!("/me/ratings/{}", track(1));
        for stars in [0, 6] {
            let problem = world.put(ME, &path, json!({ "stars": stars })).await.expect(400);
            assert_eq!(problem["fields"][0]["name"], "stars");
        }
        world.put(ME, &path, json!({ "stars": 2 })).await.expect(204);
        world.clock.advance(Millis::seconds(1));
        world.put(ME, &path, json!({ "stars": 5 })).await.expect(204);
        world.put(ME, &format!("/me/ratings/{}", track(2)), json!({ "stars": 1 })).await.expect(204);
        let list = world.get(ME, "/me/ratings?kind=track").await.expect(200);
        let stars: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["stars"].as_u64()).collect();
        assert_eq!(stars.len(), 2);
        world.delete(ME, &path).await.expect(204);
        let rated = world.library.ratings(ME, Kind::Track, None, 10).await.unwrap();
        assert_eq!(rated.iter().map(|rating| rating.stars).collect::<Vec<_>>(), [Stars::new(1).unwrap()]);
    }
}

#[tokio::test]
async fn annotations_come_for_many_at_once() {
    for world in worlds().await {
        let more: Vec<Song> = (11..120).map(|id| Song::new(id, &format!("t{id}"), "x")).collect();
        world.add_songs(&more).await;
        for number in [1, 60, 119] {
            world.library.like(ME, Target::Track(track(number))).await.unwrap();
        }
        world.library.rate(ME, Target::Track(track(60)), Stars::new(4).unwrap()).await.unwrap();
        world.library.like(ME, Target::Artist(artist("x"))).await.unwrap();
        let all = (1..120).map(|number| Target::Track(track(number))).chain([Target::Artist(artist("x"))]);
        let found = world.library.annotations(ME, all).await.unwrap();
        assert_eq!(found.len(), 4);
        assert_eq!(found[&Target::Track(track(60))].stars, Stars::new(4));
        assert!(found[&Target::Artist(artist("x"))].liked_at.is_some());
        let path = format!("/me/annotations?ids={},{},{}", track(2), track(60), artist("x"));
        let page = world.get(ME, &path).await.expect(200);
        let ids: Vec<&str> =
            page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(
            ids,
            [track(60).to_string(), artist("x").to_string()],
            "in the order asked for, those that have one"
        );
        assert!(world.library.annotations(YOU, [Target::Track(track(60))]).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn artists_are_followed() {
    for world in worlds().await {
        for name in ["周杰伦", "Adele"] {
            world.clock.advance(Millis::seconds(1));
            world.put(ME, &format!("/me/follows/{}", artist(name)), json!({})).await.expect(200);
        }
        let page = world.get(ME, "/me/follows").await.expect(200);
        let names: Vec<&str> =
            page["items"].as_array().unwrap().iter().map(|item| item["artist"]["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Adele", "周杰伦"]);
        world.delete(ME, &format!("/me/follows/{}", artist("Adele"))).await.expect(204);
        assert_eq!(world.library.follows(ME, None, 10).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_track_has_one_bookmark() {
    for world in worlds().await {
        let path = format!("/me/bookmarks/{}", track(1));
        let mark = world.put(ME, &path, json!({ "position_ms": 61_000, "comment": "副歌" })).await.expect(200);
        assert_eq!(mark["track"]["title"], "茉莉花");
        world.clock.advance(Millis::minutes(1));
        let moved = world.put(ME, &path, json!({ "position_ms": 5 })).await.expect(200);
        assert_eq!(moved["created_at"], mark["created_at"]);
        assert_ne!(moved["changed_at"], mark["changed_at"]);
        assert_eq!(moved["comment"], "");
        let page = world.get(ME, "/me/bookmarks").await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 1);
        assert_eq!(page["items"][0]["position_ms"], 5);
        let problem = world.put(ME, &path, json!({ "position_ms": -1 })).await.expect(400);
        assert_eq!(problem["fields"][0]["name"], "position_ms");
        world.delete(ME, &path).await.expect(204);
        assert_eq!(world.count("bookmarks").await, 0);
    }
}

#[tokio::test]
async fn guests_are_asked_to_sign_in() {
    for world in worlds().await {
        for (method, path) in [
            ("GET", "/me/likes?kind=track".to_owned()),
            ("PUT", format!("/me/likes/{}", track(1))),
            ("GET", "/me/bookmarks".to_owned()),
            ("GET", "/playlists".to_owned()),
            ("POST", "/playlists".to_owned()),
        ] {
            assert_eq!(world.send(None, method, &path, None).await.status.as_u16(), 401, "{method} {path}");
        }
        only_guests(&world).await;
    }
}

/// What is open to everybody, and shows nothing that nobody published.
async fn only_guests(world: &World) {
    assert_eq!(world.send(None, "GET", "/square", None).await.expect(200)["items"], json!([]));
    assert_eq!(world.send(None, "GET", "/square/tags", None).await.expect(200)["items"], json!([]));
}
