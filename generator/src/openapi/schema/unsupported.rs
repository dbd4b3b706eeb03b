//! Keywords of JSON Schema that are known, and not read.

use super::Schema;
use crate::openapi::keys::UNSUPPORTED;
use crate::openapi::reader::Reader;
use crate::problem::Help;

impl<'d> Schema<'d> {
    /// Reports the keywords that restrict the value, and are not read.
    pub(in crate::openapi) fn check_unsupported(self, reader: &Reader<'d>) {
        for (key, value) in self.0.entries() {
            if UNSUPPORTED.contains(&key.as_str()) && !self.is_without_effect(key) {
                let message = format!("`{key}` is not supported: every value is accepted");
                let help = "say it in the description, or remove it";
                reader.degrade(value, message, help);
            }
        }
        if let Some(kind) = self.get("xml").and_then(|xml| xml.get("nodeType")) {
            let message = "`nodeType` of `xml` is not supported: XML is sent and received as text";
            let help = Help::for_callers("write and read the XML with a library for it");
            reader.degrade(kind, message, help);
        }
        let Some(reference) = self.get("$dynamicRef") else {
            return;
        };
        let name = reference.as_text().unwrap_or_default();
        let (message, help) = match self.get("$ref") {
            Some(_) => (
                format!("`$dynamicRef` to `{name}` beside `$ref` is not supported: it is ignored"),
                "let `allOf` list both",
            ),
            None => (
                format!("`{name}` does not exist in this document: the value is untyped"),
                "add `$dynamicAnchor` to the schema that is meant",
            ),
        };
        reader.error(reference, message, help);
    }

    /// Whether a keyword restricts nothing with its value, or beside others.
    fn is_without_effect(self, key: &str) -> bool {
        let allows_all = || {
            let schema = self.get(key).map(Schema);
            schema.is_some_and(|schema| schema.as_bool() == Some(true))
        };
        let is_closed = || self.prefix_items_node().is_some() && !allows_all();
        match key {
            "unevaluatedItems" => allows_all() || self.items().is_some() || is_closed(),
            "if" => self.get("then").or_else(|| self.get("else")).is_none(),
            "then" | "else" => self.get("if").is_none(),
            "minContains" | "maxContains" => self.get("contains").is_none(),
            _ => false,
        }
    }
}
