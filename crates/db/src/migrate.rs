//! Migrations: forward only, each applied once and never edited afterwards.

use sha2::{Digest, Sha256};

use crate::Engine;
use crate::ddl::{self, TableChange, TableOwners};
use crate::error::{Error, Result};

/// One step of a module's schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its name, such as `0001_listens`; steps are applied in the order in which they are listed.
    pub name: &'static str,
    /// Its text in the portable dialect.
    pub text: &'static str,
}

impl Migration {
    /// What one engine is told.
    #[must_use]
    pub fn statements(&self, engine: Engine) -> Vec<String> {
        ddl::translate(self.text, engine)
    }

    /// The text's SHA-256 in hexadecimal; an applied migration must keep it.
    #[must_use]
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.text.as_bytes()))
    }
}

/// The tables of one crate.
#[derive(Debug)]
pub struct Module {
    /// The crate.
    pub name: &'static str,
    /// Its steps.
    pub migrations: &'static [Migration],
}

/// Declares a crate's migrations: `db::migrations!["0001_listens"]` reads `migrations/0001_listens.sql`
/// and makes the public static `MIGRATIONS`.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// The tables of this crate.
        pub static MIGRATIONS: $crate::Module = $crate::Module {
            name: env!("CARGO_PKG_NAME"),
            migrations: &[$($crate::Migration {
                name: $name,
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql")),
            }),*],
        };
    };
}

pub(crate) const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migrations \
    (module TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (module, name))";

/// Which crate owns each table, told from the migrations.
#[must_use]
pub fn owners(modules: &[&'static Module]) -> TableOwners {
    let mut owners = TableOwners::new();
    for module in modules {
        for migration in module.migrations {
            for statement in ddl::statements(migration.text) {
                match ddl::table_change(&statement) {
                    Some(TableChange::Created(table)) => drop(owners.insert(table, module.name)),
                    Some(TableChange::Dropped(table)) => drop(owners.remove(&table)),
                    // A table that is made anew takes the old one's name in the end.
                    Some(TableChange::Renamed(before, after)) => {
                        owners.remove(&before);
                        owners.insert(after, module.name);
                    }
                    None => {}
                }
            }
        }
    }
    owners
}

/// Whether this step still has to be applied.
pub(crate) fn is_due(module: &Module, migration: &Migration, applied: Option<&str>) -> Result<bool> {
    match applied {
        None => Ok(true),
        Some(hash) if hash == migration.hash() => Ok(false),
        Some(_) => Err(Error::Migration {
            module: module.name,
            name: migration.name,
            detail: "it was applied to this database and has been edited since; \
                     restore its text and add a new migration instead"
                .to_owned(),
        }),
    }
}
