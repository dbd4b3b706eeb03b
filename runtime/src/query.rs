//! Query parameters: how values become `name=value` pairs, and how these are percent-encoded.

use std::{borrow::Cow, ops::RangeBounds};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::{Scalar, range::Range, text::REDACTED};

/// Everything but the unreserved characters of RFC 3986 is encoded, also where a server would not
/// need it: no character can then be taken for a delimiter, and a space is `%20`, never `+`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Percent-encodes a text for a segment of a path, or a name or value in a query.
pub(crate) fn encode(raw: &str) -> Cow<'_, str> {
    utf8_percent_encode(raw, ENCODED).into()
}

/// The text of a value, percent-encoded.
pub(crate) fn encode_scalar(value: &impl Scalar) -> Result<String, String> {
    let mut raw = String::new();
    value.write(&mut raw)?;
    Ok(encode(&raw).into_owned())
}

/// A value that [`Request::query`](crate::Request::query) takes: any [`Scalar`], and the lists made
/// by [`comma`] and [`repeat`].
pub trait QueryValue {
    /// Adds the pairs of this value: one, several, or none to leave the parameter out.
    ///
    /// Fails with the reason if the API does not allow the value.
    fn append(self, pairs: &mut QueryPairs) -> Result<(), String>;
}

impl<T: Scalar> QueryValue for T {
    fn append(self, pairs: &mut QueryPairs) -> Result<(), String> {
        pairs.push(&self)
    }
}

/// Takes the values of one query parameter, each of which becomes a pair with its name.
#[derive(Debug, Default)]
pub struct QueryPairs {
    pub(crate) encoded: Vec<(PairName, String)>,
}

/// The name of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PairName {
    /// That of the parameter.
    Same,
    /// That of the parameter, and this behind it.
    Below(String),
    /// Another one.
    Own(String),
}

impl PairName {
    /// The name as it is sent for the parameter `name`, not encoded.
    pub(crate) fn of(self, name: &'static str) -> Cow<'static, str> {
        match self {
            Self::Same => Cow::Borrowed(name),
            Self::Below(rest) => Cow::Owned(format!("{name}{rest}")),
            Self::Own(name) => Cow::Owned(name),
        }
    }
}

impl QueryPairs {
    /// Adds a pair with the text of `value`, percent-encoded; fails if the value has no text.
    pub fn push(&mut self, value: &impl Scalar) -> Result<(), String> {
        self.push_encoded(encode_scalar(value)?);
        Ok(())
    }

    pub(crate) fn push_encoded(&mut self, encoded: String) {
        self.encoded.push((PairName::Same, encoded));
    }

    pub(crate) fn push_below(&mut self, rest: String, encoded: String) {
        self.encoded.push((PairName::Below(rest), encoded));
    }

    pub(crate) fn push_own(&mut self, name: String, encoded: String) {
        self.encoded.push((PairName::Own(name), encoded));
    }
}

/// A pair of a query. The name is kept as it is, the value as it is sent.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) name: Cow<'static, str>,
    pub(crate) encoded_value: String,
    /// The parameter that it belongs to, whose setting again replaces it.
    pub(crate) parameter: &'static str,
    /// Whether it is one that the client does not know, which nothing replaces.
    pub(crate) extra: bool,
    /// Whether its value is not to be shown.
    pub(crate) secret: bool,
}

impl Pair {
    /// The pair as it stands in an address.
    pub(crate) fn encoded(&self) -> String {
        format!("{}={}", encode(&self.name), self.encoded_value)
    }

    /// The same for people: without a secret.
    pub(crate) fn shown(&self) -> String {
        if self.secret {
            format!("{}={REDACTED}", encode(&self.name))
        } else {
            self.encoded()
        }
    }

    /// The value as a server reads it.
    pub(crate) fn value(&self) -> Cow<'_, str> {
        percent_decode_str(&self.encoded_value).decode_utf8_lossy()
    }
}

/// A list in one parameter, `ids=1,2,3` (in OpenAPI `style: form`, `explode: false`).
///
/// Each value is percent-encoded, the commas between them are not. A value that holds a comma or
/// nothing is refused. An empty list leaves the parameter out, unless [`Comma::items`] refuses it.
pub fn comma<I>(values: I) -> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    delimited(values, ',')
}

/// A list in one parameter, `ids=1%202%203` (in OpenAPI `style: spaceDelimited`); otherwise as [`comma`].
pub fn spaces<I>(values: I) -> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    delimited(values, ' ')
}

/// A list in one parameter, `ids=1%092%093` (in Swagger 2.0 `collectionFormat: tsv`); otherwise as [`comma`].
pub fn tabs<I>(values: I) -> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    delimited(values, '\t')
}

/// A list in one parameter, `ids=1%7C2%7C3` (in OpenAPI `style: pipeDelimited`); otherwise as [`comma`].
pub fn pipes<I>(values: I) -> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    delimited(values, '|')
}

fn delimited<I>(values: I, delimiter: char) -> Comma<I> {
    Comma {
        values,
        delimiter,
        items: Range::full(),
    }
}

/// A list in one parameter; see [`comma`], and for other characters between the values [`spaces`], [`tabs`] and
/// [`pipes`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Comma<I> {
    values: I,
    delimiter: char,
    items: Range<usize>,
}

impl<I> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    /// Refuses a list whose number of items is outside of `range`.
    pub fn items(self, range: impl RangeBounds<usize>) -> Self {
        Self {
            items: Range::new(range),
            ..self
        }
    }

    /// The texts of the values with the delimiter between them, not encoded; refuses a list without items.
    pub(crate) fn join(self) -> Result<String, String> {
        let delimiter = self.delimiter.to_string();
        let values = self.texts()?;
        if values.is_empty() {
            return Err("the list is empty".to_owned());
        }
        Ok(values.join(&delimiter))
    }

    /// The texts of the values, none of them with the delimiter, which would split it in two, and none
    /// empty, which would be lost.
    ///
    /// Encoding the delimiter would be no help: many servers decode a value before they split it.
    pub(crate) fn texts(self) -> Result<Vec<String>, String> {
        let delimiter = match self.delimiter {
            ' ' => "space",
            '\t' => "tab",
            '|' => "pipe",
            _ => "comma",
        };
        let values = texts(self.values, &self.items)?;
        for (value, number) in values.iter().zip(1..) {
            if value.contains(self.delimiter) {
                return Err(format!(
                    "item {number} holds a {delimiter}, which would split it in two"
                ));
            }
            if value.is_empty() {
                return Err(format!("item {number} is empty"));
            }
        }
        Ok(values)
    }
}

impl<I> QueryValue for Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    fn append(self, pairs: &mut QueryPairs) -> Result<(), String> {
        let between = match self.delimiter {
            ',' => ",".to_owned(),
            other => encode(other.encode_utf8(&mut [0; 4])).into_owned(),
        };
        let values = self.texts()?;
        if !values.is_empty() {
            let encoded: Vec<_> = values.iter().map(|value| encode(value)).collect();
            pairs.push_encoded(encoded.join(&between));
        }
        Ok(())
    }
}

/// A list as one pair for each value, `id=1&id=2` (in OpenAPI `style: form`, `explode: true`).
///
/// An empty list leaves the parameter out, unless [`Repeat::items`] refuses it.
pub fn repeat<I>(values: I) -> Repeat<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    Repeat {
        values,
        items: Range::full(),
    }
}

/// A list as one pair for each value; see [`repeat`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Repeat<I> {
    values: I,
    items: Range<usize>,
}

impl<I> Repeat<I> {
    /// Refuses a list whose number of items is outside of `range`.
    pub fn items(self, range: impl RangeBounds<usize>) -> Self {
        Self {
            items: Range::new(range),
            ..self
        }
    }
}

impl<I> QueryValue for Repeat<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    fn append(self, pairs: &mut QueryPairs) -> Result<(), String> {
        for value in texts(self.values, &self.items)? {
            pairs.push(&value)?;
        }
        Ok(())
    }
}

/// The text of each value, if their number is allowed.
fn texts<I>(values: I, items: &Range<usize>) -> Result<Vec<String>, String>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    let mut texts = Vec::new();
    for value in values {
        let mut text = String::new();
        value
            .write(&mut text)
            .map_err(|reason| format!("item {}: {reason}", texts.len() + 1))?;
        texts.push(text);
    }
    items.check_items(texts.len())?;
    Ok(texts)
}
