//! Starting other programs, and saying clearly which one failed.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use crate::Error;

/// Lines of a program's output that are kept to be shown again.
const LINES_KEPT_MAX: usize = 20_000;

/// A command that starts in `folder`.
pub(crate) fn command(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    command
}

/// The command as a person would type it.
fn typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs to the end, with its output on the terminal.
///
/// # Errors
/// When it cannot be started or fails.
pub(crate) fn run(mut command: Command) -> Result<(), Error> {
    let status = command.status().map_err(|error| format!("failed to start `{}`: {error}", typed(&command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed with {status}", typed(&command)).into()) }
}

/// Runs to the end and returns what it wrote; its complaints go to the terminal.
///
/// # Errors
/// When it cannot be started, fails, or writes something other than UTF-8.
pub(crate) fn output(mut command: Command) -> Result<String, Error> {
    let done = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("failed to start `{}`: {error}", typed(&command)))?;
    if !done.status.success() {
        return Err(format!("`{}` failed with {}", typed(&command), done.status).into());
    }
    Ok(String::from_utf8(done.stdout)?)
}

/// How a program ended, and the last lines it wrote.
pub(crate) struct Ended {
    pub(crate) success: bool,
    pub(crate) lines: Vec<String>,
    command: String,
}

impl Ended {
    /// # Errors
    /// When the program failed.
    pub(crate) fn or_error(self) -> Result<Vec<String>, Error> {
        if self.success { Ok(self.lines) } else { Err(format!("`{}` failed", self.command).into()) }
    }
}

/// Runs to the end; every line goes to the terminal, when `loud`, and the last ones are kept.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn tee(mut command: Command, loud: bool) -> Result<Ended, Error> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Kept lines are read again, by people and by programs, without what colours them.
    command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never").env_remove("FORCE_COLOR");
    let started = command.spawn();
    let mut child = started.map_err(|error| format!("failed to start `{}`: {error}", typed(&command)))?;
    let kept = Mutex::new(VecDeque::with_capacity(LINES_KEPT_MAX));
    let copy = |source: Option<&mut dyn Read>| {
        let Some(source) = source else { return };
        let mut source = BufReader::new(source);
        let mut line = Vec::new();
        while source.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            if loud {
                // A terminal that went away must not stop the tests.
                let _ = std::io::stdout().lock().write_all(&line);
            }
            if let Ok(mut kept) = kept.lock() {
                if kept.len() == LINES_KEPT_MAX {
                    kept.pop_front();
                }
                kept.push_back(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            line.clear();
        }
    };
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(|| copy(out.as_mut().map(|pipe| pipe as &mut dyn Read)));
        copy(err.as_mut().map(|pipe| pipe as &mut dyn Read));
    });
    let status = child.wait()?;
    let lines = kept.into_inner().map(Vec::from).unwrap_or_default();
    Ok(Ended { success: status.success(), lines, command: typed(&command) })
}

/// The program's path, when it is installed.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_executable(file))
}

pub(crate) fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// Whether this process may do everything, such as installing programs.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|data| data.uid() == 0)
}

/// Whether the program answers `--version` with success.
pub(crate) fn answers(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
