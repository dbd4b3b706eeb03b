//! Printing, in colour where the output is a terminal.

use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

/// The style of `error`.
const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The style of `degraded`.
const DEGRADED: Style = AnsiColor::Yellow.on_default().bold();
/// The style of places.
const PLACE: Style = AnsiColor::Blue.on_default();
/// The style of help.
const HELP: Style = AnsiColor::Cyan.on_default();

/// Prints a line to the standard output. A reader that has gone (`| head`) is no failure.
pub fn say(text: impl Display) {
    drop(writeln!(
        anstream::stdout(),
        "{}",
        coloured(&text.to_string())
    ));
}

/// Prints a line to the standard error.
pub fn say_error(text: impl Display) {
    drop(writeln!(
        anstream::stderr(),
        "{}",
        coloured(&text.to_string())
    ));
}

/// Prints an error. Returns the code of a failure.
pub fn fail(error: &dyn Display) -> ExitCode {
    say_error(format_args!("error: {error}"));
    ExitCode::FAILURE
}

/// Puts the beginnings of lines in colour. The colours are left out again where a terminal has none, and where the output
/// is no terminal.
fn coloured(text: &str) -> String {
    let starts = [
        ("error:", ERROR),
        ("degraded:", DEGRADED),
        ("  --> ", PLACE),
        ("  and ", PLACE),
        (" help:", HELP),
    ];
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let start = starts.iter().find(|(start, _)| line.starts_with(start));
        let rest = start.and_then(|(start, _)| line.strip_prefix(start));
        match (start, rest) {
            (Some((start, style)), Some(rest)) => {
                let _ = write!(out, "{style}{start}{style:#}{rest}");
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// Shows on a terminal that something is done, until it is dropped. Nothing is shown of what takes less than half a
/// second.
#[must_use]
pub fn working(text: String) -> Working {
    let bar = ProgressBar::new_spinner().with_message(text);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    Working(bar)
}

/// A sign on a terminal that something is done.
pub struct Working(ProgressBar);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginnings_of_lines_are_in_colour() {
        let text = coloured("error: a\n  --> b\n of help: c\n help: d");
        assert_eq!(
            text,
            "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m a\n\u{1b}[34m  --> \u{1b}[0mb\n of help: c\n\u{1b}[36m help:\u{1b}[0m d"
        );
        assert_eq!(
            anstream::adapter::strip_str(&text).to_string(),
            "error: a\n  --> b\n of help: c\n help: d"
        );
    }
}
