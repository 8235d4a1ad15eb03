//! The program that has the sound device, and why nothing sounds.

use std::fmt;
use std::path::Path;
use std::process::Stdio;

use tokio::process::{Child, ChildStdin, Command};

use super::QUEUE_MAX;

/// A program that plays a WAV file from its standard input on the sound device, such as `aplay -q`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundProgram {
    program: String,
    arguments: Vec<String>,
}

impl SoundProgram {
    /// Reads a command: a program and its arguments, parted by spaces. `None` for an empty one.
    #[must_use]
    pub fn parse(command: &str) -> Option<Self> {
        let mut words = command.split_whitespace().map(str::to_owned);
        Some(Self { program: words.next()?, arguments: words.collect() })
    }

    /// Whether there is such a program, by its path or in the folders of `PATH`.
    #[must_use]
    pub fn is_found(&self) -> bool {
        let is_file = |path: &Path| path.metadata().is_ok_and(|what| what.is_file());
        if self.program.contains('/') {
            return is_file(Path::new(&self.program));
        }
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders).any(|folder| is_file(&folder.join(&self.program)))
    }

    pub(super) fn start(&self) -> Result<(Child, ChildStdin), JukeboxFault> {
        let fault = |reason: String| JukeboxFault::Program { program: self.to_string(), reason };
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.kill_on_drop(true).spawn().map_err(|error| fault(error.to_string()))?;
        let input = child.stdin.take().ok_or_else(|| fault("it has no standard input".to_owned()))?;
        Ok((child, input))
    }
}

impl fmt::Display for SoundProgram {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.program)?;
        self.arguments.iter().try_for_each(|argument| write!(formatter, " {argument}"))
    }
}

/// Why the jukebox does not play.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JukeboxFault {
    /// The operator named no program.
    #[error("this server has no sound device to play on: its operator names a program in 'playback.jukebox'")]
    None,
    /// The program does not start, or fails.
    #[error("the program '{program}' does not play: {reason}")]
    Program {
        /// The command.
        program: String,
        /// What the system says of it.
        reason: String,
    },
    /// None of the songs left in the queue can be played.
    #[error("none of the songs in the queue can be played")]
    Nothing,
    /// The queue has no such place.
    #[error("the queue has no song number {0}")]
    Place(usize),
    /// More songs than the queue holds.
    #[error("the queue holds {QUEUE_MAX} songs at most")]
    Full,
}
