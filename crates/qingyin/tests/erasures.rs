//! What was erased is brought to its end: nothing brings it back, whenever the program ends.

use consent::Erased;
use db::{Db, Location, Options, Sql, args};
use serde_json::json;
use units::Millis;

use crate::common::{self, PHONE, World, worlds};

/// How many rows of an item a member is told of.
async fn held(world: &World, token: &str, item: &str) -> u64 {
    world.held(token).await.into_iter().find(|(id, _)| id == item).map_or(0, |(_, count)| count)
}

/// Ends the program and begins it again, with what happens to its database meanwhile.
async fn begun_again(world: World, meanwhile: impl AsyncFnOnce(config::Database)) -> World {
    let World { app, clock, codes, config, folder, contract, is_sqlite, .. } = world;
    app.stop().await;
    meanwhile(config.database.clone()).await;
    let app = common::start(&config, &clock, &codes).await;
    World { app, clock, codes, config, folder, is_sqlite, contract }
}

#[tokio::test]
async fn a_program_that_ends_before_an_erasure_is_noted_notes_it_when_it_begins_again() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "profile_signature").await;
        let profile = json!({ "signature": "needle在海边长大" });
        world.send("PATCH", "/me", Some(&token), Some(profile)).await.ok();
        let subject: ids::SubjectId =
            world.get("/me", Some(&token)).await.ok()["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(held(&world, &token, "erasure_entry").await, 0);
        let now = units::Clock::now(&world.clock);
        // As far as erasing goes in its own transaction, by a program that ends right after it.
        let world = begun_again(world, async |database| {
            let location = match database {
                config::Database::Sqlite { path, .. } => Location::Sqlite { path },
                config::Database::Postgres { url, .. } => {
                    Location::Postgres { url: url.expose().to_owned(), owner_url: None }
                }
            };
            let (modules, personal_tables) = (qingyin::MODULES.to_vec(), qingyin::personal_tables());
            let db = Db::open(Options { location, modules, personal_tables, readers: 1 }).await.unwrap();
            let erase = "DELETE FROM profile_signatures WHERE subject_id = $1";
            let erase = Sql::generated("test.erase".to_owned(), "rights", erase.to_owned());
            let mut tx = db.begin().await.unwrap();
            assert_eq!(tx.execute(erase, &args![subject]).await.unwrap(), 1);
            let what = Erased::Item("profile_signature".to_owned());
            consent::note_erasure(&mut tx, subject, &what, now).await.unwrap();
            tx.commit().await.unwrap();
        })
        .await;
        world.app.rights().finish_erasures().await.unwrap();
        assert_eq!(held(&world, &token, "erasure_note").await, 0);
        assert_eq!(held(&world, &token, "erasure_entry").await, 1, "it stands beside the keys");
        if world.is_sqlite {
            assert!(world.bytes_on_disk("needle在海边".as_bytes()).is_empty());
        }
    }
}

#[tokio::test]
async fn erasures_are_brought_to_their_end_without_being_asked_for() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        world.agree(&token, "play_history").await;
        world.hear(&token).await;
        assert_eq!(world.delete("/me/data/listen", &token).await.ok()["erased_rows"], 1);
        world.delete("/me/consents/play_history", &token).await.ok();
        // The service does it by itself, within a second where the machine is not busy.
        let finished = async {
            while held(&world, &token, "erasure_note").await > 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), finished)
            .await
            .expect("it comes to its end by itself");
        assert_eq!(held(&world, &token, "erasure_entry").await, 2);
    }
}

#[tokio::test]
async fn a_consent_that_ended_does_not_come_back_with_a_backup() {
    let world = common::world(Location::Sqlite { path: "qingyin.db".into() }).await;
    let token = world.sign_in(PHONE).await;
    for purpose in ["play_history", "profile_signature"] {
        world.agree(&token, purpose).await;
    }
    world.hear(&token).await;
    let config::Database::Sqlite { path, .. } = world.config.database.clone() else { panic!("SQLite") };
    let copy = world.folder.path().join("backup.db");
    let taken_at = units::Clock::now(&world.clock);
    db::copy_sqlite(&path, &copy).await.unwrap();
    world.clock.advance(Millis::minutes(1));
    world.delete("/me/consents/play_history", &token).await.ok();
    // Right after it the program is told to end, which it does in order.
    let world = begun_again(world, async |_| {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
        std::fs::copy(&copy, &path).unwrap();
    })
    .await;
    assert_eq!(held(&world, &token, "listen").await, 1, "the backup knew it");
    assert_eq!(world.app.rights().replay(taken_at).await.unwrap(), (0, 1));
    assert_eq!(held(&world, &token, "listen").await, 0);
    // What is heard from now on is kept no more than before the disaster.
    world.hear(&token).await;
    assert_eq!(held(&world, &token, "listen").await, 0, "the consent ended, and did not begin again");
    let live = held(&world, &token, "grant").await;
    assert_eq!(live, 1, "the other consent stands");
}
