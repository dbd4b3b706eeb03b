//! One of the two documents that are compared, with what is generated of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Api, BodyContent, Call, ErrorBody, MapKey, Operation, Output, Parameter, ParameterKind, Shape,
    Type, TypeDef, TypeId,
};
use crate::surface::Surface;

/// A document, lowered and printed.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    pub(super) surface: Surface,
    uses: BTreeMap<TypeId, Uses>,
}

/// Where a type occurs.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    /// The operations that send it.
    sent: BTreeSet<usize>,
    /// The operations that receive it.
    received: BTreeSet<usize>,
}

impl Uses {
    pub(super) fn is_sent(&self) -> bool {
        !self.sent.is_empty()
    }

    pub(super) fn is_received(&self) -> bool {
        !self.received.is_empty()
    }

    /// The number of operations.
    pub(super) fn operations(&self) -> usize {
        self.sent.union(&self.received).count()
    }
}

impl<'a> Side<'a> {
    pub(super) fn new(api: &'a Api, surface: Surface) -> Self {
        let mut side = Self {
            api,
            surface,
            uses: BTreeMap::new(),
        };
        let operations = api.groups.iter().flat_map(|group| &group.operations);
        for (index, operation) in operations.enumerate() {
            let mut sent = Vec::new();
            for call in &operation.calls {
                add_sent(call, &mut sent);
            }
            let mut received = Vec::new();
            add_received(operation, &mut received);
            for id in side.reached(sent) {
                side.uses.entry(id).or_default().sent.insert(index);
            }
            for id in side.reached(received) {
                side.uses.entry(id).or_default().received.insert(index);
            }
        }
        side
    }

    pub(super) fn uses(&self, id: TypeId) -> Uses {
        self.uses.get(&id).cloned().unwrap_or_default()
    }

    pub(super) fn def(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.api.types.get(&id)
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = &'a Operation> + use<'a> {
        self.api.groups.iter().flat_map(|group| &group.operations)
    }

    /// A type as a reader writes it.
    pub(super) fn text(&self, ty: &Type) -> String {
        let name = match ty {
            Type::Bool => "bool",
            Type::Int32 => "i32",
            Type::Int64 => "i64",
            Type::UInt32 => "u32",
            Type::UInt64 => "u64",
            Type::Float64 => "f64",
            Type::Decimal => "Decimal",
            Type::String => "String",
            Type::Date => "Date",
            Type::DateTime => "Timestamp",
            Type::DateRange => "DateRange",
            Type::Id(_) => "Id",
            Type::Binary => "Bytes",
            Type::Foreign(foreign) => foreign.word(),
            Type::Any => "Value",
            Type::Named(id) => self.def(*id).map_or("", |def| def.name.as_str()),
            Type::List(inner) => return format!("Vec<{}>", self.text(inner)),
            Type::Nullable(inner) => return format!("Option<{}>", self.text(inner)),
            Type::Map { value, .. } => return format!("BTreeMap<_, {}>", self.text(value)),
            Type::Tuple(places) => {
                let places: Vec<String> = places.iter().map(|ty| self.text(ty)).collect();
                return format!("({})", places.join(", "));
            }
        };
        name.to_owned()
    }

    /// All types that the given ones are made of, themselves included.
    fn reached(&self, mut queue: Vec<TypeId>) -> BTreeSet<TypeId> {
        let mut reached = BTreeSet::new();
        while let Some(id) = queue.pop() {
            if reached.insert(id) {
                let shape = self.def(id).map(|def| &def.shape);
                for part in shape.map(parts).unwrap_or_default() {
                    add_named(part, &mut queue);
                }
            }
        }
        reached
    }
}

/// The types that a declaration is made of.
pub(super) fn parts(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(shape) => {
            let additional = shape.additional.iter().map(|additional| &additional.value);
            shape
                .fields
                .iter()
                .map(|field| &field.ty)
                .chain(additional)
                .collect()
        }
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Alias(ty) => vec![ty],
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => Vec::new(),
    }
}

/// Adds the declared types that a type names.
pub(super) fn add_named(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::List(inner) | Type::Nullable(inner) => add_named(inner, ids),
        Type::Map { key, value } => {
            if let MapKey::Named(id) = key {
                ids.push(*id);
            }
            add_named(value, ids);
        }
        Type::Tuple(places) => places.iter().for_each(|ty| add_named(ty, ids)),
        _ => {}
    }
}

fn add_sent(call: &Call, ids: &mut Vec<TypeId>) {
    for parameter in call.required.iter().chain(&call.optional) {
        if let Some(ty) = parameter_type(parameter) {
            add_named(ty, ids);
        }
    }
    if let Some(ty) = call.body.as_ref().and_then(|body| body_type(&body.content)) {
        add_named(ty, ids);
    }
}

fn add_received(operation: &Operation, ids: &mut Vec<TypeId>) {
    ids.extend(operation.headers.types());
    add_output(&operation.output, ids);
    match &operation.error {
        ErrorBody::Undocumented => {}
        ErrorBody::One(ty) => add_named(ty, ids),
        ErrorBody::PerStatus { variants, .. } => {
            for variant in variants {
                add_output(&variant.output, ids);
            }
        }
    }
}

fn add_output(output: &Output, ids: &mut Vec<TypeId>) {
    match output {
        Output::Json { ty, .. }
        | Output::Events { data: ty, .. }
        | Output::Items { item: ty, .. }
        | Output::ByContentType(ty) => add_named(ty, ids),
        Output::PerStatus { variants, .. } => {
            for variant in variants {
                add_output(&variant.output, ids);
            }
        }
        Output::Empty | Output::Text | Output::Bytes => {}
    }
}

/// The type of the values of a parameter, if it has any.
pub(super) fn parameter_type(parameter: &Parameter) -> Option<&Type> {
    match &parameter.kind {
        ParameterKind::Single { value, .. } | ParameterKind::Styled { value, .. } => {
            Some(&value.ty)
        }
        ParameterKind::List { items, .. } => Some(&items.ty),
        ParameterKind::Flag
        | ParameterKind::DateRange { .. }
        | ParameterKind::Empty
        | ParameterKind::File
        | ParameterKind::Files { .. }
        | ParameterKind::Content
        | ParameterKind::Additional => None,
    }
}

/// The type of the content of a body, if it has one.
pub(super) fn body_type(content: &BodyContent) -> Option<&Type> {
    match content {
        BodyContent::Json { value, .. } | BodyContent::Form(value) => Some(&value.ty),
        BodyContent::List(items)
        | BodyContent::Joined(items)
        | BodyContent::Lines { items, .. } => Some(&items.ty),
        BodyContent::Parts | BodyContent::Text(_) | BodyContent::Bytes(_) => None,
    }
}
