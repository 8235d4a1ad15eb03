//! The one door to the project's chores: `cargo xtask --help`.

mod bench;
mod check;
#[cfg(target_os = "linux")]
mod closed;
mod r#gen;
mod house;
mod judges;
mod lab;
mod made;
mod manifests;
mod mutations;
mod new_domain;
mod pictures;
mod policy_history_page;
mod postgres;
mod promises;
mod promises_page;
mod run;
mod service;
mod setup;
mod shell;
mod steps;
mod test;
mod test_names;
mod tree_copy;
mod web;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub(crate) use r#gen::Error;

/// The one door to the project's chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Installs what is missing, builds everything and starts the service with the demo library or your music
    Run(run::Options),
    /// Runs everything: formats, lints, tests on SQLite and PostgreSQL, the web app, the browser, other people's clients
    Test(test::Options),
    /// Builds the service and lets other people's clients judge it
    Judges,
    /// Builds the lab, and lets clients that were made for the real vendors sign in there
    Lab,
    /// The inner loop: generated files, rules of the house, format and clippy
    Check,
    /// Makes everything that is generated: policy types and documents, the settings' reference, the crate map
    Gen {
        /// Writes nothing; fails when a generated file is stale, naming each
        #[arg(long)]
        check: bool,
        /// Builds the service as well, writes the description of its API to web/openapi.json, and the web app's types from it
        #[arg(long, conflicts_with = "check")]
        api: bool,
    },
    /// Measures, with all optimisations
    Bench {
        /// What goes to the measurements, such as the name of one
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Takes the pictures of the README anew, from the service with the demo library
    Pictures,
    /// Makes a domain crate that compiles, with routes, store, migration and tests
    NewDomain {
        /// A noun of the field in lower case, such as `playlists`
        name: String,
    },
    /// Tells which promises of the policy's suite hold, each with its test
    Promises(promises::Options),
}

fn main() -> ExitCode {
    let root = root();
    let outcome = match Arguments::parse().chore {
        Chore::Run(options) => run::run(&root, &options),
        Chore::Test(options) => test::run(&root, &options),
        Chore::Judges => judges::build_and_run(&root),
        Chore::Lab => lab::build_and_run(&root),
        Chore::Check => check::run(&root),
        Chore::Gen { check: true, .. } => made::check(&root),
        Chore::Gen { check: false, api } => made::make(&root, false)
            .map(|report| println!("{report}"))
            .and_then(|()| if api { describe_api(&root) } else { Ok(()) }),
        Chore::Bench { arguments } => bench::run(&root, &arguments),
        Chore::Pictures => pictures::run(&root),
        Chore::NewDomain { name } => new_domain::run(&root, &name),
        Chore::Promises(options) => promises::run(&root, &options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The project's root: cargo tells it at run time, because two checkouts may share what was built.
fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let folder = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    folder.parent().unwrap_or(Path::new(".")).to_path_buf()
}

/// The service describes itself in a test, which writes what it otherwise compares; the web app's types follow.
fn describe_api(root: &std::path::Path) -> Result<(), Error> {
    let arguments =
        ["test", "-p", "qingyin", "--test", "tests", "gates::the_committed_description_of_the_api_is_fresh"];
    let mut command = shell::command(root, "cargo", &arguments);
    command.env("QINGYIN_WRITE_GENERATED", "1");
    shell::run(command)?;
    web::install(root)?;
    web::script(root, "gen:api")
}
