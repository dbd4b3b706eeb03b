//! The items of a client that can be renamed: types, and the members of types and requests, each with the names that a setting can use.

use super::operations::plain_place;
use crate::ir::{
    Api, Call, ErrorBody, Operation, Output, Parameter, ParameterKind, Shape, Type, TypeDef,
    UnionVariant, Variant, VariantMark,
};
use crate::lock::sources;
use crate::names::Name;

/// A type or request.
pub(super) struct Owner<'a> {
    /// Its names in settings. The first one is suggested.
    pub(super) names: Vec<String>,
    /// Its part of the document.
    pub(super) source: &'a str,
    pub(super) members: Vec<Member<'a>>,
}

/// A field, variant or parameter.
pub(super) struct Member<'a> {
    pub(super) names: Vec<String>,
    pub(super) source: String,
    pub(super) name: &'a Name,
}

/// A name of a type, and what has it.
pub(super) struct TypeName<'a> {
    pub(super) name: &'a Name,
    pub(super) source: &'a str,
}

/// The names of all types, those of requests and of responses that differ by status among them.
pub(super) fn type_names(api: &Api) -> Vec<TypeName<'_>> {
    let defs = api.types.values().map(|def| TypeName {
        name: &def.name,
        source: &def.place,
    });
    let requests = calls(api).map(|(_, call)| TypeName {
        name: &call.type_name,
        source: &call.source,
    });
    let statuses = operations(api).flat_map(|operation| {
        let success = match &operation.output {
            Output::PerStatus { name, source, .. } => Some(TypeName { name, source }),
            _ => None,
        };
        let error = match &operation.error {
            ErrorBody::PerStatus { name, source, .. } => Some(TypeName { name, source }),
            _ => None,
        };
        success.into_iter().chain(error)
    });
    defs.chain(requests).chain(statuses).collect()
}

/// The functions, each with its source.
pub(super) fn functions(api: &Api) -> impl Iterator<Item = (&Name, &str)> {
    calls(api).map(|(_, call)| (&call.name, call.source.as_str()))
}

/// The objects, with their fields.
pub(super) fn objects(api: &Api) -> Vec<Owner<'_>> {
    fn of(def: &TypeDef) -> Option<Owner<'_>> {
        let Shape::Struct(shape) = &def.shape else {
            return None;
        };
        let fields = shape.fields.iter().map(|field| Member {
            names: vec![field.wire_name.clone(), field.name.to_string()],
            source: sources::word(&field.wire_name),
            name: &field.name,
        });
        Some(owner(def, fields.collect()))
    }
    api.types.values().filter_map(of).collect()
}

/// The sets of values and the unions, with their variants.
pub(super) fn enums(api: &Api) -> Vec<Owner<'_>> {
    fn of<'a>(api: &Api, def: &'a TypeDef) -> Option<Owner<'a>> {
        let members = match &def.shape {
            Shape::StringEnum(set) => set.variants.iter().map(value).collect(),
            Shape::IntegerEnum(set) => set.variants.iter().map(value).collect(),
            Shape::Union(union) => (union.variants.iter())
                .map(|variant| alternative(api, variant))
                .collect(),
            Shape::Struct(_) | Shape::Alias(_) => return None,
        };
        Some(owner(def, members))
    }
    let defs = api.types.values();
    defs.filter_map(|def| of(api, def)).collect()
}

/// The requests, with their parameters.
pub(super) fn requests(api: &Api) -> Vec<Owner<'_>> {
    fn of<'a>(operation: &'a Operation, call: &'a Call) -> Owner<'a> {
        let parameters = call.required.iter().chain(&call.optional);
        Owner {
            names: vec![
                operation.id.clone(),
                plain_place(&operation.method, &operation.path),
                call.name.to_string(),
            ],
            source: &call.source,
            members: parameters.map(parameter).collect(),
        }
    }
    let calls = calls(api);
    calls.map(|(operation, call)| of(operation, call)).collect()
}

fn operations(api: &Api) -> impl Iterator<Item = &Operation> {
    api.groups.iter().flat_map(|group| &group.operations)
}

fn calls(api: &Api) -> impl Iterator<Item = (&Operation, &Call)> {
    operations(api).flat_map(|it| it.calls.iter().map(move |call| (it, call)))
}

fn owner<'a>(def: &'a TypeDef, members: Vec<Member<'a>>) -> Owner<'a> {
    let component = component(&def.place);
    Owner {
        names: component
            .into_iter()
            .chain([def.name.to_string()])
            .collect(),
        source: &def.place,
        members,
    }
}

fn value<T: ToString>(variant: &Variant<T>) -> Member<'_> {
    let value = variant.value.to_string();
    let source = sources::value(&value, variant.word.as_deref());
    let word = variant.word.clone();
    let names = [value, variant.name.to_string()].into_iter().chain(word);
    Member {
        names: names.collect(),
        source,
        name: &variant.name,
    }
}

fn alternative<'a>(api: &Api, variant: &'a UnionVariant) -> Member<'a> {
    let mut names = vec![variant.name.to_string()];
    if let VariantMark::Values { values, .. } = &variant.mark {
        names.extend(values.iter().cloned());
    }
    if let Type::Named(id) = &variant.ty
        && let Some(def) = api.types.get(id)
    {
        names.push(def.name.to_string());
        names.extend(component(&def.place));
    }
    Member {
        names,
        source: variant.source.clone(),
        name: &variant.name,
    }
}

fn parameter(parameter: &Parameter) -> Member<'_> {
    let source = sources::parameter(parameter.place, &parameter.wire_name);
    let (names, source) = match parameter.kind {
        // Beside the setter that takes a value.
        ParameterKind::Empty => (Vec::new(), sources::emptied(&source)),
        _ => (vec![parameter.wire_name.clone()], source),
    };
    let name = &parameter.name;
    Member {
        names: names.into_iter().chain([name.to_string()]).collect(),
        source,
        name,
    }
}

/// The component that a place is, if it is one.
pub(super) fn component(place: &str) -> Option<String> {
    let key = ["#/components/schemas/", "#/definitions/"]
        .iter()
        .find_map(|start| place.strip_prefix(start))?;
    let is_whole = !key.contains('/') && !key.contains(" & ") && !key.ends_with(" (sent)");
    is_whole.then(|| key.replace("~1", "/").replace("~0", "~"))
}
