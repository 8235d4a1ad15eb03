//! Inspections over HTTP: who sees them, what everybody is told, and the job that makes them.

use axum::http::StatusCode;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{PHONE, World, worlds};

const OFFICER: &str = "13900139000";

/// The job files the first report when the service starts.
async fn first_filed(world: &World) {
    // Asked for by hand it follows the job's own, or is the first and keeps the job from making another today.
    world.app.inspections().inspect_if_due().await.unwrap();
}

fn names(inspection: &Value) -> Vec<&str> {
    inspection["checks"].as_array().unwrap().iter().map(|check| check["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn staff_see_what_was_found_and_everybody_that_it_was_looked_for() {
    for world in worlds().await {
        first_filed(&world).await;
        let last = world.get("/policy/inspection", None).await.ok();
        assert_eq!(
            (&last["check_count"], &last["failed_count"], &last["is_late"]),
            (&json!(11), &json!(0), &json!(false))
        );
        assert_eq!(last["begun_at"], world.now_text());

        let listener = world.sign_in(PHONE).await;
        for path in ["/operator/inspections", "/operator/inspections/1"] {
            assert_eq!(world.get(path, Some(&listener)).await.status, StatusCode::NOT_FOUND);
            assert_eq!(world.get(path, None).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(world.post("/operator/inspections", &listener, json!({})).await.status, StatusCode::NOT_FOUND);

        let staff = world.officer(OFFICER).await;
        let made = world.post("/operator/inspections", &staff, json!({})).await.expect(StatusCode::CREATED);
        assert_eq!(
            names(&made),
            [
                "reports",
                "schema",
                "terms",
                "keys",
                "erased",
                "staff_log",
                "recipients",
                "places",
                "policy",
                "files",
                "deadlines"
            ]
        );
        assert_eq!((&made["number"], &made["failed_count"]), (&json!(2), &json!(0)));
        let listed = world.get("/operator/inspections", Some(&staff)).await.ok();
        assert_eq!(listed["items"].as_array().unwrap().len(), 2);
        assert_eq!(listed["items"][0], made);

        let signed = world.get("/operator/inspections/2", Some(&staff)).await.ok();
        assert_eq!((&signed["inspection"], &signed["public_key"]), (&made, &listed["public_key"]));
        let text = |name: &str| signed[name].as_str().unwrap();
        assert!(::inspections::is_signed(text("public_key"), text("text"), text("signature")));
        assert_eq!(serde_json::from_str::<Value>(text("text")).unwrap()["number"], 2);
        assert_eq!(world.get("/operator/inspections/3", Some(&staff)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.get("/operator/inspections/x", Some(&staff)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn everybody_is_told_when_nobody_has_looked_for_a_day() {
    for world in worlds().await {
        first_filed(&world).await;
        world.clock.advance(Millis(Millis::days(1).0 + 1));
        assert_eq!(world.get("/policy/inspection", None).await.ok()["is_late"], true);
    }
}
