//! Where each type occurs: in parameters, in bodies of requests, in responses.

use super::super::draft::{
    BodyContent, Call, Draft, ErrorBody, Operation, Output, Parameter, ParameterKind, Shape,
    TypeDef, Types,
};
use super::super::types::add_named;
use crate::ir::{Type, TypeId};

/// Where a type can occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// In a parameter of a request.
    pub(super) parameter: bool,
    /// In the body of a request.
    pub(super) body: bool,
    /// In a response.
    pub(super) response: bool,
}

impl Usage {
    /// Whether it occurs at all.
    pub(super) fn is_reached(self) -> bool {
        self != Self::default()
    }
}

/// The usage of every type, by its id.
pub(super) struct Usages(Vec<Usage>);

impl Usages {
    /// The usage of one type.
    pub(super) fn of(&self, id: TypeId) -> Usage {
        self.0.get(id.0).copied().unwrap_or_default()
    }

    /// Follows the types of all operations. A type that no operation reaches, but a named schema, counts as one of
    /// responses, unless only some operations were selected: then it does not occur. A type that nothing names does not,
    /// either: that of a property that has become a constant, or of an alternative that is a part of another.
    pub(super) fn find(draft: &Draft) -> Self {
        let mut roots = Roots::of(draft);
        roots.responses.extend(draft.incoming.iter().cloned());
        let mut usages = Self(vec![Usage::default(); draft.types.len()]);
        usages.mark(&draft.types, &roots.parameters, |usage| {
            &mut usage.parameter
        });
        usages.mark(&draft.types, &roots.bodies, |usage| &mut usage.body);
        usages.mark(&draft.types, &roots.responses, |usage| &mut usage.response);
        if !draft.is_selection {
            let mut named = Self(vec![Usage::default(); draft.types.len()]);
            named.mark(&draft.types, &draft.named, |usage| &mut usage.response);
            for (usage, named) in usages.0.iter_mut().zip(named.0) {
                usage.response |= !usage.is_reached() && named.is_reached();
            }
        }
        usages
    }

    fn mark(&mut self, types: &Types, roots: &[Type], place: fn(&mut Usage) -> &mut bool) {
        let mut queue: Vec<TypeId> = Vec::new();
        for root in roots {
            add_named(root, &mut queue);
        }
        while let Some(id) = queue.pop() {
            let Some(usage) = self.0.get_mut(id.0) else {
                continue;
            };
            if std::mem::replace(place(usage), true) {
                continue;
            }
            queue.extend(types.get(id).map_or_else(Vec::new, parts));
        }
    }
}

/// The types that operations name.
#[derive(Default)]
struct Roots {
    parameters: Vec<Type>,
    bodies: Vec<Type>,
    responses: Vec<Type>,
}

/// Every type that an operation names.
pub(super) fn roots(draft: &Draft) -> Vec<Type> {
    let roots = Roots::of(draft);
    let types = roots.parameters.into_iter().chain(roots.bodies);
    types.chain(roots.responses).collect()
}

impl Roots {
    fn of(draft: &Draft) -> Self {
        let mut roots = Self::default();
        for operation in draft.groups.iter().flat_map(|group| &group.operations) {
            roots.add_operation(operation);
        }
        roots
    }

    fn add_operation(&mut self, operation: &Operation) {
        for call in &operation.calls {
            self.add_call(call);
        }
        self.add_headers(operation);
        self.add_output(&operation.output);
        match &operation.error {
            ErrorBody::Undocumented => {}
            ErrorBody::One(ty) => self.responses.push(ty.clone()),
            ErrorBody::PerStatus { variants, .. } => {
                for variant in variants {
                    self.add_output(&variant.output);
                }
            }
        }
    }

    fn add_headers(&mut self, operation: &Operation) {
        for headers in &operation.headers {
            let types = headers.list.iter().map(|header| header.ty.clone());
            self.responses
                .extend(types.chain(headers.ty.map(Type::Named)));
        }
    }

    fn add_call(&mut self, call: &Call) {
        for parameter in call.required.iter().chain(&call.optional) {
            self.add_parameter(parameter);
        }
        let content = call.body.as_ref().map(|body| &body.content);
        self.bodies
            .extend(content.and_then(|content| match content {
                BodyContent::Json { ty, .. }
                | BodyContent::Form(ty)
                | BodyContent::Lines { item: ty, .. }
                | BodyContent::List { item: ty, .. }
                | BodyContent::Joined { item: ty, .. } => Some(ty.clone()),
                BodyContent::Text(_) | BodyContent::Bytes(_) | BodyContent::Parts => None,
            }));
    }

    fn add_parameter(&mut self, parameter: &Parameter) {
        match &parameter.kind {
            ParameterKind::Single { ty, .. } | ParameterKind::List { item: ty, .. } => {
                self.parameters.push(ty.clone());
            }
            // Callers build it part by part, as they build a body.
            ParameterKind::Styled { ty, .. } => self.bodies.push(ty.clone()),
            ParameterKind::Flag
            | ParameterKind::DateRange { .. }
            | ParameterKind::Empty
            | ParameterKind::File
            | ParameterKind::Files { .. }
            | ParameterKind::Content
            | ParameterKind::Additional => {}
        }
    }

    fn add_output(&mut self, output: &Output) {
        match output {
            Output::Json(ty)
            | Output::Any(ty)
            | Output::Events { data: ty, .. }
            | Output::Items(ty, _) => self.responses.push(ty.clone()),
            Output::PerStatus { variants, .. } => {
                for variant in variants {
                    self.add_output(&variant.output);
                }
            }
            Output::Empty | Output::Text | Output::Bytes => {}
        }
    }
}

/// The declared types that a declaration is made of.
pub(super) fn parts(def: &TypeDef) -> Vec<TypeId> {
    let mut ids = Vec::new();
    match &def.shape {
        Some(Shape::Struct(shape)) => {
            let fields = shape.fields.iter().map(|field| &field.ty);
            let additional = shape.additional.iter().map(|(_, value)| value);
            fields
                .chain(additional)
                .for_each(|ty| add_named(ty, &mut ids));
        }
        Some(Shape::Union(shape)) => {
            let variants = shape.variants.iter();
            variants.for_each(|variant| add_named(&variant.ty, &mut ids));
        }
        Some(Shape::Alias(ty)) => add_named(ty, &mut ids),
        Some(Shape::StringEnum(_) | Shape::IntegerEnum(_)) | None => {}
    }
    ids
}
