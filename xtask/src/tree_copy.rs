//! A copy of the tree below `target`, in which code is changed that must never be changed in the tree.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::{Error, shell};

/// One change: `find` occurs exactly once in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    file: String,
    find: String,
    replace: String,
}

/// What is wrong with these edits of the tree: each `find` has to occur exactly once.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn faults(root: &Path, edits: &[Edit]) -> Result<impl Iterator<Item = String>, Error> {
    let mut faults = Vec::new();
    for Edit { file, find, .. } in edits {
        let text = fs::read_to_string(root.join(file)).map_err(|error| format!("failed to read {file}: {error}"))?;
        let count = text.matches(find.as_str()).count();
        if count != 1 {
            faults.push(format!("{find:?} occurs {count} times in {file}"));
        }
    }
    Ok(faults.into_iter())
}

/// The copy.
pub(crate) struct TreeCopy<'a> {
    root: &'a Path,
    folder: PathBuf,
}

impl<'a> TreeCopy<'a> {
    /// Makes the copy `target/{name}` of the tree.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub(crate) fn new(root: &'a Path, name: &str) -> Result<Self, Error> {
        let copy = Self { root, folder: root.join("target").join(name) };
        fs::create_dir_all(&copy.folder)?;
        copy.refresh()?;
        Ok(copy)
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where cargo builds it.
    pub(crate) fn target(&self) -> PathBuf {
        self.folder.join("build")
    }

    /// Makes the edits, each at the first place its text occurs.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub(crate) fn apply(&self, edits: &[Edit]) -> Result<(), Error> {
        for edit in edits {
            let path = self.folder.join(&edit.file);
            let text = fs::read_to_string(&path)?;
            fs::write(&path, text.replacen(&edit.find, &edit.replace, 1))?;
        }
        Ok(())
    }

    /// Makes the copy equal to the tree again; files that are equal keep their time, so that little is built again.
    pub(crate) fn refresh(&self) -> Result<(), Error> {
        let listed = shell::output(shell::command(
            self.root,
            "git",
            &["ls-files", "--cached", "--others", "--exclude-standard"],
        ))?;
        let wanted: Vec<&str> = listed.lines().filter(|path| self.root.join(path).is_file()).collect();
        for path in &wanted {
            let content = fs::read(self.root.join(path))?;
            write_if_different(&self.folder.join(path), &content)?;
        }
        // What the tree has no longer must not linger; modules of the web app are linked, not copied.
        let mut present = Vec::new();
        files_below(&self.folder, &mut present)?;
        for path in present {
            let name = path.strip_prefix(&self.folder).unwrap_or(&path).to_string_lossy().into_owned();
            if !wanted.contains(&name.as_str()) && !name.starts_with("build/") && !name.starts_with("web/") {
                fs::remove_file(&path)?;
            }
        }
        let modules = self.folder.join("web/node_modules");
        if !modules.exists() && self.root.join("web/node_modules").exists() {
            std::os::unix::fs::symlink(self.root.join("web/node_modules"), modules)?;
        }
        Ok(())
    }
}

fn write_if_different(path: &Path, content: &[u8]) -> Result<(), Error> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, content).map_err(|error| format!("failed to write {}: {error}", path.display()).into())
}

/// Files below `folder`, without what cargo built; links are not followed.
fn files_below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && entry.file_name() != "build" {
            files_below(&entry.path(), found)?;
        } else if entry.file_type()?.is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}
