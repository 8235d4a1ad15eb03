//! What has to be installed: found out, installed where we may, else told exactly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;
use crate::shell;

/// Oldest Node.js that the web app builds with, as (major, minor).
const NODE_MIN: (u32, u32) = (20, 19);

/// The Python for which Debian's packages are.
pub(crate) const SYSTEM_PYTHON: &str = "/usr/bin/python3";

/// What a chore needs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// Building and running the service.
    Run,
    /// Running the tests on SQLite and PostgreSQL, without the browser.
    TestWithoutBrowser,
    /// Running the tests in a browser as well, or measuring.
    TestWithBrowser,
    /// Running every test, with other people's clients.
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
        tools.push(Tool {
            reason: "gives the tests a network in which there is nothing else",
            package: "iproute2",
            optional: true,
            present: !cfg!(target_os = "linux") || shell::find("ip").is_some(),
        });
    }
    if purpose >= Purpose::TestWithBrowser {
        let chinese = shell::answers("sh", &["-c", "fc-list :lang=zh | grep -q ."]);
        tools.push(tool("chromium", "runs the tests in a browser", chromium().is_some()));
        tools.push(tool("fonts-noto-cjk", "draws Chinese in that browser", chinese));
    }
    if purpose == Purpose::Test {
        let judges = [
            ("mopidy", "plays what the service streams, as a player that others have written", "import mopidy"),
            ("python3-venv", "installs other people's clients that judge the service", "import ensurepip, venv"),
        ];
        tools.push(Tool {
            reason: "reads what our client writes to a gateway for texts",
            package: "tshark",
            optional: true,
            present: shell::find("tshark").is_some() && shell::find("text2pcap").is_some(),
        });
        for (package, reason, needed) in judges {
            tools.push(Tool {
                reason,
                package,
                optional: true,
                present: shell::answers(SYSTEM_PYTHON, &["-c", needed]),
            });
        }
    }
    tools
}

/// Installs what is missing, or says exactly what to install.
///
/// # Errors
/// When something needed is missing and cannot be installed from here.
pub(crate) fn prepare(purpose: Purpose) -> Result<(), Error> {
    let missing: Vec<Tool> = tools(purpose).into_iter().filter(|tool| !tool.present).collect();
    let node_is_fit = node_version().is_some_and(|version| version >= NODE_MIN);
    if shell::is_root() && shell::find("apt-get").is_some() {
        if !missing.is_empty() || !node_is_fit {
            install(&missing, node_is_fit)?;
        }
    } else if !missing.is_empty() {
        let advice = advice(&missing);
        if missing.iter().any(|tool| !tool.optional) {
            return Err(advice.into());
        }
        println!("{advice}");
    }
    check_node()?;
    check_rust(purpose)
}

fn install(missing: &[Tool], node_is_fit: bool) -> Result<(), Error> {
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-y"]).args(arguments);
        shell::run(command)
    };
    apt(&["update"])?;
    let mut arguments = vec!["install", "--no-install-recommends"];
    for tool in missing.iter().filter(|tool| !tool.optional) {
        println!("installing {}: {}", tool.package, tool.reason);
        arguments.push(tool.package);
    }
    // An older release's Node.js would be a large download for nothing.
    if !node_is_fit && packaged_node().is_some_and(|version| version >= NODE_MIN) {
        println!("installing nodejs and npm: they build the web app");
        arguments.extend(["nodejs", "npm"]);
    }
    if arguments.len() > 2 {
        apt(&arguments)?;
    }
    for tool in missing.iter().filter(|tool| tool.optional) {
        println!("installing {}: {}", tool.package, tool.reason);
        if let Err(error) = apt(&["install", "--no-install-recommends", tool.package]) {
            println!("going on without {}: {error}", tool.package);
        }
    }
    Ok(())
}

/// Whether other people's clients can judge the service: `Err` with what to install when not.
///
/// # Errors
/// What is missing, and how to install it.
pub(crate) fn judges() -> Result<(), String> {
    let needed = ["mopidy", "python3-venv"];
    let missing: Vec<Tool> =
        tools(Purpose::Test).into_iter().filter(|tool| !tool.present && needed.contains(&tool.package)).collect();
    let packages: Vec<&str> = missing.iter().map(|tool| tool.package).collect();
    if packages.is_empty() { Ok(()) } else { Err(format!("install {}", packages.join(" and "))) }
}

/// Version of Node.js that the system's packages would install.
fn packaged_node() -> Option<(u32, u32)> {
    let policy = shell::output(shell::command(Path::new("/"), "apt-cache", &["policy", "nodejs"])).ok()?;
    version(policy.lines().find_map(|line| line.trim().strip_prefix("Candidate:"))?)
}

/// Major and minor number of a version such as `v20.19.2` or `20.19.2+dfsg-1`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    Some((parts.next()?, parts.next()?))
}

fn advice(missing: &[Tool]) -> String {
    let mut text = "Some programs are missing:\n".to_owned();
    for tool in missing {
        let note = if tool.optional { " (optional)" } else { "" };
        text += &format!("  {}: {}{note}\n", tool.package, tool.reason);
    }
    let packages = missing.iter().map(|tool| tool.package).collect::<Vec<_>>().join(" ");
    text += &format!("On Debian or Ubuntu:\n  sudo apt-get install --no-install-recommends {packages}\n");
    text + "Elsewhere install the same by your system's means, then try again."
}

/// Version of Node.js, when node and npm are there.
fn node_version() -> Option<(u32, u32)> {
    shell::find("npm").and(shell::find("node"))?;
    let mut command = Command::new("node");
    command.arg("--version");
    version(&shell::output(command).ok()?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_node_and_debian_write_them() {
        assert_eq!(version("v20.20.2\n"), Some((20, 20)));
        assert_eq!(version(" 18.20.4+dfsg-1~deb12u1"), Some((18, 20)));
        assert_eq!(version("(none)"), None);
    }

    #[test]
    fn advice_names_each_package_with_its_reason() {
        let tool = |package, optional| Tool { reason: "does it", package, optional, present: false };
        let text = advice(&[tool("cmake", false), tool("ffmpeg", true)]);
        assert!(text.contains("  cmake: does it\n  ffmpeg: does it (optional)\n"), "{text}");
        assert!(text.contains("apt-get install --no-install-recommends cmake ffmpeg"), "{text}");
    }
}
