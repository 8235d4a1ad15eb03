//! The promises of the database layer, on both engines.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use db::{Constraint, Db, Engine, Error, Migration, Module, Sql, Value, args, sql};
use testkit::TestDatabase;

static MUSIC: Module = Module {
    // Owned by this test, whose statements carry the name of the package.
    name: "db",
    migrations: &[Migration {
        name: "0001",
        text: "CREATE TABLE songs (id BIGINT PRIMARY KEY, title TEXT NOT NULL CHECK (title <> ''), peak DOUBLE, raw BYTES);
               CREATE TABLE hearings (id BIGINT PRIMARY KEY, song_id BIGINT NOT NULL REFERENCES songs (id) ON DELETE CASCADE);",
    }],
};
static FOREIGN: Module = Module {
    name: "somebody_else",
    migrations: &[Migration { name: "0001", text: "CREATE TABLE secrets (id BIGINT PRIMARY KEY, secret TEXT);" }],
};

sql! {
    static ADD = "INSERT INTO songs (id, title, peak, raw) VALUES ($1, $2, $3, $4)";
    static ADD_HEARING = "INSERT INTO hearings (id, song_id) VALUES ($1, $2)";
    static SONGS = "SELECT id, title, peak, raw FROM songs ORDER BY title";
    static COUNT = "SELECT count(*) FROM songs";
    static HEARINGS = "SELECT count(*) FROM hearings";
    static REMOVE = "DELETE FROM songs WHERE id = $1";
    static GO_ON = "UPDATE songs SET title = title || $2 WHERE id = $1";
    static SWAPPED = "SELECT id FROM songs WHERE title = $2 AND id = $1";
    static FORGE = "INSERT INTO secrets (id, secret) VALUES ($1, $2)";
    static PEEK = "SELECT count(*) FROM secrets";
    static DROP_ALL = "DROP TABLE songs";
}

type Song = (i64, String, Option<f64>, Option<Vec<u8>>);

async fn databases() -> Vec<TestDatabase> {
    testkit::databases(&[&MUSIC, &FOREIGN], &["secrets"]).await
}

async fn add(db: &Db, id: i64, title: &str) -> db::Result<()> {
    let mut tx = db.begin().await?;
    tx.execute(&ADD, &args![id, title, 0.5, vec![1_u8, 2]]).await?;
    tx.commit().await
}

async fn titles(db: &Db) -> Vec<String> {
    db.catalogue().query(&SONGS, &[], |row| row.get(1)).await.unwrap()
}

async fn count(db: &Db) -> i64 {
    db.catalogue().query_one(&COUNT, &[], |row| row.get(0)).await.unwrap()
}

#[tokio::test]
async fn values_come_back_as_they_went_in() {
    for test in databases().await {
        let mut tx = test.db.begin().await.unwrap();
        tx.execute_many(
            &ADD,
            &[
                args![2_i64, "晴天", 0.25, vec![0_u8, 255]].to_vec(),
                args![i64::MAX, "Ω", Value::Null, Value::Null].to_vec(),
            ],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let songs: Vec<Song> = test
            .db
            .catalogue()
            .query(&SONGS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .await
            .unwrap();
        assert_eq!(
            songs,
            [(i64::MAX, "Ω".to_owned(), None, None), (2, "晴天".to_owned(), Some(0.25), Some(vec![0, 255]))]
        );
        let found: Option<i64> =
            test.db.catalogue().query_optional(&SWAPPED, &args![2_i64, "晴天"], |row| row.get(0)).await.unwrap();
        assert_eq!(found, Some(2), "$2 before $1 binds by number");
    }
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    for test in databases().await {
        let mut tx = test.db.begin().await.unwrap();
        tx.execute(&ADD, &args![1_i64, "a", 0.0, Value::Null]).await.unwrap();
        drop(tx);
        assert_eq!(count(&test.db).await, 0);
        add(&test.db, 1, "a").await.unwrap();
        assert_eq!(count(&test.db).await, 1);
    }
}

#[tokio::test]
async fn broken_rules_have_names_and_write_nothing() {
    for test in databases().await {
        add(&test.db, 1, "a").await.unwrap();
        let unique = add(&test.db, 1, "b").await.unwrap_err();
        assert!(unique.is_constraint(Constraint::Unique), "{unique}");
        let check = add(&test.db, 2, "").await.unwrap_err();
        assert!(check.is_constraint(Constraint::Check), "{check}");
        let mut tx = test.db.begin().await.unwrap();
        let foreign = tx.execute(&ADD_HEARING, &args![1_i64, 99_i64]).await.unwrap_err();
        assert!(foreign.is_constraint(Constraint::ForeignKey), "{foreign}");
        drop(tx);
        let mut tx = test.db.begin().await.unwrap();
        let missing = tx.execute(&ADD, &args![3_i64, Value::Null, 0.0, Value::Null]).await.unwrap_err();
        assert!(missing.is_constraint(Constraint::NotNull), "{missing}");
        drop(tx);
        assert_eq!(count(&test.db).await, 1);
    }
}

#[tokio::test]
async fn deletion_follows_foreign_keys() {
    for test in databases().await {
        add(&test.db, 1, "a").await.unwrap();
        let mut tx = test.db.begin().await.unwrap();
        tx.execute(&ADD_HEARING, &args![5_i64, 1_i64]).await.unwrap();
        assert_eq!(tx.execute(&REMOVE, &args![1_i64]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let left: i64 = test.db.service().query_one(&HEARINGS, &[], |row| row.get(0)).await.unwrap();
        assert_eq!(left, 0);
    }
}

#[tokio::test]
async fn the_catalogue_view_cannot_see_personal_tables() {
    for test in databases().await {
        let refused = test.db.catalogue().query_one(&PEEK, &[], |row| row.get::<i64>(0)).await.unwrap_err();
        assert!(matches!(refused, Error::Refused { statement: "db.PEEK", .. }), "{refused}");
        assert_eq!(test.db.service().query_one(&PEEK, &[], |row| row.get::<i64>(0)).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_table_that_becomes_personal_is_hidden_from_the_catalogue_at_the_next_start() {
    for test in databases().await {
        assert!(test.db.catalogue().query_one(&COUNT, &[], |row| row.get::<i64>(0)).await.is_ok());
        let personal_tables = ["secrets", "songs"].map(str::to_owned).into();
        let (location, modules) = (test.location.clone(), vec![&MUSIC, &FOREIGN]);
        drop(test.db);
        let db = Db::open(db::Options { location, modules, personal_tables, readers: 1 }).await.unwrap();
        assert!(db.catalogue().query_one(&COUNT, &[], |row| row.get::<i64>(0)).await.is_err(), "{:?}", db.engine());
        // The service itself still reads and writes it.
        add(&db, 1, "晴天").await.unwrap();
        assert_eq!(db.service().query_one(&COUNT, &[], |row| row.get::<i64>(0)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn the_connection_refuses_changes_of_the_schema() {
    for test in databases().await {
        let mut tx = test.db.begin().await.unwrap();
        let refused = tx.execute(&DROP_ALL, &[]).await.unwrap_err();
        assert!(matches!(refused, Error::Refused { .. }), "{refused}");
    }
}

#[tokio::test]
async fn sqlite_refuses_a_write_by_a_crate_that_does_not_own_the_table() {
    for test in databases().await.into_iter().filter(|test| test.db.engine() == Engine::Sqlite) {
        let mut tx = test.db.begin().await.unwrap();
        let refused = tx.execute(&FORGE, &args![1_i64, "x"]).await.unwrap_err();
        assert!(matches!(refused, Error::Refused { owner: "db", .. }), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_commits_are_all_kept() {
    for test in databases().await {
        let db = Arc::new(test.db.clone());
        let tasks: Vec<_> = (0..64_i64)
            .map(|id| {
                let db = Arc::clone(&db);
                tokio::spawn(async move {
                    // Every fourth transaction is given up; its neighbours in the same flush must not notice.
                    let mut tx = db.begin().await.unwrap();
                    tx.execute(&ADD, &args![id, "t", 0.0, Value::Null]).await.unwrap();
                    if id % 4 == 0 { drop(tx) } else { tx.commit().await.unwrap() }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(count(&db).await, 48);
    }
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_block_the_next() {
    for test in databases().await {
        let mut tx = test.db.begin().await.unwrap();
        tx.execute(&ADD, &args![1_i64, "a", 0.0, Value::Null]).await.unwrap();
        {
            let commit = tx.commit();
            tokio::pin!(commit);
            // Polled once, then dropped: whether it was kept is open, but the writer must be free again.
            let _ = futures_util::poll!(commit.as_mut());
        }
        add(&test.db, 2, "b").await.unwrap();
        assert!(count(&test.db).await >= 1);
    }
}

#[tokio::test]
async fn statements_sent_together_run_in_their_order_and_all_or_none() {
    for test in databases().await {
        add(&test.db, 1, "始").await.unwrap();
        let whole = |letters: &[String]| [format!("始{}", letters.concat())];
        // More than are sent ahead at once.
        let letters: Vec<String> =
            (0..150_u32).filter_map(|at| char::from_u32(0x4e00 + at)).map(String::from).collect();
        let all: Vec<(&'static Sql, Vec<Value>)> =
            letters.iter().map(|letter| (&GO_ON, args![1_i64, letter.as_str()].to_vec())).collect();
        let mut tx = test.db.begin().await.unwrap();
        assert_eq!(tx.execute_each(&all).await.unwrap(), vec![1; all.len()]);
        tx.commit().await.unwrap();
        assert_eq!(titles(&test.db).await, whole(&letters));

        let mut tx = test.db.begin().await.unwrap();
        let twice: [(&'static Sql, Vec<Value>); 3] = [
            (&REMOVE, args![1_i64].to_vec()),
            (&ADD_HEARING, args![1_i64, 99_i64].to_vec()),
            (&ADD, args![2_i64, "b", 0.0, Value::Null].to_vec()),
        ];
        let error = tx.execute_each(&twice).await.unwrap_err();
        assert!(error.is_constraint(Constraint::ForeignKey), "{error}");
        drop(tx);
        assert_eq!(titles(&test.db).await, whole(&letters));
    }
}

#[tokio::test]
async fn after_a_statement_that_nobody_waited_for_nothing_more_runs() {
    for test in databases().await.into_iter().filter(|test| test.db.engine() == Engine::Postgres) {
        let mut tx = test.db.begin().await.unwrap();
        {
            let row = args![1_i64, "a", 0.0, Value::Null];
            let first = tx.execute(&ADD, &row);
            tokio::pin!(first);
            let _ = futures_util::poll!(first.as_mut());
        }
        assert!(matches!(tx.execute(&REMOVE, &args![1_i64]).await, Err(Error::Commit(_))));
        assert!(matches!(tx.commit().await, Err(Error::Commit(_))));
        // Whatever arrived was undone.
        assert_eq!(count(&test.db).await, 0);
    }
}

#[tokio::test]
async fn a_second_server_is_told_who_holds_the_file() {
    for test in databases().await.into_iter().filter(|test| test.db.engine() == Engine::Sqlite) {
        let options = db::Options {
            location: test.location.clone(),
            modules: vec![&MUSIC],
            personal_tables: std::collections::BTreeSet::new(),
            readers: 1,
        };
        let error = Db::open(options).await.unwrap_err();
        assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
    }
}

#[tokio::test]
async fn an_edited_migration_is_refused() {
    static EDITED: Module =
        Module { name: "db", migrations: &[Migration { name: "0001", text: "CREATE TABLE songs (id BIGINT);" }] };
    for test in databases().await {
        let options = db::Options {
            location: test.location.clone(),
            modules: vec![&EDITED],
            personal_tables: std::collections::BTreeSet::new(),
            readers: 1,
        };
        drop(test.db);
        let error = Db::open(options).await.unwrap_err();
        assert!(matches!(error, Error::Migration { name: "0001", .. }), "{error}");
    }
}

#[tokio::test]
async fn deleted_bytes_are_gone_from_the_sqlite_files() {
    for test in databases().await.into_iter().filter(|test| test.db.engine() == Engine::Sqlite) {
        for id in 0..200 {
            add(&test.db, id, &format!("remnant-{id:04}-needle")).await.unwrap();
        }
        for id in 0..200_i64 {
            let mut tx = test.db.begin().await.unwrap();
            tx.execute(&REMOVE, &args![id]).await.unwrap();
            tx.commit().await.unwrap();
        }
        test.db.purge(&[]).await.unwrap();
        for entry in std::fs::read_dir(test.folder()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(!bytes.windows(6).any(|window| window == b"needle"));
        }
    }
}

#[tokio::test]
async fn columns_are_listed_alike() {
    let mut lists = Vec::new();
    for test in databases().await {
        lists.push(test.db.columns().await.unwrap());
    }
    assert!(lists[0].contains(&("songs".to_owned(), "title".to_owned())));
    assert!(lists.windows(2).all(|pair| pair[0] == pair[1]));
}

/// Whoever remembers what they read under a number may go on as long as the number is the same.
#[tokio::test]
async fn a_commit_has_its_number_before_it_is_told() {
    for test in databases().await {
        let before = test.db.commits();
        assert_eq!(before.is_some(), test.db.engine() == Engine::Sqlite, "other nodes write to a server");
        let mut tx = test.db.begin().await.unwrap();
        tx.execute(&ADD, &args![1_i64, "晴天", 0.5, Value::Null]).await.unwrap();
        assert_eq!(test.db.commits(), before, "nothing can be read of it yet");
        tx.commit().await.unwrap();
        assert!(before.is_none() || test.db.commits() > before);
        // Reading changes nothing.
        let after = test.db.commits();
        assert_eq!(count(&test.db).await, 1);
        assert_eq!(test.db.commits(), after);
        // Each commit of a shared flush is told after the number has changed.
        let adding = (2..18).map(|id| {
            let db = test.db.clone();
            tokio::spawn(async move {
                let before = db.commits();
                add(&db, id, "一").await.unwrap();
                assert!(before.is_none() || db.commits() > before);
            })
        });
        for added in adding.collect::<Vec<_>>() {
            added.await.unwrap();
        }
    }
}
