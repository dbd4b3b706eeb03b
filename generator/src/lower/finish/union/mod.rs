//! Unions: how the variants are recognized, and what they are called.
//!
//! A union needs all types for that: the variants differ by the kind of their JSON values, by a property, or by what
//! they require.

mod conversion;
mod kind;
mod property;
mod set;
mod trial;
mod words;

use std::collections::BTreeMap;

use self::kind::{are_distinct, kind};
use super::super::draft::{Shape, Types, Union as UnionDraft, UnionVariant};
use crate::ir::{
    Conversion, JsonKind, Type, TypeId, Union, UnionTag, UnionVariant as Settled, VariantMark,
};
use crate::lock::{Lock, sources};
use crate::names::{Scope, Use, name};

/// Settles all unions. One of values that are all of a set, or any of the same kind, becomes an open set.
pub(super) fn settle(types: &mut Types, lock: &Lock) -> BTreeMap<TypeId, Union> {
    let mut unions = BTreeMap::new();
    for id in types.unions() {
        let Some(Shape::Union(draft)) = types.shape(id) else {
            continue;
        };
        let place = types.get(id).map_or("", |def| &def.place);
        let name = words::type_name(types, id);
        match set::of_union(types, draft, lock, place) {
            Some(set) => types.redefine(id, set),
            None => {
                let mut union = settled(types, draft, lock, (&name, place));
                conversion::settle(types, id, &mut union.variants);
                unions.insert(id, union);
            }
        }
    }
    conversion::settle_inner(types, &mut unions);
    unions
}

/// `union` is the name of the type, and `place` that in the document.
fn settled(types: &Types, draft: &UnionDraft, lock: &Lock, (union, place): (&str, &str)) -> Union {
    let kinds: Vec<Option<JsonKind>> = (draft.variants.iter())
        .map(|variant| kind(types, &variant.ty, 0))
        .collect();
    let by_property = property::find(types, draft);
    // The kind of a single variant says less than the discriminator.
    let is_single = draft.variants.len() == 1 && draft.discriminator.is_some();
    let (mut tag, marked) = match by_property {
        _ if are_distinct(&kinds) && !(is_single && by_property.is_some()) => {
            let marks = kinds.iter().flatten().copied().map(VariantMark::Kind);
            (UnionTag::Kind, with_marks(draft, marks))
        }
        Some((wire_name, values)) => {
            let marked = property::marked(types, draft, &wire_name, values);
            let tag = UnionTag::Property {
                wire_name,
                default: None,
                // Claimed first, so that no variant that is added later can take it.
                other: name("Other", Use::Variant),
            };
            (tag, marked)
        }
        None => {
            let marks = trial::marks(types, draft, &kinds);
            (UnionTag::Trial, with_marks(draft, marks))
        }
    };
    let sources: Vec<String> = (marked.iter())
        .map(|(_, variant)| source(types, variant))
        .collect();
    let mut scope = Scope::with(lock.members(place, sources.iter().map(String::as_str)));
    let words = words::of_variants(types, union, &tag, &marked);
    if matches!(tag, UnionTag::Property { .. }) {
        scope.claim("Other", Use::Variant);
    }
    let marked = marked.into_iter().zip(sources).zip(words);
    let variants = marked.map(|(((mark, variant), source), word)| Settled {
        name: scope.claim_for(&source, &word, Use::Variant),
        source,
        mark,
        ty: variant.ty,
        is_boxed: false,
        has_integer_ids: false,
        conversion: Conversion::None,
        also: Vec::new(),
    });
    let variants: Vec<Settled> = variants.collect();
    if let UnionTag::Property { default, .. } = &mut tag {
        let mut variants = variants.iter();
        let found = variants.find(|variant| property::is_default(draft, &variant.ty));
        *default = found.map(|variant| variant.name.clone());
    }
    Union {
        tag,
        variants,
        is_exact: false,
        is_shown: false,
    }
}

fn with_marks(
    draft: &UnionDraft,
    marks: impl IntoIterator<Item = VariantMark>,
) -> Vec<(VariantMark, UnionVariant)> {
    marks
        .into_iter()
        .zip(draft.variants.iter().cloned())
        .collect()
}

/// The part of the document that a variant stands for: the word that the document has for it, or else the place of its type.
fn source(types: &Types, variant: &UnionVariant) -> String {
    let named = match &variant.ty {
        Type::Named(id) => types.get(*id),
        _ => None,
    };
    match (&variant.word, named) {
        (Some(word), _) => sources::word(word),
        (None, Some(def)) => sources::line(&def.place),
        (None, None) => words::kind_of_value(types, &variant.ty).to_owned(),
    }
}
