//! Operators see what is there twice, merge it, and take it back; on each engine at hand.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use recordings::Recordings;
use serde_json::{Value, json};

use crate::support::{World, poorer, tune, worlds};

async fn list(world: &World) -> Value {
    let (status, page) = world.send(true, "GET", "/operator/duplicates", "").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page
}

fn files(group: &Value) -> BTreeSet<String> {
    let tracks = group["tracks"].as_array().unwrap();
    tracks.iter().map(|one| one["track"]["file_name"].as_str().unwrap().to_owned()).collect()
}

fn three() -> BTreeSet<String> {
    ["first.wav", "poorer.wav", "cut.wav"].into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn what_is_there_twice_is_listed_with_what_differs() {
    for world in worlds().await {
        let page = list(&world).await;
        assert_eq!((page["items"].as_array().unwrap().len(), &page["total"]), (1, &json!(1)), "{page}");
        let group = &page["items"][0];
        assert_eq!(files(group), three());
        let kept = &group["tracks"][0];
        assert_eq!(kept["track"]["id"], group["keep_id"]);
        assert_ne!(kept["track"]["file_name"], "cut.wav", "a file that lacks its beginning is not the one to keep");
        let differences: Vec<&str> =
            group["differences"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert!(differences.contains(&"length") && differences.contains(&"folder"), "{differences:?}");
        assert!(!differences.contains(&"format"), "{differences:?}");
        for other in &group["tracks"].as_array().unwrap()[1..] {
            assert!(other["similarity_permille"].as_u64().unwrap() >= 850, "{other}");
        }
        assert!(group["tracks"].as_array().unwrap().iter().any(|one| one["folder"] == "0/B"));
    }
}

#[tokio::test]
async fn a_start_finds_the_same_as_before() {
    for world in worlds().await {
        let again = Recordings::new(world.parts());
        assert!(again.groups().is_empty());
        again.reload().await.unwrap();
        assert_eq!(again.groups(), world.recordings.groups());
        assert_eq!(again.size(), world.recordings.size());
        let (prints, bytes) = again.size();
        assert_eq!(prints, 5);
        assert!(bytes < 5 * 2_048, "{bytes}");
    }
}

#[tokio::test]
async fn merging_hides_the_others_and_can_be_sent_twice_and_taken_back() {
    for world in worlds().await {
        let mut merges = world.recordings.merges();
        let keep = world.id("first.wav").await;
        let hide = [world.id("poorer.wav").await, world.id("cut.wav").await];
        let body = json!({ "keep_id": keep, "hide_ids": hide }).to_string();
        for _ in 0..2 {
            let (status, answer) = world.send(true, "POST", "/operator/duplicates/merge", &body).await;
            assert_eq!(status, StatusCode::NO_CONTENT, "{answer}");
        }
        assert!(merges.has_changed().unwrap());
        merges.mark_unchanged();
        assert_eq!(list(&world).await["items"], json!([]));
        assert_eq!(world.catalog.totals().await.unwrap().tracks, 3);
        assert!(world.music.path().join("B/cut.wav").exists());
        world.hear().await;
        assert_eq!(world.catalog.totals().await.unwrap().tracks, 3, "a scan does not bring them back");

        let (_, hidden) = world.send(true, "GET", "/operator/merged-tracks", "").await;
        assert_eq!(hidden["total"], 2);
        let first = &hidden["items"][0];
        assert_eq!(first["kept"]["id"], json!(keep));
        assert!(first["is_there"].as_bool().unwrap() && first["path"].as_str().unwrap().starts_with("0/B/"), "{first}");
        let path = format!("/operator/merged-tracks/{}", hide[1]);
        assert_eq!(world.send(true, "DELETE", &path, "").await.0, StatusCode::NO_CONTENT);
        assert_eq!(world.send(true, "DELETE", &path, "").await.0, StatusCode::NOT_FOUND);
        assert!(merges.has_changed().unwrap());
        assert_eq!(world.catalog.totals().await.unwrap().tracks, 4);
        world.hear().await;
        assert_eq!(list(&world).await["items"].as_array().unwrap().len(), 1, "and it is a duplicate again");
    }
}

#[tokio::test]
async fn what_was_not_found_to_be_the_same_is_not_merged() {
    for world in worlds().await {
        let (first, second) = (world.id("first.wav").await, world.id("second.wav").await);
        for (keep, hide) in [(first, vec![second]), (second, vec![first]), (first, vec![first])] {
            let body = json!({ "keep_id": keep, "hide_ids": hide }).to_string();
            let (status, _) = world.send(true, "POST", "/operator/duplicates/merge", &body).await;
            assert_eq!(status, StatusCode::CONFLICT);
        }
        let body = json!({ "keep_id": first, "hide_ids": [] }).to_string();
        assert_eq!(world.send(true, "POST", "/operator/duplicates/merge", &body).await.0, StatusCode::BAD_REQUEST);
        assert_eq!(world.catalog.totals().await.unwrap().tracks, 5);
    }
}

#[tokio::test]
async fn what_is_wanted_twice_is_proposed_no_more_and_this_can_be_taken_back() {
    for world in worlds().await {
        let ids = [world.id("first.wav").await, world.id("poorer.wav").await, world.id("cut.wav").await];
        let apart = |apart| json!({ "track_ids": ids, "apart": apart }).to_string();
        for _ in 0..2 {
            let (status, _) = world.send(true, "PUT", "/operator/duplicates/apart", &apart(true)).await;
            assert_eq!(status, StatusCode::NO_CONTENT);
        }
        assert_eq!(list(&world).await["items"], json!([]));
        world.hear().await;
        assert_eq!(list(&world).await["items"], json!([]));
        assert_eq!(Recordings::new(world.parts()).groups().len(), 0);
        world.send(true, "PUT", "/operator/duplicates/apart", &apart(false)).await;
        assert_eq!(list(&world).await["items"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn groups_come_page_by_page() {
    for world in worlds().await {
        for seed in 10..14 {
            let sound = tune(seed, 26);
            world.put(&format!("C/{seed}.wav"), &sound);
            world.put(&format!("D/{seed}.wav"), &poorer(&sound, 0));
        }
        world.hear().await;
        let mut seen = Vec::new();
        let mut path = "/operator/duplicates?limit=2".to_owned();
        loop {
            let (status, page) = world.send(true, "GET", &path, "").await;
            assert_eq!((status, &page["total"]), (StatusCode::OK, &json!(5)));
            seen.extend(page["items"].as_array().unwrap().iter().map(files));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/operator/duplicates?limit=2&cursor={next}");
        }
        assert_eq!(seen.len(), 5);
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 5);
    }
}

#[tokio::test]
async fn to_anybody_else_there_is_nothing() {
    let worlds = worlds().await;
    let world = &worlds[0];
    for (method, path) in [
        ("GET", "/operator/duplicates"),
        ("POST", "/operator/duplicates/merge"),
        ("PUT", "/operator/duplicates/apart"),
        ("GET", "/operator/merged-tracks"),
        ("DELETE", "/operator/merged-tracks/trk_0000000000001"),
    ] {
        assert_eq!(world.send(false, method, path, "{}").await.0, StatusCode::NOT_FOUND, "{method} {path}");
    }
}
