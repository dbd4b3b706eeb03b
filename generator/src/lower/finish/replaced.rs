//! Types in place of others, wherever they are used.

use std::collections::BTreeMap;

use super::super::draft::{
    BodyContent, Call, Draft, ErrorBody, Operation, Output, PageEntries, Parameter, ParameterKind,
    Shape, StatusVariant,
};
use crate::ir::{MapKey, Type, TypeId};

/// Puts other types in place of those that `same` has, at any depth.
pub(super) fn replace(same: &BTreeMap<TypeId, Type>, ty: &mut Type) {
    match ty {
        Type::Named(id) => {
            if let Some(other) = same.get(id) {
                *ty = other.clone();
            }
        }
        Type::List(inner) | Type::Nullable(inner) => replace(same, inner),
        Type::Map { key, value } => {
            if let MapKey::Named(id) = key
                && let Some(Type::Named(other)) = same.get(id)
            {
                *id = *other;
            }
            replace(same, value);
        }
        Type::Tuple(places) => places.iter_mut().for_each(|ty| replace(same, ty)),
        _ => {}
    }
}

/// Does so in a declaration.
pub(super) fn in_shape(same: &BTreeMap<TypeId, Type>, shape: &mut Shape) {
    match shape {
        Shape::Struct(shape) => {
            let fields = shape.fields.iter_mut().map(|field| &mut field.ty);
            let additional = shape.additional.iter_mut().map(|(_, value)| value);
            fields.chain(additional).for_each(|ty| replace(same, ty));
        }
        Shape::Union(union) => {
            let variants = union.variants.iter_mut();
            variants.for_each(|variant| replace(same, &mut variant.ty));
        }
        Shape::Alias(ty) => replace(same, ty),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
}

/// Does so in the whole draft.
pub(super) fn everywhere(same: &BTreeMap<TypeId, Type>, draft: &mut Draft) {
    let shapes = draft
        .types
        .defs
        .iter_mut()
        .filter_map(|def| def.shape.as_mut());
    shapes.for_each(|shape| in_shape(same, shape));
    for page in draft.types.pages.values_mut() {
        if let PageEntries::List { item, .. } = &mut page.entries {
            replace(same, item);
        }
    }
    let others = draft.incoming.iter_mut().chain(&mut draft.named);
    others.for_each(|ty| replace(same, ty));
    let groups = draft.groups.iter_mut();
    for operation in groups.flat_map(|group| &mut group.operations) {
        in_operation(same, operation);
    }
}

fn in_operation(same: &BTreeMap<TypeId, Type>, operation: &mut Operation) {
    in_output(same, &mut operation.output);
    match &mut operation.error {
        ErrorBody::Undocumented => {}
        ErrorBody::One(ty) => replace(same, ty),
        ErrorBody::PerStatus { variants, .. } => in_variants(same, variants),
    }
    let headers = operation.headers.iter_mut();
    let headers = headers.flat_map(|headers| &mut headers.list);
    headers.for_each(|header| replace(same, &mut header.ty));
    let paging = operation.paging.iter_mut();
    for key in paging.flat_map(|paging| &mut paging.keys) {
        replace(same, &mut key.entry);
        if let Some(Type::Named(other)) = same.get(&key.entry_id) {
            key.entry_id = *other;
        }
    }
    operation
        .calls
        .iter_mut()
        .for_each(|call| in_call(same, call));
}

fn in_output(same: &BTreeMap<TypeId, Type>, output: &mut Output) {
    match output {
        Output::Empty | Output::Text | Output::Bytes => {}
        Output::Json(ty) | Output::Any(ty) | Output::Items(ty, _) => replace(same, ty),
        Output::Events { data, .. } => replace(same, data),
        Output::PerStatus { variants, .. } => in_variants(same, variants),
    }
}

fn in_variants(same: &BTreeMap<TypeId, Type>, variants: &mut [StatusVariant]) {
    let variants = variants.iter_mut();
    variants.for_each(|variant| in_output(same, &mut variant.output));
}

fn in_call(same: &BTreeMap<TypeId, Type>, call: &mut Call) {
    let parameters = call.required.iter_mut().chain(&mut call.optional);
    parameters.for_each(|parameter| in_parameter(same, parameter));
    match call.body.as_mut().map(|body| &mut body.content) {
        Some(
            BodyContent::Json { ty, .. }
            | BodyContent::Form(ty)
            | BodyContent::List { item: ty, .. }
            | BodyContent::Joined { item: ty, .. }
            | BodyContent::Lines { item: ty, .. },
        ) => replace(same, ty),
        Some(BodyContent::Text(_) | BodyContent::Bytes(_) | BodyContent::Parts) | None => {}
    }
}

fn in_parameter(same: &BTreeMap<TypeId, Type>, parameter: &mut Parameter) {
    match &mut parameter.kind {
        ParameterKind::Single { ty, .. }
        | ParameterKind::List { item: ty, .. }
        | ParameterKind::Styled { ty, .. } => replace(same, ty),
        ParameterKind::Flag
        | ParameterKind::DateRange { .. }
        | ParameterKind::Empty
        | ParameterKind::File
        | ParameterKind::Files { .. }
        | ParameterKind::Content
        | ParameterKind::Additional => {}
    }
}
