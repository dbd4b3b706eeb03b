//! [`Linked`]: JSON bodies with references to objects within the same body.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::{
    decode::Decode,
    documented::{self, Properties},
    isolate::{Isolated, isolate},
    json::{check, read_text, read_whole, refused},
    links::Links,
    read::{Doubt, Read},
};
use crate::{
    exchange::{decode_error::DecodeError, expected::Expected, raw_response::RawResponse},
    model::{id::Id, unreadable::Unreadable},
    text::failure::apart,
};

/// Reads a JSON body into a `T`. Fails if the body refers to an object that it does not contain.
///
/// An object of a collection that cannot be read does not make the body unreadable, unless it is one of those that the
/// operation returns. The value has it as an [`Unreadable`](crate::Unreadable).
#[derive(Clone, Copy, Debug)]
pub struct Linked<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned + Links> Decode for Linked<T> {
    type Output = T;

    fn decode(response: &RawResponse) -> Result<T, DecodeError> {
        Self::decode_expected(response, &Expected::Any).map(|read| read.value)
    }

    fn decode_expected(
        response: &RawResponse,
        expected: &Expected,
    ) -> Result<Read<T>, DecodeError> {
        read::<T>(response, expected, false)
    }

    fn decode_each(response: &RawResponse, expected: &Expected) -> Result<Read<T>, DecodeError> {
        read::<T>(response, expected, true)
    }

    fn recognizes(response: &RawResponse) -> bool {
        documented::recognizes::<T>(response.json_text())
    }

    fn properties() -> Properties {
        documented::properties::<T>().unwrap_or_default()
    }

    fn count(output: &T) -> Option<usize> {
        Some(output.count())
    }
}

/// Reads a body. With `each`, the objects that the operation returns can be unreadable or missing.
fn read<T: DeserializeOwned + Links>(
    response: &RawResponse,
    expected: &Expected,
    each: bool,
) -> Result<Read<T>, DecodeError> {
    let mut read = match read_whole::<T>(response) {
        Ok(read) => read,
        Err(error) => match apart(|| isolate::<T>(response, each)) {
            Some(isolated) => read_isolated(response, isolated, &error)?,
            None => return Err(refused::<T>(response, &error)),
        },
    };
    check::<T>(response)?;
    // Nothing beside the documented properties is ignored if it may be an error.
    read.doubt = read.doubt.map(|_| Doubt::AnyText);
    let value = &mut read.value;
    match value.ids() {
        Some(ids) => expected.check(response, &ids)?,
        None => expected.check_count(value.count())?,
    }
    if each {
        note_missing(value);
    }
    match value.dangling() {
        None => Ok(read),
        Some(problem) => Err(DecodeError::new(problem).proving(true)),
    }
}

/// Reads a body without the objects that cannot be read, because of which the whole failed with `error`. It still does if the
/// value cannot keep them.
fn read_isolated<T: DeserializeOwned + Links>(
    response: &RawResponse,
    isolated: Isolated,
    error: &serde_json::Error,
) -> Result<Read<T>, DecodeError> {
    let read = read_text::<T>(response, isolated.text.as_bytes());
    let mut read = read.map_err(|error| refused::<T>(response, &error))?;
    match read.value.unreadable_mut() {
        Some(unreadable) => *unreadable = isolated.unreadable,
        None => return Err(refused::<T>(response, error)),
    }
    read.doubt = Some(Doubt::AnyText);
    Ok(read)
}

/// Notes the objects that the operation returns and the response does not contain.
fn note_missing<T: Links>(value: &mut T) {
    let missing: Vec<(usize, Id)> = (value.missing().into_iter())
        .map(|(index, id)| (index, id.clone()))
        .collect();
    let Some(unreadable) = value.unreadable_mut() else {
        return;
    };
    for (index, id) in missing {
        let path = format!("results[{index}]");
        let reason = format!(
            "refers to {} {id}, which the response does not contain",
            T::PRIMARY
        );
        unreadable.add(T::PRIMARY, Some(id), Unreadable::new(&path, reason));
    }
}
