//! `cargo xtask changes`: what a change of the document means for callers and on the wire.

mod accepted;
mod arguments;
mod base;
mod versions;

use std::io::{self, IsTerminal};
use std::path::Path;
use std::thread;

use generator::{File, Level, Lowered, Options, Report};

pub use self::arguments::{Arguments, Deny, Format, Max};
pub(crate) use self::base::{Side, sides};

use self::accepted::Accepted;
use crate::calls::document::Document;
use crate::codegen::read_lock;
use crate::failure::Failure;
use crate::sources;

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
pub fn changes(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (old, new) = sides(arguments)?;
    let renames = renames(&arguments.rename)?;
    let report = compare(&old, &new, &renames)?;
    let path = arguments
        .accepted
        .clone()
        .unwrap_or_else(|| accepted::beside(new.named().unwrap_or(&arguments.spec)));
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
    let (old, new) = both(old, new)?;
    report(&old, &new, renames)
}

/// A document with what is generated of it.
pub(crate) struct Client {
    /// The document as plain JSON.
    pub(crate) document: Document,
    /// The IR, and the problems.
    pub(crate) lowered: Lowered,
    /// The generated files.
    pub(crate) files: Vec<File>,
}

/// Reads both documents. Neither depends on the other.
pub(crate) fn both(old: &Side, new: &Side) -> Result<(Client, Client), Failure> {
    let client = |side: &Side| -> Result<_, Failure> {
        let options = Options {
            lenient: true,
            lock: match &side.lock {
                Some(lock) => read_lock(&side.place, lock)?,
                None => None,
            },
            ..Options::default()
        };
        let parsed = sources::read(&side.place, &side.path, &side.overlays)?;
        let document = Document::new(&parsed);
        let lowered = generator::lower(parsed, &options)?;
        let files = generator::emit(&lowered.api, "");
        Ok(Client {
            document,
            lowered,
            files,
        })
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
pub(crate) fn report(
    old: &Client,
    new: &Client,
    renames: &[(String, String)],
) -> Result<Report, Failure> {
    let report = generator::compare(
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

pub(crate) fn renames(given: &[String]) -> Result<Vec<(String, String)>, Failure> {
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
