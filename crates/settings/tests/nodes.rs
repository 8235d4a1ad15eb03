//! What one node saved, the others take.

use db::Db;
use settings::{Error, LOOK_EVERY, MIGRATIONS, Trouble};

use crate::common::{base, changes, is_console, node, node_of, seal, wechat};

#[tokio::test]
async fn another_node_takes_what_was_saved_and_what_was_removed() {
    assert!(LOOK_EVERY.as_millis() < 2_000, "within two seconds");
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        let (here, there) = (node(&database.db).await, node(&database.db).await);
        assert!(!there.settings.look_again().await.unwrap());
        here.settings.change("sign_in.wechat", &wechat()).await.unwrap();
        assert!(there.settings.look_again().await.unwrap());
        assert!(there.heard.last().sign_in.providers.wechat.is_some());
        assert!(!there.settings.look_again().await.unwrap(), "once is enough");
        assert!(!here.settings.look_again().await.unwrap(), "who saved it knows");
        assert_eq!((here.heard.count(), there.heard.count()), (1, 1));
        there.settings.forget_all().await.unwrap();
        assert!(here.settings.look_again().await.unwrap());
        assert!(!here.heard.last().sign_in.providers.any());
    }
}

#[tokio::test]
async fn two_nodes_that_save_at_once_lose_nothing() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        let (here, there) = (node(&database.db).await, node(&database.db).await);
        let simulator = changes(&[("sign_in.simulator", Some("http://127.0.0.1:4650"))]);
        let apple = changes(&[("sign_in.apple.services_id", Some("example.music.web"))]);
        let (one, other) = tokio::join!(
            here.settings.change("sign_in.simulator", &simulator),
            there.settings.change("sign_in.apple", &apple)
        );
        one.unwrap();
        other.unwrap();
        let providers = node(&database.db).await.settings.in_force().config.sign_in.providers.clone();
        assert!(providers.simulator.is_some() && providers.apple_services_id.is_some());
    }
}

#[tokio::test]
async fn what_does_not_open_is_told_left_alone_and_removed_on_demand() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        node(&database.db).await.settings.change("sign_in.wechat", &wechat()).await.unwrap();
        let other_key = node_of(&database.db, base(&[]), seal(8)).await;
        let console = changes(&[("sms.gateway", Some("console"))]);
        assert!(matches!(other_key.settings.change("sms", &console).await, Err(Error::Sealed)));
        assert_eq!(rows(&database.db).await, 6, "what may yet be restored stays");
        other_key.settings.forget_all().await.unwrap();
        assert!(other_key.settings.in_force().trouble.is_none());
        other_key.settings.change("sms", &console).await.unwrap();
        assert_eq!(rows(&database.db).await, 1);
        assert!(is_console(&other_key.heard.last()));
    }
}

#[tokio::test]
async fn what_the_file_makes_unfit_is_told_and_can_be_corrected() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        node(&database.db).await.settings.change("sign_in.wechat", &wechat()).await.unwrap();
        let mut tx = database.db.begin().await.unwrap();
        tx.execute(&REMOVE_SECRET, &[]).await.unwrap();
        tx.commit().await.unwrap();
        let node = node(&database.db).await;
        let told = node.settings.in_force();
        let Some(Trouble::Unfit(problems)) = &told.trouble else { panic!("{told:?}") };
        assert_eq!(problems.0[0].place, "sign_in.wechat.app_secret");
        assert!(!told.config.sign_in.providers.any());
        let secret = changes(&[("sign_in.wechat.app_secret", Some("anew"))]);
        node.settings.change("sign_in.wechat", &secret).await.unwrap();
        assert!(node.heard.last().sign_in.providers.wechat.is_some());
    }
}

db::sql! {
    static ROWS = "SELECT count(*) FROM stored_settings";
    static REMOVE_SECRET = "DELETE FROM stored_settings WHERE name = 'sign_in.wechat.app_secret'";
}

async fn rows(db: &Db) -> u64 {
    db.catalogue().query_one(&ROWS, &[], |row| row.get(0)).await.unwrap()
}
