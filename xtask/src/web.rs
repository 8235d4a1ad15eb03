//! Building the web app, and only when something in it has changed.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Error;
use crate::shell;

/// Runs one of npm's scripts in the web app's folder.
///
/// # Errors
/// When the script fails.
pub(crate) fn script(root: &Path, name: &str) -> Result<(), Error> {
    shell::run(shell::command(&root.join("web"), "npm", &["run", "--silent", name]))
}

/// Installs the web app's parts when `package-lock.json` has changed since the last time.
///
/// # Errors
/// When npm fails.
pub(crate) fn install(root: &Path) -> Result<(), Error> {
    let web = root.join("web");
    let stamp = web.join("node_modules/.qingyin-stamp");
    let wanted = digest(&web, &[web.join("package.json"), web.join("package-lock.json"), web.join(".npmrc")])?;
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!("installing the web app's parts");
    shell::run(shell::command(&web, "npm", &["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).map_err(|error| format!("failed to write {}: {error}", stamp.display()).into())
}

/// Builds the web app when any of its sources has changed since the last time.
///
/// # Errors
/// When the build fails.
pub(crate) fn build(root: &Path) -> Result<(), Error> {
    install(root)?;
    let web = root.join("web");
    let stamp = web.join("build/.qingyin-stamp");
    let mut sources = Vec::new();
    for part in ["src", "static", "scripts"] {
        files_below(&web.join(part), &mut sources)?;
    }
    for part in ["package-lock.json", "svelte.config.js", "vite.config.ts", "tsconfig.json"] {
        sources.push(web.join(part));
    }
    let wanted = digest(&web, &sources)?;
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        println!("the web app is built already");
        return Ok(());
    }
    println!("building the web app");
    script(root, "build")?;
    fs::write(&stamp, wanted).map_err(|error| format!("failed to write {}: {error}", stamp.display()).into())
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(|error| format!("failed to read {}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() { files_below(&path, found)? } else { found.push(path) }
    }
    Ok(())
}

/// A digest over names and contents; a file that is missing counts as empty.
fn digest(folder: &Path, files: &[PathBuf]) -> Result<String, Error> {
    let mut files = files.to_vec();
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        let content = if file.exists() { fs::read(&file)? } else { Vec::new() };
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
        digest.update(format!("{name}\0{}\0", content.len()));
        digest.update(content);
    }
    Ok(hex::encode(digest.finalize()))
}
