//! Error bodies that differ by status: the operations that share one type of them, and its name.

use std::collections::BTreeSet;

use super::super::draft::{Draft, ErrorBody as Stated, Operation, Output, StatusVariant, Types};
use crate::ir::{ClientError, ErrorBody, Group, Statuses, Type, TypeId};
use crate::names::{Name, Scope, Use};

/// The longest list of bodies that a name spells out.
const LONGEST: usize = 48;

/// The error bodies that differ by status.
pub(super) struct Errors(Vec<Shared>);

/// The bodies by status that some operations have.
struct Shared {
    /// The bodies, in the order of the document.
    variants: Vec<StatusVariant>,
    /// The operations as a lock writes their errors, in the order of the document.
    operations: Vec<String>,
    /// The words for it after the first operation.
    words: String,
    name: Option<Name>,
    source: String,
}

impl Errors {
    /// Finds the operations with the same bodies by status, and names what they share.
    pub(super) fn settle(draft: &mut Draft) -> Self {
        let operations = draft.groups.iter().flat_map(|group| &group.operations);
        let mut operations: Vec<&Operation> = operations.filter(|it| !it.is_alternative).collect();
        operations.sort_by_key(|operation| operation.position);
        let mut found: Vec<Shared> = Vec::new();
        for operation in operations {
            let Stated::PerStatus {
                source,
                words,
                variants,
            } = &operation.error
            else {
                continue;
            };
            let variants = merged(&draft.types, variants);
            if variants.len() < 2 {
                continue;
            }
            let mut known = found.iter_mut();
            match known.find(|known| are_one(&draft.types, &known.variants, &variants)) {
                Some(known) => known.add(&draft.types, source, &variants),
                None => found.push(Shared {
                    variants,
                    operations: vec![source.clone()],
                    words: words.clone(),
                    name: None,
                    source: source.clone(),
                }),
            }
        }
        let mut sources = BTreeSet::new();
        for shared in &mut found {
            shared.claim(&draft.types, &mut draft.names, &mut sources);
        }
        Self(found)
    }

    /// The error bodies of an operation.
    pub(super) fn of(
        &self,
        types: &Types,
        operation: &Operation,
        settled: impl Fn(&[StatusVariant]) -> Vec<crate::ir::StatusVariant>,
    ) -> ErrorBody {
        let (source, variants) = match &operation.error {
            Stated::Undocumented => return ErrorBody::Undocumented,
            Stated::One(ty) => return ErrorBody::One(ty.clone()),
            Stated::PerStatus {
                source, variants, ..
            } => (source, variants),
        };
        let mut shared = self.0.iter();
        let shared = shared.find(|shared| shared.operations.contains(source));
        match shared.and_then(|shared| Some((shared, shared.name.clone()?))) {
            Some((shared, name)) => ErrorBody::PerStatus {
                name,
                source: shared.source.clone(),
                variants: settled(&shared.variants),
                sharers: shared.operations.len(),
                is_declared: !operation.is_alternative && shared.operations.first() == Some(source),
            },
            // One type for all of them.
            None => match merged(types, variants).first().map(|only| &only.output) {
                Some(Output::Json(ty)) => ErrorBody::One(ty.clone()),
                _ => ErrorBody::Undocumented,
            },
        }
    }
}

impl Shared {
    /// Adds an operation, with the statuses of it that the others do not have.
    fn add(&mut self, types: &Types, source: &str, variants: &[StatusVariant]) {
        self.operations.push(source.to_owned());
        for variant in &mut self.variants {
            let mut same = variants.iter();
            let same = same.find(|other| body(types, other) == body(types, variant));
            for status in same.into_iter().flat_map(|same| &same.statuses) {
                if !variant.statuses.contains(status) {
                    variant.statuses.push(*status);
                }
            }
        }
    }

    /// Names it: after the operation if only one has it, else after the bodies. A name that the lock has for it stays,
    /// even if other operations have it now.
    fn claim(&mut self, types: &Types, names: &mut Scope, sources: &mut BTreeSet<String>) {
        let mut of_bodies = source(types, &self.variants);
        if !sources.insert(of_bodies.clone()) {
            // The same bodies for other statuses.
            let statuses = self.variants.iter().flat_map(|variant| &variant.statuses);
            let statuses: Vec<String> = statuses.map(Statuses::to_string).collect();
            of_bodies = format!("{of_bodies} for {}", statuses.join(" "));
        }
        let is_pinned = |source: &str| names.pins().name(source).is_some();
        let mut pinned = self.operations.iter().filter(|source| is_pinned(source));
        let is_alone = self.operations.len() == 1;
        self.source = match (pinned.next(), pinned.next()) {
            _ if is_pinned(&of_bodies) => of_bodies,
            (Some(only), None) => only.clone(),
            (None, _) if is_alone => self.source.clone(),
            // Where several had a type of their own, all but one of the names go anyway.
            _ => of_bodies,
        };
        if !is_alone {
            self.words = words(types, &self.variants);
        }
        self.name = Some(names.claim_for(&self.source, &self.words, Use::Request));
    }
}

/// The type of a variant, without aliases.
fn body<'t>(types: &'t Types, variant: &'t StatusVariant) -> Option<&'t Type> {
    match &variant.output {
        Output::Json(ty) => Some(types.through_alias(ty)),
        _ => None,
    }
}

/// The variants, those with the same type as one.
fn merged(types: &Types, variants: &[StatusVariant]) -> Vec<StatusVariant> {
    let mut merged: Vec<StatusVariant> = Vec::new();
    for variant in variants {
        let mut known = merged.iter_mut();
        match known.find(|known| body(types, known) == body(types, variant)) {
            Some(known) => known.statuses.extend(&variant.statuses),
            None => merged.push(variant.clone()),
        }
    }
    merged
}

/// Whether bodies by status can be one type: the same bodies, and none of them for a status that has another one there.
fn are_one(types: &Types, these: &[StatusVariant], those: &[StatusVariant]) -> bool {
    let of_same = |variant: &StatusVariant| {
        let mut same = those.iter();
        same.find(|other| body(types, other) == body(types, variant))
    };
    let is_code = |status: &Statuses| matches!(status, Statuses::Code(_));
    let are_codes = |variants: &[StatusVariant]| {
        let mut statuses = variants.iter().flat_map(|variant| &variant.statuses);
        statuses.all(is_code)
    };
    // A status that one of them has by its class could have another body in the other.
    let is_loose = are_codes(these) && are_codes(those);
    these.len() == those.len()
        && these.iter().all(|variant| {
            of_same(variant).is_some_and(|same| match is_loose {
                true => !conflict(variant, those, same),
                false => sorted(&variant.statuses) == sorted(&same.statuses),
            })
        })
}

/// Whether a status of a variant has another body than `same` among `those`.
fn conflict(variant: &StatusVariant, those: &[StatusVariant], same: &StatusVariant) -> bool {
    let mut others = those.iter().filter(|other| *other != same);
    others.any(|other| {
        let mut statuses = other.statuses.iter();
        statuses.any(|status| variant.statuses.contains(status))
    })
}

fn sorted(statuses: &[Statuses]) -> Vec<Statuses> {
    let mut sorted = statuses.to_vec();
    sorted.sort();
    sorted
}

/// The bodies as a lock writes them: `errors #/components/schemas/Unauthorized, …`, in the order of these words.
fn source(types: &Types, variants: &[StatusVariant]) -> String {
    let places = variants.iter().map(|variant| {
        let place = match body(types, variant) {
            Some(Type::Named(id)) => types.get(*id).map(|def| def.place.as_str()),
            _ => None,
        };
        place.unwrap_or("value")
    });
    let mut places: Vec<&str> = places.collect();
    places.sort_unstable();
    format!("errors {}", places.join(", "))
}

/// `InvalidKey NotFound or ServerError`: the names of the bodies, with the word at their ends once.
fn words(types: &Types, variants: &[StatusVariant]) -> String {
    let name = |variant: &StatusVariant| match &variant.output {
        Output::Json(Type::Named(id)) => types.get(*id).map(|def| def.name.to_string()),
        _ => None,
    };
    let names = variants.iter();
    let names: Vec<String> = names
        .map(|variant| name(variant).unwrap_or_else(|| variant.name.to_string()))
        .collect();
    let ending = names.first().map_or("", |first| last_word(first));
    let shortened: Option<Vec<&str>> = (names.iter())
        .map(|name| name.strip_suffix(ending).filter(|rest| !rest.is_empty()))
        .collect();
    let (words, ending) = match shortened {
        Some(shortened) => (shortened, ending),
        None => (names.iter().map(String::as_str).collect(), ""),
    };
    let (last, before) = match words.split_last() {
        Some((last, before)) => (*last, before),
        None => return ending.to_owned(),
    };
    let first = before.first().copied().unwrap_or_default();
    match format!("{} or {last}{ending}", before.join(" ")) {
        long if long.replace(' ', "").len() > LONGEST => format!("{first} or Other{ending}"),
        words => words,
    }
}

/// The last word of a name: `Error` of `NotFoundError`.
fn last_word(name: &str) -> &str {
    let start = name.rfind(|c: char| c.is_ascii_uppercase());
    start.map_or("", |start| name.get(start..).unwrap_or_default())
}

/// The error of a client, into which the errors of all operations convert.
pub(super) fn of_client(types: &Types, groups: &[Group]) -> ClientError {
    let operations = groups.iter().flat_map(|group| &group.operations);
    let mut shared: Option<TypeId> = None;
    let mut has_undocumented = false;
    for operation in operations {
        match &operation.error {
            ErrorBody::Undocumented => has_undocumented = true,
            ErrorBody::One(ty) => match types.through_alias(ty) {
                Type::Named(id) if shared.is_none_or(|shared| shared == *id) => {
                    shared = Some(*id);
                }
                _ => return ClientError::Any,
            },
            ErrorBody::PerStatus { .. } => return ClientError::Any,
        }
    }
    match shared {
        Some(body) => ClientError::Shared {
            body,
            is_partial: has_undocumented,
        },
        None => ClientError::Undocumented,
    }
}
