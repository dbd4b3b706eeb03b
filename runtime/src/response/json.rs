//! Reading a JSON body, and the explanation if it is not the documented one.

use std::str;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use super::{
    charset::{is_disguised, other_charset, unsupported},
    documented::{self, Properties},
    read::{Doubt, Read},
};
use crate::{
    exchange::{
        decode_error::DecodeError,
        raw_response::RawResponse,
        tolerated::{Tolerance, Tolerated},
    },
    text::{
        budget::Budget,
        json_error::{error_place, from_json, from_json_within},
        tolerance::{Kind, Note, noting, paths},
    },
};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl RawResponse {
    /// Reads the body as JSON, whatever the status is.
    ///
    /// # Errors
    /// Fails with the path and the reason if the body is not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        read_json(self).map_err(|error| refused::<T>(self, &error))
    }

    /// Returns the text of JSON in the body, without a byte order mark, unless every deviation is an error.
    pub(crate) fn json_text(&self) -> &[u8] {
        let unmarked = self.body().strip_prefix(BYTE_ORDER_MARK);
        unmarked
            .filter(|_| !self.is_strict())
            .unwrap_or(self.body())
    }
}

/// Reads the body as JSON, as strictly as the client does.
pub(super) fn read_json<T: DeserializeOwned>(response: &RawResponse) -> serde_json::Result<T> {
    let budget = Budget::strict(response.is_strict());
    from_json_within(response.json_text(), &budget)
}

/// Reads the body as a whole, and notes whether it has an unknown property.
pub(super) fn read_whole<T: DeserializeOwned>(
    response: &RawResponse,
) -> serde_json::Result<Read<T>> {
    read_text(response, response.json_text())
}

/// Reads a text of the response as a whole, in the same way.
pub(super) fn read_text<T: DeserializeOwned>(
    response: &RawResponse,
    text: &[u8],
) -> serde_json::Result<Read<T>> {
    let budget = Budget::strict(response.is_strict());
    let (value, notes) = noting(|| from_json_within(text, &budget));
    Ok(Read {
        value: value?,
        doubt: budget.has_unknown().then_some(Doubt::Lists),
        tolerated: tolerated(response, text, &notes),
    })
}

/// Lists what was tolerated in a body.
fn tolerated(response: &RawResponse, text: &[u8], notes: &[Note]) -> Vec<Tolerated> {
    let mark = response.body().strip_prefix(BYTE_ORDER_MARK);
    let mark = mark.map(|_| Tolerated::response(Tolerance::ByteOrderMark));
    if notes.is_empty() {
        return mark.into_iter().collect();
    }
    let show = response.secrets().shower();
    let values = notes.iter().zip(paths(notes, text)).map(|(note, path)| {
        let tolerance = match note.kind {
            Kind::NoOffset => Tolerance::NoOffset,
            Kind::MidnightForDate => Tolerance::MidnightForDate,
            Kind::AfterLastInstant => Tolerance::AfterLastInstant,
            Kind::EmptyText => Tolerance::EmptyText,
        };
        match path {
            Some(path) => Tolerated::at(tolerance, show(path.as_bytes())),
            None => Tolerated::response(tolerance),
        }
    });
    mark.into_iter().chain(values).collect()
}

/// Returns the error of a body that is not a `T`.
pub(super) fn refused<T: DeserializeOwned>(
    response: &RawResponse,
    error: &serde_json::Error,
) -> DecodeError {
    explain(response, error).proving(has_proof::<T>(response.json_text(), error))
}

/// Whether a body that was refused is the documented one but for a single place.
pub(super) fn has_proof<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error) -> bool {
    match body.strip_prefix(BYTE_ORDER_MARK) {
        Some(unmarked) => documented::recognizes::<T>(unmarked) && from_json::<T>(unmarked).is_ok(),
        None => is_wrong_in_one_place(body, error, documented::properties::<T>()),
    }
}

/// Reads the body of a success as JSON.
///
/// # Errors
/// Fails with the path and the reason if the body is not a `T`. Fails too if the body is an object with properties, but
/// none of those that a `T` has.
pub(super) fn read_body<T: DeserializeOwned>(
    response: &RawResponse,
) -> Result<Read<T>, DecodeError> {
    let read = read_whole(response).map_err(|error| refused::<T>(response, &error))?;
    check::<T>(response)?;
    Ok(read)
}

/// Fails if a body from which a `T` was read has none of the properties that a `T` has.
pub(super) fn check<T: DeserializeOwned>(response: &RawResponse) -> Result<(), DecodeError> {
    match documented::is_foreign::<T>(response.json_text()) {
        true => Err(DecodeError::new(format!(
            "the body has none of the documented properties; {}",
            describe(response)
        ))),
        false => Ok(()),
    }
}

/// Whether a body that was refused is JSON, and was refused for a value within one of the documented properties. Then the
/// rest of it is most likely the documented body.
fn is_wrong_in_one_place(
    body: &[u8],
    error: &serde_json::Error,
    properties: Option<Properties>,
) -> bool {
    properties.is_some_and(|properties| properties.contain(&error_place(body, error).0))
        && from_json::<IgnoredAny>(body).is_ok()
}

/// Returns the reason why the body is not the documented one. Not generic, so that it is compiled once.
fn explain(response: &RawResponse, error: &serde_json::Error) -> DecodeError {
    let body = response.json_text();
    if body.trim_ascii().is_empty() {
        return DecodeError::new("the body is empty, expected JSON");
    }
    if body.starts_with(BYTE_ORDER_MARK) {
        return DecodeError::new(format!(
            "the body begins with a byte order mark, which is not allowed in JSON (RFC 8259, section 8.1); {}",
            describe(response)
        ));
    }
    let charset = other_charset(response);
    if let Some(charset) = charset
        && (is_disguised(charset) || str::from_utf8(body).is_err())
    {
        return unsupported(response, charset);
    }
    if let Err(error) = str::from_utf8(body) {
        return DecodeError::new(format!(
            "byte {} of the body is not UTF-8, which JSON must be (RFC 8259, section 8.1); {}",
            error.valid_up_to(),
            describe(response)
        ));
    }
    if error.classify() == Category::Data {
        let (path, reason) = error_place(body, error);
        let path = (!path.is_empty()).then(|| response.show(path.as_bytes()));
        return DecodeError::new(response.show(reason.as_bytes())).at(path);
    }
    let reason = response.show(error.to_string().as_bytes());
    // The body can be valid JSON with a number or a depth that serde_json does not support.
    let what = match serde_json::from_slice::<IgnoredAny>(body) {
        Ok(_) => "the body has a value that this client does not support",
        Err(_) => "the body is not JSON",
    };
    DecodeError::new(format!("{what}: {reason}; {}", describe(response)))
}

/// Describes a body by its headers and an excerpt.
pub(super) fn describe(response: &RawResponse) -> String {
    let content_type = response.header(CONTENT_TYPE.as_str()).unwrap_or("none");
    let content_type = response.show(content_type.as_bytes());
    // A body that is still packed has an encoding that the request did not accept.
    let encoding = response.header(CONTENT_ENCODING.as_str());
    let encoding = encoding.map_or_else(String::new, |encoding| {
        format!("content encoding: {}; ", response.show(encoding.as_bytes()))
    });
    let body = response.show(response.body());
    format!("content type: {content_type}; {encoding}body: {body}")
}
