//! Unions whose variants are recognized by a property.

use std::collections::BTreeSet;

use super::super::super::draft::{
    Discriminator, Shape, Struct, Types, Union as UnionDraft, UnionVariant,
};
use super::kind::{enum_values, kind};
use crate::ir::{JsonKind, Literal, TagSource, Type, VariantMark};

/// The property whose value distinguishes the variants, and its values for each: the discriminator, or else a
/// required property whose values the types list.
pub(super) fn find(types: &Types, draft: &UnionDraft) -> Option<(String, Vec<Vec<String>>)> {
    if let Some(discriminator) = &draft.discriminator {
        let values = with_constants(types, draft, discriminator);
        let is_usable = values.iter().all(|values| !values.is_empty())
            && (draft.variants.iter()).all(|variant| is_object(types, &variant.ty))
            && are_disjoint(&values);
        if is_usable {
            return Some((discriminator.wire_name.clone(), values));
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

/// The values of a discriminator. Where the type of a variant has another constant than the mapping says, that one comes
/// first, which is written.
fn with_constants(
    types: &Types,
    draft: &UnionDraft,
    discriminator: &Discriminator,
) -> Vec<Vec<String>> {
    let variants = draft.variants.iter().zip(&discriminator.values);
    let values = variants.map(|(variant, values)| {
        let shape = types.structure(&variant.ty).map(|(_, shape)| shape);
        let own = shape.and_then(|shape| shape.constant(&discriminator.wire_name));
        match own {
            Some(Literal::Text(own)) => {
                let others = values.iter().filter(|value| *value != own);
                std::iter::once(own).chain(others).cloned().collect()
            }
            _ => values.clone(),
        }
    });
    values.collect()
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

/// The variants with the values of the discriminating property. A type that does not hold the property itself would
/// forget which of several values it was read with: it becomes a variant for each of them.
pub(super) fn marked(
    types: &Types,
    draft: &UnionDraft,
    wire_name: &str,
    values: Vec<Vec<String>>,
) -> Vec<(VariantMark, UnionVariant)> {
    let mut marked = Vec::new();
    for (variant, values) in draft.variants.iter().zip(values) {
        let mut source = source(types, &variant.ty, wire_name);
        // It keeps whatever value it was read with, and needs none.
        if is_default(draft, &variant.ty) {
            source = TagSource::Type;
        }
        if source != TagSource::Union || values.len() < 2 {
            let has_values = !values.is_empty();
            let mark = VariantMark::Values { values, source };
            marked.extend(has_values.then(|| (mark, variant.clone())));
            continue;
        }
        for value in values {
            let variant = UnionVariant {
                ty: variant.ty.clone(),
                word: Some(value.clone()),
                property: None,
            };
            let values = vec![value];
            marked.push((VariantMark::Values { values, source }, variant));
        }
    }
    marked
}

/// Whether objects with another value of the discriminator are read as this type.
pub(super) fn is_default(draft: &UnionDraft, ty: &Type) -> bool {
    let default = draft
        .discriminator
        .as_ref()
        .and_then(|known| known.default)
        .and_then(|index| draft.variants.get(index));
    default.is_some_and(|variant| variant.ty == *ty)
}

/// Where the value of the discriminating property of a variant comes from when it is written.
fn source(types: &Types, ty: &Type, wire_name: &str) -> TagSource {
    match types.structure(ty) {
        Some((_, shape)) if shape.constant(wire_name).is_some() => TagSource::Type,
        Some((_, shape)) if shape.field(wire_name).is_some() => TagSource::Field,
        Some(_) => TagSource::Union,
        None if matches!(types.through_alias(ty), Type::Map { .. }) => TagSource::Field,
        None => TagSource::Type,
    }
}
