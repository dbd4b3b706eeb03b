//! [`Decode`]: how the body of a documented success is read.

use std::marker::PhantomData;

use bytes::Bytes;
use http::{
    StatusCode,
    header::{CONTENT_LENGTH, TRANSFER_ENCODING},
};
use serde::de::DeserializeOwned;

use super::{
    charset::text_of,
    documented::{self, Properties},
    html,
    json::read_body,
    read::{Doubt, Read},
};
use crate::{
    exchange::{
        decode_error::DecodeError,
        expected::Expected,
        operation::Idempotency,
        raw_response::RawResponse,
        tolerated::{Tolerance, Tolerated},
    },
    text::json_error::from_json,
};

/// A way to read a response: [`Json`], [`Text`], [`Raw`], [`Empty`] and others.
///
/// It is a type parameter of [`Request::send`](crate::Request::send).
pub trait Decode {
    /// The value of a response.
    type Output;

    /// Reads a response whose status is documented as success.
    ///
    /// # Errors
    /// Fails if the body is not the documented one.
    fn decode(response: &RawResponse) -> Result<Self::Output, DecodeError>;

    /// Returns the number of different objects in the response, or `None` if it is not known. If the request has a list that
    /// can be split, the response must have an object for each of its items.
    fn count(output: &Self::Output) -> Option<usize> {
        let _ = output;
        None
    }

    /// Reads a response as [`decode`](Decode::decode) does. Fails too if it has other entries than the expected ones.
    #[doc(hidden)]
    fn decode_expected(
        response: &RawResponse,
        expected: &Expected,
    ) -> Result<Read<Self::Output>, DecodeError> {
        let value = Self::decode(response)?;
        if let Some(count) = Self::count(&value) {
            expected.check_count(count)?;
        }
        Ok(Read::certain(value))
    }

    /// Reads a response for its entries, one by one, as [`decode_expected`](Decode::decode_expected) does. An entry that
    /// cannot be read is an error of that entry, as far as the value can have one.
    #[doc(hidden)]
    fn decode_each(
        response: &RawResponse,
        expected: &Expected,
    ) -> Result<Read<Self::Output>, DecodeError> {
        Self::decode_expected(response, expected)
    }

    /// Returns the documented properties of the body, as far as they are known.
    #[doc(hidden)]
    fn properties() -> Properties {
        Properties::default()
    }

    /// Whether the documented body can be told from any other one, and this response can have it, so that it proves that
    /// the request took effect even if the status is another success than the documented ones.
    #[doc(hidden)]
    fn recognizes(response: &RawResponse) -> bool {
        let _ = response;
        false
    }

    /// Reads a response with another success than the documented ones, if it certainly has the documented body: there is none
    /// and must be none, or it is one that no other server would send. If the request only reads, any documented body will do.
    #[doc(hidden)]
    fn read_other(response: &RawResponse, expected: &Expected) -> Option<Read<Self::Output>> {
        let is_known = match Self::without_body() {
            Some(_) => response.body().is_empty() && html::check_media_type(response).is_ok(),
            None => {
                let is_read = response.operation().idempotency() == Idempotency::Safe;
                is_read || Self::recognizes(response)
            }
        };
        let read = || Self::decode_expected(response, expected).ok();
        is_known.then(read).flatten()
    }

    /// Returns the value of a success without a body, or `None` if there must be a body.
    fn without_body() -> Option<Self::Output> {
        None
    }
}

/// Reads a JSON body into a `T`.
///
/// Untyped values ([`Value`](crate::Value)) take up to a hundred times as much memory as their text. Those of a body may
/// take 256 MiB, which is enough for 20 MiB of common JSON. Reading fails beyond that, and the error has the path up to
/// which the values fit. A `T` with a type for what is needed has no such limit, apart from that of the body
/// ([`max_body`](crate::ClientBuilder::max_body)).
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Decode for Json<T> {
    type Output = T;

    fn decode(response: &RawResponse) -> Result<T, DecodeError> {
        Self::decode_expected(response, &Expected::Any).map(|read| read.value)
    }

    fn decode_expected(response: &RawResponse, _: &Expected) -> Result<Read<T>, DecodeError> {
        match missing_body(response) {
            Some(read) => Ok(read),
            None => read_body(response),
        }
    }

    fn properties() -> Properties {
        documented::properties::<T>().unwrap_or_default()
    }

    fn recognizes(response: &RawResponse) -> bool {
        documented::recognizes::<T>(response.json_text())
    }
}

/// Reads no body, for operations whose responses have none.
///
/// A body is ignored, unless it is a web page, which is most likely from a proxy. It is listed in
/// [`Response::tolerated`](crate::Response::tolerated) and kept in [`Response::raw`](crate::Response::raw);
/// [`Call::send_for_stream`](crate::Call::send_for_stream) and [`Call::send_for_items`](crate::Call::send_for_items) return it
/// as it arrives. If the status cannot have a body (204, 205),
/// but the response announces one, that is tolerated ([`leniency`](crate::leniency)), and a strict client fails.
#[derive(Clone, Copy, Debug)]
pub struct Empty;

impl Decode for Empty {
    type Output = ();

    fn decode(response: &RawResponse) -> Result<(), DecodeError> {
        Self::decode_expected(response, &Expected::Any).map(|read| read.value)
    }

    fn decode_expected(response: &RawResponse, _: &Expected) -> Result<Read<()>, DecodeError> {
        let is_ignored = Self::check(response)?;
        let has_text = !is_ignored && !response.body().is_empty();
        let ignored = match (is_ignored, has_text) {
            (true, _) => Some(Tolerance::IgnoredBody),
            (false, true) => Some(Tolerance::UndocumentedBody),
            (false, false) => None,
        };
        let ignored = ignored.map(Tolerated::response);
        Ok(Read {
            value: (),
            doubt: has_text.then_some(Doubt::AnyText),
            tolerated: ignored.into_iter().collect(),
        })
    }

    fn without_body() -> Option<()> {
        Some(())
    }
}

impl Empty {
    /// Returns whether a body is ignored that must not be there.
    fn check(response: &RawResponse) -> Result<bool, DecodeError> {
        html::check(response)?;
        if !matches!(response.status().as_u16(), 204 | 205) {
            return Ok(false);
        }
        // The transport does not read a body after such a status, so the headers of one count too.
        let length = response.header(CONTENT_LENGTH.as_str());
        let is_announced = length.is_some_and(|length| length != "0")
            || response.headers().contains_key(TRANSFER_ENCODING);
        if is_announced || !response.body().is_empty() {
            // The status is the documented one, and nothing is lost.
            if !response.is_strict() && html::check_media_type(response).is_ok() {
                return Ok(true);
            }
            let length = length.unwrap_or("some");
            let error = DecodeError::new(format!(
                "a body of {length} bytes after a status that has none"
            ));
            // The status is the documented one.
            return Err(error.proving(html::check_media_type(response).is_ok()));
        }
        Ok(false)
    }
}

/// Returns the value of a 202 without a body, if null or an object without properties is one.
fn missing_body<T: DeserializeOwned>(response: &RawResponse) -> Option<Read<T>> {
    let is_missing = response.status() == StatusCode::ACCEPTED
        && response.body().trim_ascii().is_empty()
        && !response.is_strict();
    let read = || from_json(b"null").or_else(|_| from_json(b"{}")).ok();
    let value = is_missing.then(read).flatten()?;
    Some(Read {
        value,
        doubt: None,
        tolerated: vec![Tolerated::response(Tolerance::MissingBody)],
    })
}

/// Reads a body as text, which must be UTF-8. A response that states another charset is an error, unless all of the text is
/// ASCII. A byte order mark is left out. If the documented text is not HTML, it must not be a web page.
#[derive(Clone, Copy, Debug)]
pub struct Text;

impl Decode for Text {
    type Output = String;

    fn decode(response: &RawResponse) -> Result<String, DecodeError> {
        if response.operation().accept.is_some() {
            html::check(response)?;
        }
        text_of(response)
    }
}

/// Returns a body as it arrived. If the documented media type is not HTML, that of the response must not be either.
#[derive(Clone, Copy, Debug)]
pub struct Raw;

impl Decode for Raw {
    type Output = Bytes;

    fn decode(response: &RawResponse) -> Result<Bytes, DecodeError> {
        if response.operation().accept.is_some() {
            html::check_media_type(response)?;
        }
        Ok(response.bytes())
    }
}
