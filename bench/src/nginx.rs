//! nginx as the peer for whole files and ranges: sendfile, one worker, descriptors kept open.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Error, process};

/// A running nginx; it is stopped when this is dropped.
pub(crate) struct Nginx {
    master: Child,
    pub(crate) port: u16,
    /// The process that does the work.
    pub(crate) worker: u32,
}

impl Nginx {
    /// Starts nginx over a folder.
    ///
    /// # Errors
    /// When it is missing or does not start.
    pub(crate) fn start(work: &Path, root: &Path) -> Result<Self, Error> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let folder = work.join("nginx");
        fs::create_dir_all(&folder)?;
        let settings = folder.join("nginx.conf");
        fs::write(&settings, configuration(&folder, root, port))?;
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].into_iter().map(Path::new);
        let program = program.into_iter().find(|path| path.exists()).ok_or("nginx is not installed")?;
        let mut command = process::at_high_priority(program);
        command.arg("-c").arg(&settings).arg("-p").arg(&folder).stderr(Stdio::null());
        let mut nginx = Self { master: command.spawn()?, port, worker: 0 };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > Duration::from_secs(10) {
                return Err("nginx does not answer".into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        nginx.worker = process::first_child(nginx.master.id())?;
        Ok(nginx)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = std::process::Command::new("kill").arg(self.master.id().to_string()).status();
        let _ = self.master.wait();
    }
}

fn configuration(folder: &Path, root: &Path, port: u16) -> String {
    // The worker has to read files of whoever measures, so it runs as the same user.
    let user = std::env::var("USER").ok().filter(|user| user == "root").or_else(is_root);
    let user = user.map_or_else(String::new, |user| format!("user {user};\n"));
    format!(
        "{user}daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\n  types {{ audio/mpeg mp3; image/jpeg jpg; }}\n  access_log off;\n  sendfile on;\n  tcp_nopush on;\n  \
         keepalive_requests 100000000;\n  open_file_cache max=1000;\n  open_file_cache_valid 60s;\n  \
         server {{ listen 127.0.0.1:{port}; root \"{root}\"; }}\n}}\n",
        folder = folder.display(),
        root = root.display(),
    )
}

fn is_root() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("Uid:"))?;
    (line.split_whitespace().nth(2)? == "0").then(|| "root".to_owned())
}
