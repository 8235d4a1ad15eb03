//! Links by which anybody hears what a member chose.

use crate::support::{App, OTHER, PHONE, World, id, worlds};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use units::Millis;

async fn send(world: &World, method: &str, path: &str, token: Option<&str>, body: Value) -> (u16, Value) {
    let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let answer = world.request(request.body(Body::from(body.to_string())).unwrap()).await;
    (answer.status.as_u16(), serde_json::from_slice(&answer.bytes).unwrap_or(Value::Null))
}

/// Opens a link as a stranger.
async fn open(world: &World, url: &str, password: Option<&str>) -> (u16, Value) {
    let secret = url.rsplit('/').next().unwrap();
    send(world, "POST", &format!("/shares/{secret}/opening"), None, json!({ "password": password })).await
}

async fn share(world: &World, app: &App, query: &str) -> Value {
    world.ok(app, "createShare", query).await["shares"]["share"][0].clone()
}

#[tokio::test]
async fn a_share_opens_for_whoever_has_the_link_until_it_is_revoked_or_ends() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        let song = world.songs(&app).await[0].clone();
        let album = song["albumId"].as_str().unwrap();
        let made = share(&world, &app, &format!("id={}&id={album}&description=for%20you", id(&song))).await;
        let url = made["url"].as_str().unwrap();
        assert!(made["entry"].as_array().unwrap().len() >= 2);
        let (status, opened) = open(&world, url, None).await;
        assert_eq!((status, opened["description"].as_str()), (200, Some("for you")), "{opened}");
        assert_eq!(opened["parts"][0]["tracks"][0]["id"], song["id"]);
        assert!(!opened.to_string().contains(&app.user_name), "nobody is told whose it is");

        let listed = world.ok(&app, "getShares", "").await;
        let listed = &listed["shares"]["share"][0];
        assert_eq!((&listed["url"], &listed["visitCount"]), (&made["url"], &1.into()), "the link can be copied again");
        assert_eq!(world.ok(&other, "getShares", "").await["shares"]["share"], json!([]));
        let share_id = id(&made);
        for endpoint in ["updateShare", "deleteShare"] {
            let query = format!("id={share_id}&description=mine");
            assert_eq!(world.fault(&other, endpoint, &query).await, 70, "{endpoint}");
        }
        world.ok(&app, "updateShare", &format!("id={share_id}&description=again&expires=0")).await;
        world.clock.advance(Millis::days(364));
        assert_eq!(open(&world, url, None).await.1["description"], "again");
        world.clock.advance(Millis::days(1));
        assert_eq!(open(&world, url, None).await.0, 404, "it has ended");
        assert_eq!(world.ok(&app, "getShares", "").await["shares"]["share"], json!([]));

        let made = share(&world, &app, &format!("id={}", id(&song))).await;
        world.ok(&app, "deleteShare", &format!("id={}", id(&made))).await;
        assert_eq!(open(&world, made["url"].as_str().unwrap(), None).await.0, 404);
        assert_eq!(open(&world, "/share/nonsense", None).await.0, 404);
    }
}

#[tokio::test]
async fn a_share_may_have_a_password() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let song = world.songs(&app).await[0].clone();
        let new = json!({ "items": [id(&song)], "password": "sesame" });
        let (status, made) = send(&world, "POST", "/me/shares", Some(&app.token), new).await;
        assert_eq!((status, &made["has_password"]), (201, &true.into()), "{made}");
        let url = made["path"].as_str().unwrap();
        let (status, refused) = open(&world, url, None).await;
        assert_eq!((status, refused["code"].as_str()), (403, Some("share.password_required")));
        for _ in 0..20 {
            let (status, refused) = open(&world, url, Some("wrong")).await;
            assert_eq!((status, refused["code"].as_str()), (403, Some("share.password_wrong")));
        }
        assert_eq!(open(&world, url, Some("sesame")).await.0, 429, "too many tries");
        world.clock.advance(Millis::minutes(11));
        assert_eq!(open(&world, url, Some("sesame")).await.0, 200);
        let path = format!("/me/shares/{}", id(&made));
        let open_to_all = json!({ "password": "" });
        assert_eq!(send(&world, "PATCH", &path, Some(&app.token), open_to_all).await.0, 204);
        assert_eq!(open(&world, url, None).await.0, 200);
        let listed = send(&world, "GET", "/me/shares", Some(&app.token), Value::Null).await.1;
        assert_eq!(listed["items"][0]["visit_count"], 2, "refused visits are none");
        assert_eq!(listed["items"][0]["title"], song["title"]);
    }
}

#[tokio::test]
async fn only_what_is_ones_own_to_share_is_shared() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        let song = world.songs(&app).await[0].clone();
        let list = world.ok(&app, "createPlaylist", &format!("name=Ours&songId={}", id(&song))).await;
        let list = id(&list["playlist"]).to_owned();
        assert_eq!(world.fault(&other, "createShare", &format!("id={list}")).await, 70, "it is not seen");
        world.ok(&app, "updatePlaylist", &format!("playlistId={list}&public=true")).await;
        assert_eq!(world.fault(&other, "createShare", &format!("id={list}")).await, 50, "it is another's");
        let made = share(&world, &app, &format!("id={list}")).await;
        assert_eq!(made["entry"][0]["id"], song["id"]);
        world.ok(&app, "deletePlaylist", &format!("id={list}")).await;
        let (status, opened) = open(&world, made["url"].as_str().unwrap(), None).await;
        assert_eq!((status, &opened["parts"]), (200, &json!([])), "what is gone is not shown");
        for (query, code) in [
            (String::new(), 10),
            ("id=trk_0000000000000".to_owned(), 70),
            (format!("id={}", song["artistId"].as_str().unwrap()), 70),
            (format!("id={}&expires=1", id(&song)), 10),
            (format!("id={}&expires=soon", id(&song)), 10),
        ] {
            assert_eq!(world.fault(&app, "createShare", &query).await, code, "{query}");
        }
    }
}
