//! `changes`: what a change of the document means for callers and on the wire.

mod accepted;
mod arguments;
mod base;
mod files;
mod versions;

use std::io::{self, IsTerminal};
use std::path::Path;
use std::thread;

use std::process::ExitCode;

pub use self::arguments::{Arguments, Defaults, Deny, Format, Max};
pub use self::base::{Side, sides};

use self::accepted::Accepted;
use self::files::Files;
use super::output::{say, say_error};
use crate::changes::{Errors, Report, compare as compare_clients};
use crate::emit::{File, emit};
use crate::lower::{Lowered, Options, lower};
use crate::project::generation::read_lock;
use crate::project::{Failure, sources};
use crate::surface::Level;

/// Prints the report. Ends with 1 if an option refuses the changes, and with 2 if the documents cannot be compared.
#[must_use]
pub fn run(arguments: &Arguments, defaults: &Defaults) -> ExitCode {
    finish(changes(arguments, defaults))
}

/// Prints an outcome, and returns its code.
#[must_use]
pub fn finish(outcome: Result<Outcome, Failure>) -> ExitCode {
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(failure) => {
            match failure {
                Failure::Io(error) => say_error(format_args!("error: {error}")),
                Failure::Document(problems) => say_error(problems),
            }
            return ExitCode::from(2);
        }
    };
    say(outcome.text.trim_end());
    for reason in &outcome.refused {
        say_error(format_args!("error: {reason}"));
    }
    match outcome.refused.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// A report, and why it is refused.
#[derive(Debug)]
pub struct Outcome {
    /// The text to print.
    pub text: String,
    /// Each reason to fail, by the options.
    pub refused: Vec<String>,
}

/// Compares two documents.
///
/// # Errors
/// See [`Failure`]; and revisions that git does not know, accepted changes that do not occur, and fingerprints of no
/// change.
pub fn changes(arguments: &Arguments, defaults: &Defaults) -> Result<Outcome, Failure> {
    let (old, new) = sides(arguments, defaults)?;
    let renames = renames(&arguments.rename)?;
    let report = compare(&old, &new, &renames)?;
    let path = match (&arguments.accepted, new.named()) {
        (Some(path), _) => path.clone(),
        (None, Some(document)) => accepted::beside(document),
        (None, None) => accepted::beside(Files::of(arguments, defaults)?.spec()?),
    };
    let mut accepted = Accepted::read(&path)?;
    accepted.accept(
        &report,
        &arguments.accept,
        arguments.why.as_deref().unwrap_or_default(),
    )?;
    accepted.check(&report)?;
    accepted.write()?;
    let open = accepted.without(&report);
    let title = new.shown();
    let mut text = match arguments.format {
        Format::Text => report.text(&title, io::stdout().is_terminal()),
        Format::Markdown => report.markdown(&title),
        Format::Json => format!("{:#}\n", report.json(&title)),
    };
    if arguments.format != Format::Json {
        accepted.describe(&report, &mut text);
    }
    Ok(Outcome {
        text,
        refused: refusals(arguments, &open, (&old, &new))?,
    })
}

/// Compares a document with the revision that is checked out. Returns one line on the changes; `None` without a git
/// repository, or if there are none.
#[must_use]
pub fn short(spec: &Path, lock: &Path) -> Option<String> {
    let (old, new) = base::since_head(spec, lock).ok()?;
    let report = compare(&old, &new, &[]).ok()?;
    if report.changes.is_empty() {
        return None;
    }
    let (count, them) = match report.changes.len() {
        1 => ("1 change".to_owned(), "it"),
        more => (format!("{more} changes"), "them"),
    };
    let silent = match report.has_silent() {
        true => ", of which programs can compile as they are, and mean something else",
        false => "",
    };
    let level = report.level().word();
    Some(format!(
        "{count} since HEAD: {level}{silent}; `cargo xtask changes` shows {them}"
    ))
}

fn compare(old: &Side, new: &Side, renames: &[(String, String)]) -> Result<Report, Failure> {
    let document = new.shown();
    let (old, new) = both(old, new)?;
    let mut report = report(&old, &new, renames)?;
    report.errors = Errors::of(&new.lowered.degradations, &document);
    Ok(report)
}

/// A document with what is generated of it.
pub struct Client {
    /// The IR, and the problems.
    pub lowered: Lowered,
    /// The generated files.
    pub files: Vec<File>,
}

/// Reads both documents. Neither depends on the other.
///
/// # Errors
/// See [`Failure`].
pub fn both(old: &Side, new: &Side) -> Result<(Client, Client), Failure> {
    let client = |side: &Side| -> Result<_, Failure> {
        let options = Options {
            lenient: true,
            config: side.config.clone(),
            lenient_settings: true,
            lock: match &side.lock {
                Some(lock) => read_lock(&side.place, lock)?,
                None => None,
            },
            ..Options::default()
        };
        let parsed = sources::read(&side.place, &side.path, &side.overlays)?;
        let lowered = lower(parsed, &options)?;
        let files = emit(&lowered.api, "");
        Ok(Client { lowered, files })
    };
    let (old, new) = thread::scope(|scope| {
        let old = scope.spawn(|| client(old));
        let new = client(new);
        let old = old
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("a thread has panicked").into()));
        (old, new)
    });
    Ok((old?, new?))
}

/// Compares both clients.
///
/// # Errors
/// A renaming of something that was not renamed.
pub fn report(old: &Client, new: &Client, renames: &[(String, String)]) -> Result<Report, Failure> {
    let report = compare_clients(
        (&old.lowered.api, &old.files),
        (&new.lowered.api, &new.files),
        renames,
    );
    match report.unused_renames.as_slice() {
        [] => Ok(report),
        unused => {
            let message = format!(
                "nothing was renamed like this: {}; write the name of a type or of its property, as in the report",
                unused.join(", ")
            );
            Err(io::Error::other(message).into())
        }
    }
}

/// Reads renamings: `TimeEntry.notes=comment`.
///
/// # Errors
/// A text that is none.
pub fn renames(given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let renames = given.iter().map(|rename| {
        let message = || {
            format!("`{rename}` is no renaming: write `TimeEntry.notes=comment` or `Owner=Person`")
        };
        let (old, new) = rename
            .split_once('=')
            .ok_or_else(|| io::Error::other(message()))?;
        Ok((old.trim().to_owned(), new.trim().to_owned()))
    });
    renames.collect()
}

/// The reasons to fail, of changes that are not accepted.
fn refusals(
    arguments: &Arguments,
    open: &Report,
    (old, new): (&Side, &Side),
) -> Result<Vec<String>, Failure> {
    let mut refused = Vec::new();
    let most = arguments.max.map(|max| match max {
        Max::Patch => Level::Patch,
        Max::Minor => Level::Minor,
    });
    if let Some(most) = most.filter(|most| open.level() > *most) {
        refused.push(format!(
            "the change is {}, and at most {} is allowed",
            open.level().word(),
            most.word()
        ));
    }
    if arguments.deny.is_some() && open.has_silent() {
        refused.push("programs can compile as they are, and mean something else".to_owned());
    }
    if let Some(manifest) = &arguments.check_version {
        refused.extend(versions::check(manifest, open.level(), old, new)?);
    }
    Ok(refused)
}
