//! From the draft to the IR: what follows from all types and all of their uses together.
//!
//! | file | settles |
//! |---|---|
//! | `alike`, `replaced` | which nameless types are one, and what they are called |
//! | `directions` | which types differ between requests and responses |
//! | `convertible`, `input` | how what was received is made into what is sent |
//! | `union` | how the variants of unions are recognized |
//! | `tags` | which discriminating properties are constants |
//! | `errors` | which operations share the error bodies that differ by status |
//! | `headers` | which operations share a type of headers, and its name |
//! | `usage` | where each type occurs |
//! | `recursion` | which fields and variants are boxed |
//! | `presence` | how fields hold a missing or null property |
//! | `object` | setters and constructors |
//! | `derives`, `shown` | which traits a type has |
//! | `argument` | how callers pass values |
//! | `operation` | how responses are delivered |
//! | `extensions` | how pages and errors of items are read |

mod alike;
mod argument;
mod context;
mod convertible;
mod decimals;
mod derives;
pub(super) mod directions;
mod errors;
mod extensions;
mod headers;
mod input;
mod object;
mod operation;
mod presence;
mod recursion;
mod replaced;
mod shown;
mod tags;
mod telling;
mod union;
mod usage;

use self::argument::has_integer_ids;
use self::context::Context;
use self::convertible::Convertible;
use self::decimals::Decimals;
use self::derives::Comparable;
use self::directions::Inputs;
use self::errors::Errors;
pub(super) use self::headers::has_headers;
use self::recursion::Circles;
use self::shown::is_shown;
use self::telling::telling;
use self::usage::{Usage, Usages};
use super::draft::{Draft, Enum, Shape as ShapeDraft, TypeDef as TypeDraft};
use crate::ir::{
    Added, Api, Derives, Docs, Group, IntegerEnum, Note, Section, SentBy, Shape, StringEnum, Type,
    TypeDef, TypeId, Union, Variant,
};
use crate::names::{Name, Scope};

/// Turns the draft into the IR. Returns the types of what is sent, too, and the names of types with what has become of those that
/// are kept.
pub(super) fn finish(mut draft: Draft) -> (Api, Inputs, Scope) {
    let same = alike::merge(&mut draft);
    alike::claim_names(&mut draft, &same);
    let mut inputs = Inputs::split(&mut draft);
    inputs.same = same.into_types();
    let mut unions = union::settle(&mut draft.types, &draft.lock);
    tags::settle(&mut draft, &mut unions);
    let errors = Errors::settle(&mut draft);
    headers::settle(&mut draft);
    let usages = Usages::find(&draft);
    let circles = Circles::find(&draft.types);
    let context = Context {
        types: &draft.types,
        usages: &usages,
        circles: &circles,
        comparable: &Comparable::find(&draft.types),
        decimals: &Decimals::find(&draft.types),
        unions: &unions,
        inputs: &inputs,
        errors: &errors,
        convertible: &Convertible::find(&draft.types, &unions, &inputs),
    };
    let types = (draft.types.iter())
        .filter(|(id, _)| usages.of(*id).is_reached())
        .filter_map(|(id, def)| Some((id, type_def(&context, id, def)?)))
        .collect();
    let unused = (draft.named.iter())
        .filter_map(|ty| match ty {
            Type::Named(id) if !draft.is_selection => Some(*id),
            _ => None,
        })
        .filter(|id| !usages.of(*id).is_reached());
    let unused = unused
        .filter_map(|id| Some((id, draft.types.get(id)?.place.clone())))
        .collect();
    let groups: Vec<Group> = (draft.groups.iter())
        .map(|group| operation::group(&context, group))
        .collect();
    let api = Api {
        error: errors::of_client(&draft.types, &groups),
        title: draft.title,
        description: draft.description,
        links: draft.links,
        base_url: draft.server.base_url,
        server: draft.server.without_host,
        auth: draft.auth,
        request_id: None,
        examples: None,
        runtime_features: Vec::new(),
        base_url_env: draft.server.env,
        types,
        unused,
        groups,
    };
    (api, inputs, draft.names)
}

/// Settles one type.
fn type_def(context: &Context<'_>, id: TypeId, draft: &TypeDraft) -> Option<TypeDef> {
    let usage = context.usages.of(id);
    let mut derives = Derives {
        default: false,
        eq_and_hash: context.comparable.of(id),
    };
    let shape = match draft.shape.as_ref()? {
        ShapeDraft::Struct(shape) => {
            let shape = object::structure(context, id, shape);
            derives.default = !shape.has_constructor() && !shape.has_known_values();
            Shape::Struct(shape)
        }
        ShapeDraft::StringEnum(set) => Shape::StringEnum(StringEnum {
            variants: variants(set),
            other: other(set, usage),
        }),
        ShapeDraft::IntegerEnum(set) => Shape::IntegerEnum(IntegerEnum {
            variants: variants(set),
            other: other(set, usage),
        }),
        ShapeDraft::Union(_) => Shape::Union(union(context, id, context.unions.get(&id)?)),
        ShapeDraft::Alias(ty) => Shape::Alias(ty.clone()),
    };
    let is_filter =
        usage.parameter && matches!(shape, Shape::StringEnum(_) | Shape::IntegerEnum(_));
    Some(TypeDef {
        name: draft.name.clone(),
        module: draft.module.clone(),
        place: draft.place.clone(),
        section: if is_filter {
            Section::Filters
        } else {
            Section::Models
        },
        docs: docs(context, id, draft),
        derives,
        added: Added::default(),
        shape,
        input: input::input(context, id).map(Box::new),
    })
}

/// The values of a set.
fn variants<T: Clone>(set: &Enum<T>) -> Vec<Variant<T>> {
    let variants = set.variants.iter().map(|variant| Variant {
        docs: telling(&variant.docs, variant.name.as_str()),
        ..variant.clone()
    });
    variants.collect()
}

/// The documentation of a type: that of the document, and the form of it that goes in the other direction.
fn docs(context: &Context<'_>, id: TypeId, draft: &TypeDraft) -> Docs {
    let mut docs = telling(&draft.docs, draft.name.as_str());
    let types = context.types;
    // A form that nothing reaches is not generated.
    let is_reached = |id: &TypeId| context.usages.of(*id).is_reached();
    let received = draft.input_of.filter(is_reached);
    if let Some(received) = received.and_then(|id| types.get(id)) {
        docs.notes.push(Note::InputOf(received.name.clone()));
    }
    if let Some(sent) = context.inputs.of(id).filter(is_reached)
        && let Some(def) = types.get(sent)
    {
        docs.notes.push(Note::SentAs {
            input: def.name.clone(),
            by: input::input(context, sent).map(|input| match input.has_arguments() {
                true => SentBy::Method,
                false => SentBy::Into,
            }),
        });
    }
    docs
}

/// The variant for values that a set does not list: responses can hold some, requests must not unless the document
/// allows any.
fn other<T>(set: &Enum<T>, usage: Usage) -> Option<Name> {
    (usage.response || set.is_open).then(|| set.other.clone())
}

/// A union with the parts that depend on its use.
fn union(context: &Context<'_>, id: TypeId, settled: &Union) -> Union {
    let mut union = settled.clone();
    union.is_exact = context.decimals.of(id);
    union.is_shown = is_shown(context.types, context.unions, settled);
    for variant in &mut union.variants {
        variant.is_boxed = context.circles.close(id, &variant.ty);
        variant.has_integer_ids = has_integer_ids(context.types, &variant.ty);
    }
    union
}
