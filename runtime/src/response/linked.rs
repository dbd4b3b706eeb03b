//! [`Linked`]: JSON bodies with references to objects within the same body.

use std::{collections::HashSet, marker::PhantomData};

use serde::de::DeserializeOwned;

use super::{decode::Decode, documented, json::read_body};
use crate::{
    exchange::{decode_error::DecodeError, expected::Expected, raw_response::RawResponse},
    model::id::Id,
    text::excerpt::excerpt,
};

/// Reads a JSON body into a `T`. Fails if the body refers to an object that it does not contain.
#[derive(Clone, Copy, Debug)]
pub struct Linked<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned + Links> Decode for Linked<T> {
    type Output = T;

    fn decode(response: &RawResponse) -> Result<T, DecodeError> {
        Self::decode_expected(response, &Expected::Any)
    }

    fn decode_expected(response: &RawResponse, expected: &Expected) -> Result<T, DecodeError> {
        let value: T = read_body(response)?;
        match value.ids() {
            Some(ids) => expected.check(response, &ids)?,
            None => expected.check_count(value.count())?,
        }
        match value.dangling() {
            None => Ok(value),
            Some(problem) => Err(DecodeError::new(problem).proving(true)),
        }
    }

    fn recognizes(response: &RawResponse) -> bool {
        documented::recognizes::<T>(response.body())
    }

    fn count(output: &T) -> Option<usize> {
        Some(output.count())
    }
}

/// A structure with references to its own objects, such as a list of results with the ids of entries.
pub trait Links {
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
}

/// Implements [`Links::dangling`] for a list of results, each with the name of a collection and an id.
///
/// `collections` are the names of all collections of the response. `primary` is the collection that the operation
/// returns, with its length, and `contains` says whether it has an id. It is an error too if there are no results but
/// the collection is not empty, because its objects would be ignored.
pub fn dangling<'a>(
    primary: (&str, usize),
    collections: &[&str],
    results: impl Iterator<Item = (&'a str, &'a Id)>,
    contains: impl Fn(&Id) -> bool,
) -> Option<String> {
    let (primary, len) = primary;
    let mut results = results.enumerate().peekable();
    if len > 0 && results.peek().is_none() {
        return Some(format!("there are no results, but {len} in {primary}"));
    }
    let is_known = |collection: &str| collections.contains(&collection);
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
