//! Typed reading of the document's nodes: a value that is not of the expected kind becomes a problem.

use std::cell::Cell;
use std::rc::Rc;

use super::formats::Formats;
use super::references;
use super::resources::Resources;
use crate::document::{Document, Node, Value};
use crate::limits::REFERENCE_HOPS;
use crate::problem::{Findings, Help};

/// A value of the document with the node that it was read from, where problems with it are reported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spanned<'d, T> {
    pub(crate) value: T,
    pub(crate) node: &'d Node,
}

/// The document, and the problems that are found in it.
pub(crate) struct Reader<'d> {
    document: &'d Document,
    resources: Resources<'d>,
    findings: Findings,
    is_silent: Cell<bool>,
    formats: Rc<Formats>,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(document: &'d Document, findings: Findings, formats: Rc<Formats>) -> Self {
        Self {
            document,
            resources: Resources::of(document),
            findings,
            is_silent: Cell::new(false),
            formats,
        }
    }

    /// The types that the configuration chooses for formats.
    pub(crate) fn formats(&self) -> &Formats {
        &self.formats
    }

    /// The problems that have been found so far.
    pub(crate) fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The problems that have been found.
    pub(crate) fn into_findings(self) -> Findings {
        self.findings
    }

    /// Whether errors are taken as degradations.
    pub(crate) fn is_lenient(&self) -> bool {
        self.findings.lenient
    }

    /// The line of a node; 0 if it is not in the document itself.
    pub(crate) fn line(&self, node: &Node) -> u32 {
        match self.document.is_own(node.id) {
            true => node.line,
            false => 0,
        }
    }

    /// The place of a node: its file, unless that is the document, and its JSON pointer. Parameters are named, so that the
    /// place of one stays when another is inserted before it.
    pub(crate) fn place(&self, node: &Node) -> String {
        self.document.place(node.id)
    }

    /// The node of a place in the document itself, or else the whole document.
    pub(crate) fn node_at(&self, place: &str) -> &'d Node {
        self.document.pointer(place).unwrap_or(&self.document.root)
    }

    /// Begins or ends a time in which degradations are not reported. Returns whether it had begun before.
    pub(crate) fn silence(&self, is_silent: bool) -> bool {
        self.is_silent.replace(is_silent)
    }

    /// Whether a node is in another file than the document itself.
    pub(crate) fn is_in_other_file(&self, node: &Node) -> bool {
        self.document.is_in_other(node.id)
    }

    /// The node that a reference at `from` leads to, which can be a reference itself.
    pub(super) fn referenced(&self, from: &Node, reference: &str) -> Option<&'d Node> {
        self.resources.target(self.document, from.id, reference)
    }

    /// The root of the document.
    pub(super) fn root(&self) -> &'d Node {
        &self.document.root
    }

    pub(crate) fn error(&self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.findings.error(node, message, help);
    }

    /// Reports a problem that is fatal even in lenient mode.
    pub(crate) fn fatal(&self, node: &Node, message: impl Into<String>, help: impl Into<String>) {
        self.findings.fatal(node, message, help);
    }

    pub(crate) fn degrade(&self, node: &Node, message: impl Into<String>, help: impl Into<Help>) {
        if !self.is_silent.get() {
            self.findings.degrade(node, message, help);
        }
    }

    /// The text at `key`. Anything but a string is ignored, and reported as a degradation.
    pub(super) fn text(&self, node: &'d Node, key: &str) -> Option<&'d str> {
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

    /// The text at `key`; an error if there is none.
    pub(super) fn required_text(&self, node: &'d Node, key: &str, what: &str) -> Option<&'d str> {
        let text = self.required_spanned(node, key, what);
        text.map(|text| text.value)
    }

    /// The text at `key` with its node; an error if there is none.
    pub(super) fn required_spanned(
        &self,
        node: &'d Node,
        key: &str,
        what: &str,
    ) -> Option<Spanned<'d, &'d str>> {
        let at = node.get(key);
        let text = at.and_then(|node| {
            Some(Spanned {
                value: node.as_text()?,
                node,
            })
        });
        if text.is_none() {
            self.error(
                node,
                format!("{what} has no `{key}`"),
                format!("add `{key}` with a string"),
            );
        }
        text
    }

    /// Whether `node` is an object; an error if it is not.
    pub(super) fn is_object(&self, node: &Node, what: &str) -> bool {
        let is_object = matches!(node.value, Value::Object(_));
        if !is_object {
            let message = format!("{what} is {} and not an object", node.kind());
            self.error(node, message, "write an object (`name: value`)");
        }
        is_object
    }

    /// The boolean at `key`, false if there is none.
    pub(super) fn flag(&self, node: &Node, key: &str) -> bool {
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

    /// The number of things that `value`, which stands at `key`, states.
    pub(super) fn count(&self, value: &Node, key: &str) -> Option<u64> {
        let Some(count) = value.as_whole() else {
            self.degrade(
                value,
                format!("`{key}` is not an integer; it is ignored"),
                "write an integer",
            );
            return None;
        };
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
    pub(super) fn entries(&self, node: &'d Node, key: &str) -> &'d [(String, Node)] {
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
    pub(super) fn items(&self, node: &'d Node, key: &str) -> &'d [Node] {
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
    pub(super) fn strings(&self, node: &'d Node, key: &str) -> Vec<&'d str> {
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

    /// Reports each key of `node` that is neither in `known` nor an extension (`x-…`).
    pub(super) fn check_known_keys(&self, node: &Node, what: &str, known: &[&str]) {
        for (key, value) in node.entries() {
            if !key.starts_with("x-") && !known.contains(&key.as_str()) {
                let message = format!("`{key}` is not a key of {what}; it is ignored");
                self.degrade(value, message, "correct the spelling, or remove it");
            }
        }
    }

    /// The same as [`resolve`](Self::resolve), without a report of what leads to nothing.
    pub(super) fn resolve_silently(&self, node: &'d Node) -> Option<&'d Node> {
        let mut target = node;
        for _ in 0..REFERENCE_HOPS {
            let Some(reference) = references::reference(target) else {
                return Some(target);
            };
            target = self.referenced(reference, reference.as_str()?)?;
        }
        None
    }

    /// The target of the references that begin at `node`, which is the node itself if it is no reference. An error if
    /// they lead to nothing.
    pub(super) fn resolve(&self, node: &'d Node) -> Option<&'d Node> {
        let mut target = node;
        for _ in 0..REFERENCE_HOPS {
            let Some(reference) = references::reference(target) else {
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
            match self.referenced(reference, pointer) {
                Some(next) => target = next,
                None if pointer.starts_with('#') => {
                    self.error(
                        reference,
                        format!("`{pointer}` does not exist in this document"),
                        "correct the reference, or add its target",
                    );
                    return None;
                }
                None => {
                    self.error(
                        reference,
                        format!("`{pointer}` does not exist in the files that were read"),
                        "correct the path, or move the target into this document: `#/components/…`",
                    );
                    return None;
                }
            }
        }
        self.error(
            node,
            "these references form a circle, or a chain of more than 32",
            "let one of them refer to something else",
        );
        None
    }
}
