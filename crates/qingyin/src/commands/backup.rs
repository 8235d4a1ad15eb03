//! `qingyin backup` and `qingyin restore`.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use config::{Config, Database};
use serde::{Deserialize, Serialize};
use units::{Clock, Timestamp};

use crate::app::{self, Error};
use crate::stores::make_private;

/// The copy of the database inside a backup's folder.
const DATABASE: &str = "qingyin.db";
/// What tells when the copy was taken.
const RECORD: &str = "backup.json";

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    taken_at: Timestamp,
    version: String,
    /// The country in which the copy was to be kept; absent from copies of earlier versions.
    #[serde(default)]
    region: Option<String>,
}

pub(super) async fn backup(
    config: &Config,
    clock: &dyn Clock,
    folder: &Path,
    keys: Option<&Path>,
) -> Result<ExitCode, Error> {
    let Database::Sqlite { path, .. } = &config.database else {
        return Err(Error::Told(
            "the data is on a PostgreSQL server: copy it with pg_dump and note when that began; after pg_restore run \
             `qingyin restore --taken-at` with that time before the service starts",
        ));
    };
    if let Some(problem) = config.check_backup(&policy::current().storage_regions) {
        return Err(Error::Config(config::Problems(vec![problem])));
    }
    make_private(folder).map_err(Error::Io)?;
    // Before the copy: what is erased while it is made counts as erased since.
    let record = Record {
        taken_at: clock.now(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        region: config.data.backup_region.clone(),
    };
    db::copy_sqlite(path, &folder.join(DATABASE)).await?;
    std::fs::write(folder.join(RECORD), serde_json::to_vec_pretty(&record).map_err(Error::Json)?).map_err(Error::Io)?;
    println!("the database is in {}", folder.display());
    if let Some(keys) = keys {
        make_private(keys).map_err(Error::Io)?;
        db::copy_sqlite(&app::key_store_path(config), &keys.join("keys.db")).await?;
        std::fs::copy(&config.vault.master_key_file, keys.join("master.key")).map_err(Error::Io)?;
        println!(
            "the keys are in {}; destroy them when their time is over, or erasure does not reach this copy",
            keys.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts back the copy in `folder`; without one, only erases again what was erased since `taken_at`, in the database that
/// the PostgreSQL server has put back.
pub(super) async fn restore(
    config: Config,
    clock: Arc<dyn Clock>,
    folder: Option<&Path>,
    taken_at: Option<Timestamp>,
) -> Result<ExitCode, Error> {
    let taken_at = match (folder, taken_at, &config.database) {
        (Some(folder), ..) => {
            let record = std::fs::read(folder.join(RECORD)).map_err(Error::Io)?;
            let record: Record = serde_json::from_slice(&record).map_err(Error::Json)?;
            record.taken_at
        }
        (None, Some(taken_at), Database::Postgres { .. }) => taken_at,
        (None, ..) => {
            return Err(Error::Told(
                "the database is a file: name the folder that `qingyin backup` wrote, which says when it was taken",
            ));
        }
    };
    if let (Some(folder), Database::Sqlite { path, .. }) = (folder, &config.database) {
        if path.exists() {
            return Err(Error::Told(
                "there is a database in the data folder; move it away first, so that nothing is lost by mistake",
            ));
        }
        if let Some(parent) = path.parent() {
            make_private(parent).map_err(Error::Io)?;
        }
        std::fs::copy(folder.join(DATABASE), path).map_err(Error::Io)?;
    }
    let db = app::open_database(&config).await?;
    let vault = app::open_vault(&config).await?;
    let staff = staff_access::StaffAccess::new(db.clone(), vault.clone(), Arc::clone(&clock));
    let rights = app::open_rights(&config, &db, &vault, clock);
    let (closed, erased) = rights.replay(taken_at).await?;
    let lost = staff.resume_after_restore().await?;
    println!("restored what was saved at {taken_at}");
    println!("erased again since then: {closed} accounts, {erased} kinds of data");
    if lost > 0 {
        println!("the log of staff access lost {lost} entries that the backup did not have, and says so itself");
    }
    Ok(ExitCode::SUCCESS)
}
