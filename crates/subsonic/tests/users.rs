//! Who is here, for apps: oneself, and for operators everybody.

use crate::support;
use crate::support::{App, OTHER, PHONE, World, worlds};
use axum::body::Body;
use axum::http::Request;

fn by_password(app: &App, password: &str) -> String {
    format!("u={}&p={password}&v=1.16.1&c=test&f=json", app.user_name)
}

/// The name under which the key signed in.
pub async fn own_name(world: &World, app: &App) -> String {
    world.ok(app, "tokenInfo", "").await["tokenInfo"]["username"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn operators_see_members_by_number_and_members_see_themselves() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        let (name, number) = (own_name(&world, &app).await, other.subject.to_string());
        for (endpoint, query) in [
            ("getUsers", String::new()),
            ("getUser", format!("username={number}")),
            ("updateUser", format!("username={number}&adminRole=true")),
            ("createUser", "username=a&password=b&email=c".to_owned()),
            ("deleteUser", format!("username={number}")),
        ] {
            assert_eq!(world.fault(&app, endpoint, &query).await, 50, "{endpoint}");
        }
        world.promote(&app).await;
        let users = world.ok(&app, "getUsers", "").await;
        let users = users["users"]["user"].as_array().unwrap().clone();
        assert_eq!(users.len(), 2);
        assert!(users.iter().any(|user| user["username"] == name.as_str() && user["adminRole"] == true));
        assert!(users.iter().any(|user| user["username"] == number.as_str() && user["adminRole"] == false));
        assert!(!serde_json::to_string(&users).unwrap().contains(OTHER), "a phone number is told to nobody");
        world.ok(&app, "getUser", &format!("username={number}")).await;
        assert_eq!(world.fault(&app, "getUser", "username=nobody").await, 70);
        assert_eq!(world.fault(&app, "getUser", "").await, 10);
    }
}

#[tokio::test]
async fn operators_give_and_take_their_role_and_nothing_else() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        world.promote(&app).await;
        let (name, number) = (own_name(&world, &app).await, other.subject.to_string());
        let everything = "streamRole=true&downloadRole=true&uploadRole=false&settingsRole=false&maxBitRate=0";
        world.ok(&app, "updateUser", &format!("username={number}&adminRole=true&{everything}")).await;
        world.ok(&other, "getUsers", "").await;
        world.ok(&app, "updateUser", &format!("username={number}&adminRole=false")).await;
        assert_eq!(world.fault(&other, "getUsers", "").await, 50);
        for (endpoint, query, code) in [
            ("updateUser", format!("username={name}&adminRole=false"), 50),
            ("updateUser", format!("username={number}&streamRole=false"), 50),
            ("updateUser", format!("username={number}&uploadRole=true"), 50),
            ("updateUser", format!("username={number}&password=secret"), 50),
            ("updateUser", format!("username={number}&maxBitRate=128"), 50),
            ("updateUser", format!("username={number}&adminRole=perhaps"), 10),
            ("updateUser", format!("username={number}&musicFolderId=7"), 70),
            ("updateUser", "username=sub_0000000000000".to_owned(), 70),
            ("createUser", "username=a&password=b&email=c".to_owned(), 50),
            ("createUser", "username=a&password=b".to_owned(), 10),
            ("deleteUser", format!("username={number}"), 50),
            ("deleteUser", "username=nobody".to_owned(), 70),
        ] {
            assert_eq!(world.fault(&app, endpoint, &query).await, code, "{endpoint}?{query}");
        }
        let users = world.ok(&app, "getUsers", "").await;
        assert_eq!(users["users"]["user"].as_array().unwrap().len(), 2, "nothing that was refused was done");
    }
}

#[tokio::test]
async fn an_app_changes_its_own_password_and_no_other() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        let change = |name: &str, password: &str| {
            format!("{}&username={name}&password={password}", by_password(&app, &app.password))
        };
        let new = "staple-battery-horse";
        for (query, code) in [
            (change(&other.user_name, new), 50),
            (change(&app.user_name, "abc"), 10),
            (change(&app.user_name, "enc:xyz"), 10),
            (change(&app.user_name, ""), 10),
        ] {
            assert_eq!(world.raw("changePassword", &query).await.code(), code, "{query}");
        }
        // A key has no password.
        let name = own_name(&world, &app).await;
        assert_eq!(world.fault(&app, "changePassword", &format!("username={name}&password={new}")).await, 50);
        let encoded = hex::encode(new);
        let changed = world.raw("changePassword", &change(&app.user_name, &format!("enc:{encoded}"))).await;
        assert_eq!(changed.json()["status"], "ok", "{}", changed.text());
        assert_eq!(world.raw("ping", &by_password(&app, &app.password)).await.code(), 40);
        assert_eq!(world.raw("ping", &by_password(&app, new)).await.json()["status"], "ok");
    }
}

#[tokio::test]
async fn a_picture_is_shown_to_its_member_alone() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        let name = own_name(&world, &app).await;
        assert_eq!(world.fault(&app, "getAvatar", &format!("username={name}")).await, 70);
        let picture = {
            let mut bytes = std::io::Cursor::new(Vec::new());
            image::RgbImage::new(8, 8).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
            bytes.into_inner()
        };
        let put = Request::builder()
            .method("PUT")
            .uri("/api/v1/me/avatar")
            .header("authorization", format!("Bearer {}", app.token))
            .body(Body::from(picture))
            .unwrap();
        assert!(world.request(put).await.status.is_success());
        let own = world.raw("getAvatar", &format!("apiKey={}&v=1.16.1&c=test&username={name}", app.key)).await;
        assert_eq!(own.headers["content-type"], "image/jpeg");
        assert!(own.bytes.starts_with(&[0xff, 0xd8]));
        world.promote(&other).await;
        for username in [name, app.subject.to_string(), "nobody".to_owned()] {
            assert_eq!(world.fault(&other, "getAvatar", &format!("username={username}")).await, 70);
        }
    }
}

#[tokio::test]
async fn a_library_without_videos_says_so() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let videos = world.ok(&app, "getVideos", "").await;
        assert_eq!(videos["videos"]["video"], serde_json::json!([]));
        let songs = world.songs(&app).await;
        for endpoint in ["getVideoInfo", "getCaptions"] {
            assert_eq!(world.fault(&app, endpoint, &format!("id={}", support::id(&songs[0]))).await, 70);
            assert_eq!(world.fault(&app, endpoint, "").await, 10);
        }
    }
}
