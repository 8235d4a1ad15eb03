//! The service with the demo library, for tests in a browser; thrown away afterwards.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::target_folder;
use crate::{Error, shell};

/// Longest wait for the first answer; the library is scanned before.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How often it is tried meanwhile.
const TRY_EVERY: Duration = Duration::from_millis(50);

/// A running service; it stops, and its data goes away, with this value or with this process.
pub(crate) struct Service {
    keeper: Child,
    folder: PathBuf,
    address: String,
}

/// As for the test database: the end of a pipe tells that nobody needs the service any more.
const KEEPER: &str = r#"
trap '' INT TERM HUP PIPE
folder=$1
shift
"$@" >"$folder/output" 2>&1 </dev/null &
service=$!
read -r _
kill "$service" 2>/dev/null
wait "$service"
rm -rf "$folder"
"#;

impl Service {
    /// Scans the demo library into fresh data, in a folder of this name, and serves it on a free port.
    ///
    /// # Errors
    /// When the program is not built, or does not answer; its own words are in the error.
    pub(crate) fn start(root: &Path, name: &str) -> Result<Self, Error> {
        let program = target_folder(root).join("debug/qingyin");
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let folder = std::env::temp_dir().join(format!("qingyin-browser-{}-{name}", std::process::id()));
        fs::create_dir(&folder).map_err(|error| format!("failed to create {}: {error}", folder.display()))?;
        let listen = format!("127.0.0.1:{port}");
        let arguments = |chore: &str| {
            let mut arguments = vec![program.clone().into_os_string(), chore.into(), "--data".into()];
            arguments.extend([folder.join("data").into_os_string(), "--listen".into(), listen.clone().into()]);
            arguments.extend(["--music".into(), root.join("demo/music").into_os_string()]);
            arguments.extend(["--web-folder".into(), root.join("web/build").into_os_string()]);
            arguments
        };
        // A device that hears everything at once.
        let device = folder.join("device.sh");
        fs::write(&device, "exec cat >/dev/null")?;
        let scan = arguments("scan");
        let mut command = Command::new(&scan[0]);
        command.args(&scan[1..]);
        shell::tee(command, false)?.or_error()?;
        let mut command = Command::new("sh");
        command.args(["-c", KEEPER, "keeper"]).arg(&folder).args(arguments("serve"));
        command.env("QINGYIN_PLAYBACK_JUKEBOX", format!("sh {}", device.display()));
        command.env("QINGYIN_PLAYBACK_JUKEBOX_FOR", "members");
        // Each visitor says from where they come, as a proxy would.
        command.env("QINGYIN_SERVER_TRUSTED_PROXIES", "127.0.0.1");
        let keeper = command.stdin(Stdio::piped()).spawn()?;
        let service = Self { keeper, folder, address: format!("http://{listen}") };
        service.wait(&listen)?;
        Ok(service)
    }

    fn wait(&self, listen: &str) -> Result<(), Error> {
        let start = Instant::now();
        while start.elapsed() < READY_WITHIN {
            if TcpStream::connect(listen).is_ok() {
                return Ok(());
            }
            std::thread::sleep(TRY_EVERY);
        }
        let said = fs::read_to_string(self.output()).unwrap_or_default();
        Err(format!("the service did not answer on {listen} within {} s:\n{said}", READY_WITHIN.as_secs()).into())
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The file with everything it writes: its one-time link, and the codes it sends.
    pub(crate) fn output(&self) -> PathBuf {
        self.folder.join("output")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if self.keeper.wait().is_err() || self.folder.exists() {
            eprintln!("the test service's folder was left behind: {}", self.folder.display());
        }
    }
}
