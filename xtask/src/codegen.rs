//! `cargo xtask codegen`: from the document to the files of the client.

use std::collections::BTreeSet;
use std::path::Path;

use generator::ir::{Api, Shape};
use generator::{Lowered, Options, Parsed, Problems};

use crate::failure::Failure;
use crate::place::Place;
use crate::sources;
use crate::tree::{self, Drift, Files};

/// The result of a document, and how the folder differs from it.
#[derive(Debug)]
pub struct Outcome {
    /// The IR of the document, and the problems that did not stop it.
    pub lowered: Lowered,
    /// How the folder differs from the files that the document gives.
    pub drift: Drift,
}

/// Generates from the document at `spec` and its overlays, and compares with `folder`. Writes nothing.
///
/// # Errors
/// See [`Failure`].
pub fn codegen(spec: &Path, folder: &Path) -> Result<Outcome, Failure> {
    let (lowered, files) = generate_parsed(
        sources::read(&Place::Disk, spec, &sources::overlays(&Place::Disk, spec)?)?,
        &Options::default(),
        "cargo xtask codegen",
    )?;
    Ok(Outcome {
        lowered,
        drift: tree::compare(folder, &files)?,
    })
}

/// The lowered document, and its files.
pub type Generated = (Lowered, Files);

/// Generates from the text of a document, as for a fixture.
///
/// # Errors
/// The problems of the document.
pub fn generate(text: &str, options: &Options) -> Result<Generated, Problems> {
    generate_parsed(generator::parse(text)?, options, "cargo xtask fixtures")
}

/// Generates from a document that is parsed already. `command` is the one that writes the files.
///
/// # Errors
/// The problems of the document.
pub fn generate_parsed(
    parsed: Parsed,
    options: &Options,
    command: &str,
) -> Result<Generated, Problems> {
    let lowered = generator::lower(parsed, options)?;
    let files = generator::emit(&lowered.api, command)
        .into_iter()
        .map(|file| (file.path, file.contents))
        .collect();
    Ok((lowered, files))
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
