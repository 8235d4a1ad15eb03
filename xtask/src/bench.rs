//! `cargo xtask bench`: measurements, built with all optimisations.

use std::path::Path;

use crate::run::target_folder;
use crate::setup::{self, Purpose};
use crate::{Error, shell};

/// Builds and runs the measurements; `arguments` go to them, such as the name of one.
///
/// # Errors
/// When something is missing, does not build, or a measurement fails.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), Error> {
    setup::prepare(Purpose::Run)?;
    // The whole workspace keeps one set of features, and so one build of every dependency.
    shell::run(shell::command(root, "cargo", &["build", "--workspace", "--bins", "--release", "--locked"]))?;
    let program = target_folder(root).join("release/bench");
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    shell::run(shell::command(root, &program.to_string_lossy(), &arguments))
}
