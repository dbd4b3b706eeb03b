//! Unions whose variants are tried: what a value must have for each, and in which order they are tried.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::super::draft::{Struct, Types, Union as UnionDraft};
use super::kind::listed_values;
use crate::ir::{Foreign, JsonKind, Literal, Type, VariantMark};

/// The requirements of each variant, and when it is tried.
pub(super) fn marks(
    types: &Types,
    draft: &UnionDraft,
    kinds: &[Option<JsonKind>],
) -> Vec<VariantMark> {
    let structs: Vec<Option<&Struct>> = (draft.variants.iter())
        .map(|variant| types.structure(&variant.ty).map(|(_, shape)| shape))
        .collect();
    let objects: Vec<&Struct> = structs.iter().flatten().copied().collect();
    let mut required_by: BTreeMap<&str, usize> = BTreeMap::new();
    for wire_name in objects.iter().flat_map(|shape| required(shape)) {
        *required_by.entry(wire_name).or_default() += 1;
    }
    // A property that all objects require does not distinguish them.
    required_by.retain(|_, count| *count < objects.len());
    let needs: Vec<Needs> = (structs.iter())
        .map(|shape| match shape {
            Some(shape) => Needs::of(types, shape, &objects, &required_by),
            None => Needs::default(),
        })
        .collect();
    let looseness: Vec<u8> = (draft.variants.iter())
        .map(|variant| looseness(types, &variant.ty))
        .collect();
    let ranks = ranks(&needs, &looseness);
    (needs.into_iter().zip(ranks).zip(kinds))
        .map(|((needs, rank), kind)| VariantMark::Trial {
            rank,
            kind: *kind,
            required: needs.required,
            constants: needs.constants,
        })
        .collect()
}

/// The properties that an object must have to be tried as a variant.
#[derive(Default)]
struct Needs {
    /// Properties that this variant requires, and another does not.
    required: Vec<String>,
    /// The values that a property can have.
    constants: Vec<(String, Vec<Literal>)>,
}

impl Needs {
    fn of(
        types: &Types,
        shape: &Struct,
        objects: &[&Struct],
        telling: &BTreeMap<&str, usize>,
    ) -> Self {
        let mut constants: Vec<(String, Vec<Literal>)> = (shape.constants.iter())
            .map(|constant| (constant.wire_name.clone(), vec![constant.value.clone()]))
            .collect();
        constants.extend(shape.fields.iter().filter_map(|field| {
            let differs = (objects.iter())
                .filter(|other| !std::ptr::eq(**other, shape))
                .filter_map(|other| other.field(&field.wire_name))
                .any(|other| other.ty != field.ty);
            let values = listed_values(types, field).filter(|_| differs && !field.nullable)?;
            Some((field.wire_name.clone(), values))
        }));
        Self {
            required: (required(shape))
                .filter(|wire_name| telling.contains_key(wire_name))
                .map(str::to_owned)
                .collect(),
            constants,
        }
    }
}

/// The properties that every value of the type has.
fn required(shape: &Struct) -> impl Iterator<Item = &str> {
    let fields = shape.fields.iter().filter(|field| field.required);
    let constants = shape
        .constants
        .iter()
        .map(|constant| constant.wire_name.as_str());
    constants.chain(fields.map(|field| field.wire_name.as_str()))
}

/// How much else a type accepts: one that accepts anything is tried last.
fn looseness(types: &Types, ty: &Type) -> u8 {
    match types.through_alias(ty) {
        Type::Any => 3,
        Type::String => 2,
        Type::Map { .. } | Type::Float64 | Type::Decimal => 1,
        // A text that is a UUID is one, and any other a string. What is in base64 is nearly any text.
        Type::Foreign(Foreign::Base64 | Foreign::Custom(_) | Foreign::DecimalNumber) => 1,
        _ => 0,
    }
}

/// The place of each variant in the order of trial: the stricter before the looser, those that need more first.
fn ranks(needs: &[Needs], looseness: &[u8]) -> Vec<usize> {
    let mut order: Vec<(usize, (u8, Reverse<usize>))> = (needs.iter().zip(looseness))
        .map(|(needs, looseness)| {
            (
                *looseness,
                Reverse(needs.required.len() + needs.constants.len()),
            )
        })
        .enumerate()
        .collect();
    order.sort_by_key(|(_, key)| *key);
    let mut ranks: Vec<(usize, usize)> = (order.iter().enumerate())
        .map(|(rank, (index, _))| (*index, rank))
        .collect();
    ranks.sort_unstable();
    ranks.into_iter().map(|(_, rank)| rank).collect()
}
