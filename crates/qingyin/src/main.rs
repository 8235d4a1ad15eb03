//! The command line of Qingyin.

use std::process::ExitCode;

fn main() -> ExitCode {
    qingyin::commands::main()
}
