//! `cargo xtask bench`: measurements, built with all optimisations.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::postgres::Cluster;
use crate::run::target_folder;
use crate::setup::{self, Purpose};
use crate::tree_copy::{self, Edit, TreeCopy};
use crate::{Error, manifests, shell, web};

/// What is taken out of the copy of the tree that the program is compared with.
const UNENFORCED: &str = "bench/unenforced.toml";
/// The measurements with a program of their own: its name, and the package that it is of.
const APART: [(&str, &str); 2] = [("recognition", "bench_recognition"), ("cmpp", "bench_cmpp")];

/// [`UNENFORCED`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unenforced {
    #[serde(rename = "edit")]
    edits: Vec<Edit>,
}

/// Builds and runs the measurements; `arguments` go to them, such as the name of one.
///
/// # Errors
/// When something is missing, does not build, or a measurement fails.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), Error> {
    if let [what, others @ ..] = arguments
        && let Some(apart) = APART.iter().find(|(name, _)| name == what)
    {
        return run_apart(root, *apart, others);
    }
    setup::prepare(Purpose::TestWithBrowser)?;
    // With optimisations the web app is inside the program.
    web::install(root)?;
    web::build(root)?;
    // The whole workspace keeps one set of features, and so one build of every dependency.
    shell::run(shell::command(root, "cargo", &["build", "--workspace", "--bins", "--release", "--locked"]))?;
    let built = target_folder(root).join("release");
    let mut command = shell::command(root, &built.join("bench").to_string_lossy(), &[]);
    command.arg("--binary").arg(built.join("qingyin")).args(arguments);
    // Without a name everything is measured.
    let names_nothing = !arguments.iter().any(|argument| !argument.starts_with('-'));
    let measures =
        |these: &[&str]| names_nothing || arguments.iter().any(|argument| these.contains(&argument.as_str()));
    if measures(&["consent", "all"]) {
        command.arg("--unenforced").arg(build_unenforced(root)?);
    }
    let cluster = if measures(&["consent", "gdpr", "all"]) {
        let cluster = Cluster::start()?;
        command.args(["--postgres", &cluster.url()]);
        Some(cluster)
    } else {
        None
    };
    let ended = shell::run(command);
    drop(cluster);
    ended
}

/// Builds and runs what needs neither the service nor the web app.
fn run_apart(root: &Path, (name, package): (&str, &str), arguments: &[String]) -> Result<(), Error> {
    setup::prepare(Purpose::Run)?;
    shell::run(shell::command(root, "cargo", &["build", "--release", "--locked", "-p", package]))?;
    let program = target_folder(root).join("release").join(name);
    let mut command = shell::command(root, &program.to_string_lossy(), &["--page", "docs/benchmarks.md"]);
    command.args(arguments);
    shell::run(command)
}

/// Builds the program from a copy of the tree without enforcement, and returns where it is.
fn build_unenforced(root: &Path) -> Result<PathBuf, Error> {
    let file: Unenforced =
        manifests::read(&root.join(UNENFORCED))?.try_into().map_err(|error| format!("{UNENFORCED}: {error}"))?;
    let faults: Vec<String> = tree_copy::faults(root, &file.edits)?.collect();
    if !faults.is_empty() {
        return Err(format!("{UNENFORCED}: {}", faults.join("\n")).into());
    }
    let copy = TreeCopy::new(root, "unenforced")?;
    copy.apply(&file.edits)?;
    let mut command = shell::command(copy.folder(), "cargo", &["build", "--release", "--locked", "-p", "qingyin"]);
    command.env("CARGO_TARGET_DIR", copy.target());
    shell::run(command)?;
    Ok(copy.target().join("release/qingyin"))
}
