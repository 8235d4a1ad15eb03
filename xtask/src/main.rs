//! The one door to the project's chores: `cargo xtask --help`.

mod r#gen;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The one door to the project's chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Makes everything that is generated from the policy.
    Gen {
        /// Writes nothing; fails when a generated file is stale, naming each.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().chore {
        Chore::Gen { check } => r#gen::generate(&root(), check),
    };
    match outcome {
        Ok(report) => {
            println!("{report}");
            ExitCode::from(u8::from(report.is_stale()))
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}
