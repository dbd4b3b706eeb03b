//! A part of a document: the operations that are asked for.

use crate::openapi::operation::Endpoint;

/// Which operations are generated; with none named, all are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Selection<'s>(pub(super) &'s [String]);

impl Selection<'_> {
    /// Whether everything is wanted.
    pub(super) fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the operation is wanted: by its id, by one of its tags, or as `GET /pets/{id}`.
    pub(super) fn takes(&self, endpoint: &Endpoint<'_>) -> bool {
        self.is_all() || self.0.iter().any(|wanted| names(wanted, endpoint))
    }

    /// The selectors that name none of the operations.
    pub(super) fn unmet<'a>(
        &'a self,
        endpoints: &'a [Endpoint<'_>],
    ) -> impl Iterator<Item = &'a str> {
        let unmet = self
            .0
            .iter()
            .filter(|wanted| !endpoints.iter().any(|endpoint| names(wanted, endpoint)));
        unmet.map(String::as_str)
    }
}

fn names(wanted: &str, endpoint: &Endpoint<'_>) -> bool {
    let is_place = wanted.split_once(' ').is_some_and(|(method, path)| {
        format!("{:?}", endpoint.method).eq_ignore_ascii_case(method)
            && path.trim() == endpoint.path
    });
    is_place || endpoint.has_id(wanted) || endpoint.has_tag(wanted)
}
