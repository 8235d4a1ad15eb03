//! The measured program, started as an operator would start it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Error, Setting, http, process};

/// A start, with migrations, may take this long.
const STARTS_WITHIN: Duration = Duration::from_secs(60);
/// How long a line that must come may take.
const LINE_WITHIN: Duration = Duration::from_secs(10);

/// A running service; it is stopped when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, on this machine.
    pub(crate) port: u16,
    lines: Receiver<String>,
}

impl Server {
    /// Starts the service with these folders.
    ///
    /// # Errors
    /// When it does not start, with what it said.
    pub(crate) fn start(setting: &Setting, data: &Path, music: &Path, watch: bool) -> Result<Self, Error> {
        Self::start_with(setting, data, music, watch, None)
    }

    /// Starts the service, on the PostgreSQL database at that address where one is given.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub(crate) fn start_with(
        setting: &Setting,
        data: &Path,
        music: &Path,
        watch: bool,
        database: Option<&str>,
    ) -> Result<Self, Error> {
        let mut command = process::at_high_priority(&setting.binary);
        command.arg("serve").arg("--data").arg(data).arg("--music").arg(music);
        command.args(["--listen", "127.0.0.1:0", "--log-level", "error"]);
        command.args(["--set", "music.rescan_interval_minutes=0", "--set", "server.trusted_proxies=127.0.0.1"]);
        // What is measured is the answer to a request; work in the background is measured by itself.
        command.args(["--set", "music.analysis=false"]);
        command.args(["--set", if watch { "music.watch=true" } else { "music.watch=false" }]);
        if let Some(database) = database {
            command.args(["--database-url", database]);
        }
        if let Some(folder) = &setting.web_folder {
            command.arg("--web-folder").arg(folder);
        }
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let mut server = Self { child, port: 0, lines };
        let line = server.line_with("Qingyin is at ", STARTS_WITHIN)?;
        let port = line.rsplit(':').next().ok_or("no port")?.trim_end_matches('/');
        server.port = port.parse()?;
        Ok(server)
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What follows `words` in the next line that has them.
    ///
    /// # Errors
    /// When no such line comes.
    pub(crate) fn line(&self, words: &str) -> Result<String, Error> {
        self.line_with(words, LINE_WITHIN)
    }

    fn line_with(&self, words: &str, within: Duration) -> Result<String, Error> {
        let until = Instant::now() + within;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left).map_err(|_| format!("the program never said \"{words}\""))?;
            if let Some((_, rest)) = line.split_once(words) {
                return Ok(rest.to_owned());
            }
        }
    }

    /// Asks until the answer holds, and returns how long that took.
    ///
    /// # Errors
    /// When it does not hold within `within`.
    pub(crate) fn until(
        &self,
        path: &str,
        within: Duration,
        holds: impl Fn(&serde_json::Value) -> bool,
    ) -> Result<Duration, Error> {
        let begun = Instant::now();
        loop {
            if holds(&http::json(self.port, path)?) {
                return Ok(begun.elapsed());
            }
            if begun.elapsed() > within {
                return Err(format!("{path} did not change within {within:?}").into());
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // nice(1) replaces itself, so this is the service and nothing in between; it closes its database on SIGTERM.
        let stopped = std::process::Command::new("kill").arg(self.pid().to_string()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
