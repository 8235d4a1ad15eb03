//! Other people's clients that judge the service: each drives every call it has, and a table says how they ended.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::run::target_folder;
use crate::service::Service;
use crate::setup::Purpose;
use crate::{Error, setup, shell, web};

/// A client, and the script of ours that drives it.
struct Judge {
    name: &'static str,
    script: &'static str,
    is_python: bool,
}

const JUDGES: &[Judge] = &[
    Judge { name: "py-opensonic", script: "py_opensonic.py", is_python: true },
    Judge { name: "subsonic-api", script: "subsonic_api.mjs", is_python: false },
    Judge { name: "mopidy-subidy", script: "mopidy_plays.py", is_python: true },
];

/// How a script tells what became of one call.
#[derive(Debug, Deserialize)]
struct Tried {
    call: String,
    outcome: Outcome,
    note: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
enum Outcome {
    #[serde(rename = "passed")]
    Passed,
    #[serde(rename = "failed")]
    Failed,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "FAILED",
        }
    }
}

/// How an app signs in as the member that was made for the judges.
#[derive(Deserialize)]
struct Member {
    user: String,
    password: String,
    api_key: String,
}

/// Builds what the judges need, and runs them.
///
/// # Errors
/// When something is missing or does not build, and those of [`run`].
pub(crate) fn build_and_run(root: &Path) -> Result<(), Error> {
    setup::prepare(Purpose::Test)?;
    setup::judges()?;
    web::build(root)?;
    shell::run(shell::command(root, "cargo", &["build", "--workspace", "--bins", "--locked"]))?;
    run(root)
}

/// Installs the judges, starts the service with the demo library and lets each judge it.
///
/// # Errors
/// When something cannot be installed, or a judge finds a fault; every one is in the table.
pub(crate) fn run(root: &Path) -> Result<(), Error> {
    let folder = root.join("judges");
    // mopidy is the system's, with its bindings to GStreamer; the rest is ours alone.
    let python = install(&folder, &target_folder(root).join("judges/python"), &["--system-site-packages"])?;
    let service = Service::start(root, "judges")?;
    let mut command = Command::new(&python);
    command.arg(folder.join("member.py")).arg(service.address()).arg(service.output());
    let member: Member = serde_json::from_str(shell::output(command)?.trim())?;
    let mut verdict = Verdict::default();
    for judge in JUDGES {
        let own = own_folder(root, judge.name)?;
        let mut command = Command::new(if judge.is_python { python.clone() } else { PathBuf::from("node") });
        command.arg(folder.join(judge.script)).current_dir(&own).env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("JUDGE_ADDRESS", service.address()).env("JUDGE_MUSIC", root.join("demo/music"));
        command.env("JUDGE_USER", &member.user).env("JUDGE_PASSWORD", &member.password);
        command.env("JUDGE_API_KEY", &member.api_key).env("JUDGE_FOLDER", &own);
        verdict.hear(judge.name, command)?;
    }
    verdict.tell()
}

/// A folder of a judge's own, which is empty: what an earlier run left behind must not be taken for this one's.
pub(crate) fn own_folder(root: &Path, name: &str) -> Result<PathBuf, Error> {
    let own = target_folder(root).join("judges").join(name);
    if own.exists() {
        fs::remove_dir_all(&own)?;
    }
    fs::create_dir_all(&own)?;
    Ok(own)
}

/// What several judges have found, a column for each.
#[derive(Default)]
pub(crate) struct Verdict {
    columns: Vec<(&'static str, BTreeMap<String, Outcome>)>,
    faults: Vec<String>,
}

impl Verdict {
    /// Runs a judge to its end, and keeps what became of each call.
    ///
    /// # Errors
    /// When it cannot be started; a fault that it finds is kept.
    pub(crate) fn hear(&mut self, name: &'static str, command: Command) -> Result<(), Error> {
        let ended = shell::tee(command, false)?;
        let mut column = BTreeMap::new();
        for line in &ended.lines {
            match serde_json::from_str::<Tried>(line) {
                Ok(tried) => {
                    if tried.outcome == Outcome::Failed {
                        self.faults.push(format!("{name}: {}: {}", tried.call, tried.note));
                    }
                    column.insert(tried.call, tried.outcome);
                }
                // A judge that goes well says nothing else.
                Err(_) if !ended.success => println!("{name}: {line}"),
                Err(_) => {}
            }
        }
        if !ended.success || column.is_empty() {
            self.faults.push(format!("{name} ended with a failure"));
        }
        self.columns.push((name, column));
        Ok(())
    }

    /// Prints the table.
    ///
    /// # Errors
    /// When a judge has found a fault; every one is told.
    pub(crate) fn tell(&self) -> Result<(), Error> {
        println!("{}", self.table());
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults.join("\n").into()) }
    }

    /// A line for each call, a column for each judge.
    fn table(&self) -> String {
        let calls: BTreeSet<&String> = self.columns.iter().flat_map(|(_, column)| column.keys()).collect();
        let first = calls.iter().map(|call| call.chars().count()).max().unwrap_or_default().max(26) + 2;
        let widths: Vec<usize> = self.columns.iter().map(|(name, _)| name.len().max(13) + 2).collect();
        let line = |head: &str, cells: &[String]| {
            let cells: String = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            format!("{head:<first$}{}", cells.trim_end())
        };
        let cells = |cell: &dyn Fn(&BTreeMap<String, Outcome>) -> String| -> Vec<String> {
            self.columns.iter().map(|(_, column)| cell(column)).collect()
        };
        let names: Vec<String> = self.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut lines = vec![line("call", &names)];
        for call in calls {
            let word = |column: &BTreeMap<String, Outcome>| {
                column.get(call).map_or_else(String::new, |outcome| outcome.word().to_owned())
            };
            lines.push(line(call, &cells(&word)));
        }
        let passed = |column: &BTreeMap<String, Outcome>| {
            let passed = column.values().filter(|outcome| **outcome == Outcome::Passed).count();
            format!("{passed} of {}", column.len())
        };
        lines.push(line("passed", &cells(&passed)));
        lines.join("\n")
    }
}

/// Installs what the scripts of a folder drive, each by version and digest; returns the Python that has it.
///
/// `own` are the arguments with which that Python is made.
pub(crate) fn install(folder: &Path, python: &Path, own: &[&str]) -> Result<PathBuf, Error> {
    when_changed(&folder.join("requirements.txt"), &python.join("installed"), || {
        if python.exists() {
            fs::remove_dir_all(python)?;
        }
        let mut command = Command::new(setup::SYSTEM_PYTHON);
        command.args(["-m", "venv"]).args(own).arg(python);
        shell::run(command)?;
        let mut command = Command::new(python.join("bin/python"));
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
        // What is not listed is not fetched, be it only to build what is.
        command.args(["--require-hashes", "--no-build-isolation", "--requirement"]);
        command.arg(folder.join("requirements.txt"));
        shell::run(command)
    })?;
    when_changed(&folder.join("package-lock.json"), &folder.join("node_modules/installed"), || {
        shell::run(shell::command(folder, "npm", &["ci", "--no-audit", "--no-fund", "--silent"]))
    })?;
    Ok(python.join("bin/python"))
}

/// Takes the step unless it was taken for exactly this list, of which a copy is kept.
fn when_changed(list: &Path, kept: &Path, step: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    let wanted = fs::read(list).map_err(|error| format!("failed to read {}: {error}", list.display()))?;
    if fs::read(kept).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    println!("installing what {} lists", list.display());
    step()?;
    fs::write(kept, wanted).map_err(|error| format!("failed to write {}: {error}", kept.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_line_for_each_call_and_a_column_for_each_judge() {
        let column =
            |pairs: &[(&str, Outcome)]| pairs.iter().map(|(call, outcome)| ((*call).to_owned(), *outcome)).collect();
        let columns = vec![
            ("py-opensonic", column(&[("ping", Outcome::Passed), ("getVideos", Outcome::Passed)])),
            ("subsonic-api", column(&[("ping", Outcome::Failed)])),
            ("mopidy-subidy", column(&[])),
        ];
        let table = Verdict { columns, faults: Vec::new() }.table();
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0], ["call", "py-opensonic", "subsonic-api", "mopidy-subidy"]);
        assert_eq!(lines[1], ["getVideos", "passed"]);
        assert_eq!(lines[2], ["ping", "passed", "FAILED"]);
        assert_eq!(lines[3], ["passed", "2", "of", "2", "0", "of", "1", "0", "of", "0"]);
    }

    #[test]
    fn a_script_tells_what_became_of_a_call() {
        let line = r#"{"call": "getVideos", "outcome": "passed", "note": ""}"#;
        let tried: Tried = serde_json::from_str(line).expect("as the scripts write it");
        assert_eq!((tried.call.as_str(), tried.outcome), ("getVideos", Outcome::Passed));
    }
}
