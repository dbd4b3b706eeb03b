//! Typed reading of the document's nodes; what is not of the expected kind becomes a problem.

use crate::document::{Document, Node, Value};
use crate::limits::REFERENCE_HOPS;
use crate::problem::Findings;

/// The document, and the place where its problems are collected.
pub(crate) struct Reader<'d> {
    pub(crate) document: &'d Document,
    pub(crate) findings: Findings,
}

impl<'d> Reader<'d> {
    pub(crate) fn error(&self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.findings.error(node, message, help);
    }

    /// What makes a document none that can be read, however leniently.
    pub(crate) fn fatal(&self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.findings.fatal(node, message, help);
    }

    pub(crate) fn degrade(&self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.findings.degrade(node, message, help);
    }

    /// The text at `key`; anything but a string there is ignored aloud.
    pub(crate) fn text(&self, node: &'d Node, key: &str) -> Option<&'d str> {
        let value = node.get(key)?;
        if value.as_text().is_none() {
            self.degrade(
                value,
                format!(
                    "`{key}` is {} and not a string; it is ignored",
                    value.kind()
                ),
                "write a string",
            );
        }
        value.as_text()
    }

    /// The text at `key`, without which there is nothing to generate.
    pub(crate) fn required_text(&self, node: &'d Node, key: &str, what: &str) -> Option<&'d str> {
        let text = node.get(key).and_then(Node::as_text);
        if text.is_none() {
            self.error(
                node,
                format!("{what} has no `{key}`"),
                format!("add `{key}` with a string"),
            );
        }
        text
    }

    /// Whether `node` is an object; if it is not, nothing can be made of it.
    pub(crate) fn is_object(&self, node: &Node, what: &str) -> bool {
        let is_object = matches!(node.value, Value::Object(_));
        if !is_object {
            let message = format!("{what} is {} and not an object", node.kind());
            self.error(node, message, "write an object (`name: value`)");
        }
        is_object
    }

    /// The boolean at `key`, false if there is none.
    pub(crate) fn flag(&self, node: &Node, key: &str) -> bool {
        node.get(key).is_some_and(|value| {
            value.as_bool().unwrap_or_else(|| {
                self.degrade(
                    value,
                    format!(
                        "`{key}` is {} and not a boolean; it is ignored",
                        value.kind()
                    ),
                    "write `true` or `false`",
                );
                false
            })
        })
    }

    /// The whole number at `key`.
    pub(crate) fn integer(&self, node: &Node, key: &str) -> Option<i64> {
        let value = node.get(key)?;
        let integer = value.as_i64();
        if integer.is_none() {
            self.degrade(
                value,
                format!("`{key}` is not a whole number of 64 bits; it is ignored"),
                "write a whole number",
            );
        }
        integer
    }

    /// The number at `key` that counts things.
    pub(crate) fn count(&self, node: &Node, key: &str) -> Option<u64> {
        let value = node.get(key)?;
        let count = self.integer(node, key)?;
        if count < 0 {
            self.degrade(
                value,
                format!("`{key}` is negative; it is ignored"),
                "write a number from 0",
            );
        }
        u64::try_from(count).ok()
    }

    /// The entries of the object at `key`.
    pub(crate) fn entries(&self, node: &'d Node, key: &str) -> &'d [(String, Node)] {
        let Some(value) = node.get(key) else {
            return &[];
        };
        if !matches!(value.value, Value::Object(_)) {
            self.error(
                value,
                format!("`{key}` is {} and not an object", value.kind()),
                "write an object (`name: value`)",
            );
        }
        value.entries()
    }

    /// The items of the array at `key`.
    pub(crate) fn items(&self, node: &'d Node, key: &str) -> &'d [Node] {
        let Some(value) = node.get(key) else {
            return &[];
        };
        if !matches!(value.value, Value::Array(_)) {
            self.error(
                value,
                format!("`{key}` is {} and not an array", value.kind()),
                "write an array (`- item`)",
            );
        }
        value.items()
    }

    /// The strings of the array at `key`.
    pub(crate) fn strings(&self, node: &'d Node, key: &str) -> Vec<&'d str> {
        let items = self.items(node, key);
        for item in items.iter().filter(|item| item.as_text().is_none()) {
            self.error(
                item,
                format!("an item of `{key}` is {} and not a string", item.kind()),
                "write a string",
            );
        }
        items.iter().filter_map(Node::as_text).collect()
    }

    /// Names each key of `node` that is neither in `known` nor an extension (`x-…`).
    pub(crate) fn check_keys(&self, node: &Node, what: &str, known: &[&str]) {
        for (key, value) in node.entries() {
            if let Some(meant) = misspelt(key) {
                let message = format!("`{key}` is ignored, as an extension of somebody else's");
                self.degrade(value, message, format!("write `{meant}`, if that is meant"));
            }
            if !key.starts_with("x-") && !known.contains(&key.as_str()) {
                let message = format!("`{key}` is not a key that {what} has; it is ignored");
                self.degrade(value, message, "correct the spelling, or remove it");
            }
        }
    }

    /// Whether any schema of `components` has the extension.
    pub(crate) fn uses(&self, extension: &str) -> bool {
        let components = self.document.root.get("components");
        let schemas = components.and_then(|components| components.get("schemas"));
        let mut schemas = schemas.map_or(&[][..], Node::entries).iter();
        schemas.any(|(_, schema)| schema.get(extension).is_some())
    }

    /// What `node` stands for: itself, or the target of its `$ref`.
    pub(crate) fn resolve(&self, node: &'d Node) -> Option<&'d Node> {
        let mut target = node;
        for _ in 0..REFERENCE_HOPS {
            let Some(reference) = target.get("$ref") else {
                return Some(target);
            };
            let Some(pointer) = reference.as_str() else {
                self.error(
                    reference,
                    format!("`$ref` is {} and not a string", reference.kind()),
                    "write `$ref: '#/…'`",
                );
                return None;
            };
            match self.document.target(reference.id, pointer) {
                Some(next) => target = next,
                None if pointer.starts_with('#') => {
                    self.error(
                        reference,
                        format!("`{pointer}` leads to nothing in this document"),
                        "correct the reference, or add what it names",
                    );
                    return None;
                }
                None => {
                    self.error(
                        reference,
                        format!("`{pointer}` leads to what is not in the files at hand"),
                        "correct the path, or move what it names into this document: `#/components/…`",
                    );
                    return None;
                }
            }
        }
        self.error(
            node,
            "these references go round in a circle",
            "let one of them lead to something else",
        );
        None
    }
}

/// The extensions that are read here.
const EXTENSIONS: &[&str] = &[
    "x-calls",
    "x-comma-separated",
    "x-errors",
    "x-idempotent",
    "x-paging",
    "x-property-names",
    "x-references",
    "x-results",
    "x-split",
    "x-unwrap",
];

/// The extension of ours that `key` is off by a letter or two.
fn misspelt(key: &str) -> Option<&'static str> {
    if !key.starts_with("x-") || EXTENSIONS.contains(&key) {
        return None;
    }
    EXTENSIONS
        .iter()
        .copied()
        .find(|known| distance(key, known) <= 2)
}

/// How many letters have to be put in, taken out or replaced to make one text of the other.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.bytes().enumerate() {
        let mut next = vec![i + 1];
        for ((j, b), (above_left, above)) in right
            .bytes()
            .enumerate()
            .zip(row.iter().zip(row.iter().skip(1)))
        {
            let before = next.get(j).copied().unwrap_or(i);
            next.push(
                (above_left + usize::from(a != b))
                    .min(above + 1)
                    .min(before + 1),
            );
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
