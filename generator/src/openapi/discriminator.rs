//! Discriminators: the property that tells which schema an object has.

use super::reader::{Reader, Spanned};
use crate::document::Node;

/// `discriminator`: an object, or the name of the property alone (Swagger 2.0).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Discriminator<'d> {
    pub(crate) node: &'d Node,
}

/// An entry of `mapping`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MappingEntry<'d> {
    /// The value of the property.
    pub(crate) value: &'d str,
    /// The schema that it stands for: a reference, or a name. Empty if it is no string.
    pub(crate) target: Spanned<'d, &'d str>,
}

impl<'d> Discriminator<'d> {
    /// The name of the property; an error if there is none.
    pub(crate) fn property(self, reader: &Reader<'d>) -> Option<&'d str> {
        match self.node.as_str() {
            Some(name) => Some(name),
            None => reader.required_text(self.node, "propertyName", "the discriminator"),
        }
    }

    /// Whether `propertyName` is `name`.
    pub(crate) fn is_property(self, name: &str) -> bool {
        self.stated_property() == Some(name)
    }

    /// `propertyName`, if it is text.
    pub(crate) fn stated_property(self) -> Option<&'d str> {
        self.node.get("propertyName").and_then(Node::as_text)
    }

    /// The schema of objects whose value the mapping does not name, or which have none (OpenAPI 3.2).
    pub(crate) fn default_mapping(self) -> Option<MappingEntry<'d>> {
        let node = self.node.get("defaultMapping")?;
        Some(MappingEntry {
            value: "",
            target: Spanned {
                value: node.as_str().unwrap_or_default(),
                node,
            },
        })
    }

    /// The entries of `mapping`.
    pub(crate) fn mapping(self) -> impl Iterator<Item = MappingEntry<'d>> {
        let entries = self.node.get("mapping").map_or(&[][..], Node::entries);
        entries.iter().map(|(value, node)| MappingEntry {
            value,
            target: Spanned {
                value: node.as_str().unwrap_or_default(),
                node,
            },
        })
    }

    /// The entries of `mapping`; an error if it is no object.
    pub(crate) fn checked_mapping(
        self,
        reader: &Reader<'d>,
    ) -> impl Iterator<Item = MappingEntry<'d>> {
        reader.entries(self.node, "mapping");
        self.mapping()
    }
}
