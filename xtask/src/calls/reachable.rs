//! A document without the references that lead nowhere, for a judge that does not start with them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::document::Document;

/// Writes the document of `folder` with `{}` in place of each reference that leads to another file, or nowhere: what is
/// there can be anything. Returns the file.
///
/// # Errors
/// A file that cannot be read or written.
pub(super) fn reachable(folder: &Path) -> io::Result<PathBuf> {
    let text = fs::read_to_string(folder.join("document.json"))?;
    let document = Document {
        root: serde_json::from_str(&text)?,
    };
    let path = folder.join("reachable.json");
    fs::write(&path, kept(&document.root, &document).to_string())?;
    Ok(path)
}

fn kept(value: &Value, document: &Document) -> Value {
    match value {
        Value::Object(object) => {
            let reference = object.get("$ref").and_then(Value::as_str);
            if reference.is_some_and(|reference| document.at(reference).is_none()) {
                return json!({});
            }
            let entries = object.iter();
            entries
                .map(|(key, inner)| (key.clone(), kept(inner, document)))
                .collect()
        }
        Value::Array(items) => items.iter().map(|item| kept(item, document)).collect(),
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_that_leads_nowhere_is_anything() {
        let root = json!({
            "a": [{ "$ref": "#/b" }, { "$ref": "#/c" }, { "$ref": "other.json#/b" }],
            "b": { "properties": { "$ref": { "type": "string" } } },
        });
        let expected = json!({
            "a": [{ "$ref": "#/b" }, {}, {}],
            "b": { "properties": { "$ref": { "type": "string" } } },
        });
        let document = Document { root: root.clone() };
        assert_eq!(kept(&root, &document), expected);
    }
}
