//! The command line: what can be asked of this program.

mod backup;
mod doctor;
mod holder;
mod incident;
mod policy_command;
mod scan;
mod serve;
mod staff_log;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use config::{Config, Flags, Surroundings};
use units::{Clock, SystemClock, Timestamp};

use crate::app::Error;

/// Qingyin 清音: a self-hosted music service whose privacy policy is its code.
///
/// Start with `qingyin serve --music FOLDER`; the first start prints a one-time link that makes you its operator.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web app and its API until stopped
    Serve,
    /// Scan the music folders once, show the progress, and list what could not be read
    Scan {
        /// Read every file again, also those that have not changed
        #[arg(long)]
        full: bool,
    },
    /// Look for what is wrong with this installation, and say what to do
    Doctor {
        /// Count the rows of every table of the SQLite file, which may be in use
        #[arg(long)]
        rows: bool,
    },
    /// Copy the database into a folder while the service runs; keys are copied only when asked for, and elsewhere
    Backup {
        /// Folder for the copy of the database
        folder: std::path::PathBuf,
        /// Folder for a copy of the keys: keep it apart from the other, and for less long
        #[arg(long, value_name = "FOLDER")]
        keys: Option<std::path::PathBuf>,
    },
    /// Put a copy of the database back, and erase again what people have erased since it was taken
    Restore {
        /// Folder with the copy of the database
        #[arg(required_unless_present = "taken_at")]
        folder: Option<std::path::PathBuf>,
        /// When the copy was begun, as 2026-12-01T03:00:00Z, after a PostgreSQL server has put it back by itself
        #[arg(long, value_name = "TIME", conflicts_with = "folder")]
        taken_at: Option<Timestamp>,
    },
    /// Verify or write out the log of which staff opened whose data, and why
    StaffLog {
        #[command(subcommand)]
        command: staff_log::StaffLogCommand,
    },
    /// Say who runs the service when that changes, and what becomes of what was agreed to
    Holder {
        #[command(subcommand)]
        command: holder::HolderCommand,
    },
    /// Practise handling a security incident
    Incident {
        #[command(subcommand)]
        command: incident::IncidentCommand,
    },
    /// Check or compare versions of the privacy policy
    Policy {
        #[command(subcommand)]
        command: policy_command::PolicyCommand,
    },
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("qingyin: {}", chain(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error and what caused it, on one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

fn run(cli: Cli) -> Result<ExitCode, Error> {
    if let Command::Policy { command } = cli.command {
        return Ok(policy_command::run(command));
    }
    let surroundings = Surroundings::of_this_process().map_err(Error::Io)?;
    let config = Config::load(&cli.flags, &surroundings).map_err(Error::Config)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    start_log(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::Io)?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve => serve::run(config, clock).await,
            Command::Scan { full } => scan::run(config, clock, full).await,
            Command::Doctor { rows } => doctor::run(&config, clock.as_ref(), rows).await,
            Command::Backup { folder, keys } => backup::backup(&config, clock.as_ref(), &folder, keys.as_deref()).await,
            Command::Restore { folder, taken_at } => backup::restore(config, clock, folder.as_deref(), taken_at).await,
            Command::StaffLog { command } => staff_log::run(&config, clock, command).await,
            Command::Holder { command } => holder::run(&config, clock, command).await,
            Command::Incident { command } => incident::run(config, clock, command).await,
            Command::Policy { .. } => Ok(ExitCode::SUCCESS),
        }
    })
}

/// Log lines go to standard error, so that standard output holds only what was asked for.
fn start_log(config: &Config) {
    let on_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let started = tracing::subscriber::set_global_default(crate::log::lines(config, on_terminal, std::io::stderr));
    if started.is_err() {
        eprintln!("qingyin: a log is running already");
    }
}
