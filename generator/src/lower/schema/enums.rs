//! Enums: sets of strings, and sets of integers.

use std::collections::HashSet;

use crate::document::Node;
use crate::ir::Variant;
use crate::lower::draft::{Enum, Shape};
use crate::names::{Scope, Use};
use crate::openapi::reader::Reader;

/// A set of strings.
pub(super) fn string_enum(reader: &Reader<'_>, values: &[&Node]) -> Shape {
    let mut scope = Scope::default();
    // First, so that a value that is added later cannot take its name.
    let other = scope.claim("Other", Use::Variant);
    let mut variants: Vec<Variant<String>> = Vec::new();
    let mut known = HashSet::new();
    for node in values {
        let Some(value) = node.as_text() else {
            continue;
        };
        if !known.insert(value) {
            report_repeated(reader, node, value);
            continue;
        }
        variants.push(Variant {
            name: scope.claim(value, Use::Variant),
            value: value.to_owned(),
        });
    }
    Shape::StringEnum(Enum {
        variants,
        is_open: false,
        other,
    })
}

/// A set of integers.
pub(super) fn integer_enum(reader: &Reader<'_>, values: &[&Node]) -> Shape {
    let mut scope = Scope::default();
    let other = scope.claim("Other", Use::Variant);
    let mut variants: Vec<Variant<i64>> = Vec::new();
    let mut known = HashSet::new();
    for node in values {
        let Some(value) = node.as_i64() else {
            continue;
        };
        if !known.insert(value) {
            report_repeated(reader, node, &value.to_string());
            continue;
        }
        variants.push(Variant {
            name: scope.claim(&value.to_string(), Use::Variant),
            value,
        });
    }
    Shape::IntegerEnum(Enum {
        variants,
        is_open: false,
        other,
    })
}

fn report_repeated(reader: &Reader<'_>, node: &Node, value: &str) {
    let message = format!("the value `{value}` is listed a second time");
    reader.degrade(node, message, "remove one of the two");
}
