//! Types of headers: the operations whose responses have the same ones share one.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::{Draft, Field, Group, Headers, Operation, Shape, Struct};
use crate::ir::{Docs, Note, OperationHeaders, TypeId};
use crate::lock::sources;
use crate::names::{Name, Pins, Scope, Use};

/// How the place of a type of headers begins.
const HEADERS: &str = "headers ";

/// The same headers of some responses.
struct Set {
    fields: Vec<Field>,
    /// The number of operations that have them.
    users: usize,
    /// The first function that has them, and its path.
    function: String,
    path: String,
    /// Whether they are all on one path, and all of them are those of errors.
    is_of_path: bool,
    is_of_errors: bool,
}

/// The names, types and forms of headers, in whatever order they stand.
type Key = Vec<(String, String, bool)>;

/// Whether an operation has documented headers.
pub(in crate::lower) fn has_headers(groups: &[Group]) -> bool {
    let mut operations = groups.iter().flat_map(|group| &group.operations);
    operations.any(|operation| operation.headers.iter().any(|it| !it.list.is_empty()))
}

/// The types of the headers of an operation.
pub(super) fn of_operation(operation: &Operation) -> OperationHeaders {
    let [success, error] = &operation.headers;
    OperationHeaders {
        success: success.ty,
        error: error.ty,
    }
}

/// Declares a type for each set of headers.
pub(super) fn settle(draft: &mut Draft) {
    let Some(module) = draft.headers_module.clone() else {
        return;
    };
    let mut keys: Vec<Key> = Vec::new();
    let mut sets: BTreeMap<Key, Set> = BTreeMap::new();
    for operation in draft.groups.iter().flat_map(|group| &group.operations) {
        for (index, headers) in operation.headers.iter().enumerate() {
            if headers.list.is_empty() {
                continue;
            }
            let key = key(headers);
            match sets.get_mut(&key) {
                Some(set) => set.add(operation, headers, index == 1),
                None => {
                    keys.push(key.clone());
                    sets.insert(key, Set::new(operation, headers, index == 1));
                }
            }
        }
    }
    // The name goes to those that most operations have.
    let users = |key: &Key| sets.get(key).map_or(0, |set| set.users);
    keys.sort_by_key(|key| std::cmp::Reverse(users(key)));
    let mut places = BTreeMap::new();
    let keys: Vec<(Key, String)> = (keys.into_iter())
        .map(|key| {
            let place = place(&key, &mut places);
            (key, place)
        })
        .collect();
    let mut former = Former::find(draft.names.pins(), keys.iter().map(|(_, place)| place));
    let mut types: BTreeMap<Key, TypeId> = BTreeMap::new();
    for (key, place) in keys {
        if let Some(set) = sets.remove(&key) {
            let kept = former.take(draft.names.pins(), &place);
            let kept = kept.unwrap_or_else(|| place.clone());
            let id = declare(draft, &module, (place, &kept), set);
            types.insert(key, id);
        }
    }
    let operations = draft
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.operations);
    for headers in operations.flat_map(|operation| &mut operation.headers) {
        headers.ty = types.get(&key(headers)).copied();
    }
}

fn key(headers: &Headers) -> Key {
    let mut key: Key = (headers.list.iter())
        .map(|field| {
            let ty = format!("{:?} {:?}", field.ty, field.header);
            (field.wire_name.to_ascii_lowercase(), ty, field.required)
        })
        .collect();
    key.sort();
    key
}

/// The part of the document that a type of headers stands for: their names.
fn place(key: &Key, places: &mut BTreeMap<String, usize>) -> String {
    let names: Vec<String> = key.iter().map(|(name, ..)| sources::word(name)).collect();
    let place = format!("{HEADERS}{}", names.join(" "));
    let count = places.entry(place.clone()).or_default();
    *count += 1;
    match count {
        1 => place,
        // The same names with other types.
        count => format!("{place} ({count})"),
    }
}

/// The sets of the last generation that are none any more. One of them can have become another one, by a header that is new or
/// gone, which keeps its names.
struct Former(Vec<String>);

impl Former {
    fn find<'p>(pins: &Pins, places: impl Iterator<Item = &'p String>) -> Self {
        let present: BTreeSet<&str> = places.map(String::as_str).collect();
        let gone = pins
            .sources()
            .filter(|source| source.starts_with(HEADERS) && !present.contains(source));
        Self(gone.map(str::to_owned).collect())
    }

    /// Takes the one that has become the set at `place`: it shares most of those that share half of the smaller set.
    fn take(&mut self, pins: &Pins, place: &str) -> Option<String> {
        if pins.name(place).is_some() {
            return None;
        }
        let own: BTreeSet<&str> = names_in(place).collect();
        let shared = |other: &String| {
            let other: BTreeSet<&str> = names_in(other).collect();
            let shared = own.intersection(&other).count();
            (shared > 0 && shared * 2 >= own.len().min(other.len())).then_some(shared)
        };
        let places = self.0.iter().enumerate();
        let places = places.filter_map(|(index, other)| Some((shared(other)?, index)));
        let (_, index) =
            places.max_by_key(|(shared, index)| (*shared, std::cmp::Reverse(*index)))?;
        Some(self.0.remove(index))
    }
}

/// The names of headers in a place.
fn names_in(place: &str) -> impl Iterator<Item = &str> {
    place.strip_prefix(HEADERS).unwrap_or_default().split(' ')
}

/// Declares the type of a set. `kept` is its place in the last generation.
fn declare(
    draft: &mut Draft,
    module: &Name,
    (place, kept): (String, &str),
    mut set: Set,
) -> TypeId {
    let words = set.words(&draft.names);
    let name = draft.names.claim_for(kept, &words, Use::Type);
    let sources: Vec<String> = (set.fields.iter())
        .map(|field| sources::word(&field.wire_name))
        .collect();
    let present = sources.iter().map(String::as_str);
    let mut scope = Scope::with(draft.lock.members(kept, present));
    let named = sources.iter().zip(&set.fields);
    let named = named.map(|(source, field)| (source.as_str(), field.wire_name.as_str()));
    scope.settle(named, Use::Value);
    for (field, source) in set.fields.iter_mut().zip(&sources) {
        field.name = scope.claim_for(source, &field.wire_name, Use::Value);
    }
    let docs = Docs {
        notes: vec![Note::ReadFromHeaders],
        line: set.fields.first().map_or(0, |field| field.docs.line),
        ..Docs::default()
    };
    let shape = Struct {
        is_closed: false,
        order: (set.fields.iter())
            .map(|field| field.wire_name.clone())
            .collect(),
        fields: set.fields,
        constants: Vec::new(),
        additional: None,
        text: None,
        unreadable: None,
    };
    let id = draft.types.reserve(name, module.clone(), place);
    draft.types.define(id, docs, Shape::Struct(shape));
    id
}

impl Set {
    fn new(operation: &Operation, headers: &Headers, is_of_errors: bool) -> Self {
        let function = operation.calls.first();
        Self {
            fields: headers.list.clone(),
            users: 1,
            function: function.map_or("", |call| call.name.as_str()).to_owned(),
            path: operation.path.clone(),
            is_of_path: true,
            is_of_errors,
        }
    }

    /// Adds an operation. What it says of the headers counts where all say the same.
    fn add(&mut self, operation: &Operation, headers: &Headers, is_of_errors: bool) {
        self.users += 1;
        self.is_of_path &= self.path == operation.path;
        self.is_of_errors &= is_of_errors;
        for field in &mut self.fields {
            let mut others = headers.list.iter();
            let is_same = |it: &&Field| it.wire_name.eq_ignore_ascii_case(&field.wire_name);
            let Some(other) = others.find(is_same) else {
                continue;
            };
            let docs = &mut field.docs;
            if docs.description != other.docs.description {
                docs.description = None;
            }
            docs.notes.retain(|note| other.docs.notes.contains(note));
            docs.deprecated &= other.docs.deprecated;
        }
    }

    /// The words for its name: what the names of the headers share, or else the function or functions that have it.
    fn words(&self, names: &Scope) -> String {
        let shared = shared(self.fields.iter().map(|field| field.wire_name.as_str()));
        let of_function = match self.is_of_errors {
            true => format!("{} error headers", self.function),
            false => format!("{} headers", self.function),
        };
        let mut choices = Vec::new();
        choices.extend((shared.len() == 1).then(|| format!("{} headers", shared.join(" "))));
        choices.extend(self.is_of_path.then_some(of_function));
        choices.extend((shared.len() == 2).then(|| format!("{} headers", shared.join(" "))));
        choices.push("response headers".to_owned());
        let first = choices.first().cloned().unwrap_or_default();
        let free = choices
            .into_iter()
            .find(|words| names.is_free(words, Use::Type));
        free.unwrap_or(first)
    }
}

/// The words that names of headers begin with, for each group of them that begins alike: `RateLimit` of `X-RateLimit-Limit` and
/// `X-RateLimit-Reset`.
fn shared<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for name in names {
        let parts = parts(name);
        let first = parts.first().copied().unwrap_or_default();
        let is_alike = |group: &&mut Vec<&str>| {
            let known = group.first().copied().unwrap_or_default();
            known.eq_ignore_ascii_case(first)
        };
        match groups.iter_mut().find(is_alike) {
            Some(group) => {
                let pairs = group.iter().zip(&parts);
                let alike = pairs.take_while(|(one, other)| one.eq_ignore_ascii_case(other));
                let length = alike.count();
                group.truncate(length);
            }
            None => groups.push(parts),
        }
    }
    groups.into_iter().map(|group| group.join(" ")).collect()
}

/// The parts of the name of a header, without the `X` in front of it.
fn parts(name: &str) -> Vec<&str> {
    let parts = name.split(['-', '_', '.']).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    match parts.as_slice() {
        [x, rest @ ..] if x.eq_ignore_ascii_case("x") && !rest.is_empty() => rest.to_vec(),
        _ => parts,
    }
}
