//! The words for the variants of a union.

use super::super::super::draft::{Types, UnionVariant};
use super::kind::kind;
use crate::ir::{JsonKind, Type, TypeId, UnionTag, VariantMark};
use crate::names::variants::{VariantWords, variants};

/// The words for the variants of `union`, in their order.
pub(super) fn of_variants(
    types: &Types,
    union: &str,
    tag: &UnionTag,
    marked: &[(VariantMark, UnionVariant)],
) -> Vec<String> {
    let mut words: Vec<VariantWords> = (marked.iter())
        .map(|(mark, variant)| {
            let (text, is_stated) = word(types, variant);
            let value = match mark {
                VariantMark::Values { values, .. } => match values.as_slice() {
                    [value] => Some(value.clone()),
                    _ => None,
                },
                _ => None,
            };
            VariantWords {
                text,
                is_stated,
                value,
            }
        })
        .collect();
    let texts: Vec<String> = words.iter().map(|words| words.text.clone()).collect();
    for (words, (_, variant)) in words.iter_mut().zip(marked) {
        let is_shared = texts.iter().filter(|text| **text == words.text).count() > 1;
        if is_shared && let Some(detailed) = detailed(types, &variant.ty, 0) {
            words.text = detailed;
            words.is_stated = false;
        }
    }
    let taken: &[&str] = match tag {
        UnionTag::Property { .. } => &["Other"],
        _ => &[],
    };
    variants(union, &words, taken)
}

/// The name of a declared type. What is sent has the words of what is received.
pub(super) fn type_name(types: &Types, id: TypeId) -> String {
    let def = types.get(id);
    let received = def.and_then(|def| types.get(def.input_of?));
    let found = received.or(def);
    found.map_or_else(String::new, |def| def.name.to_string())
}

/// The word for a variant, and whether it is the document's: the name of its schema or of its type, and not the kind of
/// its values.
fn word(types: &Types, variant: &UnionVariant) -> (String, bool) {
    let stated = variant.word.as_ref().or(variant.property.as_ref());
    if let Some(word) = stated {
        let is_kind = KINDS.contains(&word.as_str());
        return (word.clone(), !is_kind);
    }
    match (&variant.ty, kind(types, &variant.ty, 0)) {
        (Type::Named(id), None) => (type_name(types, *id), true),
        _ => (kind_of_value(types, &variant.ty).to_owned(), false),
    }
}

/// The words that alternatives have by the kind of their values alone.
const KINDS: [&str; 6] = ["object", "list", "text", "number", "integer", "boolean"];

/// The word for the kind of values that a type has.
pub(super) fn kind_of_value<'a>(types: &Types, ty: &'a Type) -> &'a str {
    match (ty, kind(types, ty, 0)) {
        (Type::Date, _) => "Date",
        (Type::DateTime, _) => "DateTime",
        (Type::Foreign(foreign), _) => foreign.word(),
        (_, Some(kind)) => match kind {
            JsonKind::Boolean => "Boolean",
            JsonKind::Integer => "Integer",
            JsonKind::Number => "Number",
            JsonKind::Text => "Text",
            JsonKind::List => "List",
            JsonKind::Object => "Object",
        },
        (Type::Any, None) => "Any",
        (_, None) => "Value",
    }
}

/// The word for a type beside others of the same kind: `TextList`, `Int64`.
fn detailed(types: &Types, ty: &Type, depth: usize) -> Option<String> {
    Some(match types.through_alias(ty) {
        Type::Int32 => "Int32".to_owned(),
        Type::Int64 => "Int64".to_owned(),
        Type::UInt32 => "UInt32".to_owned(),
        Type::UInt64 => "UInt64".to_owned(),
        Type::List(item) if depth < LISTS_WITHIN_LISTS => {
            let item = match types.through_alias(item) {
                Type::Named(id) => type_name(types, *id),
                Type::List(_) => detailed(types, item, depth + 1)?,
                item => kind_of_value(types, item).to_owned(),
            };
            format!("{item} list")
        }
        _ => return None,
    })
}

/// A name that says `list` more often says nothing.
const LISTS_WITHIN_LISTS: usize = 3;
