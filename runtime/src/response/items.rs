//! Items of JSON one after another: [`JsonLines`] and [`JsonSequence`], and a body of them that is read as a whole.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::decode::Decode;
use crate::{
    exchange::{decode_error::DecodeError, raw_response::RawResponse},
    text::{budget::Budget, excerpt::excerpt, json_error::from_json_within},
};

/// How the items of a body are told apart.
pub trait Framing {
    /// An item.
    type Item: DeserializeOwned;

    /// The byte between two items.
    #[doc(hidden)]
    const SEPARATOR: u8;
}

/// Items of which each is a line of JSON (`application/x-ndjson`, `application/jsonl`).
///
/// [`Call::send`](crate::Call::send) returns them as an [`ItemStream`](crate::ItemStream).
#[derive(Clone, Copy, Debug)]
pub struct JsonLines<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Framing for JsonLines<T> {
    type Item = T;

    const SEPARATOR: u8 = b'\n';
}

/// Items of which each is JSON after a record separator (`application/json-seq`, RFC 7464).
///
/// [`Call::send`](crate::Call::send) returns them as an [`ItemStream`](crate::ItemStream).
#[derive(Clone, Copy, Debug)]
pub struct JsonSequence<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Framing for JsonSequence<T> {
    type Item = T;

    const SEPARATOR: u8 = 0x1e;
}

/// Reads a body of items to its end, for an operation that responds with items only for some statuses. An operation that
/// always does has an [`ItemStream`](crate::ItemStream).
#[derive(Clone, Copy, Debug)]
pub struct Items<F>(PhantomData<fn() -> F>);

impl<F: Framing> Decode for Items<F> {
    type Output = Vec<F::Item>;

    fn decode(response: &RawResponse) -> Result<Vec<F::Item>, DecodeError> {
        let budget = Budget::strict(response.is_strict());
        let mut items = Vec::new();
        for text in response.body().split(|byte| *byte == F::SEPARATOR) {
            if !text.trim_ascii().is_empty() {
                let number = items.len() as u64 + 1;
                items.push(read_item(text, number, &budget)?);
            }
        }
        Ok(items)
    }
}

/// Reads an item. `number` is its number, counted from 1.
pub(super) fn read_item<T: DeserializeOwned>(
    text: &[u8],
    number: u64,
    budget: &Budget,
) -> Result<T, DecodeError> {
    let text = text.trim_ascii();
    from_json_within(text, budget).map_err(|error| {
        let shown = excerpt(text);
        DecodeError::new(format!("item {number}: {error}; item: {shown}"))
    })
}
