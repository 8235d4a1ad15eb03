//! Opening what the service keeps: its database, and apart from it the keys.

use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use config::{Config, Database};
use db::{Db, Location};
use vault::{MasterKey, Vault};

use crate::error::Error;

/// Opens and migrates the service's database.
///
/// # Errors
/// When it cannot be opened, or another process serves it.
pub async fn open_database(config: &Config) -> Result<Db, Error> {
    let (location, readers) = match &config.database {
        Database::Sqlite { path, readers } => {
            if let Some(folder) = path.parent() {
                make_private(folder).map_err(Error::Io)?;
            }
            (Location::Sqlite { path: path.clone() }, *readers)
        }
        Database::Postgres { url, owner_url, readers, .. } => {
            let owner_url = owner_url.as_ref().map(|url| url.expose().to_owned());
            (Location::Postgres { url: url.expose().to_owned(), owner_url }, *readers)
        }
    };
    let options =
        db::Options { location, modules: crate::MODULES.to_vec(), personal_tables: crate::personal_tables(), readers };
    Ok(Db::open(options).await?)
}

/// Makes a folder, and those above it that are missing, into which nobody else may look; one that is there stays as it
/// is.
///
/// # Errors
/// When it cannot be made.
pub(crate) fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Where the keys lie when they are not on a server: beside the master key.
#[must_use]
pub fn key_store_path(config: &Config) -> PathBuf {
    config.vault.master_key_file.with_file_name("keys.db")
}

/// Opens the vault.
///
/// # Errors
/// When the master key or the store of keys cannot be read.
pub async fn open_vault(config: &Config) -> Result<Vault, Error> {
    let master = MasterKey::read_or_make(&config.vault.master_key_file)?;
    let location = match &config.vault.url {
        Some(url) => Location::Postgres { url: url.expose().to_owned(), owner_url: None },
        None => Location::Sqlite { path: key_store_path(config) },
    };
    let options = db::Options {
        location,
        modules: vec![&vault::MIGRATIONS],
        personal_tables: crate::personal_tables(),
        readers: 2,
    };
    Ok(Vault::new(Db::open(options).await?, master))
}
