//! Lists of scalars: [`comma`] and its like for one pair with all values, [`repeat`] for a pair for each value.

use std::ops::RangeBounds;

use super::{
    percent::encode,
    query::{QueryPairs, QueryValue},
    range::Range,
    scalar::Scalar,
};

/// Makes a list in one pair: `ids=1,2,3` (in OpenAPI `style: form`, `explode: false`).
///
/// Each value is percent-encoded, the commas between them are not. A value that is empty or has a comma is invalid. An
/// empty list leaves the parameter out, unless [`Comma::items`] does not allow it.
pub fn comma<I>(values: I) -> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    delimited(values, ',')
}

/// Makes a list in one pair, like [`comma`] but with spaces: `ids=1%202%203` (in OpenAPI `style: spaceDelimited`).
pub fn spaces<I>(values: I) -> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    delimited(values, ' ')
}

/// Makes a list in one pair, like [`comma`] but with tabs: `ids=1%092%093` (in Swagger 2.0 `collectionFormat: tsv`).
pub fn tabs<I>(values: I) -> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    delimited(values, '\t')
}

/// Makes a list in one pair, like [`comma`] but with pipes: `ids=1%7C2%7C3` (in OpenAPI `style: pipeDelimited`).
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

/// A list in one pair; see [`comma`], [`spaces`], [`tabs`] and [`pipes`].
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
    /// Allows only a number of items within `range`.
    pub fn items(self, range: impl RangeBounds<usize>) -> Self {
        Self {
            items: Range::new(range),
            ..self
        }
    }

    /// Returns the texts of the values with delimiters between them, not encoded.
    ///
    /// # Errors
    /// Fails as [`texts`](Comma::texts) does, and if the list is empty.
    pub(crate) fn join(self) -> Result<String, String> {
        let delimiter = self.delimiter.to_string();
        let values = self.texts()?;
        if values.is_empty() {
            return Err("the list is empty".to_owned());
        }
        Ok(values.join(&delimiter))
    }

    /// Returns the texts of the values.
    ///
    /// # Errors
    /// Fails if a value contains the delimiter, which would split it in two, or is empty, which would be lost. To
    /// encode the delimiter would not help: many servers decode a value before they split it.
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
                    "item {number} has a {delimiter}, which would split it in two"
                ));
            }
            if value.is_empty() {
                return Err(format!("item {number} is empty"));
            }
        }
        Ok(values)
    }
}

/// The texts of a list that can be too long.
pub(crate) struct LongList {
    pub(crate) texts: Vec<String>,
    /// The maximum number of items, if there is one.
    pub(crate) most: Option<usize>,
    /// The reason why the list is too long, if it is.
    pub(crate) too_long: Option<String>,
}

impl<I> Comma<I>
where
    I: IntoIterator,
    I::Item: Scalar,
{
    /// Returns the texts of the values, of which there can be too many.
    ///
    /// # Errors
    /// Fails as [`texts`](Comma::texts) does in all other cases.
    pub(crate) fn long_list(self) -> Result<LongList, String> {
        let allowed = self.items.clone();
        let texts = self.items(..).texts()?;
        let most = allowed.most().copied();
        let refused = allowed.check_items(texts.len()).err();
        match refused {
            Some(reason) if most.is_none_or(|most| texts.len() <= most) => Err(reason),
            too_long => Ok(LongList {
                texts,
                most,
                too_long,
            }),
        }
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

/// Makes a list with a pair for each value: `id=1&id=2` (in OpenAPI `style: form`, `explode: true`).
///
/// An empty list leaves the parameter out, unless [`Repeat::items`] does not allow it.
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

/// A list with a pair for each value; see [`repeat`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Repeat<I> {
    values: I,
    items: Range<usize>,
}

impl<I> Repeat<I> {
    /// Allows only a number of items within `range`.
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

/// Returns the text of each value.
///
/// # Errors
/// Fails if a value has no text, or if their number is not within `items`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_would_be_split_is_named_with_its_delimiter() {
        let reason = |list: Comma<[&'static str; 2]>| list.texts().unwrap_err();
        assert_eq!(
            reason(comma(["a", "b,c"])),
            "item 2 has a comma, which would split it in two"
        );
        assert_eq!(
            reason(spaces(["a b", "c"])),
            "item 1 has a space, which would split it in two"
        );
        assert_eq!(
            reason(tabs(["a\tb", "c"])),
            "item 1 has a tab, which would split it in two"
        );
        assert_eq!(
            reason(pipes(["a", "|"])),
            "item 2 has a pipe, which would split it in two"
        );
        assert_eq!(comma(["a b|c", "d\t"]).texts().unwrap(), ["a b|c", "d\t"]);
    }
}
