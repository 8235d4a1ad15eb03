//! Background work of the catalogue; each job is safe to run twice and to stop anywhere.

use crate::catalog::Catalog;
use crate::error::Error;
use crate::scan::{Scope, watch};

/// How many covers are looked at between two commits.
const COVERS_AT_A_TIME: u32 = 32;

/// Compares the whole library with what is known, and tells what it did in a sentence.
///
/// # Errors
/// Those of [`Catalog::scan`]; one that is running already counts as done.
pub async fn scan(catalog: &Catalog) -> Result<String, Error> {
    match catalog.scan(Scope::Changed).await {
        Ok(done) => {
            let text = format!(
                "{} found, {} added, {} changed, {} moved, {} missing, {} problems",
                done.found, done.added, done.changed, done.moved, done.missing, done.problems
            );
            color_covers(catalog).await?;
            Ok(text)
        }
        Err(Error::ScanRunning) => Ok("a scan is running already".to_owned()),
        Err(error) => Err(error),
    }
}

/// Tells the colours of all covers that were not looked at yet, and how many there were.
///
/// # Errors
/// Those of the database.
pub async fn color_covers(catalog: &Catalog) -> Result<usize, Error> {
    let mut colored = 0;
    loop {
        let done = catalog.color_covers(COVERS_AT_A_TIME).await?;
        colored += done;
        if done == 0 {
            return Ok(colored);
        }
    }
}

/// Watches the music folders and scans what changes, until it is dropped.
///
/// # Errors
/// [`Error::Watch`] when the folders cannot be watched; the periodic scan serves then.
pub async fn watch_folders(catalog: &Catalog) -> Result<(), Error> {
    let mut watcher = watch(catalog.folders())?;
    let mut progress = catalog.progress();
    while let Some(scope) = watcher.next().await {
        loop {
            match catalog.scan(scope.clone()).await {
                Ok(_) => break,
                // Another scan may have passed the changed folder already: look once more when it is done.
                Err(Error::ScanRunning) => {
                    if progress.changed().await.is_err() {
                        return Ok(());
                    }
                }
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "a change was not scanned");
                    break;
                }
            }
        }
        if let Err(error) = color_covers(catalog).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "covers were not looked at");
        }
    }
    Ok(())
}
