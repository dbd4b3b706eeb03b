//! Text to tree. The text is YAML 1.2 (core schema), of which JSON is a part.

use std::collections::{HashMap, HashSet};

use granit_parser::{Event, Parser, ScalarStyle, Span};

use super::Document;
use super::kind_of_text::{json_comment, markup, readable};
use super::node::{FEW_KEYS, Node, NodeId, Value};
use crate::limits::{NESTED_VALUES, NODES};
use crate::problem::{Findings, Problem, Problems, Severity};

/// Reads the text of a document, YAML or JSON.
///
/// If an object has a key twice, the last value counts, and [`crate::lower()`] reports a degradation.
///
/// # Errors
/// Fails at the first place where the text is not YAML, nests too deeply, or has too many values by aliases.
pub fn parse(text: &str) -> Result<Parsed, Problems> {
    let text = readable(text);
    if let Some(what) = markup(&text) {
        let message = format!("this is {what}, not an OpenAPI document");
        let help = "give the document itself: in a browser, the raw file";
        return Err(refused(1, 1, message, help));
    }
    // As YAML, a comment would be a part of the next key.
    if let Some((line, column)) = json_comment(&text) {
        let message = "a comment, which JSON does not have".to_owned();
        let help = "remove the comments, or write the document in YAML, where `#` begins one";
        return Err(refused(line, column, message, help));
    }
    let mut builder = TreeBuilder {
        parser: Parser::new_from_str(&text),
        next_id: 0,
        anchors: HashMap::new(),
        held: 0,
        findings: Findings::default(),
    };
    match builder.document() {
        Ok(root) => Ok(Parsed {
            document: Document::new(root),
            findings: builder.findings,
        }),
        Err(fault) => Err(refused(fault.line, fault.column, fault.message, fault.help)),
    }
}

/// The one problem of a text that is not read further.
pub(super) fn refused(line: usize, column: usize, message: String, help: &str) -> Problems {
    Problems(vec![Problem {
        is_tolerated: false,
        severity: Severity::Error,
        file: None,
        is_setting: false,
        pointer: "#".to_owned(),
        line,
        column,
        changed: Vec::new(),
        message,
        help: help.to_owned(),
        workaround: None,
    }])
}

/// A document, and the problems that were found while it was parsed.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub document: Document,
    pub(crate) findings: Findings,
}

/// An error in the text, which ends parsing.
struct Fault {
    line: usize,
    column: usize,
    message: String,
    help: &'static str,
}

/// The value of an anchor.
struct Anchor {
    node: Node,
    /// The number of nodes, itself included.
    size: u32,
}

struct TreeBuilder<'t> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    next_id: u32,
    /// The value of each anchor, by its number. While the value is parsed, it is not here yet.
    anchors: HashMap<usize, Anchor>,
    /// The number of nodes in all anchors.
    held: u32,
    findings: Findings,
}

impl<'t> TreeBuilder<'t> {
    fn document(&mut self) -> Result<Node, Fault> {
        loop {
            let (event, span) = self.event()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    return Err(fault(
                        &span,
                        "the document is empty".to_owned(),
                        "write an OpenAPI document into it",
                    ));
                }
                other => {
                    let root = self.node(other, &span, 0)?;
                    self.end()?;
                    return Ok(root);
                }
            }
        }
    }

    /// Fails if anything follows the document, because it would be ignored.
    fn end(&mut self) -> Result<(), Fault> {
        loop {
            let (event, span) = self.event()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd => {}
                _ => {
                    let message = "a second document begins here, which is not read";
                    return Err(fault(
                        &span,
                        message.to_owned(),
                        "keep one document in the file",
                    ));
                }
            }
        }
    }

    fn event(&mut self) -> Result<(Event<'t>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(Fault {
                line: error.marker().line(),
                column: error.marker().col() + 1,
                message: format!("not valid YAML or JSON: {}", error.kind()),
                help: "correct the syntax at this place",
            }),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'t>, span: &Span, depth: usize) -> Result<Node, Fault> {
        if depth > NESTED_VALUES {
            let message = format!("nested more than {NESTED_VALUES} levels deep");
            return Err(fault(
                span,
                message,
                "move the inner parts into `components` and refer to them",
            ));
        }
        let id = self.new_id(span)?;
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_string = tag.is_some_and(|tag| tag.core_suffix() == Some("str"))
                    || !matches!(style, ScalarStyle::Plain);
                (
                    if is_string {
                        Value::String(text.into_owned())
                    } else {
                        plain(text.into_owned())
                    },
                    anchor,
                )
            }
            Event::SequenceStart(_, anchor, _) => (self.sequence(depth)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.mapping(depth)?, anchor),
            Event::Alias(anchor) => return self.alias(anchor, id, span),
            _ => {
                return Err(fault(
                    span,
                    "a value is missing here".to_owned(),
                    "write the value",
                ));
            }
        };
        let node = Node {
            id,
            line: span.start.line() as u32,
            column: span.start.col() as u32 + 1,
            value,
        };
        if anchor > 0 {
            let size = self.next_id - id.0 + 1;
            // Each anchor around another one holds its nodes again.
            if NODES - self.held < size {
                return Err(too_many(span));
            }
            self.held += size;
            let node = node.clone();
            self.anchors.insert(anchor, Anchor { node, size });
        }
        Ok(node)
    }

    fn sequence(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.event()?;
            match event {
                Event::SequenceEnd => return Ok(Value::Array(items)),
                event => items.push(self.node(event, &span, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Value, Fault> {
        let mut entries: Vec<(String, Node)> = Vec::new();
        loop {
            let (event, span) = self.event()?;
            let key = match event {
                Event::MappingEnd => {
                    return Ok(Value::Object(merged(self.without_repeats(entries))));
                }
                Event::Scalar(text, ..) => text.into_owned(),
                _ => {
                    return Err(fault(
                        &span,
                        "the key is not a scalar".to_owned(),
                        "write the key as a string",
                    ));
                }
            };
            let (event, span) = self.event()?;
            let value = self.node(event, &span, depth + 1)?;
            entries.push((key, value));
        }
    }

    /// The entries without those whose key is repeated later, which are reported.
    fn without_repeats(&self, mut entries: Vec<(String, Node)>) -> Vec<(String, Node)> {
        if is_unique(&entries) {
            return entries;
        }
        let mut last: HashMap<&str, usize> = HashMap::new();
        let mut ignored = HashSet::new();
        for (index, (key, value)) in entries.iter().enumerate() {
            let earlier = last.insert(key, index);
            let Some((_, node)) = earlier.and_then(|earlier| entries.get(earlier)) else {
                continue;
            };
            let message = format!(
                "the key `{key}` is listed a second time; its earlier value (line {}) is ignored",
                node.line
            );
            self.findings
                .degrade(value, message, "remove one of the two");
            ignored.insert(node.id);
        }
        entries.retain(|(_, node)| !ignored.contains(&node.id));
        entries
    }

    /// A copy of the value of the anchor, at the place of the alias.
    fn alias(&mut self, anchor: usize, id: NodeId, span: &Span) -> Result<Node, Fault> {
        let Some(known) = self.anchors.get(&anchor) else {
            return Err(fault(
                span,
                "an alias inside of its own anchor".to_owned(),
                "use `$ref` for a schema that refers to itself",
            ));
        };
        // Before the copy is made, which could exhaust the memory.
        if NODES - self.next_id < known.size {
            return Err(too_many(span));
        }
        let mut copy = known.node.clone();
        self.renumber(&mut copy, span)?;
        copy.id = id;
        Ok(copy)
    }

    fn renumber(&mut self, node: &mut Node, span: &Span) -> Result<(), Fault> {
        node.id = self.new_id(span)?;
        match &mut node.value {
            Value::Array(items) => items
                .iter_mut()
                .try_for_each(|item| self.renumber(item, span)),
            Value::Object(entries) => entries
                .iter_mut()
                .try_for_each(|(_, value)| self.renumber(value, span)),
            _ => Ok(()),
        }
    }

    fn new_id(&mut self, span: &Span) -> Result<NodeId, Fault> {
        if self.next_id == NODES {
            return Err(too_many(span));
        }
        self.next_id += 1;
        Ok(NodeId(self.next_id))
    }
}

fn too_many(span: &Span) -> Fault {
    fault(
        span,
        format!("more than {NODES} values"),
        "use fewer aliases",
    )
}

fn is_unique(entries: &[(String, Node)]) -> bool {
    if entries.len() > FEW_KEYS {
        let mut known = HashSet::with_capacity(entries.len());
        return entries.iter().all(|(key, _)| known.insert(key));
    }
    let mut rest = entries.iter();
    while let Some((key, _)) = rest.next() {
        if rest.as_slice().iter().any(|(other, _)| other == key) {
            return false;
        }
    }
    true
}

/// The entries with those of a merge key (`<<`, YAML 1.1). Entries of the object itself take precedence over merged
/// ones, and earlier merged ones over later ones.
fn merged(mut entries: Vec<(String, Node)>) -> Vec<(String, Node)> {
    let Some(index) = entries.iter().position(|(key, _)| key == "<<") else {
        return entries;
    };
    let (_, merge) = entries.remove(index);
    let mut known: HashSet<String> = entries.iter().map(|(key, _)| key.clone()).collect();
    let sources = match merge.value {
        Value::Array(items) => items,
        _ => vec![merge],
    };
    for source in sources {
        let Value::Object(brought) = source.value else {
            continue;
        };
        for (key, value) in brought {
            if known.insert(key.clone()) {
                entries.push((key, value));
            }
        }
    }
    // Finding the location of a node relies on ids in the order of the text.
    entries.sort_by_key(|(_, node)| node.id);
    entries
}

fn fault(span: &Span, message: String, help: &'static str) -> Fault {
    Fault {
        line: span.start.line(),
        column: span.start.col() + 1,
        message,
        help,
    }
}

/// Resolves a plain scalar by the core schema of YAML 1.2 (section 10.3).
fn plain(text: String) -> Value {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        number if is_number(number) => Value::Number(text),
        _ => Value::String(text),
    }
}

/// Whether the text is a number in JSON as well. `0x1F`, `.inf` and the like stay text.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.contains(|c: char| c.is_ascii_digit())
        && unsigned
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'))
        && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_may_hold_characters_that_yaml_does_not() {
        let parsed = parse("{\"a\": \"x\u{80}y\u{7f}\"}").unwrap();
        let value = parsed.document.root.get("a").and_then(Node::as_str);
        assert_eq!(value, Some("x\u{80}y\u{7f}"));
        assert!(parse("a: x\u{80}y").is_err());
    }

    #[test]
    fn a_comment_in_json_is_said_to_be_one() {
        for (text, place) in [
            ("// a note\n{\"a\": 1}", ":1:1\n"),
            (
                "{\n  \"a\": \"http://x\", // patch\n  \"b\": {\"c\": 1}}",
                ":2:20\n",
            ),
            ("{\"a\": /* one */ {\"b\": 1}, }}", ":1:7\n"),
        ] {
            let shown = parse(text).unwrap_err().to_string();
            assert!(
                shown.contains("a comment, which JSON does not have"),
                "{shown}"
            );
            assert!(shown.contains(place), "{shown}");
        }
        for text in [
            "{\"a\": \"//\", }",
            "{ a: https://x, b: '// c' }",
            "a: //b\nc: /*d",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn markup_is_said_to_be_that() {
        for (text, message) in [
            ("<!DOCTYPE html>\n<html>", "an HTML page"),
            ("\n<html lang=en>", "an HTML page"),
            ("<?xml version='1.0'?><application/>", "an XML file"),
            (
                "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>",
                "an XML file",
            ),
        ] {
            let shown = parse(text).unwrap_err().to_string();
            assert!(shown.contains(message), "{shown}");
        }
    }
}
