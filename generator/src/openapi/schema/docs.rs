//! Keywords that do not restrict the value: texts, examples, and the direction that a property goes.

use super::Schema;
use crate::document::Node;
use crate::openapi::described::{LinkToDocs, deprecation_reason, external_docs};
use crate::openapi::reader::Reader;

impl<'d> Schema<'d> {
    /// `title`.
    pub(crate) fn title(self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.text(self.0, "title")
    }

    /// `title`, if it is a string. Anything else is not reported.
    pub(crate) fn title_or_nothing(self) -> Option<&'d str> {
        self.get("title").and_then(Node::as_str)
    }

    /// `description`.
    pub(crate) fn description(self, reader: &Reader<'d>) -> Option<&'d str> {
        reader.text(self.0, "description")
    }

    /// `externalDocs`.
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

    /// `default`.
    pub(crate) fn default_value(self) -> Option<&'d Node> {
        self.get("default")
    }

    /// `multipleOf`.
    pub(crate) fn multiple_of(self) -> Option<&'d Node> {
        self.get("multipleOf")
    }

    /// `pattern`.
    pub(crate) fn pattern(self) -> Option<&'d Node> {
        self.get("pattern")
    }

    /// `readOnly`.
    pub(crate) fn is_read_only(self) -> bool {
        self.flag("readOnly")
    }

    /// `writeOnly`.
    pub(crate) fn is_write_only(self) -> bool {
        self.flag("writeOnly")
    }

    /// The examples of the schema itself.
    pub(crate) fn examples(self) -> impl Iterator<Item = &'d Node> {
        let several = self.get("examples").map_or(&[][..], Node::items).iter();
        several.chain(self.get("example"))
    }

    /// Reports the keywords whose values are of the wrong kind, as far as they are not reported where they are read.
    pub(crate) fn check_kinds(self, reader: &Reader<'d>) {
        reader.entries(self.0, "properties");
        for key in ["allOf", "oneOf", "anyOf", "enum"] {
            reader.items(self.0, key);
        }
        let required = self.get("required");
        // A boolean, as in older drafts, has a message of its own.
        if required.is_some_and(|required| required.as_bool().is_none()) {
            reader.strings(self.0, "required");
        }
    }
}
