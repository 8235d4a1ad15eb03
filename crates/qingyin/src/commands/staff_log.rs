//! `qingyin staff-log`: the chain of what staff opened, verified without the service.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use config::Config;
use http_api::Language;
use staff_access::{Export, Seals, StaffAccess, Verified};
use units::Clock;
use vault::MasterKey;

use crate::app::{self, Error};

#[derive(Debug, Subcommand)]
pub(crate) enum StaffLogCommand {
    /// Go through the chain: of the stopped service, or of an exported file anywhere
    Verify {
        /// A file that `staff-log export` or the operator's page wrote
        file: Option<PathBuf>,
    },
    /// Write the whole log of the stopped service to a file, one JSON object a line
    Export {
        /// The file
        file: PathBuf,
    },
}

pub(super) async fn run(config: &Config, clock: Arc<dyn Clock>, command: StaffLogCommand) -> Result<ExitCode, Error> {
    match command {
        StaffLogCommand::Verify { file: Some(file) } => verify_file(config, &file),
        StaffLogCommand::Verify { file: None } => Ok(tell(&open(config, clock).await?.verify().await?)),
        StaffLogCommand::Export { file } => {
            let export = open(config, clock).await?.export().await?;
            std::fs::write(&file, export.text().map_err(Error::Json)?).map_err(Error::Io)?;
            println!("{} entries are in {}", export.entries.len(), file.display());
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn open(config: &Config, clock: Arc<dyn Clock>) -> Result<StaffAccess, Error> {
    let db = app::open_database(config).await?;
    Ok(StaffAccess::new(db, app::open_vault(config).await?, clock))
}

/// Needs nothing but the file; with the master key at its place the seals are looked at, too.
fn verify_file(config: &Config, file: &Path) -> Result<ExitCode, Error> {
    let export = Export::parse(&std::fs::read_to_string(file).map_err(Error::Io)?)?;
    let seals = MasterKey::read(&config.vault.master_key_file)?.map(|master| Seals::of_master(&master));
    println!("exported at {}", export.exported_at);
    Ok(tell(&export.verify(seals.as_ref())))
}

/// Prints what was found; a broken chain makes the command fail.
fn tell(found: &Verified) -> ExitCode {
    println!("{} entries are whole, up to number {}", found.entries, found.up_to.number);
    println!("hash  {}", found.up_to.hash);
    println!("seals {}", if found.seals_checked { "checked" } else { "not checked: the master key is not here" });
    println!("end   {}", if found.end_checked { "checked" } else { "not checked" });
    match &found.broken {
        None => ExitCode::SUCCESS,
        Some(broken) => {
            println!("BROKEN: {}", broken.told().get(Language::English));
            ExitCode::FAILURE
        }
    }
}
