//! Security schemes and the requirements that name them.

use super::described::Described;
use super::reader::Reader;
use crate::document::Node;
use crate::http::ParameterLocation;

/// Security requirements: alternatives, each of schemes that are required together.
pub(crate) type Security<'d> = Vec<Vec<RequiredScheme<'d>>>;

/// A security scheme that a requirement names.
#[derive(Clone, Copy)]
pub(crate) struct RequiredScheme<'d> {
    pub(crate) name: &'d str,
    pub(crate) node: &'d Node,
}

/// A security scheme.
#[derive(Clone, Copy)]
pub(crate) struct SecurityScheme<'d> {
    pub(crate) name: &'d str,
    pub(crate) node: &'d Node,
    pub(crate) kind: SchemeKind<'d>,
}

impl<'d> SecurityScheme<'d> {
    /// Its description.
    pub(crate) fn described(&self) -> Described<'d> {
        Described::of(self.node)
    }
}

/// Where a security scheme puts the credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind<'d> {
    /// `Authorization: Bearer …`, with a token from any source.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A parameter of its own.
    Key {
        location: ParameterLocation,
        name: &'d str,
    },
    /// Not supported.
    Other,
}

impl<'d> SchemeKind<'d> {
    /// An API key of any version.
    pub(super) fn key(location: &str, name: &'d str) -> Self {
        let location = match location {
            "header" => ParameterLocation::Header,
            "query" => ParameterLocation::Query,
            "cookie" => ParameterLocation::Cookie,
            _ => return Self::Other,
        };
        if name.is_empty() {
            return Self::Other;
        }
        // An API key named Authorization, in any case, is treated as the Authorization header.
        if location == ParameterLocation::Header && name.eq_ignore_ascii_case("authorization") {
            return Self::Key {
                location,
                name: "Authorization",
            };
        }
        Self::Key { location, name }
    }
}

/// The names of the schemes that `security` of a document or an operation requires. Reports nothing.
pub(super) fn required_names(node: &Node) -> impl Iterator<Item = &str> {
    let alternatives = node.get("security").map_or(&[][..], Node::items);
    let required = alternatives.iter().flat_map(Node::entries);
    required.map(|(name, _)| &**name)
}

/// Reads `security` of a document or an operation.
pub(super) fn requirements<'d>(reader: &Reader<'d>, node: &'d Node) -> Security<'d> {
    if node.entries().is_empty() && node.items().is_empty() {
        return Vec::new();
    }
    let mut requirements: Security<'d> = node.items().iter().map(requirement).collect();
    if requirements.is_empty() {
        reader.degrade(
            node,
            "`security` is not an array; it is read as an array of one item",
            "write an array (`- scheme: []`)",
        );
        requirements.push(requirement(node));
    }
    requirements
}

fn requirement(node: &Node) -> Vec<RequiredScheme<'_>> {
    let entries = node.entries().iter();
    entries
        .map(|(name, node)| RequiredScheme { name, node })
        .collect()
}
