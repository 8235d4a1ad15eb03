//! `cargo xtask run`: from a fresh checkout to a playing service.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;
use crate::setup::{self, Purpose};
use crate::{shell, web};

/// What a person may say about a run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder with music; repeat it for several [default: the demo library]
    #[arg(long, value_name = "FOLDER")]
    music: Vec<PathBuf>,
    /// Port to listen on
    #[arg(long, default_value_t = 4633)]
    port: u16,
    /// Folder for database, keys and caches [default: data, beside the sources]
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Builds with all optimisations, which takes longer
    #[arg(long)]
    release: bool,
    /// More arguments for `qingyin serve`, after `--`
    #[arg(last = true, value_name = "ARGUMENT")]
    more: Vec<String>,
}

/// Installs, builds and serves until it is stopped.
///
/// # Errors
/// When something is missing, does not build, or the service ends with a failure.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Error> {
    for folder in &options.music {
        if !folder.is_dir() {
            let remedy = "create it, mount its disk, or name another with --music";
            return Err(format!("the music folder {} does not exist; {remedy}", folder.display()).into());
        }
    }
    setup::prepare(Purpose::Run)?;
    web::build(root)?;
    println!("building the service");
    let mut arguments = vec!["build", "--workspace", "--bins", "--locked"];
    if options.release {
        arguments.push("--release");
    }
    shell::run(shell::command(root, "cargo", &arguments))?;
    serve(root, options)
}

fn serve(root: &Path, options: &Options) -> Result<(), Error> {
    let profile = if options.release { "release" } else { "debug" };
    let mut command = Command::new(target_folder(root).join(profile).join("qingyin"));
    let data = options.data.clone().unwrap_or_else(|| root.join("data"));
    command.arg("serve").arg("--data").arg(data);
    command.args(["--listen", &format!("127.0.0.1:{}", options.port)]);
    let demo = [root.join("demo/music")];
    for folder in if options.music.is_empty() { &demo[..] } else { &options.music } {
        command.arg("--music").arg(folder);
    }
    command.arg("--web-folder").arg(root.join("web/build")).args(&options.more);
    // The service takes this process's place, so that Ctrl-C and its exit status are its own.
    use std::os::unix::process::CommandExt as _;
    Err(format!("failed to start the service: {}", command.exec()).into())
}

/// Where cargo puts what it builds.
pub(crate) fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}
