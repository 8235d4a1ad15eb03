//! A PostgreSQL server for tests, thrown away afterwards.
//!
//! It never flushes to the disk: the tests want its behaviour, and its data is worthless.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Error;
use crate::{setup, shell};

/// A running server; it stops, and its folder goes away, with this value or with this process.
pub(crate) struct Cluster {
    keeper: Child,
    folder: PathBuf,
    port: u16,
}

/// Waits at the end of a pipe: when this process ends in whatever way, the pipe closes and the server is stopped.
/// Nothing else ends it, not even that nobody is left to hear it.
const KEEPER: &str = r#"
trap '' INT TERM HUP PIPE
bin=$1 folder=$2 port=$3
"$bin/initdb" -D "$folder/data" -U qingyin -A trust -E UTF8 --no-locale -N >"$folder/log" 2>&1 &&
"$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" start >>"$folder/log" 2>&1 || {
  cat "$folder/log" "$folder/server.log" 2>/dev/null
  rm -rf "$folder"
  exit 1
}
echo ready
read -r _
"$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
rm -rf "$folder"
"#;

impl Cluster {
    /// Starts one on a free port of this machine.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start; its own words are in the error.
    pub(crate) fn start() -> Result<Self, Error> {
        let programs = setup::postgres_folder().ok_or("PostgreSQL is not installed; `cargo xtask test` installs it")?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("qingyin-postgres-{}", std::process::id()));
        std::fs::create_dir(&folder).map_err(|error| format!("failed to create {}: {error}", folder.display()))?;
        let mut command = if shell::is_root() {
            // PostgreSQL refuses to run as root; Debian's package brings a user for it.
            shell::run(shell::command(Path::new("/"), "chown", &["postgres", &folder.to_string_lossy()]))?;
            shell::command(Path::new("/"), "runuser", &["-u", "postgres", "--", "sh"])
        } else {
            Command::new("sh")
        };
        command.args(["-c", KEEPER, "keeper"]).arg(programs).arg(&folder).arg(port.to_string());
        let mut keeper = command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut said = String::new();
        let mut lines = BufReader::new(keeper.stdout.take().ok_or("no pipe")?);
        while lines.read_line(&mut said)? > 0 {
            if said.ends_with("ready\n") {
                return Ok(Self { keeper, folder, port });
            }
        }
        keeper.wait()?;
        Err(format!("PostgreSQL did not start:\n{said}").into())
    }

    /// Address of the server, with a database that always exists.
    pub(crate) fn url(&self) -> String {
        format!("postgres://qingyin@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if self.keeper.wait().is_err() || self.folder.exists() {
            eprintln!("the test server's folder was left behind: {}", self.folder.display());
        }
    }
}
