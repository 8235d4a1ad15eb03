//! wrk, which loads a service from outside.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{Error, process};

/// What one run of wrk saw, and what it cost the server.
pub(crate) struct Run {
    pub(crate) requests: f64,
    pub(crate) bytes: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    /// CPU time of the server over the run, in seconds.
    pub(crate) server_cpu_s: f64,
}

/// What wrk asks for.
pub(crate) struct Load<'a> {
    pub(crate) port: u16,
    pub(crate) path: &'a str,
    pub(crate) connections: usize,
    pub(crate) seconds: u64,
    pub(crate) asked: Asked<'a>,
}

/// What each request is.
#[derive(Clone, Copy)]
pub(crate) enum Asked<'a> {
    /// The path, as it is.
    Path,
    /// Random ranges of so many bytes from a body of so many.
    Ranges(usize, usize),
    /// What a script of wrk says.
    Scripted(&'a str),
}

/// Runs wrk against the process `pid`.
///
/// # Errors
/// When wrk is missing, or one request failed.
pub(crate) fn run(work: &Path, pid: u32, load: &Load<'_>) -> Result<Run, Error> {
    let script = work.join("load.lua");
    fs::write(&script, script_of(load.asked))?;
    let before = process::cpu_seconds(pid)?;
    let output = Command::new("wrk")
        .args(["-t1", "--timeout", "20s", &format!("-c{}", load.connections), &format!("-d{}s", load.seconds), "-s"])
        .arg(&script)
        .arg(format!("http://127.0.0.1:{}{}", load.port, load.path))
        .output()
        .map_err(|error| format!("wrk makes the load, and cannot be started: {error}"))?;
    let server_cpu_s = process::cpu_seconds(pid)? - before;
    let text = String::from_utf8_lossy(&output.stdout);
    let line =
        text.lines().find_map(|line| line.strip_prefix("measured ")).ok_or_else(|| format!("wrk said: {text}"))?;
    let figures: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let &[requests, bytes, failed, p50_ms, p99_ms] = figures.as_slice() else {
        return Err(format!("wrk said: {line}").into());
    };
    if failed > 0.0 || requests == 0.0 {
        return Err(format!("{failed} of {requests} requests for {} failed", load.path).into());
    }
    Ok(Run { requests, bytes, p50_ms, p99_ms, server_cpu_s })
}

fn script_of(asked: Asked<'_>) -> String {
    let request = match asked {
        Asked::Path => String::new(),
        Asked::Scripted(script) => script.to_owned(),
        Asked::Ranges(length, size) => format!(
            "math.randomseed(1)\n\
             request = function()\n  local from = math.random(0, {})\n  \
             return wrk.format('GET', nil, {{['Range'] = 'bytes=' .. from .. '-' .. (from + {})}})\nend\n",
            size.saturating_sub(length),
            length - 1
        ),
    };
    format!(
        "{request}done = function(summary, latency)\n  local wrong = summary.errors\n  \
         io.write(string.format('measured %d %d %d %.3f %.3f\\n', summary.requests, summary.bytes, \
         wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout, \
         latency:percentile(50) / 1000, latency:percentile(99) / 1000))\nend\n"
    )
}
