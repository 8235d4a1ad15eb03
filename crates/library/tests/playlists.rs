//! Who may see and change a playlist, over HTTP, on each engine.

use crate::common::{ME, THEY, World, YOU, tracks, worlds};
use axum::body::Body;
use ids::SubjectId;
use serde_json::{Value, json};
use units::Millis;

/// A playlist of mine with three songs; answers its path.
async fn mine(world: &World, more: Value) -> String {
    let mut new = json!({ "name": "夜里", "tracks": tracks(&[1, 2, 3]) });
    new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let playlist = world.post(ME, "/playlists", new).await.expect(201);
    format!("/playlists/{}", playlist["id"].as_str().unwrap())
}

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["track"]["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_playlist_is_made_shown_changed_and_deleted() {
    for world in worlds().await {
        let path = mine(&world, json!({ "description": "睡前", "tags": ["安静", "夜"] })).await;
        let shown = world.get(ME, &path).await.expect(200);
        assert_eq!(shown["name"], "夜里");
        assert_eq!(shown["tags"], json!(["安静", "夜"]));
        assert_eq!(shown["role"], "owner");
        assert_eq!(shown["visibility"], "private");
        assert_eq!((shown["track_count"].as_u64(), shown["duration_ms"].as_u64()), (Some(3), Some(360_000)));
        let change = json!({ "name": "清晨", "tags": ["晨"], "version": shown["version"] });
        let changed = world.send(Some(ME), "PATCH", &path, Some(change)).await.expect(200);
        assert_eq!(
            (&changed["name"], &changed["description"], &changed["tags"]),
            (&json!("清晨"), &json!("睡前"), &json!(["晨"]))
        );
        let list = world.get(ME, "/playlists").await.expect(200);
        assert_eq!(list["items"][0]["name"], "清晨");
        world.delete(ME, &path).await.expect(204);
        world.get(ME, &path).await.expect(404);
        for table in ["playlists", "playlist_items", "playlist_tags"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
    }
}

#[tokio::test]
async fn another_members_private_playlist_is_not_found_in_any_way() {
    for world in worlds().await {
        let path = mine(&world, json!({})).await;
        let body = |body: Value| Some(body);
        let attempts = [
            ("GET", String::new(), None),
            ("PATCH", String::new(), body(json!({ "name": "x" }))),
            ("DELETE", String::new(), None),
            ("GET", "/items".to_owned(), None),
            ("POST", "/items".to_owned(), body(json!({ "tracks": [] }))),
            ("PUT", "/items".to_owned(), body(json!({ "tracks": [], "version": 1 }))),
            ("POST", "/items/move".to_owned(), body(json!({ "from": 0, "to": 1, "version": 1 }))),
            ("POST", "/items/remove".to_owned(), body(json!({ "indexes": [0], "version": 1 }))),
            ("GET", "/cover".to_owned(), None),
            ("PUT", "/cover".to_owned(), None),
            ("DELETE", "/cover".to_owned(), None),
            ("PUT", "/publication".to_owned(), None),
            ("DELETE", "/publication".to_owned(), None),
            ("GET", "/editors".to_owned(), None),
            ("POST", "/invitations".to_owned(), body(json!({ "member": YOU }))),
            ("POST", "/links".to_owned(), None),
            ("DELETE", "/links".to_owned(), None),
            ("GET", "/file?format=m3u8".to_owned(), None),
        ];
        for (method, below, body) in attempts {
            let problem = world.send(Some(YOU), method, &format!("{path}{below}"), body).await.expect(404);
            assert_eq!(problem["code"], "not_found", "{method} {below}");
        }
        let id = path.rsplit('/').next().unwrap();
        world.put(YOU, &format!("/me/likes/{id}"), json!({})).await.expect(404);
        for scope in ["own", "shared", "members"] {
            let list = world.get(YOU, &format!("/playlists?scope={scope}")).await.expect(200);
            assert_eq!(list["items"], json!([]), "{scope}");
        }
        assert_eq!(world.get(ME, &path).await.expect(200)["version"], 1, "nothing was changed");
    }
}

#[tokio::test]
async fn a_list_for_members_is_read_and_not_changed_by_them() {
    for world in worlds().await {
        let path = mine(&world, json!({ "visibility": "members" })).await;
        let shown = world.get(YOU, &path).await.expect(200);
        assert_eq!((&shown["role"], &shown["owner_name"]), (&json!("viewer"), &Value::Null));
        assert_eq!(world.get(YOU, "/playlists?scope=members").await.expect(200)["items"][0]["name"], "夜里");
        assert_eq!(world.get(ME, "/playlists?scope=members").await.expect(200)["items"], json!([]), "mine are mine");
        for (method, below, body) in [
            ("PATCH", "", json!({ "name": "x" })),
            ("DELETE", "", json!({})),
            ("POST", "/items", json!({ "tracks": tracks(&[4]) })),
            ("GET", "/editors", json!({})),
        ] {
            world.send(Some(YOU), method, &format!("{path}{below}"), Some(body)).await.expect(403);
        }
        world.send(None, "GET", &path, None).await.expect(404);
        assert_eq!(titles(&world.get(YOU, &format!("{path}/items")).await.expect(200)), ["茉莉花", "青花瓷", "晴天"]);
    }
}

#[tokio::test]
async fn a_change_on_an_older_reading_is_refused_with_the_version_there_is() {
    for world in worlds().await {
        let path = mine(&world, json!({})).await;
        let move_ = |version: u64| json!({ "from": 0, "to": 2, "version": version });
        assert_eq!(world.post(ME, &format!("{path}/items/move"), move_(1)).await.expect(200)["version"], 2);
        let stale = world.post(ME, &format!("{path}/items/move"), move_(1)).await.expect(409);
        assert_eq!(stale["code"], "playlist.changed_meanwhile");
        assert_eq!(stale["current_version"], 2);
        let change = json!({ "name": "x", "version": 1 });
        world.send(Some(ME), "PATCH", &path, Some(change)).await.expect(409);
        let items = world.get(ME, &format!("{path}/items")).await.expect(200);
        assert_eq!(titles(&items), ["青花瓷", "晴天", "茉莉花"], "moved once");
        assert_eq!(world.get(ME, &path).await.expect(200)["name"], "夜里");
    }
}

#[tokio::test]
async fn concurrent_changes_take_turns() {
    for world in worlds().await {
        let path = mine(&world, json!({})).await;
        let id = path.rsplit('/').next().unwrap().parse().unwrap();
        let adding = (1..=8).map(|number| {
            let library = world.library.clone();
            tokio::spawn(async move { library.add_entries(ME, id, None, &tracks(&[number]), None).await.is_ok() })
        });
        let adding: Vec<_> = adding.collect();
        for added in adding {
            assert!(added.await.unwrap());
        }
        let shown = world.get(ME, &path).await.expect(200);
        assert_eq!((shown["track_count"].as_u64(), shown["version"].as_u64()), (Some(11), Some(9)));
    }
}

#[tokio::test]
async fn entries_come_in_pages_with_their_index() {
    for world in worlds().await {
        let path = mine(&world, json!({ "tracks": tracks(&[1, 2, 1, 4, 5]) })).await;
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = world.get(ME, &format!("{path}/items?limit=2{cursor}")).await.expect(200);
            assert_eq!(page["total"], 5);
            for item in page["items"].as_array().unwrap() {
                assert_eq!(item["index"].as_u64(), Some(seen.len() as u64));
                seen.push(item["track"]["title"].as_str().unwrap().to_owned());
            }
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, ["茉莉花", "青花瓷", "茉莉花", "Moon", "The Moonlight"]);
        let all = world.post(ME, &format!("{path}/items"), json!({ "tracks": tracks(&[6, 99]) })).await.expect(400);
        assert_eq!(all["fields"][0]["name"], "tracks");
        assert_eq!(world.get(ME, &path).await.expect(200)["track_count"], 5, "all of them or none");
    }
}

#[tokio::test]
async fn an_invited_member_edits_entries_and_nothing_else() {
    for world in worlds().await {
        let path = mine(&world, json!({})).await;
        world.post(ME, &format!("{path}/invitations"), json!({ "member": SubjectId::from_i64(77) })).await.expect(404);
        world.post(ME, &format!("{path}/invitations"), json!({ "member": ME })).await.expect(400);
        world.post(ME, &format!("{path}/invitations"), json!({ "member": YOU })).await.expect(201);
        world.get(YOU, &path).await.expect(404);
        let invitations = world.get(YOU, "/me/invitations").await.expect(200);
        assert_eq!(invitations["items"][0]["playlist_name"], "夜里");
        let invitation = format!("/me/invitations/{}", invitations["items"][0]["id"].as_str().unwrap());
        world.post(THEY, &format!("{invitation}/acceptance"), json!({})).await.expect(404);
        let joined = world.post(YOU, &format!("{invitation}/acceptance"), json!({ "name": "小明" })).await.expect(200);
        assert_eq!(joined["role"], "editor");
        assert_eq!(world.get(YOU, "/me/invitations").await.expect(200)["items"], json!([]));
        assert_eq!(world.get(YOU, "/playlists?scope=shared").await.expect(200)["items"][0]["name"], "夜里");
        world.post(YOU, &format!("{path}/items"), json!({ "tracks": tracks(&[4]), "at": 0 })).await.expect(200);
        let items = world.get(ME, &format!("{path}/items")).await.expect(200);
        assert_eq!(titles(&items)[0], "Moon");
        assert!(!items.to_string().contains(&YOU.to_string()), "who added it is told nowhere");
        for (method, below, body) in [
            ("PATCH", "", json!({ "name": "x" })),
            ("DELETE", "", json!({})),
            ("DELETE", "/cover", json!({})),
            ("POST", "/links", json!({})),
            ("DELETE", "/publication", json!({})),
        ] {
            world.send(Some(YOU), method, &format!("{path}{below}"), Some(body)).await.expect(403);
        }
        let editors = world.get(ME, &format!("{path}/editors")).await.expect(200);
        assert_eq!(editors["items"][0]["name"], "小明");
        let editor = editors["items"][0]["id"].as_str().unwrap().to_owned();
        world.delete(YOU, &format!("{path}/editors/{editor}")).await.expect(403);
        world.delete(ME, &format!("{path}/editors/{editor}")).await.expect(204);
        world.get(YOU, &path).await.expect(404);
        assert_eq!(world.get(ME, &path).await.expect(200)["track_count"], 4, "what they added stays");
    }
}

#[tokio::test]
async fn a_link_invites_until_it_expires_or_is_revoked() {
    for world in worlds().await {
        let path = mine(&world, json!({})).await;
        let link = world.post(ME, &format!("{path}/links"), json!({})).await.expect(201);
        let token = json!({ "token": link["token"] });
        assert_eq!(
            world.post(YOU, "/playlist_links/preview", token.clone()).await.expect(200)["playlist_name"],
            "夜里"
        );
        assert_eq!(world.post(YOU, "/playlist_links/acceptance", token.clone()).await.expect(200)["role"], "editor");
        world.delete(YOU, &format!("{path}/editorship")).await.expect(204);
        world.get(YOU, &path).await.expect(404);
        world.delete(ME, &format!("{path}/links")).await.expect(204);
        world.post(YOU, "/playlist_links/acceptance", token).await.expect(404);
        let link = world.post(ME, &format!("{path}/links"), json!({})).await.expect(201);
        world.clock.advance(Millis::days(14));
        world.post(YOU, "/playlist_links/acceptance", json!({ "token": link["token"] })).await.expect(404);
        world.post(YOU, "/playlist_links/preview", json!({ "token": "short" })).await.expect(404);
    }
}

#[tokio::test]
async fn a_cover_is_uploaded_and_shown_to_those_who_see_the_playlist() {
    for world in worlds().await {
        let path = mine(&world, json!({})).await;
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(1_000, 500, image::Rgb([9, 90, 200]))
            .write_to(&mut png, image::ImageFormat::Png)
            .unwrap();
        let cover = format!("{path}/cover");
        let (status, answer) = world.bytes(Some(ME), "PUT", &cover, Body::from(png.into_inner())).await;
        assert_eq!(status.as_u16(), 200, "{}", String::from_utf8_lossy(&answer));
        let shown: Value = serde_json::from_slice(&answer).unwrap();
        assert_eq!(shown["cover"]["is_own"], true);
        let url = shown["cover"]["url"].as_str().unwrap().trim_start_matches("/api/v1").to_owned();
        let (status, picture) = world.bytes(Some(ME), "GET", &url, Body::empty()).await;
        assert_eq!(status.as_u16(), 200);
        assert_eq!(image::load_from_memory(&picture).unwrap().width(), 800);
        assert_eq!(world.bytes(Some(YOU), "GET", &url, Body::empty()).await.0.as_u16(), 404);
        let (status, _) = world.bytes(Some(ME), "PUT", &cover, Body::from("<svg/>")).await;
        assert_eq!(status.as_u16(), 400);
        let (status, _) = world.bytes(Some(ME), "PUT", &cover, Body::from(vec![0; (5 << 20) + 1])).await;
        assert_eq!(status.as_u16(), 413);
        world.delete(ME, &cover).await.expect(204);
        assert_eq!(world.count("playlist_covers").await, 0);
    }
}

#[tokio::test]
async fn fields_that_do_not_fit_are_named() {
    for world in worlds().await {
        for (new, field) in [
            (json!({ "name": " " }), "name"),
            (json!({ "name": "长".repeat(121) }), "name"),
            (json!({ "name": "a", "description": "长".repeat(2_001) }), "description"),
            (json!({ "name": "a", "tags": ["长".repeat(21)] }), "tags"),
            (json!({ "name": "a", "tracks": tracks(&[99]) }), "tracks"),
            (
                json!({ "name": "a", "rules": { "match": { "all": [{ "field": "x" }] } } }),
                "rules.match.all[0].operator",
            ),
            (json!({ "name": "a", "visibility": "public" }), "visibility"),
            (json!({ "name": "a", "colour": "red" }), "colour"),
        ] {
            let problem = world.post(ME, "/playlists", new).await.expect(400);
            assert_eq!(problem["fields"][0]["name"], field);
        }
        assert_eq!(world.count("playlists").await, 0);
    }
}
