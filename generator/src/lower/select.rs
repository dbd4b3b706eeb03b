//! A part of a document: the operations that are asked for.

use crate::document::Node;
use crate::form::operation::Place;

/// Which operations are generated; with none named, all are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Selection<'s>(pub(super) &'s [String]);

impl Selection<'_> {
    /// Whether everything is wanted.
    pub(super) fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the operation is wanted: by its id, by one of its tags, or as `GET /pets/{id}`.
    pub(super) fn takes(&self, place: &Place<'_>) -> bool {
        self.is_all() || self.0.iter().any(|wanted| names(wanted, place))
    }

    /// The selectors that name none of the operations.
    pub(super) fn unmet<'a>(&'a self, places: &'a [Place<'_>]) -> impl Iterator<Item = &'a str> {
        let unmet = self
            .0
            .iter()
            .filter(|wanted| !places.iter().any(|place| names(wanted, place)));
        unmet.map(String::as_str)
    }
}

fn names(wanted: &str, place: &Place<'_>) -> bool {
    let node = place.node;
    let is_id = node.get("operationId").and_then(Node::as_text) == Some(wanted);
    let tags = node.get("tags").map_or(&[][..], Node::items);
    let is_tag = tags.iter().any(|tag| tag.as_text() == Some(wanted));
    let is_place = wanted.split_once(' ').is_some_and(|(method, path)| {
        format!("{:?}", place.method).eq_ignore_ascii_case(method) && path.trim() == place.path
    });
    is_id || is_tag || is_place
}
