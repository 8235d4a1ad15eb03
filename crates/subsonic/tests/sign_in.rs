//! Signing apps in.

use crate::support::{PHONE, worlds};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use md5::{Digest as _, Md5};

fn token(password: &str, salt: &str) -> String {
    hex::encode(Md5::digest(format!("{password}{salt}")))
}

#[tokio::test]
async fn each_way_to_sign_in_answers_with_its_own_number() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let (user, password, key) = (&app.user_name, &app.password, &app.key);
        let keys = world.api("GET", "/me/api_keys", Some(&app.token), None).await;
        let of_key = keys["items"][0]["user_name"].as_str().unwrap().to_owned();
        let ways = [
            (format!("apiKey={key}"), None),
            (format!("u={user}&p={password}"), None),
            (format!("u={user}&p=enc:{}", hex::encode(password)), None),
            (format!("u={user}&t={}&s=abc", token(password, "abc")), None),
            (String::new(), Some(10)),
            (format!("u={user}"), Some(10)),
            (format!("u={user}&t=00"), Some(10)),
            (format!("u={user}&p=wrong"), Some(40)),
            (format!("u={user}&t={}&s=abc", token("wrong", "abc")), Some(40)),
            (format!("u={PHONE}&p=any-password"), Some(40)),
            // A token of an account's password cannot be checked, and there is no need to say whose it is.
            (format!("u={PHONE}&t={}&s=abc", token("any-password", "abc")), Some(41)),
            (format!("u={of_key}&p={key}"), Some(42)),
            (format!("apiKey={key}&u={user}"), Some(43)),
            (format!("u={user}&p={password}&t=00&s=abc"), Some(43)),
            ("apiKey=nonsense".to_owned(), Some(44)),
        ];
        for (way, expected) in ways {
            let answer = world.raw("ping", &format!("{way}&v=1.16.1&c=test&f=json")).await;
            assert_eq!(answer.status, StatusCode::OK, "{way}");
            assert_eq!(answer.json()["error"]["code"].as_u64(), expected, "{way}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn a_revoked_key_is_out_at_the_next_request() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        world.ok(&app, "ping", "").await;
        world.api("DELETE", &format!("/me/api_keys/{}", app.key_id), Some(&app.token), None).await;
        assert_eq!(world.fault(&app, "ping", "").await, 44);
    }
}

#[tokio::test]
async fn requests_have_their_forms() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let signed = format!("apiKey={}&v=1.16.1&c=test", app.key);
        let xml = world.raw("ping.view", &signed).await;
        assert_eq!(xml.headers["content-type"], "application/xml; charset=utf-8");
        assert!(xml.text().contains("xmlns=\"http://subsonic.org/restapi\""), "{}", xml.text());
        assert!(xml.text().contains("openSubsonic=\"true\"") && xml.text().contains("type=\"qingyin\""));
        let jsonp = world.raw("ping", &format!("{signed}&f=jsonp&callback=back")).await.text();
        assert!(jsonp.starts_with("back({") && jsonp.ends_with("});"), "{jsonp}");
        let form = Request::builder()
            .method("POST")
            .uri("/rest/ping")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("{signed}&f=json")))
            .unwrap();
        assert_eq!(world.request(form).await.json()["status"], "ok");
        let large = Request::builder()
            .method("POST")
            .uri("/rest/ping?f=json")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(vec![b'a'; (1 << 20) + 1]))
            .unwrap();
        assert_eq!(world.request(large).await.code(), 0);
        for (query, code) in [
            (format!("apiKey={}&c=test&f=json", app.key), 10),
            (format!("apiKey={}&v=1.16.1&f=json", app.key), 10),
            (format!("apiKey={}&v=0.9&c=test&f=json", app.key), 20),
            (format!("apiKey={}&v=2.0&c=test&f=json", app.key), 30),
        ] {
            assert_eq!(world.raw("ping", &query).await.code(), code, "{query}");
        }
        // Before signing in an app asks what there is.
        let open = world.raw("getOpenSubsonicExtensions", "f=json").await.json();
        assert!(open["openSubsonicExtensions"].as_array().unwrap().len() >= 6);
        let info = world.ok(&app, "tokenInfo", "").await;
        let name = info["tokenInfo"]["username"].as_str().unwrap().to_owned();
        world.ok(&app, "getUser", &format!("username={name}")).await;
        assert_eq!(world.fault(&app, "getUser", "username=somebody").await, 50);
        assert_eq!(world.fault(&app, "startScan", "").await, 50);
        world.ok(&app, "getScanStatus", "").await;
    }
}
