//! Minors on the whole service: guest functions until a guardian agreed, one function less for what is withheld, nothing
//! to anybody else, and gone within a day where no guardian agreed.

use crate::common::{PHONE, World, worlds};
use axum::http::StatusCode;
use serde_json::{Value, json};
use units::Millis;

pub const GUARDIAN: &str = "13900139000";
pub const CHILD: &str = "2014-05-01";
pub const YOUTH: &str = "2010-05-01";

/// A member whose profile says how old they are.
pub async fn minor(world: &World, birthday: &str) -> String {
    let token = world.sign_in(PHONE).await;
    world.agree(&token, "profile_birthday").await;
    world.send("PATCH", "/me", Some(&token), Some(json!({ "birthday": birthday }))).await.ok();
    token
}

/// Lets a guardian agree; answers the guardian's token and the guardianship.
pub async fn guard(world: &World, minor: &str) -> (String, String) {
    let guardian = world.sign_in(GUARDIAN).await;
    let link = world.post("/me/minor/invitation", minor, json!({})).await.expect(StatusCode::CREATED);
    let shown = json!({ "token": link["token"] });
    let invitation = world.post("/guardian_invitations/preview", &guardian, shown).await.ok();
    let agreement = json!({ "token": link["token"], "text_hash": invitation["statement"]["text_hash"] });
    let accepted = world.post("/guardian_invitations/acceptance", &guardian, agreement).await;
    let ward = accepted.expect(StatusCode::CREATED);
    (guardian, ward["id"].as_str().unwrap().to_owned())
}

/// Chooses as whoever has the choice does: by the text that is shown there.
async fn choose(world: &World, chooser: &str, consents: &str, purpose: &str) {
    let list = world.get(consents, Some(chooser)).await.ok();
    let found = list["items"].as_array().unwrap().iter().find(|consent| consent["purpose"] == purpose).unwrap();
    let yes = json!({ "text_hash": found["text_hash"] });
    let given = world.put(&format!("{consents}/{purpose}"), chooser, yes).await.ok();
    assert_eq!(given["state"], "granted", "{purpose}");
}

#[tokio::test]
async fn without_a_guardian_a_minor_has_what_guests_have() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        for purpose in ["play_history", "profile_birthday"] {
            world.agree(&token, purpose).await;
        }
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        assert_eq!(world.get("/me/minor", Some(&token)).await.ok()["state"], "not_known");
        let birthday = json!({ "birthday": YOUTH });
        world.send("PATCH", "/me", Some(&token), Some(birthday)).await.ok();
        let standing = world.get("/me/minor", Some(&token)).await.ok();
        assert_eq!((&standing["state"], &standing["age"]), (&json!("guardian_needed"), &json!("youth")));
        assert!(standing["erased_at"].is_string() && standing["certificate"].is_string(), "{standing}");
        assert_eq!(world.hear(&token).await.status, StatusCode::NO_CONTENT, "not recorded, and not an error");
        let track = world.track().await;
        let id = track["id"].as_str().unwrap();
        for (method, path, body) in [
            ("PUT", format!("/me/likes/{id}"), json!({})),
            ("PUT", format!("/me/ratings/{id}"), json!({ "stars": 4 })),
            ("POST", "/playlists".to_owned(), json!({ "name": "歌单" })),
            ("POST", "/me/shares".to_owned(), json!({ "items": [id] })),
            ("POST", "/me/app_passwords".to_owned(), json!({ "name": "应用" })),
        ] {
            let refused = world.send(method, &path, Some(&token), Some(body)).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "minor.guardian_needed", "{method} {path}");
        }
        let consents = world.get("/me/consents", Some(&token)).await.ok();
        let history =
            consents["items"].as_array().unwrap().iter().find(|one| one["purpose"] == "play_history").unwrap();
        assert_eq!(history["without_effect"], "guardian_needed");
        let yes = json!({ "text_hash": history["text_hash"] });
        let refused = world.put("/me/consents/resume_playback", &token, yes.clone()).await;
        assert!(refused.status.is_client_error());
        for path in
            ["/albums", "/search?q=tone", "/square", &format!("/tracks/{id}/playback"), &format!("/tracks/{id}/lyrics")]
        {
            let (guest, member) = (world.get(path, None).await, world.get(path, Some(&token)).await);
            assert_eq!(guest.status, StatusCode::OK, "{path}");
            assert!(guest.bytes == member.bytes, "{path}");
        }
        let sound = world.get(&format!("/tracks/{id}/stream"), Some(&token)).await;
        assert_eq!(sound.status, StatusCode::OK, "the music plays on");
    }
}

/// Whether what a consent is for works for the minor.
async fn works(world: &World, minor: &str, purpose: &str, playlist: &str) -> bool {
    let change = async |body: Value| world.send("PATCH", "/me", Some(minor), Some(body)).await.status;
    let status = match purpose {
        "play_history" => world.hear(minor).await.status,
        "resume_playback" => {
            let track = world.track().await["id"].clone();
            let state = json!({ "tracks": [track], "index": 0, "position_ms": 0, "repeat": "off", "shuffle": true });
            world.put("/me/play_state", minor, state).await.status
        }
        "download_history" => world.post("/downloads", minor, json!({ "id": world.track().await["id"] })).await.status,
        "profile_signature" => change(json!({ "signature": "山水" })).await,
        "profile_gender" => change(json!({ "gender": "other" })).await,
        "profile_region" => change(json!({ "region": "海边" })).await,
        "publication" => world.put(&format!("/playlists/{playlist}/publication"), minor, json!({})).await.status,
        "publication_name" => world.put("/me/square_name", minor, json!({ "name": "小青" })).await.status,
        "chat" => world.post("/chat/messages", minor, json!({ "message": "你好" })).await.status,
        other => panic!("nobody tries {other}"),
    };
    assert!(
        matches!(status, StatusCode::OK | StatusCode::CREATED | StatusCode::NO_CONTENT | StatusCode::FORBIDDEN),
        "{purpose}: {status}"
    );
    matches!(status, StatusCode::OK | StatusCode::CREATED)
}

const OPTIONAL: [&str; 9] = [
    "play_history",
    "resume_playback",
    "download_history",
    "profile_signature",
    "profile_gender",
    "profile_region",
    "publication",
    "publication_name",
    "chat",
];

/// The refusal matrix of minors: each optional thing is withheld in turn, and costs its own function and no other.
#[tokio::test]
async fn a_minor_who_withholds_something_loses_that_function_alone() {
    for world in worlds().await {
        for birthday in [YOUTH, CHILD] {
            let token = minor(&world, birthday).await;
            let (guardian, id) = guard(&world, &token).await;
            // What the mode leaves out is told in `minors_mode.rs`; here it is consents that decide.
            world.delete(&format!("/me/wards/{id}/minors_mode"), &guardian).await.ok();
            let (chooser, consents) = match birthday {
                CHILD => (guardian.as_str(), format!("/me/wards/{id}/consents")),
                _ => (token.as_str(), "/me/consents".to_owned()),
            };
            let list = world.post("/playlists", &token, json!({ "name": "歌单" })).await.expect(StatusCode::CREATED);
            let list = list["id"].as_str().unwrap();
            for purpose in OPTIONAL {
                assert!(!works(&world, &token, purpose, list).await, "{purpose} before anybody agreed");
                choose(&world, chooser, &consents, purpose).await;
            }
            for withheld in OPTIONAL {
                world.delete(&format!("{consents}/{withheld}"), chooser).await.ok();
                for purpose in OPTIONAL {
                    let expected = purpose != withheld;
                    assert_eq!(works(&world, &token, purpose, list).await, expected, "{purpose} without {withheld}");
                }
                let track = world.track().await;
                let sound = world.get(&format!("/tracks/{}/stream", track["id"].as_str().unwrap()), Some(&token)).await;
                assert_eq!(sound.status, StatusCode::OK, "without {withheld}");
                choose(&world, chooser, &consents, withheld).await;
                world.clock.advance(Millis::minutes(1));
            }
            world.post("/me/closure", &token, json!({ "confirmation": "CLOSE" })).await.ok();
            world.clock.advance(Millis::hours(2));
        }
    }
}

#[tokio::test]
async fn nothing_profiles_a_minor_and_nothing_goes_to_anybody() {
    for world in worlds().await {
        let token = minor(&world, YOUTH).await;
        guard(&world, &token).await;
        let consents = world.get("/me/consents", Some(&token)).await.ok();
        for consent in consents["items"].as_array().unwrap() {
            let id = consent["purpose"].as_str().unwrap();
            if consent["state"] == "not_needed" || id == "profile_birthday" {
                continue;
            }
            let yes = json!({ "text_hash": consent["text_hash"] });
            let given = world.put(&format!("/me/consents/{id}"), &token, yes).await;
            let declared = policy::current().purpose(id).unwrap();
            let is_kept_away =
                declared.root == policy_lang::model::Root::Improve || declared.basis == policy::Basis::SeparateConsent;
            let expected = if is_kept_away { StatusCode::FORBIDDEN } else { StatusCode::OK };
            assert_eq!(given.status, expected, "{id}");
            assert!(!is_kept_away || given.json()["code"] == "minor.kept_away", "{id}");
        }
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        assert_eq!(world.get("/recommendations/today", Some(&token)).await.ok()["personalised"], "minor");
        let ledger = world.get("/me/disclosures", Some(&token)).await.ok();
        assert!(
            ledger["items"].as_array().unwrap().iter().all(|entry| entry["recipient"] == "sms_gateway"),
            "{ledger}"
        );
        let kept = ["recommendation_dislikes", "suggestion_dislikes", "recommendation_resets"];
        let rows = world.personal_rows().await;
        assert!(rows.iter().all(|(table, count)| !kept.contains(&table.as_str()) || *count == 0), "{rows:?}");
    }
}

#[tokio::test]
async fn a_child_of_twelve_without_a_guardian_is_gone_within_a_day_and_certified() {
    for world in worlds().await {
        let token = minor(&world, CHILD).await;
        let data = world.get("/me/data", Some(&token)).await.ok();
        let categories = data["categories"].as_array().unwrap();
        assert!(categories.iter().all(|category| category["sensitivity"] == "sensitive"), "all of a child's is");
        let certificate = world.get("/me/minor", Some(&token)).await.ok()["certificate"].clone();
        let certificate = format!("/certificates/{}", certificate.as_str().unwrap());
        world.get(&certificate, None).await.expect(StatusCode::NOT_FOUND);
        world.clock.advance(Millis(Millis::days(1).0 - 1));
        world.app.minors().watch().await.unwrap();
        let told = world.get(&certificate, None).await.ok();
        assert!(told["tables"].as_array().unwrap().len() > 20);
        world.get("/me", Some(&token)).await.expect(StatusCode::UNAUTHORIZED);
        let left: Vec<_> = world.personal_rows().await.into_iter().filter(|(_, count)| *count > 0).collect();
        let certified = ["closures", "consent_events", "disclosures", "guardian_events", "rights_requests"];
        assert!(left.iter().all(|(table, _)| certified.contains(&table.as_str())), "{left:?}");
    }
}

#[tokio::test]
async fn what_is_kept_of_a_guardianship_is_seen_by_both_and_goes_with_either() {
    for world in worlds().await {
        let token = minor(&world, YOUTH).await;
        world.post("/me/minor/invitation", &token, json!({})).await.expect(StatusCode::CREATED);
        let held = world.held(&token).await;
        assert!(held.contains(&("guardian_invitation".to_owned(), 1)), "{held:?}");
        let (guardian, id) = guard(&world, &token).await;
        let held = world.held(&token).await;
        for item in ["minor", "guardianship", "guardian_event"] {
            assert!(held.contains(&(item.to_owned(), 1)), "{item}: {held:?}");
            let rows = world.get(&format!("/me/data/{item}"), Some(&token)).await.ok();
            assert_eq!(rows["items"].as_array().unwrap().len(), 1, "{item}");
        }
        assert!(!held.iter().any(|(item, _)| item == "guardian_invitation"), "a link that was used is gone");
        let birthday = world.get("/me/data/profile_birthday", Some(&token)).await.ok();
        let path = format!("/me/data/profile_birthday/{}", birthday["items"][0]["row_id"].as_str().unwrap());
        let doors = [(path.as_str(), json!({ "value": "1990-05-01" })), ("/me", json!({ "birthday": "1990-05-01" }))];
        for (path, change) in doors {
            let refused = world.send("PATCH", path, Some(&token), Some(change)).await.expect(StatusCode::CONFLICT);
            assert_eq!(refused["code"], "minor.birthday_guarded", "{path}");
        }
        assert!(world.held(&guardian).await.contains(&("guardian_event".to_owned(), 1)));
        choose(&world, &token, "/me/consents", "play_history").await;
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        let seen = world.get(&format!("/me/wards/{id}/consents"), Some(&guardian)).await.ok();
        let history = seen["items"].as_array().unwrap().iter().find(|one| one["purpose"] == "play_history").unwrap();
        assert_eq!(history["state"], "granted");
        world.get(&format!("/me/wards/{id}/consents"), Some(&token)).await.expect(StatusCode::NOT_FOUND);
        world.post("/me/closure", &guardian, json!({ "confirmation": "CLOSE" })).await.ok();
        let rows = world.personal_rows().await;
        let count = |table: &str| rows.iter().find(|(name, _)| name == table).unwrap().1;
        assert_eq!((count("guardianships"), count("listens"), count("minors")), (0, 0, 1));
        world.app.minors().watch().await.unwrap();
        let standing = world.get("/me/minor", Some(&token)).await.ok();
        assert_eq!(standing["state"], "guardian_needed");
        assert!(standing["erased_at"].is_string());
        world.post("/me/closure", &token, json!({ "confirmation": "CLOSE" })).await.ok();
        let rows = world.personal_rows().await;
        let count = |table: &str| rows.iter().find(|(name, _)| name == table).unwrap().1;
        assert_eq!((count("minors"), count("guardian_events")), (0, 2), "the evidence rests under digests");
    }
}
