//! Nameless types that are the same, and the names of nameless types.
//!
//! Two schemas without a name that are lowered to the same type are one: with the same fields, values or variants, used
//! in the same directions, and in properties, parameters or responses of the same name. A type that has a name in the last generation keeps it, so that such types stay what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Draft, Shape, TypeDef};
use super::replaced;
use super::usage::Usages;
use crate::ir::{Type, TypeId};
use crate::names::{Use, contexts};

/// The types that stand for others.
#[derive(Default)]
pub(super) struct Same(BTreeMap<TypeId, Type>);

impl Same {
    /// The type in place of each.
    pub(super) fn into_types(self) -> BTreeMap<TypeId, Type> {
        self.0
    }
}

/// Makes one type of those that are the same: the first of them.
pub(super) fn merge(draft: &mut Draft) -> Same {
    let usages = Usages::find(draft);
    let special = special(draft);
    let mut same: BTreeMap<TypeId, Type> = BTreeMap::new();
    // The parts of two types have to be one before the types can be.
    loop {
        let found = pairs(draft, &usages, &special, &same);
        if found.is_empty() {
            break;
        }
        replaced::everywhere(&found, draft);
        same.values_mut()
            .for_each(|ty| replaced::replace(&found, ty));
        same.extend(found);
    }
    Same(same)
}

/// The types that extensions are about: each is what it is by itself.
fn special(draft: &Draft) -> BTreeSet<TypeId> {
    let types = &draft.types;
    let mut found: BTreeSet<TypeId> = types.results.keys().copied().collect();
    found.extend(types.pages.keys());
    found.extend(types.item_errors.keys());
    found.extend(types.item_errors.values().map(|errors| errors.reason));
    found.extend(types.money.keys());
    found.extend(types.copies.keys());
    for results in types.results.values() {
        found.extend(results.collections.iter().map(|collection| collection.item));
    }
    found
}

/// The types that others of the draft can stand for now.
fn pairs(
    draft: &Draft,
    usages: &Usages,
    special: &BTreeSet<TypeId>,
    same: &BTreeMap<TypeId, Type>,
) -> BTreeMap<TypeId, Type> {
    let kept = |def: &TypeDef| draft.names.pins().name(&def.place).is_some();
    let mut groups: BTreeMap<String, Vec<(TypeId, bool)>> = BTreeMap::new();
    for (id, def) in draft.types.iter() {
        // The body of an operation has its name, which would say something else of another one.
        let is_body = matches!(def.parts.as_slice(), [_, part] if part == "body");
        let is_nameless = !def.parts.is_empty() && !is_body && !special.contains(&id);
        let (true, false, Some(shape)) = (is_nameless, same.contains_key(&id), &def.shape) else {
            continue;
        };
        // Two that are called otherwise would have a name that is wrong for one of them.
        let words = contexts::own_parts(&def.parts);
        let key = format!("{words:?} {:?} {:?}", usages.of(id), without_places(shape));
        groups.entry(key).or_default().push((id, kept(def)));
    }
    let mut found = BTreeMap::new();
    for group in groups.into_values() {
        let first = group.iter().find(|(_, is_kept)| *is_kept).or(group.first());
        let Some((first, _)) = first else { continue };
        let others = group.iter().filter(|(id, is_kept)| id != first && !is_kept);
        found.extend(others.map(|(id, _)| (*id, Type::Named(*first))));
    }
    found
}

/// A declaration without the lines that it is from.
fn without_places(shape: &Shape) -> Shape {
    let mut shape = shape.clone();
    match &mut shape {
        Shape::Struct(shape) => {
            let fields = shape.fields.iter_mut();
            fields.for_each(|field| field.docs.line = 0);
        }
        Shape::StringEnum(set) => {
            let variants = set.variants.iter_mut();
            variants.for_each(|variant| variant.docs.line = 0);
        }
        Shape::IntegerEnum(set) => {
            let variants = set.variants.iter_mut();
            variants.for_each(|variant| variant.docs.line = 0);
        }
        Shape::Union(_) | Shape::Alias(_) => {}
    }
    shape
}

/// Gives the types their names whose schemas have none.
pub(super) fn claim_names(draft: &mut Draft, same: &Same) {
    let mut members: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for (id, def) in draft.types.iter() {
        if def.parts.is_empty() {
            continue;
        }
        match same.0.get(&id) {
            Some(Type::Named(first)) => members.entry(*first).or_default().push(id),
            _ => members.entry(id).or_default().push(id),
        }
    }
    let parts_of = |id: &TypeId| draft.types.get(*id).map(|def| def.parts.clone());
    let wanted: Vec<(TypeId, String, Vec<Vec<String>>)> = (members.iter())
        .filter_map(|(first, members)| {
            let place = draft.types.get(*first)?.place.clone();
            Some((*first, place, members.iter().filter_map(parts_of).collect()))
        })
        .collect();
    let open = wanted
        .iter()
        .filter(|(_, place, _)| draft.names.pins().name(place).is_none());
    let open: Vec<contexts::Nameless<'_>> = open
        .map(|(id, _, places)| contexts::Nameless {
            own: draft.types.get(*id).and_then(|def| def.own_name.as_deref()),
            places,
        })
        .collect();
    let mut names = contexts::names(&open, |name| draft.names.is_free(name, Use::Type)).into_iter();
    for (id, place, _) in wanted {
        let words = match draft.names.pins().name(&place) {
            Some(kept) => kept.to_owned(),
            None => names.next().unwrap_or_default(),
        };
        let name = draft.names.claim_for(&place, &words, Use::Type);
        if let Some(def) = draft.types.get_mut(id) {
            def.name = name;
        }
    }
    document(draft, &members);
}

/// A type that has several places has the description that all of them have.
fn document(draft: &mut Draft, members: &BTreeMap<TypeId, Vec<TypeId>>) {
    for (first, members) in members.iter().filter(|(_, members)| members.len() > 1) {
        let text = |id: &TypeId| {
            let docs = &draft.types.get(*id)?.docs;
            Some((
                docs.summary.clone(),
                docs.description.clone(),
                docs.notes.clone(),
            ))
        };
        let own = text(first);
        if members.iter().all(|member| text(member) == own) {
            continue;
        }
        if let Some(def) = draft.types.get_mut(*first) {
            def.docs.summary = None;
            def.docs.description = None;
            def.docs.notes.clear();
        }
    }
}
