//! Other people's clients that judge the lab: made for the real vendors, each signs in here unchanged.
//!
//! They run where nothing can leave the machine, under the vendors' own names, which `judges/lab/run.py` sees to.

use std::path::Path;

use crate::judges::{Verdict, install, own_folder};
use crate::run::target_folder;
use crate::setup::{self, Purpose};
use crate::{Error, shell};

/// A client, the script of ours that drives it, and what the script wants to be told.
struct Judge {
    name: &'static str,
    script: &'static str,
    argument: Option<&'static str>,
}

const JUDGES: &[Judge] = &[
    Judge { name: "logto", script: "logto.mjs", argument: None },
    Judge { name: "social-auth-core", script: "social_auth.py", argument: None },
    Judge { name: "apple-signin-auth", script: "apple.mjs", argument: None },
    Judge { name: "openid-client", script: "openid.mjs", argument: None },
    Judge { name: "wechat-crypto", script: "wechat_events.mjs", argument: Some("wechat-crypto") },
    Judge { name: "wecom-crypto", script: "wechat_events.mjs", argument: Some("@wecom/crypto") },
];

/// Set where a missing network of one's own is a failure and no reason to leave the step out: in CI.
const REQUIRED: &str = "QINGYIN_LAB_REQUIRED";

/// Whether the clients can be run here; `Ok(Some(…))` is why they are left out.
///
/// # Errors
/// What is missing where it must not be.
pub(crate) fn left_out() -> Result<Option<String>, Error> {
    let apart = ["--mount", "--net", "true"];
    let reason = if !shell::is_root() {
        "only root may give them a network of their own".to_owned()
    } else if !shell::answers("unshare", &apart) {
        "this machine gives them no network of their own: `unshare --mount --net true` fails".to_owned()
    } else if !shell::answers(setup::SYSTEM_PYTHON, &["-c", "import ensurepip, venv"]) {
        "install python3-venv".to_owned()
    } else {
        return Ok(None);
    };
    if std::env::var_os(REQUIRED).is_some() { Err(reason.into()) } else { Ok(Some(reason)) }
}

/// Builds the lab, and lets the clients judge it.
///
/// # Errors
/// When something is missing or does not build, and those of [`run`].
pub(crate) fn build_and_run(root: &Path) -> Result<(), Error> {
    setup::prepare(Purpose::Test)?;
    if let Some(reason) = left_out()? {
        return Err(reason.into());
    }
    shell::run(shell::command(root, "cargo", &["build", "--package", "lab", "--locked"]))?;
    run(root)
}

/// Installs the clients, and lets each judge a lab of its own.
///
/// # Errors
/// When something cannot be installed, or a client finds a fault; every one is in the table.
pub(crate) fn run(root: &Path) -> Result<(), Error> {
    let folder = root.join("judges/lab");
    let python = install(&folder, &target_folder(root).join("judges/lab-python"), &[])?;
    let mut verdict = Verdict::default();
    for judge in JUDGES {
        let own = own_folder(root, judge.name)?;
        let mut command = shell::command(&own, "unshare", &["--mount", "--net", setup::SYSTEM_PYTHON]);
        command.arg(folder.join("run.py")).arg(target_folder(root).join("debug/qingyin-lab")).arg(&own);
        if judge.script.ends_with(".py") {
            command.arg(&python);
        } else {
            command.arg("node");
        }
        command.arg(folder.join(judge.script)).args(judge.argument).env("PYTHONDONTWRITEBYTECODE", "1");
        verdict.hear(judge.name, command)?;
    }
    verdict.tell()
}
