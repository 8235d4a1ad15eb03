//! CPU time and memory of another process, as the kernel counts them.

use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::Error;

/// How often the peak of memory is looked at; the kernel keeps the peak itself, only the last look counts.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What a process that ended has used.
pub(crate) struct Used {
    /// User and system time, in seconds.
    pub(crate) cpu_s: f64,
    /// From start to end, in seconds.
    pub(crate) wall_s: f64,
    /// The peak of resident memory, in MiB, as last seen before the end.
    pub(crate) peak_mib: f64,
}

/// User and system time of a running or unreaped process and all its threads, in seconds.
///
/// From proc(5), fields 14 and 15 of `stat`, in hundredths of a second.
///
/// # Errors
/// When there is no such process.
pub(crate) fn cpu_seconds(pid: u32) -> Result<f64, Error> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields: Vec<&str> = after_name(&stat)?;
    let user: f64 = fields.get(11).ok_or("short stat")?.parse()?;
    let system: f64 = fields.get(12).ok_or("short stat")?.parse()?;
    Ok((user + system) / 100.0)
}

/// User and system time of all processes of that name, those included that they have waited for, in seconds.
///
/// # Errors
/// When the processes of this machine cannot be listed.
pub(crate) fn cpu_seconds_of_all(name: &str) -> Result<f64, Error> {
    let mut total = 0.0;
    for entry in std::fs::read_dir("/proc")? {
        // A process may end while it is looked at.
        let Ok(stat) = std::fs::read_to_string(entry?.path().join("stat")) else { continue };
        if stat.split_once('(').is_some_and(|(_, rest)| rest.starts_with(&format!("{name})"))) {
            let fields = after_name(&stat)?;
            let hundredths = fields.iter().skip(11).take(4).filter_map(|field| field.parse::<f64>().ok());
            total += hundredths.sum::<f64>() / 100.0;
        }
    }
    Ok(total)
}

/// The peak of resident memory of a running process, in MiB.
///
/// # Errors
/// When there is no such process, or it has ended and not been waited for.
pub(crate) fn peak_mib(pid: u32) -> Result<f64, Error> {
    memory_mib(pid, "VmHWM:")
}

/// The resident memory of a running process, in MiB.
///
/// # Errors
/// As [`peak_mib`].
pub(crate) fn resident_mib(pid: u32) -> Result<f64, Error> {
    memory_mib(pid, "VmRSS:")
}

fn memory_mib(pid: u32, name: &str) -> Result<f64, Error> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find(|line| line.starts_with(name)).ok_or_else(|| format!("no {name}"))?;
    let kib: f64 = line.split_whitespace().nth(1).ok_or_else(|| format!("no {name}"))?.parse()?;
    Ok(kib / 1024.0)
}

/// Waits until a process ends, and says what it used.
///
/// # Errors
/// When it fails.
pub(crate) fn wait(mut child: Child) -> Result<Used, Error> {
    let (begun, pid) = (Instant::now(), child.id());
    let mut peak = 0.0;
    // An ended process keeps its times, but not its memory, until it is waited for.
    while !has_ended(pid)? {
        peak = peak_mib(pid).unwrap_or(peak);
        thread::sleep(LOOK_EVERY);
    }
    let used = Used { cpu_s: cpu_seconds(pid)?, wall_s: begun.elapsed().as_secs_f64(), peak_mib: peak };
    let status = child.wait()?;
    if !status.success() {
        return Err(format!("the program ended with {status}").into());
    }
    Ok(used)
}

/// Raises the priority of processes that are started from now on, when the system lets us; both peers get the same.
pub(crate) fn at_high_priority(program: &Path) -> std::process::Command {
    let nice = ["/usr/bin/nice", "/bin/nice"].into_iter().find(|path| Path::new(path).exists());
    match nice {
        // nice(1) warns and goes on at the usual priority where raising is not allowed.
        Some(nice) => {
            let mut command = std::process::Command::new(nice);
            command.args(["-n", "-10"]).arg(program);
            command
        }
        None => std::process::Command::new(program),
    }
}

/// The first child of a process.
///
/// # Errors
/// When there is none.
pub(crate) fn first_child(pid: u32) -> Result<u32, Error> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"))?;
    Ok(children.split_whitespace().next().ok_or("no child process")?.parse()?)
}

fn has_ended(pid: u32) -> Result<bool, Error> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    Ok(after_name(&stat)?.first() == Some(&"Z"))
}

/// The fields after the name, which may hold spaces and brackets itself.
fn after_name(stat: &str) -> Result<Vec<&str>, Error> {
    Ok(stat.rsplit_once(')').ok_or("strange stat")?.1.split_whitespace().collect())
}

/// What this thread has spent, in microseconds.
pub(crate) fn thread_cpu_us() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}
