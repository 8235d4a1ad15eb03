//! What the workspace's manifests say about its crates.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::Error;

/// One crate of the workspace.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: String,
    /// Its folder, from the project's root.
    pub(crate) folder: PathBuf,
    pub(crate) description: String,
    /// Names of the crates it is built with, whether ours or others'.
    pub(crate) dependencies: Vec<String>,
    /// Names of those that only its tests need.
    pub(crate) test_dependencies: Vec<String>,
}

/// Every member of the workspace, by name.
///
/// # Errors
/// When a manifest cannot be read.
pub(crate) fn crates(root: &Path) -> Result<BTreeMap<String, Crate>, Error> {
    let workspace = read(&root.join("Cargo.toml"))?;
    let members = workspace.get("workspace").and_then(|table| table.get("members")).and_then(Value::as_array);
    let mut found = BTreeMap::new();
    for member in members.ok_or("Cargo.toml names no members")?.iter().filter_map(Value::as_str) {
        let manifest = read(&root.join(member).join("Cargo.toml"))?;
        let text = |key: &str| {
            let value = manifest.get("package").and_then(|package| package.get(key)).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        let mut dependencies = Vec::new();
        let mut test_dependencies = Vec::new();
        collect(&manifest, &mut dependencies, &mut test_dependencies);
        for target in manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values) {
            collect(target.as_table().unwrap_or(&Table::new()), &mut dependencies, &mut test_dependencies);
        }
        let krate = Crate {
            name: text("name"),
            folder: PathBuf::from(member),
            description: text("description"),
            dependencies,
            test_dependencies,
        };
        found.insert(krate.name.clone(), krate);
    }
    Ok(found)
}

fn collect(table: &Table, dependencies: &mut Vec<String>, test_dependencies: &mut Vec<String>) {
    for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
        let names = if kind == "dev-dependencies" { &mut *test_dependencies } else { &mut *dependencies };
        for (name, value) in table.get(kind).and_then(Value::as_table).into_iter().flatten() {
            // A renamed dependency is known by the package it stands for.
            names.push(value.get("package").and_then(Value::as_str).unwrap_or(name).to_owned());
        }
    }
}

/// Reads a TOML file.
///
/// # Errors
/// When the file cannot be read or is not TOML, with its path.
pub(crate) fn read(path: &Path) -> Result<Table, Error> {
    let text = fs::read_to_string(path).map_err(|error| format!("failed to read {}: {error}", path.display()))?;
    text.parse().map_err(|error| format!("{}: {error}", path.display()).into())
}
