//! Query parameters: values as `name=value` pairs.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::{percent::encode, scalar::Scalar};
use crate::text::redact::REDACTED;

/// Writes a scalar, percent-encoded.
///
/// # Errors
/// Fails with the reason if the value has no text.
pub(crate) fn encode_scalar(value: &impl Scalar) -> Result<String, String> {
    let mut raw = String::new();
    value.write(&mut raw)?;
    Ok(encode(&raw).into_owned())
}

/// A value of a query parameter: a [`Scalar`], a list made by [`comma`](crate::comma) or [`repeat`](crate::repeat), or a
/// value of any shape made by [`styled`](crate::styled).
pub trait QueryValue {
    /// Adds the pairs of this value to `pairs`. Without a pair, the parameter is left out.
    ///
    /// # Errors
    /// Fails with the reason if the API does not allow the value.
    fn append(self, pairs: &mut QueryPairs) -> Result<(), String>;
}

impl<T: Scalar> QueryValue for T {
    fn append(self, pairs: &mut QueryPairs) -> Result<(), String> {
        pairs.push(&self)
    }
}

/// The pairs of one query parameter.
#[derive(Debug, Default)]
pub struct QueryPairs {
    pub(crate) encoded: Vec<(PairName, String)>,
}

/// The name of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PairName {
    /// The name of the parameter.
    Same,
    /// The name of the parameter, followed by this.
    Below(String),
    /// Another name.
    Own(String),
    /// None: the value is the whole query.
    Whole,
}

impl PairName {
    /// Returns the name of the pair for the parameter `name`, not encoded.
    pub(crate) fn of(self, name: &'static str) -> Cow<'static, str> {
        match self {
            Self::Same => Cow::Borrowed(name),
            Self::Below(rest) => Cow::Owned(format!("{name}{rest}")),
            Self::Own(name) => Cow::Owned(name),
            Self::Whole => Cow::Borrowed(""),
        }
    }
}

impl QueryPairs {
    /// Adds a pair with the text of `value`, percent-encoded.
    ///
    /// # Errors
    /// Fails with the reason if the value has no text.
    pub fn push(&mut self, value: &impl Scalar) -> Result<(), String> {
        self.push_encoded(encode_scalar(value)?);
        Ok(())
    }

    /// Adds a pair with an encoded value.
    pub(crate) fn push_encoded(&mut self, encoded: String) {
        self.encoded.push((PairName::Same, encoded));
    }

    /// Adds a pair whose name is that of the parameter, followed by `rest`.
    pub(crate) fn push_below(&mut self, rest: String, encoded: String) {
        self.encoded.push((PairName::Below(rest), encoded));
    }

    /// Adds a pair with a name of its own.
    pub(crate) fn push_own(&mut self, name: String, encoded: String) {
        self.encoded.push((PairName::Own(name), encoded));
    }

    /// Makes the values the whole query.
    pub(crate) fn whole(&mut self) {
        for (name, _) in &mut self.encoded {
            *name = PairName::Whole;
        }
    }

    /// Whether the value of a pair is empty.
    pub(crate) fn has_empty_value(&self) -> bool {
        self.encoded.iter().any(|(_, encoded)| encoded.is_empty())
    }

    /// Converts into the pairs of the parameter `name`.
    pub(crate) fn named(self, name: &'static str) -> impl Iterator<Item = Pair> {
        self.encoded
            .into_iter()
            .map(move |(own, encoded_value)| Pair {
                is_whole: own == PairName::Whole,
                name: own.of(name),
                encoded_value,
                parameter: name,
                extra: false,
                secret: false,
            })
    }
}

/// A pair of a query. The value is percent-encoded, the name is not yet.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) name: Cow<'static, str>,
    pub(crate) encoded_value: String,
    /// The parameter of the operation that the pair belongs to. To set the parameter again replaces the pair.
    pub(crate) parameter: &'static str,
    /// Whether the pair belongs to no parameter of the operation. It is never replaced.
    pub(crate) extra: bool,
    /// Whether the value must not be printed.
    pub(crate) secret: bool,
    /// Whether the value is a query by itself, without a name.
    pub(crate) is_whole: bool,
}

impl Pair {
    /// Returns the pair as it is sent.
    pub(crate) fn encoded(&self) -> String {
        if self.is_whole {
            return self.encoded_value.clone();
        }
        format!("{}={}", encode(&self.name), self.encoded_value)
    }

    /// Returns the pair without a secret, to be printed.
    pub(crate) fn shown(&self) -> String {
        if self.secret {
            format!("{}={REDACTED}", encode(&self.name))
        } else {
            self.encoded()
        }
    }

    /// Returns the value, decoded.
    pub(crate) fn value(&self) -> Cow<'_, str> {
        percent_decode_str(&self.encoded_value).decode_utf8_lossy()
    }
}

/// Returns the pairs of a value for the parameter `name`.
///
/// # Errors
/// Fails with the reason if the API does not allow the value.
pub(crate) fn pairs(name: &'static str, value: impl QueryValue) -> Result<Vec<Pair>, String> {
    let mut pairs = QueryPairs::default();
    value.append(&mut pairs)?;
    Ok(pairs.named(name).collect())
}

/// Returns the texts of a value, one for each pair, not encoded.
///
/// # Errors
/// Fails with the reason if the API does not allow the value.
pub(crate) fn texts(value: impl QueryValue) -> Result<Vec<String>, String> {
    let pairs = pairs("", value)?;
    Ok(pairs.iter().map(|pair| pair.value().into_owned()).collect())
}
