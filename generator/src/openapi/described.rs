//! The keys by which objects of many kinds are described: `summary`, `description` and `deprecated`.

use super::reader::Reader;
use crate::document::Node;

/// The extensions by which documents give a reason beside `deprecated`.
const REASONS: &[&str] = &[
    "x-deprecated-reason",
    "x-deprecation-reason",
    "x-deprecated-message",
    "x-deprecation-message",
    "x-deprecated-description",
    "x-speakeasy-deprecation-message",
];

/// Why something is deprecated: an extension. Anything but a text is not reported.
pub(super) fn deprecation_reason(node: &Node) -> Option<&str> {
    REASONS.iter().find_map(|key| node.get(key)?.as_str())
}

/// A link to further documentation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkToDocs<'d> {
    /// A name for the page.
    pub(crate) label: Option<&'d str>,
    /// The address, which can be relative.
    pub(crate) address: &'d str,
}

/// `externalDocs` of an object. One without an address is none.
pub(super) fn external_docs(node: &Node) -> Option<LinkToDocs<'_>> {
    link(node.get("externalDocs")?, "description")
}

/// A link whose address is `url`.
pub(super) fn link<'d>(node: &'d Node, label: &str) -> Option<LinkToDocs<'d>> {
    let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::trim);
    Some(LinkToDocs {
        label: text(label).filter(|label| !label.is_empty()),
        address: text("url").filter(|address| !address.is_empty())?,
    })
}

/// An object that can have `summary`, `description` and `deprecated`: an operation, a path item, a parameter, a tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Described<'d>(&'d Node);

impl<'d> Described<'d> {
    pub(super) fn of(node: &'d Node) -> Self {
        Self(node)
    }

    /// `summary`.
    pub(crate) fn summary(self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.text(self.0, "summary")
    }

    /// `description`.
    pub(crate) fn description(self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.text(self.0, "description")
    }

    /// `parent` and `kind` of a tag (OpenAPI 3.2).
    pub(crate) fn place_of_tag(self, reader: &Reader<'d>) -> (Option<&'d str>, Option<&'d str>) {
        (reader.text(self.0, "parent"), reader.text(self.0, "kind"))
    }

    /// `externalDocs` of an operation or a tag.
    pub(crate) fn external_docs(self) -> Option<LinkToDocs<'d>> {
        external_docs(self.0)
    }

    /// `deprecated`.
    pub(crate) fn is_deprecated(self, reader: &Reader<'d>) -> bool {
        reader.flag(self.0, "deprecated")
    }

    /// Why it is deprecated: an extension.
    pub(crate) fn deprecation_reason(self) -> Option<&'d str> {
        deprecation_reason(self.0)
    }
}
