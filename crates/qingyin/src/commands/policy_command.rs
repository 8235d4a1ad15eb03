//! `qingyin policy`: the versions inside this program.

use std::process::ExitCode;

use clap::Subcommand;
use policy::Language;

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Verify the chain of hashes of every version inside this program
    Check,
    /// Show what changed between two versions, and whether it widens what the service may do
    Diff {
        /// The earlier version, such as 1
        from: String,
        /// The later version, such as 2
        to: String,
    },
}

pub(super) fn run(command: PolicyCommand) -> ExitCode {
    let versions = match policy::versions() {
        Ok(versions) => versions,
        Err(broken) => {
            eprintln!("qingyin: {broken}");
            return ExitCode::FAILURE;
        }
    };
    match command {
        PolicyCommand::Check => {
            for version in versions {
                let state = if version.published { "published" } else { "not yet published" };
                println!("version {}: {} ({state})", version.policy.version, version.hash);
            }
            ExitCode::SUCCESS
        }
        PolicyCommand::Diff { from, to } => {
            let find = |name: &str| versions.iter().find(|version| version.policy.version == name);
            let (Some(before), Some(after)) = (find(&from), find(&to)) else {
                let known: Vec<_> = versions.iter().map(|version| version.policy.version.as_str()).collect();
                eprintln!("qingyin: there are versions {}", known.join(", "));
                return ExitCode::FAILURE;
            };
            for change in policy::diff::diff(&before.policy, &after.policy) {
                let mark = if change.widening { "wider" } else { "     " };
                println!("{mark}  {:?}  {}", change.kind, change.title.in_language(Language::En));
            }
            ExitCode::SUCCESS
        }
    }
}
