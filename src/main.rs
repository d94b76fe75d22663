//! The `newsprint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsprint::cli::run()
}
