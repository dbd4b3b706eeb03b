//! The one form in which lowering sees a document, whichever version of OpenAPI it is written in.
//!
//! Schemas of all versions differ in a few keys, which [`Schema`] reads away. Operations of OpenAPI 3 ([`v3`])
//! and of Swagger 2.0 ([`v2`]) differ in how they are built, and are read into the types of [`operation`].

pub(crate) mod operation;
pub(crate) mod read;
pub(crate) mod schema;
mod v2;
mod v3;

use self::operation::{Operation, Place, Scheme, Server};
use self::read::Reader;
use crate::document::Node;

pub(crate) use self::v3::requirements as security_requirements;

/// Which version a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.
    V30,
    /// OpenAPI 3.1 and later.
    V31,
}

impl Version {
    /// The version of the document; an error if it is none that can be read.
    pub(crate) fn of(reader: &Reader<'_>, root: &Node) -> Self {
        let text = |key: &str| root.get(key).and_then(Node::as_text);
        match (text("openapi"), text("swagger")) {
            (Some(version), _) if is_version(version, "3.0") => Self::V30,
            (Some(version), _) if is_version(version, "3.1") || is_version(version, "3.2") => {
                Self::V31
            }
            (Some(version), _) => {
                let at = root.get("openapi").unwrap_or(root);
                let message = format!("OpenAPI `{version}` is not supported");
                reader.fatal(at, message, "write the document in OpenAPI 3.1 or 3.0");
                Self::V31
            }
            (None, Some(version)) => {
                if !is_version(version, "2") && !is_version(version, "2.0") {
                    let at = root.get("swagger").unwrap_or(root);
                    let message = format!("Swagger `{version}` is not supported");
                    reader.fatal(at, message, "convert the document to OpenAPI 3.0 or 3.1");
                }
                Self::V2
            }
            (None, None) => {
                let message =
                    "this is not an OpenAPI document: it has neither `openapi` nor `swagger`";
                reader.fatal(root, message, "begin it with `openapi: 3.0.3`");
                Self::V30
            }
        }
    }
}

fn is_version(version: &str, wanted: &str) -> bool {
    let rest = version.strip_prefix(wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A document in the one form.
#[derive(Clone, Copy)]
pub(crate) struct Form<'r, 'd> {
    pub(crate) reader: &'r Reader<'d>,
    pub(crate) version: Version,
    pub(crate) root: &'d Node,
}

impl<'r, 'd> Form<'r, 'd> {
    pub(crate) fn new(reader: &'r Reader<'d>) -> Self {
        let root = &reader.document.root;
        let version = Version::of(reader, root);
        Self {
            reader,
            version,
            root,
        }
    }

    /// The schemas with a name, in the order of the document.
    pub(crate) fn schemas(&self) -> &'d [(String, Node)] {
        match self.version {
            Version::V2 => self.reader.entries(self.root, "definitions"),
            Version::V30 | Version::V31 => self.component("schemas"),
        }
    }

    /// The entries of one kind of component (OpenAPI 3).
    fn component(&self, kind: &str) -> &'d [(String, Node)] {
        let components = self.root.get("components");
        components.map_or(&[][..], |components| self.reader.entries(components, kind))
    }

    /// Names the keys of the document's head that nothing reads.
    pub(crate) fn check_head(&self) {
        match self.version {
            Version::V2 => v2::check_head(self),
            Version::V30 | Version::V31 => v3::check_head(self),
        }
    }

    /// Every operation, those of webhooks and callbacks aside.
    pub(crate) fn operations(&self) -> Vec<Place<'d>> {
        operation::places(self)
    }

    /// What the operation at `place` is.
    pub(crate) fn operation(&self, place: &Place<'d>) -> Operation<'d> {
        match self.version {
            Version::V2 => v2::operation(self, place),
            Version::V30 | Version::V31 => v3::operation(self, place),
        }
    }

    /// The payloads that the server sends to the caller: of webhooks, and of the callbacks of all operations.
    pub(crate) fn incoming(&self) -> Vec<(String, &'d Node)> {
        match self.version {
            Version::V2 => Vec::new(),
            Version::V30 | Version::V31 => v3::incoming(self),
        }
    }

    /// The servers of the document.
    pub(crate) fn servers(&self) -> Vec<Server> {
        match self.version {
            Version::V2 => v2::servers(self),
            Version::V30 | Version::V31 => v3::servers(self, self.root),
        }
    }

    /// The ways to prove who is calling, by name.
    pub(crate) fn schemes(&self) -> Vec<(&'d str, Scheme<'d>)> {
        match self.version {
            Version::V2 => v2::schemes(self),
            Version::V30 | Version::V31 => v3::schemes(self),
        }
    }
}
