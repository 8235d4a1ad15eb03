//! What the database keeps: nothing in clear, and nothing that opens elsewhere.

use db::sql;
use settings::{MIGRATIONS, Trouble, in_force};

use crate::common::{SECRET, base, node, seal, wechat};

sql! {
    static RENAME = "UPDATE stored_settings SET name = $2 WHERE name = $1";
    static SEALED = "SELECT sealed FROM stored_settings ORDER BY name";
}

#[tokio::test]
async fn no_value_stands_in_clear() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        node(&database.db).await.settings.change("sign_in.wechat", &wechat()).await.unwrap();
        let rows: Vec<Vec<u8>> = database.db.catalogue().query(&SEALED, &[], |row| row.get(0)).await.unwrap();
        assert_eq!(rows.len(), 6);
        for value in wechat().values().flatten() {
            for row in &rows {
                assert!(!row.windows(value.len()).any(|window| window == value.as_bytes()), "{value}");
            }
        }
        // On SQLite the files themselves, the log of writes included.
        for entry in std::fs::read_dir(database.folder()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));
        }
    }
}

#[tokio::test]
async fn values_that_were_swapped_do_not_open() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        let db = &database.db;
        node(db).await.settings.change("sign_in.wechat", &wechat()).await.unwrap();
        // Two names change places over a third, because a name is unique.
        let mut tx = db.begin().await.unwrap();
        for (from, to) in [("app_id", "spare"), ("agreement", "app_id"), ("spare", "agreement")] {
            let name = |short: &str| format!("sign_in.wechat.{short}");
            tx.execute(&RENAME, &db::args![name(from), name(to)]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let read = in_force(db, &seal(7), &base(&[])).await.unwrap();
        assert_eq!((read.trouble, read.config.sign_in.providers.any()), (Some(Trouble::Sealed), false));
    }
}

#[tokio::test]
async fn another_master_key_opens_nothing_and_the_service_starts_without() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        node(&database.db).await.settings.change("sign_in.wechat", &wechat()).await.unwrap();
        let read = in_force(&database.db, &seal(8), &base(&[])).await.unwrap();
        assert_eq!((&read.trouble, read.count()), (&Some(Trouble::Sealed), 0));
        assert!(!read.config.sign_in.providers.any());
        let read = in_force(&database.db, &seal(7), &base(&[])).await.unwrap();
        assert!(read.trouble.is_none() && read.config.sign_in.providers.wechat.is_some());
        assert!(!format!("{read:?}").contains(SECRET));
    }
}
