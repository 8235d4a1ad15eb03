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
    /// A program of the system's that it cannot do without.
    program: Option<&'static str>,
}

const JUDGES: &[Judge] = &[
    Judge { name: "logto", script: "logto.mjs", argument: None, program: None },
    Judge { name: "social-auth-core", script: "social_auth.py", argument: None, program: None },
    Judge { name: "apple-signin-auth", script: "apple.mjs", argument: None, program: None },
    Judge { name: "openid-client", script: "openid.mjs", argument: None, program: None },
    Judge { name: "wechat-crypto", script: "wechat_events.mjs", argument: Some("wechat-crypto"), program: None },
    Judge { name: "wecom-crypto", script: "wechat_events.mjs", argument: Some("@wecom/crypto"), program: None },
    Judge { name: "pycmpp", script: "cmpp.py", argument: None, program: None },
    Judge { name: "tshark", script: "cmpp_bytes.py", argument: None, program: Some("tshark") },
    Judge { name: "aliyun-sms", script: "aliyun_sms.py", argument: None, program: None },
    Judge { name: "tencent-sms", script: "tencent_sms.py", argument: None, program: None },
];

/// Prints what our own client writes to a gateway; the path is that of the built program.
const FRAMES: &str = "debug/examples/cmpp_frames";

/// Set where a missing network of one's own is a failure and no reason to leave the step out: in CI.
const REQUIRED: &str = "QINGYIN_LAB_REQUIRED";

/// Whether this machine gives a network of one's own; `Ok(Some(…))` is why it does not.
///
/// # Errors
/// What is missing where it must not be.
pub(crate) fn closes() -> Result<Option<String>, Error> {
    unless_required(if !shell::is_root() {
        Some("only root gets a network of its own".to_owned())
    } else if !shell::answers("unshare", &["--mount", "--net", "true"]) {
        Some("this machine gives no network of its own: `unshare --mount --net true` fails".to_owned())
    } else {
        None
    })
}

/// Whether the clients can be run here; `Ok(Some(…))` is why they are left out.
///
/// # Errors
/// What is missing where it must not be.
pub(crate) fn left_out() -> Result<Option<String>, Error> {
    if let Some(reason) = closes()? {
        return Ok(Some(reason));
    }
    let has_python = shell::answers(setup::SYSTEM_PYTHON, &["-c", "import ensurepip, venv"]);
    unless_required((!has_python).then(|| "install python3-venv".to_owned()))
}

fn unless_required(reason: Option<String>) -> Result<Option<String>, Error> {
    match reason {
        Some(reason) if std::env::var_os(REQUIRED).is_some() => Err(reason.into()),
        reason => Ok(reason),
    }
}

/// Builds the lab and what prints our own frames, and lets the clients judge both.
///
/// # Errors
/// When something is missing or does not build, and those of [`run`].
pub(crate) fn build_and_run(root: &Path) -> Result<(), Error> {
    setup::prepare(Purpose::Test)?;
    if let Some(reason) = left_out()? {
        return Err(reason.into());
    }
    let arguments = ["build", "-p", "lab", "-p", "cmpp", "--bins", "--example", "cmpp_frames", "--locked"];
    shell::run(shell::command(root, "cargo", &arguments))?;
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
        if let Some(program) = judge.program.filter(|program| shell::find(program).is_none()) {
            if std::env::var_os(REQUIRED).is_some() {
                return Err(format!("install {program}").into());
            }
            println!("{} is left out: install {program}", judge.name);
            continue;
        }
        let own = own_folder(root, judge.name)?;
        let mut command = shell::command(&own, "unshare", &["--mount", "--net", setup::SYSTEM_PYTHON]);
        command.arg(folder.join("run.py")).arg(target_folder(root).join("debug/qingyin-lab")).arg(&own);
        if judge.script.ends_with(".py") {
            command.arg(&python);
        } else {
            command.arg("node");
        }
        command.arg(folder.join(judge.script)).args(judge.argument).env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("LAB_FRAMES", target_folder(root).join(FRAMES));
        verdict.hear(judge.name, command)?;
    }
    verdict.tell()
}
