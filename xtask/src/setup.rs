//! What has to be installed: found out, installed where we may, else told exactly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;
use crate::shell;

/// Oldest Node.js that the web app builds with, as (major, minor).
const NODE_MIN: (u32, u32) = (20, 19);

/// What a chore needs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// Building and running the service.
    Run,
    /// Running the tests on SQLite and PostgreSQL, without the browser.
    TestWithoutBrowser,
    /// Running every test.
    Test,
}

/// A program from the system's packages.
struct Tool {
    /// What it is needed for.
    reason: &'static str,
    /// Debian's package.
    package: &'static str,
    /// Whether the chore goes on without it.
    optional: bool,
    present: bool,
}

fn tools(purpose: Purpose) -> Vec<Tool> {
    let tool = |package, reason, present| Tool { reason, package, optional: false, present };
    let compiler = shell::find("cc").is_some() && shell::find("c++").is_some();
    let mut tools = vec![
        tool(
            "build-essential",
            "compiles SQLite, Opus, WebP and the TLS library",
            compiler && shell::find("make").is_some(),
        ),
        tool("cmake", "builds Opus", shell::find("cmake").is_some()),
        tool("pkg-config", "finds system libraries", shell::find("pkg-config").is_some()),
        Tool {
            reason: "transcodes formats other than Opus",
            package: "ffmpeg",
            optional: true,
            present: shell::find("ffmpeg").is_some(),
        },
    ];
    if purpose >= Purpose::TestWithoutBrowser {
        tools.push(tool("postgresql", "runs every store test a second time", postgres_folder().is_some()));
    }
    if purpose == Purpose::Test {
        let chinese = shell::answers("sh", &["-c", "fc-list :lang=zh | grep -q ."]);
        tools.push(tool("chromium", "runs the tests in a browser", chromium().is_some()));
        tools.push(tool("fonts-noto-cjk", "draws Chinese in that browser", chinese));
    }
    tools
}

/// Installs what is missing, or says exactly what to install.
///
/// # Errors
/// When something needed is missing and cannot be installed from here.
pub(crate) fn prepare(purpose: Purpose) -> Result<(), Error> {
    let missing: Vec<Tool> = tools(purpose).into_iter().filter(|tool| !tool.present).collect();
    let mut wanted: Vec<(&str, &str, bool)> = missing.iter().map(|t| (t.package, t.reason, t.optional)).collect();
    let node = node_version();
    if node.is_none_or(|version| version < NODE_MIN) {
        wanted.push(("nodejs", "builds the web app", false));
        wanted.push(("npm", "installs the web app's parts", false));
    }
    if !wanted.is_empty() {
        if shell::is_root() && shell::find("apt-get").is_some() {
            install(&wanted)?;
        } else if wanted.iter().any(|(_, _, optional)| !optional) {
            return Err(advice(&wanted).into());
        } else {
            println!("{}", advice(&wanted));
        }
    }
    check_node()?;
    check_rust(purpose)
}

fn install(wanted: &[(&str, &str, bool)]) -> Result<(), Error> {
    for (package, reason, _) in wanted {
        println!("installing {package}: {reason}");
    }
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-y"]).args(arguments);
        shell::run(command)
    };
    apt(&["update"])?;
    let (needed, optional): (Vec<_>, Vec<_>) = wanted.iter().partition(|(_, _, optional)| !optional);
    let mut arguments = vec!["install", "--no-install-recommends"];
    let needed = owned(&needed);
    if !needed.is_empty() {
        arguments.extend(needed.iter().map(String::as_str));
        apt(&arguments)?;
    }
    for package in owned(&optional) {
        if let Err(error) = apt(&["install", "--no-install-recommends", &package]) {
            println!("going on without {package}: {error}");
        }
    }
    Ok(())
}

fn owned(list: &[&(&str, &str, bool)]) -> Vec<String> {
    list.iter().map(|(package, ..)| (*package).to_owned()).collect()
}

fn advice(wanted: &[(&str, &str, bool)]) -> String {
    let mut text = "Some programs are missing:\n".to_owned();
    for (package, reason, optional) in wanted {
        let note = if *optional { " (optional)" } else { "" };
        text += &format!("  {package}: {reason}{note}\n");
    }
    let packages = wanted.iter().map(|(package, ..)| *package).collect::<Vec<_>>().join(" ");
    text += &format!("On Debian or Ubuntu:\n  sudo apt-get install --no-install-recommends {packages}\n");
    text + "Elsewhere install the same by your system's means, then try again."
}

/// Major and minor version of Node.js, when node and npm are there.
fn node_version() -> Option<(u32, u32)> {
    shell::find("npm")?;
    let mut command = Command::new("node");
    command.arg("--version");
    let text = shell::find("node").and_then(|_| shell::output(command).ok())?;
    let mut parts = text.trim().trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    Some((parts.next()?, parts.next()?))
}

fn check_node() -> Result<(), Error> {
    let (major, minor) = NODE_MIN;
    let advice = format!("install Node.js {major}.{minor} or newer, with npm, from https://nodejs.org, then try again");
    match node_version() {
        Some(version) if version >= NODE_MIN => Ok(()),
        Some((found_major, found_minor)) => {
            Err(format!("Node.js {found_major}.{found_minor} is too old to build the web app; {advice}").into())
        }
        None => Err(format!("Node.js is missing, which builds the web app; {advice}").into()),
    }
}

/// The formatter and the linter come with Rust, but may be left out of an installation.
fn check_rust(purpose: Purpose) -> Result<(), Error> {
    if purpose < Purpose::TestWithoutBrowser {
        return Ok(());
    }
    let parts = [("rustfmt", "fmt"), ("clippy", "clippy")];
    let missing: Vec<&str> = parts
        .iter()
        .filter(|(_, chore)| !shell::answers("cargo", &[chore, "--version"]))
        .map(|(part, _)| *part)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut command = Command::new("rustup");
    command.args(["component", "add"]).args(&missing);
    shell::run(command).map_err(|error| format!("{} is missing: {error}", missing.join(" and ")).into())
}

/// The browser for tests: `CHROMIUM`, else the one that is installed.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| shell::find(name))
}

/// The folder with `initdb` and `pg_ctl`; Debian keeps one for each version.
pub(crate) fn postgres_folder() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = folders
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| shell::is_executable(&folder.join("initdb")))
        .collect();
    versions.sort();
    let in_path = || shell::find("initdb").and_then(|file| file.parent().map(Path::to_path_buf));
    versions.pop().map(|(_, folder)| folder).or_else(in_path)
}
