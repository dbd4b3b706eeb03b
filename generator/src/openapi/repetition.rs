//! `x-idempotent` and `x-idempotency-key`: whether an operation can be repeated.

use super::extensions::OperationExtensions;
use super::reader::Reader;
use crate::document::Node;
use crate::http::is_header;

impl<'d> OperationExtensions<'d> {
    /// `x-idempotent`, if it is a boolean.
    pub(crate) fn idempotent(self, reader: &Reader<'d>) -> Option<bool> {
        reader.flag(self.0, "x-idempotent"); // Reports any other kind of value.
        self.0.get("x-idempotent").and_then(Node::as_bool)
    }

    /// `x-idempotency-key`: the name of a header. Any other value is reported.
    pub(crate) fn idempotency_key(self, reader: &Reader<'d>) -> Option<&'d str> {
        let name = reader.text(self.0, "x-idempotency-key")?;
        if is_header(name) {
            return Some(name);
        }
        let message =
            format!("`x-idempotency-key` is ignored: `{name}` is not the name of a header");
        let help = "write letters, digits and hyphens: `Idempotency-Key`";
        let node = self.0.get("x-idempotency-key").unwrap_or(self.0);
        reader.degrade(node, message, help);
        None
    }
}
