//! One track takes the place of another: everything that members did moves, and nothing else.

use std::collections::BTreeSet;

use crate::common;
use crate::common::{PHONE, World, worlds};
use axum::http::StatusCode;
use ids::TrackId;
use serde_json::{Value, json};

/// Tables that name tracks and have nothing to move, each with the reason.
const NOTHING_MOVES: [(&str, &str); 6] = [
    ("kept_apart", "what an operator decided about these two very files"),
    ("lyric_texts", "the words that lie beside this file or in it"),
    ("merged_tracks", "the merge itself"),
    ("track_artists", "what this file's tags say"),
    ("track_genres", "what this file's tags say"),
    ("track_measurements", "what this file sounds like"),
];

/// A table that names tracks says what becomes of its rows; a new one cannot forget to.
#[tokio::test]
async fn every_table_that_names_tracks_says_what_becomes_of_it() {
    for world in worlds().await {
        let columns = world.app.db().columns().await.unwrap();
        let named: BTreeSet<String> = columns
            .into_iter()
            .filter(|(_, column)| column == "track_id" || column == "queue")
            .map(|(table, _)| table)
            .collect();
        let moving: BTreeSet<String> =
            qingyin::replacements().iter().map(|replacement| replacement.table.to_owned()).collect();
        let staying: BTreeSet<String> = NOTHING_MOVES.iter().map(|(table, _)| (*table).to_owned()).collect();
        assert!(moving.is_disjoint(&staying));
        assert_eq!(named, moving.union(&staying).cloned().collect());
        assert!(moving.len() >= 10, "{moving:?}");
    }
}

struct Two {
    kept: String,
    other: String,
}

impl Two {
    /// The world with another file beside its one.
    async fn of(world: &World) -> Self {
        let path = world.folder.path().join("music/Album/other.wav");
        let mut sound = common::tone();
        // Another sound: otherwise the scan could take it for the same file.
        let end = sound.len() - 2;
        sound[end] = 9;
        std::fs::write(path, sound).unwrap();
        world.app.catalog().scan(catalog::Scope::Changed).await.unwrap();
        let tracks = world.get("/tracks", None).await.ok();
        let id = |file: &str| {
            let tracks = tracks["items"].as_array().unwrap();
            tracks.iter().find(|track| track["file_name"] == file).unwrap()["id"].as_str().unwrap().to_owned()
        };
        Self { kept: id("tone.wav"), other: id("other.wav") }
    }

    async fn merge(&self, world: &World) -> Result<(), catalog::Error> {
        let (kept, other): (TrackId, TrackId) = (self.kept.parse().unwrap(), self.other.parse().unwrap());
        world.app.catalog().merge(kept, &[other], &qingyin::replacements()).await
    }
}

async fn hear(world: &World, token: &str, track: &str, started_at: &str) {
    let body = json!({ "track_id": track, "started_at": started_at, "played_ms": 4_000 });
    world.post("/listens", token, body).await.expect(StatusCode::CREATED);
}

fn ids(list: &Value, at: &str) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item.pointer(at).unwrap().as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_members_did_is_the_kept_tracks_and_goes_with_its_consent() {
    for world in worlds().await {
        let two = Two::of(&world).await;
        let (kept, other) = (two.kept.as_str(), two.other.as_str());
        let token = &world.sign_in(PHONE).await;
        for purpose in
            ["play_history", "resume_playback", "download_history", "recognition_history", "personal_recommendation"]
        {
            world.agree(token, purpose).await;
        }
        // A hearing that both have, and one that only the other has.
        for (track, at) in
            [(kept, "2026-11-20T10:00:00Z"), (other, "2026-11-20T10:00:00Z"), (other, "2026-11-21T10:00:00Z")]
        {
            hear(&world, token, track, at).await;
        }
        for track in [kept, other] {
            let liked = world.put(&format!("/me/likes/{track}"), token, json!({})).await;
            assert!(liked.status.is_success());
        }
        world.put(&format!("/me/ratings/{kept}"), token, json!({ "stars": 2 })).await;
        world.put(&format!("/me/bookmarks/{kept}"), token, json!({ "position_ms": 1_000, "comment": "旧" })).await;
        world.clock.advance(units::Millis::seconds(1));
        world.put(&format!("/me/ratings/{other}"), token, json!({ "stars": 5 })).await;
        world.put(&format!("/me/bookmarks/{other}"), token, json!({ "position_ms": 2_000, "comment": "新" })).await;
        let body = json!({ "name": "两首", "tracks": [other, kept, other] });
        let playlist = world.post("/playlists", token, body).await.expect(StatusCode::CREATED);
        let queue =
            json!({ "tracks": [other, kept, other], "index": 2, "position_ms": 5, "repeat": "off", "shuffle": false });
        assert!(world.put("/me/play_state", token, queue).await.status.is_success());
        assert!(world.post("/downloads", token, json!({ "id": other })).await.status.is_success());
        let body = json!({ "track_id": other, "position_ms": 1_500 });
        assert!(world.post("/recognised_songs", token, body).await.status.is_success());
        assert!(
            world.put(&format!("/recommendations/not_interested/{other}"), token, json!({})).await.status.is_success()
        );
        assert!(world.post("/me/shares", token, json!({ "items": [other] })).await.status.is_success());

        two.merge(&world).await.unwrap();

        assert_eq!(ids(&world.get("/tracks", None).await.ok(), "/id"), [kept]);
        let listens = world.get("/me/listens", Some(token)).await.ok();
        assert_eq!(ids(&listens, "/track/id"), [kept, kept], "one hearing at one moment");
        let likes = world.get("/me/likes?kind=track", Some(token)).await.ok();
        assert_eq!(likes["items"].as_array().unwrap().len(), 1);
        let ratings = world.get("/me/ratings?kind=track", Some(token)).await.ok();
        assert_eq!(ratings["items"].as_array().unwrap().len(), 1);
        assert_eq!(ratings["items"][0]["stars"], 5, "the later rating is what the member thinks");
        let bookmarks = world.get("/me/bookmarks", Some(token)).await.ok();
        assert_eq!(ids(&bookmarks, "/track_id"), [kept]);
        assert_eq!(bookmarks["items"][0]["comment"], "新");
        let path = format!("/playlists/{}", playlist["id"].as_str().unwrap());
        let entries = world.get(&format!("{path}/items"), Some(token)).await.ok();
        assert_eq!(ids(&entries, "/track/id"), [kept, kept, kept], "every entry keeps its place");
        let after = world.get(&path, Some(token)).await.ok();
        assert_ne!(after["version"], playlist["version"], "a change made on the older reading is noticed");
        let state = world.get("/me/play_state", Some(token)).await.ok();
        assert_eq!(state["tracks"], json!([kept, kept, kept]));
        assert_eq!((&state["index"], &state["position_ms"]), (&json!(2), &json!(5)));
        let downloads = world.get("/me/downloads", Some(token)).await.ok();
        assert_eq!(ids(&downloads, "/target_id"), [kept]);
        let recognised = world.get("/me/recognitions", Some(token)).await.ok();
        assert_eq!(ids(&recognised, "/track/id"), [kept]);
        let shares = world.get("/me/shares", Some(token)).await.ok();
        let secret = shares["items"][0]["path"].as_str().unwrap().rsplit('/').next().unwrap();
        let shared = world.post(&format!("/shares/{secret}/opening"), token, json!({})).await.ok().to_string();
        assert!(shared.contains(kept) && !shared.contains(other), "{shared}");

        // What moved is still kept by its consent alone.
        let withdrawn = world.delete("/me/consents/play_history", token).await.ok();
        assert_eq!(withdrawn["erased_rows"], 2);
        let rows = world.personal_rows().await;
        assert!(rows.iter().any(|(table, count)| table == "listens" && *count == 0), "{rows:?}");
    }
}

#[tokio::test]
async fn a_merge_that_is_refused_moves_nothing() {
    for world in worlds().await {
        let two = Two::of(&world).await;
        let token = &world.sign_in(PHONE).await;
        world.put(&format!("/me/likes/{}", two.other), token, json!({})).await;
        let (kept, other): (TrackId, TrackId) = (two.kept.parse().unwrap(), two.other.parse().unwrap());
        let unknown = TrackId::from_i64(7);
        let merged = world.app.catalog().merge(kept, &[other, unknown], &qingyin::replacements()).await;
        assert!(matches!(merged, Err(catalog::Error::NotFound)), "{merged:?}");
        let merged = world.app.catalog().merge(kept, &[kept], &qingyin::replacements()).await;
        assert!(matches!(merged, Err(catalog::Error::NotFound)), "{merged:?}");
        assert_eq!(world.get("/tracks", None).await.ok()["items"].as_array().unwrap().len(), 2);
        let likes = world.get("/me/likes?kind=track", Some(token)).await.ok();
        assert!(likes.to_string().contains(&two.other), "{likes}");
    }
}

/// Who had it in a queue goes on hearing it, and it can be shown again; then what moved stays where it is.
#[tokio::test]
async fn the_music_plays_on_under_the_old_number_and_the_file_can_be_shown_again() {
    for world in worlds().await {
        let two = Two::of(&world).await;
        let token = &world.sign_in(PHONE).await;
        world.put(&format!("/me/likes/{}", two.other), token, json!({})).await;
        two.merge(&world).await.unwrap();
        let sound = world.get(&format!("/tracks/{}/stream", two.other), None).await;
        assert_eq!(sound.bytes, common::tone(), "what is heard is the kept file");
        world.app.catalog().unmerge(two.other.parse().unwrap()).await.unwrap();
        assert_eq!(world.get("/tracks", None).await.ok()["items"].as_array().unwrap().len(), 2);
        let likes = world.get("/me/likes?kind=track", Some(token)).await.ok();
        assert!(likes.to_string().contains(&two.kept) && !likes.to_string().contains(&two.other), "{likes}");
        let again = world.app.catalog().unmerge(two.other.parse().unwrap()).await;
        assert!(matches!(again, Err(catalog::Error::NotFound)));
    }
}
