//! Two switches, each off until a member switches it on, and what they do acts on the next request; on each engine.

use policy::PurposeId;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{ME, World, songs_of, track, worlds};

const PATHS: &[&str] = &["/today", "/because", "/treasures", "/different", "/single", "/for_you"];

async fn items(world: &World) -> Vec<Value> {
    let mut lists = Vec::new();
    for path in PATHS {
        lists.push(world.get(ME, path).await["items"].clone());
    }
    lists
}

#[tokio::test]
async fn the_home_page_changes_with_the_switch_and_back() {
    for world in worlds().await {
        world.listeners(100, &[&[10, 50, 51, 52, 60], &[10, 50, 51, 52], &[10, 50, 51, 52], &[70], &[70], &[70]]).await;
        world.agree(ME, PurposeId::PlayHistory).await;
        world.hear_all(ME, &[10, 11, 12, 13, 14, 15, 16, 17, 18, 19], Millis::hours(2)).await;
        let off = items(&world).await;
        for (path, items) in PATHS.iter().zip(&off) {
            let guest = world.send(None, "GET", path, None, 200).await;
            assert_eq!((&guest["personalised"], &guest["items"]), (&json!("guest"), items), "{path}");
            assert_eq!(world.get(ME, path).await["personalised"], "off");
        }
        assert!(songs_of(&json!({ "items": off[0] })).len() == 30, "there is music without any consent");

        world.agree(ME, PurposeId::PersonalRecommendation).await;
        let because = world.get(ME, "/because").await;
        assert_eq!(because["personalised"], "on");
        assert_eq!(because["items"][0]["because"]["title"], "歌 010", "and says why");
        assert_eq!(songs_of(&because["items"][0]), [50, 51, 52]);
        let today = world.songs(ME, "/today").await;
        assert!([50, 51, 52].iter().all(|song| today[..3].contains(song)), "{today:?}");
        assert!((10..20).all(|song| !today.contains(&song)), "what was heard is not recommended: {today:?}");

        world.consents.withdraw(ME, PurposeId::PersonalRecommendation).await.unwrap();
        assert_eq!(items(&world).await, off, "at the next request everything is as it was");
    }
}

#[tokio::test]
async fn without_listens_the_lists_are_everybodys_and_say_so() {
    for world in worlds().await {
        world.agree(ME, PurposeId::PersonalRecommendation).await;
        let today = world.get(ME, "/today").await;
        let guest = world.send(None, "GET", "/today", None, 200).await;
        assert_eq!((&today["personalised"], &today["items"]), (&json!("learning"), &guest["items"]));
        // Withdrawing the history takes the listens, and so the taste.
        world.agree(ME, PurposeId::PlayHistory).await;
        world.hear_all(ME, &[1], Millis::days(1)).await;
        assert_eq!(world.get(ME, "/today").await["personalised"], "on");
        world.consents.withdraw(ME, PurposeId::PlayHistory).await.unwrap();
        assert_eq!(world.get(ME, "/today").await["personalised"], "learning");
    }
}

#[tokio::test]
async fn what_is_inferred_is_shown_put_right_and_cleared() {
    for world in worlds().await {
        world.send(None, "GET", "/profile", None, 401).await;
        let empty = json!({ "personalised": "off", "listens": 0, "since": null, "artists": [], "not_interested": [] });
        assert_eq!(world.get(ME, "/profile").await, empty);
        let mark = format!("/not_interested/{}", track(50));
        let problem = world.send(Some(ME), "PUT", &mark, None, 403).await;
        assert_eq!(
            (&problem["code"], &problem["purpose"]),
            (&json!("consent.required"), &json!("personal_recommendation"))
        );

        world.listeners(100, &[&[10, 50, 51], &[10, 50, 51], &[10, 50, 51]]).await;
        world.agree(ME, PurposeId::PlayHistory).await;
        world.agree(ME, PurposeId::PersonalRecommendation).await;
        world.hear_all(ME, &[10, 10, 10, 20], Millis::days(1)).await;
        let profile = world.get(ME, "/profile").await;
        assert_eq!((&profile["personalised"], &profile["listens"]), (&json!("on"), &json!(4)));
        let names: Vec<&str> =
            profile["artists"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["歌手 03", "歌手 06"], "the one heard more comes first");
        let whole: f64 =
            profile["artists"].as_array().unwrap().iter().map(|one| one["share_percent"].as_f64().unwrap()).sum();
        assert!((whole - 100.0).abs() < 0.2, "{whole}");

        world.send(Some(ME), "PUT", &mark, None, 204).await;
        world.send(Some(ME), "PUT", &mark, None, 204).await;
        world.send(Some(ME), "PUT", "/not_interested/trk_00000000009zz", None, 404).await;
        assert_eq!(world.get(ME, "/profile").await["not_interested"][0]["id"], track(50));
        assert!(!world.songs(ME, "/today").await.contains(&50));
        world.send(Some(ME), "DELETE", &mark, None, 204).await;
        assert!(world.songs(ME, "/today").await.contains(&50));

        world.send(Some(ME), "PUT", &mark, None, 204).await;
        world.send(Some(ME), "DELETE", "/profile", None, 204).await;
        let cleared = world.get(ME, "/profile").await;
        assert_eq!((&cleared["personalised"], &cleared["listens"]), (&json!("learning"), &json!(0)));
        assert_eq!((&cleared["artists"], &cleared["not_interested"]), (&json!([]), &json!([])));
        assert_eq!(world.count("listens").await, 13, "the history is the member's own and stays");
        world.clock.advance(Millis::hours(1));
        world.hear_all(ME, &[30], Millis(0)).await;
        assert_eq!(world.get(ME, "/profile").await["listens"], 1, "from here on it begins anew");

        world.send(Some(ME), "PUT", &mark, None, 204).await;
        world.consents.withdraw(ME, PurposeId::PersonalRecommendation).await.unwrap();
        for table in ["recommendation_dislikes", "recommendation_resets"] {
            assert_eq!(world.count(table).await, 0, "{table} goes with the consent");
        }
        assert_eq!(world.get(ME, "/profile").await, empty);
    }
}
