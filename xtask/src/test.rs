//! `cargo xtask test`: everything, on both databases, in a browser, and by other people's clients.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Error;
use crate::postgres::Cluster;
use crate::run::target_folder;
use crate::service::Service;
use crate::setup::{self, Purpose};
use crate::steps::Steps;
use crate::{house, judges, lab, made, promises, shell, web};

/// What a person may say about the tests.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Leaves out the tests in a browser and those by other people's clients
    #[arg(long)]
    fast: bool,
}

/// Runs every test; a failing step does not stop those that do not need it.
///
/// # Errors
/// When any step failed.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Error> {
    let purpose = if options.fast { Purpose::TestWithoutBrowser } else { Purpose::Test };
    let mut steps = Steps::default();
    if !steps.take("setup", || setup::prepare(purpose)) {
        return steps.finish();
    }
    steps.take("generated files are fresh", || made::check(root));
    steps.take("house rules", || house::check(root));
    steps.take("promises name their tests", || promises::check(root));
    steps.take("format", || shell::run(shell::command(root, "cargo", &["fmt", "--all", "--check"])));
    let built = web_steps(root, &mut steps);
    let one_pass = nextest() && shell::find("clippy-driver").is_some();
    // What clippy found fault with is not there, and is compiled without it.
    let has_programs = steps.take("clippy", || clippy(root, one_pass)) && one_pass;
    let apart = apart(&mut steps);
    let mut server = false;
    match Cluster::start() {
        Ok(cluster) => server = rust_steps(root, &mut steps, &cluster, has_programs),
        Err(error) => drop(steps.take("test server", || Err(error))),
    }
    let whole = !options.fast && built && server;
    if whole {
        browser_steps(root, &mut steps);
    }
    // Other people's clients are fetched, and the lab closes their network itself.
    drop(apart);
    match (options.fast, whole) {
        (true, _) => steps.skip("browser, judges, lab", "--fast"),
        (false, false) => steps.skip("browser, judges", "the web app or the server is not there"),
        (false, true) => judge_step(root, &mut steps),
    }
    if !options.fast {
        lab_step(root, &mut steps, has_programs);
    }
    steps.finish()
}

/// A network of its own for what follows, where the system gives one.
#[cfg(target_os = "linux")]
fn apart(steps: &mut Steps) -> Option<crate::closed::Closed> {
    const NAME: &str = "a network of its own";
    let mut closed = None;
    match lab::closes() {
        Ok(None) => drop(steps.take(NAME, || {
            closed = Some(crate::closed::Closed::enter()?);
            Ok(())
        })),
        Ok(Some(reason)) => steps.skip(NAME, &reason),
        Err(error) => drop(steps.take(NAME, || Err(error))),
    }
    closed
}

#[cfg(not(target_os = "linux"))]
fn apart(steps: &mut Steps) -> Option<()> {
    steps.skip("a network of its own", "only Linux gives one");
    None
}

/// Other people's clients; left out only where a person would have to install them.
fn judge_step(root: &Path, steps: &mut Steps) {
    match setup::judges() {
        Err(missing) if !shell::is_root() => steps.skip("judges", &missing),
        Err(missing) => drop(steps.take("judges", || Err(missing.into()))),
        Ok(()) => drop(steps.take("judges", || judges::run(root))),
    }
}

/// Clients that were made for the real vendors, against the lab that plays them.
fn lab_step(root: &Path, steps: &mut Steps, has_programs: bool) {
    match lab::left_out() {
        Ok(Some(reason)) => steps.skip("lab", &reason),
        Err(error) => drop(steps.take("lab", || Err(error))),
        Ok(None) => drop(steps.take("lab", || {
            // A judge reads what this prints; with the tests it was made as a test, and has another name.
            let frames = ["build", "--workspace", "--example", "cmpp_frames", "--locked", "--quiet"];
            let frames = shell::command(root, "cargo", &frames);
            shell::run(if has_programs { with_clippy(frames) } else { frames })?;
            lab::run(root)
        })),
    }
}

/// How clippy is run, here and in `cargo xtask check`.
pub(crate) const CLIPPY: &[&str] =
    &["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"];

/// Returns whether the web app was built.
fn web_steps(root: &Path, steps: &mut Steps) -> bool {
    if !steps.take("web: install", || web::install(root)) {
        return false;
    }
    steps.take("web: lint", || web::script(root, "lint"));
    let mut closing = Vec::new();
    steps.take("web: unit tests", || {
        let ended = shell::tee(shell::command(&root.join("web"), "npm", &["test", "--silent"]), true)?;
        closing = ended.lines.clone();
        ended.or_error().map(drop)
    });
    steps.keep_closing(&closing);
    let built = steps.take("web: build", || web::build(root));
    if built {
        steps.take("web: size of the first page", || web::script(root, "size"));
    }
    built
}

/// Where the list of built test programs lies.
const TEST_PROGRAMS: &str = "test-programs.json";

/// Has clippy look at everything.
///
/// Clippy's compiler makes programs as well as any, so one pass does for its look and for the tests: compiling the
/// whole twice would be the longest part of a clean run. Without nextest, which runs programs that are there already,
/// clippy looks by itself.
fn clippy(root: &Path, one_pass: bool) -> Result<(), Error> {
    if !one_pass {
        return shell::run(shell::command(root, "cargo", CLIPPY));
    }
    let arguments = ["nextest", "list", "--workspace", "--all-targets", "--locked", "--cargo-quiet"];
    let mut command = shell::command(root, "cargo", &arguments);
    command.args(["--message-format", "json", "--list-type", "binaries-only"]);
    let programs = shell::output(with_clippy(command))?;
    fs::write(target_folder(root).join(TEST_PROGRAMS), programs)?;
    Ok(())
}

fn nextest() -> bool {
    shell::answers("cargo", &["nextest", "--version"])
}

/// The command, with clippy's compiler for what is ours and every warning an error, as `cargo clippy` itself does it.
fn with_clippy(mut command: Command) -> Command {
    let denied = "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__";
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", denied);
    command
}

/// Returns whether the server was built; with `has_programs`, clippy's compiler has made the tests already.
fn rust_steps(root: &Path, steps: &mut Steps, cluster: &Cluster, has_programs: bool) -> bool {
    let programs = target_folder(root).join(TEST_PROGRAMS);
    let programs = programs.to_string_lossy();
    let mut runs: Vec<(&'static str, Vec<&str>)> = Vec::new();
    if has_programs || nextest() {
        let mut arguments = vec!["nextest", "run", "--no-fail-fast"];
        if has_programs {
            arguments.extend(["--binaries-metadata", &*programs]);
        } else {
            arguments.extend(["--workspace", "--locked"]);
        }
        // Documentation tests are beyond nextest, and need a run of their own.
        runs.push(("tests", arguments));
        runs.push(("documentation tests", vec!["test", "--workspace", "--locked", "--doc", "--no-fail-fast"]));
    } else {
        runs.push(("tests", vec!["test", "--workspace", "--locked", "--no-fail-fast"]));
    }
    for (name, arguments) in runs {
        let mut closing = Vec::new();
        steps.take(name, || {
            let mut command = shell::command(root, "cargo", &arguments);
            if has_programs && arguments.contains(&"--doc") {
                command = with_clippy(command);
            }
            command.env("QINGYIN_TEST_POSTGRES", cluster.url()).env("QINGYIN_TEST_BOTH_ENGINES", "1");
            let ended = shell::tee(command, true)?;
            closing = ended.lines.clone();
            ended.or_error().map(drop)
        });
        steps.keep_closing(&closing);
    }
    shell::is_executable(&target_folder(root).join("debug/qingyin"))
}

/// The pages alone with an invented library, then the whole with the real service.
fn browser_steps(root: &Path, steps: &mut Steps) {
    let mut closing = Vec::new();
    steps.take("browser: pages", || {
        closing.extend(e2e(root, None)?);
        Ok(())
    });
    // Sound is heard as it plays there, so it is the only browser at a time.
    steps.take("browser: the service", || {
        closing.extend(e2e(root, Some(&Service::start(root, "pages")?))?);
        Ok(())
    });
    steps.keep_closing(&closing);
}

/// Runs the browser tests; returns what they said.
fn e2e(root: &Path, service: Option<&Service>) -> Result<Vec<String>, Error> {
    let mut command = shell::command(&root.join("web"), "npm", &["run", "--silent", "e2e"]);
    if let Some(chromium) = setup::chromium() {
        command.env("CHROMIUM", chromium);
    }
    command.env("QINGYIN_BINARY", target_folder(root).join("debug/qingyin"));
    if let Some(service) = service {
        command.env("QINGYIN_ADDRESS", service.address()).env("QINGYIN_OUTPUT", service.output());
    }
    shell::tee(command, true)?.or_error()
}
