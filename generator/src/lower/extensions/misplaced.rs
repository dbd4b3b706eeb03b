//! Extensions where they are not read.

use crate::lower::schema::graph::SchemaGraph;
use crate::openapi::reader::Reader;
use crate::openapi::schema::Schema;

/// Reports the extensions of a schema that are ignored.
pub(in crate::lower) fn check<'d>(graph: &SchemaGraph<'_, 'd>, schema: Schema<'d>) {
    if let Some(list) = schema.comma_separated() {
        let message =
            "`x-comma-separated` is ignored: only the single property of a body can have it";
        let help = "make it the only property of a body with `x-unwrap`, or remove it";
        graph.reader.degrade(list.node(), message, help);
    }
    if schema.extensions().has_references() && !graph.openapi.uses_results() {
        let message = "`x-references` is ignored: no schema has `x-results`";
        graph
            .reader
            .degrade(schema.node(), message, "add `x-results`, or remove it");
    }
}

/// Whether the schema has `x-unwrap`, which is an error anywhere but in the body of a request. `at` is where it is
/// used.
pub(in crate::lower) fn is_refused_wrapper<'d>(
    reader: &Reader<'d>,
    at: Schema<'d>,
    schema: Schema<'d>,
) -> bool {
    let is_wrapper = schema.extensions().is_wrapper(reader);
    if is_wrapper {
        let message = "a schema with `x-unwrap` can only be the body of a request";
        let help = "refer to it from the body of a request only, or remove `x-unwrap`";
        reader.error(at.node(), message, help);
    }
    is_wrapper
}
