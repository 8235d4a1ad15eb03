//! `cargo xtask pictures`: the pictures of the README, taken from the service with the demo library.

use std::path::Path;

use crate::run::target_folder;
use crate::service::Service;
use crate::setup::{self, Purpose};
use crate::{Error, shell, web};

/// Where the README has them.
const FOLDER: &str = "docs/src/images";

/// Builds web app and service, and takes every picture anew.
///
/// # Errors
/// When something cannot be built, or a page does not come to rest.
pub(crate) fn run(root: &Path) -> Result<(), Error> {
    setup::prepare(Purpose::Test)?;
    web::install(root)?;
    web::build(root)?;
    shell::run(shell::command(root, "cargo", &["build", "--package", "qingyin", "--locked", "--quiet"]))?;
    let service = Service::start(root, "pictures")?;
    let mut command = shell::command(&root.join("web"), "npm", &["run", "--silent", "pictures"]);
    if let Some(chromium) = setup::chromium() {
        command.env("CHROMIUM", chromium);
    }
    command.env("QINGYIN_PICTURES", root.join(FOLDER));
    command.env("QINGYIN_BINARY", target_folder(root).join("debug/qingyin"));
    command.env("QINGYIN_ADDRESS", service.address()).env("QINGYIN_OUTPUT", service.output());
    shell::run(command)
}
