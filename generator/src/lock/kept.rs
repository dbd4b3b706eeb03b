//! The names and the order that are kept.

use std::collections::{BTreeMap, BTreeSet};

use super::sources;
use crate::names::Pins;

/// The names and the order of an earlier generation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The names of types, by their sources.
    pub(super) types: BTreeMap<String, String>,
    /// The names of functions, by their sources.
    pub(super) functions: BTreeMap<String, String>,
    /// The members of types and requests, by the sources of these.
    pub(crate) members: BTreeMap<String, Vec<Member>>,
    /// The operations, in their order.
    pub(crate) operations: Vec<Operation>,
    /// The sources of types, in their order.
    pub(crate) order: Vec<String>,
    /// The keys of security schemes, in their order.
    pub(crate) schemes: Vec<String>,
    /// The names that the configuration gives, and that are kept before all others.
    given: Given,
}

/// Names that the configuration gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    /// The names of types, by their sources.
    pub(crate) types: BTreeMap<String, String>,
    /// The names of functions, by their sources.
    pub(crate) functions: BTreeMap<String, String>,
    /// The names of members, by the sources of their owners and their own.
    pub(crate) members: BTreeMap<(String, String), String>,
}

/// A field, variant or parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) source: String,
    /// Its name; none for a parameter that is an argument, and for a property that is a constant.
    pub(crate) name: Option<String>,
}

/// An operation in the order of a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operation {
    /// Its source without its id: `GET /boats`.
    pub(crate) endpoint: String,
    /// The source of its function.
    pub(crate) function: String,
    /// The media type that it sends.
    pub(crate) sends: Option<String>,
    /// The media type that it prefers.
    pub(crate) accepts: Option<String>,
    /// The names of parts, where their order counts.
    pub(crate) parts: Vec<String>,
}

impl Lock {
    /// Describes what has become of the names of this lock in a newer one: a line for each that is gone, with its part of the
    /// document, and for each part with another name.
    #[must_use]
    pub fn dropped(&self, newer: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        for (was, is) in [
            (&self.functions, &newer.functions),
            (&self.types, &newer.types),
        ] {
            for (source, name) in was {
                match is.get(source) {
                    None => {
                        lines.push(format!("`{name}` is gone, with {}", sources::line(source)));
                    }
                    Some(other) if other != name => {
                        lines.push(format!("`{name}` is called `{other}` now"));
                    }
                    Some(_) => {}
                }
            }
        }
        for (owner, members) in &self.members {
            let others = newer.members.get(owner).map_or(&[][..], Vec::as_slice);
            let type_name = newer.types.get(owner).map_or("", String::as_str);
            for Member { source, name } in members {
                let is = others.iter().find(|other| other.source == *source);
                let is = is.and_then(|other| other.name.as_ref());
                if let (Some(was), Some(is)) = (name, is)
                    && was != is
                {
                    lines.push(format!("`{type_name}::{was}` is called `{is}` now"));
                }
            }
        }
        lines
    }

    /// The names of types that are kept.
    pub(crate) fn types(&self) -> Pins {
        Pins::new(self.types.clone()).giving(self.given.types.values())
    }

    /// The names of functions that are kept.
    pub(crate) fn functions(&self) -> Pins {
        Pins::new(self.functions.clone()).giving(self.given.functions.values())
    }

    /// The names that the members of a type or request keep, of those whose sources are `present`.
    pub(crate) fn members<'s>(
        &self,
        owner: &str,
        present: impl IntoIterator<Item = &'s str>,
    ) -> Pins {
        let Some(members) = self.members.get(owner) else {
            return Pins::default();
        };
        let present: BTreeSet<&str> = present.into_iter().collect();
        let members = members
            .iter()
            .filter(|member| present.contains(member.source.as_str()));
        Pins::new(members.filter_map(|member| Some((member.source.clone(), member.name.clone()?))))
    }

    /// The lock for a document with these operations (`GET /boats list-boats`). The types that stand in an operation are
    /// named after it: those of one that has another id now keep nothing.
    pub(crate) fn with_operations(&self, present: &BTreeSet<String>) -> Self {
        let (kept, gone): (Vec<_>, Vec<_>) = self
            .operations
            .iter()
            .partition(|operation| present.contains(&operation.function));
        let is_kept = |endpoint: &str| kept.iter().any(|kept| kept.endpoint == endpoint);
        let renamed = gone.iter().map(|operation| operation.endpoint.as_str());
        let renamed: BTreeSet<&str> = renamed.filter(|endpoint| !is_kept(endpoint)).collect();
        let renamed: Vec<String> = renamed
            .iter()
            .filter_map(|endpoint| sources::pointer(endpoint))
            .collect();
        let is_renamed =
            |source: &str| (renamed.iter()).any(|pointer| source.starts_with(pointer.as_str()));
        let mut lock = self.clone();
        lock.types.retain(|source, _| !is_renamed(source));
        lock
    }

    /// The lock with the names that the configuration gives. What has such a name in the lock gets another one.
    pub(crate) fn with_names(&self, given: Given) -> Self {
        let mut lock = self.clone();
        for (source, name) in &given.types {
            let is_new = lock.types.get(source) != Some(name);
            // What stands in a type is named after it.
            let inside = format!("{source}/");
            lock.types.retain(|other, kept| {
                kept != name && !(is_new && other.starts_with(inside.as_str()))
            });
        }
        lock.types.extend(given.types.clone());
        let taken: BTreeSet<&String> = given.functions.values().collect();
        lock.functions.retain(|_, kept| !taken.contains(kept));
        lock.functions.extend(given.functions.clone());
        for ((owner, source), name) in &given.members {
            let members = lock.members.entry(owner.clone()).or_default();
            members.retain(|other| other.source != *source && other.name.as_ref() != Some(name));
            members.push(Member {
                source: source.clone(),
                name: Some(name.clone()),
            });
        }
        lock.given = given;
        lock
    }

    /// The name that the configuration gives to the type of a source.
    pub(crate) fn given_type(&self, source: &str) -> Option<&str> {
        self.given.types.get(source).map(String::as_str)
    }

    /// The lock without the names of sources.
    pub(crate) fn without(&self, sources: &BTreeSet<String>) -> Self {
        let mut lock = self.clone();
        lock.types.retain(|source, _| !sources.contains(source));
        lock.functions.retain(|source, _| !sources.contains(source));
        lock
    }
}
