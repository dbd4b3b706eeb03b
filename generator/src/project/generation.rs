//! Generated files: those of a document, and how a folder differs from them.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::drift::{Drift, Files};
use super::place::Place;
use crate::document::parse::Parsed;
use crate::emit::emit;
use crate::ir::{Api, Shape};
use crate::lock::{Lock, lock};
use crate::lower::{Lowered, Options, lower};
use crate::problem::Problems;

/// The result of a document, and how a folder differs from it.
#[derive(Debug)]
pub struct Generation {
    /// The IR of the document, and the problems that did not stop it.
    pub lowered: Lowered,
    /// How the folder differs from the files that the document gives.
    pub drift: Drift,
    /// A line for each name of the lock that is not kept.
    pub dropped: Vec<String>,
}

/// The lock of the names and orders, among the generated files.
pub const LOCK: &str = "api.lock";

/// Reads the lock in a folder. One that is to be written anew does not have to be readable.
///
/// # Errors
/// See [`read_lock`].
pub fn older_lock(folder: &Path, repin: bool) -> io::Result<Option<Lock>> {
    let lock = read_lock(&Place::Disk, &folder.join(LOCK));
    match repin {
        true => Ok(lock.unwrap_or_default()),
        false => lock,
    }
}

/// Reads a lock; `None` if it is not there.
///
/// # Errors
/// A file that cannot be read, or that is no lock.
pub fn read_lock(place: &Place, path: &Path) -> io::Result<Option<Lock>> {
    let Some(bytes) = place.read(path)? else {
        return Ok(None);
    };
    let lock = Lock::read(&String::from_utf8_lossy(&bytes));
    let lock = lock.map_err(|error| io::Error::other(format!("{}: {error}", path.display())));
    lock.map(Some)
}

/// Generates from a document that is parsed already, with the lock among the files. `command` is the one that writes them.
/// Returns also what has become of names in the `older` lock that are not kept.
///
/// # Errors
/// The problems of the document.
pub fn locked(
    parsed: Parsed,
    options: &Options,
    older: Option<Lock>,
    command: &str,
) -> Result<(Lowered, Files, Vec<String>), Problems> {
    let lowered = lower(parsed, options)?;
    let files = emit(&lowered.api, command);
    let text = lock(&lowered.api, &files, command);
    let newer = Lock::read(&text).unwrap_or_default();
    let dropped = older.map_or_else(Vec::new, |older| older.dropped(&newer));
    let files = files.into_iter().map(|file| (file.path, file.contents));
    let files = files.chain([(LOCK.to_owned(), text)]);
    Ok((lowered, files.collect(), dropped))
}

/// Describes in one line what was generated: `6 operations (8 functions), 33 filters, …`.
#[must_use]
pub fn summary(api: &Api) -> String {
    let operations: Vec<_> = api
        .groups
        .iter()
        .flat_map(|group| &group.operations)
        .collect();
    let functions = operations
        .iter()
        .map(|operation| operation.calls.len())
        .sum();
    let calls = operations.iter().flat_map(|operation| &operation.calls);
    let filters: BTreeSet<&str> = calls
        .flat_map(|call| &call.optional)
        .map(|parameter| parameter.wire_name.as_str())
        .collect();
    let types = || api.types.values();
    let count = |is: fn(&Shape) -> bool| types().filter(|def| is(&def.shape)).count();
    let structs = count(|shape| matches!(shape, Shape::Struct(_)));
    let fields = types()
        .map(|def| {
            if let Shape::Struct(shape) = &def.shape {
                shape.fields.len()
            } else {
                0
            }
        })
        .sum();
    let enums = count(|shape| {
        matches!(
            shape,
            Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Union(_)
        )
    });
    [
        format!(
            "{} ({})",
            things(
                (operations.iter())
                    .filter(|operation| !operation.is_alternative)
                    .count(),
                "operation"
            ),
            things(functions, "function")
        ),
        things(filters.len(), "filter"),
        format!(
            "{} ({})",
            things(structs, "struct"),
            things(fields, "field")
        ),
        things(enums, "enum"),
    ]
    .join(", ")
}

fn things(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// A path as one would type it here.
#[must_use]
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here)
        .unwrap_or(path)
        .display()
        .to_string()
}
