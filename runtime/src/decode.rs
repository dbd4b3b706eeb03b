//! How the body of a documented success is read: [`Decode`] and its kinds.

use std::{fmt, marker::PhantomData, str};

use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, IgnoredAny},
};
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

    /// How many things were asked for and are there; `None` if that is not known.
    fn count(output: &Self::Output) -> Option<usize> {
        let _ = output;
        None
    }

    /// What is made of a success without a body; `None` if there is none.
    fn without_body() -> Option<Self::Output> {
        None
    }
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

/// Reads nothing: for operations that answer without a body.
///
/// With a status that cannot have a body (204, 205), one is an error: something else than the server that
/// is documented has answered. With any other status, a body is ignored.
#[derive(Clone, Copy, Debug)]
pub struct Empty;

impl Decode for Empty {
    type Output = ();

    fn decode(response: &RawResponse) -> Result<(), DecodeError> {
        if !matches!(response.status().as_u16(), 204 | 205) {
            return Ok(());
        }
        // The transport does not look for a body where there cannot be one, so what is announced counts too.
        let length = response.header(CONTENT_LENGTH.as_str());
        let is_announced = length.is_some_and(|length| length != "0")
            || response.headers().contains_key(TRANSFER_ENCODING);
        if is_announced || !response.body().is_empty() {
            let length = length.unwrap_or("some");
            return Err(DecodeError::new(format!(
                "a body of {length} bytes where there cannot be one"
            )));
        }
        Ok(())
    }

    fn without_body() -> Option<()> {
        Some(())
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
            Some(problem) => Err(DecodeError::new(problem)),
        }
    }

    fn count(output: &T) -> Option<usize> {
        Some(output.count())
    }
}

/// A structure that refers to its own parts, as a list of results does that names its entries by id.
pub trait Links {
    /// The first reference to something that is not there, in words: `results[3] names time_entries
    /// 17, which the answer does not hold`. `None` if there is no such reference.
    fn dangling(&self) -> Option<String>;

    /// How many of those that were asked for it holds.
    fn count(&self) -> usize;
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
    tells_nothing: bool,
}

impl DecodeError {
    /// An answer that is not what is documented, for the reason that `message` tells.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            path: None,
            tells_nothing: false,
        }
    }

    /// The same of one event of a stream, counted from 1.
    pub(crate) fn in_event(self, number: u64) -> Self {
        Self {
            message: format!("event {number}: {}", self.message),
            ..self
        }
    }

    /// An answer that has nothing in common with what is documented: that of a proxy, say.
    pub(crate) fn foreign(message: String) -> Self {
        Self {
            tells_nothing: true,
            ..Self::new(message)
        }
    }

    /// An answer that holds another number of things than were sent.
    pub(crate) fn partial(count: usize, sent: usize) -> Self {
        Self {
            tells_nothing: true,
            ..Self::new(format!("it holds {count} of the {sent} that were sent"))
        }
    }

    /// Whether the answer leaves open what became of what was asked for: it speaks of some of it only, or is not even
    /// JSON, and so of something that stands before the server.
    pub(crate) fn tells_nothing(&self) -> bool {
        self.tells_nothing
    }

    /// Where in the body the wrong value is, such as `time_entries.123.time_in_minutes`, if it is a
    /// single value that is wrong.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Explains why a body could not be read, and where in it.
    fn json(response: &RawResponse, error: serde_json::Error) -> Self {
        let body = response.body();
        let whole = |message: String| Self::new(message);
        // A proxy's page, or nothing: it says nothing of what the service did.
        let foreign = Self::foreign;
        if body.trim_ascii().is_empty() {
            return foreign("the body is empty, JSON is documented".to_owned());
        }
        let shown = || {
            let content_type = response.header("content-type").unwrap_or("not given");
            let content_type = response.show(content_type.as_bytes());
            // One that is there still was not asked for, and explains much.
            let encoding = response.header(CONTENT_ENCODING.as_str());
            let encoding = encoding.map_or_else(String::new, |encoding| {
                format!("content encoding: {}; ", response.show(encoding.as_bytes()))
            });
            format!(
                "content type: {content_type}; {encoding}body: {}",
                response.show(body)
            )
        };
        if body.starts_with(BYTE_ORDER_MARK) {
            let message = "the body begins with a byte order mark, which JSON must not (RFC 8259, section 8.1)";
            return whole(format!("{message}; {}", shown()));
        }
        if let Err(error) = str::from_utf8(body) {
            let place = error.valid_up_to();
            return whole(format!(
                "byte {place} of the body is not UTF-8, which JSON must be (RFC 8259, section 8.1); {}",
                shown()
            ));
        }
        let reason = response.show(error.to_string().as_bytes());
        if error.classify() == Category::Data {
            let read = offset(body, error.line(), error.column());
            let path = path_at_end(before_wrong_value(body, read, &reason));
            let path = (!path.is_empty()).then(|| response.show(path.as_bytes()));
            return Self {
                path,
                ..Self::new(reason)
            };
        }
        // What serde_json cannot hold is JSON all the same.
        if serde_json::from_slice::<IgnoredAny>(body).is_ok() {
            let what = "the body holds what this client cannot";
            return whole(format!("{what}: {reason}; {}", shown()));
        }
        foreign(format!("the body is not JSON: {reason}; {}", shown()))
    }
}

/// Where in a JSON text a value is that is not what is documented, and why.
pub(crate) fn place_and_reason(text: &[u8], error: &serde_json::Error) -> (String, String) {
    let reason = error.to_string();
    let read = offset(text, error.line(), error.column());
    let place = path_at_end(before_wrong_value(text, read, &reason));
    // Where in the text that is says nothing: it is not the text that came.
    let reason = reason
        .rsplit_once(" at line ")
        .map_or(reason.clone(), |(reason, _)| reason.to_owned());
    (place, reason)
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

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads JSON, all of which must be UTF-8: serde_json itself looks only at the texts that it keeps, and to look once at
/// the whole is faster than at each text by itself.
pub(crate) fn from_json<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    match str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(error) => Err(de::Error::custom(error)),
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}
