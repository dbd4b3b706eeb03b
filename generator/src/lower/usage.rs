//! What can only be known once everything is lowered: where each type occurs, and which contain themselves.

use crate::ir::{Api, BodyContent, Output, ParameterKind, Shape, Type, TypeDef, TypeId, Usage};

/// Marks every type with where it occurs, and closes the enums that occur in requests only.
pub(super) fn mark_usage(api: &mut Api) {
    let mut parameters = Vec::new();
    let mut bodies = Vec::new();
    let mut responses: Vec<Type> = Vec::new();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        for call in &operation.calls {
            parameters.extend(
                call.required
                    .iter()
                    .chain(&call.optional)
                    .filter_map(|parameter| match &parameter.kind {
                        ParameterKind::Single { ty, .. } | ParameterKind::List { item: ty, .. } => {
                            Some(ty.clone())
                        }
                        ParameterKind::Flag | ParameterKind::DateRange { .. } => None,
                    }),
            );
            bodies.extend(call.body.iter().map(|body| match &body.content {
                BodyContent::Json(ty)
                | BodyContent::List { item: ty, .. }
                | BodyContent::Joined { item: ty, .. } => ty.clone(),
            }));
        }
        if let Output::Json(ty) = &operation.output {
            responses.push(ty.clone());
        }
        responses.extend(operation.error.clone());
    }
    mark(&mut api.types, &parameters, |usage| &mut usage.parameter);
    mark(&mut api.types, &bodies, |usage| &mut usage.body);
    mark(&mut api.types, &responses, |usage| &mut usage.response);
    // What no operation reaches is treated as what could come from a server.
    for def in api
        .types
        .iter_mut()
        .filter(|def| def.usage == Usage::default())
    {
        def.usage.response = true;
    }
    for def in &mut api.types {
        let open = def.usage.response;
        match &mut def.shape {
            Shape::StringEnum(shape) => shape.open = open,
            Shape::IntegerEnum(shape) => shape.open = open,
            Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_) => {}
        }
    }
}

fn mark(types: &mut [TypeDef], roots: &[Type], place: fn(&mut Usage) -> &mut bool) {
    let mut queue: Vec<TypeId> = roots.iter().filter_map(named).collect();
    while let Some(id) = queue.pop() {
        let Some(def) = types.get_mut(id.0) else {
            continue;
        };
        if std::mem::replace(place(&mut def.usage), true) {
            continue;
        }
        queue.extend(parts(&def.shape).into_iter().filter_map(named));
    }
}

/// The types that a shape is made of.
fn parts(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(shape) => shape.fields.iter().map(|field| &field.ty).collect(),
        Shape::Union(shape) => shape.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Alias(ty) => vec![ty],
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => Vec::new(),
    }
}

/// The named type inside of lists, maps and null.
fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => named(inner),
        _ => None,
    }
}

/// The named type that is stored in place: lists and maps keep theirs elsewhere.
fn in_place(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => in_place(inner),
        _ => None,
    }
}

/// Boxes the fields by which a type would contain itself.
pub(super) fn box_recursion(types: &mut [TypeDef]) {
    let edges: Vec<Vec<TypeId>> = types
        .iter()
        .map(|def| parts(&def.shape).into_iter().filter_map(in_place).collect())
        .collect();
    let reaches = |from: TypeId, to: TypeId| {
        let mut seen = vec![false; edges.len()];
        let mut queue = vec![from];
        while let Some(id) = queue.pop() {
            if id == to {
                return true;
            }
            if let Some(seen) = seen.get_mut(id.0)
                && !std::mem::replace(seen, true)
            {
                queue.extend(edges.get(id.0).into_iter().flatten());
            }
        }
        false
    };
    for (index, def) in types.iter_mut().enumerate() {
        if let Shape::Struct(shape) = &mut def.shape {
            for field in &mut shape.fields {
                field.boxed =
                    in_place(&field.ty).is_some_and(|target| reaches(target, TypeId(index)));
            }
        }
    }
}
