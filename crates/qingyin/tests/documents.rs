//! The policy as people read it.

use crate::common;
use crate::common::{PHONE, World};
use axum::http::StatusCode;
use serde_json::json;
use units::{ManualClock, Millis, Timestamp};

async fn world() -> World {
    common::world(db::Location::Sqlite { path: "qingyin.db".into() }).await
}

#[tokio::test]
async fn versions_show_both_dates_and_form_a_chain() {
    let world = world().await;
    let versions = world.get("/policy/versions", None).await.ok();
    let list = versions["items"].as_array().unwrap();
    assert_eq!(list.iter().filter(|version| version["current"] == true).count(), 1);
    for version in list {
        assert!(version["published_at"].as_str() <= version["effective_at"].as_str());
        assert_eq!(version["text_hash"].as_str().unwrap().len(), 64);
        let name = version["version"].as_str().unwrap();
        let shown = world.get(&format!("/policy/versions/{name}"), None).await.ok();
        assert_eq!(shown["published_at"], version["published_at"]);
        assert_eq!(shown["effective_at"], version["effective_at"]);
    }
    assert_eq!(world.get("/policy/versions/999", None).await.status, StatusCode::NOT_FOUND);
}

/// The first instant of the day in China, and not the one before it.
#[tokio::test]
async fn no_version_binds_before_its_day() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("music")).unwrap();
    let (config, _) = common::config(folder.path(), db::Location::Sqlite { path: "qingyin.db".into() });
    let day: Timestamp = format!("{}T00:00:00Z", policy::current().effective_at).parse().unwrap();
    let begins = day - Millis::hours(8);
    let start = async |now: Timestamp| {
        let clock = std::sync::Arc::new(ManualClock::at(now));
        qingyin::App::start(config.clone(), clock).await
    };
    let refused = start(begins - Millis(1)).await.unwrap_err().to_string();
    assert!(refused.starts_with("version 1 of the policy binds from 2026-11-23 on"), "{refused}");
    assert!(!config.data.folder.exists(), "nothing was begun");
    start(begins).await.unwrap().stop().await;
}

#[tokio::test]
async fn the_policy_is_whole_in_both_languages() {
    let world = world().await;
    for language in ["zh-CN", "en"] {
        let policy = world.get(&format!("/policy?language={language}"), None).await.ok();
        assert_eq!(policy["chapters"].as_array().unwrap().len(), 10, "{language}");
        assert!(!policy["summary"].as_array().unwrap().is_empty());
        let text = policy.to_string();
        assert!(!text.contains("{{"), "{language}: a placeholder was left");
    }
}

#[tokio::test]
async fn the_lists_say_what_the_policy_declares() {
    let world = world().await;
    let collection = world.get("/policy/lists/collection", None).await.ok();
    let listed: std::collections::BTreeSet<&str> = collection["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["items"].as_array().unwrap())
        .map(|item| item["item"].as_str().unwrap())
        .collect();
    for item in &policy::current().items {
        assert!(listed.contains(item.id.as_str()), "{} is kept and not on the list", item.id);
    }
    let permissions = world.get("/policy/lists/permissions", None).await.ok();
    assert_eq!(permissions["items"].as_array().unwrap().len(), policy::current().permissions.len());
    let recipients = world.get("/policy/lists/recipients", None).await.ok();
    assert_eq!(recipients["items"].as_array().unwrap().len(), policy::current().recipients.len());
    let sharing = world.get("/policy/lists/sharing", None).await.ok().to_string();
    for recipient in &policy::current().recipients {
        assert!(sharing.contains(recipient.title.in_language(policy::Language::ZhCn)), "{}", recipient.id);
    }
    world.get("/policy/lists/cookies", None).await.ok();
    world.get("/policy/lists/storage", None).await.ok();
}

#[tokio::test]
async fn an_account_needs_the_policy_in_force() {
    let world = world().await;
    world.send("POST", "/sign_in/sms_codes", None, Some(json!({ "phone": PHONE }))).await.expect(StatusCode::ACCEPTED);
    let stale = json!({
        "phone": PHONE, "code": "000000", "policy_version": "0", "text_hash": "0".repeat(64), "bearer": true,
    });
    let answer = world.send("POST", "/sign_in/sms", None, Some(stale)).await;
    assert!(answer.status.is_client_error());
    assert!(world.app.rights().living().await.unwrap().is_empty());
}

#[tokio::test]
async fn every_cookie_is_a_declared_one() {
    let world = world().await;
    let token = world.sign_in(PHONE).await;
    let declared: Vec<&str> = policy::current().cookies.iter().map(|cookie| cookie.name.as_str()).collect();
    for operation in http_api::operations(world.app.api()) {
        let path = operation.path.trim_start_matches("/api/v1").replace(['{', '}'], "");
        for asker in [None, Some(token.as_str())] {
            if operation.id == "close_account" || operation.id == "terminate_agreement" || operation.id == "sign_out" {
                continue;
            }
            let answer = world.send(operation.method, &path, asker, None).await;
            for cookie in answer.headers.get_all("set-cookie") {
                let text = cookie.to_str().unwrap();
                let name = text.split('=').next().unwrap().trim_start_matches("__Host-");
                assert!(declared.contains(&name), "{name} from {path}");
            }
        }
    }
}
