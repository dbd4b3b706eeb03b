//! [`Links`]: bodies whose results refer to objects in their collections.

use std::collections::HashSet;

use serde::de::DeserializeOwned;

use crate::{
    model::{id::Id, unreadable::UnreadableObjects},
    text::{budget::Budget, excerpt::excerpt, json_error::from_json_within},
};

/// A structure with references to its own objects, such as a list of results with the ids of entries.
pub trait Links {
    /// The collections whose objects can be read one by one.
    const COLLECTIONS: &'static [Collection] = &[];

    /// The name of the collection that the operation returns.
    const PRIMARY: &'static str = "";

    /// Describes the first reference to a missing object, such as `results[3] refers to time_entries 17, which the
    /// response does not contain`. Returns `None` if there is none.
    fn dangling(&self) -> Option<String>;

    /// Returns the ids of the objects that the operation returns, in their order, or `None` if they are not known.
    fn ids(&self) -> Option<Vec<&Id>> {
        None
    }

    /// Returns the number of different objects that the operation returns.
    fn count(&self) -> usize {
        let ids: HashSet<&Id> = self.ids().into_iter().flatten().collect();
        ids.len()
    }

    /// Returns the results that refer to missing objects of the primary collection: the index and the id of each.
    fn missing(&self) -> Vec<(usize, &Id)> {
        Vec::new()
    }

    /// Returns the objects that could not be read, if the structure keeps them.
    fn unreadable_mut(&mut self) -> Option<&mut UnreadableObjects> {
        None
    }
}

/// A collection of objects in a response, by id.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// The name of its property.
    pub(super) name: &'static str,
    /// Reads an object of it, strictly or not.
    pub(super) check: fn(&str, bool) -> serde_json::Result<()>,
}

impl Collection {
    /// Describes a collection of `T`.
    #[must_use]
    pub const fn of<T: DeserializeOwned>(name: &'static str) -> Self {
        Self {
            name,
            check: |object, is_strict| {
                let budget = Budget::strict(is_strict);
                from_json_within::<T>(object.as_bytes(), &budget).map(drop)
            },
        }
    }
}

/// Implements [`Links::dangling`] for a list of results, each with the name of a collection and an id.
///
/// `collections` are all collections of the response. `primary` is the collection that the operation
/// returns, with its length, and `contains` says whether it has an id. It is an error too if there are no results but
/// the collection is not empty, because its objects would be ignored.
pub fn dangling<'a>(
    primary: (&str, usize),
    collections: &[Collection],
    results: impl Iterator<Item = (&'a str, &'a Id)>,
    contains: impl Fn(&Id) -> bool,
) -> Option<String> {
    let (primary, len) = primary;
    let mut results = results.enumerate().peekable();
    if len > 0 && results.peek().is_none() {
        return Some(format!("there are no results, but {len} in {primary}"));
    }
    let is_known = |name: &str| collections.iter().any(|known| known.name == name);
    let (index, (collection, id)) = results.find(|(_, (collection, id))| {
        !is_known(collection) || (*collection == primary && !contains(id))
    })?;
    Some(if is_known(collection) {
        format!("results[{index}] refers to {collection} {id}, which the response does not contain")
    } else {
        let collection = excerpt(collection.as_bytes());
        format!("results[{index}] refers to `{collection}`, which is not a documented collection")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_that_no_result_refers_to_are_a_problem_if_there_are_no_results() {
        let collections = &[Collection::of::<u8>("pets")];
        let check = |len, results: &[Id]| {
            let results = results.iter().map(|id| ("pets", id));
            dangling(("pets", len), collections, results, |id| *id == Id::from(7))
        };
        let problem = check(2, &[]).unwrap();
        assert_eq!(problem, "there are no results, but 2 in pets");
        assert_eq!(check(0, &[]), None);
        assert_eq!(check(2, &[Id::from(7)]), None);
        assert!(check(2, &[Id::from(8)]).is_some());
    }
}
