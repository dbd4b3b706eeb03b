//! `x-returns`: the entries that a success has.

use crate::ir::Returns;
use crate::lower::draft::Output;
use crate::lower::operation::body::BodyEncodings;
use crate::lower::operation::parameter::Parameters;
use crate::lower::schema::Schemas;
use crate::openapi::extensions::ReturnsExtension;
use crate::openapi::operation::Endpoint;
use crate::openapi::reader::Spanned;

/// Lowers `x-returns`, whose response must have `x-results`.
pub(in crate::lower) fn lower_returns<'d>(
    schemas: &Schemas<'_, 'd>,
    endpoint: &Endpoint<'d>,
    parameters: &Parameters,
    encodings: &BodyEncodings<'d>,
    output: &Output,
) -> Option<Returns> {
    let reader = schemas.reader();
    let stated = endpoint.extensions().returns(reader)?;
    if !has_results(schemas, output) {
        let message = "`x-returns` on an operation whose response has no `x-results`";
        let help = "add `x-results` to the schema of the response, or remove `x-returns`";
        reader.error(stated.node, message, help);
        return None;
    }
    match stated {
        ReturnsExtension {
            parameter: Some(name),
            of_body: false,
            ..
        } => named(schemas, parameters, name),
        ReturnsExtension {
            parameter: None,
            of_body: true,
            node,
        } => {
            if encodings.json_schema().is_none() {
                let message =
                    "`x-returns` is about the body, and the operation has no body in JSON";
                let help = "describe the body, or name a path parameter: `parameter`";
                reader.error(node, message, help);
                return None;
            }
            Some(Returns::Sent)
        }
        ReturnsExtension { node, .. } => {
            let message = "`x-returns` must have either `parameter` or `body`";
            let help = "write `{ parameter: id }` or `{ body: true }`";
            reader.error(node, message, help);
            None
        }
    }
}

/// Whether the response has entries.
fn has_results(schemas: &Schemas<'_, '_>, output: &Output) -> bool {
    let Output::Json(ty) = output else {
        return false;
    };
    let found = schemas.structure(ty);
    found.is_some_and(|(id, _)| schemas.types().results.contains_key(&id))
}

/// The path parameter that names the entry.
fn named(
    schemas: &Schemas<'_, '_>,
    parameters: &Parameters,
    name: Spanned<'_, &str>,
) -> Option<Returns> {
    if parameters.has_placeholder(name.value) {
        return Some(Returns::Named(name.value.to_owned()));
    }
    let message = format!("`{}` is not a path parameter of this operation", name.value);
    let help = "name the path parameter with the id of the entry";
    schemas.reader().error(name.node, message, help);
    None
}
