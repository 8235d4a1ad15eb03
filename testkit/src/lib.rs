//! Databases for tests: each store test runs on SQLite and on PostgreSQL.
//!
//! SQLite lives in a temporary folder. PostgreSQL is the server that `QINGYIN_TEST_POSTGRES` names;
//! `cargo xtask test` starts one and sets it, and sets `QINGYIN_TEST_BOTH_ENGINES`, which turns a missing server
//! into a failure, so that a green run has tried both.

mod authenticator;
mod misuse;
mod signer;
mod sound;
mod template;

use std::collections::BTreeSet;

use db::{Db, Location, Module, Options};

pub use authenticator::{Asserted, Authenticator};
pub use misuse::misuse_is_refused;
pub use signer::Signer;
pub use sound::{numbers, tune, write_wav};

/// A database that goes away with this value.
#[derive(Debug)]
pub struct TestDatabase {
    /// The database.
    pub db: Db,
    /// Where it is; a test opens it a second time through this.
    pub location: Location,
    folder: tempfile::TempDir,
}

impl TestDatabase {
    /// A folder of its own, in which SQLite's file lies and a test may put others.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// One fresh, migrated database for each engine at hand.
///
/// # Panics
/// When an engine that must be there is not, so that a test never passes for want of a database.
pub async fn databases(modules: &[&'static Module], personal_tables: &[&str]) -> Vec<TestDatabase> {
    let mut found = Vec::new();
    let personal_tables: BTreeSet<String> = personal_tables.iter().map(|&table| table.to_owned()).collect();
    for location in locations(modules, &personal_tables).await {
        let folder = tempfile::tempdir().expect("a temporary folder for the test");
        let location = match location {
            Location::Sqlite { .. } => Location::Sqlite { path: folder.path().join("qingyin.db") },
            postgres @ Location::Postgres { .. } => postgres,
        };
        let options = Options {
            location: location.clone(),
            modules: modules.to_vec(),
            personal_tables: personal_tables.clone(),
            readers: 2,
        };
        let db = Db::open(options).await.expect("a fresh database opens and migrates");
        found.push(TestDatabase { db, location, folder });
    }
    found
}

/// A fresh place for each engine at hand, for these tables; PostgreSQL's database has them already.
///
/// # Panics
/// As [`databases`].
pub async fn locations(modules: &[&'static Module], personal_tables: &BTreeSet<String>) -> Vec<Location> {
    let mut found = vec![Location::Sqlite { path: "qingyin.db".into() }];
    match std::env::var("QINGYIN_TEST_POSTGRES") {
        Ok(server) => found.push(template::copy(&server, modules, personal_tables).await),
        Err(_) => assert!(
            std::env::var_os("QINGYIN_TEST_BOTH_ENGINES").is_none(),
            "QINGYIN_TEST_BOTH_ENGINES is set and QINGYIN_TEST_POSTGRES is not: start through `cargo xtask test`"
        ),
    }
    found
}
