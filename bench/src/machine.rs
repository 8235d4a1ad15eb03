//! Where and when it was measured, and what was measured.

use std::path::Path;
use std::process::Command;

use crate::Error;

/// Date, machine, load and versions, one a line.
///
/// # Errors
/// When the measured program cannot be started.
pub(crate) fn describe(binary: &Path, unoptimised: bool) -> Result<String, Error> {
    let program = binary.to_string_lossy();
    let ours = first_line(&program, &["--version"]).ok_or_else(|| format!("{program} cannot be started"))?;
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("?", |pair| pair.1);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?").to_owned();
    let mut lines = vec![
        format!("- Date: {}", first_line("date", &["-u", "+%Y-%m-%d %H:%M UTC"]).unwrap_or_default()),
        format!("- Machine: {model}, {cores} cores, Linux {}", first_line("uname", &["-r"]).unwrap_or_default()),
        format!("- Load at the start: {load}"),
        format!(
            "- Program: {ours}{}",
            if unoptimised { ", **built without optimisation: no bar is judged by these figures**" } else { "" }
        ),
    ];
    for (name, arguments) in [("nginx", ["-v"]), ("wrk", ["-v"]), ("ffmpeg", ["-version"]), ("chromium", ["--version"])]
    {
        let version = first_line(name, &arguments).unwrap_or_else(|| "absent".to_owned());
        let version = version.split(" Copyright").next().unwrap_or_default().trim().to_owned();
        lines.push(format!("- {name}: {version}"));
    }
    Ok(lines.join("\n") + "\n")
}

/// The first line a program prints, on either channel.
fn first_line(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    Some(String::from_utf8_lossy(&text).lines().next()?.to_owned())
}
