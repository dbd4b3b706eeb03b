//! Discriminating properties that callers do not set: constants of types that are variants and nothing else, and values that
//! are known of new objects.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Constant, Draft, Struct, Types};
use super::usage::{parts, roots};
use crate::ir::{Literal, TagSource, Type, TypeId, Union, UnionTag, VariantMark};

/// Makes a constant of the required discriminating property of each type that is used only as a variant with one value of
/// it, and lets constants be read with the other values of their variants. A type that is used elsewhere, too, can have
/// another value there, so that it keeps the field, with that value in new objects.
pub(super) fn settle(draft: &mut Draft, unions: &mut BTreeMap<TypeId, Union>) {
    let uses = uses(draft);
    let tags = tags(unions);
    let mut settled: BTreeSet<TypeId> = BTreeSet::new();
    for (id, tag) in &tags {
        let in_extension = is_in_extension(&draft.types, *id);
        let is_variant_only = uses.get(id).copied() == Some(tag.variants);
        let [value] = tag.values.as_slice() else {
            read_also(&mut draft.types, *id, tag);
            continue;
        };
        if !tag.is_one || !is_required_text(&draft.types, *id, &tag.wire_name) {
            continue;
        }
        let Some(shape) = draft.types.struct_mut(*id) else {
            continue;
        };
        if is_variant_only && !in_extension {
            make_constant(shape, &tag.wire_name, value);
            settled.insert(*id);
            continue;
        }
        let mut fields = shape.fields.iter_mut();
        if let Some(field) = fields.find(|field| field.wire_name == tag.wire_name) {
            field.known = Some(value.clone());
        }
    }
    for variant in unions.values_mut().flat_map(|union| &mut union.variants) {
        if let (Type::Named(id), VariantMark::Values { source, .. }) =
            (&variant.ty, &mut variant.mark)
            && settled.contains(id)
        {
            *source = TagSource::Type;
        }
    }
}

/// The discriminating property of a type, by the unions that it is a variant of.
struct Tag {
    wire_name: String,
    values: Vec<String>,
    /// Whether all unions agree.
    is_one: bool,
    /// How many variants hold the type.
    variants: usize,
}

fn tags(unions: &BTreeMap<TypeId, Union>) -> BTreeMap<TypeId, Tag> {
    let mut tags: BTreeMap<TypeId, Tag> = BTreeMap::new();
    for union in unions.values() {
        let UnionTag::Property {
            wire_name, default, ..
        } = &union.tag
        else {
            continue;
        };
        for variant in &union.variants {
            let (Type::Named(id), VariantMark::Values { values, .. }) =
                (&variant.ty, &variant.mark)
            else {
                continue;
            };
            let tag = tags.entry(*id).or_insert_with(|| Tag {
                wire_name: wire_name.clone(),
                values: values.clone(),
                is_one: true,
                variants: 0,
            });
            // The default variant can have any value.
            tag.is_one &= tag.wire_name == *wire_name
                && tag.values == *values
                && default.as_ref() != Some(&variant.name);
            tag.variants += 1;
        }
    }
    tags
}

/// How many places name each type.
fn uses(draft: &Draft) -> BTreeMap<TypeId, usize> {
    let mut ids = Vec::new();
    for root in roots(draft).iter().chain(&draft.incoming) {
        super::super::types::add_named(root, &mut ids);
    }
    for (_, def) in draft.types.iter() {
        ids.extend(parts(def));
    }
    let mut uses = BTreeMap::new();
    for id in ids {
        *uses.entry(id).or_default() += 1;
    }
    uses
}

/// Whether an extension names fields of the type.
fn is_in_extension(types: &Types, id: TypeId) -> bool {
    types.results.contains_key(&id)
        || types.pages.contains_key(&id)
        || types.item_errors.contains_key(&id)
        || types.money.contains_key(&id)
        || types.copies.contains_key(&id)
}

/// Whether the type has a field of strings that every value has. Where the property can be missing, a value without it is
/// written as it was read.
fn is_required_text(types: &Types, id: TypeId, wire_name: &str) -> bool {
    let field = types.struct_of(id).and_then(|shape| shape.field(wire_name));
    field.is_some_and(|field| {
        let is_text =
            types.through_alias(&field.ty) == &Type::String || types.is_string_enum(&field.ty);
        is_text && field.required && !field.nullable
    })
}

/// Makes a constant of a field of strings.
fn make_constant(shape: &mut Struct, wire_name: &str, value: &str) {
    shape.fields.retain(|field| field.wire_name != wire_name);
    shape.constants.push(Constant {
        wire_name: wire_name.to_owned(),
        value: Literal::Text(value.to_owned()),
        also: Vec::new(),
        only: None,
    });
}

/// Lets the constant of a type be read with the other values of its variant.
fn read_also(types: &mut Types, id: TypeId, tag: &Tag) {
    let Some(shape) = types.struct_mut(id) else {
        return;
    };
    let mut constants = shape.constants.iter_mut();
    let Some(constant) = constants.find(|constant| constant.wire_name == tag.wire_name) else {
        return;
    };
    for value in &tag.values {
        let value = Literal::Text(value.clone());
        if value != constant.value && !constant.also.contains(&value) {
            constant.also.push(value);
        }
    }
}
