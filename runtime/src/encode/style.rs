//! [`Styled`]: lists and objects as the value of a parameter, in the styles of OpenAPI (3.0.3, section 4.7.12.2).

use std::borrow::Cow;

use serde::Serialize;

use super::{
    ordered::Ordered,
    percent::{
        encode, encode_allowing_reserved, encode_allowing_reserved_in_cookie,
        encode_allowing_reserved_in_path,
    },
    query::{QueryPairs, QueryValue},
    range::Range,
};

/// How a list or an object is written. In the examples, `color` is the name of the parameter, and the object has the
/// properties `R` and `G`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `color=blue,black`; exploded `color=blue&color=black`, and an object as `R=100&G=200`.
    Form,
    /// `blue,black`; an object as `R,100,G,200`, exploded `R=100,G=200`.
    Simple,
    /// `;color=blue,black`; exploded `;color=blue;color=black`, and an object as `;R=100;G=200`.
    Matrix,
    /// `.blue.black`; an object exploded `.R=100.G=200`.
    Label,
    /// `color=blue%20black`.
    SpaceDelimited,
    /// `color=blue%09black`.
    TabDelimited,
    /// `color=blue%7Cblack`.
    PipeDelimited,
    /// `color[R]=100&color[G]=200`; a nested value as `color[a][b]=1`, an item by its index.
    DeepObject,
    /// The value as JSON.
    Json,
    /// A scalar as text, an object as JSON, and the items of a list one by one: `color=blue&color=black`.
    ByKind,
}

/// Makes the value of a parameter from a value of any shape, to be written in a style. Null is left out of a query.
pub fn styled(value: impl Serialize, style: Style) -> Styled {
    Styled {
        value: Ordered::of(value).map_err(|error| error.to_string()),
        style,
        explode: false,
        needs_item: false,
        encode,
    }
}

/// A value of any shape as the value of a parameter; see [`styled`].
#[derive(Clone, Debug)]
#[must_use]
pub struct Styled {
    value: Result<Ordered, String>,
    style: Style,
    explode: bool,
    needs_item: bool,
    /// Encodes the text of a scalar.
    encode: fn(&str) -> Cow<'_, str>,
}

impl Styled {
    /// Writes each item or property separately (`explode`).
    pub fn explode(self) -> Self {
        Self {
            explode: true,
            ..self
        }
    }

    /// Makes an empty list, or an object without a property, invalid as the value of a parameter that must not be missing:
    /// only JSON has a text for it.
    pub fn not_empty(self) -> Self {
        Self {
            needs_item: true,
            ..self
        }
    }

    /// Does not encode reserved characters of a query parameter (`allowReserved`), but for `&`, `#` and `+`, which would
    /// end or change its value.
    pub fn reserved(self) -> Self {
        Self {
            encode: encode_allowing_reserved,
            ..self
        }
    }

    /// Does not encode reserved characters of a path parameter (`allowReserved`, or `{+name}` in the path), so that the
    /// value can be several segments: `a/b`. What is percent-encoded already stays as it is.
    ///
    /// `?` and `#` are encoded, because they would end the path. A value with a segment `.` or `..`, in any spelling, is
    /// invalid: it would result in the path of another operation.
    pub fn reserved_in_path(self) -> Self {
        Self {
            encode: encode_allowing_reserved_in_path,
            ..self
        }
    }

    /// Does not encode reserved characters of a cookie (`allowReserved`), but for those that would end its value.
    pub fn reserved_in_cookie(self) -> Self {
        Self {
            encode: encode_allowing_reserved_in_cookie,
            ..self
        }
    }

    /// Checks that the value is an object, or null.
    ///
    /// # Errors
    /// Fails with the reason if it is not, or if it cannot be written.
    pub(crate) fn check_object(&self) -> Result<(), String> {
        match self.value.as_ref().map_err(Clone::clone)? {
            Ordered::Object(_) | Ordered::Null => Ok(()),
            _ => Err(
                "a form is an object with a field for each property, and this value is none"
                    .to_owned(),
            ),
        }
    }

    /// Checks that a list has an item, or an object a property, if it needs one.
    fn check_items(&self, value: &Ordered) -> Result<(), String> {
        match value {
            Ordered::List(items) if self.needs_item => Range::new(1..).check_items(items.len()),
            Ordered::Object(entries)
                if self.needs_item && entries.iter().all(|(_, value)| value.is_null()) =>
            {
                Err("no property of the object is set, so it would be missing".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn encode<'t>(&self, text: &'t str) -> Cow<'t, str> {
        (self.encode)(text)
    }

    /// Returns the text of an item or property, encoded.
    fn part(&self, value: &Ordered) -> String {
        self.encode(&value.text()).into_owned()
    }

    /// Returns the items of a list, or the properties of an object, each with `join` between its name and value.
    ///
    /// # Errors
    /// Fails if one of them contains `delimiter`, which would split it in two: many servers decode a value before they
    /// split it.
    fn parts(&self, value: &Ordered, join: &str, delimiter: char) -> Result<Vec<String>, String> {
        let checked = |text: &str| {
            if text.contains(delimiter) {
                return Err(format!(
                    "a part of it contains `{delimiter}`, which would split it in two"
                ));
            }
            Ok(self.encode(text).into_owned())
        };
        let part = |value: &Ordered| checked(&value.text());
        match value {
            Ordered::List(items) => items.iter().map(part).collect(),
            Ordered::Object(entries) => entries
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| {
                    let name = checked(name)?;
                    Ok(format!("{name}{join}{}", part(value)?))
                })
                .collect(),
            value => Ok(vec![self.part(value)]),
        }
    }

    /// Returns the value as a path parameter: a segment of the path or a part of one.
    ///
    /// # Errors
    /// Fails if the value cannot be written, is null, or contains a delimiter of the style.
    pub(crate) fn in_path(&self, name: &str) -> Result<String, String> {
        let value = self.value.as_ref().map_err(Clone::clone)?;
        if value.is_null() {
            return Err("it is null".to_owned());
        }
        self.check_items(value)?;
        let name = encode(name);
        // Each item or property after a prefix.
        let prefixed = |prefix: &str, join: &str, delimiter: char| -> Result<String, String> {
            let parts = self.parts(value, join, delimiter)?;
            Ok(parts.iter().map(|part| format!("{prefix}{part}")).collect())
        };
        match (self.style, self.explode, value) {
            (Style::Matrix, true, Ordered::Object(_)) => prefixed(";", "=", ';'),
            (Style::Matrix, true, Ordered::List(_)) => prefixed(&format!(";{name}="), "", ';'),
            (Style::Matrix, ..) => Ok(format!(
                ";{name}={}",
                self.parts(value, ",", ',')?.join(",")
            )),
            (Style::Label, true, _) => prefixed(".", "=", '.'),
            (Style::Label, false, _) => Ok(format!(".{}", self.parts(value, ",", ',')?.join(","))),
            (Style::Json, ..) => Ok(self.encode(&value.json()).into_owned()),
            (_, explode, _) => {
                let join = if explode { "=" } else { "," };
                Ok(self.parts(value, join, ',')?.join(","))
            }
        }
    }
}

impl QueryValue for Styled {
    fn append(self, pairs: &mut QueryPairs) -> Result<(), String> {
        let value = self.value.clone()?;
        if value.is_null() {
            return Ok(());
        }
        self.check_items(&value)?;
        match (self.style, &value) {
            (Style::Json, value) => pairs.push_encoded(self.encode(&value.json()).into_owned()),
            (Style::ByKind, Ordered::List(items)) => {
                let items = items.iter();
                items.for_each(|item| pairs.push_encoded(self.part(item)));
            }
            (Style::ByKind, value) => pairs.push_encoded(self.part(value)),
            (Style::DeepObject, value) => self.deep("", value, pairs),
            (Style::Form, Ordered::Object(entries)) if self.explode => {
                for (name, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
                    match value {
                        Ordered::List(items) => items
                            .iter()
                            .for_each(|item| pairs.push_own(name.clone(), self.part(item))),
                        value => pairs.push_own(name.clone(), self.part(value)),
                    }
                }
            }
            (Style::Form, Ordered::List(items)) if self.explode => {
                items
                    .iter()
                    .for_each(|item| pairs.push_encoded(self.part(item)));
            }
            (style, value) => {
                let (between, delimiter) = match style {
                    Style::SpaceDelimited => ("%20", ' '),
                    Style::TabDelimited => ("%09", '\t'),
                    Style::PipeDelimited => ("%7C", '|'),
                    _ => (",", ','),
                };
                let join = if style == Style::Simple && self.explode {
                    "="
                } else {
                    between
                };
                let parts = self.parts(value, join, delimiter)?;
                if !parts.is_empty() {
                    pairs.push_encoded(parts.join(between));
                }
            }
        }
        Ok(())
    }
}

impl Styled {
    /// Adds a pair for each scalar within `value`. The name is followed by the keys that lead to it, in brackets.
    fn deep(&self, keys: &str, value: &Ordered, pairs: &mut QueryPairs) {
        match value {
            Ordered::Object(entries) => {
                for (name, value) in entries {
                    self.deep(&format!("{keys}[{name}]"), value, pairs);
                }
            }
            Ordered::List(items) => {
                for (index, value) in items.iter().enumerate() {
                    self.deep(&format!("{keys}[{index}]"), value, pairs);
                }
            }
            Ordered::Null => {}
            value => pairs.push_below(keys.to_owned(), self.part(value)),
        }
    }
}
