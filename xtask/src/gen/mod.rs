//! Makes everything that follows from the policy: types, documents, constraints, and the frozen version.
//!
//! Invariant: what is written depends on the policy's sources alone, so that `--check` can compare bytes.

pub(crate) mod freeze;
mod rust;
#[cfg(test)]
mod tests;
mod typescript;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use policy_lang::{CompiledPolicy, constraints, documents, lint, load};

/// Files to be written: path from the project's root to content.
type Outputs = BTreeMap<String, String>;

const TOML_HEAD: &str = "# Made by `cargo xtask gen` from the policy folder; never edited.\n# What the live schema has to show for each table of personal information.\n\n";
const MARKDOWN_HEAD: &str = "<!-- Made by `cargo xtask gen` from the policy folder; never edited. -->\n\n";

/// Anything that stops the generator, in words for a terminal.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// What a run of the generator did.
#[derive(Debug)]
pub struct Report {
    /// Number of files that follow from the policy.
    pub files: usize,
    /// Files whose content differed from what the policy says.
    pub changed: Vec<String>,
    /// Whether nothing was written.
    pub check: bool,
}

impl Report {
    /// Whether the run found files that have to be made anew.
    pub fn is_stale(&self) -> bool {
        self.check && !self.changed.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for path in &self.changed {
            writeln!(formatter, "{} {path}", if self.check { "stale:" } else { "written:" })?;
        }
        match (self.changed.len(), self.check) {
            (0, _) => write!(formatter, "{} generated files are fresh", self.files),
            (stale, true) => write!(formatter, "{stale} generated files are stale; run `cargo xtask gen`"),
            (written, false) => write!(formatter, "{written} of {} generated files written", self.files),
        }
    }
}

/// Generates every file that follows from the policy below `root`; with `check` only compares.
///
/// # Errors
/// Faults of the policy's sources, a published version that would change, or a file that cannot be read or written.
pub fn generate(root: &Path, check: bool) -> Result<Report, Error> {
    let sources = load::read(root).map_err(|error| format!("failed to read policy/: {error}"))?;
    let loaded = load::load(&sources)?;
    let past = freeze::past(root, &loaded.policy.version)?;
    let published = past.iter().map(|version| policy_of(version)).collect::<Result<Vec<_>, _>>()?;
    lint::check(&loaded, &published)?;
    let policy = loaded.policy;

    let mut outputs = Outputs::new();
    let current = freeze::current(root, &policy, &past, &mut outputs)?;
    let mut versions = past;
    versions.push(current);
    outputs.insert("crates/policy/src/generated.rs".to_owned(), rust::types(root, &policy, &versions)?);
    let constraints = format!("{TOML_HEAD}{}", constraints::to_toml(&policy)?);
    outputs.insert("policy/generated/constraints.toml".to_owned(), constraints);
    for document in documents::all(&policy) {
        let path = format!("docs/src/reference/policy/{}/{}.md", document.language, document.id);
        outputs.insert(path, format!("{MARKDOWN_HEAD}{}", document.markdown));
    }
    if root.join("web/src/lib").is_dir() {
        outputs.insert("web/src/lib/policy.gen.ts".to_owned(), typescript::tables(&policy)?);
    }
    settle(root, outputs, check)
}

fn policy_of(version: &freeze::Version) -> Result<CompiledPolicy, Error> {
    let json = version.files.iter().find(|(name, _)| name == "policy.json").map_or("", |(_, content)| content.as_str());
    serde_json::from_str(json)
        .map_err(|error| format!("policy/versions/{}/policy.json: {error}", version.version).into())
}

/// Compares each output with the file, and writes what differs.
fn settle(root: &Path, outputs: Outputs, check: bool) -> Result<Report, Error> {
    let mut report = Report { files: outputs.len(), changed: Vec::new(), check };
    for (path, content) in outputs {
        let full = root.join(&path);
        if std::fs::read_to_string(&full).is_ok_and(|present| present == content) {
            continue;
        }
        if !check {
            let folder = full.parent().unwrap_or(root);
            std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(&full, content))
                .map_err(|error| format!("failed to write {path}: {error}"))?;
        }
        report.changed.push(path);
    }
    Ok(report)
}
