//! Unions: how the variants are recognized, and what they are called.
//!
//! A union needs all types for that: the variants differ by the kind of their JSON values, by a property, or by what
//! they require.

mod trial;

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Enum, Field, Shape, Struct, Types, Union as UnionDraft, UnionVariant};
use crate::ir::{
    IdForm, JsonKind, Literal, Type, TypeId, Union, UnionTag, UnionVariant as Settled, Variant,
    VariantMark,
};
use crate::limits::UNIONS_WITHIN_UNIONS;
use crate::names::{Scope, Use};

/// Settles all unions. One of strings that are all of a set, or of any text, becomes an open set.
pub(super) fn settle(types: &mut Types) -> BTreeMap<TypeId, Union> {
    let mut unions = BTreeMap::new();
    for id in types.unions() {
        let Some(Shape::Union(draft)) = types.shape(id) else {
            continue;
        };
        match open_set(types, draft) {
            Some(set) => types.redefine(id, Shape::StringEnum(set)),
            None => {
                unions.insert(id, settled(types, draft));
            }
        }
    }
    unions
}

fn settled(types: &Types, draft: &UnionDraft) -> Union {
    let kinds: Vec<Option<JsonKind>> = (draft.variants.iter())
        .map(|variant| kind(types, &variant.ty, 0))
        .collect();
    let by_property = tagged(types, draft);
    // The kind of a single variant says less than the discriminator.
    let is_single = draft.variants.len() == 1 && draft.discriminator.is_some();
    let mut scope = Scope::default();
    let (tag, marked) = match by_property {
        _ if are_distinct(&kinds) && !(is_single && by_property.is_some()) => {
            let marks = kinds.iter().flatten().copied().map(VariantMark::Kind);
            (UnionTag::Kind, with_marks(draft, marks))
        }
        Some((wire_name, values)) => {
            let marked = marked_by_property(types, draft, &wire_name, values);
            let other = scope.claim("Other", Use::Variant);
            (UnionTag::Property { wire_name, other }, marked)
        }
        None => {
            let marks = trial::marks(types, draft, &kinds);
            (UnionTag::Trial, with_marks(draft, marks))
        }
    };
    let variants = marked.into_iter().map(|(mark, variant)| Settled {
        name: scope.claim(&word(types, &variant), Use::Variant),
        mark,
        ty: variant.ty,
        is_boxed: false,
        has_integer_ids: false,
    });
    Union {
        tag,
        variants: variants.collect(),
    }
}

fn with_marks(
    draft: &UnionDraft,
    marks: impl IntoIterator<Item = VariantMark>,
) -> Vec<(VariantMark, UnionVariant)> {
    marks
        .into_iter()
        .zip(draft.variants.iter().cloned())
        .collect()
}

/// Whether all variants have a kind of JSON value, and no value is of the kind of two of them.
fn are_distinct(kinds: &[Option<JsonKind>]) -> bool {
    kinds.iter().enumerate().all(|(index, kind)| {
        kind.is_some_and(|kind| {
            let mut before = kinds.iter().take(index).flatten();
            !before.any(|known| overlap(*known, kind))
        })
    })
}

/// Whether one value can be of both kinds.
fn overlap(left: JsonKind, right: JsonKind) -> bool {
    let is_number = |kind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    left == right || (is_number(left) && is_number(right))
}

/// The variants with the values of the discriminating property. A type that does not hold the property itself would
/// forget which of several values it was read with: it becomes a variant for each of them.
fn marked_by_property(
    types: &Types,
    draft: &UnionDraft,
    wire_name: &str,
    values: Vec<Vec<String>>,
) -> Vec<(VariantMark, UnionVariant)> {
    let mut marked = Vec::new();
    for (variant, values) in draft.variants.iter().zip(values) {
        let is_added =
            (types.structure(&variant.ty)).is_some_and(|(_, shape)| !shape.has_property(wire_name));
        if !is_added || values.len() < 2 {
            let has_values = !values.is_empty();
            let mark = VariantMark::Values { values, is_added };
            marked.extend(has_values.then(|| (mark, variant.clone())));
            continue;
        }
        for value in values {
            let variant = UnionVariant {
                ty: variant.ty.clone(),
                word: Some(value.clone()),
            };
            let values = vec![value];
            marked.push((VariantMark::Values { values, is_added }, variant));
        }
    }
    marked
}

/// The name of a variant: the one that the document suggests, or else that of its kind or type.
fn word(types: &Types, variant: &UnionVariant) -> String {
    if let Some(word) = &variant.word {
        return word.clone();
    }
    let named = match &variant.ty {
        Type::Named(id) => types.get(*id),
        _ => None,
    };
    match (&variant.ty, kind(types, &variant.ty, 0), named) {
        (Type::Date, ..) => "Date".to_owned(),
        (Type::DateTime, ..) => "DateTime".to_owned(),
        (_, Some(kind), _) => format!("{kind:?}"),
        (_, None, Some(def)) => def.name.to_string(),
        (Type::Any, None, None) => "Any".to_owned(),
        (_, None, None) => "Value".to_owned(),
    }
}

/// The strings of all variants, if these are sets of strings beside any string.
fn open_set(types: &Types, union: &UnionDraft) -> Option<Enum<String>> {
    let mut has_any = false;
    let mut variants: Vec<Variant<String>> = Vec::new();
    let mut scope = Scope::default();
    let other = scope.claim("Other", Use::Variant);
    for variant in &union.variants {
        if *types.through_alias(&variant.ty) == Type::String {
            has_any = true;
            continue;
        }
        let (_, Shape::StringEnum(set)) = types.named(&variant.ty)? else {
            return None;
        };
        for Variant { value, .. } in &set.variants {
            if !variants.iter().any(|known| known.value == *value) {
                variants.push(Variant {
                    name: scope.claim(value, Use::Variant),
                    value: value.clone(),
                });
            }
        }
    }
    has_any.then_some(Enum { variants, other })
}

/// The property whose value distinguishes the variants, and its values for each: the discriminator, or else a
/// required property whose values the types list.
fn tagged(types: &Types, draft: &UnionDraft) -> Option<(String, Vec<Vec<String>>)> {
    if let Some(discriminator) = &draft.discriminator {
        let values = &discriminator.values;
        let is_usable = values.iter().all(|values| !values.is_empty())
            && (draft.variants.iter()).all(|variant| is_object(types, &variant.ty))
            && are_disjoint(values);
        if is_usable {
            return Some((discriminator.wire_name.clone(), values.clone()));
        }
    }
    let structs: Option<Vec<&Struct>> = (draft.variants.iter())
        .map(|variant| types.structure(&variant.ty).map(|(_, shape)| shape))
        .collect();
    let structs = structs?;
    let first = structs.first()?;
    let constants = first.constants.iter().map(|constant| &constant.wire_name);
    let required = first.fields.iter().filter(|field| field.required);
    let mut candidates = constants.chain(required.map(|field| &field.wire_name));
    candidates.find_map(|wire_name| {
        let values: Option<Vec<Vec<String>>> = (structs.iter())
            .map(|shape| property_values(types, shape, wire_name))
            .collect();
        let values = values.filter(|values| are_disjoint(values))?;
        Some((wire_name.clone(), values))
    })
}

/// Whether all values of the type are objects.
fn is_object(types: &Types, ty: &Type) -> bool {
    let of_kind = |ty: &Type| kind(types, ty, 0) == Some(JsonKind::Object);
    match types.named(ty) {
        Some((_, Shape::Union(union))) => {
            union.variants.iter().all(|variant| of_kind(&variant.ty)) || of_kind(ty)
        }
        _ => of_kind(ty),
    }
}

fn are_disjoint(values: &[Vec<String>]) -> bool {
    let all: Vec<&String> = values.iter().flatten().collect();
    let distinct: BTreeSet<&String> = all.iter().copied().collect();
    all.len() == distinct.len()
}

/// The strings that a required property can have, if they are listed.
fn property_values(types: &Types, shape: &Struct, wire_name: &str) -> Option<Vec<String>> {
    if let Some(constant) = shape.constant(wire_name) {
        return match constant {
            Literal::Text(text) => Some(vec![text.clone()]),
            Literal::Bool(_) | Literal::Integer(_) => None,
        };
    }
    let field = shape.field(wire_name)?;
    let is_there = field.required && !field.nullable;
    is_there.then(|| enum_values(types, field))?
}

fn enum_values(types: &Types, field: &Field) -> Option<Vec<String>> {
    match types.named(&field.ty)? {
        (_, Shape::StringEnum(set)) => {
            let values = set.variants.iter().map(|variant| variant.value.clone());
            Some(values.collect())
        }
        _ => None,
    }
}

/// The kind of JSON value that a type is, if it is a single one.
fn kind(types: &Types, ty: &Type, depth: usize) -> Option<JsonKind> {
    Some(match types.through_alias(ty) {
        Type::Bool => JsonKind::Boolean,
        Type::Int32 | Type::Int64 | Type::UInt32 | Type::UInt64 => JsonKind::Integer,
        Type::Float64 => JsonKind::Number,
        Type::String | Type::Date | Type::DateTime | Type::DateRange | Type::Binary => {
            JsonKind::Text
        }
        Type::List(_) | Type::Tuple(_) => JsonKind::List,
        Type::Map { .. } => JsonKind::Object,
        Type::Named(id) => match types.shape(*id)? {
            Shape::Struct(_) => JsonKind::Object,
            Shape::StringEnum(_) => JsonKind::Text,
            Shape::IntegerEnum(_) => JsonKind::Integer,
            Shape::Union(union) if depth < UNIONS_WITHIN_UNIONS => {
                let mut kinds =
                    (union.variants.iter()).map(|variant| kind(types, &variant.ty, depth + 1));
                let first = kinds.next()??;
                return kinds.all(|other| other == Some(first)).then_some(first);
            }
            Shape::Union(_) | Shape::Alias(_) => return None,
        },
        Type::Id(IdForm::String) => JsonKind::Text,
        Type::Id(IdForm::Integer) => JsonKind::Integer,
        Type::Nullable(_) | Type::Any => return None,
    })
}
