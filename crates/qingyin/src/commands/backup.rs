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
            "the data is on a PostgreSQL server: copy it with pg_dump, and run `qingyin restore` on the result's server",
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

pub(super) async fn restore(config: Config, clock: Arc<dyn Clock>, folder: &Path) -> Result<ExitCode, Error> {
    let record = std::fs::read(folder.join(RECORD)).map_err(Error::Io)?;
    let record: Record = serde_json::from_slice(&record).map_err(Error::Json)?;
    if let Database::Sqlite { path, .. } = &config.database {
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
    let (closed, erased) = rights.replay(record.taken_at).await?;
    let lost = staff.resume_after_restore().await?;
    println!("restored what was saved at {}", record.taken_at);
    println!("erased again since then: {closed} accounts, {erased} kinds of data");
    if lost > 0 {
        println!("the log of staff access lost {lost} entries that the backup did not have, and says so itself");
    }
    Ok(ExitCode::SUCCESS)
}
