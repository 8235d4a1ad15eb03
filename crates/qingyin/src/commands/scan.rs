//! `qingyin scan`: one scan, with its progress on the terminal.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use catalog::{Reason, ScanProgress, Scope};
use config::Config;
use units::Clock;

use crate::app::{self, Error};

/// Problems shown from one look into the database.
const PROBLEMS_AT_A_TIME: usize = 100;

pub(super) async fn run(config: Config, clock: Arc<dyn Clock>, full: bool) -> Result<ExitCode, Error> {
    let db = app::open_database(&config).await?;
    let catalog = app::open_catalog(&config, &db, clock).await?;
    let mut progress = catalog.progress();
    let on_terminal = std::io::stderr().is_terminal();
    let shown = tokio::spawn(async move {
        while progress.changed().await.is_ok() {
            let now = progress.borrow_and_update().clone();
            if on_terminal {
                eprint!("\r\x1b[2K{}", line(&now));
                let _ = std::io::stderr().flush();
            }
        }
    });
    let scope = if full { Scope::Everything } else { Scope::Changed };
    let done = catalog.scan(scope).await?;
    shown.abort();
    if on_terminal {
        eprintln!();
    }
    println!("{}", line(&done));
    let mut after = None;
    loop {
        let page = catalog.problems(after, PROBLEMS_AT_A_TIME).await?;
        for problem in page.items {
            let reason = Reason::from_code(&problem.reason_code).map_or("", |reason| reason.text(false));
            println!("  {}: {reason}", problem.shown_path);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(progress: &ScanProgress) -> String {
    format!(
        "{} found, {} read, {} unchanged, {} added, {} changed, {} moved, {} missing, {} problems",
        progress.found,
        progress.read,
        progress.unchanged,
        progress.added,
        progress.changed,
        progress.moved,
        progress.missing,
        progress.problems
    )
}
