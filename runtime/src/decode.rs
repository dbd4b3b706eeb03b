//! How the body of a documented success is read: [`Decode`] and its kinds.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, de, de::DeserializeOwned};
use serde_json::error::Category;

use crate::{
    Id, RawResponse,
    json_path::{offset, path_at_end},
    text::excerpt,
};

/// A way to read an answer. [`Request::send`](crate::Request::send) takes one as a type parameter.
pub trait Decode {
    /// What is made of the answer.
    type Output;

    /// Reads the answer, which has a status that is documented as success.
    fn decode(response: &RawResponse) -> Result<Self::Output, DecodeError>;
}

/// Reads a JSON body into a `T`.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Decode for Json<T> {
    type Output = T;

    fn decode(response: &RawResponse) -> Result<T, DecodeError> {
        from_json(response.body()).map_err(|error| DecodeError::json(response, error))
    }
}

/// Reads nothing: for operations that answer without a body. If there is one, it is ignored.
#[derive(Clone, Copy, Debug)]
pub struct Empty;

impl Decode for Empty {
    type Output = ();

    fn decode(_: &RawResponse) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// Reads a JSON body into a `T`, and makes sure that it holds everything that it refers to.
#[derive(Clone, Copy, Debug)]
pub struct Linked<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned + Links> Decode for Linked<T> {
    type Output = T;

    fn decode(response: &RawResponse) -> Result<T, DecodeError> {
        let value = Json::<T>::decode(response)?;
        match value.dangling() {
            None => Ok(value),
            Some(problem) => Err(DecodeError {
                message: problem,
                path: None,
                source: None,
            }),
        }
    }
}

/// A structure that refers to its own parts, as a list of results does that names its entries by id.
pub trait Links {
    /// The first reference to something that is not there, in words: `results[3] names time_entries
    /// 17, which the answer does not hold`. `None` if there is no such reference.
    fn dangling(&self) -> Option<String>;
}

/// For [`Links::dangling`]: what is wrong with the first of the results, each a collection and an id,
/// that leads to nothing. `collections` are those that an answer can have, `primary` is the one that was
/// asked for and how much is in it, and `holds` tells whether an id is one of them. No results at all while
/// there is something in the collection is wrong, too: it would be passed over.
pub fn dangling<'a>(
    primary: (&str, usize),
    collections: &[&str],
    results: impl Iterator<Item = (&'a str, &'a Id)>,
    holds: impl Fn(&Id) -> bool,
) -> Option<String> {
    let (primary, len) = primary;
    let mut results = results.enumerate().peekable();
    if len > 0 && results.peek().is_none() {
        return Some(format!("there are no results, and {len} in {primary}"));
    }
    let is_known = |collection: &str| collections.contains(&collection);
    let (index, (collection, id)) = results.find(|(_, (collection, id))| {
        !is_known(collection) || (*collection == primary && !holds(id))
    })?;
    Some(if is_known(collection) {
        format!("results[{index}] names {collection} {id}, which the answer does not hold")
    } else {
        let collection = excerpt(collection.as_bytes());
        format!("results[{index}] is in `{collection}`, which no answer has")
    })
}

/// The error body of an operation for which none is documented. There is no value of this type, and
/// none can be read: every error status becomes [`Error::Status`](crate::Error::Status).
#[derive(Clone, Copy, Debug)]
pub enum Undocumented {}

impl<'de> Deserialize<'de> for Undocumented {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(de::Error::custom("no error body is documented"))
    }
}

/// Why an answer is not what is documented.
#[derive(Debug)]
pub struct DecodeError {
    message: String,
    path: Option<String>,
    source: Option<serde_json::Error>,
}

impl DecodeError {
    /// An answer that is not what is documented, for the reason that `message` tells.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            path: None,
            source: None,
        }
    }

    /// Where in the body the wrong value is, such as `time_entries.123.time_in_minutes`, if it is a
    /// single value that is wrong.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Explains why a body could not be read, and where in it.
    fn json(response: &RawResponse, error: serde_json::Error) -> Self {
        let body = without_bom(response.body());
        if body.trim_ascii().is_empty() {
            let message = "the body is empty, JSON is documented".to_owned();
            return Self {
                message,
                path: None,
                source: Some(error),
            };
        }
        if error.classify() != Category::Data {
            let content_type = response.header("content-type").unwrap_or("not given");
            let message = format!(
                "the body is not JSON: {error}; content type: {}; body: {}",
                excerpt(content_type.as_bytes()),
                excerpt(body),
            );
            return Self {
                message,
                path: None,
                source: Some(error),
            };
        }
        let read = offset(body, error.line(), error.column());
        let path = path_at_end(before_wrong_value(body, read, &error.to_string()));
        let path = (!path.is_empty()).then(|| excerpt(path.as_bytes()));
        let message = excerpt(error.to_string().as_bytes());
        Self {
            message,
            path,
            source: Some(error),
        }
    }
}

/// What was read up to the value that is wrong. A list is either refused before it is opened or just
/// behind its bracket; in the second case the bracket is not part of what leads to it.
fn before_wrong_value<'b>(body: &'b [u8], read: usize, message: &str) -> &'b [u8] {
    let (read, rest) = body.split_at_checked(read).unwrap_or((body, &[]));
    let is_list = message.starts_with("invalid type: sequence");
    match read.strip_suffix(b"[") {
        Some(before) if is_list && !rest.trim_ascii_start().starts_with(b"[") => before,
        _ => read,
    }
}

/// Reads JSON. A byte order mark before it is skipped: RFC 8259 lets readers ignore one.
pub(crate) fn from_json<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(without_bom(body))
}

fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
