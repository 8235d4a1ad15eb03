//! Somebody else takes the service over, from the refused start to the last consent, on both engines (promise P-132).

use std::process::Command;

use axum::http::StatusCode;
use config::{Config, Database};
use qingyin::Error;
use serde_json::json;

use crate::common::{self, PHONE, World, worlds};

const FIRST: &str = "清音音乐工作室";
const SECOND: &str = "青山音乐有限公司";

/// The same data under a configuration that names somebody, once the service has stopped.
async fn restarted_as(world: World, company: &str) -> World {
    let World { app, clock, codes, mut config, folder, is_sqlite, contract } = world;
    app.stop().await;
    config.operator.company = Some(company.to_owned());
    let app = common::start(&config, &clock, &codes).await;
    World { app, clock, codes, config, folder, is_sqlite, contract }
}

/// What `qingyin holder` says on a stopped service.
fn holder(config: &Config, command: &str, company: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_qingyin"));
    program.args(["holder", command, "--set", &format!("operator.company={company}")]);
    program.arg("--data").arg(&config.data.folder);
    if let Database::Postgres { url, .. } = &config.database {
        program.arg("--database-url").arg(url.expose());
    }
    let output = program.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[tokio::test]
async fn whoever_takes_over_waits_for_the_word_and_everybody_hears_of_it() {
    for world in worlds().await {
        let world = restarted_as(world, FIRST).await;
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        let session = world.get("/session", Some(&token)).await.ok();
        assert_eq!(session["new_holder"], json!(null), "there is one holder");

        let World { app, clock, codes, mut config, folder, is_sqlite, contract } = world;
        app.stop().await;
        config.operator.company = Some(SECOND.to_owned());
        let refused = common::try_start(&config, &clock, &codes).await.map(drop).unwrap_err();
        assert!(matches!(&refused, Error::AnotherHolder { held_by, named } if held_by == FIRST && named == SECOND));
        assert!(refused.to_string().contains("qingyin holder take-over"), "{refused}");

        // The same program has the very same policy, which binds the new holder.
        let said = holder(&config, "take-over", SECOND);
        assert!(said.contains("consents go on under it") && said.contains(SECOND), "{said}");
        let app = common::start(&config, &clock, &codes).await;
        let world = World { app, clock, codes, config, folder, is_sqlite, contract };
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
        let told = &world.get("/session", Some(&token)).await.ok()["new_holder"];
        assert_eq!((told["name"].as_str(), told["keeps_consents"].as_bool()), (Some(SECOND), Some(true)));
        let holders = world.get("/policy/holders", None).await.ok();
        let names: Vec<_> = holders["items"].as_array().unwrap().iter().map(|one| one["name"].as_str()).collect();
        assert_eq!(names, [Some(SECOND), Some(FIRST)]);
    }
}

#[tokio::test]
async fn under_another_policy_a_new_holder_has_nothing_that_nobody_gave_them() {
    for world in worlds().await {
        let world = restarted_as(world, FIRST).await;
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        let consents = consent::Consents::new(world.app.db().clone(), std::sync::Arc::new(world.clock.clone()));
        let taken_over = consents.take_over(SECOND, &"c".repeat(64)).await.unwrap();
        assert_eq!((taken_over.is_bound, taken_over.asked_anew), (false, 1));
        drop(consents);
        let world = restarted_as(world, SECOND).await;
        assert_eq!(world.hear(&token).await.status, StatusCode::NO_CONTENT, "the music plays, and nothing is recorded");
        let consents = world.get("/me/consents", Some(&token)).await.ok();
        let state = |consents: &serde_json::Value| {
            let list = consents["items"].as_array().unwrap();
            list.iter().find(|one| one["purpose"] == "play_history").unwrap()["state"].clone()
        };
        assert_eq!(state(&consents), "asked_anew");
        world.agree(&token, "play_history").await;
        assert_eq!(world.hear(&token).await.status, StatusCode::CREATED);
    }
}
