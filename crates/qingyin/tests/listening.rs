//! Guests and members listen; what is kept of it is up to them.

use crate::common;
use crate::common::{PHONE, worlds};
use axum::http::StatusCode;
use serde_json::json;

/// Browse, search, play and read lyrics as a guest; then nothing about anybody is held.
#[tokio::test]
async fn a_guest_plays_and_leaves_no_personal_row() {
    for world in worlds().await {
        for path in ["/server", "/session", "/artists", "/albums", "/genres", "/folders", "/search?q=tone", "/policy"] {
            world.get(path, None).await.ok();
        }
        let track = world.track().await;
        let id = track["id"].as_str().unwrap();
        let plan = world.get(&format!("/tracks/{id}/playback?codecs=pcm,opus"), None).await.ok();
        let address = plan["url"].as_str().unwrap().trim_start_matches("/api/v1").to_owned();
        let sound = world.get(&address, None).await;
        assert_eq!(sound.status, StatusCode::OK);
        assert_eq!(sound.bytes, common::tone());
        let opus = world.get(&format!("/tracks/{id}/playback?codecs=opus&quality=low"), None).await.ok();
        assert_eq!(opus["mode"], "transcode");
        let sound = world.get(opus["url"].as_str().unwrap().trim_start_matches("/api/v1"), None).await;
        assert_eq!(&sound.bytes[..4], b"OggS");
        let lyrics = world.get(&format!("/tracks/{id}/lyrics"), None).await.ok();
        assert_eq!(lyrics["lines"][1]["text"], "茉莉花");
        let refused = json!({ "track_id": id, "started_at": world.now_text(), "played_ms": 6_000 });
        let answer = world.send("POST", "/listens", None, Some(refused)).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "not recorded, and not an error");
        let rows = world.personal_rows().await;
        assert!(rows.len() >= 15, "the personal tables are counted: {rows:?}");
        assert!(rows.iter().all(|(_, count)| *count == 0), "{rows:?}");
    }
}

/// The path of a member: refuses and plays, agrees and sees the listen, withdraws and it is gone.
#[tokio::test]
async fn history_follows_consent_and_the_music_plays_on() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.post("/me/consents/play_history/refusal", &token, json!({})).await.ok();
        assert_eq!(world.hear(&token).await.status, StatusCode::NO_CONTENT);
        let track = world.track().await;
        let address = format!("/tracks/{}/stream", track["id"].as_str().unwrap());
        assert_eq!(world.get(&address, Some(&token)).await.bytes, common::tone(), "refusing costs no music");
        world.agree(&token, "play_history").await;
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        let listens = world.get("/me/listens", Some(&token)).await.ok();
        assert_eq!(listens["items"][0]["track"]["title"], track["title"]);
        assert_eq!(listens["items"][0]["played_ms"], 4_000);
        let withdrawn = world.delete("/me/consents/play_history", &token).await.ok();
        assert_eq!(withdrawn["erased_rows"], 1);
        assert_eq!(withdrawn["state"], "withdrawn");
        let listens = world.get("/me/listens", Some(&token)).await;
        assert!(listens.json()["items"].as_array().is_none_or(Vec::is_empty));
        assert_eq!(world.hear(&token).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.get(&address, Some(&token)).await.bytes, common::tone());
    }
}

/// Whoever lets music be recommended to them sees every other page as a guest does.
#[tokio::test]
async fn every_other_page_is_alike_for_everybody() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        for purpose in ["play_history", "personal_recommendation", "helping_discovery", "likes_recommendation"] {
            world.agree(&token, purpose).await;
        }
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        let mine = world.get("/recommendations/today", Some(&token)).await.ok();
        assert_eq!(mine["personalised"], "on", "there is a taste that could show");
        let track = world.track().await;
        let id = track["id"].as_str().unwrap();
        for path in [
            "/albums",
            "/albums?sort=random&seed=7",
            "/artists",
            "/tracks",
            "/tracks?sort=random&seed=7",
            "/genres",
            "/decades",
            "/languages",
            "/folders",
            "/search?q=tone",
            "/search/lines?q=tone",
            "/search/playlists?q=tone",
            "/search/popular",
            "/square",
            "/square/tags",
            "/charts/day",
            "/charts/week",
            "/charts/new",
            "/on_device/catalogue",
            "/on_device/companions",
            &format!("/tracks/{id}"),
            &format!("/tracks/{id}/similar"),
            &format!("/tracks/{id}/lyrics"),
        ] {
            let (guest, member) = (world.get(path, None).await, world.get(path, Some(&token)).await);
            assert_eq!(guest.status, StatusCode::OK, "{path}");
            assert!(guest.bytes == member.bytes, "{path}");
        }
    }
}

/// Refusing everything optional changes nothing that is not about it.
#[tokio::test]
async fn refusing_everything_leaves_the_basic_functions_as_they_are() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let track = world.track().await;
        let id = track["id"].as_str().unwrap();
        let paths = [
            "/artists".to_owned(),
            "/albums?sort=name".to_owned(),
            "/tracks?sort=title".to_owned(),
            "/search?q=tone".to_owned(),
            format!("/tracks/{id}/playback"),
            format!("/tracks/{id}/lyrics"),
        ];
        let mut before = Vec::new();
        for path in &paths {
            before.push(world.get(path, None).await.ok());
        }
        for purpose in policy::current().purposes.iter().filter(|purpose| purpose.basis.needs_grant()) {
            world.post(&format!("/me/consents/{}/refusal", purpose.id), &token, json!({})).await.ok();
            for (path, guest) in paths.iter().zip(&before) {
                assert_eq!(&world.get(path, Some(&token)).await.ok(), guest, "{path} after refusing {}", purpose.id);
            }
        }
        for field in ["signature", "gender", "birthday", "region"] {
            let value = match field {
                "gender" => json!("female"),
                "birthday" => json!("1990-05-01"),
                _ => json!("x"),
            };
            let mut body = serde_json::Map::new();
            body.insert(field.to_owned(), value);
            let problem =
                world.send("PATCH", "/me", Some(&token), Some(body.into())).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(problem["code"], "consent.required");
            assert_eq!(problem["purpose"], format!("profile_{field}"));
        }
        let nickname = world.send("PATCH", "/me", Some(&token), Some(json!({ "nickname": "听者" }))).await.ok();
        assert_eq!(nickname["nickname"], "听者");
    }
}

/// A birthday that makes somebody a minor ends the effect of what rests on profiles, and the switches say why.
#[tokio::test]
async fn a_birthday_of_a_minor_acts_on_the_next_request() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        for purpose in ["personal_recommendation", "profile_birthday"] {
            world.agree(&token, purpose).await;
        }
        let without_effect = async || {
            let list = world.get("/me/consents", Some(&token)).await.ok();
            let items = list["items"].as_array().unwrap().iter();
            let named = items.filter(|item| item["without_effect"] == "minor");
            let goes_elsewhere = ["voice_transcription", "monthly_letter", "transfer"];
            let named = named.filter(|item| !goes_elsewhere.contains(&item["purpose"].as_str().unwrap()));
            named.map(|item| item["purpose"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let personalised =
            async || world.get("/recommendations/today", Some(&token)).await.ok()["personalised"].clone();
        for (birthday, word, named) in [
            (json!(null), "learning", &[][..]),
            (json!("2009-05-01"), "minor", &PROFILING),
            (json!("1990-05-01"), "off", &[]),
            (json!("2009-05-01"), "minor", &PROFILING),
            // Who was found out to be a minor stays one until the birthday is corrected.
            (json!(null), "minor", &PROFILING),
        ] {
            world.send("PATCH", "/me", Some(&token), Some(json!({ "birthday": birthday }))).await.ok();
            assert_eq!(personalised().await, word);
            assert_eq!(without_effect().await, named);
        }
        let given = world.get("/me/consents", Some(&token)).await.ok();
        let states = given["items"].as_array().unwrap().iter().filter(|item| item["state"] == "granted");
        assert_eq!(states.count(), 1, "a consent to profiles ends with the birthday of a minor");
    }
}

/// What the policy says has no effect for minors.
const PROFILING: [&str; 6] = [
    "personal_recommendation",
    "helping_discovery",
    "likes_recommendation",
    "usage_statistics",
    "helping_search",
    "affiliate_sharing",
];

#[tokio::test]
async fn a_queue_follows_its_listener_by_consent_only() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let track = world.track().await;
        let state = json!({
            "tracks": [track["id"]], "index": 0, "position_ms": 1_500, "repeat": "all", "shuffle": false,
        });
        assert_eq!(world.put("/me/play_state", &token, state.clone()).await.status, StatusCode::NO_CONTENT);
        world.agree(&token, "resume_playback").await;
        world.put("/me/play_state", &token, state).await.ok();
        let other_device = world.sign_in(PHONE).await;
        let found = world.get("/me/play_state", Some(&other_device)).await.ok();
        assert_eq!(found["tracks"][0], track["id"]);
        assert_eq!(found["position_ms"], 1_500);
        world.delete("/me/consents/resume_playback", &token).await.ok();
        assert_eq!(world.get("/me/play_state", Some(&other_device)).await.status, StatusCode::NO_CONTENT);
    }
}

/// Anybody downloads; a history of it is kept by consent, and goes with it.
#[tokio::test]
async fn downloads_are_for_everyone_and_their_history_by_consent_only() {
    for world in worlds().await {
        let track = world.track().await;
        let id = track["id"].as_str().unwrap();
        let file = world.get(&format!("/tracks/{id}/download"), None).await;
        assert_eq!(file.bytes, common::tone());
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\""));
        let albums = world.get("/albums", None).await.ok();
        if let Some(album) = albums["items"][0]["id"].as_str() {
            let archive = world.get(&format!("/albums/{album}/download"), None).await;
            assert_eq!(archive.headers["content-type"], "application/zip");
            assert!(archive.headers.get("content-encoding").is_none(), "music is not compressed again");
            assert!(archive.bytes.starts_with(b"PK\x03\x04"));
        }
        let token = world.sign_in(PHONE).await;
        let list = json!({ "name": "带走", "tracks": [id, id] });
        let list = world.post("/playlists", &token, list).await.expect(StatusCode::CREATED);
        let path = format!("/playlists/{}/download", list["id"].as_str().unwrap());
        assert_eq!(world.get(&path, None).await.status, StatusCode::NOT_FOUND, "it is the member's own");
        let archive = world.get(&path, Some(&token)).await;
        assert_eq!(archive.headers["content-length"], archive.bytes.len().to_string().as_str());
        assert!(archive.bytes.len() > 2 * common::tone().len());

        let report = json!({ "id": list["id"] });
        let refused = world.post("/downloads", &token, report.clone()).await;
        assert_eq!(refused.status, StatusCode::NO_CONTENT);
        world.agree(&token, "download_history").await;
        world.post("/downloads", &token, report).await.expect(StatusCode::CREATED);
        let downloads = world.get("/me/downloads", Some(&token)).await.ok();
        assert_eq!(
            (&downloads["items"][0]["kind"], &downloads["items"][0]["title"]),
            (&json!("playlist"), &json!("带走"))
        );
        let withdrawn = world.delete("/me/consents/download_history", &token).await.ok();
        assert_eq!(withdrawn["erased_rows"], 1);
        let rows = world.personal_rows().await;
        assert!(rows.contains(&("downloads".to_owned(), 0)), "{rows:?}");
    }
}
