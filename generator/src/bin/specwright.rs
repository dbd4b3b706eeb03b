//! `specwright`: see `specwright help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    specwright::command::run("specwright", std::env::args_os())
}
