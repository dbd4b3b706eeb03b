//! The version of OpenAPI that a document is written in.

use super::reader::Reader;
use crate::document::Node;

/// A version of OpenAPI, as far as it decides how a document is read.
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
    /// The version of the document; a fatal error if it is not supported.
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
