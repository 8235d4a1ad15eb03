//! `cargo xtask check`: the inner loop.

use std::path::Path;

use crate::steps::Steps;
use crate::{Error, house, made, promises, shell, test};

/// Checks without running the tests: what is generated, the rules of the house, format and clippy.
///
/// # Errors
/// When a step failed.
pub(crate) fn run(root: &Path) -> Result<(), Error> {
    let mut steps = Steps::default();
    steps.take("generated files are fresh", || made::check(root));
    steps.take("house rules", || house::check(root));
    steps.take("promises name their tests", || promises::check(root));
    steps.take("format", || shell::run(shell::command(root, "cargo", &["fmt", "--all", "--check"])));
    steps.take("clippy", || shell::run(shell::command(root, "cargo", test::CLIPPY)));
    steps.finish()
}
