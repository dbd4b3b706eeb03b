//! The selection of the operations that are generated.

use crate::openapi::OpenApi;
use crate::openapi::operation::Endpoint;

/// Which operations are generated: all of them, if none are named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Selection<'s>(pub(super) &'s [String]);

impl Selection<'_> {
    /// Whether all operations are selected.
    pub(super) fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the operation is selected: by its id, by one of its tags, or as `GET /pets/{id}`.
    pub(super) fn takes(&self, endpoint: &Endpoint<'_>) -> bool {
        self.is_all() || self.0.iter().any(|name| is_name_of(name, endpoint))
    }

    /// Reports the names that select none of the operations.
    pub(super) fn check(&self, openapi: &OpenApi<'_, '_>, endpoints: &[Endpoint<'_>]) {
        let selects = |name: &str| endpoints.iter().any(|endpoint| is_name_of(name, endpoint));
        for name in self.0.iter().filter(|name| !selects(name)) {
            let message = format!("`{name}` is not an operation of this document");
            let help = "write the id of an operation, a tag, or a method and a path: `GET /pets`";
            openapi.reader.fatal(openapi.root, message, help);
        }
    }
}

fn is_name_of(name: &str, endpoint: &Endpoint<'_>) -> bool {
    let is_place = name.split_once(' ').is_some_and(|(method, path)| {
        endpoint.method.as_str().eq_ignore_ascii_case(method) && path.trim() == endpoint.path
    });
    is_place || endpoint.has_id(name) || endpoint.has_tag(name)
}
