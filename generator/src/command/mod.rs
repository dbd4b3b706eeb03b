//! The command `specwright`.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | the options of all commands |
//! | `generate` | `generate` and `check` |
//! | `list` | `list` |
//! | `init` | `init` |
//! | `changes` | `changes` |
//! | `degradations`, `stats` | degradations as text, and as JSON |
//! | `output` | what is printed, and in which colours |

pub mod arguments;
pub mod changes;
pub mod degradations;
pub mod generate;
mod init;
mod list;
pub mod output;
pub mod stats;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use self::arguments::{Arguments, Command};

/// Runs the command with these arguments, the first of which is the name of the program. `name` is what a user types:
/// `specwright`, or `cargo specwright`.
///
/// Ends with 0 on success, with 1 if something was refused or is out of date, and with 2 if the arguments are wrong or
/// two documents cannot be compared.
#[must_use]
pub fn run(
    name: &'static str,
    arguments: impl IntoIterator<Item = std::ffi::OsString>,
) -> ExitCode {
    let command = Arguments::command().bin_name(name).name(name);
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    match arguments.command {
        Command::Generate(arguments) => generate::generate(&arguments, name),
        Command::Check(arguments) => generate::check(&arguments),
        Command::Changes(arguments) => changes::run(&arguments, &changes::Defaults::default()),
        Command::List(arguments) => list::list(&arguments),
        Command::Init(arguments) => init::init(&arguments, name),
        Command::Completions { shell } => {
            let mut command = Arguments::command().name("specwright");
            clap_complete::generate(shell, &mut command, "specwright", &mut std::io::stdout());
            ExitCode::SUCCESS
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[test]
    fn the_options_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn an_unknown_command_is_an_error() {
        assert!(Arguments::try_parse_from(["specwright", "genrate"]).is_err());
    }
}
