//! `qingyin incident`: practising what nobody wants to do for the first time when it matters.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use config::{Config, Database};
use incidents::drill;
use units::Clock;

use crate::app::{self, Error};

#[derive(Debug, Subcommand)]
pub(crate) enum IncidentCommand {
    /// Let an incident concern many invented people, tell them all, print how long it took, and leave nothing behind
    Drill {
        /// How many people
        #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
        people: u64,
    },
}

pub(super) async fn run(config: Config, clock: Arc<dyn Clock>, command: IncidentCommand) -> Result<ExitCode, Error> {
    let IncidentCommand::Drill { people } = command;
    // A database and keys of their own, which go with this folder; the service's are not opened.
    let scratch = tempfile::tempdir().map_err(Error::Io)?;
    let mut config = config;
    config.database = Database::Sqlite { path: scratch.path().join("drill.db"), readers: 2 };
    config.vault.master_key_file = scratch.path().join("keys/master.key");
    config.vault.url = None;
    let db = app::open_database(&config).await?;
    let vault = app::open_vault(&config).await?;
    let rights = app::open_rights(&config, &db, &vault, Arc::clone(&clock));
    let staff = staff_access::StaffAccess::new(db.clone(), vault, Arc::clone(&clock));
    let incidents = app::open_incidents(&config, &db, &rights, &staff, Arc::clone(&clock));
    let drilled = drill::run(&incidents, &db, people, clock.as_ref()).await?;
    drop((incidents, staff, rights, db));
    scratch.close().map_err(Error::Io)?;
    println!("{} people told, {} without an account", drilled.told, drilled.unreachable);
    if drilled.is_public {
        println!("a public notice was made for those without an account");
    }
    println!("from opening the incident to the last notice: {} ms", drilled.took.0);
    println!("nothing of it is left");
    if drilled.took > drill::BAR {
        println!("BAD  it took longer than ten minutes");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
