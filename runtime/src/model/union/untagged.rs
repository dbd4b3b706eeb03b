//! [`trial_union!`](crate::trial_union): unions whose variants are tried one after another.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    buffered::{attempt, is_kind},
    exact::{current_text, lost_digits, read_value},
};
use crate::{
    model::{constant::Constant, effort::is_silent, property::Property},
    text::{excerpt::excerpt, tolerance::counted},
};

/// Implements `Serialize`, `Deserialize` and [`Property`](crate::Property) for an enum whose variants are tried one after
/// another.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// pub struct Circle { pub radius: i32 }
/// specwright_runtime::object!(Circle { radius });
///
/// #[derive(Debug, PartialEq)]
/// pub struct Square { pub side: i32, pub name: Option<String> }
/// specwright_runtime::object!(Square { side, name });
///
/// #[derive(Debug, PartialEq)]
/// pub enum Figure {
///     Circle(Circle),
///     Square(Square),
///     Named(String),
/// }
/// specwright_runtime::trial_union!(Figure { Circle: object "radius", Square: object "side", Named: text });
///
/// let figures: Vec<Figure> = serde_json::from_str(r#"[{"side":2},"point"]"#)?;
/// assert_eq!(figures[0], Figure::Square(Square { side: 2, name: None }));
/// assert_eq!(figures[1], Figure::Named("point".to_owned()));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Each variant is followed by the kind of its JSON value (`boolean`, `integer`, `number`, `text`, `list`, `object`, or
/// `any`), by a second word `integer` if ids are written as numbers, by its required properties, and in brackets by properties that have one of some values unless they are
/// missing: `["kind" = "cat" | "kitten"]`. A value that no variant has is read by the types of the variants alone, which can
/// keep other values. Of the variants that can hold the value, the one that loses the fewest of its
/// properties is selected, at any depth; of these, the one with the fewest unknown fields, then the one that keeps the most
/// numbers as they are written (`exact`), then the one as which the least is tolerated, and then the first. See [`Property::unknown_fields`](crate::Property::unknown_fields).
///
/// The word `exact` after the braces keeps the digits of each [`Decimal`](crate::Decimal) in the variants.
#[macro_export]
macro_rules! trial_union {
    ($name:ident { $($variant:ident: $kind:ident $($how:ident)? $($needed:literal)* $([$wire:literal = $($value:literal)|+])*),* $(,)? } $($exact:ident)?) => {
        #[automatically_derived]
        impl<'de> $crate::private::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::core::result::Result<Self, __D::Error>
            where
                __D: $crate::private::serde::Deserializer<'de>,
            {
                $crate::__read_union!($($exact)? deserializer, |value| {
                    $name::__trial(&value).finish(stringify!($name))
                })
            }
        }

        impl $name {
            fn __trial(value: &$crate::private::Value) -> $crate::private::Trial<'_, Self> {
                let mut trial = $crate::private::Trial::new(value);
                loop {
                    $(trial.attempt(
                        stringify!($kind),
                        &[$($needed),*],
                        &[$(($wire, &[$($crate::private::Constant::from($value)),+])),*],
                        $name::$variant,
                    );)*
                    if !trial.goes_on() {
                        return trial;
                    }
                }
            }
        }

        #[automatically_derived]
        impl $crate::private::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error>
            where
                __S: $crate::private::serde::Serializer,
            {
                match self {
                    $(Self::$variant(value) => $crate::__union!(@write value, serializer $(, $how)?),)*
                }
            }
        }

        $crate::__beside_ids!($name);

        impl $crate::private::Property for $name {
            fn unknown_fields(value: &$crate::private::Value) -> usize {
                $name::__trial(value).unknown_fields()
            }
        }
    };
}

/// How badly a type fits a value: the number of properties that it loses, of unknown fields, of numbers that it writes with
/// other digits, and of what was tolerated.
type Score = (usize, usize, usize, usize);

/// The search for the type that fits a value best.
#[derive(Debug)]
pub struct Trial<'v, U> {
    value: &'v Value,
    /// The best value so far.
    best: Option<(Score, U)>,
    /// Why the other types do not fit.
    failures: Vec<String>,
    /// Whether a type was passed over because of the value of a property.
    has_passed: bool,
    /// Whether no type is passed over because of the value of a property.
    is_second: bool,
}

impl<'v, U: Serialize> Trial<'v, U> {
    /// Starts a search for the type of `value`.
    #[must_use]
    pub fn new(value: &'v Value) -> Self {
        Self {
            value,
            best: None,
            failures: Vec::new(),
            has_passed: false,
            is_second: false,
        }
    }

    /// Whether the types are tried once more, regardless of the values that properties have: no type fits otherwise, as where
    /// an open set has a value that the document does not list.
    pub fn goes_on(&mut self) -> bool {
        let goes_on = self.best.is_none() && self.has_passed && !self.is_second;
        self.is_second |= goes_on;
        goes_on
    }

    /// Tries a type, unless a type that loses nothing and has no unknown fields was found before.
    pub fn attempt<T: DeserializeOwned + Property>(
        &mut self,
        kind: &str,
        needed: &[&str],
        constants: &[(&str, &[Constant])],
        wrap: fn(T) -> U,
    ) {
        let is_found = matches!(self.best, Some(((0, 0, 0, 0), _)));
        if is_found || !self.can_be(kind, needed, constants) {
            return;
        }
        match counted(|| attempt::<T>(self.value)) {
            Ok((inner, tolerated)) => {
                let unknown_fields = T::unknown_fields(self.value);
                let inner = wrap(inner);
                let (properties, digits) = self.losses(&inner);
                let score = (properties, unknown_fields, digits, tolerated);
                let best = self.best.as_ref();
                if best.is_none_or(|(fewest, _)| score < *fewest) {
                    self.best = Some((score, inner));
                }
            }
            Err(failure) => {
                if !self.is_second && !self.failures.contains(&failure) {
                    self.failures.push(failure);
                }
            }
        }
    }

    /// Counts the properties that are not written again, and in an exact union the numbers that are written with other digits.
    /// What cannot be written loses everything.
    fn losses(&self, read: &U) -> (usize, usize) {
        let Some(text) = current_text() else {
            let written = serde_json::to_value(read);
            let lost = written.map(|written| missing(self.value, Some(&written)));
            return (lost.unwrap_or(usize::MAX), 0);
        };
        let written = serde_json::to_string(read).unwrap_or_default();
        let lost = read_value(&written).map(|value| missing(self.value, Some(&value)));
        (lost.unwrap_or(usize::MAX), lost_digits(&text, &written))
    }

    fn can_be(&mut self, kind: &str, needed: &[&str], constants: &[(&str, &[Constant])]) -> bool {
        let has_parts =
            is_kind(self.value, kind) && needed.iter().all(|wire| self.value.get(wire).is_some());
        let has_values = constants.iter().all(|(wire, values)| {
            let value = self.value.get(wire);
            value.is_none_or(|value| values.iter().any(|constant| constant.is(value)))
        });
        self.has_passed |= has_parts && !has_values;
        has_parts && (has_values || self.is_second)
    }

    /// Returns the number of unknown fields of the best value.
    #[must_use]
    pub fn unknown_fields(self) -> usize {
        self.best
            .map_or(0, |((_, unknown_fields, ..), _)| unknown_fields)
    }

    /// Returns the best value.
    ///
    /// # Errors
    /// Fails if no type fits.
    pub fn finish(self, name: &str) -> Result<U, String> {
        match (self.best, self.failures.as_slice()) {
            (Some((_, best)), _) => Ok(best),
            (None, _) if is_silent() => Err(String::new()),
            (None, [failure]) => Err(failure.clone()),
            // No type has this kind of value, or not its properties.
            (None, []) => {
                let shown = excerpt(self.value.to_string().as_bytes());
                Err(format!("{shown} has none of the types of {name}"))
            }
            (None, failures) => {
                let reasons = failures.join("; ");
                Err(format!("no type of {name} fits: {reasons}"))
            }
        }
    }
}

/// Counts the properties of `value`, and of the values in it, that `written` does not have. A property that is gone counts
/// with all that is in it, and null means the same as nothing.
fn missing(value: &Value, written: Option<&Value>) -> usize {
    match (value, written) {
        (Value::Object(properties), written) => (properties.iter())
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                let other = written.and_then(|written| written.get(name));
                usize::from(other.is_none()) + missing(value, other)
            })
            .sum(),
        (Value::Array(items), written) => (items.iter().enumerate())
            .map(|(index, item)| missing(item, written.and_then(|written| written.get(index))))
            .sum(),
        _ => 0,
    }
}
