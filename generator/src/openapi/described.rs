//! The keys by which objects of many kinds are described: `summary`, `description` and `deprecated`.

use super::reader::Reader;
use crate::document::Node;

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

    /// `deprecated`.
    pub(crate) fn is_deprecated(self, reader: &Reader<'d>) -> bool {
        reader.flag(self.0, "deprecated")
    }
}
