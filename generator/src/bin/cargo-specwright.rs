//! `cargo specwright`: see `cargo specwright help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo passes the name of its command as the first argument.
    let arguments = std::env::args_os().enumerate();
    let own = arguments.filter(|(index, argument)| *index != 1 || argument != "specwright");
    specwright::command::run("cargo specwright", own.map(|(_, argument)| argument))
}
