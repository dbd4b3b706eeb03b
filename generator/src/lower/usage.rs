//! What can only be known once everything is lowered: where each type occurs, which contain themselves, and which
//! nothing leads to.

use crate::ir::{
    Api, BodyContent, ErrorBody, Output, Parameter, ParameterKind, Shape, Type, TypeDef, TypeId,
    Usage,
};

/// Marks every type with where it occurs, closes the enums that occur in requests only, leaves out the properties that
/// cannot occur there, and boxes what contains itself. `incoming` are the types of what the server sends by itself.
pub(super) fn settle(api: &mut Api, incoming: &[Type], only_reached: bool) {
    let mut parameters = Vec::new();
    let mut bodies = Vec::new();
    let mut responses: Vec<Type> = incoming.to_vec();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        for call in &operation.calls {
            let all = call.required.iter().chain(&call.optional);
            for parameter in all {
                place_parameter(parameter, &mut parameters, &mut bodies);
            }
            bodies.extend(call.body.iter().filter_map(|body| match &body.content {
                BodyContent::Json { ty, .. }
                | BodyContent::Form(ty)
                | BodyContent::List { item: ty, .. }
                | BodyContent::Joined { item: ty, .. } => Some(ty.clone()),
                BodyContent::Text(_) | BodyContent::Bytes(_) | BodyContent::Parts => None,
            }));
        }
        add_output(&operation.output, &mut responses);
        match &operation.error {
            ErrorBody::Undocumented => {}
            ErrorBody::One(ty) => responses.push(ty.clone()),
            ErrorBody::PerStatus { variants, .. } => {
                for variant in variants {
                    add_output(&variant.output, &mut responses);
                }
            }
        }
    }
    mark(&mut api.types, &parameters, |usage| &mut usage.parameter);
    mark(&mut api.types, &bodies, |usage| &mut usage.body);
    mark(&mut api.types, &responses, |usage| &mut usage.response);
    // What no operation reaches is treated as what could come from a server, or is not wanted.
    for def in &mut api.types {
        if def.usage == Usage::default() {
            def.usage.response = !only_reached;
        }
    }
    for def in &mut api.types {
        close(def);
    }
    box_recursion(&mut api.types);
}

fn place_parameter(parameter: &Parameter, parameters: &mut Vec<Type>, bodies: &mut Vec<Type>) {
    match &parameter.kind {
        ParameterKind::Single { ty, .. } | ParameterKind::List { item: ty, .. } => {
            parameters.push(ty.clone());
        }
        // Made by the caller, part by part, as a body is.
        ParameterKind::Styled { ty, .. } => bodies.push(ty.clone()),
        ParameterKind::Flag
        | ParameterKind::DateRange { .. }
        | ParameterKind::File
        | ParameterKind::Files => {}
    }
}

fn add_output(output: &Output, types: &mut Vec<Type>) {
    match output {
        Output::Json(ty) | Output::Events(ty) => types.push(ty.clone()),
        Output::PerStatus { variants, .. } => {
            for variant in variants {
                add_output(&variant.output, types);
            }
        }
        Output::Empty | Output::Text | Output::Bytes => {}
    }
}

/// What follows for a type from where it occurs.
fn close(def: &mut TypeDef) {
    let usage = def.usage;
    match &mut def.shape {
        Shape::StringEnum(shape) => {
            shape.open &= usage.response || !(usage.body || usage.parameter)
        }
        Shape::IntegerEnum(shape) => shape.open = usage.response,
        Shape::Struct(shape) => {
            // What only comes from the server is no part of what is only sent to it, and the other way round.
            if usage.body && !usage.response {
                shape.fields.retain(|field| !field.read_only);
            }
            if usage.response && !usage.body {
                shape.fields.retain(|field| !field.write_only);
            }
            for field in &mut shape.fields {
                field.read_only &= usage.body;
                field.write_only &= usage.response;
            }
        }
        Shape::Union(_) | Shape::Alias(_) => {}
    }
}

fn mark(types: &mut [TypeDef], roots: &[Type], place: fn(&mut Usage) -> &mut bool) {
    let mut queue: Vec<TypeId> = Vec::new();
    for root in roots {
        add_named(root, &mut queue);
    }
    while let Some(id) = queue.pop() {
        let Some(def) = types.get_mut(id.0) else {
            continue;
        };
        if std::mem::replace(place(&mut def.usage), true) {
            continue;
        }
        for part in parts(&def.shape) {
            add_named(part, &mut queue);
        }
    }
}

/// The types that a shape is made of.
fn parts(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(shape) => {
            let fields = shape.fields.iter().map(|field| &field.ty);
            fields
                .chain(shape.additional.iter().map(|additional| &additional.value))
                .collect()
        }
        Shape::Union(shape) => shape.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Alias(ty) => vec![ty],
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => Vec::new(),
    }
}

/// The named types inside of lists, maps and null.
fn add_named(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::List(inner) | Type::Nullable(inner) | Type::Map { value: inner, .. } => {
            add_named(inner, ids)
        }
        Type::Tuple(places) => places.iter().for_each(|ty| add_named(ty, ids)),
        _ => {}
    }
}

/// The named types that are stored in place: lists and maps keep theirs elsewhere.
fn add_in_place(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Nullable(inner) => add_in_place(inner, ids),
        Type::Tuple(places) => places.iter().for_each(|ty| add_in_place(ty, ids)),
        _ => {}
    }
}

fn in_place(ty: &Type) -> Vec<TypeId> {
    let mut ids = Vec::new();
    add_in_place(ty, &mut ids);
    ids
}

/// Boxes the fields and variants by which a type would contain itself: those that stay within a circle of types.
fn box_recursion(types: &mut [TypeDef]) {
    let edges: Vec<Vec<usize>> = types
        .iter()
        .map(|def| {
            // The map of additional properties keeps its values elsewhere.
            let parts: Vec<&Type> = match &def.shape {
                Shape::Struct(shape) => shape.fields.iter().map(|field| &field.ty).collect(),
                shape => parts(shape),
            };
            parts
                .into_iter()
                .flat_map(in_place)
                .map(|id| id.0)
                .collect()
        })
        .collect();
    let circles = circles(&edges);
    let same = |left: usize, right: usize| {
        circles
            .get(left)
            .is_some_and(|circle| circle.is_some() && circles.get(right) == Some(circle))
    };
    for (index, def) in types.iter_mut().enumerate() {
        let is_in_circle = |ty: &Type| in_place(ty).into_iter().any(|id| same(index, id.0));
        match &mut def.shape {
            Shape::Struct(shape) => {
                for field in &mut shape.fields {
                    field.boxed = is_in_circle(&field.ty);
                }
            }
            Shape::Union(shape) => {
                for variant in &mut shape.variants {
                    variant.boxed = is_in_circle(&variant.ty);
                }
            }
            Shape::Alias(_) | Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
        }
    }
}

/// The number of the circle that each node is in, if it is in one: the strongly connected components of more than one
/// node, or of one that leads to itself. Tarjan's algorithm, without recursion: chains of types can be long.
fn circles(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    #[derive(Clone, Copy, Default)]
    struct State {
        index: usize,
        low: usize,
        on_stack: bool,
    }
    let mut states: Vec<State> = vec![State::default(); edges.len()];
    let mut circles = vec![None; edges.len()];
    let (mut next_index, mut next_circle) = (1, 0);
    let mut stack: Vec<usize> = Vec::new();
    let state = |states: &[State], node: usize| states.get(node).copied().unwrap_or_default();
    for start in 0..edges.len() {
        if state(&states, start).index != 0 {
            continue;
        }
        let mut work: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, edge)) = work.pop() {
            if state(&states, node).index == 0
                && let Some(state) = states.get_mut(node)
            {
                *state = State {
                    index: next_index,
                    low: next_index,
                    on_stack: true,
                };
                next_index += 1;
                stack.push(node);
            }
            let next = edges.get(node).and_then(|edges| edges.get(edge)).copied();
            if let Some(next) = next {
                let there = state(&states, next);
                if there.index == 0 {
                    work.push((node, edge));
                    work.push((next, 0));
                    continue;
                }
                if there.on_stack
                    && let Some(state) = states.get_mut(node)
                {
                    state.low = state.low.min(there.low);
                }
                work.push((node, edge + 1));
                continue;
            }
            let own = state(&states, node);
            if own.low == own.index {
                let mut members = Vec::new();
                while let Some(member) = stack.pop() {
                    if let Some(state) = states.get_mut(member) {
                        state.on_stack = false;
                    }
                    members.push(member);
                    if member == node {
                        break;
                    }
                }
                let leads_to_itself = edges.get(node).is_some_and(|edges| edges.contains(&node));
                if members.len() > 1 || leads_to_itself {
                    for member in members {
                        if let Some(circle) = circles.get_mut(member) {
                            *circle = Some(next_circle);
                        }
                    }
                    next_circle += 1;
                }
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_whose_first_edge_is_the_way_round() {
        let circles = circles(&[vec![1], vec![0, 2], vec![]]);
        assert!(circles[0].is_some() && circles[0] == circles[1]);
        assert_eq!(circles[2], None);
    }

    #[test]
    fn circles_of_one_of_several_and_none() {
        // 0 leads to itself; 1, 2 and 3 to one another; 4 to all, and nothing to it.
        let edges = [vec![0], vec![2], vec![3], vec![1, 0], vec![0, 1]].map(|edges| edges.to_vec());
        let circles = circles(&edges);
        assert!(circles[0].is_some());
        assert!(circles[1].is_some() && circles[1] == circles[2] && circles[2] == circles[3]);
        assert_ne!(circles[0], circles[1]);
        assert_eq!(circles[4], None);
    }

    #[test]
    fn long_chains_do_not_need_a_deep_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000)
            .map(|node| vec![node + 1])
            .chain([vec![]])
            .collect();
        assert!(circles(&edges).iter().all(Option::is_none));
    }
}
